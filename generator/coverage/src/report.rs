//! The coverage report: the status of each leaf.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Item, Reason};
use sdk_model::Api;
use sdk_openapi::{Document, NodeId};

/// The status of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// An item of the model contains it.
    Consumed {
        /// The item.
        item: Item,
        /// The field of the item.
        field: &'static str,
    },
    /// Nothing contains it.
    Skipped(Reason),
}

impl Status {
    /// Describes the status.
    #[must_use]
    pub fn describe(self, api: &Api) -> String {
        match self {
            Self::Consumed { item, field } => format!("{}: {field}", item.describe(api)),
            Self::Skipped(reason) => format!("skipped: {}", reason.name()),
        }
    }
}

/// The status of each leaf of a document. A leaf without one is a bug.
#[derive(Debug, Clone)]
pub struct Report {
    lines: Vec<(NodeId, Option<Status>)>,
}

impl Report {
    pub(super) fn new(lines: Vec<(NodeId, Option<Status>)>) -> Self {
        Self { lines }
    }

    /// The leaves in the order of the text, each with its status.
    #[must_use]
    pub fn lines(&self) -> &[(NodeId, Option<Status>)] {
        &self.lines
    }

    /// How many leaves went into the model.
    #[must_use]
    pub fn consumed(&self) -> usize {
        let consumed =
            |(_, status): &&(NodeId, Option<Status>)| matches!(status, Some(Status::Consumed { .. }));
        self.lines.iter().filter(consumed).count()
    }

    /// How many leaves are skipped, by reason.
    #[must_use]
    pub fn skipped(&self) -> BTreeMap<Reason, usize> {
        let mut counts = BTreeMap::new();
        for (_, status) in &self.lines {
            if let Some(Status::Skipped(reason)) = status {
                *counts.entry(*reason).or_default() += 1;
            }
        }
        counts
    }

    /// Returns the leaves without a status.
    pub fn unaccounted(&self) -> impl Iterator<Item = NodeId> {
        let lines = self.lines.iter().filter(|(_, status)| status.is_none());
        lines.map(|(id, _)| *id)
    }

    /// The counts, and the places of the unaccounted leaves, for programs.
    #[must_use]
    pub fn to_json(&self, document: &Document) -> Value {
        let skipped: Map<String, Value> = self
            .skipped()
            .into_iter()
            .map(|(reason, count)| (reason.name().to_owned(), json!(count)))
            .collect();
        let unaccounted: Vec<String> = self.unaccounted().map(|id| document.place(id)).collect();
        json!({
            "leaves": self.lines.len(),
            "consumed": self.consumed(),
            "skipped": skipped,
            "unaccounted": unaccounted,
        })
    }
}
