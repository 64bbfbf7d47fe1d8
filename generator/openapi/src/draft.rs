//! A tree that can be changed: where each of its nodes comes from stays known.
//!
//! The arena of a document is never changed; overlays change a draft of it, which then becomes the arena.

use indexmap::IndexMap;
use serde_json::Value;

use super::tree::{Node, NodeId, Tree};

/// A node of a draft.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    /// The node that it was read as.
    pub(super) source: NodeId,
    pub(super) content: Content,
}

/// What a node of a draft holds.
#[derive(Debug, Clone)]
pub(super) enum Content {
    Leaf(Value),
    Array(Vec<Draft>),
    Object(IndexMap<Box<str>, Draft>),
}

/// One step from a node to one below it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Index(usize),
    Key(String),
}

/// Two values that cannot become one: where the one that was to be merged comes from.
#[derive(Debug)]
pub(super) struct Incompatible(pub(super) NodeId);

impl Draft {
    /// A draft of a node and all below it.
    pub(super) fn of(tree: &Tree, id: NodeId) -> Self {
        let content = match tree.node(id) {
            Node::Leaf(value) => Content::Leaf(value.clone()),
            Node::Array(items) => Content::Array(items.iter().map(|&item| Self::of(tree, item)).collect()),
            Node::Object(entries) => {
                let entries = entries.iter().map(|(key, &id)| (key.clone(), Self::of(tree, id)));
                Content::Object(entries.collect())
            }
        };
        Self { source: id, content }
    }

    /// The draft as a JSON value.
    pub(super) fn to_value(&self) -> Value {
        match &self.content {
            Content::Leaf(value) => value.clone(),
            Content::Array(items) => items.iter().map(Self::to_value).collect(),
            Content::Object(entries) => {
                let entries = entries
                    .iter()
                    .map(|(key, value)| (key.to_string(), value.to_value()));
                Value::Object(entries.collect())
            }
        }
    }

    /// The arena of the draft, and the node that each of its nodes was read as.
    pub(super) fn into_tree(self) -> (Tree, Vec<NodeId>) {
        let mut tree = Tree::default();
        let mut sources = Vec::new();
        self.add_to(&mut tree, &mut sources, None);
        (tree, sources)
    }

    fn add_to(self, tree: &mut Tree, sources: &mut Vec<NodeId>, parent: Option<NodeId>) -> NodeId {
        let id = tree.reserve(parent.unwrap_or_else(|| tree.next()));
        sources.push(self.source);
        let node = match self.content {
            Content::Leaf(value) => Node::Leaf(value),
            Content::Array(items) => {
                let items = items.into_iter().map(|item| item.add_to(tree, sources, Some(id)));
                Node::Array(items.collect())
            }
            Content::Object(entries) => {
                let entries = entries.into_iter();
                Node::Object(
                    entries
                        .map(|(key, value)| (key, value.add_to(tree, sources, Some(id))))
                        .collect(),
                )
            }
        };
        tree.fill(id, node);
        id
    }

    /// How many nodes there are, and how deep they are nested.
    pub(super) fn size(&self) -> (usize, usize) {
        let sum = |sizes: &mut dyn Iterator<Item = (usize, usize)>| {
            sizes.fold((1, 1), |(count, depth), (nodes, below)| {
                (count + nodes, depth.max(below + 1))
            })
        };
        match &self.content {
            Content::Leaf(_) => (1, 1),
            Content::Array(items) => sum(&mut items.iter().map(Self::size)),
            Content::Object(entries) => sum(&mut entries.values().map(Self::size)),
        }
    }

    /// The node that steps lead to.
    pub(super) fn at(&mut self, steps: &[Step]) -> Option<&mut Self> {
        let mut current = self;
        for step in steps {
            current = match (&mut current.content, step) {
                (Content::Array(items), Step::Index(index)) => items.get_mut(*index)?,
                (Content::Object(entries), Step::Key(key)) => entries.get_mut(key.as_str())?,
                _ => return None,
            };
        }
        Some(current)
    }

    /// Takes away the node that steps lead to; the root stays.
    pub(super) fn remove(&mut self, steps: &[Step]) {
        let Some((last, around)) = steps.split_last() else {
            return;
        };
        match (self.at(around).map(|node| &mut node.content), last) {
            (Some(Content::Array(items)), Step::Index(index)) if *index < items.len() => {
                items.remove(*index);
            }
            (Some(Content::Object(entries)), Step::Key(key)) => {
                entries.shift_remove(key.as_str());
            }
            _ => {}
        }
    }

    /// Puts another value into this one, as a target of an action (Overlay 1.1, "Action Object").
    pub(super) fn update(&mut self, value: Self) -> Result<(), Incompatible> {
        match (&mut self.content, value.content) {
            (Content::Array(items), Content::Array(more)) => items.extend(more),
            (Content::Array(items), content) => items.push(Self {
                source: value.source,
                content,
            }),
            (_, content) => {
                return self.merge(Self {
                    source: value.source,
                    content,
                });
            }
        }
        Ok(())
    }

    /// Merges another value into this one, as a property of an updated object.
    fn merge(&mut self, value: Self) -> Result<(), Incompatible> {
        match (&mut self.content, value.content) {
            (Content::Object(entries), Content::Object(more)) => {
                for (key, value) in more {
                    match entries.get_mut(&key) {
                        Some(entry) => entry.merge(value)?,
                        None => {
                            entries.insert(key, value);
                        }
                    }
                }
            }
            (Content::Array(items), Content::Array(more)) => items.extend(more),
            (Content::Leaf(leaf), Content::Leaf(other)) => {
                *leaf = other;
                self.source = value.source;
            }
            _ => return Err(Incompatible(value.source)),
        }
        Ok(())
    }
}
