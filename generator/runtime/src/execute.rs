//! Sends a call: attempts, deadlines, and what becomes of an answer.

use std::time::{Duration, SystemTime};

use tokio::time::Instant;

use super::call::Call;
use super::client::Client;
use super::decode_error::DecodeError;
use super::error::{Error, ErrorKind};
use super::headers::Headers;
use super::options::Options;
use super::prepare::prepare;
use super::response::{Response, ResponseParts, one_line};
use super::retry::{self, Failure};
use super::transport::{HttpRequest, HttpResponse, ReadBody, TransportError, TransportErrorKind};

/// How much of an answer that is too large its error keeps.
const KEPT_OF_TOO_LARGE: usize = 4096;

/// A success that is not decoded yet.
pub(super) struct Answer {
    pub(super) client: Client,
    pub(super) operation: &'static str,
    pub(super) parts: ResponseParts,
    /// The body, where only the head was read.
    pub(super) unread: Option<Box<dyn ReadBody>>,
    pub(super) attempts: u32,
    pub(super) elapsed: Duration,
}

/// How much of an answer of success is read before the call is over.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// All of it.
    Whole,
    /// Its head. The body is the caller's to read.
    Head,
}

/// What an attempt got.
struct Exchanged {
    parts: ResponseParts,
    unread: Option<Box<dyn ReadBody>>,
}

impl Answer {
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

    /// The answer with what was decoded from it.
    pub(super) fn with_value<T>(self, value: T) -> Response<T> {
        Response {
            value,
            status: self.parts.status,
            request_id: self.parts.request_id().map(str::to_owned),
            headers: self.parts.headers,
            attempts: self.attempts,
            elapsed: self.elapsed,
        }
    }

    /// The error of an answer that is not what the document says.
    pub(super) fn undecodable(self, problem: DecodeError) -> Error {
        let message = format!("cannot decode the answer ({}): {problem}", self.parts.status);
        Error::new(ErrorKind::Decode, self.client.redact(&message))
            .with_operation(self.operation)
            .with_decode(problem)
            .with_response(self.parts)
            .with_progress(self.attempts, self.elapsed, true)
    }
}

/// What the attempts of one call share.
struct Run<'a> {
    client: &'a Client,
    options: &'a Options,
    reading: Reading,
    /// Whether a second attempt does no harm after the first was seen by the server.
    repeatable: bool,
    deadline: Option<Instant>,
}

/// Sends the call until it succeeds or may not be tried again.
pub(super) async fn run(call: Call, reading: Reading) -> Result<Answer, Error> {
    let operation = call.operation.id;
    let request = prepare(&call).map_err(|error| error.with_operation(operation))?;
    if tokio::runtime::Handle::try_current().is_err() {
        return Err(Error::config("must be called within a tokio runtime").with_operation(operation));
    }
    let started = Instant::now();
    let run = Run {
        client: &call.client,
        options: &call.options,
        reading,
        repeatable: call.idempotent || call.options.retry_unsafe || retry::is_idempotent(&request.method),
        deadline: started.checked_add(call.options.timeout),
    };
    let mut attempts = 0;
    let mut sent = false;
    loop {
        attempts += 1;
        let error = match run.attempt(request.clone()).await {
            Ok(Exchanged { parts, unread }) => {
                run.client.shared.budget.give();
                return Ok(Answer {
                    client: call.client.clone(),
                    operation,
                    parts,
                    unread,
                    attempts,
                    elapsed: started.elapsed(),
                });
            }
            Err(error) => error,
        };
        sent |= error.may_have_been_sent();
        match run.pause_before_retry(&error, attempts) {
            Some(pause) => tokio::time::sleep(pause).await,
            None => {
                return Err(error
                    .with_operation(operation)
                    .with_progress(attempts, started.elapsed(), sent));
            }
        }
    }
}

