//! The response of the server, before and after it is decoded.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::time::{Duration, SystemTime};

use serde_json::Value;

use super::decode_error::DecodeError;
use super::headers::Headers;
use super::json::{BorrowedValue, Json};
use super::rate_limit::RateLimit;

/// A complete response of the server, not decoded.
#[derive(Clone)]
pub struct ResponseParts {
    pub(super) status: u16,
    pub(super) headers: Headers,
    pub(super) body: Vec<u8>,
}

/// The response of an error.
pub type ErrorResponse = ResponseParts;

/// The response of a success.
pub type SuccessResponse = ResponseParts;

impl ResponseParts {
    /// Returns the status code.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Returns the headers.
    #[must_use]
    pub fn headers(&self) -> &Headers {
        &self.headers
    }

    /// The `Content-Type`.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.headers.get("content-type")
    }

    /// Returns whether the media type is this one. Parameters such as `charset` are ignored.
    #[must_use]
    pub fn is_content_type(&self, media_type: &str) -> bool {
        self.content_type()
            .and_then(|value| value.split(';').next())
            .is_some_and(|value| value.trim().eq_ignore_ascii_case(media_type))
    }

    /// The body.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.body
    }

    /// The body as text. What is not UTF-8 is replaced.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }

    /// The body as a JSON value.
    pub fn value(&self) -> Result<Value, DecodeError> {
        serde_json::from_str(self.json_text()?).map_err(|error| self.no_json(&error))
    }

    /// The body as the text that JSON is. To check it whole is faster than to check each string in it.
    fn json_text(&self) -> Result<&str, DecodeError> {
        let body = self.body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&self.body);
        if body.iter().all(u8::is_ascii_whitespace) {
            return Err(DecodeError::new("expected JSON, found an empty body"));
        }
        str::from_utf8(body).map_err(|error| self.no_json(&error))
    }

    fn no_json(&self, error: &dyn fmt::Display) -> DecodeError {
        let content_type = self
            .content_type()
            .map_or_else(|| "no content type".to_owned(), one_line);
        let coding = self
            .headers
            .get("content-encoding")
            .filter(|coding| *coding != "identity");
        let coding = coding.map(|coding| format!(", in {}, which was not asked for", one_line(coding)));
        DecodeError::new(format!(
            "expected JSON, found something else ({content_type}{}): {error}",
            coding.unwrap_or_default()
        ))
    }

    /// Returns the error of a response whose status is not documented.
    #[must_use]
    pub fn undocumented(&self) -> DecodeError {
        DecodeError::new(format!(
            "the document does not describe the status {}",
            self.status
        ))
    }

    /// The body, decoded from JSON.
    pub fn json<T: Json>(&self) -> Result<T, DecodeError> {
        let value = BorrowedValue::parse(self.json_text()?).map_err(|error| self.no_json(&error))?;
        T::from_borrowed(value)
    }

    /// Returns the rate limit, if the response reports it.
    #[must_use]
    pub fn rate_limit(&self) -> Option<RateLimit> {
        RateLimit::read(&self.headers, SystemTime::now())
    }

    /// Returns the server's id of this request, for support. It is shown, so an id that contains a credential is left
    /// out.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }
}

fn request_id(headers: &Headers) -> Option<&str> {
    ["x-request-id", "request-id", "x-correlation-id"]
        .into_iter()
        .filter(|name| !headers.is_sensitive(name))
        .find_map(|name| headers.get(name))
}

/// Shortens a text of the server to one line without control characters.
pub(super) fn one_line(text: &str) -> String {
    const LONGEST: usize = 200;
    let mut line: String = text
        .chars()
        .take(LONGEST)
        .map(|c| {
            if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}') {
                ' '
            } else {
                c
            }
        })
        .collect();
    if text.chars().nth(LONGEST).is_some() {
        line.push('…');
    }
    line
}

/// The body may hold anything, so only its length is shown.
impl fmt::Debug for ResponseParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseParts")
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("body_bytes", &self.body.len())
            .finish()
    }
}

/// A decoded response with its status and headers.
#[derive(Clone, Debug)]
pub struct Response<T> {
    pub(super) value: T,
    pub(super) status: u16,
    pub(super) headers: Headers,
    pub(super) attempts: u32,
    pub(super) elapsed: Duration,
}

impl<T> Response<T> {
    /// The decoded value.
    #[must_use]
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The decoded value.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.value
    }

    /// Returns the status code.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Returns the headers.
    #[must_use]
    pub fn headers(&self) -> &Headers {
        &self.headers
    }

    /// Returns the server's id of this request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    /// Returns the rate limit, if the response reports it.
    #[must_use]
    pub fn rate_limit(&self) -> Option<RateLimit> {
        RateLimit::read(&self.headers, SystemTime::now())
    }

    /// Returns the number of attempts.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Returns the duration of the call, including all attempts.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// Converts the value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        Response {
            value: change(self.value),
            status: self.status,
            headers: self.headers,
            attempts: self.attempts,
            elapsed: self.elapsed,
        }
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}
