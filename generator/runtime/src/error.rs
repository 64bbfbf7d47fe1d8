//! The one error of every call.
//!
//! Small and opaque. It shows neither keys, headers nor the query: its text and its `Debug` are safe to log.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use super::decode_error::DecodeError;
use super::headers::Headers;
use super::rate_limit::RateLimit;
use super::response::{ErrorResponse, ResponseParts, one_line};

/// The kind of the error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client is not set up for this: a missing key, a bad base URL.
    Config,
    /// The request cannot be sent as it is: a value that is missing or not allowed. Nothing was sent.
    InvalidRequest,
    /// The connection to the server failed. Nothing was sent.
    Connect,
    /// It took too long. The server may have done its part.
    Timeout,
    /// The connection broke. The server may have done its part.
    Transport,
    /// The status of the response is not a success.
    Status,
    /// The response is a success, but does not match the API description.
    Decode,
    /// The response is larger than the limit.
    TooLarge,
    /// A token provider returned an error. Nothing was sent.
    Credential,
    /// A middleware returned an error. The request may have been sent.
    Middleware,
}

/// The typed body of an operation's errors, chosen by status. Generated enums implement it.
pub trait ErrorBody: Sized {
    /// The operation whose errors these are.
    const OPERATION: &'static str;

    /// Reads the body, if the document gives one for this status.
    fn from_response(response: &ErrorResponse) -> Option<Result<Self, DecodeError>>;
}

/// Why a call failed.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    message: String,
    operation: Option<&'static str>,
    response: Option<ResponseParts>,
    decode: Option<DecodeError>,
    source: Option<Box<dyn StdError + Send + Sync>>,
    attempts: u32,
    elapsed: Duration,
    retry_after: Option<Duration>,
    sent: bool,
}