impl Run<'_> {
    /// How long to wait for the next attempt, if there is one.
    fn pause_before_retry(&self, error: &Error, attempts: u32) -> Option<Duration> {
        if attempts > self.options.max_retries {
            return None;
        }
        let failure = Failure {
            kind: error.kind(),
            response: error.response(),
            retry_after: error.retry_after(),
        };
        let pause = retry::pause(&failure, self.repeatable, attempts, fastrand::f64())?;
        let left = self
            .deadline
            .map_or(Duration::MAX, |deadline| deadline.duration_since(Instant::now()));
        // The wait must leave time for the attempt after it.
        (pause < left && self.client.shared.budget.take()).then_some(pause)
    }

    /// One attempt, within its own limit and that of the call.
    async fn attempt(&self, request: HttpRequest) -> Result<Exchanged, Error> {
        let own = self
            .options
            .attempt_timeout
            .and_then(|timeout| Instant::now().checked_add(timeout));
        let limit = match (own, self.deadline) {
            (Some(own), Some(deadline)) => Some(own.min(deadline)),
            (own, deadline) => own.or(deadline),
        };
        let Some(limit) = limit else {
            return self.exchange(request).await;
        };
        match tokio::time::timeout_at(limit, self.exchange(request)).await {
            Ok(result) => result,
            Err(_) if self.deadline == Some(limit) => Err(Error::new(
                ErrorKind::Timeout,
                format!("no whole answer within {:?}", self.options.timeout),
            )),
            Err(_) => Err(Error::new(
                ErrorKind::Timeout,
                "no whole answer within the timeout of one attempt",
            )),
        }
    }

    /// Sends the request and reads the answer: an error always to its end.
    async fn exchange(&self, request: HttpRequest) -> Result<Exchanged, Error> {
        // The length in the answer to HEAD is that of a body which is not there.
        let bodiless = request.method == "HEAD";
        let mut response = self
            .client
            .shared
            .transport
            .send(request)
            .await
            .map_err(|error| self.failed(error))?;
        let is_success = (200..300).contains(&response.status);
        let mut body = Vec::new();
        let read = if bodiless || (is_success && self.reading == Reading::Head) {
            Ok(())
        } else {
            self.read_body(&mut response, &mut body).await
        };
        let mut parts = ResponseParts {
            status: response.status,
            headers: response.headers,
            body,
        };
        match read {
            Ok(()) if is_success => Ok(Exchanged {
                parts,
                unread: (self.reading == Reading::Head).then_some(response.body),
            }),
            Ok(()) => Err(self.status_error(parts)),
            Err(error) => {
                parts.body.truncate(KEPT_OF_TOO_LARGE);
                Err(error.with_response(parts))
            }
        }
    }

    async fn read_body(&self, response: &mut HttpResponse, body: &mut Vec<u8>) -> Result<(), Error> {
        let limit = self.options.max_response_bytes;
        let too_large = || {
            Error::new(
                ErrorKind::TooLarge,
                format!("the answer is larger than {limit} bytes"),
            )
        };
        if announced_length(&response.headers).is_some_and(|length| length > limit) {
            return Err(too_large());
        }
        loop {
            let more = match tokio::time::timeout(self.options.stall_timeout, response.body.read(body)).await
            {
                Ok(result) => result.map_err(|error| self.failed(error))?,
                Err(_) => {
                    return Err(Error::new(
                        ErrorKind::Timeout,
                        "the answer stopped before its end",
                    ));
                }
            };
            if body.len() > limit {
                return Err(too_large());
            }
            if !more {
                return Ok(());
            }
        }
    }

    fn failed(&self, error: TransportError) -> Error {
        transport_failure(self.client, error)
    }

    fn status_error(&self, parts: ResponseParts) -> Error {
        let mut message = format!("the server answered {}", parts.status);
        if let Some(reason) = reason(parts.status) {
            message.push(' ');
            message.push_str(reason);
        }
        if let Some(told) = told(&parts) {
            message.push_str(": ");
            message.push_str(&one_line(&self.client.redact(&told)));
        } else if let Some(kind) = parts.content_type().filter(|_| !parts.body.is_empty()) {
            message = format!("{message} ({})", one_line(kind));
        }
        let retry_after = retry::asked_for(&parts.headers, SystemTime::now());
        Error::new(ErrorKind::Status, message)
            .with_response(parts)
            .with_retry_after(retry_after)
    }
}

/// What a failure of the transport means for a call.
pub(super) fn transport_failure(client: &Client, error: TransportError) -> Error {
    let (kind, message) = match error.kind() {
        TransportErrorKind::Connect => (ErrorKind::Connect, "cannot connect to the server"),
        TransportErrorKind::Timeout => (ErrorKind::Timeout, "the HTTP client gave up waiting"),
        TransportErrorKind::Refused => (ErrorKind::InvalidRequest, "the HTTP client refuses the request"),
        TransportErrorKind::Other => (ErrorKind::Transport, "the connection failed"),
    };
    let cause = one_line(&client.redact(&retry::innermost(&error)));
    Error::new(kind, format!("{message}: {cause}")).with_source(error.into_source())
}

fn announced_length(headers: &Headers) -> Option<usize> {
    headers.get("content-length")?.trim().parse().ok()
}

/// What the server says in the usual places of an error body.
fn told(parts: &ResponseParts) -> Option<String> {
    let value = parts.value().ok()?;
    let pointers = [
        "/message",
        "/error/message",
        "/error",
        "/detail",
        "/title",
        "/errors/0/message",
    ];
    pointers
        .into_iter()
        .find_map(|pointer| value.pointer(pointer)?.as_str())
        .map(str::to_owned)
}

fn reason(status: u16) -> Option<&'static str> {
    Some(match status {
        300..=399 => "(redirects are not followed)",
        400 => "Bad Request",
        401 => "Unauthorized",
        402 => "Payment Required",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        406 => "Not Acceptable",
        408 => "Request Timeout",
        409 => "Conflict",
        410 => "Gone",
        412 => "Precondition Failed",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        422 => "Unprocessable Content",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => return None,
    })
}
