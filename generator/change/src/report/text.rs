//! A report for people, at a terminal.

use anstyle::{AnsiColor, Style};

use super::{Entry, Report, SdkChange, Spot, Verdict};
use sdk_diagnostic::printable;

impl Report {
    /// The report as text, in colour or plain.
    #[must_use]
    pub fn text(&self, color: bool) -> String {
        let mut text = String::new();
        for (verdict, entries, others) in self.groups() {
            let heading = format!("{} ({})", verdict.as_str(), entries.len() + others.len());
            text.push_str(&format!("{}\n", styled(&heading, style(verdict), color)));
            for entry in entries {
                text.push_str(&lines(entry, color));
            }
            for change in others {
                text.push_str(&sdk_lines(change, color));
            }
            text.push('\n');
        }
        if self.is_empty() {
            text.push_str("no changes\n");
        }
        for (entry, reason) in &self.ignored {
            let (rule, subject) = (entry.change.rule.id(), printable(&entry.change.subject));
            text.push_str(&format!("ignored: {rule} {subject}: {}\n", printable(reason)));
        }
        for (change, reason) in &self.ignored_unexplained {
            let (rule, path) = (change.rule.id(), &change.path);
            text.push_str(&format!("ignored: {rule} {path}: {}\n", printable(reason)));
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
        entry.sdk_verdict().as_str(),
        change.rule.why()
    ));
    let (effects, more) = entry.shown_effects();
    for effect in effects {
        text.push_str(&format!("    sdk: {}\n", printable(&effect.words)));
    }
    if more > 0 {
        text.push_str(&format!("    sdk: and {more} more\n"));
    }
    for (word, spot) in [("old", &entry.old), ("new", &entry.new)] {
        if let Some(Spot { file, pointer, line }) = spot {
            text.push_str(&format!(
                "    {word} {}:{line} {}\n",
                printable(file),
                printable(pointer)
            ));
        }
    }
    let (copies, more) = entry.shown_copies();
    for Spot { file, pointer, line } in copies {
        let (file, pointer) = (printable(file), printable(pointer));
        text.push_str(&format!("    also {file}:{line} {pointer}\n"));
    }
    if more > 0 {
        text.push_str(&format!("    also in {more} more copies\n"));
    }
    if change.uses.len() > 1 {
        text.push_str(&format!("    used by {}\n", printable(&change.uses.join(", "))));
    }
    text
}

/// A change of the SDK alone.
fn sdk_lines(change: &SdkChange, color: bool) -> String {
    format!(
        "  {} {}
    sdk {}: {}
",
        styled(change.rule.id(), Style::new().bold(), color),
        printable(&change.words),
        change.verdict().as_str(),
        change.rule.why()
    )
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
