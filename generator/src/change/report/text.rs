//! A report for people, at a terminal.

use anstyle::{AnsiColor, Style};

use super::{Entry, Report, Spot, Verdict};
use crate::diagnostic::printable;

impl Report {
    /// The report as text, in colour or plain.
    #[must_use]
    pub fn text(&self, color: bool) -> String {
        let mut text = String::new();
        for (verdict, entries) in self.groups() {
            let heading = format!("{} ({})", verdict.as_str(), entries.len());
            text.push_str(&format!("{}\n", styled(&heading, style(verdict), color)));
            for entry in entries {
                text.push_str(&lines(entry, color));
            }
            text.push('\n');
        }
        if self.entries.is_empty() {
            text.push_str("no changes\n");
        }
        for (entry, reason) in &self.ignored {
            let (rule, subject) = (entry.change.rule.id(), printable(&entry.change.subject));
            text.push_str(&format!("ignored: {rule} {subject}: {}\n", printable(reason)));
        }
        text
    }
}

fn lines(entry: &Entry, color: bool) -> String {
    let change = &entry.change;
    let bold = Style::new().bold();
    let mut text = format!(
        "  {} {}",
        styled(change.rule.id(), bold, color),
        printable(&change.subject)
    );
    if let Some(values) = change.values() {
        text.push_str(&format!(": {}", printable(&values)));
    }
    text.push_str(&format!(
        "\n    api {}, sdk {}: {}\n",
        change.api_verdict().as_str(),
        change.sdk_verdict().as_str(),
        change.rule.why()
    ));
    for (word, spot) in [("old", &entry.old), ("new", &entry.new)] {
        if let Some(Spot { file, pointer, line }) = spot {
            text.push_str(&format!(
                "    {word} {}:{line} {}\n",
                printable(file),
                printable(pointer)
            ));
        }
    }
    if change.uses.len() > 1 {
        text.push_str(&format!("    used by {}\n", printable(&change.uses.join(", "))));
    }
    text
}

fn style(verdict: Verdict) -> Style {
    let color = match verdict {
        Verdict::Breaking => AnsiColor::Red,
        Verdict::Behaviour => AnsiColor::Yellow,
        Verdict::Compatible => AnsiColor::Green,
        Verdict::Docs => AnsiColor::Blue,
    };
    Style::new().bold().fg_color(Some(color.into()))
}

fn styled(text: &str, style: Style, color: bool) -> String {
    if color {
        format!("{style}{text}{style:#}")
    } else {
        text.to_owned()
    }
}
