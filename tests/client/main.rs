//! The client's features around a call: blocking calls, middleware, tokens, spans, and mocked responses.

mod blocking;
mod connection;
mod faults;
mod malformed_responses;
mod middleware;
mod mock;
mod secrecy;
mod spans;
mod tokens;
mod wire_faults;

use orq_sdk::{MockTransport, Orq, OrqBuilder};
use serde_json::{Value, json};

/// A credential that must not appear anywhere.
const SECRET: &str = "canary-5ecret-key";

/// Returns a mock transport, and a client builder that uses it.
fn mocked() -> (MockTransport, OrqBuilder) {
    let server = MockTransport::new();
    let builder = Orq::builder().api_key(SECRET).transport(server.clone());
    (server, builder)
}

/// Returns an identity as the service represents it.
fn identity(external_id: &str) -> Value {
    json!({
        "_id": format!("id_{external_id}"),
        "external_id": external_id,
        "display_name": "Jane",
        "email": null,
        "avatar_url": null,
        "tags": [],
        "metadata": {},
        "created": "2026-01-02T03:04:05Z",
        "updated": "2026-01-02T03:04:05Z",
    })
}
