//! How clients are made, who may see what, and which credentials a request gets.

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
    Call, Client, ClientBuilder, Error, Operation, SdkInfo, Secret, SecurityKind, SecurityScheme, decode,
};
use support::{Fake, KEY, PLAIN, SDK, Script, builder, operation};

static WITHOUT_BASE_URL: SdkInfo = SdkInfo {
    base_url: None,
    ..SDK
};

static WITH_UNSET_VARIABLE: SdkInfo = SdkInfo {
    security: &[SecurityScheme {
        name: "Key",
        kind: SecurityKind::Bearer,
        env: Some("RUNTIME_TEST_NEVER_SET"),
    }],
    ..SDK
};

static WITH_SET_VARIABLE: SdkInfo = SdkInfo {
    security: &[SecurityScheme {
        name: "Key",
        kind: SecurityKind::Bearer,
        env: Some("PATH"),
    }],
    base_url_env: None,
    ..SDK
};

fn config_error(builder: ClientBuilder) -> String {
    let error = builder.build().unwrap_err();
    assert!(error.is_config());
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains(KEY), "{shown}");
    error.to_string()
}

#[test]
fn base_urls() {
    let fake = Fake::default();
    let base = |url: &str| {
        builder(&fake)
            .base_url(url)
            .build()
            .map(|client| client.base_url().unwrap().to_owned())
    };
    for (given, kept) in [
        ("https://a.example", "https://a.example"),
        ("HTTPS://a.example:8443/v1//", "https://a.example:8443/v1"),
        ("http://localhost:1/x/", "http://localhost:1/x"),
        ("http://127.3.2.1", "http://127.3.2.1"),
        ("http://[::1]:80", "http://[::1]:80"),
        ("https://a.example/%20x", "https://a.example/%20x"),
    ] {
        assert_eq!(base(given).unwrap(), kept);
    }
    for refused in [
        "",
        "a.example",
        "//a.example",
        "ftp://a.example",
        "http://a.example",
        "http://localhost.evil.com",
        "http://127.0.0.1.evil.com",
        "https://",
        "https:///x",
        "https://user:canary-5ecret@a.example",
        "https://a.example?k=canary-5ecret",
        "https://a.example#x",
        "https://a.example/../x",
        "https://a.example/%2E%2e/x",
        "https://a.example/a//b",
        "https://a.example:99999",
        "https://a.example:x",
        "https://a b",
        "https://a\\b",
        "https://ü.example",
        "https://[::1",
        "https://a.example/%2",
    ] {
        let text = config_error(builder(&fake).base_url(refused));
        assert!(text.starts_with("the base URL "), "{text}");
    }
    assert!(
        builder(&fake)
            .base_url("http://a.example")
            .allow_http(true)
            .build()
            .is_ok()
    );
    assert!(
        ClientBuilder::new(&WITHOUT_BASE_URL)
            .transport(fake)
            .build()
            .is_ok()
    );
}

#[test]
fn mistakes_are_told_when_building() {
    let fake = Fake::default();
    assert_eq!(
        config_error(builder(&fake).require_credential("Key")),
        "no credential for Key (environment variable RUNTIME_TEST_KEY)"
    );
    assert_eq!(
        config_error(builder(&fake).credential("Nope", KEY)),
        "there is no security scheme \"Nope\""
    );
    assert_eq!(
        config_error(builder(&fake).credential("Key", " ")),
        "the credential for Key must not be empty"
    );
    assert!(
        config_error(builder(&fake).credential("Key", "canary-5ecret\r\nX: y"))
            .contains("control characters")
    );
    assert!(config_error(builder(&fake).credential("Basic", KEY)).contains("user name and a password"));
    assert!(config_error(builder(&fake).basic("Basic", "a:b", KEY)).contains("colon"));
    assert!(config_error(builder(&fake).app_info("my app", "1")).contains("application"));
    assert!(config_error(builder(&fake).default_header("X-A", "canary-5ecret\n")).contains("X-A"));
}

#[test]
fn the_environment_names_what_is_missing() {
    let error = ClientBuilder::new(&WITH_UNSET_VARIABLE).from_env().unwrap_err();
    assert!(error.is_config());
    assert_eq!(
        error.to_string(),
        "the environment variable RUNTIME_TEST_NEVER_SET is not set"
    );
    assert!(
        ClientBuilder::new(&WITH_SET_VARIABLE)
            .from_env()
            .unwrap()
            .require_credential("Key")
            .transport(Fake::default())
            .build()
            .is_ok()
    );
}

