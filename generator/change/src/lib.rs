//! What changed between two versions of an API, and what it means for who uses it.
//!
//! `wire` compares two models and finds each edit once; `sdk` compares the public items of the two crates; `join`
//! finds which edit brings about which change of the SDK. `report` looks places up, and `text`, `markdown`, `json`
//! and `github` print them. Knows no file system, no clock, and nothing of how a model or a crate is made.

mod ignore;
mod join;
mod report;
mod rule;
mod sdk;
mod verdict;
mod wire;

pub use ignore::{IgnoreError, IgnoreList, Ignored, is_date};
pub use join::Side;
pub use report::{Entry, Report, Spot};
pub use rule::Rule;
pub use sdk::{Anchor, SdkChange, SdkRule, compare_surfaces};
pub use verdict::Verdict;
pub use wire::compare;

use sdk_diagnostic::Origin;

/// One edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The rule that knows it.
    pub rule: Rule,
    /// What it is about, in the document's words, such as `Identity.metrics`.
    pub subject: String,
    /// Where it is in the old document, or where something is missing from the new one.
    pub old: Option<Place>,
    /// Where it is in the new document.
    pub new: Option<Place>,
    /// What was.
    pub was: Option<String>,
    /// What is.
    pub is: Option<String>,
    /// The operations that it touches, in the document's order.
    pub uses: Vec<String>,
}

impl Change {
    /// What it means for a client that speaks HTTP.
    #[must_use]
    pub fn api_verdict(&self) -> Verdict {
        self.rule.api()
    }

    /// What it means for a program that uses the SDK, as far as the document alone tells.
    #[must_use]
    pub fn sdk_verdict(&self) -> Verdict {
        self.rule.sdk()
    }

    /// Adds operations that it touches as well.
    fn also_touches(&mut self, operations: Vec<String>) {
        for operation in operations {
            if !self.uses.contains(&operation) {
                self.uses.push(operation);
            }
        }
    }

    /// The worse of the two verdicts.
    #[must_use]
    pub fn worst(&self) -> Verdict {
        self.api_verdict().min(self.sdk_verdict())
    }
}

/// A place in one document.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// The nodes that may hold it, the likeliest first.
    pub origins: Vec<Origin>,
    /// The nodes of the schema's copies, where it stands for several.
    pub copies: Vec<Origin>,
    /// The property of the schema that it is about.
    pub property: Option<String>,
}

impl Place {
    fn at(origin: Origin) -> Self {
        Self {
            origins: vec![origin],
            copies: Vec::new(),
            property: None,
        }
    }
}
