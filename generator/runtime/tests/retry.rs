//! What is tried again, when, and how often; under paused time.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unreachable,
    clippy::unwrap_used,
    reason = "a helper of a test may panic"
)]

mod support;

use std::time::Duration;

use sdk_runtime::{Call, Error, Operation, TransportErrorKind, decode};
use support::{Fake, PLAIN, Script, answer, builder, operation};
use tokio::time::Instant;

async fn run(
    fake: &Fake,
    method: &'static str,
    change: impl FnOnce(&mut Call),
) -> (Result<u32, Error>, Duration) {
    let client = builder(fake)
        .attempt_timeout(Duration::from_secs(30))
        .build()
        .unwrap();
    let mut call = Call::new(&client, operation(Operation { method, ..PLAIN }));
    change(&mut call);
    let started = Instant::now();
    let result = call
        .send_with_response(decode::empty)
        .await
        .map(|response| response.attempts());
    (result, started.elapsed())
}

type Fault = fn() -> Script;

fn faults() -> Vec<(&'static str, Fault, [usize; 3])> {
    // Attempts made for GET, for POST, and for POST with an idempotency key.
    vec![
        ("refused", || Script::Fail(TransportErrorKind::Connect), [3, 3, 3]),
        ("reset", || Script::Fail(TransportErrorKind::Other), [3, 1, 3]),
        ("hanging", || Script::Hang, [3, 1, 3]),
        (
            "unsendable",
            || Script::Fail(TransportErrorKind::Refused),
            [1, 1, 1],
        ),
        ("400", || answer(400, &[]), [1, 1, 1]),
        ("404", || answer(404, &[]), [1, 1, 1]),
        ("408", || answer(408, &[]), [3, 1, 3]),
        ("429", || answer(429, &[]), [3, 3, 3]),
        ("500", || answer(500, &[]), [3, 1, 3]),
        ("501", || answer(501, &[]), [1, 1, 1]),
        ("502", || answer(502, &[]), [3, 1, 3]),
        ("503", || answer(503, &[]), [3, 1, 3]),
        (
            "503 with a time",
            || answer(503, &[("Retry-After", "1")]),
            [3, 3, 3],
        ),
        ("504", || answer(504, &[]), [3, 1, 3]),
        (
            "400 but retry",
            || answer(400, &[("x-should-retry", "true")]),
            [3, 3, 3],
        ),
        (
            "429 but do not",
            || answer(429, &[("x-should-retry", "false")]),
            [1, 1, 1],
        ),
        ("a long wait", || answer(429, &[("retry-after", "61")]), [1, 1, 1]),
        (
            "a huge wait",
            || answer(429, &[("retry-after", "99999999999999999999999")]),
            [1, 1, 1],
        ),
        (
            "not a wait",
            || answer(429, &[("retry-after", "soon")]),
            [3, 3, 3],
        ),
    ]
}

