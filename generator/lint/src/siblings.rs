//! What stands beside a `$ref`, which OpenAPI 3.0 ignores.

use sdk_diagnostic::{Code, Diagnostic, Diagnostics};
use sdk_openapi::{Document, Kind, NodeId};

/// Annotations: whether a tool reads them changes no type.
const ANNOTATIONS: [&str; 7] = [
    "summary",
    "description",
    "title",
    "example",
    "examples",
    "deprecated",
    "externalDocs",
];

pub(super) fn check(document: &Document, id: NodeId, kind: Kind, diagnostics: &mut Diagnostics) {
    // A path item with a reference has fields of its own in every version.
    if kind == Kind::PathItem {
        return;
    }
    let is_reference = document
        .get(id, "$ref")
        .is_some_and(|target| document.str(target).is_some());
    if !is_reference {
        return;
    }
    for (key, child) in document.entries(id) {
        if key == "$ref" || key.starts_with("x-") || ANNOTATIONS.contains(&key) || kind.field(key).is_none() {
            continue;
        }
        let mut diagnostic = Diagnostic::warning(
            Code::IgnoredSibling,
            document.origin(child),
            format!("`{key}` is next to a `$ref`, where OpenAPI 3.0 ignores it"),
        )
        .at_key();
        if let Some(target) = document.get(id, "$ref") {
            diagnostic = diagnostic.label(document.origin(target), "the reference");
        }
        let help = if kind == Kind::Schema {
            format!("wrap the reference: `allOf: [{{$ref: …}}]`, with `{key}` beside `allOf`")
        } else {
            format!("remove `{key}`, or write it where the reference leads to")
        };
        let effect = "other tools ignore it, so their results differ";
        diagnostics.push(diagnostic.effect(effect).help(help));
    }
}
