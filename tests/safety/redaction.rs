//! Strings of format `password` are sent unchanged, and never displayed.

use std::collections::BTreeMap;

use serde_json::json;
use tests::CannedReply;
use tests::fixtures::guarded::things::GetThingError;
use tests::fixtures::guarded::types::{Hidden, HiddenPin, Thing};
use tests::recording_server::RecordingServer;
use tests::runtime::Secret;

use crate::server::client;

const WORD: &str = "s3cret-w0rd";

fn secrets() -> BTreeMap<String, Hidden> {
    let list = Hidden::from(vec![Secret::new(WORD), Secret::new(WORD)]);
    BTreeMap::from([
        ("list".to_owned(), list),
        ("object".to_owned(), Hidden::from(HiddenPin::new(WORD))),
    ])
}

/// Asserts that neither `Display` nor `Debug` shows the word.
macro_rules! hidden {
    ($($value:expr),+ $(,)?) => {$(
        let shown = format!("{:?} {:#?}", $value, $value);
        assert!(!shown.contains(WORD), "{shown}");
    )+};
}

#[tokio::test]
async fn passwords_are_shown_nowhere() {
    let server = RecordingServer::start().expect("a loopback port is free");
    let client = client(&server.base_url());
    let thing = Thing::new().secrets(secrets());
    let request = client.things().change("a").secrets(secrets());
    let whole = client.things().change("a").body(thing.clone());
    let raw = client.request("POST", "/things/a").body(&thing);
    hidden!(thing, request, whole, raw);
    let as_json = json!({"secrets": {"list": [WORD, WORD], "object": {"pin": WORD}}});
    for _ in 0..3 {
        server.reply_next(&CannedReply::json(200, &as_json));
    }
    let answer = request.with_response().await.expect("an answer");
    hidden!(answer, answer.value());
    assert_eq!(*answer.value(), thing);
    whole.await.expect("an answer");
    raw.await.expect("an answer");
    for sent in server.requests() {
        assert_eq!(sent.json(), as_json, "what is sent has the word");
    }
    let told = json!({"message": "no", "retry_with": WORD});
    server.clear_requests();
    server.reply_next(&CannedReply::json(200, &as_json));
    server.reply_next(&CannedReply::json(403, &told));
    client.things().get("a").await.expect("an answer");
    let error = client.things().get("a").await.expect_err("403");
    let body: GetThingError = error.body().expect("the document describes it");
    hidden!(error, body);
    let page = json!({"results": [as_json], "next": null});
    server.reply_next(&CannedReply::json(200, &page));
    server.reply_next(&CannedReply::json(200, &page));
    let things = client.things().list().await.expect("a page");
    let mut items = client.things().list().items();
    let item = items.next().await.expect("an item").expect("it is good");
    hidden!(things, item, items);
}

/// A response that does not match the document is reported by type and location.
#[tokio::test]
async fn a_password_of_another_kind_is_not_told() {
    let server = RecordingServer::start().expect("a loopback port is free");
    let client = client(&server.base_url());
    server.reply_next(&CannedReply::json(200, &json!({"name": {"pin": WORD}})));
    let error = client.things().get("a").await.expect_err("a name is a text");
    hidden!(error);
    assert!(error.is_decode() && !error.to_string().contains(WORD), "{error}");
}
