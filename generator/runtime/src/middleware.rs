//! Middleware around every call or every attempt.
//!
//! A middleware sees a request on its way out and the response on its way back, may change both, and may
//! respond itself. Around a call it sees one request, however often that is sent; around an attempt it sees each
//! attempt, and changes to one do not affect the next.

use std::fmt;

use super::error::Error;
use super::transport::{BoxFuture, HttpRequest, HttpResponse};

/// Middleware around every call or every attempt of a client.
///
/// ```ignore
/// struct Stamp;
///
/// impl Middleware for Stamp {
///     fn handle<'a>(&'a self, mut request: HttpRequest, next: Next<'a>) -> BoxFuture<'a, Result<HttpResponse, Error>> {
///         request.headers.set("X-Operation", next.operation());
///         next.run(request)
///     }
/// }
/// ```
///
/// The request has its credentials already; `Debug` of a request does not show them.
pub trait Middleware: Send + Sync + 'static {
    /// Handles a request. [`Next::run`] passes it on; [`Error::middleware`] creates an error.
    fn handle<'a>(
        &'a self,
        request: HttpRequest,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<HttpResponse, Error>>;
}

/// The innermost layer, behind the last middleware.
pub(super) trait Endpoint: Sync {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, Error>>;
}

/// The next layer: the middleware after this one, or the call or attempt itself.
pub struct Next<'a> {
    rest: &'a [Box<dyn Middleware>],
    endpoint: &'a dyn Endpoint,
    target: Target,
}

/// The operation and the attempt of a request.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target {
    pub(super) operation: &'static str,
    pub(super) path: &'static str,
    pub(super) attempt: u32,
}

impl<'a> Next<'a> {
    pub(super) fn new(rest: &'a [Box<dyn Middleware>], endpoint: &'a dyn Endpoint, target: Target) -> Self {
        Self {
            rest,
            endpoint,
            target,
        }
    }

    /// Passes the request on. Around a call, an error response is returned as an error, after all attempts;
    /// around an attempt it is returned as a response.
    #[must_use]
    pub fn run(self, request: HttpRequest) -> BoxFuture<'a, Result<HttpResponse, Error>> {
        match self.rest.split_first() {
            Some((first, rest)) => first.handle(request, Self { rest, ..self }),
            None => self.endpoint.send(request),
        }
    }

    /// Returns the operation's name in the document, or `request` for a request that the document does not have.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.target.operation
    }

    /// Returns the path template of the operation, or an empty string for a request that the document does not have.
    #[must_use]
    pub fn path_template(&self) -> &'static str {
        self.target.path
    }

    /// Returns the number of the attempt, starting with 1; 0 around a call.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.target.attempt
    }
}

impl fmt::Debug for Next<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Next")
            .field("target", &self.target)
            .field("rest", &self.rest.len())
            .finish_non_exhaustive()
    }
}
