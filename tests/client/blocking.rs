//! Blocking calls over real HTTP.

use std::thread;

use orq_sdk::Orq;
use orq_sdk::identities::RetrieveIdentityError;
use serde_json::json;
use tests::identities_server::IdentitiesServer;

fn start() -> (IdentitiesServer, Orq) {
    let server = IdentitiesServer::start().expect("a loopback port is free");
    let orq = Orq::builder()
        .api_key(server.api_key())
        .base_url(server.base_url())
        .build()
        .expect("the settings are valid");
    (server, orq)
}

#[test]
fn all_operations_work_without_a_runtime() {
    let (_server, orq) = start();
    let identities = orq.identities();
    let created = identities
        .create("u")
        .display_name("Jane")
        .send_blocking()
        .expect("it is created");
    let found = identities
        .retrieve("u")
        .with_response_blocking()
        .expect("it is there");
    assert_eq!((found.id.as_str(), found.attempts()), (created.id.as_str(), 1));
    let changed = identities
        .update("u")
        .display_name("John")
        .send_blocking()
        .expect("it is changed");
    assert_eq!(changed.display_name.as_deref(), Some("John"));
    assert_eq!(identities.list().send_blocking().expect("a page").data.len(), 1);
    identities.delete("u").send_blocking().expect("it is gone");
    let error = identities.retrieve("u").send_blocking().expect_err("it is gone");
    assert!(matches!(error.body(), Some(RetrieveIdentityError::NotFound(_))));
    let raw = orq
        .request("GET", "/v2/identities")
        .send_blocking()
        .expect("a page");
    assert_eq!(raw["data"], json!([]));
}

#[test]
fn lists_are_iterators() {
    let (server, orq) = start();
    for number in 0..25 {
        server.seed(&[(&format!("u{number}"), "Jane", "jane@example.com", &[])]);
    }
    let items = orq.identities().list().limit(10).items().blocking();
    let names: Result<Vec<String>, _> = items
        .map(|item| Ok::<_, orq_sdk::Error>(item?.external_id))
        .collect();
    assert_eq!(names.expect("no error").len(), 25);
    let pages = orq.identities().list().limit(10).pages().blocking();
    let sizes: Vec<usize> = pages.map(|page| page.expect("a page").data.len()).collect();
    assert_eq!(sizes, [10, 10, 5]);
}

#[test]
fn many_threads_call_at_once() {
    let (server, orq) = start();
    server.seed(&[("u", "Jane", "jane@example.com", &[])]);
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..5 {
                    orq.identities()
                        .retrieve("u")
                        .send_blocking()
                        .expect("it is there");
                }
            });
        }
    });
}

#[test]
fn within_a_runtime_it_is_refused_and_beside_one_it_works() {
    let (server, orq) = start();
    server.seed(&[("u", "Jane", "jane@example.com", &[])]);
    let current = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let many = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    for runtime in [current, many] {
        runtime.block_on(async {
            orq.identities().retrieve("u").await.expect("awaited");
            let error = orq
                .identities()
                .retrieve("u")
                .send_blocking()
                .expect_err("within a runtime");
            assert!(error.is_config() && !error.may_have_been_sent(), "{error}");
            let first = orq.identities().list().items().blocking().next();
            first.expect("one").expect_err("within a runtime");
        });
        // The connection of the async call is still open, but nothing drives it.
        orq.identities()
            .retrieve("u")
            .send_blocking()
            .expect("waited for");
    }
}
