//! Checks of change reports with the compiler: two crates, and a program that uses every public item of the
//! first.
//!
//! The program is written from the source of the first crate (`program.rs`), never from the data behind a
//! report: both could then be wrong in the same way. It is compiled against both crates (`fixture_crate.rs`).
//! If it compiles against the second, no program that uses the first one breaks. For histories
//! (`history.rs`), programs also call servers that follow the rules of each version (`scenario.rs`).

mod deep_nesting;
mod edits;
mod fixture_crate;
mod history;
mod items;
mod many_edits;
mod program;
mod public;
mod random;
mod scenario;
mod semver;
mod sites;

use std::collections::BTreeMap;
use std::fmt;

use sdk_generator::change::{Report, Verdict};
use sdk_generator::config::Config;
use sdk_generator::diagnostic::Diagnostics;
use sdk_generator::document::{self, Document};
use sdk_generator::emit::SourceFile;
use sdk_generator::generate;
use sdk_generator::versions::{Version, compare};

pub use edits::{Direction, Edit, Editor};
pub use fixture_crate::FixtureCrates;
pub use history::{Dated, History, Step, history};
pub use many_edits::{Found, compared_with_itself, edits_found};
pub use program::program;
pub use random::{base, random_pairs};
pub use scenario::Scenario;

/// Two versions of a document.
#[derive(Debug, Clone)]
pub struct Pair {
    /// The name of the pair in reports.
    pub name: String,
    /// The text of the old document.
    pub old: String,
    /// The text of the new document.
    pub new: String,
    /// The configuration of both crates.
    pub config: Config,
    /// The direction of the break, if it is known from how the edit was made.
    pub expected: Option<Direction>,
}

/// A failure that is not a verdict: a document that cannot be read, or a crate that does not compile.
#[derive(Debug)]
pub struct CheckError(pub String);

impl fmt::Display for CheckError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for CheckError {}

impl CheckError {
    /// Returns an error of one pair.
    pub(crate) fn of(pair: &str, what: impl fmt::Display) -> Self {
        Self(format!("{pair}: {what}"))
    }
}

/// The outcome for a program that was written against the old crate.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The pair.
    pub name: String,
    /// The direction of the break, if it is known from how the edit was made.
    pub expected: Option<Direction>,
    /// The report's verdict for clients.
    pub api_verdict: Option<Verdict>,
    /// The report's verdict for programs.
    pub verdict: Option<Verdict>,
    /// The first errors of the program against the new crate.
    pub errors: Vec<String>,
    /// The report as text.
    pub report: String,
}

impl Outcome {
    /// Returns whether the report, the compiler and the expected direction agree.
    #[must_use]
    pub fn agrees(&self) -> bool {
        let breaks = self.verdict == Some(Verdict::Breaking);
        let is_expected = match self.expected {
            Some(Direction::Compatible) => !breaks,
            Some(Direction::Breaking) => breaks || self.api_verdict == Some(Verdict::Breaking),
            None => true,
        };
        is_expected && breaks != self.errors.is_empty()
    }

    /// Returns whether the report lists a break for programs.
    #[must_use]
    pub fn is_breaking(&self) -> bool {
        self.verdict == Some(Verdict::Breaking)
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = self.verdict.map_or("no change", Verdict::as_str);
        writeln!(
            formatter,
            "== {}: the report says {verdict} for programs",
            self.name
        )?;
        match self.errors.as_slice() {
            [] => writeln!(formatter, "the program compiles"),
            errors => writeln!(formatter, "{}", errors.join("\n")),
        }?;
        formatter.write_str(&self.report)
    }
}

/// Generates both crates of each pair, and compiles a program that uses all of the old one against the new
/// one.
///
/// # Errors
///
/// If a document is invalid, or if a crate or a program fails to compile against its own version.
pub fn outcomes(pairs: &[Pair], fixture_crates: &FixtureCrates) -> Result<Vec<Outcome>, CheckError> {
    let mut crates = Vec::new();
    let mut outcomes = Vec::new();
    for (index, pair) in pairs.iter().enumerate() {
        let module = format!("pair_{index}");
        let old = Side::read(pair, &pair.old, &module)?;
        let new = Side::read(pair, &pair.new, &module)?;
        let report = report(&old.document, &new.document, &pair.config)
            .ok_or_else(|| CheckError::of(&pair.name, "there is no model to compare"))?;
        outcomes.push(Outcome {
            name: pair.name.clone(),
            expected: pair.expected,
            api_verdict: report
                .entries
                .iter()
                .map(|entry| entry.change.api_verdict())
                .min(),
            verdict: report.sdk_verdict(),
            errors: Vec::new(),
            report: report.text(false),
        });
        let program = program(&old.files, &module).map_err(|error| CheckError::of(&pair.name, error))?;
        crates.push(fixture_crate::Crates {
            module,
            old: old.files,
            new: new.files,
            program,
        });
    }
    for (outcome, errors) in outcomes.iter_mut().zip(fixture_crates.check(&crates)?) {
        outcome.errors = errors;
    }
    Ok(outcomes)
}

/// Returns the breaks that `cargo semver-checks` finds in the pairs that the fixture crates checked last,
/// with the index of each pair. Returns `None` if the tool is not installed.
///
/// # Errors
///
/// If the tool fails before it compares anything.
pub fn semver_breaks(
    fixture_crates: &FixtureCrates,
) -> Result<Option<BTreeMap<usize, Vec<String>>>, CheckError> {
    semver::breaks(fixture_crates.home())
}

/// Returns the report of the changes.
fn report(old: &Document, new: &Document, config: &Config) -> Option<Report> {
    let was = Version::new(old, config, &mut Diagnostics::new())?;
    let is = Version::new(new, config, &mut Diagnostics::new())?;
    Some(compare(&was, &is))
}

/// One side of a pair.
struct Side {
    document: Document,
    files: Vec<SourceFile>,
}

impl Side {
    fn read(pair: &Pair, text: &str, module: &str) -> Result<Self, CheckError> {
        let mut diagnostics = Diagnostics::new();
        let document = document::parse("api.yaml", text, &mut diagnostics);
        let mut config = pair.config.clone();
        config.root_module = vec![module.to_owned()];
        let generated = generate(&document, &config, &mut diagnostics)
            .map_err(|error| CheckError::of(&pair.name, error))?
            .ok_or_else(|| CheckError::of(&pair.name, format!("{:#?}", diagnostics.sorted())))?;
        Ok(Self {
            document,
            files: generated.files,
        })
    }
}
