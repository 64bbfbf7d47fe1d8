//! Lists that come in pages: what is asked for, when, and what becomes of the answers.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unreachable,
    clippy::unwrap_used,
    reason = "a helper of a test may panic"
)]

mod links;
mod resume;
#[path = "../support/mod.rs"]
mod support;

use std::future::poll_fn;
use std::pin::Pin;

use futures_core::Stream;
use sdk_runtime::{
    Call, DecodeError, Error, ErrorKind, Items, Json, Operation, Pages, Pagination, Parameter, Value,
};
use serde_json::json;
use support::{Fake, PLAIN, Script, builder};

static LIST: Operation = Operation {
    id: "List",
    parameters: &[
        Parameter::query("after"),
        Parameter::query("before"),
        Parameter::query("page"),
        Parameter::query("offset"),
        Parameter::query("limit"),
    ],
    ..PLAIN
};

static BY_ITEM: Pagination = Pagination::list("/data")
    .item_cursor("after", "/id")
    .backward("before", "/id")
    .has_more("/more");
static BY_TOKEN: Pagination = Pagination::list("/data").response_cursor("after", "/next");
static BY_PAGE: Pagination = Pagination::list("/data").page("page", 1).has_more("/more");
static BY_OFFSET: Pagination = Pagination::list("/data").offset("offset");
static BY_HEADER: Pagination = Pagination::list("").link_header();
static BY_URL: Pagination = Pagination::list("/data").link_at("/links/next");

/// An item: it must have a text as its `id`.
#[derive(Debug, PartialEq)]
struct Thing(String);

impl Json for Thing {
    fn from_json(value: Value) -> Result<Self, DecodeError> {
        match value.pointer("/id") {
            Some(Value::String(id)) => Ok(Self(id.clone())),
            _ => Err(DecodeError::missing("id")),
        }
    }

    fn to_json(&self) -> Value {
        json!({"id": self.0})
    }
}

fn reply(value: &Value) -> Script {
    Script::Answer(200, vec![], value.to_string().into_bytes())
}

fn page(ids: &str, more: bool) -> Script {
    reply(&json!({"data": data(ids), "more": more}))
}

fn data(ids: &str) -> Vec<Value> {
    ids.split_whitespace().map(|id| json!({"id": id})).collect()
}

fn token(ids: &str, next: &Value) -> Script {
    reply(&json!({"data": data(ids), "next": next}))
}

fn linked(ids: &str, links: &[&str]) -> Script {
    let links = links.iter().map(|link| ("Link", (*link).to_owned()));
    Script::Answer(200, links.collect(), json!(data(ids)).to_string().into_bytes())
}

fn call(fake: &Fake, fill: impl FnOnce(&mut Call)) -> Call {
    let client = builder(fake).max_retries(0).build().unwrap();
    let mut call = Call::new(&client, &LIST);
    fill(&mut call);
    call
}

fn items(fake: &Fake, pagination: &'static Pagination) -> Items<Thing> {
    call(fake, |_| {}).items(pagination)
}

/// All items up to the end or an error.
async fn walk(items: &mut Items<Thing>) -> (String, Option<Error>) {
    let mut ids = Vec::new();
    loop {
        match items.next().await {
            Some(Ok(thing)) => ids.push(thing.0),
            Some(Err(error)) => return (ids.join(" "), Some(error)),
            None => return (ids.join(" "), None),
        }
    }
}

async fn all(items: &mut Items<Thing>) -> String {
    let (ids, error) = walk(items).await;
    assert!(error.is_none(), "{error:?}");
    ids
}

/// What was asked for, after the base URL.
fn targets(fake: &Fake) -> Vec<String> {
    let requests = fake.requests.lock().unwrap();
    let urls = requests.iter().map(|request| request.url.as_str());
    urls.map(|url| url.trim_start_matches("https://api.example.com").to_owned())
        .collect()
}

#[tokio::test]
async fn a_value_of_the_last_item_asks_for_the_next_page() {
    let fake = Fake::new([page("a b", true), page("c d", true), page("e", false)]);
    assert_eq!(all(&mut items(&fake, &BY_ITEM)).await, "a b c d e");
    assert_eq!(
        targets(&fake),
        ["/base/things", "/base/things?after=b", "/base/things?after=d"]
    );
}

