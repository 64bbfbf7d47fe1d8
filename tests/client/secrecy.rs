//! A key does not appear anywhere outside its request, whatever fails.

use std::error::Error as _;
use std::fmt::Write as _;
use std::time::Duration;

use orq_sdk::{Error, MockResponse, MockTransport, Orq, Token};
use serde_json::json;
use tests::CannedReply;
use tests::recording_server::RecordingServer;
use tracing::instrument::WithSubscriber as _;

use crate::spans::Log;
use crate::{SECRET, identity};

/// Returns everything that an error displays.
fn told(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut source = error.source();
    while let Some(cause) = source {
        let _ = write!(text, " {cause} {cause:?}");
        source = cause.source();
    }
    text
}

/// Returns responses that repeat the key wherever a server can.
fn answers() -> Vec<MockResponse> {
    let echo = json!({"error": format!("bad key {SECRET}"), "message": SECRET});
    let html = format!("<html>Bearer {SECRET}</html>");
    let mut answers: Vec<MockResponse> = [400, 401, 404, 429, 500, 502]
        .into_iter()
        .map(|status| MockResponse::json(status, &echo))
        .collect();
    answers.extend([
        MockResponse::new(502, "text/html", html.clone()),
        MockResponse::new(200, "text/html", html),
        MockResponse::json(200, &json!(SECRET)),
        MockResponse::json(200, &json!({"_id": {SECRET: 1}})),
        MockResponse::empty(302).header("Location", format!("https://evil.example/?key={SECRET}")),
        MockResponse::empty(500)
            .header("X-Echo", format!("Bearer {SECRET}"))
            .header(SECRET, "1"),
        MockResponse::new(200, SECRET, "{"),
        MockResponse::connect_error(),
        MockResponse::reset(),
        MockResponse::timeout(),
        MockResponse::json(200, &identity("u")).reset_after(9),
        MockResponse::json(200, &identity("u")).stall_after(9),
        MockResponse::json(200, &identity("u")).delay(Duration::from_secs(3600)),
        MockResponse::new(200, "application/json", "x".repeat(2000)),
    ]);
    answers
}

#[tokio::test(start_paused = true)]
async fn no_failure_shows_the_key() {
    let log = Log::default();
    let mut seen = String::new();
    for answer in answers() {
        for provided in [false, true] {
            let server = MockTransport::new();
            server.on("GET", "/v2/identities/u", answer.clone());
            let builder = Orq::builder().transport(server.clone()).max_response_bytes(1000);
            let builder = if provided {
                builder.api_key_provider(|| async { Ok(Token::new(SECRET)) })
            } else {
                builder.api_key(SECRET)
            };
            let _ = write!(seen, "{builder:?}");
            let orq = builder
                .default_header("X-Also", SECRET)
                // Secrets are hidden even in recorded headers.
                .record_headers([
                    "Authorization",
                    "X-Also",
                    "X-More",
                    "X-Echo",
                    "Location",
                    "Content-Type",
                    SECRET,
                ])
                .record_query(["key", "api_key"])
                .build()
                .expect("the settings are valid");
            let request = orq.identities().retrieve("u").header("X-More", SECRET);
            let _ = write!(seen, "{orq:?} {request:?}");
            let call = request.send().with_subscriber(log.subscriber());
            let error = call.await.expect_err("a failure");
            seen.push_str(&told(&error));
            let _ = write!(seen, "{:?} {server:?}", server.requests());
        }
    }
    let spans = log.spans.lock().expect("nobody panicked");
    assert!(spans.len() > 40, "calls are recorded: {}", spans.len());
    let _ = write!(
        seen,
        "{spans:?} {:?}",
        log.events.lock().expect("nobody panicked")
    );
    let around = seen
        .find(SECRET)
        .map(|at| &seen[at.saturating_sub(300)..(at + 50).min(seen.len())]);
    assert_eq!(around, None);
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_takes_nothing_along() {
    let (first, second) = (
        RecordingServer::start().expect("a loopback port is free"),
        RecordingServer::start().expect("a loopback port is free"),
    );
    for status in [301, 302, 303, 307, 308] {
        for target in [first.base_url(), second.base_url(), "//other.example".to_owned()] {
            first.clear_requests();
            first.reply_next(
                &CannedReply::empty(status).header("Location", &format!("{target}/v2/identities/x")),
            );
            let orq = Orq::builder()
                .api_key(SECRET)
                .base_url(first.base_url())
                .build()
                .expect("the settings are valid");
            let error = orq.identities().retrieve("u").await.expect_err("a redirect");
            assert_eq!(error.status(), Some(status));
            assert_eq!(first.requests().len(), 1);
            assert!(second.requests().is_empty());
        }
    }
}
