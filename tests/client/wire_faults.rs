//! Failures on real sockets, by method: the number of attempts, and the properties of the error.
//!
//! Each row and method has its own server and client, and all of them run at once, because the delays between
//! attempts are real. The length of the delays is tested in `faults`, with paused time.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use orq_sdk::{Error, ErrorKind, Orq};

const METHODS: [(&str, bool); 8] = [
    ("GET", true),
    ("HEAD", true),
    ("OPTIONS", true),
    ("PUT", true),
    ("DELETE", true),
    ("POST", false),
    ("PATCH", false),
    ("POST with a key", true),
];

/// The client's timeout for a stalled body, and for a response that never ends.
const SHORT: Duration = Duration::from_millis(200);

/// The condition under which a failure is retried.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Repeats {
    Always,
    WhereSafe,
    Never,
}

use Repeats::{Always, Never, WhereSafe};

/// The behaviour of a server on a connection.
#[derive(Clone)]
enum Fault {
    /// No listener.
    Refused,
    /// Closes the connection normally, after sending these bytes, if any.
    Closes(Vec<u8>),
    /// Resets the connection, after sending these bytes, if any. The request is left unread, so that the
    /// kernel sends a reset.
    Resets(Vec<u8>),
    /// Sends these bytes, and keeps the connection open.
    Stalls(Vec<u8>),
    /// Sends a response head byte by byte, without end.
    Drips,
}

struct Row {
    name: &'static str,
    fault: Fault,
    repeats: Repeats,
    kind: ErrorKind,
    status: Option<u16>,
    may_have_been_sent: bool,
}

fn row(name: &'static str, fault: Fault, repeats: Repeats, kind: ErrorKind, status: Option<u16>) -> Row {
    Row {
        name,
        fault,
        repeats,
        kind,
        status,
        may_have_been_sent: kind != ErrorKind::Connect,
    }
}

fn json(head: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n{head}\r\n{body}").into_bytes()
}

fn status(line: &str, head: &str) -> Fault {
    Fault::Closes(format!("HTTP/1.1 {line}\r\n{head}content-length: 0\r\n\r\n").into_bytes())
}

fn rows() -> Vec<Row> {
    let mut rows = broken();
    rows.extend(statuses());
    rows
}

/// Returns failing connections and malformed responses.
fn broken() -> Vec<Row> {
    let half = || json("content-length: 99\r\n", "{\"a\": ");
    let chunks = json("transfer-encoding: chunked\r\n", "1\r\n{\r\n1\r\n\"\r\n");
    let html = "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 13\r\n\r\n<html></html>";
    let ok = Some(200);
    vec![
        row("refused", Fault::Refused, Always, ErrorKind::Connect, None),
        row(
            "closed before the head",
            Fault::Closes(Vec::new()),
            WhereSafe,
            ErrorKind::Transport,
            None,
        ),
        row(
            "reset before the head",
            Fault::Resets(Vec::new()),
            WhereSafe,
            ErrorKind::Transport,
            None,
        ),
        row(
            "reset after the head",
            Fault::Resets(half()),
            WhereSafe,
            ErrorKind::Transport,
            ok,
        ),
        row(
            "half a body",
            Fault::Closes(half()),
            WhereSafe,
            ErrorKind::Transport,
            ok,
        ),
        row(
            "chunks of one byte, broken off",
            Fault::Closes(chunks),
            WhereSafe,
            ErrorKind::Transport,
            ok,
        ),
        row(
            "a stalled body",
            Fault::Stalls(half()),
            WhereSafe,
            ErrorKind::Timeout,
            ok,
        ),
        row(
            "a stalled head",
            Fault::Stalls(b"HTTP/1.1 200 OK\r\n".to_vec()),
            WhereSafe,
            ErrorKind::Timeout,
            None,
        ),
        row("a slow head", Fault::Drips, WhereSafe, ErrorKind::Timeout, None),
        row(
            "too short a length",
            Fault::Closes(json("content-length: 1\r\n", "{}")),
            Never,
            ErrorKind::Decode,
            ok,
        ),
        row("HTML", Fault::Closes(html.into()), Never, ErrorKind::Decode, ok),
        row(
            "100,000 nested arrays",
            Fault::Closes(json("", &"[".repeat(100_000))),
            Never,
            ErrorKind::Decode,
            ok,
        ),
        row(
            "more than is taken",
            Fault::Closes(json("content-length: 99999999999\r\n", "{}")),
            Never,
            ErrorKind::TooLarge,
            ok,
        ),
    ]
}

/// Returns transient statuses, and their delays.
fn statuses() -> Vec<Row> {
    let mut rows = vec![
        row(
            "429",
            status("429 Slow", ""),
            Always,
            ErrorKind::Status,
            Some(429),
        ),
        row(
            "503",
            status("503 Down", ""),
            WhereSafe,
            ErrorKind::Status,
            Some(503),
        ),
        row(
            "500",
            status("500 Broken", ""),
            WhereSafe,
            ErrorKind::Status,
            Some(500),
        ),
        row("404", status("404 None", ""), Never, ErrorKind::Status, Some(404)),
    ];
    let date = "Date: Wed, 21 Oct 2026 07:28:00 GMT\r\nRetry-After: Wed, 21 Oct 2026 07:28:00 GMT\r\n";
    for form in ["Retry-After: 0\r\n", "retry-after-ms: 1\r\n", date] {
        rows.push(row(
            "429 with a time",
            status("429 Slow", form),
            Always,
            ErrorKind::Status,
            Some(429),
        ));
        rows.push(row(
            "503 with a time",
            status("503 Down", form),
            Always,
            ErrorKind::Status,
            Some(503),
        ));
    }
    let late = "Retry-After: 61\r\n";
    rows.push(row(
        "429 for too long",
        status("429 Slow", late),
        Never,
        ErrorKind::Status,
        Some(429),
    ));
    rows
}

