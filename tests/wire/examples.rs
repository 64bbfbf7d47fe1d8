//! The examples in `examples/` of the SDK, run against the identities service.
//!
//! Each is a module here, and its `run` is called, since separate processes would have to be compiled
//! separately. `quickstart` has no `run`; its calls are covered by the other tests. The examples are
//! generated, so rustfmt skips them.

#![allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    reason = "the modules are programs of their own, whose `main` nothing calls here"
)]

#[rustfmt::skip]
#[path = "../../generated-sdk/examples/all_pages.rs"]
mod all_pages;
#[rustfmt::skip]
#[path = "../../generated-sdk/examples/blocking.rs"]
mod blocking;
#[rustfmt::skip]
#[path = "../../generated-sdk/examples/custom_transport.rs"]
mod custom_transport;
#[rustfmt::skip]
#[path = "../../generated-sdk/examples/errors.rs"]
mod errors;
#[rustfmt::skip]
#[path = "../../generated-sdk/examples/partial_update.rs"]
mod partial_update;
#[rustfmt::skip]
#[path = "../../generated-sdk/examples/retries.rs"]
mod retries;
#[rustfmt::skip]
#[path = "../../generated-sdk/examples/testing.rs"]
mod testing;

use orq_sdk::Orq;
use tests::identities_server::IdentitiesServer;

/// Starts the service with the identity of the examples, and returns a client for it.
async fn service() -> (IdentitiesServer, Orq) {
    let server = IdentitiesServer::start().expect("a loopback port is free");
    let orq = client(&server);
    let created = orq.identities().create("user_12345").display_name("John");
    created.tags(["premium"]).await.expect("it is new");
    (server, orq)
}

fn client(server: &IdentitiesServer) -> Orq {
    let builder = Orq::builder()
        .api_key(server.api_key())
        .base_url(server.base_url());
    builder.build().expect("the settings are valid")
}

#[tokio::test]
async fn all_pages_walks() {
    let (_server, orq) = service().await;
    all_pages::run(&orq).await.expect("there is a list");
}

#[tokio::test]
async fn partial_update_changes_what_it_says() {
    let (_server, orq) = service().await;
    partial_update::run(&orq)
        .await
        .expect("there is such an identity");
    let identity = orq
        .identities()
        .retrieve("user_12345")
        .await
        .expect("it is there");
    assert_eq!(identity.display_name.as_deref(), Some("Jane Smith-Wilson"));
    assert_eq!(identity.avatar_url, None);
}

#[tokio::test]
async fn errors_are_told_or_handed_on() {
    let (server, orq) = service().await;
    errors::run(&orq).await.expect("it is there");
    orq.identities().delete("user_12345").await.expect("it is there");
    errors::run(&orq).await.expect("what the API documents is told");
    let stranger = Orq::builder().api_key("wrong").base_url(server.base_url());
    let stranger = stranger.build().expect("the settings are valid");
    errors::run(&stranger)
        .await
        .expect_err("what it does not document is handed on");
}

#[tokio::test]
async fn retries_makes_its_calls() {
    let server = IdentitiesServer::start().expect("a loopback port is free");
    let orq = client(&server);
    retries::run(&orq).await.expect("it is new");
    orq.identities()
        .retrieve("user_12345")
        .await
        .expect("it was made");
}

#[test]
fn blocking_needs_no_runtime() {
    let runtime = tokio::runtime::Runtime::new().expect("there are threads");
    let (_server, orq) = runtime.block_on(service());
    blocking::run(&orq).expect("there is a list");
}

#[tokio::test]
async fn a_custom_transport_needs_no_server() {
    let (_server, orq) = service().await;
    custom_transport::run(&orq).await.expect("the failure is told");
}

#[tokio::test]
async fn testing_holds() {
    testing::run().await.expect("its assertions hold");
}
