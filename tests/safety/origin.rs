//! Every request goes to the origin of the base URL, below its path.

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use tests::fixtures::{every_style, servers};
use tests::runtime::{ErrorKind, MockResponse, MockTransport};
use url::Url;

use crate::hostile::{cases, words};

/// Base URLs, and the origin and path of their requests; `None` if they are rejected.
const BASES: [(&str, Option<&str>); 52] = [
    ("https://api.example.com", Some("https://api.example.com")),
    ("https://api.example.com/", Some("https://api.example.com")),
    (
        " https://api.example.com/v2/ ",
        Some("https://api.example.com/v2"),
    ),
    (
        "https://api.example.com/a/b%20c",
        Some("https://api.example.com/a/b%20c"),
    ),
    ("HTTPS://API.Example.COM/V2", Some("https://api.example.com/V2")),
    ("https://api.example.com:443", Some("https://api.example.com")),
    (
        "https://api.example.com:8443/x",
        Some("https://api.example.com:8443/x"),
    ),
    ("https://api.example.com.", Some("https://api.example.com.")),
    (
        "https://xn--bcher-kva.example",
        Some("https://xn--bcher-kva.example"),
    ),
    ("https://192.0.2.7:1", Some("https://192.0.2.7:1")),
    ("https://[2001:db8::1]:8443", Some("https://[2001:db8::1]:8443")),
    ("http://127.0.0.1:80", Some("http://127.0.0.1")),
    ("http://[::1]:9", Some("http://[::1]:9")),
    ("http://LOCALHOST:9", Some("http://localhost:9")),
    ("http://127.9.9.9", Some("http://127.9.9.9")),
    ("", None),
    ("api.example.com", None),
    ("//api.example.com", None),
    ("https:api.example.com", None),
    ("https:/api.example.com", None),
    ("https:///api.example.com", None),
    ("https:\\\\api.example.com", None),
    ("https://api.example.com\\@evil.example", None),
    ("https://api.example.com\\.evil.example", None),
    ("https://api.example.com//evil.example", None),
    ("https://api.example.com/\\evil.example", None),
    ("https://user@api.example.com", None),
    ("https://user:s3cret@api.example.com", None),
    ("https://api.example.com:443@evil.example", None),
    ("https://api.example.com?x=/", None),
    ("https://api.example.com/#x", None),
    ("https://api.example.com/../x", None),
    ("https://api.example.com/%2e%2E/x", None),
    ("https://api.example.com/a/./b", None),
    ("https://api.example.com/%zz", None),
    ("https://api.example.com:99999", None),
    ("https://api.example.com:", None),
    ("https://api.example.com:x", None),
    ("https://api example.com", None),
    ("https://api.exam\tple.com", None),
    ("https://api.example.com\r\nX: y", None),
    ("https://b\u{fc}cher.example", None),
    ("https://api\u{3002}example.com", None),
    ("https://%61pi.example.com", None),
    ("https://[::1", None),
    ("https://[fe80::1%25eth0]", None),
    ("https://0x7f.1", None),
    ("https://2130706433", None),
    ("https://0177.0.0.1", None),
    ("http://api.example.com", None),
    ("http://127.0.0.1.evil.example", None),
    ("ftp://127.0.0.1", None),
];

/// Parses the URL of a request by the URL standard.
fn read(url: &str) -> Url {
    Url::parse(url).expect("it is a URL")
}

