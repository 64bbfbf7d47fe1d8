//! A draft while actions change it, and the JSON value that their paths are evaluated over.
//!
//! The value follows each change at its place alone, so that the cost of an action does not grow with the
//! document. Knows nothing of overlays.

use std::collections::BTreeSet;

use serde_json::Value;
use serde_json_path::{JsonPath, PathElement};

use crate::draft::{Content, Draft, Incompatible, Step};

/// How many nodes overlays may add to a document, and how deep it may be nested then: an action can copy what others
/// have copied.
const MAX_ADDED: usize = 1_000_000;
const MAX_DEPTH: usize = 128;

/// What a target holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Object,
    List,
    Primitive,
}

impl Kind {
    pub(super) fn plural(self) -> &'static str {
        match self {
            Self::Object => "objects",
            Self::List => "lists",
            Self::Primitive => "values without children",
        }
    }
}

/// A draft and its value.
pub(super) struct Canvas<'a> {
    draft: &'a mut Draft,
    value: Value,
    /// No fewer nodes than there are.
    nodes: usize,
    /// How many there may be.
    limit: usize,
}

impl<'a> Canvas<'a> {
    pub(super) fn new(draft: &'a mut Draft) -> Self {
        let nodes = draft.size().0;
        Self {
            value: draft.to_value(),
            nodes,
            limit: nodes.saturating_add(MAX_ADDED),
            draft,
        }
    }

    /// The places that a path selects, each once; what lies in a node comes after it.
    pub(super) fn select(&self, path: &JsonPath) -> BTreeSet<Vec<Step>> {
        let located = path.query_located(&self.value);
        let steps = located.locations().map(|location| {
            let steps = location.iter().map(|element| match element {
                PathElement::Name(name) => Step::Key((*name).to_owned()),
                PathElement::Index(index) => Step::Index(*index),
            });
            steps.collect()
        });
        steps.collect()
    }

    /// A node, to look at or to copy.
    pub(super) fn at(&mut self, steps: &[Step]) -> Option<&Draft> {
        self.draft.at(steps).map(|node| &*node)
    }

    pub(super) fn kind(&mut self, steps: &[Step]) -> Option<Kind> {
        self.at(steps).map(|node| match node.content {
            Content::Object(_) => Kind::Object,
            Content::Array(_) => Kind::List,
            Content::Leaf(_) => Kind::Primitive,
        })
    }

    /// Whether a value can be put into places without making the document larger or deeper than any may be.
    pub(super) fn has_room(&mut self, places: &[Vec<Step>], value: &Draft) -> bool {
        let (nodes, depth) = value.size();
        let more = nodes.saturating_mul(places.len());
        if self.nodes.saturating_add(more) > self.limit {
            // Values that replace others, and removals, have not been counted off.
            self.nodes = self.draft.size().0;
        }
        let deepest = places.iter().map(Vec::len).max().unwrap_or_default();
        self.nodes.saturating_add(more) <= self.limit && deepest + depth <= MAX_DEPTH
    }

    /// Takes a node away; the root stays.
    pub(super) fn remove(&mut self, steps: &[Step]) {
        self.draft.remove(steps);
        let Some((last, around)) = steps.split_last() else {
            return;
        };
        match (value_at(&mut self.value, around), last) {
            (Some(Value::Array(items)), Step::Index(index)) if *index < items.len() => {
                items.remove(*index);
            }
            (Some(Value::Object(entries)), Step::Key(key)) => {
                entries.remove(key);
            }
            _ => {}
        }
    }

    /// Puts a value into a node.
    pub(super) fn update(&mut self, steps: &[Step], value: Draft) -> Result<(), Incompatible> {
        let Some(node) = self.draft.at(steps) else {
            return Ok(());
        };
        self.nodes = self.nodes.saturating_add(value.size().0);
        let done = node.update(value);
        // A part may have been merged before the rest was refused.
        let now = node.to_value();
        if let Some(slot) = value_at(&mut self.value, steps) {
            *slot = now;
        }
        done
    }
}

fn value_at<'v>(value: &'v mut Value, steps: &[Step]) -> Option<&'v mut Value> {
    let mut current = value;
    for step in steps {
        current = match (current, step) {
            (Value::Array(items), Step::Index(index)) => items.get_mut(*index)?,
            (Value::Object(entries), Step::Key(key)) => entries.get_mut(key)?,
            _ => return None,
        };
    }
    Some(current)
}
