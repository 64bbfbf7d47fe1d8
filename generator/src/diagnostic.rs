//! Findings about a document: what is wrong, where, and what to do about it.
//!
//! Every stage pushes into one [`Diagnostics`] and goes on as far as it can, so that a user sees all
//! findings of a document in one run. This module knows no stage and no file format: a place is an
//! opaque [`Origin`], and whoever made it says where it lies through [`Locate`].

mod code;
pub mod github;
mod json;
mod position;
mod printable;
mod reference;
mod render;
mod section;

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::ops::Range;

pub use code::Code;
pub use github::github;
pub use json::to_json;
pub use position::LineIndex;
pub(crate) use printable::printable;
pub use reference::reference;
pub use render::render;

/// A place in a source: the number that its reader gave to one node.
///
/// It is two words short of a position on purpose: positions are looked up only for the findings that
/// are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin(pub u32);

impl Origin {
    /// The document as a whole.
    pub const DOCUMENT: Self = Self(0);
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// No crate is generated.
    Error,
    /// A crate is generated, and somebody who uses it will feel this.
    Warning,
}

impl Severity {
    /// The word that starts a rendered finding.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A second place that explains the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where it is.
    pub origin: Origin,
    /// What is to be seen there, such as "first defined here".
    pub message: String,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which rule found it.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// What is the matter, in the document's words.
    pub message: String,
    /// The place that has to change.
    pub origin: Origin,
    /// Whether the place is the key rather than the value under it.
    pub at_key: bool,
    /// Places that explain it.
    pub labels: Vec<Label>,
    /// What it means for the SDK.
    pub effect: Option<String>,
    /// What to change.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A finding that stops generation.
    #[must_use]
    pub fn error(code: Code, origin: Origin, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, origin, message.into())
    }

    /// A finding that generation survives.
    #[must_use]
    pub fn warning(code: Code, origin: Origin, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, origin, message.into())
    }

    fn new(code: Code, severity: Severity, origin: Origin, message: String) -> Self {
        Self {
            code,
            severity,
            message,
            origin,
            at_key: false,
            labels: Vec::new(),
            effect: None,
            help: None,
        }
    }

    /// Points at the key of the place instead of its value.
    #[must_use]
    pub fn at_key(mut self) -> Self {
        self.at_key = true;
        self
    }

    /// The same finding about other places.
    #[must_use]
    pub fn moved(mut self, to: impl Fn(Origin) -> Origin) -> Self {
        self.origin = to(self.origin);
        for label in &mut self.labels {
            label.origin = to(label.origin);
        }
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn label(mut self, origin: Origin, message: impl Into<String>) -> Self {
        self.labels.push(Label {
            origin,
            message: message.into(),
        });
        self
    }

    /// Says what the finding means for the SDK.
    #[must_use]
    pub fn effect(mut self, effect: impl Into<String>) -> Self {
        self.effect = Some(effect.into());
        self
    }

    /// Says what to change.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// The findings of one run.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
    known: BTreeSet<(Origin, Code, String)>,
}

impl Diagnostics {
    /// No findings yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a finding. One that is there already is not added again.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if self
            .known
            .insert((diagnostic.origin, diagnostic.code, diagnostic.message.clone()))
        {
            self.found.push(diagnostic);
        }
    }

    /// The findings in the order in which they were made.
    #[must_use]
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.found
    }

    /// Whether anything stops generation.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many findings there are of one severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.found
            .iter()
            .filter(|found| found.severity == severity)
            .count()
    }

    /// The findings, by place and then by code.
    #[must_use]
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut sorted: Vec<_> = self.found.iter().collect();
        sorted.sort_by(|left, right| Self::order(left, right));
        sorted
    }

    fn order(left: &Diagnostic, right: &Diagnostic) -> Ordering {
        (left.origin, left.code, &left.message).cmp(&(right.origin, right.code, &right.message))
    }
}

/// Where a place lies in the text that a person wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location<'a> {
    /// The name of the file, as the user gave it.
    pub file: &'a str,
    /// The text of the file.
    pub text: &'a str,
    /// The JSON pointer of the place.
    pub pointer: String,
    /// The bytes of `text` that the key takes, where the place is the value of a key.
    pub key: Option<Range<usize>>,
    /// The bytes of `text` that the value takes.
    pub value: Range<usize>,
}

/// Finds places in their source.
pub trait Locate {
    /// Looks the places up, in their order. `None` where a place has no source.
    fn locate(&self, origins: &[Origin]) -> Vec<Option<Location<'_>>>;
}
