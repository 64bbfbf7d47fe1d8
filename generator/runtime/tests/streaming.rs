//! Answers that are read value by value: where one ends, what is decoded, and how a stream fails.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unreachable,
    clippy::unwrap_used,
    reason = "a helper of a test may panic"
)]

mod support;

use std::time::Duration;

use sdk_runtime::{
    BoxFuture, Call, ClientBuilder, Decoding, ErrorKind, Event, Headers, HttpRequest, HttpResponse,
    HttpTransport, Options, ReadBody, ResponseStream, TransportError, TransportErrorKind, Value, streaming,
};
use serde_json::json;
use support::{PLAIN, SDK, operation};

/// Answers every request with these pieces, and then ends, fails or stands still.
#[derive(Clone)]
struct Pieces {
    pieces: Vec<Vec<u8>>,
    last: Last,
}

#[derive(Clone, Copy)]
enum Last {
    End,
    Reset,
    Silence,
}

impl HttpTransport for Pieces {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        let body = Self {
            pieces: self.pieces.iter().rev().cloned().collect(),
            last: self.last,
        };
        Box::pin(async move { Ok(HttpResponse::streaming(200, Headers::new(), body)) })
    }
}

impl ReadBody for Pieces {
    fn read<'a>(&'a mut self, buffer: &'a mut Vec<u8>) -> BoxFuture<'a, Result<bool, TransportError>> {
        Box::pin(async move {
            if let Some(piece) = self.pieces.pop() {
                buffer.extend_from_slice(&piece);
                return Ok(true);
            }
            match self.last {
                Last::End => Ok(false),
                Last::Reset => Err(TransportError::new(TransportErrorKind::Other, "reset")),
                Last::Silence => std::future::pending().await,
            }
        })
    }
}

async fn open<T>(pieces: Vec<Vec<u8>>, last: Last, decoding: Decoding<T>) -> ResponseStream<T> {
    let client = ClientBuilder::new(&SDK)
        .transport(Pieces { pieces, last })
        .build()
        .unwrap()
        .with(|options: Options| {
            options
                .max_response_bytes(64)
                .stall_timeout(Duration::from_secs(5))
        });
    let call = Call::new(&client, operation(PLAIN));
    call.send_streaming(decoding).await.unwrap()
}

async fn all<T>(mut stream: ResponseStream<T>) -> Vec<Result<T, ErrorKind>> {
    let mut found = Vec::new();
    while let Some(value) = stream.next().await {
        found.push(value.map_err(|error| error.kind()));
    }
    assert!(stream.next().await.is_none(), "the end is the end");
    found
}

/// The values do not depend on where the pieces are cut.
async fn read<T: PartialEq + std::fmt::Debug>(
    text: &str,
    decoding: fn() -> Decoding<T>,
) -> Vec<Result<T, ErrorKind>> {
    let whole = all(open(vec![text.into()], Last::End, decoding()).await).await;
    let bytes = text.bytes().map(|byte| vec![byte]).collect();
    let byte_by_byte = all(open(bytes, Last::End, decoding()).await).await;
    assert_eq!(whole, byte_by_byte);
    whole
}

fn event(event: &str, data: &str, id: Option<&str>) -> (String, String, Option<String>) {
    (event.to_owned(), data.to_owned(), id.map(str::to_owned))
}

async fn plain(text: &str) -> Vec<(String, String, Option<String>)> {
    let events = read(text, streaming::plain_events).await;
    let parts = |event: Event| (event.event, event.data, event.id);
    events.into_iter().map(|event| parts(event.unwrap())).collect()
}

#[tokio::test]
async fn events_are_told_apart_as_the_standard_says() {
    let message = |data| event("message", data, None);
    assert_eq!(
        plain("data: a\n\ndata: b\n\n").await,
        [message("a"), message("b")]
    );
    assert_eq!(plain("data: a\r\n\r\ndata: b\r\rdata: c\n\n").await.len(), 3);
    assert_eq!(plain("data: a\ndata:b\ndata\n\n").await, [message("a\nb\n")]);
    assert_eq!(plain("\u{feff}data: a\n\n").await, [message("a")]);
    assert_eq!(plain(": a comment\n\nevent: only a name\n\n").await, []);
    assert_eq!(
        plain("event: x\nid: 1\ndata: a\n\ndata: b\n\n").await,
        [event("x", "a", Some("1")), event("message", "b", Some("1"))]
    );
    assert_eq!(
        plain("data:  two spaces\nunknown: x\n\n").await,
        [message(" two spaces")]
    );
    assert_eq!(
        plain("data: no blank line at the end").await,
        [message("no blank line at the end")]
    );
    assert_eq!(plain("").await, []);
}

