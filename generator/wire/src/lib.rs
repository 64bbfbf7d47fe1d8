//! The vocabulary of HTTP APIs that the stages share: formats and media types. Knows no document, no model and no Rust.

mod format;
pub mod media_type;

pub use format::Format;
