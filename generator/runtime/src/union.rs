//! How a value finds its alternative in a union.
//!
//! With a discriminator by [`tag`], without one by [`best`].

use serde_json::Value;

use super::decode_error::DecodeError;
use super::json::Json;

/// How one alternative is read.
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

/// The alternative that decodes and leaves the fewest properties without a name; of equals the first.
pub fn best<T: Json>(value: &Value, alternatives: &[Alternative<T>]) -> Option<T> {
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
