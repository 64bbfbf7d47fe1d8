//! The response of a call before it is decoded.

use std::time::Duration;

use super::client::Client;
use super::decode_error::DecodeError;
use super::error::{Error, ErrorKind};
use super::response::{Response, ResponseParts};
use super::transport::ReadBody;

/// A successful response that is not decoded yet.
pub(super) struct UndecodedResponse {
    pub(super) client: Client,
    pub(super) operation: &'static str,
    pub(super) parts: ResponseParts,
    /// The body, where only the head was read.
    pub(super) unread: Option<Box<dyn ReadBody>>,
    pub(super) attempts: u32,
    pub(super) elapsed: Duration,
}

impl UndecodedResponse {
    pub(super) fn decode<T>(
        self,
        decode: fn(&ResponseParts) -> Result<T, DecodeError>,
    ) -> Result<Response<T>, Error> {
        match decode(&self.parts) {
            Ok(value) => Ok(self.with_value(value)),
            Err(problem) => Err(self.undecodable(problem)),
        }
    }

    pub(super) fn parts(&self) -> &ResponseParts {
        &self.parts
    }

    /// The response with the value that was decoded from it.
    pub(super) fn with_value<T>(self, value: T) -> Response<T> {
        Response {
            value,
            status: self.parts.status,
            headers: self.parts.headers,
            attempts: self.attempts,
            elapsed: self.elapsed,
        }
    }

    /// The error of a response that does not match the document.
    pub(super) fn undecodable(self, problem: DecodeError) -> Error {
        let problem = problem.redacted(|text| self.client.redact(text));
        let message = format!("cannot decode the response ({}): {problem}", self.parts.status);
        Error::new(ErrorKind::Decode, message)
            .with_operation(self.operation)
            .with_decode(problem)
            .with_response(self.parts)
            .with_progress(self.attempts, self.elapsed, true)
    }
}
