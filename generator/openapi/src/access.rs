//! What a document answers when it is asked for nodes, values and places.
//!
//! Knows nothing of texts and files: how a document is read is above.

use serde_json::Value;

use super::{Document, NodeId};
use sdk_diagnostic::Origin;

impl Document {
    /// The node of the document as a whole.
    #[must_use]
    pub fn root(&self) -> NodeId {
        NodeId(0)
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, id: NodeId, key: &str) -> Option<NodeId> {
        self.tree.get(id, key)
    }

    /// The node that a node lies in; the document's own lies in itself.
    #[must_use]
    pub fn parent(&self, id: NodeId) -> NodeId {
        self.tree.parent(id)
    }

    /// The entries of a mapping, in order; none where the node is no mapping.
    pub fn entries(&self, id: NodeId) -> impl Iterator<Item = (&str, NodeId)> {
        self.tree.entries(id)
    }

    /// The entries of a mapping, by name. A mapping has no order of its own, and an export may write it in any: what is
    /// made of a document must not tell one from another.
    #[must_use]
    pub fn sorted_entries(&self, id: NodeId) -> Vec<(&str, NodeId)> {
        let mut entries: Vec<(&str, NodeId)> = self.entries(id).collect();
        entries.sort_by_key(|&(name, _)| name);
        entries
    }

    /// The elements of a list; none where the node is no list.
    pub fn items(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        self.tree.items(id)
    }

    /// The text of a node that is one.
    #[must_use]
    pub fn str(&self, id: NodeId) -> Option<&str> {
        self.tree.str(id)
    }

    /// A node and all below it, as a JSON value.
    #[must_use]
    pub fn to_value(&self, id: NodeId) -> Value {
        self.tree.to_value(id)
    }

    /// The place of a node.
    #[must_use]
    pub fn origin(&self, id: NodeId) -> Origin {
        Origin(id.0)
    }

    /// The node at a place.
    #[must_use]
    pub fn node_at(&self, origin: Origin) -> NodeId {
        NodeId(origin.0)
    }

    /// The JSON pointer of a node within its file.
    #[must_use]
    pub fn pointer(&self, id: NodeId) -> String {
        self.tree.pointer(self.root_of(id), id)
    }

    /// The node that a `$ref` leads to; a node that is none leads to itself.
    #[must_use]
    pub fn resolve(&self, id: NodeId) -> NodeId {
        self.references.get(&id).copied().unwrap_or(id)
    }

    /// The components of a kind, such as `schemas` (OpenAPI 3.1, "Components Object").
    #[must_use]
    pub fn components(&self, kind: &str) -> Option<NodeId> {
        let components = self.get(self.root(), "components")?;
        self.get(components, kind)
    }

    /// The flag of a key; `None` where it is absent, or no flag.
    #[must_use]
    pub fn flag(&self, id: NodeId, key: &str) -> Option<bool> {
        self.get(id, key).and_then(|flag| self.to_value(flag).as_bool())
    }

    /// A scalar as the text that it is written as: without quotes, `1.1` is a number.
    pub(super) fn text_of(&self, id: NodeId) -> String {
        match self.to_value(id) {
            Value::String(text) => text,
            other => other.to_string(),
        }
    }

    /// Whether a node is a `$ref`.
    pub(super) fn is_reference(&self, id: NodeId) -> bool {
        self.references.contains_key(&id)
    }

    /// The name of a node under `components/schemas`.
    #[must_use]
    pub fn component_name(&self, id: NodeId) -> Option<&str> {
        self.component_names.get(&id).map(String::as_str)
    }

    /// The schema that a value of a discriminator's mapping names: by a reference or by its component
    /// name (OpenAPI 3.1, "Discriminator Object").
    #[must_use]
    pub fn resolve_mapping(&self, target: &str) -> Option<NodeId> {
        if let Some(pointer) = target.strip_prefix('#') {
            return self.tree.follow(self.root(), pointer).map(|id| self.resolve(id));
        }
        self.get(self.components("schemas")?, target)
            .map(|id| self.resolve(id))
    }
}
