//! Responses that are malformed on the wire, byte by byte.

use std::net::TcpListener;

use orq_sdk::{Error, ErrorKind, Orq, OrqBuilder};
use tests::recording_server::RecordingServer;

fn builder(base_url: &str) -> OrqBuilder {
    Orq::builder().api_key("key").base_url(base_url).max_retries(0)
}

/// Returns the result of a GET whose response is these bytes.
async fn answered(bytes: impl Into<Vec<u8>>) -> Result<serde_json::Value, Error> {
    let server = RecordingServer::start().expect("a loopback port is free");
    server.reply_next_raw(bytes.into());
    let orq = builder(&server.base_url())
        .max_response_bytes(1 << 20)
        .build()
        .expect("the settings are valid");
    let answer = orq.request("GET", "/v2/things").await;
    assert_eq!(server.requests().len(), 1);
    answer
}

async fn kind(bytes: impl Into<Vec<u8>>) -> ErrorKind {
    answered(bytes).await.expect_err("it is broken").kind()
}

fn json(head: &str, body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n{head}\r\n{body}")
}

#[tokio::test]
async fn connections_that_break_are_told_by_when() {
    assert_eq!(kind("").await, ErrorKind::Transport, "before the head");
    assert_eq!(
        kind("HTTP/1.1 200 OK\r\ncontent-").await,
        ErrorKind::Transport,
        "within the head"
    );
    assert_eq!(
        kind(json("content-length: 9\r\n", "{}")).await,
        ErrorKind::Transport,
        "half a body"
    );
    let chunked = json("transfer-encoding: chunked\r\n", "5\r\n{\"a\":");
    assert_eq!(kind(chunked).await, ErrorKind::Transport, "within a chunk");
    // A port without a listener.
    let port = TcpListener::bind("127.0.0.1:0")
        .and_then(|free| free.local_addr())
        .expect("an address")
        .port();
    let orq = builder(&format!("http://127.0.0.1:{port}"))
        .build()
        .expect("the settings are valid");
    let error = orq.request("GET", "/v2/things").await.expect_err("refused");
    assert!(error.is_connect() && !error.may_have_been_sent(), "{error}");
}

#[tokio::test]
async fn what_is_no_http_is_an_error() {
    for bytes in [
        "nonsense\r\n\r\n",
        "HTTP/9.9 200 OK\r\n\r\n",
        "HTTP/1.1 999999 OK\r\n\r\n",
        "\0\0\0\0\r\n\r\n",
    ] {
        assert_eq!(kind(bytes).await, ErrorKind::Transport, "{bytes:?}");
    }
    let long = format!("HTTP/1.1 200 OK\r\nx: {}\r\n\r\n", "x".repeat(2_000_000));
    assert_eq!(kind(long).await, ErrorKind::Transport, "an endless header");
}

#[tokio::test]
async fn lengths_that_lie_do_no_harm() {
    assert_eq!(
        kind(json("content-length: 1\r\n", "{}")).await,
        ErrorKind::Decode,
        "too short"
    );
    let many = json("content-length: 99999999999999999\r\n", "{}");
    assert_eq!(kind(many).await, ErrorKind::TooLarge, "more than there is memory");
    let without = json("", "{\"a\":1}");
    assert_eq!(answered(without).await.expect("until the end")["a"], 1);
    let endless = json("", &" ".repeat((1 << 20) + 1));
    assert_eq!(kind(endless).await, ErrorKind::TooLarge, "no length, and no end");
}

#[tokio::test]
async fn chunks_of_one_byte_are_put_together() {
    let text = "{\"name\": \"\u{e9}\u{1f600}\"}";
    let chunks: Vec<u8> = text
        .bytes()
        .flat_map(|byte| [b"1\r\n".as_slice(), &[byte], b"\r\n"].concat())
        .collect();
    let mut bytes = json("transfer-encoding: chunked\r\n", "").into_bytes();
    bytes.extend(chunks);
    bytes.extend(b"0\r\n\r\n");
    assert_eq!(
        answered(bytes).await.expect("an answer")["name"],
        "\u{e9}\u{1f600}"
    );
}

#[tokio::test]
async fn bodies_that_are_no_json_are_told() {
    let html = "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 13\r\n\r\n<html></html>";
    let error = answered(html).await.expect_err("no JSON");
    assert!(
        error.is_decode() && error.to_string().contains("(text/html)"),
        "{error}"
    );
    assert_eq!(error.text().expect("the body is kept"), "<html></html>");
    let deep = "[".repeat(100_000);
    assert_eq!(
        kind(json("", &deep)).await,
        ErrorKind::Decode,
        "nested too deeply"
    );
    assert_eq!(kind(json("", "{\"a\": NaN}")).await, ErrorKind::Decode);
    assert_eq!(kind(json("", "\u{0}")).await, ErrorKind::Decode);
}

/// Returns compressed zeros: 100 MB in 0.6 MB. The end of the file is missing, because no reader should get that far.
fn compressed_zeros() -> Vec<u8> {
    let mut bytes = b"\x1f\x8b\x08\0\0\0\0\0\0\x03".to_vec();
    // One block with the fixed codes of RFC 1951: a zero, and then "repeat the last 258 bytes" over and over.
    let repeated = [
        true, true, false, false, false, true, false, true, false, false, false, false, false,
    ];
    let begin = [
        true, true, false, false, false, true, true, false, false, false, false,
    ];
    let bits = begin
        .into_iter()
        .chain(repeated.into_iter().cycle().take(13 * 400_000));
    let bits: Vec<bool> = bits.collect();
    bytes.extend(bits.chunks(8).map(|byte| {
        let ones = byte.iter().enumerate().filter(|(_, bit)| **bit);
        ones.fold(0_u8, |byte, (place, _)| byte | 1 << place)
    }));
    bytes
}

#[tokio::test]
async fn what_is_packed_is_not_unpacked() {
    let server = RecordingServer::start().expect("a loopback port is free");
    let orq = builder(&server.base_url())
        .build()
        .expect("the settings are valid");
    orq.request("GET", "/v2/things").await.expect("an answer");
    assert_eq!(server.requests()[0].header("accept-encoding"), None);
    // Compression was not requested, so nothing is decompressed.
    let mut bytes = json("content-encoding: gzip\r\n", "").into_bytes();
    bytes.extend(compressed_zeros());
    let error = answered(bytes).await.expect_err("it is packed");
    assert!(error.is_decode(), "{error}");
    assert!(
        error
            .to_string()
            .contains("(application/json, in gzip, which was not asked for)"),
        "{error}"
    );
}
