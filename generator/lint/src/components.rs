//! Names of components (OpenAPI 3.1, "Components Object").

use sdk_diagnostic::{Code, Diagnostic, Diagnostics};
use sdk_openapi::{Document, NodeId};

pub(super) fn check(document: &Document, id: NodeId, diagnostics: &mut Diagnostics) {
    for (kind, components) in document.entries(id).filter(|(kind, _)| !kind.starts_with("x-")) {
        for (name, component) in document.entries(components) {
            let is_allowed = |letter: char| letter.is_ascii_alphanumeric() || ".-_".contains(letter);
            if !name.is_empty() && name.chars().all(is_allowed) {
                continue;
            }
            diagnostics.push(
                Diagnostic::warning(
                    Code::InvalidComponentName,
                    document.origin(component),
                    format!("`{name}` in `components/{kind}` is not a valid name for a component"),
                )
                .at_key()
                .effect("the SDK is generated; other tools fail at references to it")
                .help("use letters, digits, `.`, `-` and `_`"),
            );
        }
    }
}
