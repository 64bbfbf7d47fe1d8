//! A server cannot make a client wait forever, overload it with retries, or repeat calls that are not
//! idempotent.

use std::time::Duration;

use tests::fixtures::guarded::Client;
use tests::fixtures::guarded::types::Thing;
use tests::runtime::{MockResponse, MockTransport};
use tokio::time::Instant;

use crate::server::guarded;

fn mocked(answer: &MockResponse) -> (MockTransport, Client) {
    let server = MockTransport::new();
    for method in ["GET", "POST"] {
        server.on(method, "/things/a", answer.clone());
    }
    let builder = guarded("token", "key")
        .base_url("https://api.example.com")
        .transport(server.clone());
    (
        server,
        builder.max_retries(2).build().expect("the settings are valid"),
    )
}

/// Delays that no server should ask for.
const ASKED: [&str; 16] = [
    "99999999",
    "61",
    "18446744073709551616",
    "1e308",
    "1e400",
    "inf",
    "NaN",
    "-1",
    "-99999999",
    "0x10",
    "",
    " ",
    "1;2",
    "Fri, 31 Dec 9999 23:59:59 GMT",
    "Thu, 01 Jan 1970 00:00:00 GMT",
    "\u{661}\u{660}",
];

#[tokio::test(start_paused = true)]
async fn no_time_to_wait_is_taken_as_it_comes() {
    for asked in ASKED {
        for name in ["Retry-After", "retry-after-ms"] {
            for status in [429, 503] {
                let (server, client) = mocked(&MockResponse::empty(status).header(name, asked));
                let begun = Instant::now();
                let error = client.things().get("a").await.expect_err("always refused");
                assert_eq!(error.status(), Some(status));
                assert!(server.requests().len() <= 3, "{name}: {asked}");
                assert!(
                    begun.elapsed() <= Duration::from_secs(121),
                    "{name}: {asked}: {:?}",
                    begun.elapsed()
                );
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_may_be_done_once_is_sent_once() {
    for (what, answer) in [
        ("reset", MockResponse::reset()),
        ("timeout", MockResponse::timeout()),
        ("500", MockResponse::empty(500)),
        ("502", MockResponse::empty(502)),
        ("503", MockResponse::empty(503)),
        ("504", MockResponse::empty(504)),
        ("408", MockResponse::empty(408)),
        (
            "half",
            MockResponse::json(200, &serde_json::json!({"name": "a"})).reset_after(4),
        ),
    ] {
        let (server, client) = mocked(&answer);
        client
            .things()
            .change("a")
            .body(Thing::new())
            .await
            .expect_err(what);
        assert_eq!(server.requests().len(), 1, "{what}");
        let (server, client) = mocked(&answer);
        client.things().get("a").await.expect_err(what);
        assert_eq!(server.requests().len(), 3, "{what}: what may be done twice is");
    }
}

#[tokio::test(start_paused = true)]
async fn a_server_in_trouble_is_not_hammered() {
    let (server, client) = mocked(&MockResponse::empty(500).header("Retry-After", "0"));
    for _ in 0..300 {
        client.things().get("a").await.expect_err("always 500");
    }
    let sent = server.requests().len();
    assert!(
        (300..=420).contains(&sent),
        "300 calls, and the retries of the budget: {sent}"
    );
}
