//! An edit of the document as a report shows it: with its locations and the changes of the SDK that it causes.

use super::edit::Change;
use super::sdk::SdkChange;
use super::verdict::Verdict;

/// The largest number of SDK changes, and of copies, that is shown with one edit where people read.
const MAX_SHOWN: usize = 8;

/// An edit with its locations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The edit.
    pub change: Change,
    /// Its location in the old document.
    pub old: Option<Location>,
    /// Its location in the new document.
    pub new: Option<Location>,
    /// Other locations of the same edit: those of schemas that were merged into one.
    pub copies: Vec<Location>,
    /// The changes of the SDK that it causes. `None` if the crates were not compared.
    pub effects: Option<Vec<SdkChange>>,
}

/// A location in the text of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The path of the file, as the user gave it.
    pub file: String,
    /// The JSON pointer.
    pub pointer: String,
    /// The line, from 1.
    pub line: usize,
}

impl Entry {
    /// Returns the verdict for programs that use the SDK: the worst of the changes that the edit causes. If it causes
    /// none, programs compile, and the verdict of the rule limits what else they may notice.
    #[must_use]
    pub fn sdk_verdict(&self) -> Verdict {
        let by_rule = self.change.sdk_verdict();
        let Some(effects) = &self.effects else {
            return by_rule;
        };
        let compiling = match (by_rule, self.change.api_verdict()) {
            (Verdict::Breaking, Verdict::Compatible | Verdict::Docs) => Verdict::Compatible,
            (Verdict::Breaking, _) => Verdict::Behaviour,
            (verdict, _) => verdict,
        };
        let effects = effects.iter().map(SdkChange::verdict);
        effects.min().map_or(compiling, |worst| worst.min(compiling))
    }

    /// Returns the worse of the two verdicts.
    #[must_use]
    pub fn worst(&self) -> Verdict {
        self.change.api_verdict().min(self.sdk_verdict())
    }

    /// Returns the location in the new document, or in the old one if the new document has none.
    pub(super) fn location(&self) -> Option<&Location> {
        self.new.as_ref().or(self.old.as_ref())
    }

    /// Returns the locations of copies to show, and the number of the others.
    pub(super) fn shown_copies(&self) -> (&[Location], usize) {
        shown(&self.copies)
    }

    /// Returns the changes of the SDK to show, and the number of the others.
    pub(super) fn shown_effects(&self) -> (&[SdkChange], usize) {
        shown(self.effects.as_deref().unwrap_or_default())
    }
}

fn shown<T>(all: &[T]) -> (&[T], usize) {
    let (shown, others) = all.split_at(all.len().min(MAX_SHOWN));
    (shown, others.len())
}
