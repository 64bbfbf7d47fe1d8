//! What generated types implement to be read from JSON and written to it.
//!
//! All of it goes through [`Value`], so that nearly nothing is generic. It knows nothing of HTTP.

mod compound;
mod endless;
mod scalar;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
pub use serde_json::Value;

pub(super) use self::compound::decode_map;
pub(super) use self::endless::{watch, within};
use super::decode_error::DecodeError;

/// A type that is read from a JSON value and written to one.
pub trait Json: Sized {
    /// Reads the type from a value.
    fn from_json(value: Value) -> Result<Self, DecodeError>;

    /// Writes the whole value: reading it back gives the same.
    fn to_json(&self) -> Value;

    /// Writes the value as a request carries it: read-only fields are left out.
    fn to_request_json(&self) -> Value {
        self.to_json()
    }

    /// How many properties of the value its type does not name, in all its parts. An undiscriminated union
    /// takes the alternative with the fewest.
    fn unknown_fields(&self) -> usize {
        0
    }
}

/// Serializes a [`Json`] type with any serde format.
pub fn serialize<T: Json, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    value.to_json().serialize(serializer)
}

/// Deserializes a [`Json`] type from any serde format that describes itself.
pub fn deserialize<'de, T: Json, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::from_json(Value::deserialize(deserializer)?).map_err(serde::de::Error::custom)
}

/// Reads a text in the way of another library, whose error may repeat the text and so is not kept.
pub fn parse_text<T>(
    value: &Value,
    expected: &str,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Result<T, DecodeError> {
    let Value::String(text) = value else {
        return Err(DecodeError::expected(expected, value));
    };
    parse(text.trim()).ok_or_else(|| DecodeError::new(format!("expected {expected}, found another text")))
}
