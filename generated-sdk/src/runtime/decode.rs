//! Decoders of the body of a successful response. A generated operation names one of these.

use super::decode_error::DecodeError;
use super::json::Json;
use super::response::ResponseParts;

/// A type that is chosen by the status or the content type of the response.
pub trait FromResponse: Sized {
    /// Decodes the type from a response.
    fn from_response(response: &ResponseParts) -> Result<Self, DecodeError>;
}

/// Decodes a JSON body.
pub fn json<T: Json>(response: &ResponseParts) -> Result<T, DecodeError> {
    response.json()
}

/// Decodes a text body.
#[allow(clippy::unnecessary_wraps, reason = "all decoders have one signature")]
pub fn text(response: &ResponseParts) -> Result<String, DecodeError> {
    Ok(response.text().into_owned())
}

/// Returns the bytes of the body.
#[allow(clippy::unnecessary_wraps, reason = "all decoders have one signature")]
pub fn bytes(response: &ResponseParts) -> Result<Vec<u8>, DecodeError> {
    Ok(response.bytes().to_vec())
}

/// Ignores the body.
#[allow(clippy::unnecessary_wraps, reason = "all decoders have one signature")]
pub fn empty(_response: &ResponseParts) -> Result<(), DecodeError> {
    Ok(())
}

/// Decodes the type that the status or the content type selects.
pub fn by_status<T: FromResponse>(response: &ResponseParts) -> Result<T, DecodeError> {
    T::from_response(response)
}
