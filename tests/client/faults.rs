//! Failures by method: the number of attempts, the time they take, and the properties of the error.
//!
//! Time is paused, so delays are exact.

use std::time::Duration;

use orq_sdk::{Error, MockResponse};
use serde_json::json;
use tokio::time::Instant;

use crate::mocked;

/// Methods and whether they are idempotent; one is made idempotent by a key.
const METHODS: [(&str, bool); 8] = [
    ("GET", true),
    ("HEAD", true),
    ("OPTIONS", true),
    ("PUT", true),
    ("DELETE", true),
    ("POST", false),
    ("PATCH", false),
    ("POST with a key", true),
];

/// The condition under which a failure is retried.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Repeats {
    /// Retried for every method: the server did nothing.
    Always,
    /// Retried for idempotent methods.
    WhereSafe,
    Never,
}

use Repeats::{Always, Never, WhereSafe};

/// The properties of an error: status, connect, timeout, decode, retryable, may have been sent.
type Says = (Option<u16>, bool, bool, bool, bool, bool);

fn says(error: &Error) -> Says {
    (
        error.status(),
        error.is_connect(),
        error.is_timeout(),
        error.is_decode(),
        error.is_retryable(),
        error.may_have_been_sent(),
    )
}

fn of_status(status: u16, is_retryable: bool) -> Says {
    (Some(status), false, false, false, is_retryable, true)
}

const CONNECT: Says = (None, true, false, false, true, false);
const RESET: Says = (None, false, false, false, true, true);
const TIMEOUT: Says = (None, false, true, false, true, true);

/// Returns each failure, when it is retried, and the properties of its error.
fn faults() -> Vec<(&'static str, MockResponse, Repeats, Says)> {
    let whole = MockResponse::json(200, &json!({"a": "long enough to be broken off"}));
    let mut faults = vec![
        ("refused", MockResponse::connect_error(), Always, CONNECT),
        ("reset", MockResponse::reset(), WhereSafe, RESET),
        ("timeout", MockResponse::timeout(), WhereSafe, TIMEOUT),
        (
            "half a body",
            whole.clone().reset_after(9),
            WhereSafe,
            (Some(200), false, false, false, true, true),
        ),
        (
            "a stalled body",
            whole.stall_after(9),
            WhereSafe,
            (Some(200), false, true, false, true, true),
        ),
        ("429", MockResponse::empty(429), Always, of_status(429, true)),
        (
            "503 with a time",
            MockResponse::empty(503).header("Retry-After", "1"),
            Always,
            of_status(503, true),
        ),
        (
            "503 without",
            MockResponse::empty(503),
            WhereSafe,
            of_status(503, true),
        ),
        (
            "409 that asks for it",
            MockResponse::empty(409).header("x-should-retry", "true"),
            Always,
            of_status(409, false),
        ),
        (
            "503 that asks not to",
            MockResponse::empty(503).header("x-should-retry", "false"),
            Never,
            of_status(503, true),
        ),
        (
            "429 for too long",
            MockResponse::empty(429).header("Retry-After", "61"),
            Never,
            of_status(429, true),
        ),
    ];
    let names = ["408", "500", "502", "504"];
    for (name, status) in names.into_iter().zip([408, 500, 502, 504]) {
        faults.push((
            name,
            MockResponse::empty(status),
            WhereSafe,
            of_status(status, true),
        ));
    }
    let names = ["302", "400", "401", "403", "404", "409", "422", "501"];
    for (name, status) in names.into_iter().zip([302, 400, 401, 403, 404, 409, 422, 501]) {
        faults.push((name, MockResponse::empty(status), Never, of_status(status, false)));
    }
    faults
}

#[tokio::test(start_paused = true)]
async fn attempts_and_errors_are_those_of_the_table() {
    for (fault, answer, repeats, expected) in faults() {
        for (name, may_be_done_twice) in METHODS {
            let (method, key) = name.split_once(' ').unwrap_or((name, ""));
            if method == "HEAD" && fault.ends_with("body") {
                continue;
            }
            let (server, builder) = mocked();
            let orq = builder.build().expect("the settings are valid");
            server.on(method, "/v2/things", answer.clone());
            let mut request = orq.request(method, "/v2/things");
            if !key.is_empty() {
                request = request.idempotency_key("k-1");
            }
            let error = request.await.expect_err("a fault");
            let attempts = match repeats {
                Always => 3,
                WhereSafe if may_be_done_twice => 3,
                _ => 1,
            };
            assert_eq!(error.attempts(), attempts, "{fault}, {name}: {error}");
            assert_eq!(server.requests().len(), attempts as usize, "{fault}, {name}");
            assert_eq!(says(&error), expected, "{fault}, {name}: {error}");
            let keys: Vec<_> = server
                .requests()
                .iter()
                .map(|sent| sent.headers.get("idempotency-key").map(str::to_owned))
                .collect();
            assert!(
                keys.iter().all(|sent| *sent == keys[0]),
                "the same with every attempt"
            );
        }
    }
}

