//! Documents with strings that try to become something else: code, attributes, manifest tables, files
//! elsewhere, commands to a terminal.
//!
//! Each payload is put into each place for a string, one at a time. Either the document is rejected with a
//! position, or the crate is the same as with a harmless string there.

mod crates;
mod doctests;
mod files;
mod reports;
mod texts;
mod tokens;
