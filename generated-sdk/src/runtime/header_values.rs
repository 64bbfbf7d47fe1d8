//! Values of response headers, decoded as the types that the document gives them.

use serde_json::Value;

use super::decode_error::DecodeError;
use super::headers::Headers;
use super::json::Json;

/// A type that is decoded from the headers of a response.
pub trait FromHeaders: Sized {
    /// Decodes the type. A missing header is not an error.
    fn from_headers(headers: &Headers) -> Result<Self, DecodeError>;
}

impl Headers {
    /// The headers that the document describes, with their types.
    ///
    /// # Errors
    ///
    /// Returns the error of a header whose value does not match its type.
    pub fn read<H: FromHeaders>(&self) -> Result<H, DecodeError> {
        H::from_headers(self)
    }
}

/// The value of a header that is a text.
pub fn text<T: Json>(headers: &Headers, name: &str) -> Result<Option<T>, DecodeError> {
    let value = headers
        .get(name)
        .map(|text| Value::String(text.trim().to_owned()));
    decode(name, value)
}

/// The value of a header that is a number or a boolean.
pub fn literal<T: Json>(headers: &Headers, name: &str) -> Result<Option<T>, DecodeError> {
    decode(name, headers.get(name).map(|text| as_literal(text.trim())))
}

/// The value of a header that is a list of texts.
pub fn texts<T: Json>(headers: &Headers, name: &str) -> Result<Option<T>, DecodeError> {
    decode(name, list(headers, name, |text| Value::String(text.to_owned())))
}

/// The value of a header that is a list of numbers or booleans.
pub fn literals<T: Json>(headers: &Headers, name: &str) -> Result<Option<T>, DecodeError> {
    decode(name, list(headers, name, as_literal))
}

/// The value of a header that is JSON.
pub fn json<T: Json>(headers: &Headers, name: &str) -> Result<Option<T>, DecodeError> {
    let parse =
        |text: &str| serde_json::from_str(text).map_err(|_| DecodeError::new("expected JSON").at(name));
    decode(name, headers.get(name).map(parse).transpose()?)
}

fn decode<T: Json>(name: &str, value: Option<Value>) -> Result<Option<T>, DecodeError> {
    let decoded = value.map(T::from_json).transpose();
    decoded.map_err(|error| error.at(name))
}

/// The elements of a list, which may come in several headers of one name (RFC 9110, section 5.3).
fn list(headers: &Headers, name: &str, element: fn(&str) -> Value) -> Option<Value> {
    headers.get(name)?;
    let elements = headers.get_all(name).flat_map(|text| text.split(','));
    let elements = elements.map(str::trim).filter(|text| !text.is_empty());
    Some(Value::Array(elements.map(element).collect()))
}

/// Parses a number or a boolean. Other values stay strings, which the type rejects.
fn as_literal(text: &str) -> Value {
    match serde_json::from_str(text) {
        Ok(value @ (Value::Number(_) | Value::Bool(_))) => value,
        _ => Value::String(text.to_owned()),
    }
}
