//! Links to the next page: which are followed, and which are not.

use sdk_runtime::{Call, ErrorKind, Operation, Value};
use serde_json::json;

use super::support::{Fake, KEY, builder};
use super::{BY_HEADER, BY_URL, LIST, Thing, all, call, data, items, linked, reply, targets, walk};

#[tokio::test]
async fn the_link_header_is_followed() {
    let fake = Fake::new([
        linked(
            "a",
            &["<https://api.example.com/other/9?page=2&q=a%20b>; rel=\"prev next\"; title=\"x, <y>\""],
        ),
        linked(
            "b",
            &["</first>; rel=first, <HTTPS://API.example.com:443/x/?c=,;#f>;REL = Next"],
        ),
        linked("c", &["<?d=1>; rel=next"]),
        linked("d", &["<two>; rel=\"next\""]),
        linked(
            "e",
            &[
                "<?e>; title=next; x; rel=last",
                "<https://elsewhere.example/>; rel=prev",
            ],
        ),
    ]);
    let mut items = call(&fake, |call| {
        call.query("limit", 1);
        call.extra_header("X-Trace", "t");
    })
    .items::<Thing>(&BY_HEADER);
    assert_eq!(all(&mut items).await, "a b c d e");
    assert_eq!(
        targets(&fake),
        [
            "/base/things?limit=1",
            "/other/9?page=2&q=a%20b",
            "/x/?c=,;",
            "/x/?d=1",
            "/x/two"
        ]
    );
    for request in fake.requests.lock().unwrap().iter() {
        assert_eq!(request.headers.get("x-trace"), Some("t"));
        assert_eq!(request.method, "GET");
    }
}

#[tokio::test]
async fn a_link_of_the_body_is_followed() {
    let linked = |ids: &str, next: Value| reply(&json!({"data": data(ids), "links": {"next": next}}));
    let fake = Fake::new([
        linked("a", json!("https://api.example.com/base/things?p=ü é")),
        linked("b", json!("//api.example.com/x")),
        linked("c", json!(null)),
    ]);
    assert_eq!(all(&mut items(&fake, &BY_URL)).await, "a b c");
    assert_eq!(
        targets(&fake),
        ["/base/things", "/base/things?p=%C3%BC%20%C3%A9", "/x"]
    );
}

#[tokio::test]
async fn a_link_to_another_origin_is_refused_after_the_items() {
    for link in [
        "https://evil.example/things",
        "http://api.example.com/things",
        "https://api.example.com:8443/things",
        "https://api.example.com.evil.example/",
        "https://api.example.com@evil.example/",
        "https://user@api.example.com/",
        "//evil.example/things",
        "https:evil.example",
        "javascript:alert(1)",
        "ftp://api.example.com/",
    ] {
        let fake = Fake::new([linked("a", &[&format!("<{link}>; rel=next")])]);
        let (seen, error) = walk(&mut items(&fake, &BY_HEADER)).await;
        let error = error.unwrap();
        assert_eq!(seen, "a");
        assert_eq!(fake.count(), 1, "{link}");
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        let shown = format!("{error} {error:?}");
        assert!(shown.contains("the link to the next page"), "{shown}");
        assert!(!shown.contains("evil") && !shown.contains("user@"), "{shown}");
    }
}

#[tokio::test]
async fn a_link_with_a_path_that_is_not_plain_is_refused() {
    for link in [
        "/a/../admin",
        "/a/%2e%2e/admin",
        "..",
        "/a//b",
        "/a\\b",
        "/a\"b",
        "/a?b\\c",
    ] {
        let fake = Fake::new([linked("a", &[&format!("<{link}>; rel=next")])]);
        let (_, error) = walk(&mut items(&fake, &BY_HEADER)).await;
        assert_eq!(error.unwrap().kind(), ErrorKind::InvalidRequest, "{link}");
        assert_eq!(fake.count(), 1, "{link}");
    }
}

#[tokio::test]
async fn a_key_of_the_query_is_sent_once_and_is_in_no_cursor() {
    static WITH_KEY: Operation = Operation {
        security: &[&["Query"]],
        ..LIST
    };
    let link = format!("</things?api%5Fkey={KEY}&page=2&api_key=other>; rel=next");
    let fake = Fake::new([linked("a", &[&link]), linked("b", &[])]);
    let client = builder(&fake).credential("Query", KEY).build().unwrap();
    let mut items = Call::new(&client, &WITH_KEY).items::<Thing>(&BY_HEADER);
    assert_eq!(items.next().await.unwrap().unwrap().0, "a");
    assert_eq!(items.cursor().as_deref(), Some("/things?page=2"));
    assert_eq!(all(&mut items).await, "b");
    assert_eq!(targets(&fake)[1], format!("/things?page=2&api_key={KEY}"));
    assert!(!format!("{items:?}").contains(KEY));
}
