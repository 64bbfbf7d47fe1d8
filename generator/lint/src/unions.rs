//! Alternatives that a value does not tell apart.
//!
//! Only what is certain is told: a value is named that two alternatives take, or an alternative that need not have what
//! its discriminator reads.

use sdk_diagnostic::{Code, Diagnostic, Diagnostics};
use sdk_openapi::{Document, NodeId};

/// Keywords that an alternative may have and still take what its type takes.
const HARMLESS: [&str; 14] = [
    "type",
    "title",
    "description",
    "example",
    "examples",
    "default",
    "deprecated",
    "properties",
    "additionalProperties",
    "externalDocs",
    "xml",
    "nullable",
    "readOnly",
    "writeOnly",
];

pub(super) fn check(document: &Document, id: NodeId, diagnostics: &mut Diagnostics) {
    discriminator(document, id, diagnostics);
    let Some(list) = document.get(id, "oneOf") else {
        return;
    };
    if document.get(id, "discriminator").is_some() {
        return;
    }
    let mut open: Vec<(&str, NodeId, NodeId)> = Vec::new();
    for place in document.items(list) {
        let schema = document.resolve(place);
        let Some(typ) = whole_type(document, schema) else {
            continue;
        };
        let other = open.iter().find(|(other, _, other_schema)| {
            *other == typ || *other_schema == schema || is_pair_of_numbers(other, typ)
        });
        if let Some((_, other, _)) = other {
            diagnostics.push(
                Diagnostic::warning(
                    Code::OverlappingAlternatives,
                    document.origin(place),
                    format!("{} fits two alternatives of this `oneOf`", instance(typ)),
                )
                .label(document.origin(*other), "this one takes it as well")
                .effect("the SDK reads the first alternative that fits")
                .help("add a discriminator or `required`, or write `anyOf`"),
            );
        }
        open.push((typ, place, schema));
    }
}

/// Tells an alternative without the property that tells it apart, or that need not have it.
fn discriminator(document: &Document, id: NodeId, diagnostics: &mut Diagnostics) {
    let property = document.get(id, "discriminator");
    let property = property.and_then(|id| document.get(id, "propertyName"));
    let Some((place, name)) = property.and_then(|id| Some((id, document.str(id)?))) else {
        return;
    };
    let lists = ["oneOf", "anyOf"].iter().filter_map(|key| document.get(id, key));
    for alternative in lists.flat_map(|list| document.items(list)) {
        let schema = document.resolve(alternative);
        // What is composed may get it from anywhere.
        let is_composed = ["allOf", "anyOf", "oneOf", "$ref"]
            .iter()
            .any(|key| document.get(schema, key).is_some());
        let required = document.get(schema, "required").into_iter();
        let mut required = required.flat_map(|list| document.items(list));
        if is_composed || required.any(|other| document.str(other) == Some(name)) {
            continue;
        }
        diagnostics.push(
            Diagnostic::warning(
                Code::OptionalDiscriminator,
                document.origin(alternative),
                format!("this alternative does not require `{name}`, the discriminator"),
            )
            .label(document.origin(place), "the discriminator is named here")
            .effect("a response without it is kept as an unknown alternative")
            .help(format!("add `{name}` to `required` of the alternative")),
        );
    }
}

/// The type of a schema that takes every value of it, or at least the empty one of objects.
fn whole_type(document: &Document, id: NodeId) -> Option<&str> {
    let is_harmless = |(key, _): (&str, NodeId)| HARMLESS.contains(&key) || key.starts_with("x-");
    if !document.entries(id).all(is_harmless) {
        return None;
    }
    let typ = document.str(document.get(id, "type")?)?;
    // Lists without a schema for their elements are rare, and lists with one say more than their type.
    matches!(typ, "object" | "string" | "integer" | "number" | "boolean").then_some(typ)
}

fn is_pair_of_numbers(left: &str, right: &str) -> bool {
    matches!((left, right), ("integer", "number") | ("number", "integer"))
}

fn instance(typ: &str) -> &'static str {
    match typ {
        "object" => "`{}`",
        "string" => "any string",
        "boolean" => "`true`",
        _ => "`1`",
    }
}
