//! What parameters look like on the wire.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unreachable,
    clippy::unwrap_used,
    reason = "a helper of a test may panic"
)]

mod support;

use sdk_runtime::{Bound, Parameter, ParameterStyle, Value};
use serde_json::json;
use support::{sent, with_parameters};

const BASE: &str = "https://api.example.com/base";

async fn query(parameter: Parameter, value: Value) -> String {
    let name = parameter.name;
    match sent(with_parameters("/q", vec![parameter]), |call| {
        call.query(name, value);
    })
    .await
    {
        Ok(request) => request.url.strip_prefix(&format!("{BASE}/q")).unwrap().to_owned(),
        Err(error) => format!("! {error}"),
    }
}

async fn path(parameter: Parameter, value: Value) -> String {
    let name = parameter.name;
    match sent(with_parameters("/p/{color}/end", vec![parameter]), |call| {
        call.path(name, value);
    })
    .await
    {
        Ok(request) => {
            let rest = request.url.strip_prefix(&format!("{BASE}/p/")).unwrap();
            rest.strip_suffix("/end").unwrap().to_owned()
        }
        Err(error) => format!("! {error}"),
    }
}

#[tokio::test]
async fn query_styles() {
    let array = || json!(["blue", "black", "brown"]);
    let object = || json!({"B": 150, "G": 200, "R": 100});
    let color = || Parameter::query("color");
    let cases = [
        (color(), json!(""), "?color="),
        (color(), json!("blue"), "?color=blue"),
        (color(), array(), "?color=blue&color=black&color=brown"),
        (color(), object(), "?B=150&G=200&R=100"),
        (color().explode(false), array(), "?color=blue,black,brown"),
        (color().explode(false), object(), "?color=B,150,G,200,R,100"),
        (color().explode(false), json!(["a,b", "c"]), "?color=a%2Cb,c"),
        (
            color().style(ParameterStyle::SpaceDelimited),
            array(),
            "?color=blue%20black%20brown",
        ),
        (
            color().style(ParameterStyle::SpaceDelimited),
            object(),
            "?color=B%20150%20G%20200%20R%20100",
        ),
        (
            color().style(ParameterStyle::SpaceDelimited).explode(true),
            array(),
            "?color=blue&color=black&color=brown",
        ),
        (
            color().style(ParameterStyle::PipeDelimited),
            array(),
            "?color=blue%7Cblack%7Cbrown",
        ),
        (
            color().style(ParameterStyle::PipeDelimited),
            object(),
            "?color=B%7C150%7CG%7C200%7CR%7C100",
        ),
        (
            color().style(ParameterStyle::DeepObject),
            object(),
            "?color%5BB%5D=150&color%5BG%5D=200&color%5BR%5D=100",
        ),
        (
            color().style(ParameterStyle::DeepObject),
            json!({"a": {"b": 1}}),
            "?color%5Ba%5D%5Bb%5D=1",
        ),
        (
            color().style(ParameterStyle::DeepObject),
            json!({"a": [1, 2]}),
            "?color%5Ba%5D=1&color%5Ba%5D=2",
        ),
        (
            color().content_json(),
            json!({"a": [1]}),
            "?color=%7B%22a%22%3A%5B1%5D%7D",
        ),
        (
            color(),
            json!({"tags": ["premium", "beta-user"]}),
            "?tags=premium%2Cbeta-user",
        ),
        (color(), json!({"tags": []}), ""),
        (color(), json!([]), ""),
        (color(), Value::Null, ""),
        (color().explode(false), json!([null]), ""),
        (color(), json!("a b+c&d=e/ü"), "?color=a%20b%2Bc%26d%3De%2F%C3%BC"),
        (
            color().allow_reserved(),
            json!("a/b?c:@!$'()*,;#[]&=+ %"),
            "?color=a/b?c:@!$'()*,;%23%5B%5D%26%3D%2B%20%25",
        ),
        (
            Parameter::query("ids[]"),
            json!([true, 1.5]),
            "?ids%5B%5D=true&ids%5B%5D=1.5",
        ),
    ];
    for (parameter, value, expected) in cases {
        assert_eq!(query(parameter, value).await, expected);
    }
}

