//! JSON becomes nodes. Their spans are looked up later, for the few that findings are about (`locate/json.rs`).

use std::fmt;

use indexmap::IndexMap;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::{SyntaxError, Target, too_deep};
use crate::tree::{Node, NodeId};

/// Reads a JSON text.
pub(super) fn read(text: &str, target: &mut Target<'_>) -> Result<(), SyntaxError> {
    let mut json = serde_json::Deserializer::from_str(text);
    let seed = NodeSeed { target, parent: None };
    let Err(error) = seed.deserialize(&mut json).and_then(|_| json.end()) else {
        return Ok(());
    };
    let offset = offset_of(text, error.line(), error.column());
    let message = error.to_string();
    Err(match target.exceeded.take() {
        Some(limit) => SyntaxError::limit(limit, offset),
        // The library has no other sign of it.
        None if message.starts_with("recursion limit exceeded") => too_deep(offset),
        None => SyntaxError::malformed(&message, offset),
    })
}

/// The byte at a line and column, both from one.
fn offset_of(text: &str, line: usize, column: usize) -> Option<usize> {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.checked_sub(1)?)
        .map(str::len)
        .sum();
    Some((start + column.saturating_sub(1)).min(text.len()))
}

/// Reads one value into a node below `parent`; the root has none.
struct NodeSeed<'t, 'a> {
    target: &'t mut Target<'a>,
    parent: Option<NodeId>,
}

impl<'de> DeserializeSeed<'de> for NodeSeed<'_, '_> {
    type Value = NodeId;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<NodeId, D::Error> {
        let id = self.target.reserve(self.parent).map_err(D::Error::custom)?;
        let node = deserializer.deserialize_any(NodeVisitor {
            target: &mut *self.target,
            id,
        })?;
        self.target.tree.fill(id, node);
        Ok(id)
    }
}

struct NodeVisitor<'t, 'a> {
    target: &'t mut Target<'a>,
    id: NodeId,
}

impl<'de> Visitor<'de> for NodeVisitor<'_, '_> {
    type Value = Node;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Leaf(Value::Null))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Leaf(Value::Bool(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Leaf(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Leaf(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Leaf(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Leaf(value.into()))
    }

    fn visit_string<E>(self, value: String) -> Result<Node, E> {
        Ok(Node::Leaf(value.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(NodeSeed {
            target: &mut *self.target,
            parent: Some(self.id),
        })? {
            items.push(item);
        }
        Ok(Node::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut entries = IndexMap::new();
        while let Some(key) = access.next_key::<Box<str>>()? {
            self.target.check_key(&key).map_err(A::Error::custom)?;
            let value = access.next_value_seed(NodeSeed {
                target: &mut *self.target,
                parent: Some(self.id),
            })?;
            self.target.insert(&mut entries, key, value);
        }
        Ok(Node::Object(entries))
    }
}
