//! Many edits of one document at once: a report has to contain each of them, once.

use std::fmt;
use std::path::Path;
use std::time::{Duration, Instant};

use sdk_generator::change::{Entry, Report};
use sdk_generator::config::Config;
use sdk_generator::diagnostic::Diagnostics;
use sdk_generator::document::{self, Document};
use sdk_generator::versions::{Version, compare};
use serde_json::Value;

use super::{CheckError, Direction, Editor};

/// The edits that a report contains.
#[derive(Debug)]
pub struct Found {
    /// The number of edits.
    pub edits: usize,
    /// The edits that are missing from the report.
    pub missed: Vec<String>,
    /// The edits that are reported more than once.
    pub repeated: Vec<String>,
    /// The time from two texts to the report.
    pub time: Duration,
    /// The report as text.
    pub report: String,
}

impl fmt::Display for Found {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{} edits, {:?}", self.edits, self.time)?;
        writeln!(formatter, "missed: {:#?}", self.missed)?;
        write!(formatter, "told more than once: {:#?}", self.repeated)
    }
}

/// Returns the number of entries in the report of a document against itself, and the time from the file to
/// the report.
///
/// # Errors
///
/// If the document is invalid.
pub fn compared_with_itself(path: &Path) -> Result<(usize, Duration), CheckError> {
    let start = Instant::now();
    let read = || {
        let document = document::load(path, &mut Diagnostics::new());
        document.ok_or_else(|| CheckError(format!("`{}` cannot be read", path.display())))
    };
    let report = report(&read()?, &read()?)?;
    Ok((report.entries.len() + report.unexplained.len(), start.elapsed()))
}

/// Makes edits in both directions, each at a place of its own, and searches the report for each.
///
/// # Errors
///
/// If the document is invalid before or after the edits.
pub fn edits_found(document: &Value, count: usize, seed: u64) -> Result<Found, CheckError> {
    let mut editor = Editor::new(seed);
    let mut edited = document.clone();
    let mut edits: Vec<(String, String)> = Vec::new();
    let mut taken = Vec::new();
    for index in 0..count {
        let direction = if index % 2 == 0 {
            Direction::Compatible
        } else {
            Direction::Breaking
        };
        let Some(edit) = editor.edit(&edited, direction, &taken) else {
            return Err(CheckError(format!("the document has no room for {count} edits")));
        };
        edits.push((format!("{} at {}", edit.kind, edit.place), edit.mark));
        // Everything inside a renamed property is reported as new.
        if let Some(renamed) = edit.renamed {
            taken.push(renamed);
        }
        // Removing an element of an array moves the elements after it.
        let list = edit
            .place
            .split_once("/parameters/")
            .map(|(owner, _)| owner.to_owned());
        taken.push(list.unwrap_or(edit.place));
        edited = edit.document;
    }
    let [old, new] = [document, &edited].map(Value::to_string);
    let start = Instant::now();
    let [old, new] = [old, new].map(|text| document::parse("api.json", &text, &mut Diagnostics::new()));
    let report = report(&old, &new)?;
    let time = start.elapsed();
    let tells = |entry: &&Entry, mark: &str| {
        let mut spots = [&entry.old, &entry.new]
            .into_iter()
            .flatten()
            .chain(&entry.copies);
        let change = &entry.change;
        let mut texts = [Some(&change.subject), change.was.as_ref(), change.is.as_ref()]
            .into_iter()
            .flatten();
        texts.any(|text| text.contains(mark))
            || spots.any(|spot| spot.pointer == mark || is_only_alternative(mark, &spot.pointer))
    };
    let times = |mark: &str| report.entries.iter().filter(|entry| tells(entry, mark)).count();
    let with = |wanted: fn(usize) -> bool| {
        let found = edits.iter().filter(|(_, mark)| wanted(times(mark)));
        found.map(|(edit, _)| edit.clone()).collect()
    };
    Ok(Found {
        edits: edits.len(),
        missed: with(|times| times == 0),
        repeated: with(|times| times > 1),
        time,
        report: report.text(false),
    })
}

/// Returns whether a pointer is that of a variant of another one. Values that several variants list are
/// merged into one list of the surrounding schema.
fn is_only_alternative(pointer: &str, around: &str) -> bool {
    let rest = pointer.strip_prefix(around).unwrap_or_default();
    let index = rest
        .strip_prefix("/anyOf/")
        .or_else(|| rest.strip_prefix("/oneOf/"));
    index.is_some_and(|index| index.bytes().all(|digit| digit.is_ascii_digit()))
}

fn report(old: &Document, new: &Document) -> Result<Report, CheckError> {
    let config = Config::minimal("many", "0.1.0");
    Ok(compare(&version(old, &config)?, &version(new, &config)?))
}

fn version<'a>(document: &'a Document, config: &Config) -> Result<Version<'a>, CheckError> {
    let mut diagnostics = Diagnostics::new();
    Version::new(document, config, &mut diagnostics)
        .ok_or_else(|| CheckError(format!("{:#?}", diagnostics.sorted())))
}
