//! Requests contain exactly the given values: each location and style is decoded again, unless the value was
//! rejected.

mod multipart;
mod read;

use arbitrary::{Arbitrary, Result, Unstructured};
use sdk_runtime::{
    Body, Call, ClientBuilder, Error, HttpRequest, Json, MockResponse, MockTransport, Operation, Parameter,
    ParameterLocation, ParameterStyle, SdkInfo, Value, decode,
};
use serde_json::{Map, json};

use super::rest;

/// The base URL of requests.
const BASE: &str = "https://api.example.com/base";

static SDK: SdkInfo = SdkInfo {
    name: "fuzz-sdk",
    version: "0.1.0",
    base_url: Some(BASE),
    base_url_env: None,
    security: &[],
};

/// The operation of all calls; only its parameters differ.
const PLAIN: Operation = Operation {
    id: "Plain",
    method: "GET",
    path: "/p/{a b}/end",
    parameters: &[],
    bodies: &[],
    body_required: false,
    accept: "application/json",
    security: &[],
    server: None,
};

/// One operation for each location and style.
static OPERATIONS: &[Operation] = &[
    with(&[Parameter::path("a b")]),
    with(&[Parameter::path("a b").explode(true)]),
    with(&[Parameter::path("a b").style(ParameterStyle::Label)]),
    with(&[Parameter::path("a b").style(ParameterStyle::Label).explode(true)]),
    with(&[Parameter::path("a b").style(ParameterStyle::Matrix)]),
    with(&[Parameter::path("a b").style(ParameterStyle::Matrix).explode(true)]),
    with(&[Parameter::path("a b").content_json()]),
    at("/q", &[Parameter::query("a b")]),
    at("/q", &[Parameter::query("a b").explode(false)]),
    at(
        "/q",
        &[Parameter::query("a b").style(ParameterStyle::SpaceDelimited)],
    ),
    at(
        "/q",
        &[Parameter::query("a b").style(ParameterStyle::PipeDelimited)],
    ),
    at("/q", &[Parameter::query("a b").style(ParameterStyle::DeepObject)]),
    at("/q", &[Parameter::query("a b").allow_reserved()]),
    at("/q", &[Parameter::query("a b").allow_reserved().explode(false)]),
    at("/q", &[Parameter::query("a b").content_json()]),
    at("/h", &[Parameter::header("X-A")]),
    at("/h", &[Parameter::header("X-A").explode(true)]),
    at("/h", &[Parameter::header("X-A").content_json()]),
    at("/c", &[Parameter::cookie("a")]),
    at("/c", &[Parameter::cookie("a").explode(false)]),
    at("/c", &[Parameter::cookie("a").content_json()]),
];

static FORM: Operation = Operation {
    method: "POST",
    path: "/f",
    bodies: &[Body::form("application/x-www-form-urlencoded")],
    ..PLAIN
};

static MULTIPART: Operation = Operation {
    method: "POST",
    path: "/m",
    bodies: &[Body::multipart("multipart/form-data")],
    ..PLAIN
};

const fn with(parameters: &'static [Parameter]) -> Operation {
    Operation { parameters, ..PLAIN }
}

const fn at(path: &'static str, parameters: &'static [Parameter]) -> Operation {
    Operation {
        path,
        parameters,
        ..PLAIN
    }
}

/// Sends a value built from bytes, and decodes the request.
pub fn encode(bytes: &[u8]) {
    let mut bytes = Unstructured::new(bytes);
    // If the bytes run out, nothing is sent.
    let _ = chosen(&mut bytes);
}

fn chosen(bytes: &mut Unstructured<'_>) -> Result<()> {
    match bytes.int_in_range(0..=3)? {
        0 => form(&object(bytes)?),
        1 => multipart::check(bytes)?,
        _ => {
            let operation = bytes.choose(OPERATIONS)?;
            let value = value(bytes)?;
            parameter(operation, &value);
        }
    }
    Ok(())
}

