//! Numbers that JSON does not have, noticed while a value is written.
//!
//! A [`Value`] cannot hold infinity or not-a-number, so one that is written becomes null. No request may carry that
//! null in its place: who writes such a number notes it, and each container around it adds its step to the path. A value
//! is written in one go, so the note is a thread's own.

use std::cell::Cell;

use serde_json::Value;

use super::super::decode_error::DecodeError;

thread_local! {
    /// The first such number of the value that is being written, with its path so far.
    static FOUND: Cell<Option<DecodeError>> = const { Cell::new(None) };
}

/// Writes a value, and tells the first number in it that JSON does not have.
pub(in super::super) fn watch(write: impl FnOnce() -> Value) -> (Value, Option<DecodeError>) {
    let around = FOUND.take();
    let value = write();
    (value, FOUND.replace(around))
}

/// Notes a number that JSON does not have.
pub(super) fn note() {
    let found = FOUND.take();
    FOUND.set(found.or_else(|| Some(DecodeError::new("is not a finite number"))));
}

/// Writes a part of a value, which lies in the rest by a step.
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
