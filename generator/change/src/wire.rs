//! Compares two models: operations by method and path, schemas by the ways that lead to them.
//!
//! Two schemas that stand in one place are a pair. A walk from the operations finds the pairs and how each
//! is used; then each pair is compared once, whoever uses it, so that an edit is told once.
//! Knows the model, and of documents only how paths are written; nothing of Rust.

mod access;
mod answer;
mod api;
mod content;
mod copies;
mod enums;
mod incoming;
mod lifecycle;
mod operation;
mod pairing;
mod properties;
mod scalar;
mod schema;
mod unions;
mod walk;
mod words;

use indexmap::IndexMap;

use super::{Change, Place, Rule, Verdict};
use copies::Copies;
use sdk_model::{Api, SchemaId};
use walk::Pairs;

/// What changed, worst first.
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
            for (place, copies) in [&mut change.old, &mut change.new].into_iter().zip(&copies) {
                if let Some(place) = place {
                    copies.spread(place);
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
    /// Where in `changes` each edit is.
    known: IndexMap<Key, usize>,
}

impl Comparison<'_> {
    /// Adds a change, unless it is known from another way that leads to it: then only who uses it is new.
    fn push(&mut self, change: Change) {
        let key = match change.rule {
            // A parameter and its schema, or an answer and its body, are described apart, and often in the same words.
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
        same.also_touches(change.uses);
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

/// A change of which only the rule and the subject are known.
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

/// Two schemas that stand in one place.
type Pair = (SchemaId, SchemaId);

/// What tells one edit from another: rule, places, what was and what is.
type Key = (Rule, Option<Place>, Option<Place>, Option<String>, Option<String>);
