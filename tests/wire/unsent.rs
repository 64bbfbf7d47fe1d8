//! Data that is not sent: unset parameters, and requests that violate a documented bound.

use orq_sdk::ErrorKind;
use orq_sdk::types::IdentityFilter;
use serde_json::json;
use tests::CannedReply;

use crate::{client, recording};

#[tokio::test]
async fn parameters_that_were_not_set_are_not_sent() {
    let (server, orq) = recording();
    server.reply_next(&CannedReply::json(
        200,
        &json!({"object": "list", "data": [], "has_more": false}),
    ));
    orq.identities().list().await.expect("the list is empty");
    server.reply_next(&CannedReply::json(
        200,
        &json!({"object": "list", "data": [], "has_more": false}),
    ));
    orq.identities()
        .list()
        .filter_by(IdentityFilter::new())
        .await
        .expect("the list is empty");
    let targets: Vec<String> = server
        .requests()
        .iter()
        .map(|request| request.target.clone())
        .collect();
    assert_eq!(targets, ["/v2/identities", "/v2/identities"]);
}

#[tokio::test]
async fn the_query_follows_the_document_and_not_the_calls() {
    let (server, orq) = recording();
    server.reply_next(&CannedReply::json(
        200,
        &json!({"object": "list", "data": [], "has_more": false}),
    ));
    orq.identities()
        .list()
        .include_metrics(true)
        .starting_after("a&b")
        .limit(5)
        .await
        .expect("the list is empty");
    let [request] = &server.requests()[..] else {
        panic!("one request")
    };
    assert_eq!(
        request.target,
        "/v2/identities?limit=5&starting_after=a%26b&include_metrics=true"
    );
}

#[tokio::test]
async fn a_broken_bound_is_told_before_sending() {
    let (server, orq) = recording();
    let too_long = "é".repeat(121);
    for (error, name) in [
        (orq.identities().list().limit(0).await.err(), "limit"),
        (orq.identities().list().limit(51).await.err(), "limit"),
        (orq.identities().list().search("j").await.err(), "search"),
        (orq.identities().create(&too_long).await.err(), "external_id"),
    ] {
        let error = error.expect("it is refused");
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        assert!(error.to_string().contains(name), "{error}");
    }
    assert!(server.requests().is_empty());
    // Bounds count code points: 120 of two bytes each are valid.
    server.reply_next(&CannedReply::json(201, &json!({"_id": "a", "external_id": "b"})));
    orq.identities()
        .create("é".repeat(120))
        .await
        .expect("it is short enough");
}

#[tokio::test]
async fn a_comma_that_would_read_as_a_separator_is_refused() {
    let (server, orq) = recording();
    let filter = IdentityFilter::new().tags(["a,b"]);
    let error = orq
        .identities()
        .list()
        .filter_by(filter)
        .await
        .expect_err("it is refused");
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert!(error.to_string().contains("filter_by"), "{error}");
    assert!(server.requests().is_empty());
}

#[test]
fn plain_http_is_refused_beyond_loopback() {
    use orq_sdk::Orq;

    let build = |url: &str| Orq::builder().api_key("key").base_url(url).build();
    assert_eq!(
        build("http://api.example.com").expect_err("it is plain").kind(),
        ErrorKind::Config
    );
    assert!(build("https://api.example.com/prefix/").is_ok());
    let _ = client("http://127.0.0.1:9", "key");
}
