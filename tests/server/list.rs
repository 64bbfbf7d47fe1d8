//! `GET /v2/identities`: limits, cursors, search, tags, metrics.

use serde_json::Value;
use tests::identities_server::IdentitiesServer;

use crate::client::{call, seeded};

/// Starts a server with identities `user_01` to `user_NN`, which all have the tag `all`.
fn crowd(count: usize) -> IdentitiesServer {
    let server = seeded(&[]);
    for number in 1..=count {
        let external_id = format!("user_{number:02}");
        let parity = if number % 2 == 0 { "even" } else { "odd" };
        server.seed(&[(&external_id, "Jane", "jane@example.com", &["all", parity])]);
    }
    server
}

fn list(server: &IdentitiesServer, query: &str) -> Value {
    let reply = call(server, &format!("GET /v2/identities{query}"), None);
    assert_eq!(reply.status, 200, "{query}: {reply:?}");
    let page = reply.json();
    assert_eq!(page["object"], "list");
    page
}

fn refuse(server: &IdentitiesServer, query: &str) -> String {
    let reply = call(server, &format!("GET /v2/identities{query}"), None);
    assert_eq!(reply.status, 400, "{query}: {reply:?}");
    reply.error()
}

/// Returns the external IDs of a page, and whether there is another page.
fn outline(page: &Value) -> (Vec<&str>, bool) {
    let names = page["data"].as_array().expect("a list").iter();
    let names = names.map(|identity| identity["external_id"].as_str().expect("text"));
    (names.collect(), page["has_more"].as_bool().expect("a bool"))
}

fn id_of(server: &IdentitiesServer, number: usize) -> String {
    let identity = &server.identities()[number - 1];
    identity["_id"].as_str().expect("text").to_owned()
}

#[test]
fn an_empty_workspace_has_one_empty_page() {
    assert_eq!(outline(&list(&seeded(&[]), "")), (vec![], false));
}

#[test]
fn a_page_holds_ten_unless_told_otherwise() {
    let server = crowd(11);
    let page = list(&server, "");
    let (names, has_more) = outline(&page);
    assert_eq!(names.len(), 10);
    assert_eq!((names[0], names[9]), ("user_01", "user_10"));
    assert!(has_more);

    assert_eq!(outline(&list(&server, "?limit=11")).0.len(), 11);
    assert!(!outline(&list(&server, "?limit=11")).1);
    assert!(!outline(&list(&server, "?limit=50")).1);
    assert_eq!(outline(&list(&server, "?limit=1")), (vec!["user_01"], true));
}

#[test]
fn a_limit_outside_1_to_50_is_refused() {
    let server = crowd(1);
    for limit in ["0", "51", "-1", "ten", "", "1.5", "99999999999"] {
        assert!(refuse(&server, &format!("?limit={limit}")).contains("limit"));
    }
}

#[test]
fn starting_after_walks_forwards_to_the_end() {
    let server = crowd(5);
    let mut seen = Vec::new();
    let mut query = "?limit=2".to_owned();
    loop {
        let page = list(&server, &query);
        let (names, has_more) = outline(&page);
        seen.push(names.join(" "));
        if !has_more {
            break;
        }
        let last = page["data"][names.len() - 1]["_id"].as_str().expect("text");
        query = format!("?limit=2&starting_after={last}");
    }
    assert_eq!(seen, ["user_01 user_02", "user_03 user_04", "user_05"]);

    let after_last = list(&server, &format!("?starting_after={}", id_of(&server, 5)));
    assert_eq!(outline(&after_last), (vec![], false));
}

#[test]
fn a_full_last_page_has_no_more() {
    let server = crowd(4);
    let query = format!("?limit=2&starting_after={}", id_of(&server, 2));
    assert_eq!(
        outline(&list(&server, &query)),
        (vec!["user_03", "user_04"], false)
    );
}

