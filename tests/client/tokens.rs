//! Credentials from a provider.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use orq_sdk::{ErrorKind, MockResponse, MockTransport, Orq, OrqBuilder, Token};

use crate::identity;

const PATH: &str = "/v2/identities/{id}";

/// Returns a client whose tokens are `token-1`, `token-2` and so on, and the number of tokens.
fn counting(lifetime: Option<Duration>) -> (MockTransport, OrqBuilder, Arc<AtomicUsize>) {
    let server = MockTransport::new();
    let count = Arc::new(AtomicUsize::new(0));
    let provider = {
        let count = Arc::clone(&count);
        move || {
            let number = count.fetch_add(1, Ordering::SeqCst) + 1;
            async move {
                tokio::time::sleep(Duration::from_millis(50)).await;
                let token = Token::new(format!("token-{number}"));
                Ok(match lifetime {
                    Some(lifetime) => token.expires_in(lifetime),
                    None => token,
                })
            }
        }
    };
    let builder = Orq::builder()
        .api_key_provider(provider)
        .transport(server.clone());
    (server, builder, count)
}

fn authorizations(server: &MockTransport) -> Vec<String> {
    let requests = server.requests();
    let sent = requests
        .iter()
        .filter_map(|sent| sent.headers.get("authorization"));
    sent.map(str::to_owned).collect()
}

#[tokio::test(start_paused = true)]
async fn many_calls_at_once_ask_once() {
    let (server, builder, count) = counting(None);
    let orq = builder.build().expect("a provider is a credential");
    server.on("GET", PATH, MockResponse::json(200, &identity("u")));
    let calls: Vec<_> = (0..20)
        .map(|_| tokio::spawn(orq.identities().retrieve("u").send()))
        .collect();
    for call in calls {
        call.await.expect("no panic").expect("an identity");
    }
    assert_eq!(count.load(Ordering::SeqCst), 1);
    assert_eq!(authorizations(&server), vec!["Bearer token-1"; 20]);
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_is_fetched_anew_once() {
    let (server, builder, count) = counting(None);
    // This does not count as a retry: retries are for transient failures.
    let orq = builder
        .max_retries(0)
        .build()
        .expect("a provider is a credential");
    server
        .on("POST", "/v2/identities", MockResponse::empty(401))
        .on("POST", "/v2/identities", MockResponse::json(201, &identity("u")))
        .on("GET", PATH, MockResponse::empty(401));
    let created = orq
        .identities()
        .create("u")
        .with_response()
        .await
        .expect("with the second token");
    assert_eq!(created.attempts(), 2);
    assert_eq!(authorizations(&server), ["Bearer token-1", "Bearer token-2"]);
    let error = orq
        .identities()
        .retrieve("u")
        .await
        .expect_err("no token is good");
    assert!(error.is_unauthorized());
    assert_eq!((error.attempts(), count.load(Ordering::SeqCst)), (2, 3));
}

#[tokio::test(start_paused = true)]
async fn a_token_is_fetched_anew_before_it_ends() {
    let (server, builder, _) = counting(Some(Duration::from_secs(60)));
    let orq = builder.build().expect("a provider is a credential");
    server.on("GET", PATH, MockResponse::json(200, &identity("u")));
    for pause in [0, 20, 20] {
        tokio::time::sleep(Duration::from_secs(pause)).await;
        orq.identities().retrieve("u").await.expect("an identity");
    }
    assert_eq!(
        authorizations(&server),
        ["Bearer token-1", "Bearer token-1", "Bearer token-2"]
    );
}

#[tokio::test]
async fn without_a_token_nothing_is_sent() {
    let server = MockTransport::new();
    let orq = Orq::builder()
        .api_key_provider(|| async { Err("the vault is closed".into()) })
        .transport(server.clone())
        .build()
        .expect("a provider is a credential");
    let error = orq.identities().retrieve("u").await.expect_err("no token");
    assert_eq!(error.kind(), ErrorKind::Credential);
    assert!(!error.may_have_been_sent() && !error.is_retryable());
    assert_eq!(
        error.to_string(),
        "RetrieveIdentity: the token provider has no token"
    );
    let source = std::error::Error::source(&error).expect("the provider's error");
    assert_eq!(source.to_string(), "the vault is closed");
    assert!(server.requests().is_empty());
    // A call that cannot be sent requests no token.
    let error = orq.identities().retrieve("..").await.expect_err("no path");
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
}

#[tokio::test]
async fn a_token_cannot_break_out_of_its_header() {
    let orq = Orq::builder()
        .api_key_provider(|| async { Ok(Token::new("a\r\nX-Evil: 1")) })
        .transport(MockTransport::new())
        .build()
        .expect("a provider is a credential");
    let error = orq.identities().retrieve("u").await.expect_err("no header");
    assert_eq!(error.kind(), ErrorKind::Credential);
    assert!(!format!("{error:?}").contains("Evil"));
}
