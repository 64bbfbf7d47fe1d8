//! What the tests stand on: servers on loopback, and the crates that the fixtures become.
//!
//! The servers, the identities service in memory and one that records bare requests, listen on a port of
//! their own and stop when they are dropped. They know nothing of the generated crates, so that the two
//! can disagree.

// The runtime as generated crates carry it: a module of the crate, which says itself what it is.
#[path = "../../generator/runtime/src/lib.rs"]
pub mod runtime;

/// The valid fixtures, each a module: what the snapshots show is what is compiled here.
#[allow(
    deprecated,
    clippy::doc_markdown,
    clippy::large_enum_variant,
    clippy::module_inception,
    clippy::needless_pass_by_value,
    clippy::match_overlapping_arm,
    clippy::struct_field_names,
    reason = "the manifest of a generated crate allows these, and says why"
)]
pub mod fixtures {
    include!(concat!(env!("OUT_DIR"), "/fixtures.rs"));
}

pub mod calls;
pub mod compile_checks;
pub mod hostile;
pub mod identities_server;
pub mod recording_server;
pub mod round_trip;
mod wire;

pub use wire::{CannedReply, RecordedRequest};
