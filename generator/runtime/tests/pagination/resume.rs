//! Errors midway, and the cursors to go on from.

use sdk_runtime::{ErrorKind, Pages, Pagination, TransportErrorKind};
use serde_json::json;

use super::support::{Fake, Script};
use super::{
    BY_HEADER, BY_ITEM, BY_OFFSET, BY_PAGE, BY_TOKEN, BY_URL, Thing, all, call, items, page, reply, targets,
    walk,
};

#[tokio::test]
async fn an_error_comes_once_and_the_walk_goes_on_from_there() {
    let fake = Fake::new([
        page("a b", true),
        Script::Answer(500, vec![], vec![]),
        page("c", true),
        Script::Fail(TransportErrorKind::Other),
        page("d", false),
    ]);
    let mut items = items(&fake, &BY_ITEM);
    let (seen, error) = walk(&mut items).await;
    assert_eq!((seen.as_str(), error.unwrap().status()), ("a b", Some(500)));
    assert!(items.next().await.is_none());
    assert_eq!(fake.count(), 2);
    assert_eq!(items.cursor().as_deref(), Some("b"));
    items.resume();
    let (seen, error) = walk(&mut items).await;
    assert_eq!(seen, "c");
    assert!(error.is_some());
    let cursor = items.cursor().unwrap();
    let mut items = call(&fake, |_| {}).items::<Thing>(&BY_ITEM).resume_from(cursor);
    assert_eq!(all(&mut items).await, "d");
    assert_eq!(targets(&fake)[4], "/base/things?after=c");
    // The end is the end.
    items.resume();
    assert!(items.next().await.is_none());
    assert_eq!(fake.count(), 5);
}

#[tokio::test]
async fn an_item_that_is_no_item_is_an_error_after_those_before_it() {
    let bad = json!({"data": [{"id": "c"}, {"id": 4}, {"id": "e"}], "more": true});
    let fake = Fake::new([page("a b", true), reply(&bad), page("c d", false)]);
    let mut items = items(&fake, &BY_ITEM);
    let (seen, error) = walk(&mut items).await;
    let error = error.unwrap();
    assert_eq!(seen, "a b c");
    assert_eq!(error.decode_path().as_deref(), Some("$.data[1].id"));
    assert_eq!(error.status(), Some(200));
    assert!(error.text().unwrap().contains("\"e\""));
    assert!(items.next().await.is_none());
    assert_eq!(items.cursor().as_deref(), Some("b"));
    items.resume();
    assert_eq!(all(&mut items).await, "c d");
}

#[tokio::test]
async fn answers_that_are_no_pages_are_errors() {
    for body in ["<html>", "", "{\"data\": 3}", "{\"data\": {}}"] {
        let fake = Fake::new([Script::Answer(200, vec![], body.into())]);
        let (_, error) = walk(&mut items(&fake, &BY_ITEM)).await;
        let error = error.unwrap();
        assert_eq!(error.kind(), ErrorKind::Decode, "{body}");
        assert_eq!(error.text().as_deref(), Some(body));
    }
}

#[tokio::test]
async fn a_cursor_is_that_of_the_page_at_hand_until_its_last_item() {
    let fake = Fake::new([page("a b", true), page("c d", false)]);
    let mut items = items(&fake, &BY_ITEM);
    let mut cursors = vec![items.cursor()];
    while let Some(item) = items.next().await {
        item.unwrap();
        cursors.push(items.cursor());
    }
    cursors.push(items.cursor());
    let b = Some("b".to_owned());
    assert_eq!(cursors, [None, None, b.clone(), b.clone(), b.clone(), b]);
}

#[tokio::test]
async fn a_cursor_that_is_none_is_refused() {
    let refused = async |pagination: &'static Pagination, cursor: &str| {
        let fake = Fake::default();
        let mut items = items(&fake, pagination).resume_from(cursor);
        let error = items.next().await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{cursor}");
        assert!(error.to_string().contains("cursor"), "{error}");
        assert_eq!(fake.count(), 0);
    };
    refused(&BY_PAGE, "two").await;
    refused(&BY_OFFSET, "").await;
    refused(&BY_HEADER, "https://evil.example/").await;
    refused(&BY_HEADER, "//evil.example/").await;
    refused(&BY_URL, "/a/../b").await;
}

#[tokio::test]
async fn cursors_of_every_style_lead_on() {
    let resumed = async |pagination: &'static Pagination, cursor: &str| {
        let fake = Fake::new([page("", false)]);
        all(&mut items(&fake, pagination).resume_from(cursor)).await;
        targets(&fake).remove(0)
    };
    assert_eq!(resumed(&BY_ITEM, "x y").await, "/base/things?after=x%20y");
    assert_eq!(resumed(&BY_TOKEN, "7").await, "/base/things?after=7");
    assert_eq!(resumed(&BY_PAGE, "7").await, "/base/things?page=7");
    assert_eq!(resumed(&BY_OFFSET, "7").await, "/base/things?offset=7");
    assert_eq!(resumed(&BY_URL, "/things/?page=7").await, "/things/?page=7");
}

#[tokio::test]
async fn a_page_that_is_none_is_an_error_and_comes_again() {
    let fake = Fake::new([page("a", true), page("b", false), page("b", false)]);
    // Its pages are things, and none has an `id`.
    let mut pages: Pages<Thing> = call(&fake, |_| {}).pages(&BY_ITEM);
    assert!(pages.next().await.unwrap().unwrap_err().is_decode());
    assert!(pages.next().await.is_none());
    assert_eq!(pages.cursor(), None);
    pages.resume();
    assert!(pages.next().await.unwrap().is_err());
    assert_eq!(targets(&fake), ["/base/things", "/base/things"]);
    let shown = format!("{pages:?}");
    assert!(shown.contains("List"), "{shown}");
}
