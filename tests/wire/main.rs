//! The generated crates over real HTTP on loopback: the bytes of requests, and the decoding of responses.

mod errors;
mod examples;
mod fixtures;
mod multipart;
mod pagination;
mod paths;
mod responses;
mod seed;
mod unsent;

use orq_sdk::Orq;
use tests::identities_server::IdentitiesServer;
use tests::recording_server::RecordingServer;

/// Starts the identities service, and returns a client for it.
fn identities() -> (IdentitiesServer, Orq) {
    let server = IdentitiesServer::start().expect("a loopback port is free");
    let orq = client(&server.base_url(), server.api_key());
    (server, orq)
}

/// Starts a server with prepared responses, and returns a client for it.
fn recording() -> (RecordingServer, Orq) {
    let server = RecordingServer::start().expect("a loopback port is free");
    let orq = client(&server.base_url(), "test-key");
    (server, orq)
}

/// Returns a client that does not retry, so that a test sees each request once.
fn client(base_url: &str, api_key: &str) -> Orq {
    Orq::builder()
        .api_key(api_key)
        .base_url(base_url)
        .max_retries(0)
        .build()
        .expect("the settings are valid")
}