/// Returns the milliseconds that a GET with this response takes, and its error.
async fn took(answer: MockResponse) -> (u128, Error) {
    let (server, builder) = mocked();
    let orq = builder.build().expect("the settings are valid");
    server.on("GET", "/v2/things", answer);
    let begun = Instant::now();
    let error = orq.request("GET", "/v2/things").await.expect_err("a fault");
    (begun.elapsed().as_millis(), error)
}

#[tokio::test(start_paused = true)]
async fn every_form_of_a_time_to_wait_is_obeyed() {
    let limited = || MockResponse::empty(429);
    let date = "Wed, 21 Oct 2026 07:28:00 GMT";
    let later = "Wed, 21 Oct 2026 07:28:05 GMT";
    for (answer, expected) in [
        (limited().header("Retry-After", "3"), 6000),
        (limited().header("Retry-After", "0"), 0),
        (limited().header("retry-after-ms", "1500"), 3000),
        (
            limited()
                .header("retry-after-ms", "1500")
                .header("Retry-After", "9"),
            3000,
        ),
        (
            limited().header("Date", date).header("Retry-After", later),
            10_000,
        ),
        (limited().header("Date", later).header("Retry-After", date), 0),
    ] {
        let what = format!("{answer:?}");
        let (took, error) = took(answer).await;
        assert_eq!(error.attempts(), 3, "{what}");
        // Timers fire in the millisecond after their deadline.
        assert!((expected..=expected + 4).contains(&took), "{what}: {took}");
    }
    let (took, error) = took(limited().header("Retry-After", "90")).await;
    assert_eq!((took, error.retry_after()), (0, Some(Duration::from_secs(90))));
}

#[tokio::test(start_paused = true)]
async fn pauses_of_our_own_are_short_and_differ() {
    let mut seen = Vec::new();
    for _ in 0..20 {
        let (took, _) = took(MockResponse::empty(500)).await;
        assert!(took <= 1500 + 4, "half a second, then one: {took}");
        seen.push(took);
    }
    seen.sort_unstable();
    seen.dedup();
    assert!(seen.len() > 5, "full jitter: {seen:?}");
}

#[tokio::test(start_paused = true)]
async fn the_whole_call_ends_with_its_deadline() {
    let (server, builder) = mocked();
    let orq = builder
        .timeout(Duration::from_secs(10))
        .attempt_timeout(Duration::from_secs(4))
        .build()
        .expect("the settings are valid");
    let late = MockResponse::empty(500).delay(Duration::from_secs(3600));
    server.on("GET", "/v2/things", late);
    let begun = Instant::now();
    let error = orq.request("GET", "/v2/things").await.expect_err("too late");
    assert!(error.is_timeout());
    assert!(
        begun.elapsed() <= Duration::from_millis(10_010),
        "{:?}",
        begun.elapsed()
    );
    assert!(error.attempts() >= 2, "each attempt has a limit of its own");
    // A delay that would end after the deadline is not started.
    let (server, builder) = mocked();
    let orq = builder
        .timeout(Duration::from_secs(10))
        .build()
        .expect("the settings are valid");
    server.on(
        "GET",
        "/v2/things",
        MockResponse::empty(429).header("Retry-After", "11"),
    );
    let begun = Instant::now();
    let error = orq.request("GET", "/v2/things").await.expect_err("too many");
    assert_eq!((error.attempts(), error.status()), (1, Some(429)));
    assert!(begun.elapsed() < Duration::from_secs(1));
}

#[tokio::test(start_paused = true)]
async fn a_server_in_trouble_does_not_get_many_times_its_load() {
    let (server, builder) = mocked();
    let orq = builder.build().expect("the settings are valid");
    server.on("GET", "/v2/things", MockResponse::empty(500));
    for _ in 0..300 {
        orq.request("GET", "/v2/things").await.expect_err("always 500");
    }
    let sent = server.requests().len();
    assert!(
        (300..=420).contains(&sent),
        "300 calls, and the retries of the budget: {sent}"
    );
}
