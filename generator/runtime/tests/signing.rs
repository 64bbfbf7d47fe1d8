//! The credentials in a request: which headers, cookies and query pairs they replace, and in which order all are sent.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unreachable,
    clippy::unwrap_used,
    reason = "a helper of a test may panic"
)]

mod support;

use sdk_runtime::{Call, ClientBuilder, Operation, Parameter, decode};
use support::{Fake, PLAIN, answer, builder, operation};

const EVERYTHING: &[&[&str]] = &[&["Key", "Header", "Query", "Cookie"]];

/// The request of a call as text: the URL, and a line for each header.
async fn sent(
    security: &'static [&'static [&'static str]],
    prepare: impl FnOnce(ClientBuilder) -> ClientBuilder,
    change: impl FnOnce(&mut Call),
) -> Vec<String> {
    let fake = Fake::new([answer(204, &[])]);
    let builder = builder(&fake)
        .credential("Key", "key-one")
        .credential("Header", "key-two")
        .credential("Query", "key three")
        .credential("Cookie", "key-four");
    let client = prepare(builder).build().unwrap();
    let parameters = vec![
        Parameter::query("q"),
        Parameter::header("X-Own"),
        Parameter::header("X-Own-Key"),
        Parameter::cookie("theme"),
    ];
    let operation = operation(Operation {
        security,
        parameters: parameters.leak(),
        ..PLAIN
    });
    let mut call = Call::new(&client, operation);
    change(&mut call);
    call.send(decode::empty).await.unwrap();
    let request = fake.last();
    let headers = request
        .headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}"));
    [request.url].into_iter().chain(headers).collect()
}

#[tokio::test]
async fn credentials_follow_the_headers_of_the_client() {
    let lines = sent(
        EVERYTHING,
        |builder| builder.default_header("X-Default", "1"),
        |call| {
            call.query("q", 1);
            call.header("X-Own", 2);
            call.cookie("theme", "dark".to_owned());
            call.extra_header("X-Extra", "3");
        },
    )
    .await;
    assert_eq!(
        lines,
        [
            "https://api.example.com/base/things?q=1&api_key=key%20three",
            "User-Agent: orq-sdk/0.1.0",
            "Accept: application/json",
            "X-Default: 1",
            "Authorization: Bearer key-one",
            "X-Own-Key: key-two",
            "X-Own: 2",
            "Cookie: session=key-four; theme=dark",
            "X-Extra: 3",
        ]
    );
}

#[tokio::test]
async fn credentials_replace_default_headers_and_not_those_of_the_call() {
    let lines = sent(
        EVERYTHING,
        |builder| {
            builder
                .default_header("Cookie", "old=1")
                .default_header("authorization", "old")
                .default_header("X-Default", "1")
        },
        |call| {
            call.header("X-Own-Key", "own".to_owned());
            call.extra_header("X-Extra", "3");
        },
    )
    .await;
    assert_eq!(
        lines,
        [
            "https://api.example.com/base/things?api_key=key%20three",
            "User-Agent: orq-sdk/0.1.0",
            "Accept: application/json",
            "X-Default: 1",
            "Authorization: Bearer key-one",
            "X-Own-Key: own",
            "Cookie: session=key-four",
            "X-Extra: 3",
        ]
    );
}

#[tokio::test]
async fn a_header_of_the_call_replaces_credentials() {
    let lines = sent(
        EVERYTHING,
        |builder| builder,
        |call| {
            call.cookie("theme", "dark".to_owned());
            call.extra_header("AUTHORIZATION", "own");
            call.extra_header("cookie", "own=1");
        },
    )
    .await;
    assert_eq!(
        lines[1..],
        [
            "User-Agent: orq-sdk/0.1.0",
            "Accept: application/json",
            "X-Own-Key: key-two",
            "AUTHORIZATION: own",
            "cookie: own=1",
        ]
    );
}

#[tokio::test]
async fn an_operation_without_security_has_no_credentials() {
    let lines = sent(
        &[],
        |builder| builder,
        |call| call.cookie("theme", "dark".to_owned()),
    )
    .await;
    assert_eq!(
        lines,
        [
            "https://api.example.com/base/things",
            "User-Agent: orq-sdk/0.1.0",
            "Accept: application/json",
            "Cookie: theme=dark",
        ]
    );
}
