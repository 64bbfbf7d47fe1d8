//! A report as annotations of GitHub ("Workflow commands").

use super::{Report, Verdict};
use crate::diagnostic::github::{escape, property};

impl Report {
    /// One annotation a line: an error for what breaks, a warning for what behaves otherwise, else a notice.
    #[must_use]
    pub fn github(&self) -> String {
        let mut text = String::new();
        for entry in &self.entries {
            let change = &entry.change;
            let level = match change.worst() {
                Verdict::Breaking => "error",
                Verdict::Behaviour => "warning",
                Verdict::Compatible | Verdict::Docs => "notice",
            };
            let place = entry
                .new
                .as_ref()
                .or(entry.old.as_ref())
                .map(|spot| format!("file={},line={},", property(&spot.file), spot.line));
            let values = change.values().map(|values| format!(": {values}"));
            let message = format!(
                "{}{}: {} (HTTP {}, SDK {})",
                change.subject,
                values.unwrap_or_default(),
                change.rule.why(),
                change.api_verdict().as_str(),
                change.sdk_verdict().as_str()
            );
            text.push_str(&format!(
                "::{level} {}title={}::{}\n",
                place.unwrap_or_default(),
                property(change.rule.id()),
                escape(&message)
            ));
        }
        text
    }
}
