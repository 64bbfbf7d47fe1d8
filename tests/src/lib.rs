//! What the tests stand on: servers on loopback, and the crates that the fixtures become.
//!
//! The servers, the identities service in memory and one that records bare requests, listen on a port of
//! their own and stop when they are dropped. They know nothing of the generated crates, so that the two
//! can disagree.

/// The runtime as generated crates carry it: a module of the crate.
#[path = "../../generator/runtime/src/lib.rs"]
pub mod runtime;

/// The valid fixtures, each a module: what the snapshots show is what is compiled here.
pub mod fixtures {
    include!(concat!(env!("OUT_DIR"), "/fixtures.rs"));
}

pub mod identities_server;
pub mod recording_server;
mod wire;

pub use wire::{CannedReply, RecordedRequest};
