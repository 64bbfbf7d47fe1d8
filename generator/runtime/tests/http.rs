//! Over real HTTP, against a server on the loopback that says what it is told.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unreachable,
    clippy::unwrap_used,
    reason = "a helper of a test may panic"
)]
#![cfg(any(feature = "rustls", feature = "native-tls"))]

mod support;

use std::error::Error as _;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use sdk_runtime::{
    Body, Call, Client, ClientBuilder, DecodeError, Error, ErrorBody, ErrorKind, ErrorResponse, Operation,
    Parameter, Value, decode,
};
use support::{KEY, PLAIN, SDK, operation, with_body, with_parameters};

/// Answers one connection after the other with `play`, and gives back what was asked.
fn serve(play: impl Fn(&mut TcpStream) + Send + 'static) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (asked, requests) = channel();
    thread::spawn(move || {
        for stream in listener.incoming().take(16) {
            let mut stream = stream.unwrap();
            stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
            if asked.send(read_request(&mut stream)).is_err() {
                return;
            }
            play(&mut stream);
        }
    });
    (url, requests)
}

fn read_request(stream: &mut TcpStream) -> String {
    let mut request = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let read = stream.read(&mut piece).unwrap_or(0);
        request.extend_from_slice(&piece[..read]);
        let text = String::from_utf8_lossy(&request).into_owned();
        let length = text
            .lines()
            .find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
        if let Some(head) = text.find("\r\n\r\n")
            && request.len() >= head + 4 + length.unwrap_or(0)
        {
            return text;
        }
        if read == 0 {
            return text;
        }
    }
}

fn say(text: &'static str) -> impl Fn(&mut TcpStream) + Send + 'static {
    move |stream| {
        stream.write_all(text.as_bytes()).unwrap();
    }
}

fn client(url: &str) -> ClientBuilder {
    ClientBuilder::new(&SDK)
        .base_url(url)
        .credential("Key", KEY)
        .max_retries(0)
}

fn secured() -> &'static Operation {
    operation(Operation {
        id: "Secured",
        security: &[&["Key"]],
        ..PLAIN
    })
}

async fn fetch(client: &Client, operation: &'static Operation) -> Result<Value, Error> {
    Call::new(client, operation).send(decode::json).await
}

/// The error of a server that says this, after a look that it gives nothing away.
async fn failure(text: &'static str) -> Error {
    let (url, _requests) = serve(say(text));
    let error = fetch(&client(&url).build().unwrap(), secured())
        .await
        .unwrap_err();
    let mut shown = format!("{error} {error:?} {error:#?}");
    let mut source = error.source();
    while let Some(cause) = source {
        shown = format!("{shown} {cause} {cause:?}");
        source = cause.source();
    }
    assert!(!shown.contains(KEY), "{shown}");
    assert_eq!(error.to_string().lines().count(), 1);
    assert_eq!(error.operation(), Some("Secured"));
    assert_eq!(error.attempts(), 1);
    error
}

#[tokio::test]
async fn a_request_carries_what_it_should() {
    let (url, requests) = serve(say(
        "HTTP/1.1 200 OK\r\ncontent-length: 8\r\nx-request-id: r1\r\n\r\n{\"a\": 1}",
    ));
    let client = client(&format!("{url}/pre/"))
        .app_info("app", "1.0")
        .default_header("X-All", "1")
        .build()
        .unwrap();
    let response = Call::new(&client, secured())
        .send_with_response(decode::json::<Value>)
        .await
        .unwrap();
    assert_eq!(
        (response.status(), response.attempts(), response.request_id()),
        (200, 1, Some("r1"))
    );
    assert_eq!(response["a"], 1);
    let request = requests.recv().unwrap();
    assert!(request.starts_with("GET /pre/things HTTP/1.1\r\n"), "{request}");
    for line in [
        "authorization: Bearer canary-5ecret",
        "user-agent: app/1.0 orq-sdk/0.1.0",
        "accept: application/json",
        "x-all: 1",
    ] {
        assert!(
            request.lines().any(|found| found == line),
            "{line} is not in {request}"
        );
    }
    assert!(!request.contains("content-type"));
}

#[tokio::test]
async fn paths_and_queries_arrive_as_they_were_built() {
    let (url, requests) = serve(say("HTTP/1.1 204 No Content\r\n\r\n"));
    let table = with_parameters(
        "/v2/identities/{id}",
        vec![Parameter::path("id"), Parameter::query("q").allow_reserved()],
    );
    for (id, segment) in [
        ("a/b?c#d e%f", "a%2Fb%3Fc%23d%20e%25f"),
        ("%2e%2e", "%252e%252e"),
        ("...", "..."),
    ] {
        let mut call = Call::new(&client(&url).build().unwrap(), table);
        call.path("id", id.to_owned());
        call.query("q", "a/(b)".to_owned());
        call.send(decode::empty).await.unwrap();
        let request = requests.recv().unwrap();
        assert!(
            request.starts_with(&format!("GET /v2/identities/{segment}?q=a/(b) HTTP/1.1")),
            "{request}"
        );
    }
}

