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
mod stage;
mod suggestion;
mod suppression;

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::ops::Range;

pub use code::Code;
pub use github::github;
pub use json::to_json;
pub use position::LineIndex;
pub use printable::printable;
pub use reference::reference;
pub use render::render;
pub use suggestion::{nearest, suggestion};
pub use suppression::Suppression;

/// A place in a source: the number that its reader gave to one node.
///
/// It is two words short of a position on purpose: positions are looked up only for the findings that
/// are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin(pub u32);

impl Origin {
    /// The document as a whole.
    pub const DOCUMENT: Self = Self(0);

    /// Set in places that lie in the configuration rather than in a document. No document has as many nodes.
    const SETTING: u32 = 1 << 30;

    /// The place in the configuration that begins at a byte of its text.
    #[must_use]
    pub fn setting(byte: usize) -> Self {
        let byte = u32::try_from(byte).unwrap_or(u32::MAX);
        Self(Self::SETTING | byte.min(Self::SETTING - 1))
    }

    /// The byte of the configuration at which the place begins; `None` where it lies in a document.
    #[must_use]
    pub fn setting_byte(self) -> Option<usize> {
        let is_setting = (Self::SETTING..Self::SETTING << 1).contains(&self.0);
        is_setting.then_some((self.0 & !Self::SETTING) as usize)
    }
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
    suppressed: Vec<Suppressed>,
}

/// A finding that the configuration puts aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppressed {
    /// The finding.
    pub diagnostic: Diagnostic,
    /// Why it is put aside.
    pub reason: String,
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

    /// Keeps one of the findings that say the same of one place. `place` gives the place that a copy of a node was
    /// made of.
    pub fn join_copies(&mut self, place: impl Fn(Origin) -> Origin) {
        let mut known = BTreeSet::new();
        self.found
            .retain(|found| known.insert((place(found.origin), found.code, found.message.clone())));
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

    /// The findings that the configuration puts aside, by place and then by code.
    #[must_use]
    pub fn suppressed(&self) -> Vec<&Suppressed> {
        let mut sorted: Vec<_> = self.suppressed.iter().collect();
        sorted.sort_by(|left, right| Self::order(&left.diagnostic, &right.diagnostic));
        sorted
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
pub trait Locate: Sync {
    /// Looks the places up, in their order. `None` where a place has no source.
    fn locate(&self, origins: &[Origin]) -> Vec<Option<Location<'_>>>;
}

/// Several sources: a place is found in the first one that it lies in.
#[derive(Clone, Copy)]
pub struct Sources<'a>(pub &'a [&'a dyn Locate]);

impl Locate for Sources<'_> {
    fn locate(&self, origins: &[Origin]) -> Vec<Option<Location<'_>>> {
        let mut located: Vec<Option<Location<'_>>> = origins.iter().map(|_| None).collect();
        for source in self.0 {
            for (slot, found) in located.iter_mut().zip(source.locate(origins)) {
                if slot.is_none() {
                    *slot = found;
                }
            }
        }
        located
    }
}
