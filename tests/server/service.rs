//! Rules for every operation: the key, recorded requests, prepared responses, start and stop.

use std::io::{BufRead, BufReader, Read};
use std::net::TcpStream;
use std::process::{Command, Stdio};

use serde_json::json;
use tests::CannedReply;
use tests::identities_server::IdentitiesServer;

use crate::client::{call, seeded, send};

#[test]
fn every_operation_asks_for_the_key() {
    let server = seeded(&[("user_1", "Jane", "jane@example.com", &[])]);
    let json_type = "content-type: application/json\r\n";
    for line in [
        "GET /v2/identities",
        "POST /v2/identities",
        "GET /v2/identities/user_1",
        "PATCH /v2/identities/user_1",
        "DELETE /v2/identities/user_1",
        "GET /nowhere",
    ] {
        let reply = send(&server.base_url(), line, json_type, "{}");
        assert_eq!(reply.status, 401, "{line}");
        assert!(!reply.error().is_empty());
        let head = reply.head.to_lowercase();
        assert!(head.contains("www-authenticate: bearer"), "{head}");
        assert!(head.contains("content-type: application/json"), "{head}");
    }
    assert_eq!(server.identities().len(), 1);
}

#[test]
fn only_the_whole_key_as_a_bearer_token_will_do() {
    let server = seeded(&[]);
    let twice = "Bearer test-key\r\nauthorization: Bearer test-key";
    for (value, status) in [
        ("Bearer test-key", 200),
        ("bearer test-key", 200),
        ("Bearer test-ke", 401),
        ("Bearer test-key2", 401),
        ("Bearer TEST-KEY", 401),
        ("Bearer  test-key", 401),
        ("Bearer", 401),
        ("test-key", 401),
        ("Basic test-key", 401),
        (twice, 401),
    ] {
        let header = format!("authorization: {value}\r\n");
        let reply = send(&server.base_url(), "GET /v2/identities", &header, "");
        assert_eq!(reply.status, status, "{value}");
    }
}

#[test]
fn another_path_or_method_is_refused_in_json() {
    let server = seeded(&[]);
    for (line, status) in [
        ("GET /v2/identities/", 404),
        ("GET /v2/identities/a/b", 404),
        ("GET /v2/identitiez", 404),
        ("PUT /v2/identities", 405),
        ("POST /v2/identities/user_1", 405),
        ("GET /v2/identities/%FF", 400),
        ("DELETE /v2/identities/user_1?force=true", 400),
    ] {
        let reply = call(&server, line, None);
        assert_eq!(reply.status, status, "{line}");
        assert!(!reply.error().is_empty(), "{line}");
    }
}

#[test]
fn requests_are_recorded_as_they_came() {
    let server = seeded(&[]);
    let line = "POST /v2/identities?a=%2c&b=x+y&&c";
    let headers = "x-second: 2\r\nx-first: 1\r\n";
    send(&server.base_url(), line, headers, r#"{ "a":1}"#);
    let requests = server.requests();
    let request = &requests[0];
    assert_eq!(request.method, "POST");
    assert_eq!(request.target, "/v2/identities?a=%2c&b=x+y&&c");
    assert_eq!(request.path(), "/v2/identities");
    assert_eq!(request.query(), Some("a=%2c&b=x+y&&c"));
    let names: Vec<&str> = request.headers.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        ["host", "connection", "x-second", "x-first", "content-length"]
    );
    assert_eq!(request.header("X-First"), Some("1"));
    assert_eq!(request.text(), r#"{ "a":1}"#);
    assert_eq!(request.json(), json!({ "a": 1 }));
    server.clear_requests();
    assert!(server.requests().is_empty());
}

#[test]
fn canned_replies_go_before_the_rules_one_request_each() {
    let server = seeded(&[]);
    server.reply_next(CannedReply::json(429, &json!({ "error": "slow down" })).header("retry-after", "1"));
    server.reply_next(CannedReply::text(200, "text/plain", "not json"));
    let first = send(&server.base_url(), "GET /v2/identities", "", "");
    assert_eq!(first.status, 429);
    assert!(first.head.contains("retry-after: 1"), "{}", first.head);
    assert_eq!(first.error(), "slow down");
    let second = call(&server, "GET /v2/identities", None);
    assert_eq!(second.body, "not json");
    assert_eq!(call(&server, "GET /v2/identities", None).status, 200);
    assert_eq!(server.requests().len(), 3);
}

#[test]
fn the_same_calls_give_the_same_answers() {
    let run = || {
        let server = seeded(&[("a", "A", "a@x", &["t"]), ("b", "B", "b@x", &[])]);
        call(&server, "DELETE /v2/identities/a", None);
        server.seed(&[("c", "C", "c@x", &[])]);
        server.identities()
    };
    assert_eq!(run(), run());
}

#[test]
fn a_dropped_server_is_gone_though_a_client_holds_on() {
    let server = IdentitiesServer::start_on(0, "key").expect("a free port");
    assert_eq!(server.api_key(), "key");
    let address = server.base_url()["http://".len()..].to_owned();
    let mut open = TcpStream::connect(&address).expect("it listens");
    drop(server);
    // The stream ends, or fails if the server never accepted the connection.
    assert!(!matches!(open.read(&mut [0; 1]), Ok(1)));
    assert!(TcpStream::connect(&address).is_err());
}

#[test]
fn the_binary_says_where_it_is_and_how_to_reach_it() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_identities-server"))
        .args(["--port", "0", "--key", "by-hand"])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let output = child.stdout.take().expect("it is piped");
    let lines: Vec<String> = BufReader::new(output)
        .lines()
        .take(4)
        .collect::<Result<_, _>>()
        .expect("it prints");
    let setting = |name: &str| {
        let prefix = format!("  export {name}=");
        let line = lines.iter().find_map(|line| line.strip_prefix(&prefix));
        line.expect("a setting").to_owned()
    };
    let base_url = setting("ORQ_BASE_URL");
    let header = format!("authorization: Bearer {}\r\n", setting("ORQ_API_KEY"));
    let reply = send(&base_url, "GET /v2/identities", &header, "");
    child.kill().expect("it runs until interrupted");
    child.wait().expect("it ends");
    assert_eq!(reply.status, 200, "{lines:?}");
}