/// Serves one failure, and counts the connections. Runs until the process ends.
fn serve(fault: Fault) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a loopback port is free");
    let address = listener.local_addr().expect("it has an address");
    let count = Arc::new(AtomicUsize::new(0));
    if matches!(fault, Fault::Refused) {
        // The local port of an open connection: nothing listens there, and no other process can use it
        // meanwhile.
        let near = TcpStream::connect(address).expect("it listens");
        let url = format!("http://{}", near.local_addr().expect("it has an address"));
        thread::spawn(move || {
            let _held = (near, listener);
            loop {
                thread::park();
            }
        });
        return (url, count);
    }
    let url = format!("http://{address}");
    let counted = Arc::clone(&count);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            counted.fetch_add(1, Ordering::SeqCst);
            let fault = fault.clone();
            // The client is expected to disconnect.
            thread::spawn(move || play(stream, &fault));
        }
    });
    (url, count)
}

fn play(mut stream: TcpStream, fault: &Fault) -> io::Result<()> {
    match fault {
        Fault::Refused => Ok(()),
        Fault::Closes(bytes) => {
            read_head(&mut stream)?;
            stream.write_all(bytes)
        }
        Fault::Resets(bytes) => {
            stream.peek(&mut [0])?;
            stream.write_all(bytes)?;
            // Gives the client time to read the bytes: a reset discards unread ones.
            thread::sleep(SHORT / 4);
            Ok(())
        }
        Fault::Stalls(bytes) => {
            read_head(&mut stream)?;
            stream.write_all(bytes)?;
            stream.read_to_end(&mut Vec::new()).map(drop)
        }
        Fault::Drips => {
            read_head(&mut stream)?;
            stream.write_all(b"HTTP/1.1 200 OK\r\nslow: ")?;
            loop {
                stream.write_all(b"x")?;
                thread::sleep(SHORT / 10);
            }
        }
    }
}

fn read_head(stream: &mut TcpStream) -> io::Result<()> {
    let mut last = [0; 4];
    while last != *b"\r\n\r\n" {
        last.rotate_left(1);
        stream.read_exact(&mut last[3..])?;
    }
    Ok(())
}

/// Makes the call, and returns its error and the number of requests.
async fn fails(fault: Fault, name: &str) -> (Error, usize) {
    let has_head = matches!(&fault, Fault::Stalls(bytes) if bytes.ends_with(b"{\"a\": "));
    let is_endless = matches!(fault, Fault::Stalls(_) | Fault::Drips);
    let (url, count) = serve(fault);
    let orq = Orq::builder()
        .api_key("key")
        .base_url(url)
        .build()
        .expect("the settings are valid")
        .with(|options| match (is_endless, has_head) {
            (true, true) => options.stall_timeout(SHORT),
            (true, false) => options.attempt_timeout(SHORT),
            (false, _) => options,
        });
    let (method, key) = name.split_once(' ').unwrap_or((name, ""));
    let mut request = orq.request(method, "/v2/things");
    if !key.is_empty() {
        request = request.idempotency_key("k-1");
    }
    let error = request.await.expect_err("a fault");
    (error, count.load(Ordering::SeqCst))
}

#[tokio::test]
async fn attempts_and_errors_are_those_of_the_table() {
    let mut running = Vec::new();
    for row in rows() {
        for (name, may_be_done_twice) in METHODS {
            // A response to HEAD has no body that could be broken.
            if name == "HEAD" && row.status == Some(200) {
                continue;
            }
            let attempts = match row.repeats {
                Always => 3,
                WhereSafe if may_be_done_twice => 3,
                _ => 1,
            };
            let fault = row.fault.clone();
            let expected = (row.kind, row.status, row.may_have_been_sent, attempts);
            let what = format!("{}, {name}", row.name);
            running.push(tokio::spawn(async move {
                let is_refused = matches!(fault, Fault::Refused);
                let (error, connections) = fails(fault, name).await;
                let found = (
                    error.kind(),
                    error.status(),
                    error.may_have_been_sent(),
                    error.attempts(),
                );
                assert_eq!(found, expected, "{what}: {error}");
                if !is_refused {
                    assert_eq!(connections, attempts as usize, "{what}: {error}");
                }
            }));
        }
    }
    for case in running {
        case.await.expect("the row holds");
    }
}

#[tokio::test]
async fn redirects_to_another_origin_are_not_followed() {
    let (elsewhere, visits) = serve(Fault::Closes(json("", "{}")));
    for code in [301, 302, 303, 307, 308] {
        let head = format!("location: {elsewhere}/v2/things?key=canary\r\n");
        let (error, connections) = fails(status(&format!("{code} Moved"), &head), "GET").await;
        assert_eq!(
            (error.status(), error.attempts(), connections),
            (Some(code), 1, 1)
        );
        assert!(!format!("{error} {error:?}").contains("canary"), "{error:?}");
    }
    assert_eq!(visits.load(Ordering::SeqCst), 0, "the key goes nowhere else");
}
