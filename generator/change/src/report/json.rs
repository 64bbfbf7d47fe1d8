//! A report as JSON, described by `docs/api-changes.schema.json`.

use serde_json::{Value, json};

use super::Report;
use crate::entry::{Entry, Location};
use crate::sdk::SdkChange;
use crate::verdict::Verdict;

impl Report {
    /// Returns the report as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        let ignored = self
            .ignored
            .iter()
            .map(|(entry, reason)| json!({ "change": change(entry), "reason": reason }));
        let ignored_of_sdk = self
            .ignored_unexplained
            .iter()
            .map(|(change, reason)| json!({ "sdk_change": sdk_change(change), "reason": reason }));
        json!({
            "format": 3,
            "worst": self.worst().map(Verdict::as_str),
            "changes": self.entries.iter().map(change).collect::<Vec<_>>(),
            "sdk_changes": self.unexplained.iter().map(sdk_change).collect::<Vec<_>>(),
            "ignored": ignored.chain(ignored_of_sdk).collect::<Vec<_>>(),
        })
    }
}

fn change(entry: &Entry) -> Value {
    let change = &entry.change;
    json!({
        "rule": change.rule.id(),
        "subject": change.subject,
        "old": entry.old.as_ref().map(location),
        "new": entry.new.as_ref().map(location),
        "copies": entry.copies.iter().map(location).collect::<Vec<_>>(),
        "was": change.was,
        "is": change.is,
        "api": change.api_verdict().as_str(),
        "sdk": entry.sdk_verdict().as_str(),
        "why": change.rule.why(),
        "uses": change.uses,
        "effects": entry.effects.as_ref().map(|effects| effects.iter().map(sdk_change).collect::<Vec<_>>()),
    })
}

fn sdk_change(change: &SdkChange) -> Value {
    json!({
        "rule": change.rule.id(),
        "path": change.path,
        "words": change.words,
        "sdk": change.verdict().as_str(),
        "why": change.rule.why(),
    })
}

fn location(location: &Location) -> Value {
    json!({ "file": location.file, "pointer": location.pointer, "line": location.line })
}
