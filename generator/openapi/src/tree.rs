//! The tree of a document, as an arena: a node is a number.
//!
//! Knows nothing of OpenAPI. Numbers are given in the order of the text, so they compare as places do.

use std::collections::HashMap;

use indexmap::IndexMap;
use serde_json::Value;

/// The number of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(super) u32);

/// One value of a document.
#[derive(Debug, Clone)]
pub(super) enum Node {
    /// A value without children: null, a boolean, a number or a text.
    Leaf(Value),
    /// A list.
    Array(Vec<NodeId>),
    /// A mapping, in the order of the text.
    Object(IndexMap<Box<str>, NodeId>),
}

/// Nodes, and the node that each lies in.
#[derive(Debug, Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    parents: Vec<NodeId>,
    /// Values whose key came before in the same mapping: nothing leads to them, and they have a place.
    shadowed: HashMap<NodeId, String>,
}

/// What a step of a pointer ends with where its key came before: no key of a document does.
pub(super) const SHADOW: char = '\u{0}';

/// Up to how many keys a mapping is searched from end to end.
const FEW: usize = 8;

impl Tree {
    /// Takes the next number, for a node that is filled later.
    pub(super) fn reserve(&mut self, parent: NodeId) -> NodeId {
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(Node::Leaf(Value::Null));
        self.parents.push(parent);
        id
    }

    /// Fills a reserved node.
    pub(super) fn fill(&mut self, id: NodeId, node: Node) {
        if let Some(slot) = self.nodes.get_mut(id.0 as usize) {
            *slot = node;
        }
    }

    /// Whether a node is a mapping.
    pub(super) fn is_object(&self, id: NodeId) -> bool {
        matches!(self.node(id), Node::Object(_))
    }

    /// Notes that the key of a value came before.
    pub(super) fn shadow(&mut self, id: NodeId, key: &str) {
        self.shadowed.insert(id, format!("{key}{SHADOW}"));
    }

    /// Notes the key of a value that its mapping no longer has.
    pub(super) fn hide(&mut self, id: NodeId, key: &str) {
        self.shadowed.insert(id, key.to_owned());
    }

    /// The number that the next node gets.
    pub(super) fn next(&self) -> NodeId {
        NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX))
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The node of a number.
    pub(super) fn node(&self, id: NodeId) -> &Node {
        const NULL: &Node = &Node::Leaf(Value::Null);
        self.nodes.get(id.0 as usize).unwrap_or(NULL)
    }

    /// The node that a node lies in; the root lies in itself.
    pub(super) fn parent(&self, id: NodeId) -> NodeId {
        self.parents.get(id.0 as usize).copied().unwrap_or(id)
    }

    /// The value of a key.
    pub(super) fn get(&self, id: NodeId, key: &str) -> Option<NodeId> {
        match self.node(id) {
            // Among few keys, looking at each is faster than making a hash.
            Node::Object(entries) if entries.len() <= FEW => entries
                .iter()
                .find(|(own, _)| ***own == *key)
                .map(|(_, &value)| value),
            Node::Object(entries) => entries.get(key).copied(),
            _ => None,
        }
    }

    /// The entries of a mapping; none where the node is no mapping.
    pub(super) fn entries(&self, id: NodeId) -> impl Iterator<Item = (&str, NodeId)> {
        let entries = match self.node(id) {
            Node::Object(entries) => Some(entries),
            _ => None,
        };
        entries
            .into_iter()
            .flatten()
            .map(|(key, &value)| (key.as_ref(), value))
    }

    /// The elements of a list; none where the node is no list.
    pub(super) fn items(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        let items = match self.node(id) {
            Node::Array(items) => items.as_slice(),
            _ => &[],
        };
        items.iter().copied()
    }

    /// The text of a node that is one.
    pub(super) fn str(&self, id: NodeId) -> Option<&str> {
        match self.node(id) {
            Node::Leaf(Value::String(text)) => Some(text),
            _ => None,
        }
    }

    /// A node and all below it, as a JSON value.
    pub(super) fn to_value(&self, id: NodeId) -> Value {
        match self.node(id) {
            Node::Leaf(value) => value.clone(),
            Node::Array(items) => items.iter().map(|&item| self.to_value(item)).collect(),
            Node::Object(entries) => {
                let entries = entries
                    .iter()
                    .map(|(key, &value)| (key.to_string(), self.to_value(value)));
                Value::Object(entries.collect())
            }
        }
    }

    /// The JSON pointer of a node below a root (RFC 6901).
    pub(super) fn pointer(&self, root: NodeId, id: NodeId) -> String {
        let mut steps = Vec::new();
        let mut current = id;
        while current != root {
            let parent = self.parent(current);
            if parent == current {
                break;
            }
            steps.push(self.step(parent, current));
            current = parent;
        }
        steps.reverse();
        let mut pointer = String::new();
        for step in steps {
            pointer.push('/');
            pointer.push_str(&step);
        }
        pointer
    }

    /// Children have ascending numbers, so that one among very many is found at once. What a merge key brings in
    /// has other numbers, and is looked for.
    fn step(&self, parent: NodeId, child: NodeId) -> String {
        match self.node(parent) {
            Node::Object(entries) => {
                let key = match self.shadowed.get(&child) {
                    Some(key) => Some(key.as_str()),
                    None => entries
                        .as_slice()
                        .binary_search_by_key(&child, |_, value| *value)
                        .ok()
                        .or_else(|| entries.values().position(|value| *value == child))
                        .and_then(|index| entries.get_index(index))
                        .map(|(key, _)| key.as_ref()),
                };
                key.unwrap_or_default().replace('~', "~0").replace('/', "~1")
            }
            Node::Array(items) => {
                let found = items.binary_search(&child).ok();
                let index = found.or_else(|| items.iter().position(|item| *item == child));
                index.map(|index| index.to_string()).unwrap_or_default()
            }
            Node::Leaf(_) => String::new(),
        }
    }

    /// The node that a decoded JSON pointer leads to (RFC 6901).
    pub(super) fn follow(&self, root: NodeId, pointer: &str) -> Option<NodeId> {
        // What does not begin with a slash is an anchor, or nothing.
        if !pointer.is_empty() && !pointer.starts_with('/') {
            return None;
        }
        let mut current = root;
        for token in pointer.split('/').skip(1) {
            let token = token.replace("~1", "/").replace("~0", "~");
            current = match self.node(current) {
                Node::Object(entries) => entries.get(token.as_str()).copied()?,
                Node::Array(items) => items.get(token.parse::<usize>().ok()?).copied()?,
                Node::Leaf(_) => return None,
            };
        }
        Some(current)
    }
}
