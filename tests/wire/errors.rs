//! Errors: typed by status, or kept as raw responses if they are not documented.

use orq_sdk::identities::{DeleteIdentityError, RetrieveIdentityError, UpdateIdentityError};
use orq_sdk::{ErrorKind, Orq};
use serde_json::json;
use tests::CannedReply;

use crate::{client, identities, recording};

#[tokio::test]
async fn each_operation_has_its_own_404() {
    let (_server, orq) = identities();

    let error = orq
        .identities()
        .retrieve("nobody")
        .await
        .expect_err("nobody is there");
    assert!(error.is_not_found());
    assert_eq!(error.status(), Some(404));
    match error.body::<RetrieveIdentityError>() {
        Some(RetrieveIdentityError::NotFound(body)) => assert_eq!(body.error, "Identity not found"),
        other => panic!("{other:?}"),
    }
    // The error type of another operation does not match.
    assert_eq!(error.body::<UpdateIdentityError>(), None);

    let error = orq
        .identities()
        .update("nobody")
        .display_name("x")
        .await
        .expect_err("nobody is there");
    match error.body::<UpdateIdentityError>() {
        Some(UpdateIdentityError::NotFound(body)) => assert_eq!(body.message, "Identity not found"),
        other => panic!("{other:?}"),
    }

    let error = orq
        .identities()
        .delete("nobody")
        .await
        .expect_err("nobody is there");
    match error.body::<DeleteIdentityError>() {
        Some(DeleteIdentityError::NotFound(body)) => assert_eq!(body.error, "Identity not found"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_status_chooses_the_type_and_not_the_shape() {
    let (server, orq) = identities();
    server.seed(&[("user_1", "Jane", "jane@example.com", &[])]);
    server.fail_metrics(true);
    let error = orq
        .identities()
        .retrieve("user_1")
        .include_metrics(true)
        .await
        .expect_err("metrics fail");
    assert_eq!(error.status(), Some(500));
    match error.body::<RetrieveIdentityError>() {
        Some(RetrieveIdentityError::InternalServerError(body)) => {
            assert_eq!(body.error, "Failed to fetch metrics");
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_undocumented_error_keeps_status_headers_and_text() {
    let (server, orq) = recording();
    let html = "<html><body>Bad gateway</body></html>";
    server.reply_next(&CannedReply::text(502, "text/html", html).header("x-request-id", "req-7"));
    let error = orq
        .identities()
        .retrieve("user_1")
        .await
        .expect_err("the gateway fails");
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(error.status(), Some(502));
    assert_eq!(error.text().as_deref(), Some(html));
    assert_eq!(error.request_id(), Some("req-7"));
    assert_eq!(
        error.headers().and_then(|headers| headers.get("content-type")),
        Some("text/html")
    );
    assert_eq!(error.body::<RetrieveIdentityError>(), None);
}

#[tokio::test]
async fn a_documented_status_with_another_body_stays_a_404() {
    let (server, orq) = recording();
    server.reply_next(&CannedReply::json(404, &json!({"detail": "nope"})));
    let error = orq
        .identities()
        .retrieve("user_1")
        .await
        .expect_err("it is not there");
    assert!(error.is_not_found());
    assert_eq!(error.body::<RetrieveIdentityError>(), None);
    assert_eq!(error.text().as_deref(), Some(r#"{"detail":"nope"}"#));
}

#[tokio::test]
async fn a_conflict_is_an_error_without_a_documented_body() {
    let (server, orq) = identities();
    server.seed(&[("user_1", "Jane", "jane@example.com", &[])]);
    let error = orq
        .identities()
        .create("user_1")
        .await
        .expect_err("the id is taken");
    assert_eq!(error.status(), Some(409));
    assert!(error.is_conflict());
}

#[tokio::test]
async fn a_wrong_key_is_told_without_showing_it() {
    let (server, _) = identities();
    let orq = client(&server.base_url(), "canary-secret");
    let error = orq.identities().list().await.expect_err("the key is wrong");
    assert_eq!(error.status(), Some(401));
    let shown = format!(
        "{error} {error:?} {error:#?} {orq:?} {:?}",
        orq.identities().list()
    );
    assert!(!shown.contains("canary"), "{shown}");
}

#[tokio::test]
async fn nobody_listening_is_a_connection_error() {
    let orq = client("http://127.0.0.1:1", "key");
    let error = orq.identities().list().await.expect_err("nobody listens");
    assert!(error.is_connect(), "{error:?}");
    assert_eq!(error.status(), None);
}

#[test]
fn a_missing_key_is_an_error_at_construction() {
    let error = Orq::builder().build().expect_err("there is no key");
    assert_eq!(error.kind(), ErrorKind::Config);
    let error = Orq::builder().api_key("").build().expect_err("the key is empty");
    assert_eq!(error.kind(), ErrorKind::Config);
}
