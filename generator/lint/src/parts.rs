//! Parts of an `allOf` of which one allows no properties but its own.

use sdk_diagnostic::{Code, Diagnostic, Diagnostics};
use sdk_openapi::{Document, NodeId};

pub(super) fn check(document: &Document, id: NodeId, diagnostics: &mut Diagnostics) {
    let Some(list) = document.get(id, "allOf") else {
        return;
    };
    let parts: Vec<NodeId> = document.items(list).map(|part| document.resolve(part)).collect();
    let Some((&closed, closing)) = parts
        .iter()
        .find_map(|part| Some((part, closing(document, *part)?)))
    else {
        return;
    };
    let others = parts.iter().filter(|part| **part != closed);
    let own = std::iter::once(&id);
    let refused = own.chain(others).find_map(|&part| {
        let properties = document.get(part, "properties")?;
        let mut names = document.entries(properties);
        names.find(|(name, _)| !has_property(document, closed, name))
    });
    if let Some((name, place)) = refused {
        diagnostics.push(
            Diagnostic::warning(
                Code::ClosedPart,
                document.origin(closing),
                format!("this part of an `allOf` forbids `{name}`, which another part defines"),
            )
            .at_key()
            .label(document.origin(place), "the other part has it here")
            .effect("the SDK has all properties; a validator rejects values with this one")
            .help("remove `additionalProperties: false`, or write `unevaluatedProperties: false` beside `allOf`"),
        );
    }
}

/// The `additionalProperties: false` of a part.
fn closing(document: &Document, part: NodeId) -> Option<NodeId> {
    let is_closed = document.flag(part, "additionalProperties") == Some(false);
    let has_patterns = document.get(part, "patternProperties").is_some();
    document
        .get(part, "additionalProperties")
        .filter(|_| is_closed && !has_patterns)
}

fn has_property(document: &Document, part: NodeId, name: &str) -> bool {
    let properties = document.get(part, "properties");
    properties.is_some_and(|properties| document.get(properties, name).is_some())
}
