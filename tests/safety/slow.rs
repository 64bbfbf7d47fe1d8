//! Slow servers: every call ends, because of a default limit.

use std::thread;
use std::time::{Duration, Instant};

use tests::fixtures::guarded::{Client, ClientBuilder};
use tests::runtime::Error;

use crate::server::{drip, guarded, serve};

/// Far longer than the limits set in these tests, and far shorter than the default limits.
const LATE: Duration = Duration::from_secs(20);

fn built(base_url: &str, change: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
    let builder = guarded("token", "key").base_url(base_url);
    change(builder).build().expect("the settings are valid")
}

/// Returns the error of a call, and asserts that it ends in time.
async fn ended<T: std::fmt::Debug>(call: impl Future<Output = Result<T, Error>>) -> Error {
    let begun = Instant::now();
    let outcome = tokio::time::timeout(LATE, call)
        .await
        .expect("the call ends by itself");
    assert!(begun.elapsed() < LATE);
    outcome.expect_err("the server is too slow")
}

const SHORT: Duration = Duration::from_millis(100);

#[tokio::test]
async fn a_server_that_says_nothing_or_little_is_left() {
    let silent = serve(|stream| {
        thread::sleep(Duration::from_secs(60));
        drop(stream);
        Ok(())
    });
    let heads = serve(|stream| drip(stream, b"HTTP/1.1 200 OK\r\nx-slow: ", b'a'));
    let lengths = serve(|stream| drip(stream, b"HTTP/1.1 200 OK\r\ncontent-length: 9000\r\n\r\n", b' '));
    let chunks = serve(|stream| {
        drip(
            stream,
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
            b'0',
        )
    });
    let errors = serve(|stream| drip(stream, b"HTTP/1.1 500 No\r\ncontent-length: 9000\r\n\r\n", b' '));
    for server in [&silent, &heads, &lengths, &chunks, &errors] {
        let whole = built(server, |builder| builder.timeout(SHORT));
        assert!(
            ended(whole.things().get("a").send()).await.is_timeout(),
            "{server}"
        );
        assert!(
            ended(whole.request("GET", "/x").send()).await.is_timeout(),
            "{server}"
        );
        let each = built(server, |builder| builder.attempt_timeout(SHORT).max_retries(1));
        let error = ended(each.things().get("a").send()).await;
        assert_eq!((error.is_timeout(), error.attempts()), (true, 2), "{server}");
    }
    for server in [&silent, &heads, &errors] {
        let whole = built(server, |builder| builder.timeout(SHORT));
        assert!(
            ended(whole.things().watch().send()).await.is_timeout(),
            "{server}"
        );
        let items = async { whole.things().list().items().next().await.expect("something") };
        assert!(ended(items).await.is_timeout(), "{server}");
    }
}

#[test]
fn who_waits_without_a_runtime_does_not_wait_for_ever() {
    let silent = serve(|stream| {
        thread::sleep(Duration::from_secs(60));
        drop(stream);
        Ok(())
    });
    let client = built(&silent, |builder| builder.timeout(SHORT));
    let begun = Instant::now();
    assert!(
        client
            .things()
            .get("a")
            .send_blocking()
            .expect_err("it is silent")
            .is_timeout()
    );
    assert!(begun.elapsed() < LATE);
}

#[tokio::test]
async fn a_stream_that_stands_still_ends() {
    let stalled = serve(|mut stream| {
        use std::io::Write as _;
        crate::server::read_head(&mut stream)?;
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\ndata: {\"na")?;
        thread::sleep(Duration::from_secs(60));
        Ok(())
    });
    let client = built(&stalled, |builder| builder.stall_timeout(SHORT));
    let mut events = client.things().watch().send().await.expect("the head comes");
    let next = async { events.next().await.expect("not the end") };
    assert!(ended(next).await.is_timeout());
    assert!(events.next().await.is_none(), "nothing follows");
}

/// The server accepts the connection, but never starts the TLS handshake.
#[tokio::test]
async fn a_handshake_that_stands_still_ends() {
    let silent = serve(|stream| {
        thread::sleep(Duration::from_secs(60));
        drop(stream);
        Ok(())
    });
    let client = built(&silent.replace("http://", "https://"), |builder| {
        builder.connect_timeout(SHORT)
    });
    let error = ended(client.things().get("a").send()).await;
    assert!(error.is_timeout() || error.is_connect(), "{error}");
}

#[test]
fn there_are_limits_by_default() {
    let client = built("http://127.0.0.1:9", |builder| builder);
    let shown = format!("{client:?}");
    for limit in [
        "timeout: 600s",
        "stall_timeout: 60s",
        "max_response_bytes: 67108864",
        "max_retries: 0",
    ] {
        assert!(shown.contains(limit), "{limit}: {shown}");
    }
}