#[tokio::test]
async fn posts_have_a_length_even_without_a_body() {
    let (url, requests) = serve(say("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"));
    let table = with_body(Body::json("application/json"), vec![]);
    let client = client(&url).build().unwrap();
    Call::new(&client, table).send(decode::empty).await.unwrap();
    let empty = requests.recv().unwrap();
    assert!(
        empty.contains("content-length: 0") && !empty.contains("content-type"),
        "{empty}"
    );
    let mut call = Call::new(&client, table);
    call.field("a", 1_i64);
    call.send(decode::empty).await.unwrap();
    let full = requests.recv().unwrap();
    assert!(
        full.contains("content-type: application/json\r\n") && full.ends_with("\r\n\r\n{\"a\":1}"),
        "{full}"
    );
}

#[derive(Debug, PartialEq)]
enum SecuredError {
    NotFound(String),
}

impl ErrorBody for SecuredError {
    const OPERATION: &'static str = "Secured";

    fn from_response(response: &ErrorResponse) -> Option<Result<Self, DecodeError>> {
        match response.status() {
            404 => Some(response.json().map(Self::NotFound)),
            _ => None,
        }
    }
}

#[tokio::test]
async fn errors_by_status() {
    let error =
        failure("HTTP/1.1 404 Not Found\r\ncontent-length: 6\r\nx-request-id: r2\r\n\r\n\"gone\"").await;
    assert!(error.is_not_found() && !error.is_retryable() && error.may_have_been_sent());
    assert_eq!(error.body(), Some(SecuredError::NotFound("gone".into())));
    assert_eq!(
        (error.status(), error.request_id(), error.text().as_deref()),
        (Some(404), Some("r2"), Some("\"gone\""))
    );
    let error = failure("HTTP/1.1 404 Not Found\r\ncontent-length: 16\r\n\r\n{\"error\":\"gone\"}").await;
    assert_eq!(error.body::<SecuredError>(), None);
    assert_eq!(
        error.to_string(),
        "Secured: the server responded with 404 Not Found: gone"
    );
    let error =
        failure("HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\ncontent-length: 6\r\n\r\n<html>")
            .await;
    assert_eq!(
        error.to_string(),
        "Secured: the server responded with 502 Bad Gateway (text/html)"
    );
    assert!(error.is_retryable() && error.is_server_error());
    let echo =
        "HTTP/1.1 401 Unauthorized\r\ncontent-length: 33\r\n\r\n{\"message\":\"no key canary-5ecret\"}";
    let error = failure(echo).await;
    assert!(
        error.is_unauthorized() && error.to_string().ends_with("401 Unauthorized"),
        "{error}"
    );
    let echo =
        "HTTP/1.1 401 Unauthorized\r\ncontent-length: 34\r\n\r\n{\"message\":\"no key canary-5ecret\"}";
    assert!(failure(echo).await.to_string().ends_with("no key [redacted]"));
    let moved =
        failure("HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n").await;
    assert_eq!(
        moved.to_string(),
        "Secured: the server responded with 302 (redirects are not followed)"
    );
    let waiting =
        failure("HTTP/1.1 429 Too Many Requests\r\nretry-after: 7\r\ncontent-length: 0\r\n\r\n").await;
    assert_eq!(
        (waiting.is_rate_limited(), waiting.retry_after()),
        (true, Some(Duration::from_secs(7)))
    );
}

