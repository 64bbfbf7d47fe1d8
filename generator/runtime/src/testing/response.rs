//! The scripted responses of a [`MockTransport`](super::MockTransport).

use std::future::pending;
use std::time::Duration;

use super::super::headers::Headers;
use super::super::json::Json;
use super::super::transport::{BoxFuture, HttpResponse, ReadBody, TransportError, TransportErrorKind};

/// A scripted response, or a fault in place of one.
#[derive(Clone, Debug)]
pub struct MockResponse {
    head: Result<(u16, Headers), (TransportErrorKind, &'static str)>,
    body: Vec<u8>,
    ending: Ending,
    delay: Duration,
}

/// How a body ends.
#[derive(Clone, Copy, Debug)]
enum Ending {
    Whole,
    /// The connection breaks.
    Reset,
    /// Nothing comes any more.
    Stall,
}

impl MockResponse {
    /// Creates a response with a JSON body.
    #[must_use]
    pub fn json<T: Json>(status: u16, value: &T) -> Self {
        Self::new(status, "application/json", value.to_json().to_string())
    }

    /// Creates a response with a body of a media type.
    #[must_use]
    pub fn new(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        let mut response = Self::empty(status).header("Content-Type", content_type);
        response.body = body.into();
        response
    }

    /// Creates a response without a body.
    #[must_use]
    pub fn empty(status: u16) -> Self {
        Self {
            head: Ok((status, Headers::new())),
            body: Vec::new(),
            ending: Ending::Whole,
            delay: Duration::ZERO,
        }
    }

    /// Creates a failure to connect: the server does not receive the request.
    #[must_use]
    pub fn connect_error() -> Self {
        Self::fault(TransportErrorKind::Connect, "connection refused")
    }

    /// Creates a connection that breaks before the response.
    #[must_use]
    pub fn reset() -> Self {
        Self::fault(TransportErrorKind::Other, "connection reset")
    }

    /// The HTTP client gives up waiting.
    #[must_use]
    pub fn timeout() -> Self {
        Self::fault(TransportErrorKind::Timeout, "timed out")
    }

    fn fault(kind: TransportErrorKind, message: &'static str) -> Self {
        Self {
            head: Err((kind, message)),
            ..Self::empty(0)
        }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        if let Ok((_, headers)) = &mut self.head {
            headers.append(name, value.into());
        }
        self
    }

    /// Sets the delay before the response or the fault.
    #[must_use]
    pub fn delay(mut self, time: Duration) -> Self {
        self.delay = time;
        self
    }

    /// The connection breaks after so many bytes of the body.
    #[must_use]
    pub fn reset_after(mut self, bytes: usize) -> Self {
        self.body.truncate(bytes);
        self.ending = Ending::Reset;
        self
    }

    /// After so many bytes of the body nothing comes any more, and the connection stays open.
    #[must_use]
    pub fn stall_after(mut self, bytes: usize) -> Self {
        self.body.truncate(bytes);
        self.ending = Ending::Stall;
        self
    }

    /// Returns the response, after the delay.
    pub(super) async fn give(self) -> Result<HttpResponse, TransportError> {
        tokio::time::sleep(self.delay).await;
        let (status, headers) = self
            .head
            .map_err(|(kind, message)| TransportError::new(kind, message))?;
        let body = Body {
            bytes: Some(self.body),
            ending: self.ending,
        };
        Ok(HttpResponse::streaming(status, headers, body))
    }
}

struct Body {
    bytes: Option<Vec<u8>>,
    ending: Ending,
}

impl ReadBody for Body {
    fn read<'a>(&'a mut self, buffer: &'a mut Vec<u8>) -> BoxFuture<'a, Result<bool, TransportError>> {
        let bytes = self.bytes.take();
        let ending = self.ending;
        Box::pin(async move {
            if let Some(bytes) = bytes.filter(|bytes| !bytes.is_empty()) {
                buffer.extend_from_slice(&bytes);
                return Ok(true);
            }
            match ending {
                Ending::Whole => Ok(false),
                Ending::Reset => Err(TransportError::new(TransportErrorKind::Other, "connection reset")),
                Ending::Stall => pending().await,
            }
        })
    }
}
