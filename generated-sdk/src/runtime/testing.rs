//! A transport without a network, for tests of programs that use the crate.
//!
//! It records requests and returns scripted responses. Everything above it is the real thing: credentials, retries,
//! timeouts and decoding; time may be paused.

mod response;

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use super::transport::{
    BoxFuture, HttpRequest, HttpResponse, HttpTransport, TransportError, TransportErrorKind,
};

pub use self::response::MockResponse;

/// A transport with scripted responses. Clones share the script and the recorded requests.
///
/// Pass a clone to the builder's `transport`, and keep one to inspect the requests.
///
/// ```ignore
/// let server = MockTransport::new();
/// server
///     .on("GET", "/things/{id}", MockResponse::empty(503))
///     .on("GET", "/things/{id}", MockResponse::json(200, &thing));
/// let client = builder.transport(server.clone()).build()?;
/// ```
#[derive(Clone, Default)]
pub struct MockTransport {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    routes: Vec<Route>,
    requests: Vec<HttpRequest>,
}

/// The script for a method and a path.
struct Route {
    method: String,
    path: String,
    responses: VecDeque<MockResponse>,
}

impl MockTransport {
    /// Creates a transport without scripted responses.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a response to requests of a method to a path. Several responses for one method and path are returned one
    /// after the other, and the last one from then on. A segment in braces, such as `{id}`, stands for any.
    pub fn on(&self, method: &str, path: &str, response: MockResponse) -> &Self {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let mut routes = state.routes.iter_mut();
        match routes.find(|route| route.method == method && route.path == path) {
            Some(route) => route.responses.push_back(response),
            None => state.routes.push(Route {
                method: method.to_owned(),
                path: path.to_owned(),
                responses: VecDeque::from([response]),
            }),
        }
        self
    }

    /// Returns the requests so far, in order; each attempt is one.
    #[must_use]
    pub fn requests(&self) -> Vec<HttpRequest> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.requests.clone()
    }

    /// Records a request and returns its scripted response.
    fn response(&self, request: HttpRequest) -> Result<MockResponse, TransportError> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let path = request.path().to_owned();
        let method = request.method.clone();
        state.requests.push(request);
        let own = state.routes.iter_mut().filter(|route| route.method == method);
        // An exact path takes precedence over a template.
        let fitting = own.filter(|route| fits(&route.path, &path));
        let found = fitting.min_by_key(|route| route.path != path);
        let response = found.and_then(|route| match route.responses.len() {
            1 => route.responses.front().cloned(),
            _ => route.responses.pop_front(),
        });
        response.ok_or_else(|| {
            let message = format!("the test has no response to {method} {path}");
            TransportError::new(TransportErrorKind::Refused, message)
        })
    }
}

impl HttpTransport for MockTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        let response = self.response(request);
        Box::pin(async move { response?.give().await })
    }
}

impl fmt::Debug for MockTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockTransport")
            .field("requests", &self.requests())
            .finish_non_exhaustive()
    }
}

/// Returns whether a path matches a template.
fn fits(template: &str, path: &str) -> bool {
    let (mut wanted, mut given) = (template.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (Some(wanted), Some(given)) => {
                let is_any = wanted.starts_with('{') && wanted.ends_with('}') && !given.is_empty();
                if !is_any && wanted != given {
                    return false;
                }
            }
            _ => return false,
        }
    }
}
