//! A report for programs. Its form is `docs/api-changes.schema.json`.

use serde_json::{Value, json};

use super::{Entry, Report, SdkChange, Spot, Verdict};

impl Report {
    /// The report as JSON.
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
        "old": entry.old.as_ref().map(spot),
        "new": entry.new.as_ref().map(spot),
        "copies": entry.copies.iter().map(spot).collect::<Vec<_>>(),
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

fn spot(spot: &Spot) -> Value {
    json!({ "file": spot.file, "pointer": spot.pointer, "line": spot.line })
}