#[tokio::test]
async fn what_could_not_be_told_apart_is_refused() {
    let color = || Parameter::query("color");
    let cases = [
        (color(), json!({"tags": ["a,b"]})),
        (color().allow_reserved().explode(false), json!(["a,b"])),
        (color().style(ParameterStyle::PipeDelimited), json!(["a|b"])),
        (color().style(ParameterStyle::SpaceDelimited), json!(["a b"])),
        (color(), json!([["secret"]])),
        (color(), json!({"a": {"b": "secret"}})),
        (
            color().style(ParameterStyle::DeepObject),
            json!({"a": [{"b": 1}]}),
        ),
        (color().style(ParameterStyle::DeepObject), json!({"a]": 1})),
        (color().style(ParameterStyle::DeepObject), json!({"a": {"[b": 1}})),
        (color().style(ParameterStyle::DeepObject), json!({"": 1})),
    ];
    for (parameter, value) in cases {
        let refusal = query(parameter, value).await;
        assert!(
            refusal.starts_with("! Plain: the query parameter `color` h"),
            "{refusal}"
        );
        assert!(!refusal.contains("secret"));
    }
}

#[tokio::test]
async fn path_styles() {
    let array = || json!(["blue", "black"]);
    let object = || json!({"G": 200, "R": 100});
    let color = || Parameter::path("color");
    let cases = [
        (color(), json!("blue"), "blue"),
        (color(), array(), "blue,black"),
        (color(), object(), "G,200,R,100"),
        (color().explode(true), array(), "blue,black"),
        (color().explode(true), object(), "G=200,R=100"),
        (color().style(ParameterStyle::Label), json!("blue"), ".blue"),
        (color().style(ParameterStyle::Label), array(), ".blue,black"),
        (
            color().style(ParameterStyle::Label).explode(true),
            array(),
            ".blue.black",
        ),
        (color().style(ParameterStyle::Label), object(), ".G,200,R,100"),
        (
            color().style(ParameterStyle::Label).explode(true),
            object(),
            ".G=200.R=100",
        ),
        (color().style(ParameterStyle::Matrix), json!(""), ";color"),
        (
            color().style(ParameterStyle::Matrix),
            json!("blue"),
            ";color=blue",
        ),
        (
            color().style(ParameterStyle::Matrix),
            array(),
            ";color=blue,black",
        ),
        (
            color().style(ParameterStyle::Matrix).explode(true),
            array(),
            ";color=blue;color=black",
        ),
        (
            color().style(ParameterStyle::Matrix),
            object(),
            ";color=G,200,R,100",
        ),
        (
            color().style(ParameterStyle::Matrix).explode(true),
            object(),
            ";G=200;R=100",
        ),
        (color(), json!("a/b?c#d e%f"), "a%2Fb%3Fc%23d%20e%25f"),
        (color(), json!("%2e%2e"), "%252e%252e"),
        (color(), json!("..\\"), "..%5C"),
        (color(), json!("a\r\n"), "a%0D%0A"),
        (
            color(),
            json!(" %:/?#[]@!$&'()*+,;=😹"),
            "%20%25%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%F0%9F%98%B9",
        ),
    ];
    for (parameter, value, expected) in cases {
        assert_eq!(path(parameter, value).await, expected);
    }
}

#[tokio::test]
async fn a_value_cannot_move_the_request() {
    for value in [json!(""), json!("."), json!(".."), json!([]), Value::Null] {
        let refusal = path(Parameter::path("color"), value).await;
        assert!(
            refusal.starts_with("! Plain: the path parameter `color` must not"),
            "{refusal}"
        );
    }
    let label = path(Parameter::path("color").style(ParameterStyle::Label), json!(".")).await;
    assert!(label.starts_with("! "), "{label}");
    let exploded = || {
        Parameter::path("color")
            .style(ParameterStyle::Label)
            .explode(true)
    };
    let refusal = path(exploded(), json!(["a.b", "c"])).await;
    assert!(
        refusal.starts_with("! Plain: the path parameter `color` has an item with '.'"),
        "{refusal}"
    );
    assert_eq!(path(exploded(), json!("a.b")).await, ".a.b");
    let two = with_parameters("/{a}{b}", vec![Parameter::path("a"), Parameter::path("b")]);
    let joined = sent(two, |call| {
        call.path("a", ".".to_owned());
        call.path("b", ".".to_owned());
    });
    assert!(joined.await.unwrap_err().is_invalid_request());
    let missing = sent(two, |call| call.path("a", 1_i64)).await.unwrap_err();
    assert_eq!(
        missing.to_string(),
        "Plain: the path parameter `b` is required in the path but not given"
    );
    assert!(!missing.may_have_been_sent());
}

#[tokio::test]
async fn the_query_is_in_the_order_of_the_table() {
    let table = with_parameters(
        "/q",
        vec![
            Parameter::query("a"),
            Parameter::query("b"),
            Parameter::query("c"),
        ],
    );
    let request = sent(table, |call| {
        call.extra_query("z z", "&");
        call.query("c", 3_i64);
        call.query("a", 1_i64);
        call.query("a", 2_i64);
    });
    assert_eq!(request.await.unwrap().url, format!("{BASE}/q?a=2&c=3&z%20z=%26"));
}

