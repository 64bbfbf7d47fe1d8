//! A report for a pull request.

use super::{Entry, Report, SdkChange};
use sdk_diagnostic::printable;

impl Report {
    /// The report as Markdown. What a document says is escaped.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut text = String::new();
        for (verdict, entries, others) in self.groups() {
            let count = entries.len() + others.len();
            text.push_str(&format!("### {} ({count})\n\n", verdict.as_str()));
            for entry in entries {
                text.push_str(&item(entry));
            }
            for change in others {
                text.push_str(&sdk_item(change));
            }
            text.push('\n');
        }
        if self.is_empty() {
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
        for (change, reason) in &self.ignored_unexplained {
            text.push_str(&format!(
                "- ignored: `{}` {}: {}\n",
                change.rule.id(),
                escaped(&change.path),
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
        entry.sdk_verdict().as_str(),
        change.rule.why()
    ));
    if let Some(spot) = entry.new.as_ref().or(entry.old.as_ref()) {
        text.push_str(&format!(" {}, line {}.", escaped(&spot.pointer), spot.line));
    }
    match entry.copies.len() {
        0 => {}
        1 => text.push_str(" Also in a copy."),
        count => text.push_str(&format!(" Also in {count} copies.")),
    }
    if change.uses.len() > 1 {
        text.push_str(&format!(" Used by {}.", escaped(&change.uses.join(", "))));
    }
    text.push('\n');
    let (effects, more) = entry.shown_effects();
    for effect in effects {
        text.push_str(&format!("  - {}\n", escaped_around_code(&effect.words)));
    }
    if more > 0 {
        text.push_str(&format!("  - and {more} more\n"));
    }
    text
}

/// A change of the SDK alone.
fn sdk_item(change: &SdkChange) -> String {
    format!(
        "- `{}` {}. SDK: {}: {}.\n",
        change.rule.id(),
        escaped_around_code(&change.words),
        change.verdict().as_str(),
        change.rule.why()
    )
}

/// Words with code in them: code is made of identifiers and types alone, and what is around it is escaped.
pub(crate) fn escaped_around_code(words: &str) -> String {
    let pieces = words.split('`').enumerate();
    let pieces = pieces.map(|(index, piece)| match index % 2 {
        0 => escaped(piece),
        _ => format!("`{}`", piece.replace(char::is_control, " ")),
    });
    pieces.collect()
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
