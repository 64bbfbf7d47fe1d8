//! How the body of a success answer becomes a value. A generated operation names one of these.

use super::decode_error::DecodeError;
use super::json::Json;
use super::response::ResponseParts;

/// A type that is chosen by the status or the content type of the answer.
pub trait FromResponse: Sized {
    /// Reads the type from an answer.
    fn from_response(response: &ResponseParts) -> Result<Self, DecodeError>;
}

/// The body is JSON.
pub fn json<T: Json>(response: &ResponseParts) -> Result<T, DecodeError> {
    response.json()
}

/// The body is text.
#[allow(clippy::unnecessary_wraps, reason = "all decoders have one signature")]
pub fn text(response: &ResponseParts) -> Result<String, DecodeError> {
    Ok(response.text().into_owned())
}

/// The body is bytes.
#[allow(clippy::unnecessary_wraps, reason = "all decoders have one signature")]
pub fn bytes(response: &ResponseParts) -> Result<Vec<u8>, DecodeError> {
    Ok(response.bytes().to_vec())
}

/// There is no body. One that is there all the same does no harm.
#[allow(clippy::unnecessary_wraps, reason = "all decoders have one signature")]
pub fn empty(_response: &ResponseParts) -> Result<(), DecodeError> {
    Ok(())
}

/// The status or the content type chooses.
pub fn by_status<T: FromResponse>(response: &ResponseParts) -> Result<T, DecodeError> {
    T::from_response(response)
}