#[tokio::test]
async fn requests_go_to_the_origin_of_the_base_url() {
    for (base, expected) in BASES {
        let server = MockTransport::new();
        server.on("GET", "/{any}", MockResponse::empty(204));
        let client = every_style::Client::builder()
            .base_url(base)
            .transport(server.clone())
            .build();
        let Some(expected) = expected else {
            let error = client.expect_err(base);
            assert_eq!(error.kind(), ErrorKind::Config, "{base}");
            assert!(!error.to_string().contains("s3cret"), "{error}");
            continue;
        };
        let client = client.unwrap_or_else(|error| panic!("{base}: {error}"));
        let hostile = "//evil.example/..";
        let _ = client
            .paths()
            .simple(hostile, [hostile], [(hostile, "x")], [("x", hostile)])
            .await;
        let _ = client.request("GET", "/x").await;
        let requests = server.requests();
        assert_eq!(requests.len(), 2, "{base}");
        for request in requests {
            let (url, base) = (read(&request.url), read(expected));
            assert_eq!(url.origin(), base.origin());
            assert!(url.path().starts_with(base.path()), "{url}");
            assert_eq!(url.path(), request.path(), "nothing is left to mend");
            assert_eq!((url.username(), url.password()), ("", None));
        }
    }
}

#[tokio::test]
async fn plain_http_is_for_loopback_or_who_asks_for_it() {
    let built = |allow| {
        let builder = every_style::Client::builder().base_url("http://api.example.com");
        builder.allow_http(allow).transport(MockTransport::new()).build()
    };
    assert_eq!(built(false).expect_err("it is plain").kind(), ErrorKind::Config);
    assert!(built(true).is_ok());
}

/// The document may use another server for an operation, but it cannot override a server that the caller
/// chose.
#[tokio::test]
async fn a_chosen_server_gets_every_request() {
    let server = MockTransport::new();
    server.on("GET", "/{any}", MockResponse::empty(204));
    let builder = servers::Client::builder().transport(server.clone());
    let own = builder.build().expect("the document has servers");
    let chosen = servers::Client::builder()
        .transport(server.clone())
        .base_url("https://chosen.example:8443/x");
    let chosen = chosen.build().expect("the settings are valid");
    for client in [own, chosen] {
        let _ = client.here().here().await;
        let _ = client.there().there().await;
    }
    let urls: Vec<String> = server.requests().into_iter().map(|request| request.url).collect();
    assert_eq!(
        urls,
        [
            "https://eu.things.example/v1/here",
            "https://files.example/up/there",
            "https://chosen.example:8443/x/here",
            "https://chosen.example:8443/x/there",
        ]
    );
}

#[test]
fn raw_requests_stay_below_the_base_url() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let server = MockTransport::new();
    let base = "https://api.example.com/base";
    let client = every_style::Client::builder()
        .base_url(base)
        .transport(server.clone());
    let client = client.build().expect("the settings are valid");
    let sent = |method: &str, path: &str| -> Option<String> {
        let before = server.requests().len();
        let outcome = runtime.block_on(async { client.request(method, path).await });
        let request = server.requests().into_iter().nth(before);
        if request.is_none() {
            assert!(
                outcome.expect_err("nothing was sent").is_invalid_request(),
                "{path:?}"
            );
        }
        request.map(|request| request.url)
    };
    for path in [
        "//evil.example/x",
        "https://evil.example/x",
        "\\\\evil.example",
        "/\\evil.example",
        "\\evil.example",
        ".evil.example",
        "@evil.example",
        ":1@evil.example",
        "/../x",
        "/x/..",
        "/%2e%2e/x",
        "/x//y",
        "",
        "x",
        "?x",
        "/x?y",
        "/x#y",
        "/x y",
        "/x\r\nHost: evil.example",
        "/\t/evil.example",
    ] {
        assert_eq!(sent("GET", path), None, "{path:?}");
    }
    assert_eq!(sent("GET / HTTP/1.1\r\nX: y", "/x"), None);
    assert_eq!(sent("GET", "/x/y-1"), Some(format!("{base}/x/y-1")));
    let mut runner = TestRunner::new(cases(256));
    let outcome = runner.run(&words(), |words| {
        for path in [words.concat(), format!("/{}", words.join("/"))] {
            if let Some(url) = sent("GET", &path) {
                prop_assert_eq!(&url, &format!("{base}{path}"));
                let read = read(&url);
                prop_assert_eq!(read.as_str(), url, "nothing is left to mend");
            }
        }
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}
