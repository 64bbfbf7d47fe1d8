//! The recording server: its records and its responses.

use std::net::TcpStream;

use serde_json::json;
use tests::CannedReply;
use tests::recording_server::RecordingServer;

use crate::client::{exchange, send};

fn start() -> RecordingServer {
    RecordingServer::start().expect("a free port")
}

#[test]
fn a_request_is_kept_byte_for_byte() {
    let server = start();
    let sent = "PUT /a%2Fb?x=1#f HTTP/1.1\r\nX-Second:  2\r\nHost: h\r\nx-second: 3\r\nContent-Length: 4\r\n\r\n{\"\"}";
    exchange(&server.base_url(), sent);
    assert_eq!(server.raw_requests(), [sent.as_bytes()]);
    let requests = server.requests();
    let request = &requests[0];
    assert_eq!(request.method, "PUT");
    assert_eq!(request.target, "/a%2Fb?x=1#f");
    let headers: Vec<(&str, &str)> = request
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!(
        headers,
        [
            ("X-Second", "2"),
            ("Host", "h"),
            ("x-second", "3"),
            ("Content-Length", "4")
        ]
    );
    assert_eq!(request.body, br#"{""}"#);
    server.clear_requests();
    assert!(server.requests().is_empty() && server.raw_requests().is_empty());
}

#[test]
fn a_chunked_body_is_put_together() {
    let server = start();
    let sent = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\nA\r\n, world\r\n!\r\n0\r\nTrailer: t\r\n\r\n";
    exchange(&server.base_url(), sent);
    assert_eq!(server.requests()[0].body, b"hello, world\r\n!");
    assert_eq!(server.raw_requests(), [sent.as_bytes()]);
}

#[test]
fn a_body_of_any_bytes_is_kept() {
    let server = start();
    let body = "\0\u{1}é\r\n\r\n";
    send(&server.base_url(), "POST /", "", body);
    assert_eq!(server.requests()[0].body, body.as_bytes());
}

#[test]
fn without_a_canned_reply_it_answers_200_with_an_empty_object() {
    let server = start();
    let reply = send(&server.base_url(), "GET /anything", "", "");
    assert_eq!((reply.status, reply.json()), (200, json!({})));
    assert!(reply.head.contains("content-type: application/json"));
    assert!(reply.head.contains("connection: close"));
}

#[test]
fn canned_replies_go_out_in_order() {
    let server = start();
    server.reply_next(&CannedReply::json(404, &json!({ "error": "no" })).header("X-Id", "7"));
    server.reply_next_raw("HTTP/1.1 299 Odd\r\nFoo: bar\r\n\r\nuntil the end");
    server.reply_next_raw([]);
    server.reply_next(&CannedReply::empty(204));
    let url = server.base_url();
    let first = send(&url, "GET /1", "", "");
    assert_eq!((first.status, first.error()), (404, "no".to_owned()));
    assert!(first.head.contains("\r\nX-Id: 7\r\n"), "{}", first.head);
    assert!(first.head.contains("\r\ncontent-length: 14\r\n"));
    let bare = "GET / HTTP/1.1\r\n\r\n";
    assert_eq!(
        exchange(&url, bare),
        b"HTTP/1.1 299 Odd\r\nFoo: bar\r\n\r\nuntil the end"
    );
    assert_eq!(exchange(&url, bare), b"");
    let last = send(&url, "DELETE /4", "", "");
    assert_eq!((last.status, last.body.as_str()), (204, ""));
    assert!(!last.head.contains("content-length"));
    assert_eq!(server.requests().len(), 4);
}

#[test]
fn what_is_no_request_gets_a_400_and_is_not_recorded() {
    let server = start();
    for bytes in [
        "nonsense\r\n\r\n",
        "GET / HTTP/1.1\r\nno colon\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: many\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
    ] {
        let reply = exchange(&server.base_url(), bytes);
        assert!(reply.starts_with(b"HTTP/1.1 400 "), "{bytes}");
    }
    assert!(server.requests().is_empty());
}

#[test]
fn a_dropped_server_is_gone() {
    let server = start();
    let address = server.base_url()["http://".len()..].to_owned();
    drop(server);
    assert!(TcpStream::connect(address).is_err());
}