#[tokio::test]
async fn a_walk_begins_where_the_caller_says() {
    let fake = Fake::new([page("c", true), page("d", false)]);
    let mut items = call(&fake, |call| {
        call.query("after", "b".to_owned());
        call.query("limit", 1);
        call.extra_query("x", "y");
        call.extra_header("X-Trace", "t");
    })
    .items::<Thing>(&BY_ITEM);
    assert_eq!(items.cursor().as_deref(), Some("b"));
    assert_eq!(all(&mut items).await, "c d");
    assert_eq!(
        targets(&fake),
        [
            "/base/things?after=b&limit=1&x=y",
            "/base/things?after=c&limit=1&x=y"
        ]
    );
    for request in fake.requests.lock().unwrap().iter() {
        assert_eq!(request.headers.get("x-trace"), Some("t"));
    }
}

#[tokio::test]
async fn a_walk_goes_backwards_from_the_first_item() {
    let fake = Fake::new([page("c d", true), page("a b", false)]);
    let mut items = call(&fake, |call| call.query("before", "e".to_owned())).items::<Thing>(&BY_ITEM);
    assert_eq!(all(&mut items).await, "c d a b");
    assert_eq!(targets(&fake), ["/base/things?before=e", "/base/things?before=c"]);
}

#[tokio::test]
async fn nothing_is_asked_for_before_it_is_wanted() {
    let fake = Fake::new([page("a b", true), page("c", false)]);
    let mut items = items(&fake, &BY_ITEM);
    assert_eq!(fake.count(), 0);
    for (id, requests) in [("a", 1), ("b", 1), ("c", 2)] {
        assert_eq!(items.next().await.unwrap().unwrap(), Thing(id.to_owned()));
        assert_eq!(fake.count(), requests);
    }
    assert!(items.next().await.is_none());
    assert!(items.next().await.is_none());
    assert_eq!(fake.count(), 2);
}

#[tokio::test]
async fn a_list_ends_with_a_page_that_has_nothing() {
    for last in [
        json!({"data": [], "more": true}),
        json!({"data": null}),
        json!({"more": true}),
        json!({}),
    ] {
        let fake = Fake::new([page("a", true), reply(&last)]);
        assert_eq!(all(&mut items(&fake, &BY_ITEM)).await, "a", "{last}");
        assert_eq!(fake.count(), 2, "{last}");
    }
}

#[tokio::test]
async fn without_a_flag_the_walk_goes_on_to_the_empty_page() {
    let fake = Fake::new([reply(&json!({"data": data("a")})), reply(&json!({"data": []}))]);
    assert_eq!(all(&mut items(&fake, &BY_ITEM)).await, "a");
    assert_eq!(fake.count(), 2);
}

#[tokio::test]
async fn a_cursor_that_comes_again_ends_the_walk() {
    let fake = Fake::new([page("a b", true), page("a b", true)]);
    assert_eq!(all(&mut items(&fake, &BY_ITEM)).await, "a b a b");
    let fake = Fake::new([page("a", true), page("a", true)]);
    let mut again = call(&fake, |call| call.query("after", "a".to_owned())).items::<Thing>(&BY_ITEM);
    assert_eq!(all(&mut again).await, "a");
    assert_eq!(fake.count(), 1);
}

#[tokio::test]
async fn cursors_that_go_round_in_a_circle_end_the_walk() {
    let round = ["a", "b", "c", "d", "e"];
    let fake = Fake::new((0..1000).map(|number| page(round[number % 5], true)));
    let seen = all(&mut items(&fake, &BY_ITEM)).await;
    assert!(fake.count() < 20, "{seen}");
    assert!(seen.starts_with("a b c d e"), "{seen}");
}

#[tokio::test]
async fn a_list_that_goes_on_without_a_cursor_is_an_error_after_its_items() {
    static BY_X: Pagination = Pagination::list("/data")
        .item_cursor("after", "/x/y")
        .has_more("/more");
    let fake = Fake::new([reply(
        &json!({"data": [{"id": "a"}, {"id": "b", "x": {}}], "more": true}),
    )]);
    let (seen, error) = walk(&mut items(&fake, &BY_X)).await;
    let error = error.unwrap();
    assert_eq!(seen, "a b");
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.decode_path().as_deref(), Some("$.data[1].x.y"));
    assert_eq!(error.operation(), Some("List"));
}

