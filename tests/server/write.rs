//! `POST /v2/identities` and `PATCH /v2/identities/{id}`: valid bodies, and their effects.

use serde_json::{Value, json};
use tests::identities_server::IdentitiesServer;

use crate::client::{Reply, call, seeded, send};

fn create(server: &IdentitiesServer, body: &Value) -> Reply {
    call(server, "POST /v2/identities", Some(body))
}

fn update(server: &IdentitiesServer, body: &Value) -> Reply {
    call(server, "PATCH /v2/identities/user_1", Some(body))
}

/// Starts a server with `user_1`, which has all fields.
fn with_jane() -> IdentitiesServer {
    let server = seeded(&[]);
    let body = json!({
        "external_id": "user_1",
        "display_name": "Jane Smith",
        "email": "jane@example.com",
        "avatar_url": "https://example.com/jane.jpg",
        "tags": ["premium"],
        "metadata": { "department": "Engineering", "nested": { "level": 3 } },
    });
    assert_eq!(create(&server, &body).status, 201);
    server
}

#[test]
fn create_answers_with_the_identity() {
    let server = with_jane();
    let expected = json!({
        "_id": "contact_01HM6AQH200000000000000001",
        "external_id": "user_1",
        "workspace_id": "550e8400-e29b-41d4-a716-446655440000",
        "display_name": "Jane Smith",
        "email": "jane@example.com",
        "avatar_url": "https://example.com/jane.jpg",
        "tags": ["premium"],
        "metadata": { "department": "Engineering", "nested": { "level": 3 } },
        "created": "2024-01-15T10:30:00Z",
        "updated": "2024-01-15T10:30:00Z",
    });
    assert_eq!(server.identities(), [expected]);
}

#[test]
fn a_field_never_set_is_absent_and_one_set_to_null_is_null() {
    let server = seeded(&[]);
    let bare = create(&server, &json!({ "external_id": "bare" })).json();
    let fields = bare.as_object().expect("an object");
    let mut fields: Vec<&str> = fields.keys().map(String::as_str).collect();
    fields.sort_unstable();
    let always = ["_id", "created", "external_id", "updated", "workspace_id"];
    assert_eq!(fields, always);
    let body = json!({ "external_id": "null", "email": null });
    let null = create(&server, &body).json();
    assert_eq!(null.get("email"), Some(&Value::Null));
    assert_eq!(null.get("display_name"), None);
}

#[test]
fn an_external_id_is_taken_once() {
    let server = with_jane();
    let reply = create(&server, &json!({ "external_id": "user_1" }));
    assert_eq!(reply.status, 409);
    assert!(reply.error().contains("user_1"));
    assert_eq!(server.identities().len(), 1);
}

#[test]
fn an_external_id_has_1_to_120_code_points() {
    let server = seeded(&[]);
    for (length, status) in [(0, 400), (1, 201), (120, 201), (121, 400)] {
        // Each character has three bytes, so that bytes are not mistaken for characters.
        let body = json!({ "external_id": "€".repeat(length) });
        assert_eq!(create(&server, &body).status, status, "{length}");
    }
}

#[test]
fn a_create_body_of_another_form_is_refused() {
    let server = seeded(&[]);
    for body in [
        json!({}),
        json!([]),
        json!("user_1"),
        json!({ "external_id": 1 }),
        json!({ "external_id": null }),
        json!({ "external_id": "x", "display_name": 1 }),
        json!({ "external_id": "x", "email": true }),
        json!({ "external_id": "x", "avatar_url": {} }),
        json!({ "external_id": "x", "tags": "premium" }),
        json!({ "external_id": "x", "tags": ["premium", 1] }),
        json!({ "external_id": "x", "tags": null }),
        json!({ "external_id": "x", "metadata": [] }),
        json!({ "external_id": "x", "metadata": null }),
        json!({ "external_id": "x", "_id": "contact_1" }),
        json!({ "external_id": "x", "displayName": "Jane" }),
    ] {
        let reply = create(&server, &body);
        assert_eq!(reply.status, 400, "{body}");
        assert!(!reply.error().is_empty());
    }
    assert!(server.identities().is_empty());
}

