//! The mock transport, used as by users of the crate.

use std::time::Duration;

use orq_sdk::types::Identity;
use orq_sdk::{ErrorKind, MockResponse};
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::{identity, mocked};

const PATH: &str = "/v2/identities/{id}";

#[tokio::test]
async fn answers_come_in_their_order_and_the_last_one_stays() {
    let (server, builder) = mocked();
    let orq = builder.build().expect("the settings are valid");
    server
        .on("GET", PATH, MockResponse::json(404, &json!({"error": "gone"})))
        .on("GET", PATH, MockResponse::json(200, &identity("u")))
        .on(
            "GET",
            "/v2/identities/exact",
            MockResponse::json(200, &identity("exact")),
        );
    let error = orq.identities().retrieve("u").await.expect_err("the first one");
    assert!(error.is_not_found());
    for _ in 0..2 {
        let found: Identity = orq.identities().retrieve("u").await.expect("the second one");
        assert_eq!(found.external_id, "u");
    }
    let exact = orq.identities().retrieve("exact").await.expect("its own");
    assert_eq!(exact.external_id, "exact");
    let paths: Vec<String> = server
        .requests()
        .iter()
        .map(|sent| sent.path().to_owned())
        .collect();
    assert_eq!(paths.len(), 4);
    assert_eq!(paths[3], "/v2/identities/exact");
}

#[tokio::test]
async fn requests_are_recorded_as_they_are_sent() {
    let (server, builder) = mocked();
    let orq = builder.build().expect("the settings are valid");
    server.on(
        "GET",
        "/v2/identities",
        MockResponse::json(200, &json!({"object": "list", "data": [], "has_more": false})),
    );
    server.on("PATCH", PATH, MockResponse::json(200, &identity("u")));
    orq.identities()
        .list()
        .search("a&b")
        .limit(3)
        .await
        .expect("a page");
    orq.identities()
        .update("u")
        .clear_avatar_url()
        .await
        .expect("it is changed");
    let [list, update] = server.requests().try_into().expect("two requests");
    let query: Vec<(String, String)> = list.query();
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(query, [pair("limit", "3"), pair("search", "a&b")]);
    assert_eq!(
        list.headers.get("authorization"),
        Some("Bearer canary-5ecret-key")
    );
    assert_eq!(update.json(), Some(json!({"avatar_url": null})));
}

#[tokio::test]
async fn what_nobody_answers_is_told() {
    let (_server, builder) = mocked();
    let orq = builder.build().expect("the settings are valid");
    let error = orq.identities().retrieve("u").await.expect_err("no answer");
    let told = "RetrieveIdentity: the HTTP client refuses the request: the test has no response to GET /v2/identities/u";
    assert_eq!(error.to_string(), told);
}

#[tokio::test(start_paused = true)]
async fn faults_and_delays_meet_the_real_retries() {
    let (server, builder) = mocked();
    let orq = builder.build().expect("the settings are valid");
    server
        .on("GET", PATH, MockResponse::reset())
        .on("GET", PATH, MockResponse::empty(503).header("Retry-After", "7"))
        .on(
            "GET",
            PATH,
            MockResponse::json(200, &identity("u")).delay(Duration::from_secs(5)),
        );
    let begun = Instant::now();
    let found = orq
        .identities()
        .retrieve("u")
        .with_response()
        .await
        .expect("the third one");
    assert_eq!(found.attempts(), 3);
    let took = begun.elapsed();
    assert!(
        (Duration::from_secs(12)..Duration::from_secs(13)).contains(&took),
        "{took:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn bodies_that_break_off_or_stand_still_are_errors() {
    let (server, builder) = mocked();
    let orq = builder.max_retries(0).build().expect("the settings are valid");
    let whole = MockResponse::json(200, &identity("u"));
    server
        .on("GET", PATH, whole.clone().reset_after(20))
        .on("GET", PATH, whole.stall_after(20))
        .on("GET", PATH, MockResponse::connect_error())
        .on("GET", PATH, MockResponse::timeout());
    for (kind, may_have_been_sent) in [
        (ErrorKind::Transport, true),
        (ErrorKind::Timeout, true),
        (ErrorKind::Connect, false),
        (ErrorKind::Timeout, true),
    ] {
        let error = orq.identities().retrieve("u").await.expect_err("a fault");
        assert_eq!(
            (error.kind(), error.may_have_been_sent()),
            (kind, may_have_been_sent),
            "{error}"
        );
    }
}

#[tokio::test]
async fn rate_limits_are_read_from_answers_and_errors() {
    let (server, builder) = mocked();
    let orq = builder.max_retries(0).build().expect("the settings are valid");
    let limited = |answer: MockResponse| {
        answer
            .header("X-RateLimit-Limit", "10")
            .header("X-RateLimit-Remaining", "0")
    };
    server
        .on("GET", PATH, limited(MockResponse::json(200, &identity("u"))))
        .on("GET", PATH, limited(MockResponse::json(429, &Value::Null)));
    let found = orq
        .identities()
        .retrieve("u")
        .with_response()
        .await
        .expect("an answer");
    let limit = found.rate_limit().expect("the server says it");
    assert_eq!(
        (limit.limit, limit.remaining, limit.reset_after),
        (Some(10), Some(0), None)
    );
    let error = orq.identities().retrieve("u").await.expect_err("too many");
    assert_eq!(error.rate_limit(), Some(limit));
}
