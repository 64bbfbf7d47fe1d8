//! A report for programs. Its form is `docs/api-changes.schema.json`.

use serde_json::{Value, json};

use super::{Entry, Report, Spot, Verdict};

impl Report {
    /// The report as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        let ignored = self
            .ignored
            .iter()
            .map(|(entry, reason)| json!({ "change": change(entry), "reason": reason }));
        json!({
            "format": 1,
            "worst": self.worst().map(Verdict::as_str),
            "changes": self.entries.iter().map(change).collect::<Vec<_>>(),
            "ignored": ignored.collect::<Vec<_>>(),
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
        "was": change.was,
        "is": change.is,
        "api": change.api_verdict().as_str(),
        "sdk": change.sdk_verdict().as_str(),
        "why": change.rule.why(),
        "uses": change.uses,
    })
}

fn spot(spot: &Spot) -> Value {
    json!({ "file": spot.file, "pointer": spot.pointer, "line": spot.line })
}
