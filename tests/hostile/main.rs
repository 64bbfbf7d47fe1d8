//! Documents whose texts would like to be something else: code, attributes, tables of the manifest, files elsewhere,
//! commands to a terminal.
//!
//! Each payload is put into each place for a text, one at a time. The document is refused at a place, or the crate is
//! what a harmless text there makes of it.

mod crates;
mod doctests;
mod files;
mod reports;
mod texts;
mod tokens;
