//! Every object of a document with its kind, as far as it is written there: references are not followed.

use crate::document::{Below, Document, Kind, NodeId};

/// The objects of a document. What lies in examples, defaults and extensions is none of them.
pub(super) fn objects(document: &Document) -> Vec<(NodeId, Kind)> {
    let mut found = Vec::new();
    let mut queue = vec![(document.root(), Kind::OpenApi)];
    while let Some((id, kind)) = queue.pop() {
        found.push((id, kind));
        for (key, child) in document.entries(id) {
            match kind.below(key) {
                Some(Below::One(kind)) => queue.push((child, kind)),
                Some(Below::List(kind)) => queue.extend(document.items(child).map(|item| (item, kind))),
                Some(Below::Map(kind)) => queue.extend(named(document, child, kind)),
                Some(Below::MapOfMaps(kind)) => {
                    for (map, _) in named(document, child, kind) {
                        queue.extend(named(document, map, kind));
                    }
                }
                Some(Below::Value) | None => {}
            }
        }
    }
    found
}

/// The objects of a map. Paths and statuses never begin like an extension; names that the document chooses may.
fn named(document: &Document, id: NodeId, kind: Kind) -> Vec<(NodeId, Kind)> {
    let has_extensions = matches!(kind, Kind::PathItem | Kind::Response);
    let entries = document.entries(id);
    let entries = entries.filter(|(name, _)| !has_extensions || !name.starts_with("x-"));
    entries.map(|(_, child)| (child, kind)).collect()
}
