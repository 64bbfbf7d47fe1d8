//! The objects of a document and their kinds, by the grammar.

use super::grammar::{FieldType, Kind};
use super::tree::{Node, Tree};
use super::{Document, NodeId};

/// Adds the objects that a field's value holds, as they are written: references are not followed.
pub(super) fn in_value(tree: &Tree, id: NodeId, typ: FieldType, found: &mut Vec<(NodeId, Kind)>) {
    match typ {
        // Drafts of JSON Schema before 2020-12 had an array of schemas in `items`.
        FieldType::One(Kind::Schema) if matches!(tree.node(id), Node::Array(_)) => {
            found.push((id, Kind::Schema));
            found.extend(tree.items(id).map(|item| (item, Kind::Schema)));
        }
        FieldType::One(kind) => found.push((id, kind)),
        FieldType::List(kind) => found.extend(tree.items(id).map(|item| (item, kind))),
        FieldType::Map(kind) => found.extend(tree.entries(id).map(|(_, child)| (child, kind))),
        _ => {}
    }
}

/// Adds the objects directly below an object, as they are written: references are not followed.
pub(super) fn below(tree: &Tree, id: NodeId, kind: Kind, found: &mut Vec<(NodeId, Kind)>) {
    for (key, child) in tree.entries(id) {
        if let Some(typ) = kind.typ(key) {
            in_value(tree, child, typ, found);
        }
    }
}

impl Document {
    /// Every object of the main file with its kind, as it is written: references are not followed. Examples, defaults
    /// and extensions have none.
    #[must_use]
    pub fn objects(&self) -> &[(NodeId, Kind)] {
        &self.objects
    }
}
