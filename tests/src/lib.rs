//! Shared parts of the tests: servers on loopback, and the crates that are generated from the fixtures.
//!
//! The in-memory identities service and the server that records raw requests listen on a port of their own
//! and stop when they are dropped. They are independent of the generated crates, so that errors in one are
//! not repeated in the other.

// The runtime as a module, as in generated crates. Its own attributes configure it.
#[path = "../../generator/runtime/src/lib.rs"]
pub mod runtime;

/// The valid fixtures, each as a module. The compiled code is the code in the snapshots.
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
pub mod naming;
pub mod recording_server;
pub mod round_trip;
mod wire;

pub use wire::{CannedReply, RecordedRequest};