impl Error {
    pub(super) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        let sent = !matches!(
            kind,
            ErrorKind::Config | ErrorKind::InvalidRequest | ErrorKind::Connect | ErrorKind::Credential
        );
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            operation: None,
            response: None,
            decode: None,
            source: None,
            attempts: 0,
            elapsed: Duration::ZERO,
            retry_after: None,
            sent,
        }))
    }

    /// The error of a [`Middleware`](super::Middleware). Its text, and that of the cause, must not hold a secret.
    pub fn middleware(cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        let cause = cause.into();
        Self::new(ErrorKind::Middleware, one_line(&cause.to_string())).with_source(cause)
    }

    pub(super) fn config(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Config, message)
    }

    pub(super) fn invalid(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::InvalidRequest, message)
    }

    pub(super) fn with_operation(mut self, operation: &'static str) -> Self {
        self.0.operation = Some(operation);
        self
    }

    pub(super) fn with_response(mut self, response: ResponseParts) -> Self {
        self.0.response = Some(response);
        self
    }

    pub(super) fn with_decode(mut self, decode: DecodeError) -> Self {
        self.0.decode = Some(decode);
        self
    }

    pub(super) fn with_source(mut self, source: Box<dyn StdError + Send + Sync>) -> Self {
        self.0.source = Some(source);
        self
    }

    pub(super) fn with_retry_after(mut self, retry_after: Option<Duration>) -> Self {
        self.0.retry_after = retry_after;
        self
    }

    pub(super) fn with_progress(mut self, attempts: u32, elapsed: Duration, sent_before: bool) -> Self {
        self.0.attempts = attempts;
        self.0.elapsed = elapsed;
        self.0.sent |= sent_before;
        self
    }

    /// The kind of the error.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The operation that was called, by its name in the document.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation
    }

    /// Returns the response of the server, if there was one.
    #[must_use]
    pub fn response(&self) -> Option<&ErrorResponse> {
        self.0.response.as_ref()
    }

    /// Returns the status code of the response.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.response().map(ResponseParts::status)
    }

    /// Returns the headers of the response.
    #[must_use]
    pub fn headers(&self) -> Option<&Headers> {
        self.response().map(ResponseParts::headers)
    }

    /// Returns the server's id of this request, for support.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.response().and_then(ResponseParts::request_id)
    }

    /// Returns the rate limit, if the response reports it.
    #[must_use]
    pub fn rate_limit(&self) -> Option<RateLimit> {
        self.response().and_then(ResponseParts::rate_limit)
    }

    /// Returns the body of the response as text.
    #[must_use]
    pub fn text(&self) -> Option<Cow<'_, str>> {
        self.response().map(ResponseParts::text)
    }

    /// Returns the body of the response.
    #[must_use]
    pub fn bytes(&self) -> Option<&[u8]> {
        self.response().map(ResponseParts::bytes)
    }

    /// Returns the number of attempts.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Returns the duration of the call, including all attempts.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed
    }

    /// Returns how long the server asks to wait before a retry.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Returns the path of the value in the response that could not be decoded.
    #[must_use]
    pub fn decode_path(&self) -> Option<String> {
        self.0.decode.as_ref().map(DecodeError::path)
    }

    /// The typed body: `None` if this is the error of another operation, if the document gives no body for
    /// this status, or if the body is not what the document says. [`Self::text`] has it in any case.
    #[must_use]
    pub fn body<E: ErrorBody>(&self) -> Option<E> {
        if self.0.kind != ErrorKind::Status || self.0.operation != Some(E::OPERATION) {
            return None;
        }
        E::from_response(self.response()?)?.ok()
    }

    /// Returns whether the status is 404.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.has_status(404)
    }

    /// Returns whether the status is 409.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        self.has_status(409)
    }

    /// Returns whether the status is 429.
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.has_status(429)
    }

    /// Returns whether the status is 401.
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        self.has_status(401)
    }

    /// Returns whether the status is 403.
    #[must_use]
    pub fn is_forbidden(&self) -> bool {
        self.has_status(403)
    }

    /// Returns whether the status is 500 or higher.
    #[must_use]
    pub fn is_server_error(&self) -> bool {
        self.0.kind == ErrorKind::Status && self.status().is_some_and(|status| status >= 500)
    }

    /// It took too long.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.0.kind == ErrorKind::Timeout
    }

    /// There was no connection.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.0.kind == ErrorKind::Connect
    }

    /// Returns whether the response does not match the API description.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        self.0.kind == ErrorKind::Decode
    }

    /// The request cannot be sent as it is.
    #[must_use]
    pub fn is_invalid_request(&self) -> bool {
        self.0.kind == ErrorKind::InvalidRequest
    }

    /// The client is not set up for this.
    #[must_use]
    pub fn is_config(&self) -> bool {
        self.0.kind == ErrorKind::Config
    }

    /// Returns whether the same call may succeed later. For whether it is safe to repeat it, see
    /// [`Self::may_have_been_sent`].
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self.0.kind {
            ErrorKind::Connect | ErrorKind::Timeout | ErrorKind::Transport => true,
            ErrorKind::Status => self
                .status()
                .is_some_and(|status| matches!(status, 408 | 429 | 500 | 502 | 503 | 504)),
            _ => false,
        }
    }

    /// Returns whether the server may have received the request. `false` is certain.
    #[must_use]
    pub fn may_have_been_sent(&self) -> bool {
        self.0.sent
    }

    fn has_status(&self, status: u16) -> bool {
        self.0.kind == ErrorKind::Status && self.status() == Some(status)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.0.operation {
            write!(f, "{operation}: ")?;
        }
        f.write_str(&self.0.message)
    }
}

/// Only what is safe to log: no body, no sensitive header.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &self.0;
        let mut out = f.debug_struct("Error");
        out.field("kind", &inner.kind).field("message", &inner.message);
        if let Some(operation) = inner.operation {
            out.field("operation", &operation);
        }
        if let Some(response) = &inner.response {
            out.field("response", response);
        }
        if let Some(source) = &inner.source {
            out.field("source", source);
        }
        out.field("attempts", &inner.attempts)
            .field("elapsed", &inner.elapsed)
            .finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        if let Some(decode) = &self.0.decode {
            return Some(decode);
        }
        self.0
            .source
            .as_deref()
            .map(|source| source as &(dyn StdError + 'static))
    }
}
