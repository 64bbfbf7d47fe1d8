//! Comparison of two models: operations by method and path, schemas by how operations reach them.
//!
//! A schema and the one that replaces it are a pair. A walk from the operations collects the pairs and how each is
//! used. Then each pair is compared once, so that each edit is reported once, however many operations use the schema.
//! Knows the model and the syntax of path templates, and nothing of Rust.

mod access;

mod api;
mod content;
mod copies;
mod enums;
mod family;
mod incoming;
mod kind;
mod lifecycle;
mod operation;
mod pairing;
mod properties;
mod reach;
mod response;
mod scalar;
mod schema;
mod unions;
mod walk;
mod words;

use indexmap::IndexMap;

use super::edit::Change;
use super::node_ref::NodeRef;
use super::rule::Rule;
use super::verdict::Verdict;
use copies::Copies;
use reach::Pairs;
use sdk_model::{Api, SchemaId};

/// Compares two models. Returns the edits, worst first.
#[must_use]
pub fn compare(old: &Api, new: &Api) -> Vec<Change> {
    let mut comparison = Comparison {
        old,
        new,
        pairs: Pairs::default(),
        changes: Vec::new(),
        known: IndexMap::new(),
    };
    comparison.api();
    comparison.operations();
    comparison.incoming();
    comparison.unused();
    comparison.schemas();
    comparison.version();
    let mut changes = comparison.changes;
    if !changes.is_empty() {
        let copies = [Copies::of(old), Copies::of(new)];
        for change in &mut changes {
            for (node, copies) in [&mut change.old, &mut change.new].into_iter().zip(&copies) {
                if let Some(node) = node {
                    copies.add_to(node);
                }
            }
        }
    }
    changes.sort_by_key(|change| {
        (
            change.worst(),
            change.api_verdict(),
            change.subject.clone(),
            change.rule,
        )
    });
    changes
}

struct Comparison<'a> {
    old: &'a Api,
    new: &'a Api,
    pairs: Pairs,
    changes: Vec<Change>,
    /// The index in `changes` of each edit.
    known: IndexMap<Key, usize>,
}

impl Comparison<'_> {
    /// Adds an edit. If it is known already, only adds the operations that use it.
    fn push(&mut self, change: Change) {
        let key = match change.rule {
            // A parameter and its schema, or a response and its body, often have the same description.
            Rule::DescriptionChanged => (change.rule, None, None, Some(change.subject.clone()), None),
            rule => (
                rule,
                change.old.clone(),
                change.new.clone(),
                change.was.clone(),
                change.is.clone(),
            ),
        };
        let index = *self.known.entry(key).or_insert(self.changes.len());
        let Some(same) = self.changes.get_mut(index) else {
            return self.changes.push(change);
        };
        same.add_uses(change.uses);
    }

    fn version(&mut self) {
        let breaks = self
            .changes
            .iter()
            .any(|change| change.api_verdict() == Verdict::Breaking);
        if breaks && self.old.version == self.new.version {
            let version = Some(self.old.version.clone());
            self.push(Change {
                was: version.clone(),
                is: version,
                ..change(Rule::VersionNotBumped, "the version of the API")
            });
        }
    }
}

/// Creates an edit without nodes and values.
fn change(rule: Rule, subject: impl Into<String>) -> Change {
    Change {
        rule,
        subject: subject.into(),
        old: None,
        new: None,
        was: None,
        is: None,
        uses: Vec::new(),
    }
}

/// A schema of the old model, and the one that replaces it in the new model.
type Pair = (SchemaId, SchemaId);

/// The identity of an edit: its rule, nodes and values.
type Key = (
    Rule,
    Option<NodeRef>,
    Option<NodeRef>,
    Option<String>,
    Option<String>,
);
