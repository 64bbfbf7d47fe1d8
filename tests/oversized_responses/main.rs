//! Responses without end: they fail at the limit, and use no more memory than the limit allows.
//!
//! This is a separate test, because it counts every allocation of the process.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::thread;
use std::time::Duration;

use peak_alloc::PeakAlloc;
use tests::fixtures::guarded::Client;
use tests::runtime::{Error, ErrorKind};

#[global_allocator]
static ALLOCATED: PeakAlloc = PeakAlloc;

/// The maximum size of a response in this test.
const LIMIT: usize = 1 << 20;

/// The memory budget of a response: a buffer doubles as it grows, and the reader has another one.
const MEMORY: usize = 6 * LIMIT;

/// Sends the same start and then the same bytes on every connection, until the client disconnects.
fn endless(start: impl Into<Vec<u8>>, rest: &'static [u8]) -> String {
    let start = start.into();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a loopback port is free");
    let address = listener.local_addr().expect("it is bound");
    thread::spawn(move || {
        let rest = rest.repeat(8192 / rest.len());
        for mut stream in listener.incoming().flatten() {
            let mut request = [0; 4096];
            let _ = stream.read(&mut request);
            let _ = stream.write_all(&start);
            while stream.write_all(&rest).is_ok() {}
        }
    });
    format!("http://{address}")
}

/// Returns the start of a response: its head, and the start of its body.
fn started(head: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 {head}\r\n\r\n").as_bytes(), body].concat()
}

fn client(base_url: &str, limit: Option<usize>) -> Client {
    let builder = Client::builder().token("key").base_url(base_url).max_retries(0);
    let builder = match limit {
        Some(limit) => builder.max_response_bytes(limit),
        None => builder,
    };
    builder.build().expect("the settings are valid")
}

/// Returns the error of a call, and asserts that it stays within the memory budget.
async fn measured(what: &str, call: impl Future<Output = Option<Error>>) -> ErrorKind {
    let before = ALLOCATED.current_usage();
    ALLOCATED.reset_peak_usage();
    let outcome = tokio::time::timeout(Duration::from_secs(60), call).await;
    let error = outcome.unwrap_or_else(|_| panic!("{what}: it does not end"));
    let needed = ALLOCATED.peak_usage().saturating_sub(before);
    assert!(needed < MEMORY, "{what}: {needed} bytes");
    error
        .unwrap_or_else(|| panic!("{what}: an answer without end is no success"))
        .kind()
}

const JSON: &str = "200 OK\r\ncontent-type: application/json";

#[tokio::test]
async fn answers_without_end_are_cut_off() {
    const CHUNK: &[u8] = b"10\r\n0123456789abcdef\r\n";
    for (what, server) in [
        ("until the end", endless(started(JSON, b"\""), b"a")),
        ("white space", endless(started(JSON, b""), b" ")),
        (
            "chunks",
            endless(started("200 OK\r\ntransfer-encoding: chunked", b""), CHUNK),
        ),
        (
            "an announced length",
            endless(started("200 OK\r\ncontent-length: 99999999999", b""), b"a"),
        ),
    ] {
        let client = client(&server, Some(LIMIT));
        let call = async { client.things().get("a").send().await.err() };
        assert_eq!(measured(what, call).await, ErrorKind::TooLarge, "{what}");
        let call = async { client.request("GET", "/x").bytes().await.err() };
        assert_eq!(measured(what, call).await, ErrorKind::TooLarge, "{what}");
        let call = async { client.things().list().pages().next().await?.err() };
        assert_eq!(measured(what, call).await, ErrorKind::TooLarge, "{what}");
    }
    // Error bodies have a smaller limit of their own, which need not be set.
    let server = endless(started("500 No", b""), b"a");
    let own = client(&server, None);
    let call = async { own.things().get("a").send().await.err() };
    assert_eq!(measured("an error", call).await, ErrorKind::TooLarge);
    let call = async { own.things().watch().send().await.err() };
    assert_eq!(measured("the error of a stream", call).await, ErrorKind::TooLarge);
    streams_without_end_are_cut_off().await;
    nothing_is_unpacked().await;
    headers_without_end_are_refused().await;
}

/// A pending value of a stream has a size limit; a stream of complete values may be endless.
async fn streams_without_end_are_cut_off() {
    const EVENTS: &str = "200 OK\r\ncontent-type: text/event-stream";
    for (what, server) in [
        ("a line", endless(started(EVENTS, b"data: "), b"a")),
        ("an event", endless(started(EVENTS, b""), b"data: a\n")),
        ("a name", endless(started(EVENTS, b"event: "), b"a")),
        ("an id", endless(started(EVENTS, b"id: "), b"a")),
    ] {
        let client = client(&server, Some(LIMIT));
        let call = async {
            let mut events = client.things().watch().send().await.expect("the head comes");
            events.next().await?.err()
        };
        assert_eq!(measured(what, call).await, ErrorKind::TooLarge, "{what}");
    }
    let lines = endless(started("200 OK\r\ncontent-type: application/jsonl", b"\""), b"a");
    let client_of_lines = client(&lines, Some(LIMIT));
    let call = async {
        let mut lines = client_of_lines
            .things()
            .read_lines()
            .send()
            .await
            .expect("the head comes");
        lines.next().await?.err()
    };
    assert_eq!(measured("a line of JSON", call).await, ErrorKind::TooLarge);
    // Events without a value are skipped, and not kept in memory.
    let comments = endless(started(EVENTS, b""), b": nothing\n\nid: 1\nevent: x\n\n");
    let client = client(&comments, Some(LIMIT));
    let call = async {
        let mut events = client.things().watch().send().await.expect("the head comes");
        let next = tokio::time::timeout(Duration::from_millis(500), events.next()).await;
        assert!(next.is_err(), "there is no event");
        drop(events);
        client.request("GET", "/x").bytes().await.err()
    };
    measured("comments", call).await;
}

/// Compressed responses are not requested, so they are not decompressed, and a decompression bomb stays
/// small.
async fn nothing_is_unpacked() {
    // Zeros, compressed a thousandfold by gzip.
    let head = "200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 20";
    let server = endless(started(head, b"\x1f\x8b\x08\0\0\0\0\0\0\x03"), b"\0");
    let client = client(&server, Some(LIMIT));
    let call = async {
        let bytes = client.request("GET", "/x").bytes().await.expect("it is small");
        assert_eq!(
            (bytes.len(), &bytes[..3]),
            (20, &b"\x1f\x8b\x08"[..]),
            "as it travels"
        );
        client.things().get("a").send().await.err()
    };
    assert_eq!(measured("a packed answer", call).await, ErrorKind::Decode);
}

async fn headers_without_end_are_refused() {
    for (what, server) in [
        ("a header", endless("HTTP/1.1 200 OK\r\nx: ", b"a")),
        ("headers", endless("HTTP/1.1 200 OK\r\n", b"x: y\r\n")),
    ] {
        let client = client(&server, Some(LIMIT));
        let call = async { client.things().get("a").send().await.err() };
        assert_eq!(measured(what, call).await, ErrorKind::Transport, "{what}");
    }
}
