//! Values stay in their place: every operation of every fixture, with hostile strings in every parameter.

use std::cell::Cell;

use orq_sdk::Orq;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use tests::calls::{Connected, FIXTURES, Given, Operation};
use tests::recording_server::RecordingServer;
use tests::runtime::{ErrorKind, ParameterLocation};
use tokio::runtime::Runtime;

use crate::hostile::{cases, plain_words, words};
use crate::request_check::check_request;

/// A server, and a runtime to call it from.
struct Bench {
    server: RecordingServer,
    runtime: Runtime,
}

impl Bench {
    fn new() -> Self {
        Self {
            server: RecordingServer::start().expect("a loopback port is free"),
            runtime: tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime"),
        }
    }

    /// Returns whether the call was sent, and checks the request. If the call fails, nothing was sent.
    fn is_sent(&self, operation: &Operation, client: &Connected, words: &[String]) -> bool {
        self.server.clear_requests();
        let mut given = Given::new(words);
        let outcome = self
            .runtime
            .block_on(async { (operation.call)(client, &mut given).await });
        let requests = self.server.requests();
        if let Err(error) = &outcome
            && error.kind() == ErrorKind::InvalidRequest
        {
            assert!(requests.is_empty() && !error.may_have_been_sent());
            let told = format!("{error} {error:?}");
            for word in words
                .iter()
                .filter(|word| word.len() > 5 && !word.bytes().all(|c| c.is_ascii_alphanumeric()))
            {
                assert!(!told.contains(word.as_str()), "{told}");
            }
            return false;
        }
        let [request] = &requests[..] else {
            panic!("{} requests: {outcome:?}", requests.len())
        };
        let host = request.header("host").expect("a request has a host");
        assert_eq!(format!("http://{host}"), self.server.base_url());
        check_request(operation, &given, request);
        true
    }
}

/// Tests the operations that a predicate selects.
fn sweep(tries: u32, is_chosen: impl Fn(&Operation) -> bool) {
    let bench = Bench::new();
    let harmless = ["alpha", "beta", "gamma", "delta"].map(str::to_owned);
    let mut tried = 0;
    for fixture in FIXTURES {
        if !fixture.operations.iter().any(&is_chosen) {
            continue;
        }
        let client = (fixture.connect)(&bench.server.base_url());
        for operation in fixture.operations.iter().filter(|operation| is_chosen(operation)) {
            let name = format!("{} {}", fixture.name, operation.id);
            let is_bounded = fixture.name == "parameter_constraints";
            assert!(
                bench.is_sent(operation, &client, &harmless) || is_bounded,
                "{name}: harmless words are refused"
            );
            for words in plain_words() {
                bench.is_sent(operation, &client, &words);
            }
            let sent = Cell::new(0);
            let mut runner = TestRunner::new(cases(tries));
            let outcome = runner.run(&words(), |words| {
                sent.set(sent.get() + u32::from(bench.is_sent(operation, &client, &words)));
                Ok(())
            });
            outcome.unwrap_or_else(|error| panic!("{name}: {error}"));
            tried += 1;
        }
    }
    assert!(tried > 5, "{tried} operations");
}

fn has(operation: &Operation, places: &[ParameterLocation]) -> bool {
    operation
        .parameters
        .iter()
        .any(|declared| places.contains(&declared.place))
}

#[test]
fn path_values_cannot_move_the_request() {
    sweep(24, |operation| has(operation, &[ParameterLocation::Path]));
}

#[test]
fn queries_headers_and_cookies_say_what_was_given() {
    sweep(24, |operation| {
        !has(operation, &[ParameterLocation::Path])
            && has(
                operation,
                &[
                    ParameterLocation::Query,
                    ParameterLocation::Header,
                    ParameterLocation::Cookie,
                ],
            )
    });
}

#[test]
fn bodies_say_what_was_given() {
    sweep(12, |operation| operation.body.is_some());
}

#[test]
fn the_rest_is_sent_as_well() {
    sweep(1, |operation| {
        operation.body.is_none() && operation.parameters.is_empty()
    });
}

/// The SDK of this repository, whose operations have at most one value in the path.
#[test]
fn identities_cannot_be_moved() {
    let bench = Bench::new();
    let orq = Orq::builder()
        .api_key("key")
        .base_url(format!("{}/prefix/", bench.server.base_url()))
        .max_retries(0)
        .build()
        .expect("the settings are valid");
    let mut runner = TestRunner::new(cases(48));
    let outcome = runner.run(&words(), |words| {
        let id = &words[0];
        bench.server.clear_requests();
        let identities = orq.identities();
        let outcomes = bench.runtime.block_on(async {
            [
                identities.retrieve(id).await.err(),
                identities.update(id).display_name(id).await.err(),
                identities.delete(id).await.err(),
            ]
        });
        let requests = bench.server.requests();
        if ["", ".", ".."].contains(&id.as_str()) {
            for error in outcomes {
                prop_assert!(error.is_some_and(|error| error.is_invalid_request()));
            }
            prop_assert!(requests.is_empty());
            return Ok(());
        }
        let methods: Vec<&str> = requests.iter().map(|request| request.method.as_str()).collect();
        prop_assert_eq!(methods, ["GET", "PATCH", "DELETE"]);
        for request in requests {
            let rest = request
                .target
                .strip_prefix("/prefix/v2/identities/")
                .expect("the path stays");
            prop_assert!(!rest.contains(['/', '?', '#', '\\']), "{}", rest);
            prop_assert_eq!(&crate::reader::decoded(rest), id);
        }
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}
