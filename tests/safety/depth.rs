//! Deeply nested JSON is an error, in responses and in requests, and never a stack overflow.
//!
//! Each test runs on a small stack, which unbounded recursion would overflow.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use tests::CannedReply;
use tests::fixtures::every_style;
use tests::fixtures::guarded::types::Thing;
use tests::recording_server::RecordingServer;
use tests::runtime::{Error, ErrorKind, Json};

use crate::server::client;

const LEVELS: usize = 100_000;

/// The number of levels that are parsed.
const READ: usize = 127;

/// Runs on a stack of 512 KiB, as threads may have, for at most a minute.
fn on_a_small_stack(test: impl FnOnce() + Send + 'static) {
    let (done, is_done) = mpsc::channel();
    let run = move || {
        test();
        let _ = done.send(());
    };
    let thread = thread::Builder::new()
        .stack_size(512 * 1024)
        .spawn(run)
        .expect("a thread");
    match is_done.recv_timeout(Duration::from_secs(60)) {
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("it takes too long"),
        _ => thread.join().expect("the test passes"),
    }
}

fn wait<T>(call: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(call)
}

/// Returns an array nested in arrays, with the given number of levels.
fn list(levels: usize) -> Value {
    (1..levels).fold(json!([]), |inner, _| Value::Array(vec![inner]))
}

fn lists(levels: usize) -> String {
    "[".repeat(levels) + &"]".repeat(levels)
}

fn objects(name: &str, levels: usize) -> String {
    format!("{{\"{name}\":").repeat(levels) + "1" + &"}".repeat(levels)
}

#[test]
fn deep_answers_are_errors() {
    on_a_small_stack(|| {
        let server = RecordingServer::start().expect("a loopback port is free");
        let client = client(&server.base_url());
        let deep = [lists(LEVELS), "[".repeat(LEVELS), objects("inner", LEVELS)];
        for deep in &deep {
            for body in [
                deep.clone(),
                format!("{{\"name\": {deep}}}"),
                format!("{{\"part\": {deep}}}"),
                format!("{{\"secrets\": {{\"a\": {deep}}}}}"),
                format!("{{\"unknown\": {deep}}}"),
            ] {
                server.reply_next(&CannedReply::text(200, "application/json", body.clone()));
                let error = wait(client.things().get("a").send()).expect_err("it is too deep");
                assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
                server.reply_next(&CannedReply::text(200, "application/json", body.clone()));
                let error = wait(client.request("GET", "/x").send()).expect_err("it is too deep");
                assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
                server.reply_next(&CannedReply::text(400, "application/json", body));
                let error = wait(client.things().get("a").send()).expect_err("400");
                assert_eq!(error.status(), Some(400));
                assert!(
                    error
                        .body::<tests::fixtures::guarded::things::GetThingError>()
                        .is_none()
                );
            }
            server.reply_next(&CannedReply::text(
                200,
                "text/event-stream",
                format!("data: {deep}\n\n"),
            ));
            let error = wait(async {
                let mut events = client.things().watch().send().await.expect("a stream");
                events
                    .next()
                    .await
                    .expect("an event")
                    .expect_err("it is too deep")
            });
            assert_eq!(error.kind(), ErrorKind::Decode);
            server.reply_next(&CannedReply::text(
                200,
                "application/jsonl",
                format!("{deep}\n{{\"name\": \"a\"}}"),
            ));
            let thing = wait(async {
                let mut lines = client.things().read_lines().send().await.expect("a stream");
                assert!(lines.next().await.expect("a line").is_err());
                lines.next().await.expect("another line").expect("it is good")
            });
            assert_eq!(thing.name.as_deref(), Some("a"));
        }
    });
}