/// Builds a string, an array of strings, or an object of strings.
fn value(bytes: &mut Unstructured<'_>) -> Result<Value> {
    Ok(match bytes.int_in_range(0..=4)? {
        0 => json!(i64::arbitrary(bytes)?),
        1 => json!(bool::arbitrary(bytes)?),
        2 => json!(text(bytes)?),
        3 => {
            let count = bytes.int_in_range(0..=3)?;
            let items: Result<Vec<String>> = (0..count).map(|_| text(bytes)).collect();
            json!(items?)
        }
        _ => object(bytes)?,
    })
}

fn object(bytes: &mut Unstructured<'_>) -> Result<Value> {
    let mut fields = Map::new();
    for _ in 0..bytes.int_in_range(0..=3)? {
        fields.insert(text(bytes)?, json!(text(bytes)?));
    }
    Ok(Value::Object(fields))
}

fn text(bytes: &mut Unstructured<'_>) -> Result<String> {
    let dear = [
        "", ".", "..", "/", "a.b", ",", ";", "=", "&", "%2F", "%", "+", " ", "|", "\\", "\r\n", "[", "a]",
        "\u{0}", "é",
    ];
    if bytes.ratio(1, 2)? {
        return Ok((*bytes.choose(&dear)?).to_owned());
    }
    String::arbitrary(bytes)
}

fn send(
    operation: &'static Operation,
    fill: impl FnOnce(&mut Call),
) -> std::result::Result<HttpRequest, Error> {
    let server = MockTransport::new();
    for method in ["GET", "POST"] {
        for path in [
            "/base/p/{a}/end",
            "/base/q",
            "/base/h",
            "/base/c",
            "/base/f",
            "/base/m",
        ] {
            server.on(method, path, MockResponse::json(200, &Value::Null));
        }
    }
    let client = ClientBuilder::new(&SDK)
        .transport(server.clone())
        .max_retries(0)
        .build();
    let client = client.unwrap_or_else(|error| panic!("{error}"));
    let mut call = Call::new(&client, operation);
    fill(&mut call);
    match rest::wait(call.send(decode::empty)) {
        Err(error) if error.is_invalid_request() => {
            assert!(server.requests().is_empty(), "what is refused is not sent");
            Err(error)
        }
        // The server accepts every path, so every request arrives.
        Err(error) => panic!("{error}: {:?}", server.requests()),
        Ok(()) => {
            let request = server.requests().pop();
            Ok(request.unwrap_or_else(|| panic!("nothing was sent")))
        }
    }
}

/// Checks one value in one location.
fn parameter(operation: &'static Operation, value: &Value) {
    let Some(parameter) = operation.parameters.first() else {
        return;
    };
    let sent = send(operation, |call| match parameter.location {
        ParameterLocation::Path => call.path(parameter.name, value.clone()),
        ParameterLocation::Query => call.query(parameter.name, value.clone()),
        ParameterLocation::Header => call.header(parameter.name, value.clone()),
        _ => call.cookie(parameter.name, value.clone()),
    });
    let Ok(request) = sent else {
        return;
    };
    let read = match parameter.location {
        ParameterLocation::Path => read::path(parameter, &request, value),
        ParameterLocation::Query => read::query(parameter, &request, value),
        ParameterLocation::Header => read::header(parameter, &request, value),
        _ => read::cookie(parameter, &request, value),
    };
    assert_eq!(
        read,
        read::expected(parameter, value),
        "{parameter:?} {value} {request:?}"
    );
}

fn form(value: &Value) {
    let Ok(request) = send(&FORM, |call| call.body(Any(value.clone()))) else {
        return;
    };
    let body = String::from_utf8(request.body).unwrap_or_else(|error| panic!("{error}"));
    let pairs = read::pairs(&body, '&');
    let fields = value.as_object().into_iter().flatten();
    let expected: Vec<(String, String)> = fields
        .map(|(name, value)| (name.clone(), value.as_str().unwrap_or_default().to_owned()))
        .collect();
    assert_eq!(pairs, expected, "{body}");
}

/// Any JSON value, as a type that can be sent.
struct Any(Value);

impl Json for Any {
    fn from_json(value: Value) -> std::result::Result<Self, sdk_runtime::DecodeError> {
        Ok(Self(value))
    }

    fn to_json(&self) -> Value {
        self.0.clone()
    }
}
