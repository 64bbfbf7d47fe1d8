//! The ledger: a line for each leaf.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Item, Reason};
use sdk_model::Api;
use sdk_openapi::{Document, NodeId};

/// Where a value went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Into an item of the model.
    Carried {
        /// The item.
        item: Item,
        /// What of the item it is.
        field: &'static str,
    },
    /// Nowhere, for a reason.
    LeftOut(Reason),
}

impl Fate {
    /// The fate in words.
    #[must_use]
    pub fn describe(self, api: &Api) -> String {
        match self {
            Self::Carried { item, field } => format!("{}: {field}", item.describe(api)),
            Self::LeftOut(reason) => format!("left out: {}", reason.name()),
        }
    }
}

/// Where the values of a document went: each leaf has one fate, or none, which is a fault.
#[derive(Debug, Clone)]
pub struct Ledger {
    lines: Vec<(NodeId, Option<Fate>)>,
}

impl Ledger {
    pub(super) fn new(lines: Vec<(NodeId, Option<Fate>)>) -> Self {
        Self { lines }
    }

    /// The leaves in the order of the text, each with its fate.
    #[must_use]
    pub fn lines(&self) -> &[(NodeId, Option<Fate>)] {
        &self.lines
    }

    /// How many leaves went into the model.
    #[must_use]
    pub fn carried(&self) -> usize {
        let carried = |(_, fate): &&(NodeId, Option<Fate>)| matches!(fate, Some(Fate::Carried { .. }));
        self.lines.iter().filter(carried).count()
    }

    /// How many leaves are left out, by reason.
    #[must_use]
    pub fn left_out(&self) -> BTreeMap<Reason, usize> {
        let mut counts = BTreeMap::new();
        for (_, fate) in &self.lines {
            if let Some(Fate::LeftOut(reason)) = fate {
                *counts.entry(*reason).or_default() += 1;
            }
        }
        counts
    }

    /// The leaves of which nobody knows where they went.
    pub fn unaccounted(&self) -> impl Iterator<Item = NodeId> {
        let lines = self.lines.iter().filter(|(_, fate)| fate.is_none());
        lines.map(|(id, _)| *id)
    }

    /// The counts, and the places of the unaccounted leaves, for programs.
    #[must_use]
    pub fn to_json(&self, document: &Document) -> Value {
        let left_out: Map<String, Value> = self
            .left_out()
            .into_iter()
            .map(|(reason, count)| (reason.name().to_owned(), json!(count)))
            .collect();
        let unaccounted: Vec<String> = self.unaccounted().map(|id| document.place(id)).collect();
        json!({
            "leaves": self.lines.len(),
            "carried": self.carried(),
            "left_out": left_out,
            "unaccounted": unaccounted,
        })
    }
}
