//! A report for a pull request.

use super::{Entry, Report};
use crate::diagnostic::printable;

impl Report {
    /// The report as Markdown. What a document says is escaped.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut text = String::new();
        for (verdict, entries) in self.groups() {
            text.push_str(&format!("### {} ({})\n\n", verdict.as_str(), entries.len()));
            for entry in entries {
                text.push_str(&item(entry));
            }
            text.push('\n');
        }
        if self.entries.is_empty() {
            text.push_str("No changes.\n");
        }
        for (entry, reason) in &self.ignored {
            text.push_str(&format!(
                "- ignored: `{}` {}: {}\n",
                entry.change.rule.id(),
                escaped(&entry.change.subject),
                escaped(reason)
            ));
        }
        text
    }
}

fn item(entry: &Entry) -> String {
    let change = &entry.change;
    let mut text = format!("- `{}` **{}**", change.rule.id(), escaped(&change.subject));
    if let Some(values) = change.values() {
        text.push_str(&format!(": {}", escaped(&values)));
    }
    text.push_str(&format!(
        ". HTTP: {}; SDK: {}: {}.",
        change.api_verdict().as_str(),
        change.sdk_verdict().as_str(),
        change.rule.why()
    ));
    if let Some(spot) = entry.new.as_ref().or(entry.old.as_ref()) {
        text.push_str(&format!(" {}, line {}.", escaped(&spot.pointer), spot.line));
    }
    if change.uses.len() > 1 {
        text.push_str(&format!(" Used by {}.", escaped(&change.uses.join(", "))));
    }
    text.push('\n');
    text
}

/// A text on one line, with what Markdown, HTML and mentions are made of made harmless.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for letter in printable(text).chars() {
        match letter {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '@' => escaped.push_str("&#64;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '(' | ')' | '#' | '|' | '~' | '!' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            letter => escaped.push(letter),
        }
    }
    escaped
}
