//! Many edits of one document at once: whether a report finds each of them, and each once.

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

/// What a report found of some edits.
#[derive(Debug)]
pub struct Found {
    /// How many edits there were.
    pub edits: usize,
    /// The edits that it does not tell.
    pub missed: Vec<String>,
    /// The edits that it reports more than once.
    pub repeated: Vec<String>,
    /// How long it took, from two texts to the report.
    pub time: Duration,
    /// The report, for people.
    pub report: String,
}

impl fmt::Display for Found {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{} edits, {:?}", self.edits, self.time)?;
        writeln!(formatter, "missed: {:#?}", self.missed)?;
        write!(formatter, "told more than once: {:#?}", self.repeated)
    }
}

/// How many entries the report of a document against itself has, and how long it takes, from the file to the report.
///
/// # Errors
///
/// Where the document is not valid.
pub fn compared_with_itself(path: &Path) -> Result<(usize, Duration), CheckError> {
    let start = Instant::now();
    let read = || {
        let document = document::load(path, &mut Diagnostics::new());
        document.ok_or_else(|| CheckError(format!("`{}` cannot be read", path.display())))
    };
    let report = report(&read()?, &read()?)?;
    Ok((report.entries.len() + report.unexplained.len(), start.elapsed()))
}

/// Makes edits of both directions, no two at one place, and looks for each in the report.
///
/// # Errors
///
/// Where the document is not valid before or after.
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
        // What is within a property that got another name is new as a whole.
        if let Some(renamed) = edit.renamed {
            taken.push(renamed);
        }
        // To remove one of a list moves those that follow.
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

/// Returns whether a pointer is that of an variant of another one: values that several variants list are one list of the
/// schema around them.
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
