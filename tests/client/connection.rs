//! The connections of the default transport.

use orq_sdk::Orq;
use serde_json::json;
use tests::CannedReply;
use tests::recording_server::RecordingServer;

#[tokio::test]
async fn requests_go_through_the_proxy() {
    let proxy = RecordingServer::start().expect("a loopback port is free");
    proxy.reply_next(&CannedReply::json(200, &json!({"via": "proxy"})));
    let url = proxy.base_url().replace("http://", "http://user:pass@");
    let orq = Orq::builder()
        .api_key("key")
        .base_url("http://identities.invalid")
        .allow_http(true)
        .proxy(url)
        .build()
        .expect("the settings are valid");
    let answer = orq
        .request("GET", "/v2/anything")
        .await
        .expect("the proxy answers");
    assert_eq!(answer["via"], "proxy");
    let requests = proxy.requests();
    assert_eq!(requests[0].target, "http://identities.invalid/v2/anything");
    assert_eq!(
        requests[0].header("proxy-authorization"),
        Some("Basic dXNlcjpwYXNz")
    );
}

#[test]
fn what_cannot_be_used_is_told_and_not_shown() {
    let built = |change: fn(orq_sdk::OrqBuilder) -> orq_sdk::OrqBuilder| {
        let error = change(Orq::builder().api_key("key"))
            .build()
            .expect_err("it cannot be used");
        assert!(error.is_config());
        assert!(!format!("{error} {error:?}").contains("pa55"));
        error.to_string()
    };
    let expected = "the HTTP client cannot be set up: the proxy is not a URL";
    assert_eq!(built(|builder| builder.proxy("http://user:pa55@[")), expected);
    let expected = "the HTTP client cannot be set up: the proxy is not an HTTP proxy: its URL must begin with http:// or https://";
    assert_eq!(
        built(|builder| builder.proxy("socks5://user:pa55@127.0.0.1:1080")),
        expected
    );
    let expected = "the HTTP client cannot be set up: a root certificate is not a certificate in PEM";
    assert_eq!(built(|builder| builder.root_certificates("not PEM")), expected);
    let broken = "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n";
    assert_eq!(
        built(|builder| builder
            .root_certificates("-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n")),
        expected,
        "{broken}"
    );
}
