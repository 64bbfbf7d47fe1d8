//! Path values: a request has exactly the segments of its template, for any value.

use orq_sdk::ErrorKind;
use serde_json::json;
use tests::CannedReply;

use crate::{identities, recording};

#[tokio::test]
async fn a_value_stays_one_segment() {
    let (server, orq) = recording();
    server.reply_next(&CannedReply::json(200, &json!({"_id": "a", "external_id": "b"})));
    orq.identities()
        .retrieve("a/b?c#d e%f")
        .await
        .expect("it is there");
    let [request] = &server.requests()[..] else {
        panic!("one request")
    };
    assert_eq!(request.target, "/v2/identities/a%2Fb%3Fc%23d%20e%25f");
}

#[tokio::test]
async fn a_value_round_trips_through_the_server() {
    let (server, orq) = identities();
    for id in [
        "a/b",
        "../x",
        "..%2f",
        "%2e%2e",
        "日本",
        "a b+c&d=e",
        "...",
        ".a",
        "a;b=c",
        "'\"\\",
    ] {
        server.seed(&[(id, "Somebody", "a@example.com", &[])]);
        let found = orq
            .identities()
            .retrieve(id)
            .await
            .unwrap_or_else(|error| panic!("{id}: {error}"));
        assert_eq!(found.external_id, id);
    }
}

#[tokio::test]
async fn nothing_is_sent_for_a_value_that_would_move_the_request() {
    let (server, orq) = recording();
    for id in ["", ".", ".."] {
        let error = orq.identities().delete(id).await.expect_err("it is refused");
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        assert!(error.to_string().contains("`id`"), "{error}");
        assert!(!error.may_have_been_sent());
    }
    assert!(server.requests().is_empty());
}
