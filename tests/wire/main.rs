//! The generated crates over real HTTP on loopback: what is sent, byte by byte, and what is made of the
//! answers.

mod answers;
mod errors;
mod examples;
mod fixtures;
mod multipart;
mod pagination;
mod paths;
mod seed;
mod unsent;

use orq_sdk::Orq;
use tests::identities_server::IdentitiesServer;
use tests::recording_server::RecordingServer;

/// The identities service and a client of it.
fn identities() -> (IdentitiesServer, Orq) {
    let server = IdentitiesServer::start().expect("a loopback port is free");
    let orq = client(&server.base_url(), server.api_key());
    (server, orq)
}

/// A server that answers what it is told, and a client of it.
fn recording() -> (RecordingServer, Orq) {
    let server = RecordingServer::start().expect("a loopback port is free");
    let orq = client(&server.base_url(), "test-key");
    (server, orq)
}

/// A client that sends each request once, so that a test sees each.
fn client(base_url: &str, api_key: &str) -> Orq {
    Orq::builder()
        .api_key(api_key)
        .base_url(base_url)
        .max_retries(0)
        .build()
        .expect("the settings are valid")
}
