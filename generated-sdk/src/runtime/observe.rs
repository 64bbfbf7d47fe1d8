//! What others may see of calls: a span for each call and for each of its attempts.
//!
//! Without the feature `tracing` nothing is recorded, and nothing is left of it in the code.

#[cfg(feature = "tracing")]
mod recorded;
#[cfg(feature = "tracing")]
mod spans;
#[cfg(feature = "tracing")]
pub(super) use self::recorded::Recorded;
#[cfg(feature = "tracing")]
pub(super) use self::spans::Observed;

#[cfg(not(feature = "tracing"))]
mod silence;
#[cfg(not(feature = "tracing"))]
pub(super) use self::silence::{Observed, Recorded};
