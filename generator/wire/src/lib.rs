//! The vocabulary of HTTP APIs that the stages share. Knows no document, no model and no Rust.

pub mod media_type;
