//! What generated types implement to be read from JSON and written to it.
//!
//! All of it goes through [`Value`], so that nearly nothing is generic. It knows nothing of HTTP.

mod borrowed;
mod compound;
mod non_finite;
mod scalar;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
pub use serde_json::Value;

pub use self::borrowed::BorrowedValue;
pub(super) use self::borrowed::{Kind, Property};
pub(super) use self::compound::decode_properties;
pub(super) use self::non_finite::{watch, within};
use super::decode_error::DecodeError;

/// A type that is read from a JSON value and written to one.
///
/// Each type says how it is read in one of two ways, which stand for one another: what has parts in
/// [`Self::from_borrowed`], so that what it does not keep is never copied, all else in [`Self::from_json`].
pub trait Json: Sized {
    /// Reads the type from a value.
    fn from_json(value: Value) -> Result<Self, DecodeError> {
        Self::from_borrowed(value.into())
    }

    /// Reads the type from a value whose texts belong to something else, such as a response.
    fn from_borrowed(value: BorrowedValue<'_>) -> Result<Self, DecodeError> {
        Self::from_json(value.into_value())
    }

    /// Writes the whole value: reading it back gives the same.
    fn to_json(&self) -> Value;

    /// Writes the value as it is sent: read-only fields are left out.
    fn to_request_json(&self) -> Value {
        self.to_json()
    }

    /// Returns the number of properties that the type does not name, including nested ones. An undiscriminated union
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
