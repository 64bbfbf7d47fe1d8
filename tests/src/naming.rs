//! An obstacle course of names: documents that give each word that means something to Rust, to the runtime or to the
//! generated crate to everything that a document names.
//!
//! What comes of them must compile without a warning. Knows nothing of how names are made.

mod documents;
mod words;

pub use documents::documents;
pub use words::{short_words, words};
