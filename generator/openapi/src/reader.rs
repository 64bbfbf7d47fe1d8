//! Reads a text into the tree: JSON by `serde_json`, YAML from the events of `granit-parser`.
//!
//! Both keep the order of the text, record keys that a mapping repeats, and stop at the same limits. A text whose
//! first character is `{` is JSON and everything else YAML, whatever the file is called. The span of each YAML node is
//! recorded in the same pass; spans of JSON nodes are looked up when a finding needs them (`locate`).
//!
//! Must not know OpenAPI.

mod json;
mod scalar;
mod yaml;

use indexmap::IndexMap;

use super::locate::NodeSpan;
use super::tree::{NodeId, Tree};

/// The most nodes that a document may have. The largest that are published have half of it.
const MAX_NODES: usize = 4_000_000;

/// How many nodes a document may have in addition to one for each of its bytes. This limits what aliases can expand
/// to: without aliases, a value takes at least one byte and a separator.
const FREE_NODES: usize = 500_000;

/// The longest key, in bytes. Findings print the keys of all nodes around the one that they are about.
const MAX_KEY: usize = 2_000;

/// How deep collections may be nested.
const MAX_DEPTH: usize = 128;

/// Why a text cannot be read, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SyntaxError {
    /// The reason, after the name of the file.
    pub(super) message: String,
    /// The byte of the text, if it is known.
    pub(super) offset: Option<usize>,
    /// Whether the text exceeds a limit; it may be well-formed.
    pub(super) is_limit: bool,
}

impl SyntaxError {
    fn malformed(reason: &str, offset: Option<usize>) -> Self {
        Self {
            message: format!("is not well-formed: {reason}"),
            offset,
            is_limit: false,
        }
    }

    fn limit(message: String, offset: Option<usize>) -> Self {
        Self {
            message,
            offset,
            is_limit: true,
        }
    }
}

fn too_deep(offset: Option<usize>) -> SyntaxError {
    SyntaxError::limit(format!("is nested more than {MAX_DEPTH} levels deep"), offset)
}

/// A key that a mapping has twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Duplicate {
    pub(super) key: String,
    /// The value of its first occurrence.
    pub(super) first: NodeId,
    /// The value of the other one.
    pub(super) second: NodeId,
}

/// Reads a text into a tree, and returns the span of each node if the text is YAML, in the order of the nodes.
pub(super) fn read(
    text: &str,
    tree: &mut Tree,
    duplicates: &mut Vec<Duplicate>,
) -> Result<Vec<NodeSpan>, SyntaxError> {
    let mut target = Target {
        limit: MAX_NODES.min(tree.len() + FREE_NODES + text.len()),
        first: tree.next(),
        tree,
        duplicates,
        exceeded: None,
    };
    if is_json(text) {
        json::read(text, &mut target).map(|()| Vec::new())
    } else {
        yaml::read(text, target)
    }
}

/// Whether a text is read as JSON. YAML has no escapes of surrogate pairs, so JSON is never read as YAML.
pub(super) fn is_json(text: &str) -> bool {
    text.trim_start().starts_with('{')
}

/// The tree that a text is read into.
struct Target<'a> {
    tree: &'a mut Tree,
    duplicates: &'a mut Vec<Duplicate>,
    /// The root of the text.
    first: NodeId,
    /// How many nodes the tree may have.
    limit: usize,
    /// The limit that was exceeded: errors of `serde` are strings.
    exceeded: Option<String>,
}

impl Target<'_> {
    /// Reserves the next node. The root has no parent; in the tree it is its own.
    fn reserve(&mut self, parent: Option<NodeId>) -> Result<NodeId, String> {
        if self.tree.len() >= self.limit {
            let message = format!("is too large: the document has more than {} values", self.limit);
            self.exceeded = Some(message.clone());
            return Err(message);
        }
        Ok(self.tree.reserve(parent.unwrap_or(self.first)))
    }

    fn check_key(&mut self, key: &str) -> Result<(), String> {
        if key.len() <= MAX_KEY {
            return Ok(());
        }
        let length = key.len();
        let message = format!("is too large: a key has {length} bytes, and the limit is {MAX_KEY}");
        self.exceeded = Some(message.clone());
        Err(message)
    }

    /// Adds an entry to a mapping, or a duplicate if the mapping has its key already.
    fn insert(&mut self, entries: &mut IndexMap<Box<str>, NodeId>, key: Box<str>, value: NodeId) {
        if let Some(&first) = entries.get(&key) {
            self.duplicate(key, first, value);
        } else {
            entries.insert(key, value);
        }
    }

    /// Records that a mapping has a key twice. Its other value is not an entry, and keeps its position.
    fn duplicate(&mut self, key: Box<str>, first: NodeId, second: NodeId) {
        self.tree.shadow(second, &key);
        self.duplicates.push(Duplicate {
            key: key.into(),
            first,
            second,
        });
    }
}

#[cfg(test)]
mod tests;
