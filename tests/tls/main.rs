//! TLS over real sockets: the servers that the default transport trusts, and its errors about others.
//!
//! A test authority signs the certificates. The server always uses rustls; the client depends on the
//! features: `--no-default-features --features native-tls` tests the platform's TLS.

mod hello;
mod server;

use std::error::Error as _;

use server::{Authority, TlsServer};
use tests::runtime::{Client, ClientBuilder, Error, SdkInfo};

static SDK: SdkInfo = SdkInfo {
    name: "tls-test",
    version: "0.0.0",
    base_url: None,
    base_url_env: None,
    security: &[],
};

fn client(url: &str, roots: &[&str]) -> Client {
    let builder = ClientBuilder::new(&SDK).base_url(url).max_retries(0);
    let builder = roots.iter().fold(builder, ClientBuilder::root_certificates);
    builder.build().expect("the settings are valid")
}

/// Returns the error of a GET at a server, from a client that trusts these authorities.
async fn refusal(server: &TlsServer, roots: &[&str]) -> Error {
    let error = client(&server.url("localhost"), roots)
        .request("GET", "/v2/things")
        .await
        .expect_err("the server is not trusted");
    assert!(error.is_connect() && error.is_retryable(), "{error}");
    assert!(!error.may_have_been_sent(), "{error}");
    assert_eq!(server.requests(), 0, "nothing is sent to whom is not trusted");
    error
}

/// Asserts that the error contains one of these phrases, which depend on the TLS library.
fn assert_says(error: &Error, words: &[&str]) {
    let text = error.to_string();
    assert!(text.contains("cannot connect to the server: "), "{text}");
    assert!(words.iter().any(|word| text.contains(word)), "{text}");
    assert!(error.source().is_some(), "{text}");
}

#[tokio::test]
async fn an_authority_that_is_given_is_trusted_beside_others() {
    let authority = Authority::new();
    let server = TlsServer::start(authority.issue("localhost"));
    let other = Authority::new();
    for roots in [vec![authority.pem()], vec![other.pem(), authority.pem()]] {
        let answer = client(&server.url("localhost"), &roots)
            .request("GET", "/v2/things")
            .await
            .expect("the server is trusted");
        assert_eq!(answer["over"], "tls");
    }
    // Several certificates in one string.
    let both = format!("{}{}", other.pem(), authority.pem());
    client(&server.url("localhost"), &[&both])
        .request("GET", "/v2/things")
        .await
        .expect("the server is trusted");
    assert_eq!(server.requests(), 3);
}

#[tokio::test]
async fn an_authority_that_nobody_knows_is_refused() {
    let server = TlsServer::start(Authority::new().issue("localhost"));
    let expected = ["UnknownIssuer", "certificate verify failed"];
    assert_says(&refusal(&server, &[]).await, &expected);
    let other = Authority::new();
    assert_says(&refusal(&server, &[other.pem()]).await, &expected);
}

#[tokio::test]
async fn a_certificate_of_another_host_is_refused() {
    let authority = Authority::new();
    let server = TlsServer::start(authority.issue("identities.example.com"));
    let error = refusal(&server, &[authority.pem()]).await;
    assert_says(
        &error,
        &[
            "not valid for name \"localhost\"",
            "hostname mismatch",
            "Hostname mismatch",
        ],
    );
}

#[tokio::test]
async fn a_certificate_that_has_ended_is_refused() {
    let authority = Authority::new();
    let ended = authority.issue_between("localhost", 2001, 2002);
    let server = TlsServer::start(ended);
    let error = refusal(&server, &[authority.pem()]).await;
    assert_says(&error, &["expired"]);
}

#[tokio::test]
async fn a_certificate_that_is_still_to_come_is_refused() {
    let authority = Authority::new();
    let early = authority.issue_between("localhost", 2090, 2091);
    let server = TlsServer::start(early);
    let error = refusal(&server, &[authority.pem()]).await;
    assert_says(&error, &["not valid yet", "not yet valid"]);
}

#[tokio::test]
async fn a_server_that_speaks_plain_http_is_refused() {
    let server = tests::recording_server::RecordingServer::start().expect("a loopback port is free");
    let url = server.base_url().replace("http://", "https://");
    let error = client(&url, &[])
        .request("GET", "/v2/things")
        .await
        .expect_err("there is no TLS");
    assert!(error.is_connect() && !error.may_have_been_sent(), "{error}");
}

#[tokio::test]
async fn nothing_before_tls_1_2_is_offered() {
    let (url, hello) = hello::listen();
    let error = client(&url, &[])
        .request("GET", "/v2/things")
        .await
        .expect_err("nobody answers");
    assert!(error.is_connect(), "{error}");
    let hello = hello.join().expect("the client said hello");
    assert_eq!(hello::versions(&hello), [0x0304, 0x0303], "TLS 1.3, then 1.2");
    assert_eq!(hello::server_name(&hello).as_deref(), Some("localhost"));
}
