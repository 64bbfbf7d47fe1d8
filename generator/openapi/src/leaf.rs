//! The leaves of a document: what it says in the end, value by value.

use serde_json::Value;

use super::tree::Node;
use super::{Document, NodeId};
use sdk_diagnostic::Origin;

impl Document {
    /// How many nodes there are: the places are the numbers below it.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tree.len()
    }

    /// Whether there are none, which is so where the text could not be read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether nothing is below a node: it is a plain value, or an empty list or mapping.
    #[must_use]
    pub fn is_leaf(&self, id: NodeId) -> bool {
        match self.tree.node(id) {
            Node::Leaf(_) => true,
            Node::Array(items) => items.is_empty(),
            Node::Object(entries) => entries.is_empty(),
        }
    }

    /// Whether a node says nothing: it is null, or an empty list or mapping.
    #[must_use]
    pub fn is_blank(&self, id: NodeId) -> bool {
        match self.tree.node(id) {
            Node::Leaf(value) => value.is_null(),
            _ => self.is_leaf(id),
        }
    }

    /// The plain value of a node that is one.
    #[must_use]
    pub fn plain(&self, id: NodeId) -> Option<&Value> {
        match self.tree.node(id) {
            Node::Leaf(value) => Some(value),
            _ => None,
        }
    }

    /// The leaves of all files, in the order of the text.
    pub fn leaves(&self) -> impl Iterator<Item = NodeId> {
        let ids = (0..self.tree.len()).map(|index| NodeId(u32::try_from(index).unwrap_or(u32::MAX)));
        ids.filter(|&id| self.is_leaf(id))
    }

    /// The node of a place, where it is one of this document.
    #[must_use]
    pub fn node_of(&self, origin: Origin) -> Option<NodeId> {
        ((origin.0 as usize) < self.tree.len()).then_some(NodeId(origin.0))
    }

    /// Whether a node lies in the document's first file.
    #[must_use]
    pub fn is_in_main_file(&self, id: NodeId) -> bool {
        self.part_index(id) == 0
    }

    /// Where a node is, for people: its JSON pointer, after the name of its file where that is not the first.
    #[must_use]
    pub fn place(&self, id: NodeId) -> String {
        let index = self.part_index(id);
        let pointer = self.pointer(id);
        match self.parts.get(index).filter(|_| index > 0) {
            Some(part) => format!("{}#{pointer}", part.name),
            None => pointer,
        }
    }
}