#[tokio::test]
async fn tokens_of_the_answer_go_on_until_there_is_none() {
    for last in [json!(null), json!("")] {
        let fake = Fake::new([
            token("a", &json!("t/1 &")),
            token("b", &json!(7)),
            token("c", &last),
        ]);
        assert_eq!(all(&mut items(&fake, &BY_TOKEN)).await, "a b c");
        assert_eq!(
            targets(&fake),
            [
                "/base/things",
                "/base/things?after=t%2F1%20%26",
                "/base/things?after=7"
            ]
        );
    }
    let fake = Fake::new([token("a", &json!({}))]);
    let (seen, error) = walk(&mut items(&fake, &BY_TOKEN)).await;
    assert_eq!(seen, "a");
    let error = error.unwrap().to_string();
    assert!(
        error.contains("$.next: expected a cursor, found an object"),
        "{error}"
    );
}

#[tokio::test]
async fn pages_are_counted_from_the_first_or_the_given_one() {
    let fake = Fake::new([page("a", true), page("b", true), page("", true)]);
    assert_eq!(all(&mut items(&fake, &BY_PAGE)).await, "a b");
    assert_eq!(
        targets(&fake),
        ["/base/things", "/base/things?page=2", "/base/things?page=3"]
    );
    let fake = Fake::new([page("a", true), page("b", false)]);
    // A number may be written as a text.
    let mut later = call(&fake, |call| call.query("page", "7".to_owned())).items::<Thing>(&BY_PAGE);
    assert_eq!(all(&mut later).await, "a b");
    assert_eq!(targets(&fake), ["/base/things?page=7", "/base/things?page=8"]);
}

#[tokio::test]
async fn offsets_count_the_items_that_came() {
    let fake = Fake::new([page("a b c", true), page("d", true), page("", true)]);
    let mut items = call(&fake, |call| call.query("offset", 10)).items::<Thing>(&BY_OFFSET);
    assert_eq!(all(&mut items).await, "a b c d");
    assert_eq!(
        targets(&fake),
        [
            "/base/things?offset=10",
            "/base/things?offset=13",
            "/base/things?offset=14"
        ]
    );
}

#[tokio::test]
async fn a_cursor_may_be_a_field_of_the_body() {
    static SEARCH: Operation = Operation {
        method: "POST",
        bodies: &[sdk_runtime::Body::json("application/json")],
        ..PLAIN
    };
    let fake = Fake::new([token("a", &json!("t")), token("b", &json!(null))]);
    let client = builder(&fake).build().unwrap();
    let mut call = Call::new(&client, &SEARCH);
    call.body(json!({"query": "q"}));
    assert_eq!(all(&mut call.items::<Thing>(&BY_TOKEN)).await, "a b");
    let requests = fake.requests.lock().unwrap();
    let sent = |index: usize| -> Value { serde_json::from_slice(&requests[index].body).unwrap() };
    assert_eq!(sent(0), json!({"query": "q"}));
    assert_eq!(sent(1), json!({"query": "q", "after": "t"}));
}

#[tokio::test]
async fn pages_come_with_their_answers() {
    let fake = Fake::new([
        Script::Answer(
            200,
            vec![("X-Request-Id", "r1".to_owned())],
            json!({"data": data("a"), "more": true}).to_string().into_bytes(),
        ),
        page("b", false),
    ]);
    let mut pages: Pages<Value> = call(&fake, |_| {}).pages(&BY_ITEM);
    let first = pages.next().await.unwrap().unwrap();
    assert_eq!(first.request_id(), Some("r1"));
    assert_eq!(first.value()["data"][0]["id"], "a");
    assert_eq!(pages.cursor().as_deref(), Some("a"));
    assert_eq!(fake.count(), 1);
    assert_eq!(pages.next().await.unwrap().unwrap().value()["data"][0]["id"], "b");
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn they_are_streams() {
    fn is_stream<T: Stream + Send + Unpin>(_: &T) {}
    let fake = Fake::new([page("a b", false)]);
    let mut items = items(&fake, &BY_ITEM);
    is_stream(&items);
    is_stream(&call(&fake, |_| {}).pages::<Value>(&BY_ITEM));
    let first = poll_fn(|context| Pin::new(&mut items).poll_next(context)).await;
    assert_eq!(first.unwrap().unwrap().0, "a");
    assert_eq!(items.size_hint(), (1, None));
}

#[tokio::test(start_paused = true)]
async fn a_future_that_is_dropped_loses_nothing() {
    let fake = Fake::new([Script::Hang]);
    let mut items = items(&fake, &BY_ITEM);
    for _ in 0..2 {
        let waited = tokio::time::timeout(std::time::Duration::from_secs(1), items.next()).await;
        assert!(waited.is_err());
    }
    assert_eq!(fake.count(), 1);
}
