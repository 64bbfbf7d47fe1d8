//! Redirects are not followed: no other server gets the request or its content.

use tests::CannedReply;
use tests::fixtures::guarded::Client;
use tests::fixtures::guarded::types::Thing;
use tests::recording_server::RecordingServer;
use tests::runtime::Error;

use crate::server::{KINDS, guarded};
use crate::tls::TlsServer;

const STATUSES: [u16; 5] = [301, 302, 303, 307, 308];

/// A way to send a request, with its error.
type Way = (&'static str, fn(&Client) -> Option<Error>);

/// Runs a call in a runtime of its own.
fn wait<T>(call: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(call)
}

fn thing() -> Thing {
    Thing::new().name("canary-body")
}

const WAYS: [Way; 9] = [
    ("a call", |client| wait(client.things().get("a").send()).err()),
    ("a call with a body", |client| {
        wait(client.things().change("a").body(thing()).send()).err()
    }),
    ("a call that waits", |client| {
        client.things().get("a").send_blocking().err()
    }),
    ("a raw request", |client| {
        wait(client.request("PUT", "/things").body(&thing()).send()).err()
    }),
    ("pages", |client| {
        wait(async { client.things().list().pages().next().await })?.err()
    }),
    ("items", |client| {
        wait(async { client.things().list_tokens().items().next().await })?.err()
    }),
    ("items that wait", |client| {
        client.things().list().items().blocking().next()?.err()
    }),
    ("events", |client| wait(client.things().watch().send()).err()),
    ("lines that wait", |client| {
        client.things().read_lines().send_blocking().err()
    }),
];

#[test]
fn no_redirect_is_followed() {
    let (first, second) = (
        RecordingServer::start().expect("a loopback port is free"),
        RecordingServer::start().expect("a loopback port is free"),
    );
    let port = second.base_url().rsplit(':').next().expect("a port").to_owned();
    let targets = [
        format!("{}/moved", first.base_url()),
        "/moved".to_owned(),
        format!("{}/moved", second.base_url()),
        format!("//127.0.0.1:{port}/moved"),
        format!("http://localhost:{port}/moved"),
    ];
    for kind in KINDS {
        let client = guarded(kind, "canary-key")
            .base_url(first.base_url())
            .max_retries(2);
        let client = client.build().expect("the settings are valid");
        for status in STATUSES {
            for target in &targets {
                for (way, send) in WAYS {
                    first.clear_requests();
                    first.reply_next(&CannedReply::empty(status).header("Location", target));
                    let error = send(&client).unwrap_or_else(|| panic!("{way}: a redirect is no success"));
                    assert_eq!(error.status(), Some(status), "{way}, {kind}, {target}: {error}");
                    assert_eq!(first.requests().len(), 1, "{way}, {kind}, {status}, {target}");
                    assert_eq!(
                        second.raw_requests(),
                        Vec::<Vec<u8>>::new(),
                        "{way}, {kind}, {status}"
                    );
                }
            }
        }
    }
}

#[test]
fn no_redirect_leads_from_https_to_http() {
    let plain = RecordingServer::start().expect("a loopback port is free");
    for status in STATUSES {
        let location = format!("{}/moved", plain.base_url());
        let secure = TlsServer::start(CannedReply::empty(status).header("Location", &location));
        for kind in KINDS {
            let client = guarded(kind, "canary-key").base_url(secure.base_url());
            let client = client
                .root_certificates(secure.certificate())
                .build()
                .expect("the settings are valid");
            let error = wait(client.things().change("a").body(thing()).send()).expect_err("a redirect");
            assert_eq!(error.status(), Some(status), "{error:?}");
            assert!(plain.raw_requests().is_empty());
        }
    }
}
