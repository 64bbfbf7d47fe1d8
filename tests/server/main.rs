//! The test servers follow the rules of the document and of HTTP.
//!
//! They are tested over plain TCP, because a client library would hide violations.

mod client;
mod list;
mod lookup;
mod recorder;
mod service;
mod write;
