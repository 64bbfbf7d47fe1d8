//! One exchange with the server: sends a request and reads the response, or its head.
//!
//! Converts error responses to errors. Knows nothing of attempts.

use std::time::SystemTime;

use super::client::Client;
use super::error::{Error, ErrorKind};
use super::headers::Headers;
use super::middleware::{Endpoint, Next, Target};
use super::options::Options;
use super::response::{ResponseParts, one_line};
use super::retry;
use super::transport::{BoxFuture, HttpRequest, HttpResponse, ReadBody, TransportError, TransportErrorKind};

/// How many bytes of a response that is too large its error keeps.
const KEPT_OF_TOO_LARGE: usize = 4096;

/// The size limit of an error response.
const LARGEST_ERROR: usize = 1024 * 1024;

/// How much of a successful response is read before the call returns.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ReadMode {
    /// All of it.
    Whole,
    /// Its head. The body is the caller's to read.
    Head,
}

/// A successful response.
pub(super) struct Exchanged {
    pub(super) parts: ResponseParts,
    /// The body, where only the head was read.
    pub(super) unread: Option<Box<dyn ReadBody>>,
}

impl From<Exchanged> for HttpResponse {
    fn from(exchanged: Exchanged) -> Self {
        let ResponseParts {
            status,
            headers,
            body,
        } = exchanged.parts;
        match exchanged.unread {
            Some(body) => Self {
                status,
                headers,
                body,
            },
            None => Self::new(status, headers, body),
        }
    }
}

/// The settings for reading responses.
#[derive(Clone, Copy)]
pub(super) struct Exchange<'a> {
    pub(super) client: &'a Client,
    pub(super) options: &'a Options,
    pub(super) reading: ReadMode,
}

/// The transport as the innermost layer.
struct Transport<'a>(&'a Client);

impl Endpoint for Transport<'_> {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, Error>> {
        Box::pin(async move {
            let sent = self.0.shared.transport.send(request).await;
            let mut response = sent.map_err(|error| transport_failure(self.0, error))?;
            // A server may repeat a credential under any name.
            response.headers.hide(&self.0.shared.credentials.secrets());
            Ok(response)
        })
    }
}

impl Exchange<'_> {
    /// Sends the request and reads the response. Error responses are always read to their end.
    pub(super) async fn send(&self, request: HttpRequest, target: Target) -> Result<Exchanged, Error> {
        // A response to HEAD has the length of a body that is not sent.
        let bodiless = request.method == "HEAD";
        let middleware = &self.client.shared.attempt_middleware;
        let transport = Transport(self.client);
        let response = Next::new(middleware, &transport, target).run(request).await?;
        self.receive(response, bodiless).await
    }

    /// Reads a response.
    pub(super) async fn receive(
        &self,
        mut response: HttpResponse,
        bodiless: bool,
    ) -> Result<Exchanged, Error> {
        let is_success = (200..300).contains(&response.status);
        let mut body = Vec::new();
        let read = if bodiless || (is_success && self.reading == ReadMode::Head) {
            Ok(())
        } else {
            let limit = self.options.max_response_bytes;
            let limit = if is_success {
                limit
            } else {
                limit.min(LARGEST_ERROR)
            };
            self.read_body(&mut response, &mut body, limit).await
        };
        let mut parts = ResponseParts {
            status: response.status,
            headers: response.headers,
            body,
        };
        match read {
            Ok(()) if is_success => Ok(Exchanged {
                parts,
                unread: (self.reading == ReadMode::Head).then_some(response.body),
            }),
            Ok(()) => Err(self.status_error(parts)),
            Err(error) => {
                parts.body.truncate(KEPT_OF_TOO_LARGE);
                Err(error.with_response(parts))
            }
        }
    }

    async fn read_body(
        &self,
        response: &mut HttpResponse,
        body: &mut Vec<u8>,
        limit: usize,
    ) -> Result<(), Error> {
        let too_large = || {
            Error::new(
                ErrorKind::TooLarge,
                format!("the response is larger than {limit} bytes"),
            )
        };
        if announced_length(&response.headers).is_some_and(|length| length > limit) {
            return Err(too_large());
        }
        loop {
            let more = match tokio::time::timeout(self.options.stall_timeout, response.body.read(body)).await
            {
                Ok(result) => result.map_err(|error| transport_failure(self.client, error))?,
                Err(_) => {
                    return Err(Error::new(
                        ErrorKind::Timeout,
                        "the response stalled before its end",
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

    fn status_error(&self, parts: ResponseParts) -> Error {
        let mut message = format!("the server responded with {}", parts.status);
        if let Some(reason) = reason(parts.status) {
            message.push(' ');
            message.push_str(reason);
        }
        if let Some(reported) = server_message(&parts) {
            message.push_str(": ");
            message.push_str(&one_line(&self.client.redact(&reported)));
        } else if let Some(kind) = parts.content_type().filter(|_| !parts.body.is_empty()) {
            message = format!("{message} ({})", one_line(&self.client.redact(kind)));
        }
        let retry_after = retry::asked_for(&parts.headers, SystemTime::now());
        Error::new(ErrorKind::Status, message)
            .with_response(parts)
            .with_retry_after(retry_after)
    }
}

/// Converts an error of the transport to the error of a call.
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

/// Returns the message of an error body, from the usual fields.
fn server_message(parts: &ResponseParts) -> Option<String> {
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