#[tokio::test(start_paused = true)]
async fn each_fault_with_each_method() {
    for (name, fault, expected) in faults() {
        for (index, (method, keyed)) in [("GET", false), ("POST", false), ("POST", true)]
            .into_iter()
            .enumerate()
        {
            let fake = Fake::new([fault(), fault(), fault(), fault()]);
            let (result, _) = run(&fake, method, |call| {
                if keyed {
                    call.idempotency_key("k1");
                }
            })
            .await;
            let error = result.unwrap_err();
            assert_eq!(fake.count(), expected[index], "{name} with {method}");
            assert_eq!(
                usize::try_from(error.attempts()).unwrap(),
                expected[index],
                "{name} with {method}"
            );
            let keys = fake
                .requests
                .lock()
                .unwrap()
                .iter()
                .filter(|r| r.headers.get("idempotency-key") == Some("k1"))
                .count();
            assert_eq!(keys, if keyed { expected[index] } else { 0 });
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_retry_may_succeed() {
    let fake = Fake::new([answer(500, &[]), Script::Fail(TransportErrorKind::Other)]);
    let (result, elapsed) = run(&fake, "GET", |_| {}).await;
    assert_eq!(result.unwrap(), 3);
    assert!(elapsed <= Duration::from_millis(1501), "{elapsed:?}");
}

#[tokio::test(start_paused = true)]
async fn the_server_says_how_long_to_wait() {
    let date = [
        ("Date", "Mon, 01 Jan 2024 00:00:00 GMT"),
        ("Retry-After", "Mon, 01 Jan 2024 00:00:09 GMT"),
    ];
    let cases: [(&[(&'static str, &str)], u64); 6] = [
        (&[("Retry-After", "7")], 7000),
        (&[("retry-after", " 1.5 ")], 1500),
        (&[("retry-after-ms", "250"), ("Retry-After", "7")], 250),
        (&date, 9000),
        (&[("Retry-After", "Mon, 01 Jan 2001 00:00:00 GMT")], 0),
        (&[("Retry-After", "60")], 60_000),
    ];
    for (headers, milliseconds) in cases {
        let fake = Fake::new([answer(429, headers)]);
        let (result, elapsed) = run(&fake, "POST", |_| {}).await;
        assert_eq!(result.unwrap(), 2);
        let expected = Duration::from_millis(milliseconds);
        assert!(
            elapsed >= expected && elapsed < expected + Duration::from_millis(10),
            "{elapsed:?} {expected:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_wait_beyond_the_deadline_fails_at_once() {
    let fake = Fake::new([answer(429, &[("Retry-After", "30")])]);
    let (result, elapsed) = run(&fake, "GET", |call| {
        call.set_timeout(Duration::from_secs(20));
    })
    .await;
    let error = result.unwrap_err();
    assert_eq!(
        (error.retry_after(), error.attempts()),
        (Some(Duration::from_secs(30)), 1)
    );
    assert!(elapsed < Duration::from_secs(1));
}

#[tokio::test(start_paused = true)]
async fn the_deadline_holds_over_all_attempts() {
    let fake = Fake::new([Script::Hang, Script::Hang, Script::Hang]);
    let (result, elapsed) = run(&fake, "GET", |call| {
        call.set_timeout(Duration::from_secs(45));
    })
    .await;
    let error = result.unwrap_err();
    assert!(error.is_timeout() && error.attempts() == 2, "{error:?}");
    assert!(
        elapsed >= Duration::from_secs(44) && elapsed <= Duration::from_millis(45_010),
        "{elapsed:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn what_was_sent_once_may_have_been_sent() {
    let refused = || Script::Fail(TransportErrorKind::Connect);
    let fake = Fake::new([Script::Fail(TransportErrorKind::Other), refused(), refused()]);
    let error = run(&fake, "GET", |_| {}).await.0.unwrap_err();
    assert!(error.is_connect() && error.may_have_been_sent());
    let fake = Fake::new([refused(), refused(), refused()]);
    assert!(
        !run(&fake, "GET", |_| {})
            .await
            .0
            .unwrap_err()
            .may_have_been_sent()
    );
}

#[tokio::test(start_paused = true)]
async fn retries_can_be_set_per_call_and_client() {
    for retries in [0, 1, 5] {
        let fake = Fake::new((0..9).map(|_| answer(503, &[])));
        run(&fake, "GET", |call| call.set_max_retries(retries))
            .await
            .0
            .unwrap_err();
        assert_eq!(fake.count(), usize::try_from(retries).unwrap() + 1);
    }
    let fake = Fake::new((0..9).map(|_| answer(500, &[])));
    let client = builder(&fake)
        .options(|options| options.retry_unsafe(true))
        .build()
        .unwrap();
    let call = Call::new(
        &client,
        operation(Operation {
            method: "POST",
            ..PLAIN
        }),
    );
    call.send(decode::empty).await.unwrap_err();
    assert_eq!(fake.count(), 3);
}

#[tokio::test(start_paused = true)]
async fn the_budget_stops_a_storm_of_retries() {
    let fake = Fake::new((0..1000).map(|_| answer(503, &[])));
    let client = builder(&fake).build().unwrap();
    for _ in 0..200 {
        Call::new(&client, operation(PLAIN))
            .send(decode::empty)
            .await
            .unwrap_err();
    }
    assert_eq!(fake.count(), 200 + 100);
}
