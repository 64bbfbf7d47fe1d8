//! A report as annotations of GitHub ("Workflow commands").

use super::{Report, Verdict};
use sdk_diagnostic::github::{escape, property};

impl Report {
    /// One annotation a line: an error for what breaks, a warning for what behaves otherwise, else a notice.
    #[must_use]
    pub fn github(&self) -> String {
        let mut text = String::new();
        for entry in &self.entries {
            let change = &entry.change;
            let level = level(entry.worst());
            let place = entry
                .new
                .as_ref()
                .or(entry.old.as_ref())
                .map(|spot| format!("file={},line={},", property(&spot.file), spot.line));
            let values = change.values().map(|values| format!(": {values}"));
            let (effects, more) = entry.shown_effects();
            let effects = effects.iter().map(|effect| format!("\nSDK: {}", effect.words));
            let more = (more > 0).then(|| format!("\nSDK: and {more} more"));
            let effects: String = effects.chain(more).collect();
            let message = format!(
                "{}{}: {} (HTTP {}, SDK {}){effects}",
                change.subject,
                values.unwrap_or_default(),
                change.rule.why(),
                change.api_verdict().as_str(),
                entry.sdk_verdict().as_str()
            );
            text.push_str(&format!(
                "::{level} {}title={}::{}\n",
                place.unwrap_or_default(),
                property(change.rule.id()),
                escape(&message)
            ));
        }
        for change in &self.unexplained {
            text.push_str(&format!(
                "::{} title={}::{}\n",
                level(change.verdict()),
                property(change.rule.id()),
                escape(&format!("{}: {}", change.words, change.rule.why()))
            ));
        }
        text
    }
}

fn level(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Breaking => "error",
        Verdict::Behaviour => "warning",
        Verdict::Compatible | Verdict::Docs => "notice",
    }
}
