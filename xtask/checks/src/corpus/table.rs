//! Records as a table or as JSON.

use std::fmt::Write as _;

use super::record::{Outcome, Record};
use xtask::output::count;

const HEAD: [&str; 12] = [
    "version",
    "calls",
    "types",
    "free",
    "lost",
    "lines",
    "ms",
    "MB",
    "errors",
    "warnings",
    "rustc err",
    "rustc warn",
];

/// Formats records as a table with a summary line.
pub(super) fn text(rows: &[&Record], failures: usize) -> String {
    let width = rows
        .iter()
        .map(|row| row.document.len())
        .max()
        .unwrap_or(0)
        .max("document".len());
    let mut text = format!("{:<width$}", "document");
    for title in HEAD {
        let _ = write!(text, " {title:>10}");
    }
    text.push('\n');
    for row in rows {
        let _ = write!(text, "{:<width$} {:>10}", row.document, row.version);
        if row.outcome == Outcome::Generated {
            let compiled = |number: fn(&super::record::Compiled) -> usize| {
                row.compiled
                    .as_ref()
                    .map_or_else(|| "-".to_owned(), |compiled| number(compiled).to_string())
            };
            for cell in [
                row.operations.to_string(),
                row.types.to_string(),
                row.free_form.to_string(),
                row.unaccounted.to_string(),
                row.lines.to_string(),
                row.milliseconds.to_string(),
                row.peak_bytes
                    .map_or_else(|| "-".to_owned(), |bytes| (bytes >> 20).to_string()),
                row.errors.to_string(),
                row.warnings.to_string(),
                compiled(|compiled| compiled.errors),
                compiled(|compiled| compiled.warnings),
            ] {
                let _ = write!(text, " {cell:>10}");
            }
        } else if row.outcome == Outcome::Rejected {
            let _ = write!(text, " rejected with {}", count(row.errors, "error"));
        } else {
            text.push_str(" FAILED");
        }
        text.push('\n');
    }
    let number = |outcome: &Outcome| rows.iter().filter(|row| row.outcome == *outcome).count();
    let _ = writeln!(
        text,
        "{}: {} generated, {} rejected, {failures} unexpected",
        count(rows.len(), "document"),
        number(&Outcome::Generated),
        number(&Outcome::Rejected),
    );
    text
}

/// Formats records as a JSON array.
pub(super) fn json(rows: &[&Record]) -> Result<String, String> {
    let text = serde_json::to_string_pretty(rows).map_err(|error| error.to_string())?;
    Ok(text + "\n")
}
