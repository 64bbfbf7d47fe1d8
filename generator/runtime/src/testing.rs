//! A transport without a network, for the tests of those who use the crate.
//!
//! It records requests and answers as it is told. Everything above it is the real thing: credentials, retries, timeouts
//! and decoding; time may be paused.

mod answer;

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use super::transport::{
    BoxFuture, HttpRequest, HttpResponse, HttpTransport, TransportError, TransportErrorKind,
};

pub use self::answer::MockAnswer;

/// A transport that answers as it is told. Clones share what they are told and what they record.
///
/// Hand a clone to the builder's `transport`, and keep one to ask for the requests.
///
/// ```ignore
/// let server = MockTransport::new();
/// server.on("GET", "/things/{id}", MockAnswer::empty(503)).on("GET", "/things/{id}", MockAnswer::json(200, &thing));
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

/// What is said for a method and a path.
struct Route {
    method: String,
    path: String,
    answers: VecDeque<MockAnswer>,
}

impl MockTransport {
    /// A transport that answers nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Says how to answer requests of a method to a path. Several answers for one method and path are given one after
    /// the other, and the last one from then on. A segment in braces, such as `{id}`, stands for any.
    pub fn on(&self, method: &str, path: &str, answer: MockAnswer) -> &Self {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let mut routes = state.routes.iter_mut();
        match routes.find(|route| route.method == method && route.path == path) {
            Some(route) => route.answers.push_back(answer),
            None => state.routes.push(Route {
                method: method.to_owned(),
                path: path.to_owned(),
                answers: VecDeque::from([answer]),
            }),
        }
        self
    }

    /// The requests so far, in the order in which they came, with each attempt of its own.
    #[must_use]
    pub fn requests(&self) -> Vec<HttpRequest> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.requests.clone()
    }

    /// Records a request, and finds its answer.
    fn answer(&self, request: HttpRequest) -> Result<MockAnswer, TransportError> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let path = request.path().to_owned();
        let method = request.method.clone();
        state.requests.push(request);
        let own = state.routes.iter_mut().filter(|route| route.method == method);
        // What is said exactly goes before what is said of many.
        let fitting = own.filter(|route| fits(&route.path, &path));
        let found = fitting.min_by_key(|route| route.path != path);
        let answer = found.and_then(|route| match route.answers.len() {
            1 => route.answers.front().cloned(),
            _ => route.answers.pop_front(),
        });
        answer.ok_or_else(|| {
            let message = format!("the test says no answer to {method} {path}");
            TransportError::new(TransportErrorKind::Refused, message)
        })
    }
}

impl HttpTransport for MockTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        let answer = self.answer(request);
        Box::pin(async move { answer?.give().await })
    }
}

impl fmt::Debug for MockTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockTransport")
            .field("requests", &self.requests())
            .finish_non_exhaustive()
    }
}

/// Whether a path is one of those that a template stands for.
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
