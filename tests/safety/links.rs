//! Links to the next page stay on the origin, and cursors are strings.

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::json;
use tests::CannedReply;
use tests::fixtures::pagination_link;
use tests::recording_server::RecordingServer;

use crate::hostile::{cases, words};
use crate::reader::{form_decoded, pairs_of};
use crate::server::{KINDS, client, guarded};

/// Returns links to other servers, which must not be followed, and invalid links.
fn away(own: &str, other: &str) -> Vec<String> {
    let own_host = own.trim_start_matches("http://");
    let other_host = other.trim_start_matches("http://");
    let port = own_host.rsplit(':').next().expect("a port");
    vec![
        format!("{other}/things?p=2"),
        format!("//{other_host}/things?p=2"),
        format!("\\\\{other_host}/things"),
        format!("/\\{other_host}/things"),
        format!("http:\\\\{other_host}/things"),
        format!("http:{other_host}/things"),
        format!("http://{own_host}@{other_host}/things"),
        format!("http://user@{own_host}/things"),
        format!("http://user:pass@{own_host}/things"),
        format!("http://{own_host}\\@{other_host}/things"),
        format!("http://{own_host}.{other_host}/things"),
        format!("http://localhost:{port}/things"),
        format!("http://127.0.0.1.:{port}/things"),
        format!("http://127.1:{port}/things"),
        format!("https://{own_host}/things"),
        format!("ht\ntp://{other_host}/things"),
        format!("javascript://{own_host}/things"),
        format!("file:///etc/passwd?{own_host}"),
        "/..//evil/things".to_owned(),
        "/%2e%2e/things".to_owned(),
        "//".to_owned(),
        "http://".to_owned(),
    ]
}

#[tokio::test]
async fn links_to_the_next_page_stay_on_the_origin() {
    let (own, other) = (
        RecordingServer::start().expect("a loopback port is free"),
        RecordingServer::start().expect("a loopback port is free"),
    );
    for kind in KINDS {
        let client = guarded(kind, "key-in-use")
            .base_url(own.base_url())
            .build()
            .expect("it is valid");
        for link in away(&own.base_url(), &other.base_url()) {
            own.clear_requests();
            own.reply_next(&CannedReply::json(
                200,
                &json!({"results": [{"name": "a"}], "next": link}),
            ));
            let mut items = client.things().list().items();
            assert!(
                items.next().await.is_some_and(|item| item.is_ok()),
                "the page itself is good"
            );
            let error = items
                .next()
                .await
                .expect("an end in silence would lose items")
                .expect_err(&link);
            assert!(error.is_invalid_request(), "{link}: {error}");
            assert!(
                !error.to_string().contains("evil") && !error.to_string().contains("pass"),
                "{error}"
            );
            assert_eq!(own.requests().len(), 1, "{link}");
            assert!(other.requests().is_empty(), "{link}");
        }
    }
}

#[tokio::test]
async fn a_link_header_stays_on_the_origin() {
    let (own, other) = (
        RecordingServer::start().expect("a loopback port is free"),
        RecordingServer::start().expect("a loopback port is free"),
    );
    let client = pagination_link::Client::builder()
        .base_url(own.base_url())
        .max_retries(0);
    let client = client.build().expect("the settings are valid");
    for link in away(&own.base_url(), &other.base_url())
        .into_iter()
        .filter(|link| !link.contains('\n'))
    {
        own.clear_requests();
        let header = format!("<{link}>; rel=\"next\"");
        own.reply_next(&CannedReply::json(200, &json!([{"name": "a"}])).header("Link", &header));
        let mut items = client.things().list().items();
        assert!(items.next().await.is_some_and(|item| item.is_ok()));
        let error = items
            .next()
            .await
            .expect("an end in silence would lose items")
            .expect_err(&link);
        assert!(error.is_invalid_request(), "{link}: {error}");
        assert!(other.requests().is_empty(), "{link}");
    }
}

/// A link that repeats the credential in the query does not duplicate it, and a link with another credential
/// does not replace it.
#[tokio::test]
async fn a_link_cannot_bring_a_credential() {
    let own = RecordingServer::start().expect("a loopback port is free");
    let client = guarded("query", "key-in-use")
        .base_url(own.base_url())
        .build()
        .expect("it is valid");
    let page = json!({"results": [{"name": "a"}], "next": "/things?p=2&api_key=other&api%5Fkey=other"});
    own.reply_next(&CannedReply::json(200, &page));
    let mut items = client.things().list().items();
    while let Some(item) = items.next().await {
        item.expect("both pages come");
    }
    let targets: Vec<String> = own.requests().into_iter().map(|request| request.target).collect();
    assert_eq!(
        targets,
        ["/things?api_key=key-in-use", "/things?p=2&api_key=key-in-use"]
    );
}

#[test]
fn cursors_are_texts_and_nothing_else() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let server = RecordingServer::start().expect("a loopback port is free");
    let client = client(&server.base_url());
    let mut runner = TestRunner::new(cases(48));
    let outcome = runner.run(&words(), |words| {
        let cursor = words.concat();
        server.clear_requests();
        let page = json!({"data": [{"name": "a"}], "next_cursor": cursor});
        server.reply_next(&CannedReply::json(200, &page));
        // An unused response would be sent in the next case.
        if !cursor.is_empty() {
            server.reply_next(&CannedReply::json(200, &json!({"data": []})));
        }
        runtime.block_on(async {
            let mut items = client.things().list_tokens().items();
            while let Some(item) = items.next().await {
                item.expect("a cursor is any text");
            }
        });
        let requests = server.requests();
        prop_assert_eq!(requests.len(), 2 - usize::from(cursor.is_empty()));
        if let Some(request) = requests.get(1) {
            prop_assert_eq!(request.path(), "/tokens");
            let pairs = pairs_of(request.query().unwrap_or_default());
            let pairs: Vec<_> = pairs
                .iter()
                .map(|(name, value)| (name.as_str(), form_decoded(value)))
                .collect();
            prop_assert_eq!(pairs, [("cursor", cursor)]);
        }
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}
