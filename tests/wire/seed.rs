//! The five calls of the initial task.

use orq_sdk::types::IdentityFilter;
use serde_json::json;

use crate::identities;

#[tokio::test]
async fn list() {
    let (server, orq) = identities();
    server.seed(&[
        (
            "user_1",
            "John Doe",
            "john@example.com",
            &["premium", "beta-user"],
        ),
        ("user_2", "John Roe", "roe@example.com", &["premium"]),
    ]);
    let page = orq
        .identities()
        .list()
        .limit(10)
        .search("john")
        .filter_by(IdentityFilter::new().tags(["premium", "beta-user"]))
        .include_metrics(false)
        .await
        .expect("the list is answered");

    let [request] = &server.requests()[..] else {
        panic!("one request")
    };
    assert_eq!(request.method, "GET");
    assert_eq!(
        request.target,
        "/v2/identities?limit=10&search=john&tags=premium%2Cbeta-user&include_metrics=false"
    );
    assert_eq!(request.header("authorization"), Some("Bearer test-key"));
    assert_eq!(request.header("accept"), Some("application/json"));
    assert_eq!(request.header("content-type"), None);
    let user_agent = request.header("user-agent").expect("the crate names itself");
    assert_eq!(user_agent, concat!("orq-sdk/", "0.1.0"));

    assert!(!page.has_more);
    let [john] = &page.data[..] else {
        panic!("one identity")
    };
    assert_eq!(john.external_id, "user_1");
    assert_eq!(john.display_name.as_deref(), Some("John Doe"));
    assert_eq!(john.metrics, None);
}

#[tokio::test]
async fn create() {
    let (server, orq) = identities();
    let jane = orq
        .identities()
        .create("user_12345")
        .display_name("Jane Smith")
        .email("jane.smith@example.com")
        .avatar_url("https://example.com/avatars/jane-smith.jpg")
        .tags(["premium", "beta-user", "enterprise"])
        .metadata([("department", "Engineering"), ("role", "Senior Developer")])
        .await
        .expect("the identity is new");

    let [request] = &server.requests()[..] else {
        panic!("one request")
    };
    assert_eq!(
        (request.method.as_str(), request.target.as_str()),
        ("POST", "/v2/identities")
    );
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(
        request.json(),
        json!({
            "external_id": "user_12345",
            "display_name": "Jane Smith",
            "email": "jane.smith@example.com",
            "avatar_url": "https://example.com/avatars/jane-smith.jpg",
            "tags": ["premium", "beta-user", "enterprise"],
            "metadata": {"department": "Engineering", "role": "Senior Developer"},
        })
    );
    assert!(jane.id.starts_with("contact_"));
    assert_eq!(jane.external_id, "user_12345");
    let metadata = jane.metadata.expect("it was sent");
    assert_eq!(metadata.get("department"), Some(&json!("Engineering")));
    assert_eq!(
        jane.created.expect("the server sets it").as_str(),
        "2024-01-15T10:30:00Z"
    );
}

#[tokio::test]
async fn create_from_one_struct() {
    use orq_sdk::types::CreateIdentityRequest;

    let (server, orq) = identities();
    let body = CreateIdentityRequest::new("user_7")
        .display_name("Seven")
        .clear_email();
    orq.identities()
        .create("user_7")
        .body(body)
        .await
        .expect("the identity is new");
    let [request] = &server.requests()[..] else {
        panic!("one request")
    };
    assert_eq!(
        request.json(),
        json!({"external_id": "user_7", "display_name": "Seven", "email": null})
    );
}

#[tokio::test]
async fn retrieve() {
    let (server, orq) = identities();
    server.seed(&[("user_12345", "Jane Smith", "jane@example.com", &[])]);
    let jane = orq
        .identities()
        .retrieve("user_12345")
        .include_metrics(true)
        .await
        .expect("she is there");
    let [request] = &server.requests()[..] else {
        panic!("one request")
    };
    assert_eq!(request.target, "/v2/identities/user_12345?include_metrics=true");
    assert!(request.body.is_empty());
    assert!(jane.metrics.is_some());

    let same = orq
        .identities()
        .retrieve(&jane.id)
        .await
        .expect("her own id does as well");
    assert_eq!(same.external_id, "user_12345");
    assert_eq!(same.metrics, None);
}

#[tokio::test]
async fn update() {
    let (server, orq) = identities();
    server.seed(&[("user_12345", "Jane Smith", "jane@example.com", &["premium"])]);
    orq.identities()
        .update("user_12345")
        .avatar_url("https://example.com/a.jpg")
        .await
        .expect("she is there");
    server.clear_requests();

    let jane = orq
        .identities()
        .update("user_12345")
        .display_name("Jane Smith-Wilson")
        .clear_avatar_url()
        .await
        .expect("she is there");
    let [request] = &server.requests()[..] else {
        panic!("one request")
    };
    assert_eq!(
        (request.method.as_str(), request.target.as_str()),
        ("PATCH", "/v2/identities/user_12345")
    );
    // Absent, set and cleared fields differ on the wire.
    assert_eq!(
        request.text(),
        r#"{"avatar_url":null,"display_name":"Jane Smith-Wilson"}"#
    );
    assert_eq!(jane.display_name.as_deref(), Some("Jane Smith-Wilson"));
    assert_eq!(jane.email.as_deref(), Some("jane@example.com"));
    assert_eq!(jane.avatar_url, None);
}

#[tokio::test]
async fn update_from_one_struct() {
    use orq_sdk::Patch;
    use orq_sdk::types::UpdateIdentityRequest;

    let (server, orq) = identities();
    server.seed(&[("user_12345", "Jane Smith", "jane@example.com", &["premium"])]);
    let mut changes = UpdateIdentityRequest::new();
    changes.email = Patch::Null;
    changes.tags = Some(Vec::new());
    orq.identities()
        .update("user_12345")
        .body(changes)
        .display_name("J.")
        .await
        .expect("she is there");
    let [request] = &server.requests()[..] else {
        panic!("one request")
    };
    assert_eq!(
        request.json(),
        json!({"email": null, "tags": [], "display_name": "J."})
    );
}

#[tokio::test]
async fn delete() {
    let (server, orq) = identities();
    server.seed(&[("user_12345", "Jane Smith", "jane@example.com", &[])]);
    orq.identities().delete("user_12345").await.expect("she is there");
    let [request] = &server.requests()[..] else {
        panic!("one request")
    };
    assert_eq!(
        (request.method.as_str(), request.target.as_str()),
        ("DELETE", "/v2/identities/user_12345")
    );
    assert!(request.body.is_empty());
    assert_eq!(request.header("content-type"), None);
    assert!(server.identities().is_empty());
}
