//! The test servers keep the rules of the document and of HTTP.
//!
//! They are driven over bare TCP: a client library would hide what a rule is about.

mod client;
mod list;
mod lookup;
mod recorder;
mod service;
mod write;
