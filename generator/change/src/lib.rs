//! Changes between two versions of an API, and their consequences for users.
//!
//! `wire` compares two models and finds each edit of the document once. `sdk` compares the public items of the two
//! crates. `attribution` finds the edits that cause each change of the SDK. `report` looks up line numbers, and `text`,
//! `markdown`, `json` and `github` print. Knows no file system, no clock, and nothing of how models and crates are made.

mod attribution;
mod edit;
mod entry;
mod ignore;
mod node_ref;
mod report;
mod rule;
mod sdk;
mod verdict;
mod wire;

pub use attribution::Side;
pub use edit::Change;
pub use entry::{Entry, Location};
pub use ignore::{IgnoreError, IgnoreList, Ignored, is_date};
pub use node_ref::NodeRef;
pub use report::Report;
pub use rule::{Aspect, Rule};
pub use sdk::{ItemRef, SdkChange, SdkRule, compare_surfaces};
pub use verdict::Verdict;
pub use wire::compare;
