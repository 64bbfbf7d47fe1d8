//! Tracing of calls: a span for each call and for each of its attempts.
//!
//! Without the feature `tracing` nothing of it is compiled.

#[cfg(feature = "tracing")]
mod recorded;
#[cfg(feature = "tracing")]
mod spans;
#[cfg(feature = "tracing")]
pub(super) use self::recorded::Recorded;
#[cfg(feature = "tracing")]
pub(super) use self::spans::Observed;

#[cfg(not(feature = "tracing"))]
mod disabled;
#[cfg(not(feature = "tracing"))]
pub(super) use self::disabled::{Observed, Recorded};
