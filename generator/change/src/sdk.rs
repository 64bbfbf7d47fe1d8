//! What changed between the public items of two generated crates, and what it means for programs that use them.
//!
//! Both surfaces are read as a compiler would: a type that goes by another name for the same type is the same, and
//! what only follows from a rename is told with the rename. Where it is not sure that programs compile, a change is
//! breaking. Knows surfaces, and nothing of documents.

mod items;
mod members;
mod rule;
mod types;
mod words;

use sdk_rust::surface::{Source, Surface};

use super::Verdict;
pub use rule::SdkRule;

/// A change of the SDK.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SdkChange {
    /// The rule that knows it.
    pub rule: SdkRule,
    /// The path of what changes, as it was, or of what comes: `types::Identity::metrics`.
    pub path: String,
    /// What changes, in a sentence without a full stop.
    pub words: String,
    /// What it is about in the old crate.
    pub old: Option<Anchor>,
    /// What it is about in the new crate.
    pub new: Option<Anchor>,
}

/// What a change is about in one of the crates.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Anchor {
    /// The path of the item.
    pub item: String,
    /// What the document calls the item.
    pub source: Source,
    /// The member, where the change is about one.
    pub member: Option<String>,
    /// What the document calls the parts of the item that the change is about, where it names them.
    pub parts: Vec<Source>,
    /// The type of the field, where the change is about one.
    pub ty: Option<String>,
    /// The types that are named.
    pub types: Vec<String>,
}

impl SdkChange {
    /// What it means for a program that uses the SDK.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.rule.verdict()
    }
}

/// What changed between two crates, worst first.
#[must_use]
pub fn compare_surfaces(old: &Surface, new: &Surface) -> Vec<SdkChange> {
    let mut changes = items::compare(old, new);
    changes.sort_by(|left, right| {
        (left.verdict(), &left.path, left.rule).cmp(&(right.verdict(), &right.path, right.rule))
    });
    changes
}
