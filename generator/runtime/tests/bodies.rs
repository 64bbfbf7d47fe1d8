//! Bodies as they are encoded: JSON of fields, forms, multipart.

mod support;

use std::collections::BTreeMap;

use sdk_runtime::{
    Body, DecodeError, Json, Multipart, ObjectWriter, Operation, Parameter, ParameterStyle, Part, Value,
};
use serde_json::json;
use support::{PLAIN, operation, sent, with_body};

#[tokio::test]
async fn json_bodies_are_made_of_fields() {
    let table = with_body(
        Body::json("application/json"),
        vec![
            Parameter::field("id").required().min_length(1),
            Parameter::field("note").max_length(3),
        ],
    );
    let request = sent(table, |call| {
        call.body(json!({"id": "x", "note": "ab"}));
        call.null_field("note");
        call.field("more", true);
        call.extra_field("new", 1);
    });
    let request = request.await.unwrap();
    assert_eq!(request.body, br#"{"id":"x","more":true,"new":1,"note":null}"#);
    assert_eq!(request.headers.get("content-type"), Some("application/json"));
    let error = sent(table, |call| call.field("note", "abcd".to_owned()))
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "Plain: the field `id` is required but not given"
    );
    let error = sent(table, |call| call.body(json!({"id": "x", "note": "abcd"})))
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "Plain: the field `note` must have at most 3 characters"
    );
    assert!(sent(table, |_| {}).await.unwrap().body.is_empty());
    let error = sent(table, |call| {
        call.body(json!([1]));
        call.field("id", 1_i64);
    });
    assert!(error.await.unwrap_err().is_invalid_request());
}

#[tokio::test]
async fn a_number_that_json_does_not_have_is_refused_with_its_path() {
    struct Point(f64);
    impl Json for Point {
        fn from_json(value: Value) -> Result<Self, DecodeError> {
            f64::from_json(value).map(Self)
        }

        fn to_json(&self) -> Value {
            let mut object = ObjectWriter::complete();
            object.required(
                "at",
                &BTreeMap::from([("x".to_owned(), vec![(1_i64, 0.5), (2, self.0)])]),
            );
            object.optional("again", &Some(f32::NAN));
            object.finish()
        }
    }
    let table = with_body(Body::json("application/json"), vec![]);
    let refused = sent(table, |call| call.body(vec![Point(f64::INFINITY)])).await;
    assert_eq!(
        refused.unwrap_err().to_string(),
        "Plain: `$[0].at.x[1][1]` is not a finite number"
    );
    let refused = sent(table, |call| call.field("point", Point(1.0))).await;
    assert_eq!(
        refused.unwrap_err().to_string(),
        "Plain: `point.again` is not a finite number"
    );
    // What another value of the thread noted is forgotten.
    assert_eq!(f64::NAN.to_json(), Value::Null);
    let request = sent(table, |call| call.field("ratio", 0.5)).await;
    assert_eq!(request.unwrap().body, br#"{"ratio":0.5}"#);
}

#[tokio::test]
async fn a_body_that_must_be_there() {
    static BODIES: &[Body] = &[
        Body::json("application/merge-patch+json"),
        Body::text("text/plain"),
    ];
    let table = operation(Operation {
        method: "PATCH",
        bodies: BODIES,
        body_required: true,
        parameters: const { &[Parameter::field("name")] },
        ..PLAIN
    });
    let request = sent(table, |_| {}).await.unwrap();
    assert_eq!(
        (request.body.as_slice(), request.headers.get("content-type")),
        (&b"{}"[..], Some("application/merge-patch+json"))
    );
    let request = sent(table, |call| call.body_text(1, "\"quoted\"")).await.unwrap();
    assert_eq!(
        (request.body.as_slice(), request.headers.get("content-type")),
        (&b"\"quoted\""[..], Some("text/plain"))
    );
    assert!(
        sent(table, |call| call.body_text(2, ""))
            .await
            .unwrap_err()
            .is_invalid_request()
    );
    let bytes = operation(Operation {
        bodies: vec![Body::bytes("*/*")].leak(),
        body_required: true,
        method: "PUT",
        ..PLAIN
    });
    assert!(sent(bytes, |_| {}).await.unwrap_err().is_invalid_request());
    let request = sent(bytes, |call| {
        call.body_bytes(0, vec![0, 255]);
        call.body_content_type("image/png");
    });
    assert_eq!(
        request.await.unwrap().headers.get("content-type"),
        Some("image/png")
    );
}

#[tokio::test]
async fn forms() {
    static PARTS: &[Part] = &[
        Part::new("list").style(ParameterStyle::Form).explode(false),
        Part::new("j").content_type("application/json"),
    ];
    let table = with_body(
        Body::form("application/x-www-form-urlencoded").parts(PARTS),
        vec![],
    );
    let value =
        json!({"a": "x y&z", "list": [1, 2], "many": [1, 2], "o": {"k": "v"}, "j": ["q"], "none": null});
    let request = sent(table, |call| call.body_form(0, value)).await.unwrap();
    let body = String::from_utf8(request.body).unwrap();
    assert_eq!(
        body,
        "a=x%20y%26z&j=%5B%22q%22%5D&list=1,2&many=1&many=2&o=%7B%22k%22%3A%22v%22%7D"
    );
}

#[tokio::test]
async fn multipart_forms() {
    static PARTS: &[Part] = &[Part::new("image").content_type("image/png").binary()];
    let table = with_body(Body::multipart("multipart/form-data").parts(PARTS), vec![]);
    let request = sent(table, |call| {
        call.body_multipart(
            0,
            json!({"text": "a", "list": [1, 2], "object": {"k": 1}, "image": [137, 80]}),
        );
        call.file("file", sdk_runtime::File::new("data").name("a\"\r\nX: y"));
    });
    let request = request.await.unwrap();
    let content_type = request.headers.get("content-type").unwrap().to_owned();
    let boundary = content_type
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap();
    let body = String::from_utf8_lossy(&request.body).replace(boundary, "B");
    let part =
        |head: &str, body: &str| format!("--B\r\nContent-Disposition: form-data; {head}\r\n\r\n{body}\r\n");
    let expected = [
        part(
            "name=\"image\"; filename=\"file\"\r\nContent-Type: image/png",
            "\u{fffd}P",
        ),
        part("name=\"list\"", "1"),
        part("name=\"list\"", "2"),
        part("name=\"object\"\r\nContent-Type: application/json", "{\"k\":1}"),
        part("name=\"text\"", "a"),
        part(
            "name=\"file\"; filename=\"a%22%0D%0AX: y\"\r\nContent-Type: application/octet-stream",
            "data",
        ),
        "--B--\r\n".to_owned(),
    ];
    assert_eq!(body, expected.concat());
    let mut form = Multipart::new();
    form.file("f", sdk_runtime::File::new("x").content_type("a/b\r\nX: y"));
    assert!(
        sent(table, |call| call.body_parts(0, form))
            .await
            .unwrap_err()
            .is_invalid_request()
    );
}
