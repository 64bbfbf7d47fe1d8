//! The transport of requests to the server: a trait with plain types.
//!
//! Retries, credentials, timeouts and decoding are above it: a transport sends one request once.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::headers::Headers;
use super::secret::Secret;

/// A future in a box.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends one request. Redirects must not be followed: they would send the credentials to wherever the
/// response points.
pub trait HttpTransport: Send + Sync + 'static {
    /// Sends the request and returns when the head of the response has arrived.
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>>;
}

/// The connection settings of the default transport.
pub(super) struct ConnectionSettings {
    pub(super) connect_timeout: Duration,
    /// The URL of a proxy, which may hold a password.
    pub(super) proxy: Option<Secret>,
    /// In PEM.
    pub(super) root_certificates: Vec<Vec<u8>>,
}

impl Default for ConnectionSettings {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            proxy: None,
            root_certificates: Vec::new(),
        }
    }
}

/// A request, ready to be sent.
#[derive(Clone)]
pub struct HttpRequest {
    /// The method, in capitals.
    pub method: String,
    /// The whole URL, encoded. It is sent as it is.
    pub url: String,
    /// Returns the headers.
    pub headers: Headers,
    /// The body. Empty for none.
    pub body: Vec<u8>,
}

impl HttpRequest {
    /// The path of the URL as it is written.
    #[must_use]
    pub fn path(&self) -> &str {
        let authority = self.url.find("://").map_or(0, |colon| colon + 3);
        let bytes = self.url.as_bytes().iter().enumerate().skip(authority);
        let mut ends = bytes.filter(|(_, byte)| matches!(byte, b'/' | b'?' | b'#'));
        match ends.next() {
            Some((start, b'/')) => {
                let mut after = ends.filter(|(_, byte)| **byte != b'/');
                let end = after.next().map_or(self.url.len(), |(end, _)| end);
                self.url.get(start..end).unwrap_or("/")
            }
            _ => "/",
        }
    }

    /// The names and values of the query, decoded, in the order of the URL.
    #[must_use]
    pub fn query(&self) -> Vec<(String, String)> {
        let query = self.url.split_once('?').map_or("", |(_, query)| query);
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        pairs
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                (decoded(name), decoded(value))
            })
            .collect()
    }

    /// The body, where it is JSON.
    #[must_use]
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }
}

/// Decodes the percent-encoding of a part of a URL.
pub(super) fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The query may hold a key, and the body anything.
impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpRequest")
            .field("method", &self.method)
            .field("url", &self.url.split('?').next().unwrap_or_default())
            .field("headers", &self.headers)
            .field("body_bytes", &self.body.len())
            .finish()
    }
}

/// A response whose body is still to be read.
pub struct HttpResponse {
    /// Returns the status code.
    pub status: u16,
    /// Returns the headers.
    pub headers: Headers,
    /// The body.
    pub body: Box<dyn ReadBody>,
}

impl HttpResponse {
    /// Creates a response with a body.
    pub fn new(status: u16, headers: Headers, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers,
            body: Box::new(WholeBody(Some(body.into()))),
        }
    }

    /// Creates a response whose body is read piece by piece.
    pub fn streaming(status: u16, headers: Headers, body: impl ReadBody + 'static) -> Self {
        Self {
            status,
            headers,
            body: Box::new(body),
        }
    }
}

impl fmt::Debug for HttpResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpResponse")
            .field("status", &self.status)
            .field("headers", &self.headers)
            .finish_non_exhaustive()
    }
}

/// A body that arrives piece by piece.
pub trait ReadBody: Send {
    /// Adds the next piece to `buffer`. `false` means that the body has ended. A piece should stay below
    /// a megabyte: the limit on the whole is checked between pieces.
    fn read<'a>(&'a mut self, buffer: &'a mut Vec<u8>) -> BoxFuture<'a, Result<bool, TransportError>>;
}

struct WholeBody(Option<Vec<u8>>);

impl ReadBody for WholeBody {
    fn read<'a>(&'a mut self, buffer: &'a mut Vec<u8>) -> BoxFuture<'a, Result<bool, TransportError>> {
        let piece = self.0.take();
        Box::pin(async move {
            let Some(piece) = piece else { return Ok(false) };
            if buffer.is_empty() {
                *buffer = piece;
            } else {
                buffer.extend_from_slice(&piece);
            }
            Ok(true)
        })
    }
}

/// The kind of a transport error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// Before a connection was there: the server has seen nothing of the request.
    Connect,
    /// It took too long. The server may have seen the request.
    Timeout,
    /// The request cannot be sent by this transport: the server has seen nothing of it.
    Refused,
    /// Anything else. The server may have seen the request.
    Other,
}

/// Why a transport failed.
pub struct TransportError {
    kind: TransportErrorKind,
    source: Box<dyn StdError + Send + Sync>,
}

impl TransportError {
    /// Creates an error with its cause. The cause must not contain the URL or a header: both may contain a key.
    pub fn new(kind: TransportErrorKind, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self {
            kind,
            source: source.into(),
        }
    }

    /// Returns the kind.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// The cause.
    pub(super) fn into_source(self) -> Box<dyn StdError + Send + Sync> {
        self.source
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.source.fmt(f)
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("kind", &self.kind)
            .field("source", &self.source)
            .finish()
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.source()
    }
}