async fn headers_of(
    builder: ClientBuilder,
    fake: &Fake,
    security: &'static [&'static [&'static str]],
) -> Result<String, Error> {
    let client = builder.build()?;
    let table = operation(Operation { security, ..PLAIN });
    Call::new(&client, table).send(decode::empty).await?;
    let request = fake.last();
    let mut shown: Vec<String> = request
        .headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    shown.retain(|line| !line.starts_with("Accept") && !line.starts_with("User-Agent"));
    shown.extend(request.url.split_once('?').map(|(_, query)| query.to_owned()));
    Ok(shown.join("\n"))
}

#[tokio::test]
async fn credentials_go_where_their_scheme_says() {
    let fake = Fake::default();
    let new = || builder(&fake);
    let key = || new().credential("Key", KEY);
    let cases: Vec<(ClientBuilder, &[&[&str]], &str)> = vec![
        (key(), &[&["Key"]], "Authorization: Bearer canary-5ecret"),
        (
            new().credential("Key", "bearer canary-5ecret\n"),
            &[&["Key"]],
            "Authorization: Bearer canary-5ecret",
        ),
        (key(), &[], ""),
        (key(), &[&[], &["Key"]], "Authorization: Bearer canary-5ecret"),
        (new(), &[&[], &["Key"]], ""),
        (
            new().credential("Header", KEY),
            &[&["Key"], &["Header"]],
            "X-Own-Key: canary-5ecret",
        ),
        (new().credential("Query", "a&b"), &[&["Query"]], "api_key=a%26b"),
        (
            new().credential("Cookie", "a;b"),
            &[&["Cookie"]],
            "Cookie: session=a%3Bb",
        ),
        (
            new().basic("Basic", "user", "pass"),
            &[&["Basic"]],
            "Authorization: Basic dXNlcjpwYXNz",
        ),
        (
            key().credential("Header", "h"),
            &[&["Key", "Header"]],
            "Authorization: Bearer canary-5ecret\nX-Own-Key: h",
        ),
    ];
    for (builder, security, expected) in cases {
        let security: &'static [&'static [&'static str]] = security
            .iter()
            .map(|names| &*names.to_vec().leak())
            .collect::<Vec<_>>()
            .leak();
        assert_eq!(headers_of(builder, &fake, security).await.unwrap(), expected);
    }
    let error = headers_of(
        new().credential("Header", KEY),
        &fake,
        &[&["Key", "Header"], &["Basic"]],
    )
    .await
    .unwrap_err();
    assert_eq!(
        error.to_string(),
        "Plain: no credential was given: the operation needs Key (environment variable RUNTIME_TEST_KEY) and Header, or Basic"
    );
    assert!(error.is_config());
}

#[tokio::test]
async fn nothing_shows_a_secret() {
    let fake = Fake::default();
    let builder = builder(&fake)
        .credential("Key", KEY)
        .credential("Header", KEY)
        .credential("Query", KEY)
        .basic("Basic", "user", KEY)
        .default_header("X-Any", KEY)
        .base_url("https://a.example");
    let mut shown = format!("{builder:?} {:?} {:#?}", Secret::new(KEY), Secret::from(KEY));
    let client = builder.build().unwrap();
    let table = operation(Operation {
        security: &[&["Header", "Query"]],
        ..PLAIN
    });
    let mut call = Call::new(&client, table);
    call.extra_header("X-More", KEY);
    call.extra_query("q", KEY);
    call.field("f", KEY.to_owned());
    shown.push_str(&format!(
        "{client:?} {client:#?} {call:?} {:?}",
        client.request("GET", "/a").header("X-A", KEY)
    ));
    call.clone().send(decode::empty).await.unwrap_err();
    call = Call::new(&client, table);
    call.extra_query("q", KEY);
    call.send(decode::empty).await.unwrap();
    shown.push_str(&format!("{:?}", fake.last()));
    assert!(fake.last().url.contains(KEY));
    assert!(!shown.contains(KEY), "{shown}");
}

#[tokio::test]
async fn derived_clients_share_the_transport() {
    let fake = Fake::default();
    let client: Client = builder(&fake).build().unwrap();
    let other = client.with(|options| {
        options
            .timeout(Duration::from_secs(1))
            .validate(false)
            .max_retries(0)
    });
    for client in [&client, &other] {
        Call::new(client, operation(PLAIN))
            .send(decode::empty)
            .await
            .unwrap();
    }
    assert_eq!(fake.count(), 2);
    assert!(format!("{other:?}").contains("timeout: 1s"));
}

#[test]
fn calls_cross_threads() {
    fn assert_send<T: Send + Sync + 'static>() {}
    assert_send::<Client>();
    assert_send::<Error>();
    assert_send::<Call>();
    assert!(size_of::<Error>() <= 8);
}

#[test]
fn without_a_tokio_runtime_there_is_an_error_and_no_panic() {
    let client = builder(&Fake::default()).build().unwrap();
    let mut future = Box::pin(Call::new(&client, operation(PLAIN)).send(decode::empty));
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match future.as_mut().poll(&mut context) {
        std::task::Poll::Ready(Err(error)) => assert!(error.is_config()),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_secret_that_the_server_repeats_is_taken_out() {
    let pair = "dXNlcjpjYW5hcnktNWVjcmV0";
    let long = format!("{} {KEY}", "x".repeat(190));
    for text in [KEY, pair, "Bearer canary-5ecret", &long] {
        let body = serde_json::json!({"error": {"message": format!("bad {text}")}}).to_string();
        let fake = Fake::new([Script::Answer(400, vec![], body.into_bytes())]);
        let client = builder(&fake).basic("Basic", "user", KEY).build().unwrap();
        let call = Call::new(&client, operation(PLAIN));
        let error = call.send(decode::empty).await.unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("canary") && !shown.contains(pair), "{shown}");
    }
}
