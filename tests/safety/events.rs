//! Server-sent events are parsed by the standard, for any chunking, and their content cannot inject headers
//! when it is sent back.

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use tests::fixtures::{event_streams, every_style};
use tests::recording_server::RecordingServer;
use tests::runtime::{
    BoxFuture, Event, Headers, HttpRequest, HttpResponse, HttpTransport, ReadBody, TransportError,
};
use tokio::runtime::Runtime;

use crate::hostile::cases;

/// A transport whose response arrives in these chunks.
struct Pieces(Vec<Vec<u8>>);

impl HttpTransport for Pieces {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        let body = Body(self.0.clone().into_iter());
        Box::pin(async move { Ok(HttpResponse::streaming(200, Headers::new(), body)) })
    }
}

struct Body(std::vec::IntoIter<Vec<u8>>);

impl ReadBody for Body {
    fn read<'a>(&'a mut self, buffer: &'a mut Vec<u8>) -> BoxFuture<'a, Result<bool, TransportError>> {
        let piece = self.0.next();
        Box::pin(async move {
            buffer.extend_from_slice(piece.as_deref().unwrap_or_default());
            Ok(piece.is_some())
        })
    }
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
}

/// Returns the events that the generated client reads from a response in chunks.
fn read(runtime: &Runtime, pieces: Vec<Vec<u8>>) -> Vec<Event> {
    let builder = event_streams::Client::builder().transport(Pieces(pieces));
    let client = builder.build().expect("the settings are valid");
    runtime.block_on(async {
        let mut stream = client.completions().watch_plain().send().await.expect("a stream");
        let mut events = Vec::new();
        while let Some(event) = stream.next().await {
            events.push(event.expect("nothing can be wrong"));
        }
        events
    })
}

/// Parses the whole text by the standard: returns kind, data and last id of each event.
fn expected(bytes: &[u8]) -> Vec<(String, String, Option<String>)> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let (mut events, mut kind, mut data, mut id) = (Vec::new(), String::new(), Vec::new(), None);
    // The last event counts even though no blank line ends it.
    for line in text.split('\n').chain([""]) {
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            _ if line.is_empty() => {
                let lines: Vec<String> = std::mem::take(&mut data);
                let kind = std::mem::take(&mut kind);
                if !lines.is_empty() {
                    let kind = if kind.is_empty() {
                        "message".to_owned()
                    } else {
                        kind
                    };
                    events.push((kind, lines.join("\n"), id.clone()));
                }
            }
            "event" => value.clone_into(&mut kind),
            "data" => data.push(value.to_owned()),
            "id" if !value.contains('\0') => id = Some(value.to_owned()),
            _ => {}
        }
    }
    events
}

const PIECES: [&str; 24] = [
    "data",
    "event",
    "id",
    "retry",
    ":",
    ": ",
    " ",
    "\n",
    "\n",
    "\r",
    "\r\n",
    "\n\n",
    "\r\r",
    "\0",
    "\u{feff}",
    "x",
    "[DONE]",
    "{\"text\": 1}",
    "\u{e9}",
    "\u{1f639}",
    "99999999999999999999",
    "-1",
    "X-Evil: 1",
    "\u{2028}",
];

#[test]
fn events_are_the_same_however_they_arrive() {
    let runtime = runtime();
    // Texts that random pieces rarely produce.
    for text in [
        "\u{feff}data: a\n\n",
        "data: a\r\ndata: b\r\n\r\n",
        "data: a\rdata: b\r\r",
        "id: 1\0\ndata: a\n\n",
        "id: 1\ndata: a\n\ndata: b",
    ] {
        for size in 1..4 {
            let events = read(
                &runtime,
                text.as_bytes().chunks(size).map(<[u8]>::to_vec).collect(),
            );
            let seen = events
                .into_iter()
                .map(|event| (event.event, event.data, event.id));
            assert_eq!(seen.collect::<Vec<_>>(), expected(text.as_bytes()), "{text:?}");
        }
    }
    let mut runner = TestRunner::new(cases(64));
    let texts = prop::collection::vec(prop::sample::select(&PIECES[..]), 0..40);
    let outcome = runner.run(
        &(texts, any::<bool>(), 1_usize..5),
        |(pieces, is_broken, size)| {
            let mut bytes = pieces.concat().into_bytes();
            if is_broken && bytes.len() > 3 {
                // Splits at the middle, which may be inside a character.
                let half = bytes.len() / 2;
                bytes.insert(half, 0xe2);
            }
            let events = read(&runtime, bytes.chunks(size).map(<[u8]>::to_vec).collect());
            prop_assert_eq!(&events, &read(&runtime, vec![bytes.clone()]));
            for event in &events {
                let id = event.id.as_deref().unwrap_or_default();
                prop_assert!(!id.contains(['\r', '\n', '\0']) && !event.event.contains(['\r', '\n']));
            }
            let seen = events
                .into_iter()
                .map(|event| (event.event, event.data, event.id))
                .collect::<Vec<_>>();
            prop_assert_eq!(seen, expected(&bytes));
            Ok(())
        },
    );
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn an_id_that_is_sent_back_is_one_header() {
    let runtime = runtime();
    let server = RecordingServer::start().expect("a loopback port is free");
    let builder = every_style::Client::builder()
        .base_url(server.base_url())
        .max_retries(0);
    let client = builder.build().expect("the settings are valid");
    for id in [
        "1",
        "a b",
        "\u{e9}",
        "1\u{0}",
        "1\r\nX-Evil: 1",
        "1\nX-Evil: 1",
        "1\r",
        "\u{7f}",
        " 1",
        "1\t",
    ] {
        server.clear_requests();
        let outcome = runtime.block_on(async { client.others().query().header("Last-Event-ID", id).await });
        let requests = server.requests();
        if requests.is_empty() {
            assert!(outcome.expect_err("it was not sent").is_invalid_request());
            continue;
        }
        assert_eq!(requests[0].header("last-event-id"), Some(id));
        assert_eq!(requests[0].header("x-evil"), None);
        assert!(id.len() < 4, "{id:?}");
    }
}