#[test]
fn a_body_must_be_json_and_say_so() {
    let server = with_jane();
    let key = "authorization: Bearer test-key\r\n";
    let json_type = format!("{key}content-type: Application/JSON; charset=utf-8\r\n");
    let text_type = format!("{key}content-type: text/plain\r\n");
    let body = r#"{"external_id":"user_2"}"#;
    for line in ["POST /v2/identities", "PATCH /v2/identities/user_1"] {
        assert_eq!(send(&server.base_url(), line, key, body).status, 415);
        assert_eq!(send(&server.base_url(), line, &text_type, body).status, 415);
        assert_eq!(send(&server.base_url(), line, &json_type, "{").status, 400);
        assert_eq!(send(&server.base_url(), line, &json_type, "").status, 400);
    }
    let reply = send(&server.base_url(), "POST /v2/identities", &json_type, body);
    assert_eq!(reply.status, 201);
}

#[test]
fn update_changes_what_it_names_and_nothing_else() {
    let server = with_jane();
    let before = server.identities()[0].clone();
    let reply = update(&server, &json!({ "display_name": "Jane Smith-Wilson" }));
    assert_eq!(reply.status, 200);
    let mut expected = before;
    expected["display_name"] = json!("Jane Smith-Wilson");
    expected["updated"] = json!("2024-01-15T10:30:01Z");
    assert_eq!(reply.json(), expected);
    assert_eq!(server.identities(), [expected]);
}

#[test]
fn update_clears_what_it_sets_to_null() {
    let server = with_jane();
    for field in ["display_name", "email", "avatar_url"] {
        let identity = update(&server, &json!({ field: null })).json();
        assert_eq!(identity.get(field), Some(&Value::Null));
    }
    let identity = update(&server, &json!({ "email": "new@example.com" })).json();
    assert_eq!(identity["email"], "new@example.com");
    assert_eq!(identity["display_name"], Value::Null);
    assert_eq!(identity["tags"], json!(["premium"]));
}

#[test]
fn update_replaces_tags_and_metadata_as_a_whole() {
    let server = with_jane();
    let body = json!({ "tags": ["enterprise"], "metadata": { "role": "Lead" } });
    let identity = update(&server, &body).json();
    assert_eq!(identity["tags"], json!(["enterprise"]));
    assert_eq!(identity["metadata"], json!({ "role": "Lead" }));
    let identity = update(&server, &json!({ "tags": [], "metadata": {} })).json();
    assert_eq!(identity["tags"], json!([]));
    assert_eq!(identity["metadata"], json!({}));
}

#[test]
fn an_update_that_names_nothing_changes_nothing() {
    let server = with_jane();
    let before = server.identities()[0].clone();
    assert_eq!(update(&server, &json!({})).json(), before);
}

#[test]
fn an_update_body_of_another_form_is_refused_and_changes_nothing() {
    let server = with_jane();
    let before = server.identities();
    for body in [
        json!([]),
        json!(null),
        json!({ "display_name": 1 }),
        json!({ "display_name": "Kept out", "tags": null }),
        json!({ "display_name": "Kept out", "metadata": null }),
        json!({ "external_id": "user_9" }),
        json!({ "metrics": null }),
    ] {
        let reply = update(&server, &body);
        assert_eq!(reply.status, 400, "{body}");
        assert!(!reply.error().is_empty());
    }
    assert_eq!(server.identities(), before);
}

#[test]
fn an_update_by_own_id_reaches_the_same_identity() {
    let server = with_jane();
    let line = "PATCH /v2/identities/contact_01HM6AQH200000000000000001";
    call(&server, line, Some(&json!({ "email": null })));
    assert_eq!(server.identities()[0]["email"], Value::Null);
}
