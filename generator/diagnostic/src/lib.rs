//! Findings about a document: what is wrong, where, and how to fix it.
//!
//! Every stage pushes into one [`Diagnostics`] and continues as far as it can, so that one run reports all findings of a
//! document. This module knows no stage and no file format: an [`Origin`] is opaque, and its creator resolves it to a
//! location through [`Locate`].

mod code;
pub mod github;
mod json;
mod position;
mod printable;
mod reference;
mod render;
mod section;
mod stage;
mod suggest;
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
pub use suggest::{nearest, suggestion};
pub use suppression::Suppression;

/// The id of a node in a document, or of a setting in the configuration.
///
/// It is not a position, to keep nodes small: positions are looked up only for findings that are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin(pub u32);

impl Origin {
    /// The document as a whole.
    pub const DOCUMENT: Self = Self(0);

    /// The bit that marks settings. No document has that many nodes.
    const SETTING: u32 = 1 << 30;

    /// Returns the id of the setting that starts at a byte of the configuration.
    #[must_use]
    pub fn setting(byte: usize) -> Self {
        let byte = u32::try_from(byte).unwrap_or(u32::MAX);
        Self(Self::SETTING | byte.min(Self::SETTING - 1))
    }

    /// Returns the byte of the configuration at which the setting starts; `None` for nodes of a document.
    #[must_use]
    pub fn setting_byte(self) -> Option<usize> {
        let is_setting = (Self::SETTING..Self::SETTING << 1).contains(&self.0);
        is_setting.then_some((self.0 & !Self::SETTING) as usize)
    }
}

/// The severity of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// No crate is generated.
    Error,
    /// A crate is generated, but its users are affected.
    Warning,
}

impl Severity {
    /// Returns the word at the start of a rendered finding.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A secondary location that explains a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The node.
    pub origin: Origin,
    /// The explanation, such as "first defined here".
    pub message: String,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule.
    pub code: Code,
    /// The severity.
    pub severity: Severity,
    /// What is wrong, in the words of the document.
    pub message: String,
    /// The node that has to change.
    pub origin: Origin,
    /// Whether the finding is about the key rather than the value.
    pub at_key: bool,
    /// Secondary locations.
    pub labels: Vec<Label>,
    /// The effect on the SDK.
    pub effect: Option<String>,
    /// How to fix it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// Creates a finding that stops generation.
    #[must_use]
    pub fn error(code: Code, origin: Origin, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, origin, message.into())
    }

    /// Creates a finding that does not stop generation.
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

    /// Points to the key instead of the value.
    #[must_use]
    pub fn at_key(mut self) -> Self {
        self.at_key = true;
        self
    }

    /// Maps the nodes of the finding.
    #[must_use]
    pub fn moved(mut self, to: impl Fn(Origin) -> Origin) -> Self {
        self.origin = to(self.origin);
        for label in &mut self.labels {
            label.origin = to(label.origin);
        }
        self
    }

    /// Adds a secondary location.
    #[must_use]
    pub fn label(mut self, origin: Origin, message: impl Into<String>) -> Self {
        self.labels.push(Label {
            origin,
            message: message.into(),
        });
        self
    }

    /// Adds the effect on the SDK.
    #[must_use]
    pub fn effect(mut self, effect: impl Into<String>) -> Self {
        self.effect = Some(effect.into());
        self
    }

    /// Adds how to fix it.
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

/// A finding that the configuration suppresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppressed {
    /// The finding.
    pub diagnostic: Diagnostic,
    /// The reason.
    pub reason: String,
}

impl Diagnostics {
    /// Creates an empty list.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a finding, unless it is in the list already.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if self
            .known
            .insert((diagnostic.origin, diagnostic.code, diagnostic.message.clone()))
        {
            self.found.push(diagnostic);
        }
    }

    /// Keeps one of the equal findings about copies of a node. `place` maps a copy to the node.
    pub fn join_copies(&mut self, place: impl Fn(Origin) -> Origin) {
        let mut known = BTreeSet::new();
        self.found
            .retain(|found| known.insert((place(found.origin), found.code, found.message.clone())));
    }

    /// Returns the findings in the order in which they were added.
    #[must_use]
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.found
    }

    /// Returns whether there are errors.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Returns the number of findings of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.found
            .iter()
            .filter(|found| found.severity == severity)
            .count()
    }

    /// Returns the suppressed findings, sorted by node and code.
    #[must_use]
    pub fn suppressed(&self) -> Vec<&Suppressed> {
        let mut sorted: Vec<_> = self.suppressed.iter().collect();
        sorted.sort_by(|left, right| Self::order(&left.diagnostic, &right.diagnostic));
        sorted
    }

    /// Returns the findings, sorted by node and code.
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

/// The location of a node in the text of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location<'a> {
    /// The path of the file, as the user gave it.
    pub file: &'a str,
    /// The text of the file.
    pub text: &'a str,
    /// The JSON pointer of the node.
    pub pointer: String,
    /// The range of bytes of the key, if the node is the value of a key.
    pub key: Option<Range<usize>>,
    /// The range of bytes of the value.
    pub value: Range<usize>,
}

/// Resolves nodes to locations.
pub trait Locate: Sync {
    /// Returns the location of each node, in their order; `None` for nodes that are not in this file.
    fn locate(&self, origins: &[Origin]) -> Vec<Option<Location<'_>>>;
}

/// Several sources: the first one that has a location for a node is used.
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