#[test]
fn ending_before_gives_the_page_right_before_the_cursor_in_normal_order() {
    let server = crowd(5);
    let before = |number| {
        let query = format!("?limit=2&ending_before={}", id_of(&server, number));
        list(&server, &query)
    };
    assert_eq!(outline(&before(5)), (vec!["user_03", "user_04"], true));
    // There is no next page in this direction, although there are identities in the other.
    assert_eq!(outline(&before(3)), (vec!["user_01", "user_02"], false));
    assert_eq!(outline(&before(2)), (vec!["user_01"], false));
    assert_eq!(outline(&before(1)), (vec![], false));
}

#[test]
fn cursors_walk_among_what_the_filters_keep() {
    let server = crowd(8);
    let after = format!("?limit=2&tags=even&starting_after={}", id_of(&server, 3));
    assert_eq!(
        outline(&list(&server, &after)),
        (vec!["user_04", "user_06"], true)
    );
    let before = format!("?limit=2&tags=even&ending_before={}", id_of(&server, 7));
    assert_eq!(
        outline(&list(&server, &before)),
        (vec!["user_04", "user_06"], true)
    );
}

#[test]
fn a_cursor_that_names_nobody_is_refused() {
    let server = crowd(2);
    let unknown = "contact_01ARZ3NDEKTSV4RRFFQ69G5FAV";
    assert!(refuse(&server, &format!("?starting_after={unknown}")).contains(unknown));
    assert!(refuse(&server, &format!("?ending_before={unknown}")).contains(unknown));
    // A cursor is an `_id`, never an external ID.
    refuse(&server, "?starting_after=user_01");
    refuse(&server, "?starting_after=");
    let first = id_of(&server, 1);
    refuse(&server, &format!("?starting_after={first}&ending_before={first}"));
}

fn people() -> IdentitiesServer {
    seeded(&[
        ("1", "John Doe", "jd@example.com", &["premium", "beta-user"]),
        ("2", "Jane Smith", "JOHNSON@example.com", &["premium"]),
        ("3", "Ünal Öz", "oz@example.com", &["beta-user", "a b"]),
        ("john", "Ann", "ann@example.com", &[]),
    ])
}

#[test]
fn search_looks_in_names_and_addresses_in_any_case() {
    let server = people();
    let found = |text: &str| {
        let page = list(&server, &format!("?search={text}"));
        outline(&page).0.join(" ")
    };
    assert_eq!(found("john"), "1 2");
    assert_eq!(found("JOHN"), "1 2");
    assert_eq!(found("john+doe"), "1");
    assert_eq!(found("john%20doe"), "1");
    assert_eq!(found("%C3%BCnal"), "3");
    assert_eq!(found("nobody"), "");
}

#[test]
fn search_needs_two_characters() {
    let server = people();
    assert!(refuse(&server, "?search=j").contains("search"));
    refuse(&server, "?search=");
    // One character of two bytes is one character.
    refuse(&server, "?search=%C3%BC");
}

#[test]
fn the_tag_filter_keeps_who_carries_every_tag() {
    let server = people();
    let found = |query: &str| outline(&list(&server, query)).0.join(" ");
    assert_eq!(found("?tags=premium"), "1 2");
    assert_eq!(found("?tags=premium,beta-user"), "1");
    assert_eq!(found("?tags=beta-user%2Cpremium"), "1");
    assert_eq!(found("?tags=a%20b"), "3");
    assert_eq!(found("?tags=prem"), "");
    assert_eq!(found("?tags=premium&search=jane"), "2");
}

#[test]
fn metrics_come_only_when_asked_for() {
    let server = people();
    for query in ["", "?include_metrics=false"] {
        assert!(list(&server, query)["data"][0].get("metrics").is_none());
    }
    let metrics = &list(&server, "?include_metrics=true")["data"][3]["metrics"];
    for field in ["total_cost", "total_tokens", "total_requests", "error_rate"] {
        assert!(metrics[field].is_number(), "{field}: {metrics}");
    }
    refuse(&server, "?include_metrics=yes");
}

#[test]
fn a_query_parameter_that_the_document_does_not_name_is_refused() {
    let server = people();
    assert!(refuse(&server, "?filter_by=premium").contains("filter_by"));
    refuse(&server, "?limit=1&limit=2");
}
