//! Non-finite numbers, detected while a value is written.
//!
//! A [`Value`] cannot hold infinity or not-a-number, so one that is written becomes null. No request may carry that
//! null: the writer of such a number records it, and each container around it adds its step to the path. A value
//! is written without interruption, so the record is thread-local.

use std::cell::Cell;

use serde_json::Value;

use super::super::decode_error::DecodeError;

thread_local! {
    /// The first non-finite number of the current value, with its path so far.
    static FOUND: Cell<Option<DecodeError>> = const { Cell::new(None) };
}

/// Writes a value, and returns the first non-finite number in it.
pub(in super::super) fn watch(write: impl FnOnce() -> Value) -> (Value, Option<DecodeError>) {
    let around = FOUND.take();
    let value = write();
    (value, FOUND.replace(around))
}

/// Records a non-finite number.
pub(super) fn note() {
    let found = FOUND.take();
    FOUND.set(found.or_else(|| Some(DecodeError::new("is not a finite number"))));
}

/// Writes a part of a value. `step` adds the name or index of the part to the path.
pub(in super::super) fn within(
    write: impl FnOnce() -> Value,
    step: impl FnOnce(DecodeError) -> DecodeError,
) -> Value {
    let (value, found) = watch(write);
    if let Some(found) = found {
        let before = FOUND.take();
        FOUND.set(before.or_else(|| Some(step(found))));
    }
    value
}
