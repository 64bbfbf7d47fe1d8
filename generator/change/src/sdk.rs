//! Changes of the public items of two generated crates, and their consequences for programs that use them.
//!
//! Types are compared as a compiler does: an alias is the same type as its target. Changes that only follow from a
//! rename are not reported again. A change is breaking unless all programs are certain to compile. Knows surfaces, and
//! nothing of documents.

mod items;
mod members;
mod rule;
mod types;
mod words;

use super::verdict::Verdict;
use sdk_rust::surface::{Source, Surface};

pub use rule::SdkRule;
use types::last;

/// A change of the SDK.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SdkChange {
    /// The rule that detects it.
    pub rule: SdkRule,
    /// The old path of the item or member, or the new one if it was added: `types::Identity::metrics`.
    pub path: String,
    /// A description in one sentence, without a full stop.
    pub words: String,
    /// The item in the old crate.
    pub old: Option<ItemRef>,
    /// The item in the new crate.
    pub new: Option<ItemRef>,
}

/// The item that a change is about, in one of the crates.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemRef {
    /// The path of the item.
    pub item: String,
    /// The thing in the document that the item was generated from.
    pub source: Source,
    /// The name of the member, if the change is about one.
    pub member: Option<String>,
    /// The things in the document that the affected parts of the item were generated from.
    pub parts: Vec<Source>,
    /// The type of the field, if the change is about one.
    pub ty: Option<String>,
    /// The names of the types in the item or member.
    pub types: Vec<String>,
}

impl ItemRef {
    /// Returns the name of the item, without its module.
    pub(super) fn name(&self) -> &str {
        last(&self.item)
    }
}

impl SdkChange {
    /// Returns the item in the old and in the new crate.
    pub(super) fn items(&self) -> impl Iterator<Item = &ItemRef> {
        self.old.iter().chain(&self.new)
    }

    /// Returns the last segment of the path.
    pub(super) fn item_name(&self) -> &str {
        last(&self.path)
    }

    /// Returns the verdict for programs that use the SDK.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.rule.verdict()
    }
}

/// Compares two crates. Returns the changes, worst first.
#[must_use]
pub fn compare_surfaces(old: &Surface, new: &Surface) -> Vec<SdkChange> {
    let mut changes = items::compare(old, new);
    changes.sort_by(|left, right| {
        (left.verdict(), &left.path, left.rule).cmp(&(right.verdict(), &right.path, right.rule))
    });
    changes
}
