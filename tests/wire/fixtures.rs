//! The fixtures over real HTTP: the bytes of requests for each feature of a document, and the decoding of
//! responses.

mod bodies;
mod bounds;
mod dates;
mod inline;
mod media_types;
mod methods;
mod pagination;
mod parameters;
mod secrets;
mod security;
mod statuses;
mod streams;
mod tokens;
mod types;

use serde_json::Value;
use tests::recording_server::RecordingServer;
use tests::runtime::{Error, ErrorKind};
use tests::{CannedReply, RecordedRequest};

/// Starts a server with prepared responses, and a client of this fixture for it, which does not retry.
macro_rules! recorded {
    ($fixture:ident) => {{
        let server = tests::recording_server::RecordingServer::start().expect("a loopback port is free");
        let client = tests::fixtures::$fixture::Client::builder()
            .base_url(server.base_url())
            .max_retries(0)
            .build()
            .expect("the settings are valid");
        (server, client)
    }};
}

/// Returns the response of an operation without parameters, decoded from this JSON.
macro_rules! answered {
    ($fixture:ident, $json:expr) => {{
        let (server, client) = $crate::fixtures::recorded!($fixture);
        server.reply_next(&tests::CannedReply::json(200, $json));
        client.things().get().await
    }};
}

use {answered, recorded};

/// Returns the only request.
fn only(server: &RecordingServer) -> RecordedRequest {
    let mut requests = server.requests();
    assert_eq!(requests.len(), 1, "{requests:?}");
    requests.remove(0)
}

/// Returns the targets of all requests.
fn targets(server: &RecordingServer) -> Vec<String> {
    let requests = server.requests();
    requests.into_iter().map(|request| request.target).collect()
}

/// Returns the number of times that a request has a header.
fn count(request: &RecordedRequest, name: &str) -> usize {
    let names = request.headers.iter().map(|(name, _)| name);
    names.filter(|present| present.eq_ignore_ascii_case(name)).count()
}

/// Responds to the next requests with 204.
fn reply_done(server: &RecordingServer, times: usize) {
    for _ in 0..times {
        server.reply_next(&CannedReply::empty(204));
    }
}

/// Asserts that the request was rejected before it was sent, and that the error names the problem.
fn assert_refused<T: std::fmt::Debug>(result: Result<T, Error>, name: &str) {
    let error = result.expect_err("it is refused");
    assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{error:?}");
    assert!(error.to_string().contains(&format!("`{name}`")), "{error}");
    assert!(!error.may_have_been_sent());
}

/// Returns a value as JSON.
fn written<T: serde::Serialize>(value: &T) -> Value {
    serde_json::to_value(value).expect("it is JSON")
}