#[tokio::test]
async fn the_time_to_wait_is_kept() {
    let events = read(
        "retry: 1500\ndata: a\n\nretry: x\ndata: b\n\n",
        streaming::plain_events,
    )
    .await;
    let retries: Vec<_> = events.into_iter().map(|event| event.unwrap().retry).collect();
    assert_eq!(retries, [Some(Duration::from_millis(1500)), None]);
}

#[tokio::test]
async fn data_is_json_and_done_is_the_end() {
    let text = "data: {\"a\":\ndata: 1}\n\ndata: nonsense\n\ndata: 2\n\ndata: [DONE]\n\ndata: 3\n\n";
    assert_eq!(
        read(text, streaming::events::<Value>).await,
        [Ok(json!({"a": 1})), Err(ErrorKind::Decode), Ok(json!(2))]
    );
}

#[tokio::test]
async fn whole_events_are_objects() {
    let text = "event: x\nid: 7\nretry: 5\ndata: {\"a\": 1}\n\ndata: not json\n\n";
    assert_eq!(
        read(text, streaming::whole_events::<Value>).await,
        [
            Ok(json!({"event": "x", "data": {"a": 1}, "id": "7", "retry": 5})),
            Ok(json!({"event": "message", "data": "not json", "id": "7"})),
        ]
    );
    assert_eq!(
        read("data: 12\n\n", streaming::whole_text_events::<Value>).await,
        [Ok(json!({"event": "message", "data": "12"}))]
    );
}

#[tokio::test]
async fn lines_and_records() {
    let numbers = [
        Ok(json!(1)),
        Ok(json!({"a": 2})),
        Err(ErrorKind::Decode),
        Ok(json!(3)),
    ];
    let lines = read("1\r\n\n{\"a\": 2}\nx\n3", streaming::json_lines::<Value>).await;
    assert_eq!(lines, numbers);
    let records = "\u{1e}1\n\u{1e}{\"a\":\n 2}\n\u{1e}x\n\u{1e}3\n";
    assert_eq!(read(records, streaming::json_sequence::<Value>).await, numbers);
}

#[tokio::test]
async fn bytes_come_as_they_arrive() {
    let pieces = vec![b"ab".to_vec(), vec![], vec![0xff]];
    let chunks = all(open(pieces, Last::End, streaming::chunks()).await).await;
    assert_eq!(chunks, [Ok(b"ab".to_vec()), Ok(vec![0xff])]);
}

#[tokio::test]
async fn a_value_without_end_is_refused() {
    for decoding in [streaming::events::<Value>, streaming::json_lines::<Value>] {
        let pieces = vec![b"data: 1\n\n".to_vec(), vec![b'x'; 40], vec![b'x'; 40]];
        let values = all(open(pieces, Last::Silence, decoding()).await).await;
        assert_eq!(values.last(), Some(&Err(ErrorKind::TooLarge)), "{values:?}");
    }
    // Many lines of one event count together.
    let lines = vec![b"data: 0123456789\n".to_vec(); 9];
    let events = all(open(lines, Last::Silence, streaming::plain_events()).await).await;
    assert_eq!(events, [Err(ErrorKind::TooLarge)]);
    // Many small values do not.
    let small = vec![b"data: 0123456789\n\n".to_vec(); 99];
    assert_eq!(
        all(open(small, Last::End, streaming::plain_events()).await)
            .await
            .len(),
        99
    );
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_breaks_or_stands_still_is_one_error() {
    for (last, kind) in [
        (Last::Reset, ErrorKind::Transport),
        (Last::Silence, ErrorKind::Timeout),
    ] {
        let pieces = vec![b"data: 1\n\ndata: 2".to_vec()];
        let values = all(open(pieces, last, streaming::events::<Value>()).await).await;
        assert_eq!(values, [Ok(json!(1)), Err(kind)]);
    }
}

#[tokio::test]
async fn it_is_a_stream_of_the_futures_crates() {
    fn is_stream<T: futures_core::Stream + Send + Unpin>(_: &T) {}
    let stream = open(Vec::new(), Last::End, streaming::plain_events()).await;
    is_stream(&stream);
    assert!(!format!("{stream:?}").is_empty());
}
