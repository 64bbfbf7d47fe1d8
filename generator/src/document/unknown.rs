//! Fields that the specification does not know, each told where it is.

use super::grammar::{Below, Kind};
use super::{Document, NodeId};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// How like a known field an unknown one is that is taken for a slip of the pen, from 0 to 1.
const LIKENESS: f64 = 0.85;

/// Tells the fields that no object of their kind has. Extensions are none of them.
pub(super) fn tell(document: &Document, diagnostics: &mut Diagnostics) {
    let mut queue = vec![(document.root(), Kind::OpenApi)];
    while let Some((id, kind)) = queue.pop() {
        for (key, child) in document.entries(id) {
            match kind.below(key) {
                Some(below) => queue.extend(objects(document, child, below)),
                None if key.starts_with("x-") => {}
                None => tell_one(document, key, child, kind, diagnostics),
            }
        }
    }
}

/// The objects that are below a field, as far as they are written there.
fn objects(document: &Document, id: NodeId, below: Below) -> Vec<(NodeId, Kind)> {
    // Paths, statuses and expressions never begin like an extension; names that the document chooses may.
    let named = |id: NodeId, kind: Kind| {
        let has_extensions = matches!(kind, Kind::PathItem | Kind::Response);
        let entries = document.entries(id);
        entries
            .filter(|(name, _)| !has_extensions || !name.starts_with("x-"))
            .map(|(_, child)| (child, kind))
            .collect::<Vec<_>>()
    };
    match below {
        Below::Value => Vec::new(),
        Below::One(kind) => vec![(id, kind)],
        Below::List(kind) => document.items(id).map(|item| (item, kind)).collect(),
        Below::Map(kind) => named(id, kind),
        Below::MapOfMaps(kind) => {
            let maps = named(id, kind);
            maps.into_iter().flat_map(|(map, _)| named(map, kind)).collect()
        }
    }
}

fn tell_one(document: &Document, key: &str, id: NodeId, kind: Kind, diagnostics: &mut Diagnostics) {
    let mut diagnostic = Diagnostic::warning(
        Code::UnknownField,
        document.origin(id),
        format!("{} has no field `{key}`", kind.name()),
    )
    .at_key()
    .effect("the field is ignored");
    let likeness = |known: &str| strsim::jaro_winkler(known, key);
    let known = kind.fields().iter().map(|&(known, _)| known);
    let near = known.max_by(|left, right| likeness(left).total_cmp(&likeness(right)));
    if let Some(near) = near.filter(|near| likeness(near) > LIKENESS) {
        diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
    }
    diagnostics.push(diagnostic);
}
