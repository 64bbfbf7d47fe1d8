//! `GET` and `DELETE /v2/identities/{id}`: either ID, metrics, and missing identities.

use serde_json::json;

use crate::client::{call, seeded};

const JANE: (&str, &str, &str, &[&str]) = ("user_1", "Jane Smith", "jane@example.com", &["premium"]);

#[test]
fn either_id_finds_an_identity() {
    let server = seeded(&[JANE]);
    let jane = server.identities()[0].clone();
    let own = jane["_id"].as_str().expect("text");
    for id in ["user_1", own] {
        let reply = call(&server, &format!("GET /v2/identities/{id}"), None);
        assert_eq!((reply.status, reply.json()), (200, jane.clone()));
    }
}

#[test]
fn an_external_id_of_any_characters_is_found_when_encoded() {
    let server = seeded(&[("a/b?c#d e%f", "Odd", "odd@example.com", &[])]);
    let path = "/v2/identities/a%2Fb%3Fc%23d%20e%25f";
    let reply = call(&server, &format!("GET {path}"), None);
    assert_eq!(reply.json()["external_id"], "a/b?c#d e%f");
    let change = json!({ "display_name": "Even" });
    let reply = call(&server, &format!("PATCH {path}"), Some(&change));
    assert_eq!(reply.json()["display_name"], "Even");
    let reply = call(&server, &format!("DELETE {path}"), None);
    assert_eq!(reply.status, 204);
    assert_eq!(server.requests()[0].target, path);
}

#[test]
fn an_own_id_goes_before_an_external_id() {
    let server = seeded(&[JANE]);
    let own = server.identities()[0]["_id"].clone();
    let own = own.as_str().expect("text");
    server.seed(&[(own, "Impostor", "x@example.com", &[])]);
    let reply = call(&server, &format!("GET /v2/identities/{own}"), None);
    assert_eq!(reply.json()["display_name"], "Jane Smith");
}

#[test]
fn metrics_come_only_when_asked_for() {
    let server = seeded(&[JANE]);
    let get = |query: &str| {
        let line = format!("GET /v2/identities/user_1{query}");
        call(&server, &line, None)
    };
    assert!(get("").json().get("metrics").is_none());
    assert!(get("?include_metrics=false").json().get("metrics").is_none());
    let metrics = get("?include_metrics=true").json()["metrics"].clone();
    assert_eq!(
        metrics,
        json!({ "total_cost": 12.5, "total_tokens": 48210, "total_requests": 310, "error_rate": 0.02 })
    );
    assert_eq!(get("?include_metrics=1").status, 400);
    assert_eq!(get("?metrics=true").status, 400);
}

#[test]
fn fetching_metrics_fails_when_told_to() {
    let server = seeded(&[JANE]);
    let line = "GET /v2/identities/user_1?include_metrics=true";
    server.fail_metrics(true);
    let reply = call(&server, line, None);
    assert_eq!(reply.status, 500);
    assert_eq!(reply.json(), json!({ "error": "Failed to fetch metrics" }));
    // Only requests with metrics see the failure, and only for existing identities.
    assert_eq!(call(&server, "GET /v2/identities/user_1", None).status, 200);
    let nobody = "GET /v2/identities/nobody?include_metrics=true";
    assert_eq!(call(&server, nobody, None).status, 404);
    server.fail_metrics(false);
    assert_eq!(call(&server, line, None).status, 200);
}

#[test]
fn each_operation_tells_of_a_missing_identity_in_its_own_form() {
    let server = seeded(&[JANE]);
    let path = "/v2/identities/nobody";
    let error = json!({ "error": "Identity not found" });
    let message = json!({ "message": "Identity not found" });
    for (line, body, expected) in [
        (format!("GET {path}"), None, &error),
        (format!("DELETE {path}"), None, &error),
        (format!("PATCH {path}"), Some(json!({})), &message),
    ] {
        let reply = call(&server, &line, body.as_ref());
        assert_eq!((reply.status, &reply.json()), (404, expected), "{line}");
    }
}

#[test]
fn delete_removes_for_good() {
    let server = seeded(&[JANE, ("user_2", "John", "john@example.com", &[])]);
    let first = server.identities()[0]["_id"].clone();
    let reply = call(&server, "DELETE /v2/identities/user_1", None);
    assert_eq!((reply.status, reply.body.as_str()), (204, ""));
    assert_eq!(server.identities().len(), 1);
    let again = call(&server, "DELETE /v2/identities/user_1", None);
    assert_eq!(again.status, 404);
    // The external ID is free again; the ID is not reused.
    server.seed(&[JANE]);
    assert_ne!(server.identities()[1]["_id"], first);
}
