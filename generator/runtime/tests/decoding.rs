//! From the text of an answer to a type: what borrows and what is copied must not show.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unreachable,
    clippy::unwrap_used,
    reason = "a helper of a test may panic"
)]

use std::collections::BTreeMap;

use sdk_runtime::{
    BorrowedValue, BoxFuture, ClientBuilder, DecodeError, Error, Headers, HttpRequest, HttpResponse,
    HttpTransport, Json, Object, SdkInfo, TransportError, Value,
};
use serde_json::json;

static SDK: SdkInfo = SdkInfo {
    name: "decoding",
    version: "0.0.0",
    base_url: Some("https://api.example.com"),
    base_url_env: None,
    security: &[],
};

/// Answers everything with one text.
struct Says(String);

impl HttpTransport for Says {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move { Ok(HttpResponse::new(200, Headers::new(), self.0.clone())) })
    }
}

async fn read<T: Json>(text: impl Into<String>) -> Result<T, Error> {
    let client = ClientBuilder::new(&SDK)
        .transport(Says(text.into()))
        .build()
        .expect("the settings are valid");
    client.request("GET", "/v2/things").json().await
}

#[derive(Debug, PartialEq)]
struct Thing {
    name: String,
    kind: Option<String>,
    parts: Option<Vec<Thing>>,
    extra: BTreeMap<String, Value>,
}

impl Json for Thing {
    fn from_borrowed(value: BorrowedValue<'_>) -> Result<Self, DecodeError> {
        let mut object = Object::from_borrowed("Thing", value)?;
        Ok(Self {
            name: object.required("name")?,
            kind: object.optional("kind")?,
            parts: object.optional("parts")?,
            extra: object.extra(),
        })
    }

    fn to_json(&self) -> Value {
        unreachable!("nothing is written here")
    }
}

/// A thing with one text for a name, and as many properties besides.
fn crowded(names: &[&str], others: usize) -> String {
    let names = names.iter().map(|name| format!(r#""name": "{name}""#));
    let others = (0..others).map(|number| format!(r#""o{number}": {number}"#));
    format!("{{{}}}", others.chain(names).collect::<Vec<_>>().join(", "))
}

#[tokio::test]
async fn properties_are_found_in_any_order_and_number() {
    for others in [0, 1, 5, 63, 64, 65, 1000] {
        let thing: Thing = read(crowded(&["n"], others)).await.expect("a thing");
        assert_eq!((thing.name.as_str(), thing.extra.len()), ("n", others));
        let expected = (0..others).map(|number| (format!("o{number}"), json!(number)));
        assert_eq!(thing.extra, expected.collect());
    }
    let thing: Thing =
        read(r#"{"parts": [{"name": "b", "kind": "k"}], "x": null, "kind": null, "name": "a"}"#)
            .await
            .expect("a thing");
    let extra = BTreeMap::from([("x".into(), Value::Null), ("kind".into(), Value::Null)]);
    assert_eq!((thing.name.as_str(), thing.kind, thing.extra), ("a", None, extra));
    let [part] = thing.parts.expect("parts").try_into().expect("one part");
    assert_eq!((part.name.as_str(), part.kind.as_deref()), ("b", Some("k")));
}

#[tokio::test]
async fn of_a_name_that_comes_twice_the_last_one_counts() {
    for others in [0, 3, 100] {
        let thing: Thing = read(crowded(&["first", "second", "last"], others))
            .await
            .expect("a thing");
        assert_eq!(thing.name, "last");
        assert_eq!(thing.extra.len(), others, "none of the others is left over");
    }
    let map: BTreeMap<String, i64> = read(r#"{"a": 1, "b": 2, "a": 3}"#).await.expect("a map");
    assert_eq!(map, BTreeMap::from([("a".into(), 3), ("b".into(), 2)]));
}

#[tokio::test]
async fn escapes_and_letters_of_all_kinds_are_read() {
    let text = r#"{"na\u006de": "\"\u00e9\ud83d\ude00\n", "kind": "é😀", "": 1, "\u00e9": "\\"}"#;
    let thing: Thing = read(text).await.expect("a thing");
    assert_eq!(
        (thing.name.as_str(), thing.kind.as_deref()),
        ("\"é😀\n", Some("é😀"))
    );
    assert_eq!(
        thing.extra,
        BTreeMap::from([(String::new(), json!(1)), ("é".into(), json!("\\"))])
    );
}

#[tokio::test]
async fn what_is_wrong_is_told_with_its_place() {
    for (text, path, expected) in [
        (
            r#"{"name": "a", "parts": [{"name": 1}]}"#,
            "$.parts[0].name",
            "expected a string",
        ),
        (
            r#"{"name": "a", "parts": {"0": 1}}"#,
            "$.parts",
            "expected an array",
        ),
        (r#"{"kind": "a"}"#, "$.name", "missing"),
        ("[]", "$", "expected an object (Thing)"),
        (r#"{"name": "a"} {}"#, "$", "trailing characters"),
        (r#"{"name": "a""#, "$", "EOF"),
    ] {
        let error = read::<Thing>(text).await.expect_err("it is wrong");
        assert!(
            error.is_decode() && error.to_string().contains(expected),
            "{text}: {error}"
        );
        assert_eq!(error.decode_path().as_deref(), Some(path), "{text}");
    }
}

#[tokio::test]
async fn any_value_comes_through_as_it_is() {
    for value in [
        json!({"a": [1, -1, 1.5, u64::MAX, i64::MIN, true, null, "x", {}, []], "b": {"c": {"d": []}}}),
        json!([[[]], [{}], [[1], [2, [3]]]]),
        json!(null),
    ] {
        assert_eq!(read::<Value>(value.to_string()).await.expect("a value"), value);
        assert_eq!(BorrowedValue::from(value.clone()).into_value(), value);
    }
}
