//! What a caller puts around every call or every attempt.
//!
//! A middleware sees a request on its way out and the answer on its way back, may change both, and may answer
//! itself. Around a call it sees one request however often that is tried; around an attempt it sees each
//! try, and what it does to one does not reach the next.

use std::fmt;

use super::error::Error;
use super::transport::{BoxFuture, HttpRequest, HttpResponse};

/// Goes around every call or every attempt of a client.
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
/// The request carries its credentials, so that a middleware can sign it; `Debug` of a request shows none.
pub trait Middleware: Send + Sync + 'static {
    /// Handles a request. [`Next::run`] hands it on; an error of one's own is [`Error::middleware`].
    fn handle<'a>(
        &'a self,
        request: HttpRequest,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<HttpResponse, Error>>;
}

/// What lies behind the last middleware.
pub(super) trait Endpoint: Sync {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, Error>>;
}

/// What a request is handed on to: the middleware after this one, or the call or attempt itself.
pub struct Next<'a> {
    rest: &'a [Box<dyn Middleware>],
    endpoint: &'a dyn Endpoint,
    target: Target,
}

/// What a request belongs to.
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

    /// Hands the request on. Around a call, an answer that is no success comes back as an error, after all attempts;
    /// around an attempt it comes back as an answer.
    #[must_use]
    pub fn run(self, request: HttpRequest) -> BoxFuture<'a, Result<HttpResponse, Error>> {
        match self.rest.split_first() {
            Some((first, rest)) => first.handle(request, Self { rest, ..self }),
            None => self.endpoint.send(request),
        }
    }

    /// The operation that is called, by its name in the document; `request` for one that it does not have.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.target.operation
    }

    /// The path template of the operation; empty for a request that the document does not have.
    #[must_use]
    pub fn path_template(&self) -> &'static str {
        self.target.path
    }

    /// Which attempt this is, from 1 on; 0 around a call.
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