#[tokio::test]
async fn headers_and_cookies() {
    let table = with_parameters(
        "/h",
        vec![
            Parameter::header("X-List"),
            Parameter::header("X-Object").explode(true),
            Parameter::header("X-Json").content_json(),
            Parameter::cookie("c"),
            Parameter::cookie("d"),
        ],
    );
    let request = sent(table, |call| {
        call.header("X-List", vec![1_i64, 2]);
        call.header("X-Object", json!({"a": 1, "b": 2}));
        call.header("X-Json", json!({"a": [1]}));
        call.cookie("c", "1; admin=true".to_owned());
        call.cookie("d", json!(["x", "y"]));
        call.extra_header("x-list-2", "ok");
    });
    let headers = request.await.unwrap().headers;
    assert_eq!(headers.get("x-list"), Some("1,2"));
    assert_eq!(headers.get("X-OBJECT"), Some("a=1,b=2"));
    assert_eq!(headers.get("x-json"), Some(r#"{"a":[1]}"#));
    assert_eq!(headers.get("cookie"), Some("c=1%3B%20admin%3Dtrue; d=x; d=y"));
    assert_eq!(headers.get("accept"), Some("application/json"));
    assert_eq!(headers.get("content-type"), None);
    for value in ["a\r\nX-Evil: 1", "a\nb", "a\0b"] {
        let error = sent(table, |call| call.header("X-Json", Value::Null)).await;
        assert!(error.is_ok());
        let error = sent(table, |call| call.header("X-List", value.to_owned()))
            .await
            .unwrap_err();
        assert!(
            error.is_invalid_request() && error.to_string().contains("X-List"),
            "{error}"
        );
        let error = sent(table, |call| call.extra_header("X-Any", value))
            .await
            .unwrap_err();
        assert!(error.is_invalid_request(), "{error}");
    }
    let error = sent(table, |call| call.extra_header("X Any", "a"))
        .await
        .unwrap_err();
    assert!(error.is_invalid_request());
}

#[tokio::test]
async fn limits_are_checked_before_sending() {
    let integer = Bound::Integer;
    let cases = [
        (
            Parameter::query("p").minimum(integer(1)),
            json!(0),
            json!(1),
            "must be at least 1",
        ),
        (
            Parameter::query("p").maximum(integer(50)),
            json!(51),
            json!(50),
            "must be at most 50",
        ),
        (
            Parameter::query("p").exclusive_minimum(integer(1)),
            json!(1),
            json!(1.5),
            "must be more than 1",
        ),
        (
            Parameter::query("p").exclusive_maximum(Bound::Float(2.5)),
            json!(2.5),
            json!(2),
            "must be less than 2.5",
        ),
        (
            Parameter::query("p").multiple_of(integer(5)),
            json!(7),
            json!(10),
            "must be a multiple of 5",
        ),
        (
            Parameter::query("p").multiple_of(Bound::Float(0.1)),
            json!(0.35),
            json!(0.3),
            "must be a multiple of 0.1",
        ),
        (
            Parameter::query("p").min_length(1),
            json!(""),
            json!("ü"),
            "must have at least 1 character",
        ),
        (
            Parameter::query("p").max_length(2),
            json!("üüü"),
            json!("😹😹"),
            "must have at most 2 characters",
        ),
        (
            Parameter::query("p").min_items(2),
            json!([1]),
            json!([1, 2]),
            "must have at least 2 items",
        ),
        (
            Parameter::query("p").max_items(1),
            json!([1, 2]),
            json!([1]),
            "must have at most 1 item",
        ),
        (
            Parameter::query("p").maximum(integer(i64::MAX.into())),
            json!(u64::MAX),
            json!(i64::MAX),
            "must be at most",
        ),
    ];
    for (parameter, bad, good, rule) in cases {
        let refusal = query(parameter, bad).await;
        assert!(
            refusal.starts_with(&format!("! Plain: the query parameter `p` {rule}")),
            "{refusal}"
        );
        assert!(query(parameter, good).await.starts_with("?p="));
    }
    let required = with_parameters("/q", vec![Parameter::query("p").required()]);
    let error = sent(required, |_| {}).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "Plain: the query parameter `p` is required but not given"
    );
}

#[tokio::test]
async fn an_unknown_parameter_is_a_mistake() {
    let table = with_parameters("/q", vec![Parameter::query("a")]);
    assert!(
        sent(table, |call| call.header("a", 1_i64))
            .await
            .unwrap_err()
            .is_invalid_request()
    );
}
