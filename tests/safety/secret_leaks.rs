//! A credential appears only in its request: not in debug output, errors or logs.

use std::collections::BTreeSet;
use std::error::Error as _;
use std::fmt;
use std::net::TcpListener;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::json;
use tests::CannedReply;
use tests::fixtures::guarded::{Client, ClientBuilder};
use tests::recording_server::RecordingServer;
use tests::runtime::Error;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::server::{KINDS, drip, guarded, serve};

const SECRET: &str = "canary 5ecret/key+";

/// The secret preceded by the user name, in base64.
const PAIR: &str = "c29tZW9uZTpjYW5hcnkgNWVjcmV0L2tleSs=";

/// Returns the forms in which a server that received the secret may repeat it.
fn forms(kind: &str) -> Vec<&'static str> {
    match kind {
        "login" => vec![SECRET, PAIR],
        _ => vec![SECRET, "canary%205ecret%2Fkey%2B", "canary+5ecret%2Fkey%2B"],
    }
}

fn is_free(text: &str) -> bool {
    ![PAIR, "canary 5ecret", "canary%205ecret", "canary+5ecret"]
        .iter()
        .any(|form| text.contains(form))
}

/// The names of all loggers, at any level, and the messages that contain the secret.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<(BTreeSet<String>, Vec<String>)>>);

impl Log {
    fn take(&self, target: &str, text: String) {
        let mut log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        log.0
            .insert(target.split("::").next().unwrap_or_default().to_owned());
        if !is_free(&text) {
            log.1.push(text);
        }
    }
}

impl log::Log for Log {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        self.take(record.target(), format!("{record:?} {}", record.args()));
    }

    fn flush(&self) {}
}

struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.push_str(&format!("{field}={value:?} "));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.push_str(&format!("{field}={value} "));
    }
}

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut text = Text(String::new());
        span.record(&mut text);
        self.take(span.metadata().target(), text.0);
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        let mut text = Text(String::new());
        values.record(&mut text);
        self.take("a span", text.0);
    }

    fn event(&self, event: &Event<'_>) {
        let mut text = Text(String::new());
        event.record(&mut text);
        self.take(event.metadata().target(), text.0);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

/// Returns everything that an error can display.
fn shown(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?} {:?}", error.response());
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(&format!(" {cause} {cause:?} {cause:#?}"));
        source = cause.source();
    }
    text
}

fn closed_port() -> u16 {
    let free = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr());
    free.expect("an address").port()
}

/// A function that configures a builder.
type Setting = Box<dyn Fn(ClientBuilder) -> ClientBuilder>;

/// Returns settings with which every call fails.
fn failing() -> Vec<(&'static str, Setting)> {
    let refused = closed_port();
    let plain = serve(|stream| drip(stream, b"HTTP/1.1 200 OK\r\n\r\n", b' '));
    let not_tls = plain.replace("http://", "https://");
    let slow = plain.clone();
    let password = "canary%205ecret";
    let closed_proxy = format!("http://user:{password}@127.0.0.1:{refused}");
    let no_tunnel = serve(|mut stream| {
        use std::io::Write as _;
        crate::server::read_head(&mut stream)?;
        stream.write_all(b"HTTP/1.1 407 canary%205ecret\r\nproxy-authenticate: canary 5ecret/key+\r\n\r\n")
    });
    let no_tunnel = no_tunnel.replace("http://", &format!("http://user:{password}@"));
    vec![
        (
            "refused",
            Box::new(move |builder| builder.base_url(format!("http://127.0.0.1:{refused}"))),
        ),
        (
            "no TLS",
            Box::new(move |builder| builder.base_url(not_tls.clone())),
        ),
        (
            "no name",
            Box::new(|builder| builder.base_url("https://nowhere.invalid")),
        ),
        (
            "no proxy",
            Box::new(move |builder| {
                builder
                    .base_url("https://nowhere.invalid")
                    .proxy(closed_proxy.clone())
            }),
        ),
        (
            "no tunnel",
            Box::new(move |builder| {
                builder
                    .base_url("https://nowhere.invalid")
                    .proxy(no_tunnel.clone())
            }),
        ),
        (
            "slow",
            Box::new(move |builder| builder.base_url(slow.clone()).timeout(Duration::from_millis(300))),
        ),
    ]
}

/// Returns responses that repeat the credential wherever a server can.
fn echoes(kind: &str) -> Vec<CannedReply> {
    let mut echoes = Vec::new();
    for form in forms(kind) {
        let told = json!({"message": format!("bad key {form}"), "error": form, "detail": form});
        echoes.extend([
            CannedReply::json(401, &told).header("WWW-Authenticate", form),
            CannedReply::json(500, &told)
                .header("X-Echo", form)
                .header("Retry-After", form),
            CannedReply::text(400, form, "x").header("X-Request-Id", form),
            CannedReply::text(200, form, "x"),
            CannedReply::text(502, "text/html", format!("<p>{form}</p>")),
            CannedReply::json(200, &json!({"name": {form: form}})),
            CannedReply::json(200, &json!({"name": [form], form: 1})),
            CannedReply::empty(307).header("Location", &format!("/x?api_key={form}")),
        ]);
    }
    echoes
}

async fn fail(client: &Client, seen: &mut Vec<String>) {
    seen.push(format!("{client:?} {client:#?}"));
    let request = client.things().get("a");
    seen.push(format!("{request:?} {:?}", client.things().list().items()));
    if let Err(error) = request.send().await {
        seen.push(shown(&error));
    } else {
        panic!("nothing failed");
    }
    let streamed = client.things().watch().send().await;
    match streamed {
        Ok(mut stream) => {
            seen.push(format!("{stream:?}"));
            let next = tokio::time::timeout(Duration::from_millis(200), stream.next()).await;
            if let Ok(Some(Err(error))) = next {
                seen.push(shown(&error));
            }
        }
        Err(error) => seen.push(shown(&error)),
    }
}

#[tokio::test]
async fn a_credential_is_found_nowhere() {
    let log = Log::default();
    log::set_boxed_logger(Box::new(log.clone())).expect("nobody else logs");
    log::set_max_level(log::LevelFilter::Trace);
    tracing::subscriber::set_global_default(log.clone()).expect("nobody else subscribes");
    let mut seen = Vec::new();
    let server = RecordingServer::start().expect("a loopback port is free");
    for kind in KINDS {
        let builder = guarded(kind, SECRET).base_url(server.base_url());
        seen.push(format!("{builder:?} {builder:#?}"));
        let client = builder.build().expect("the settings are valid");
        for echo in echoes(kind) {
            server.reply_next(&echo);
            server.reply_next(&echo);
            fail(&client, &mut seen).await;
        }
        for (fault, set) in failing() {
            let builder = set(guarded(kind, SECRET).connect_timeout(Duration::from_secs(1)));
            seen.push(format!("{builder:?}"));
            let before = seen.len();
            fail(&builder.build().expect("the settings are valid"), &mut seen).await;
            assert!(seen.len() >= before + 4, "{fault}");
        }
    }
    let raw = server.raw_requests().concat();
    assert!(
        !is_free(&String::from_utf8_lossy(&raw)),
        "the requests themselves have it"
    );
    for text in &seen {
        assert!(is_free(text), "{text}");
    }
    let log = log.0.lock().unwrap_or_else(PoisonError::into_inner);
    assert_eq!(log.1, Vec::<String>::new());
    assert!(
        log.0.contains("hyper_util"),
        "what is below logs, which shows that logs are read: {:?}",
        log.0
    );
}
