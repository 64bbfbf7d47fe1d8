//! A report as Markdown, for pull requests.

use super::Report;
use crate::entry::Entry;
use crate::sdk::SdkChange;
use sdk_diagnostic::printable;

impl Report {
    /// Returns the report as Markdown. Text from documents is escaped.
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
    if let Some(location) = entry.location() {
        text.push_str(&format!(
            " {}, line {}.",
            escaped(&location.pointer),
            location.line
        ));
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

/// Returns the list item of a change of the SDK that no edit causes.
fn sdk_item(change: &SdkChange) -> String {
    format!(
        "- `{}` {}. SDK: {}: {}.\n",
        change.rule.id(),
        escaped_around_code(&change.words),
        change.verdict().as_str(),
        change.rule.why()
    )
}

/// Escapes a text except for its code spans, which only contain identifiers and types.
pub(crate) fn escaped_around_code(words: &str) -> String {
    let pieces = words.split('`').enumerate();
    let pieces = pieces.map(|(index, piece)| match index % 2 {
        0 => escaped(piece),
        _ => format!("`{}`", piece.replace(char::is_control, " ")),
    });
    pieces.collect()
}

/// Returns a text on one line, with the special characters of Markdown, HTML and mentions escaped.
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