#[tokio::test]
async fn answers_that_cannot_be_decoded() {
    let html = failure("HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 6\r\n\r\n<html>").await;
    assert_eq!(
        (html.kind(), html.status(), html.text().as_deref()),
        (ErrorKind::Decode, Some(200), Some("<html>"))
    );
    assert!(html.to_string().contains("text/html"), "{html}");
    assert_eq!(html.decode_path().as_deref(), Some("$"));
    let empty = failure("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
    assert!(
        empty.is_decode() && empty.to_string().contains("found an empty body"),
        "{empty}"
    );
    let (url, _requests) = serve(say(
        "HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n{\"a\":[\"x\"]}",
    ));
    let call = Call::new(&client(&url).build().unwrap(), secured());
    let typed = call
        .send(decode::json::<std::collections::BTreeMap<String, Vec<i64>>>)
        .await
        .unwrap_err();
    assert_eq!(typed.decode_path().as_deref(), Some("$.a[0]"));
    assert_eq!(
        typed.to_string(),
        "Secured: cannot decode the response (200): $.a[0]: expected an integer, found a string"
    );
    assert_eq!(typed.text().as_deref(), Some("{\"a\":[\"x\"]}"));
    assert_eq!(typed.body::<SecuredError>(), None);
}

#[tokio::test]
async fn a_hundred_thousand_arrays_are_an_error_and_no_crash() {
    let (url, _requests) = serve(|stream| {
        let body = "[".repeat(100_000);
        let _ = write!(
            stream,
            "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
    });
    let error = fetch(&client(&url).build().unwrap(), secured())
        .await
        .unwrap_err();
    assert!(error.is_decode());
}

#[tokio::test]
async fn too_large_answers_end_early() {
    let announced = "HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n";
    let (url, _requests) = serve(say(announced));
    let error = fetch(&client(&url).build().unwrap(), secured())
        .await
        .unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::TooLarge, Some(200)));
    let (url, _requests) = serve(|stream| {
        let _ = stream.write_all(b"HTTP/1.1 500 Oops\r\ntransfer-encoding: chunked\r\n\r\n");
        let chunk = format!("1000\r\n{}\r\n", "x".repeat(0x1000));
        while stream.write_all(chunk.as_bytes()).is_ok() {}
    });
    let error = fetch(
        &client(&url).max_response_bytes(100_000).build().unwrap(),
        secured(),
    )
    .await
    .unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::TooLarge, Some(500)));
    assert!(error.bytes().unwrap().len() <= 4096);
}

#[tokio::test]
async fn the_length_in_an_answer_to_head_is_not_that_of_a_body() {
    let (url, _requests) = serve(say("HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n"));
    let table = operation(Operation {
        method: "HEAD",
        ..PLAIN
    });
    let call = Call::new(&client(&url).build().unwrap(), table);
    assert_eq!(
        call.send_with_response(decode::empty).await.unwrap().status(),
        200
    );
}

#[tokio::test]
async fn broken_connections() {
    let half = failure("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"a\"").await;
    assert_eq!((half.kind(), half.status()), (ErrorKind::Transport, Some(200)));
    let closed = failure("").await;
    assert_eq!(
        (closed.kind(), closed.may_have_been_sent()),
        (ErrorKind::Transport, true)
    );
    let nonsense = failure("SSH-2.0-x\r\n\r\n").await;
    assert_eq!(nonsense.kind(), ErrorKind::Transport);
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let table = with_parameters("/q", vec![Parameter::query("token")]);
    let mut call = Call::new(&client(&format!("http://{free}")).build().unwrap(), table);
    call.query("token", KEY.to_owned());
    let refused = call.send(decode::empty).await.unwrap_err();
    assert!(refused.is_connect() && !refused.may_have_been_sent() && refused.is_retryable());
    assert!(!format!("{refused} {refused:?}").contains(KEY));
    assert!(
        refused
            .to_string()
            .starts_with("Plain: cannot connect to the server: "),
        "{refused}"
    );
}

#[tokio::test]
async fn timeouts() {
    let (url, _requests) = serve(|_| thread::sleep(Duration::from_secs(2)));
    let whole = fetch(
        &client(&url).timeout(Duration::from_millis(50)).build().unwrap(),
        secured(),
    )
    .await
    .unwrap_err();
    assert!(whole.is_timeout() && whole.may_have_been_sent(), "{whole}");
    assert_eq!(whole.to_string(), "Secured: no complete response within 50ms");
    let (url, _requests) = serve(|stream| {
        stream
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n12345")
            .unwrap();
        thread::sleep(Duration::from_secs(2));
    });
    let client = client(&url)
        .build()
        .unwrap()
        .with(|options| options.stall_timeout(Duration::from_millis(50)));
    let stalled = fetch(&client, secured()).await.unwrap_err();
    assert!(stalled.is_timeout() && stalled.status() == Some(200));
    assert!(stalled.elapsed() < Duration::from_secs(1));
}

#[tokio::test]
async fn an_endpoint_that_the_document_does_not_have() {
    let (url, requests) = serve(say("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"));
    let client = client(&url).build().unwrap();
    let request = client
        .request("post", "/v2/new-thing")
        .query_pair("a", "1&2")
        .body(&serde_json::json!({"b": 1}));
    assert_eq!(request.await.unwrap(), Value::Null);
    let asked = requests.recv().unwrap();
    assert!(
        asked.starts_with("POST /v2/new-thing?a=1%262 HTTP/1.1"),
        "{asked}"
    );
    assert!(asked.contains("authorization: Bearer canary-5ecret") && asked.ends_with("{\"b\":1}"));
    for path in [
        "v2", "//evil", "/a/../b", "/a?b=1", "/%2e%2E/", "/a b", "/%zz", "/a#b", "@evil",
    ] {
        assert!(
            client
                .request("GET", path)
                .send()
                .await
                .unwrap_err()
                .is_invalid_request(),
            "{path}"
        );
    }
    assert!(
        client
            .request("GE T", "/a")
            .send()
            .await
            .unwrap_err()
            .is_invalid_request()
    );
}
