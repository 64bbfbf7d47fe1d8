//! Responses: which are decoded, which are kept as they are, and which are rejected.

use serde_json::{Value, json};
use tests::CannedReply;

use crate::recording;

#[tokio::test]
async fn unknown_fields_are_kept_and_written_back() {
    let (server, orq) = recording();
    let answer = json!({
        "_id": "contact_1", "external_id": "user_1", "display_name": null, "tags": ["a"],
        "metrics": null, "brand_new": {"deep": [1, 2.5, "x"]},
    });
    server.reply_next(&CannedReply::json(200, &answer));
    let identity = orq.identities().retrieve("user_1").await.expect("it is there");
    assert_eq!(identity.display_name, None);
    assert_eq!(
        identity.extra.get("brand_new"),
        Some(&json!({"deep": [1, 2.5, "x"]}))
    );
    assert_eq!(serde_json::to_value(&identity).expect("it is JSON"), answer);
    let again: orq_sdk::types::Identity = serde_json::from_value(answer).expect("it is an identity");
    assert_eq!(again, identity);
}

#[tokio::test]
async fn an_absent_required_field_is_named() {
    let (server, orq) = recording();
    let answer = json!({"object": "list", "has_more": false, "data": [{"_id": "a", "external_id": "b"}, {"_id": "c"}]});
    server.reply_next(&CannedReply::json(200, &answer));
    let error = orq.identities().list().await.expect_err("a field is missing");
    assert!(error.is_decode(), "{error:?}");
    assert_eq!(error.status(), Some(200));
    assert_eq!(error.decode_path().as_deref(), Some("$.data[1].external_id"));
    assert!(error.to_string().contains("external_id"), "{error}");
    let kept: Value = serde_json::from_str(&error.text().expect("the text is kept")).expect("it is JSON");
    assert_eq!(kept, answer);
}

#[tokio::test]
async fn a_field_of_another_type_is_told_with_its_path() {
    let (server, orq) = recording();
    server.reply_next(&CannedReply::json(200, &json!({"_id": 7, "external_id": "b"})));
    let error = orq
        .identities()
        .retrieve("b")
        .await
        .expect_err("the type is wrong");
    assert_eq!(error.decode_path().as_deref(), Some("$._id"));
    assert!(error.to_string().contains("string"), "{error}");
}

#[tokio::test]
async fn html_for_json_is_a_decode_error_that_keeps_it() {
    let (server, orq) = recording();
    server.reply_next(&CannedReply::text(200, "text/html", "<html>hello</html>"));
    let error = orq.identities().retrieve("b").await.expect_err("it is not JSON");
    assert!(error.is_decode());
    assert_eq!(error.text().as_deref(), Some("<html>hello</html>"));
}

#[tokio::test]
async fn an_empty_body_where_json_is_expected_is_told() {
    let (server, orq) = recording();
    server.reply_next(&CannedReply::empty(200));
    let error = orq
        .identities()
        .retrieve("b")
        .await
        .expect_err("there is nothing to decode");
    assert!(error.is_decode());
}

#[tokio::test]
async fn delete_succeeds_with_204_and_with_an_empty_object() {
    let (server, orq) = recording();
    server.reply_next(&CannedReply::empty(204));
    orq.identities().delete("a").await.expect("204 is success");
    server.reply_next(&CannedReply::json(200, &json!({})));
    orq.identities().delete("a").await.expect("200 is success");
}

#[tokio::test]
async fn an_answer_tells_status_headers_and_attempts() {
    let (server, orq) = recording();
    let reply =
        CannedReply::json(201, &json!({"_id": "a", "external_id": "b"})).header("x-request-id", "req-1");
    server.reply_next(&reply);
    let response = orq
        .identities()
        .create("b")
        .with_response()
        .await
        .expect("it is created");
    assert_eq!(response.status(), 201);
    assert_eq!(response.request_id(), Some("req-1"));
    assert_eq!(response.attempts(), 1);
    assert_eq!(response.into_inner().id, "a");
}
