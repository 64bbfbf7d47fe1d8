//! How a value finds its alternative in a union.
//!
//! With a discriminator by [`tag`], without one by [`best`].

use std::cell::Cell;

use serde_json::Value;

use super::decode_error::DecodeError;
use super::json::Json;

/// The decoder of one alternative.
pub type Alternative<T> = fn(Value) -> Result<T, DecodeError>;

/// The text of a discriminator, if the value is an object that has it as text, a number or a boolean.
///
/// It is a copy, so that the value can be given away while the tag is looked at.
#[must_use]
pub fn tag(value: &Value, name: &str) -> Option<String> {
    match value.get(name)? {
        Value::String(text) => Some(text.clone()),
        scalar @ (Value::Number(_) | Value::Bool(_)) => Some(scalar.to_string()),
        _ => None,
    }
}

/// The limit of union reads for each value within the outermost union. Alternatives that contain the same union,
/// and all fit, would be tried over and over: twice as often with each level of a response.
const READINGS_FOR_EACH_VALUE: usize = 64;

/// The number of reads that are always allowed.
const READINGS: usize = 4096;

thread_local! {
    /// The remaining union reads within the outermost union. `None` outside of any.
    static LEFT: Cell<Option<usize>> = const { Cell::new(None) };
}

/// Stands for the outermost union, which is over when this is dropped.
struct Outermost;

impl Drop for Outermost {
    fn drop(&mut self) {
        LEFT.set(None);
    }
}

/// Counts the values in this one, including itself.
fn count(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(count).fold(1, usize::saturating_add),
        Value::Object(fields) => fields.values().map(count).fold(1, usize::saturating_add),
        _ => 1,
    }
}

/// The alternative that decodes and leaves the fewest properties without a name; of equals the first.
/// None where unions within unions were tried too often.
pub fn best<T: Json>(value: &Value, alternatives: &[Alternative<T>]) -> Option<T> {
    let _outermost = match LEFT.get() {
        None => {
            let more = count(value).saturating_mul(READINGS_FOR_EACH_VALUE);
            LEFT.set(Some(more.saturating_add(READINGS)));
            Some(Outermost)
        }
        Some(left) => {
            LEFT.set(Some(left.checked_sub(1)?));
            None
        }
    };
    let mut best: Option<(usize, T)> = None;
    for decode in alternatives {
        let Ok(decoded) = decode(value.clone()) else {
            continue;
        };
        let unknown = decoded.unknown_fields();
        if unknown == 0 {
            return Some(decoded);
        }
        if best.as_ref().is_none_or(|(fewest, _)| unknown < *fewest) {
            best = Some((unknown, decoded));
        }
    }
    best.map(|(_, decoded)| decoded)
}
