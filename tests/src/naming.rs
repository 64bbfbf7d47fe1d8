//! Documents in which everything that has a name is named with words that are special to Rust, to the runtime
//! or to the generated crate.
//!
//! The generated crates must compile without a warning. This module is independent of how the generator makes
//! names.

mod documents;
mod words;

pub use documents::documents;
pub use words::Words;