/// Every value that is parsed can be copied, compared, printed, serialized, sent and dropped.
#[test]
fn the_deepest_answer_can_be_handled() {
    on_a_small_stack(|| {
        let server = RecordingServer::start().expect("a loopback port is free");
        let client = client(&server.base_url());
        for body in [
            format!("{{\"unknown\": {}}}", lists(READ - 1)),
            format!("{{\"part\": {}}}", objects("inner", READ - 1)),
            format!("{{\"part\": {}}}", objects("other", READ - 1)),
            format!("{{\"secrets\": {{\"a\": {}}}}}", lists(READ - 2)),
        ] {
            server.clear_requests();
            server.reply_next(&CannedReply::text(200, "application/json", body.clone()));
            let thing = wait(client.things().get("a").send()).expect("it is not too deep");
            let copy = thing.clone();
            assert_eq!(copy, thing);
            assert!(!format!("{copy:#?}").is_empty());
            assert_eq!(
                serde_json::from_str::<Value>(&body).expect("JSON"),
                copy.to_json()
            );
            let _ = wait(client.things().change("a").body(copy).send());
            assert_eq!(server.requests()[1].json(), thing.to_json());
        }
    });
}

/// Asserts that nothing was sent, because the value is nested too deeply.
fn assert_too_deep<T: std::fmt::Debug>(outcome: Result<T, Error>) {
    let error = outcome.expect_err("it is too deep");
    assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{error}");
    assert!(error.to_string().contains("nested too deeply"), "{error}");
    assert!(!error.may_have_been_sent());
}

#[test]
fn deep_values_of_the_caller_are_refused() {
    on_a_small_stack(|| {
        let server = RecordingServer::start().expect("a loopback port is free");
        let client = client(&server.base_url());
        let things = client.things();
        let deep = || list(LEVELS);
        assert_too_deep(wait(things.change("a").body_field("deep", deep()).send()));
        let mut thing = Thing::new();
        thing.extra.insert("deep".to_owned(), deep());
        assert_too_deep(wait(things.change("a").body(thing).send()));
        let part = tests::fixtures::guarded::types::Part::Unknown(deep());
        assert_too_deep(wait(things.change("a").part(part).send()));
        let request = things.change("a").body_field("deep", deep());
        drop(request.clone());
        // The caller drops the values that it keeps.
        let kept = deep();
        assert_too_deep(wait(client.request("POST", "/x").body(&kept).send()));
        std::mem::forget(kept);
        assert!(server.requests().is_empty());
        let _ = wait(client.request("POST", "/x").body(&list(READ)).send());
        assert_eq!(server.requests().len(), 1, "what can be read is sent");
    });
}

/// Recursive variants that all match: each level doubles the number of attempts.
#[test]
fn unions_within_unions_end() {
    on_a_small_stack(|| {
        let server = RecordingServer::start().expect("a loopback port is free");
        let client = client(&server.base_url());
        for innermost in ["{\"inner\": 1, \"x\": 1}", "{\"size\": \"no\"}"] {
            let part = (0..100).fold(innermost.to_owned(), |inner, _| {
                format!("{{\"inner\": {inner}, \"x\": 1}}")
            });
            let body = format!("{{\"part\": {part}}}");
            server.reply_next(&CannedReply::text(200, "application/json", body.clone()));
            let thing = wait(client.things().get("a").send()).expect("whatever it is, it is kept");
            assert_eq!(
                thing.to_json(),
                serde_json::from_str::<Value>(&body).expect("JSON")
            );
        }
    });
}

/// A form cannot represent nested values, and reports that.
#[test]
fn deep_objects_in_parameters_are_refused() {
    on_a_small_stack(|| {
        let server = RecordingServer::start().expect("a loopback port is free");
        let client = every_style::Client::builder()
            .base_url(server.base_url())
            .build()
            .expect("it is valid");
        let request = client.others().form(every_style::types::FormRequest::new("a"));
        assert_too_deep(wait(request.body_field("deep", list(LEVELS)).send()));
        let request = client.others().parts("a").body_field("deep", list(LEVELS));
        assert_too_deep(wait(request.send()));
        assert!(server.requests().is_empty());
    });
}
