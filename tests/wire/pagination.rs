//! Pagination of the list of identities.

use orq_sdk::types::IdentityFilter;
use orq_sdk::{Error, Items, Orq};
use serde_json::json;
use tests::CannedReply;
use tests::identities_server::IdentitiesServer;

use crate::{identities, recording};

/// Starts the service with identities `user_1` to `user_N`.
fn crowd(count: usize) -> (IdentitiesServer, Orq) {
    let (server, orq) = identities();
    for number in 1..=count {
        let tag = if number % 2 == 0 { "even" } else { "odd" };
        server.seed(&[(&format!("user_{number}"), "Jane", "jane@example.com", &[tag])]);
    }
    (server, orq)
}

/// Returns the numbers of the items, up to the end or to an error.
async fn walk(items: &mut Items<orq_sdk::types::Identity>) -> (Vec<usize>, Option<Error>) {
    let mut numbers = Vec::new();
    loop {
        match items.next().await {
            Some(Ok(identity)) => {
                let number = identity.external_id.trim_start_matches("user_");
                numbers.push(number.parse().expect("it is one of the crowd"));
            }
            Some(Err(error)) => return (numbers, Some(error)),
            None => return (numbers, None),
        }
    }
}

async fn all(mut items: Items<orq_sdk::types::Identity>) -> Vec<usize> {
    let (numbers, error) = walk(&mut items).await;
    assert!(error.is_none(), "{error:?}");
    numbers
}

fn id(server: &IdentitiesServer, number: usize) -> String {
    let identity = &server.identities()[number - 1];
    identity["_id"].as_str().expect("it is a text").to_owned()
}

#[tokio::test]
async fn all_items_come_page_by_page() {
    let (server, orq) = crowd(7);
    let items = orq.identities().list().limit(3).items();
    assert!(server.requests().is_empty());
    assert_eq!(all(items).await, [1, 2, 3, 4, 5, 6, 7]);
    let targets: Vec<String> = server
        .requests()
        .into_iter()
        .map(|request| request.target)
        .collect();
    let third = id(&server, 3);
    let sixth = id(&server, 6);
    assert_eq!(
        targets,
        [
            "/v2/identities?limit=3".to_owned(),
            format!("/v2/identities?limit=3&starting_after={third}"),
            format!("/v2/identities?limit=3&starting_after={sixth}"),
        ]
    );
}

#[tokio::test]
async fn an_empty_workspace_has_no_items_and_one_page() {
    let (server, orq) = identities();
    assert!(orq.identities().list().items().next().await.is_none());
    let mut pages = orq.identities().list().pages();
    let page = pages.next().await.expect("there is a page").expect("it is one");
    assert!(page.data.is_empty());
    assert!(pages.next().await.is_none());
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_walk_goes_backwards_page_by_page() {
    let (server, orq) = crowd(7);
    let list = orq.identities().list().limit(3);
    let items = list.ending_before(id(&server, 7)).items();
    assert_eq!(all(items).await, [4, 5, 6, 1, 2, 3]);
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_walk_begins_after_the_callers_cursor() {
    let (server, orq) = crowd(5);
    let list = orq.identities().list().limit(2);
    assert_eq!(all(list.starting_after(id(&server, 2)).items()).await, [3, 4, 5]);
}

#[tokio::test]
async fn what_the_request_says_holds_for_each_page() {
    let (server, orq) = crowd(5);
    let items = orq
        .identities()
        .list()
        .limit(1)
        .filter_by(IdentityFilter::new().tags(["odd"]))
        .include_metrics(true)
        .header("X-Trace", "t1")
        .items();
    assert_eq!(all(items).await, [1, 3, 5]);
    let requests = server.requests();
    assert_eq!(requests.len(), 3);
    for request in &requests {
        assert_eq!(request.header("x-trace"), Some("t1"));
        assert_eq!(request.header("authorization"), Some("Bearer test-key"));
        let query = request.query().expect("there is one");
        assert!(
            query.contains("tags=odd") && query.contains("include_metrics=true"),
            "{query}"
        );
    }
}

#[tokio::test]
async fn retries_of_the_request_hold_for_each_page() {
    let (server, orq) = recording();
    let page = |id: &str, has_more: bool| {
        let data = [json!({"_id": id, "external_id": "user_1"})];
        CannedReply::json(
            200,
            &json!({"object": "list", "data": data, "has_more": has_more}),
        )
    };
    let unavailable = CannedReply::empty(503).header("retry-after-ms", "1");
    for reply in [&unavailable, &page("a", true), &unavailable, &page("b", false)] {
        server.reply_next(reply);
    }
    let mut pages = orq.identities().list().max_retries(1).pages();
    for id in ["a", "b"] {
        let page = pages.next().await.expect("it is there").expect("it is a page");
        assert_eq!(page.data[0].id, id);
        assert_eq!(page.attempts(), 2);
    }
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn an_error_midway_comes_once_and_the_walk_resumes() {
    let (server, orq) = crowd(5);
    let mut items = orq.identities().list().limit(2).items();
    items
        .next()
        .await
        .expect("it is there")
        .expect("it is an identity");
    items
        .next()
        .await
        .expect("it is there")
        .expect("it is an identity");
    server.reply_next(CannedReply::json(500, &json!({"message": "no"})));
    let (numbers, error) = walk(&mut items).await;
    assert_eq!(numbers, [0; 0]);
    assert_eq!(error.expect("it failed").status(), Some(500));
    assert!(items.next().await.is_none());
    let cursor = items.cursor().expect("a page came");
    assert_eq!(cursor, id(&server, 2));
    let later = orq.identities().list().limit(2).items().resume_from(cursor);
    assert_eq!(all(later).await, [3, 4, 5]);
    items.resume();
    assert_eq!(all(items).await, [3, 4, 5]);
}

#[tokio::test]
async fn a_cursor_that_comes_again_ends_the_walk() {
    let (server, orq) = recording();
    let data = [json!({"_id": "a", "external_id": "user_1"})];
    let page = CannedReply::json(200, &json!({"object": "list", "data": data, "has_more": true}));
    for _ in 0..5 {
        server.reply_next(&page);
    }
    assert_eq!(all(orq.identities().list().items()).await, [1, 1]);
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn pages_have_what_came_along() {
    let (server, orq) = recording();
    let page = json!({"object": "list", "data": [], "has_more": false, "total": 0});
    server.reply_next(&CannedReply::json(200, &page).header("x-request-id", "r1"));
    let mut pages = orq.identities().list().pages();
    let page = pages.next().await.expect("it is there").expect("it is a page");
    assert_eq!(page.request_id(), Some("r1"));
    assert_eq!(page.status(), 200);
    assert_eq!(page.extra["total"], 0);
}

#[tokio::test]
async fn what_is_not_allowed_is_refused_before_sending() {
    let (server, orq) = recording();
    let mut items = orq.identities().list().limit(51).items();
    let error = items
        .next()
        .await
        .expect("it is told")
        .expect_err("it is refused");
    assert!(error.is_invalid_request(), "{error:?}");
    assert!(items.next().await.is_none());
    assert!(server.requests().is_empty());
}
