//! Findings as annotations of GitHub Actions, one line each.

use super::position::LineIndex;
use super::render::primary_span;
use super::{Diagnostics, Locate, Severity, printable};

/// Renders every finding as a workflow command, in the order of their places.
#[must_use]
pub fn github(diagnostics: &Diagnostics, source: &dyn Locate) -> String {
    let sorted = diagnostics.sorted();
    let origins: Vec<_> = sorted.iter().map(|found| found.origin).collect();
    let mut text = String::new();
    let mut lines = LineIndex::default();
    for (found, place) in sorted.iter().zip(source.locate(&origins)) {
        let level = match found.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let mut properties = Vec::new();
        if let Some(place) = place {
            let span = primary_span(&place, found.at_key);
            let (line, column) = lines.position(&place, span.start);
            let (end_line, end_column) = lines.position(&place, span.end);
            properties.push(format!("file={}", property(place.file)));
            properties.push(format!("line={line}"));
            properties.push(format!("endLine={end_line}"));
            properties.push(format!("col={column}"));
            properties.push(format!("endColumn={end_column}"));
        }
        let title = format!("{} {}", found.code, found.code.rule());
        properties.push(format!("title={}", property(&title)));
        let mut message = found.message.clone();
        for (name, part) in [("effect", &found.effect), ("help", &found.help)] {
            if let Some(part) = part {
                message.push_str(&format!("\n{name}: {part}"));
            }
        }
        text.push_str(&format!(
            "::{level} {}::{}\n",
            properties.join(","),
            escape(&message)
        ));
    }
    text
}

/// A text as the message of a workflow command: nothing in it ends the line, and so none begins another command.
#[must_use]
pub fn escape(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(shown).collect();
    lines.join("%0A")
}

/// A line as the log shows it.
fn shown(line: &str) -> String {
    let parts: Vec<String> = line.split('\r').map(printable).collect();
    parts.join("\r").replace('%', "%25").replace('\r', "%0D")
}

/// A text as a property of a workflow command, where `:` and `,` have a meaning of their own as well.
#[must_use]
pub fn property(text: &str) -> String {
    escape(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_a_command() {
        assert_eq!(escape("50%\r\n::error::x"), "50%25%0D%0A::error::x");
        assert_eq!(property("a:b,c%0A\n"), "a%3Ab%2Cc%250A%0A");
    }
}
