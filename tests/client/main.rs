//! What the client does around a call: blocking, middleware, tokens, spans, and answers that a test makes up.

mod blocking;
mod broken_answers;
mod connection;
mod faults;
mod middleware;
mod mock;
mod secrecy;
mod spans;
mod tokens;
mod wire_faults;

use orq_sdk::{MockTransport, Orq, OrqBuilder};
use serde_json::{Value, json};

/// What must be found nowhere.
const CANARY: &str = "canary-5ecret-key";

/// A client without a network, and what answers it.
fn mocked() -> (MockTransport, OrqBuilder) {
    let server = MockTransport::new();
    let builder = Orq::builder().api_key(CANARY).transport(server.clone());
    (server, builder)
}

/// An identity as the service gives it.
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
