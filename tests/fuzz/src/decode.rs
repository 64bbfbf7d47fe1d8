//! Any response is decoded to a value or an error, without a panic or an endless loop, and no link is
//! followed to another server.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use arbitrary::{Arbitrary, Result, Unstructured};
use sdk_runtime::{
    Base64, BoxFuture, Call, ClientBuilder, Decoding, Error, Headers, HttpRequest, HttpResponse,
    HttpTransport, Json, Operation, Options, Pagination, Parameter, ReadBody, SdkInfo, SecurityKind,
    SecurityScheme, Timestamp, TransportError, Value, decode as decoding, streaming,
};

use super::rest;

/// The maximum number of values that are read from a response, and of pages of a list.
const PATIENCE: usize = 50;

/// The maximum number of bytes in a response.
const MOST_BYTES: usize = 4_096;

const ORIGIN: &str = "https://api.example.com";

static SDK: SdkInfo = SdkInfo {
    name: "fuzz-sdk",
    version: "0.1.0",
    base_url: Some("https://api.example.com/base"),
    base_url_env: None,
    security: &[SecurityScheme {
        name: "Key",
        kind: SecurityKind::ApiKeyQuery("api_key"),
        env: None,
    }],
};

static LIST: Operation = Operation {
    id: "List",
    method: "GET",
    path: "/things",
    parameters: &[
        Parameter::query("after"),
        Parameter::query("page"),
        Parameter::query("offset"),
    ],
    bodies: &[],
    body_required: false,
    accept: "application/json",
    security: &[],
    server: None,
};

static PAGES: [Pagination; 7] = [
    Pagination::list("/data"),
    Pagination::list("/data")
        .item_cursor("after", "/id")
        .has_more("/more"),
    Pagination::list("/data").response_cursor("after", "/next"),
    Pagination::list("/data").page("page", 1).has_more("/more"),
    Pagination::list("").offset("offset"),
    Pagination::list("").link_header(),
    Pagination::list("/data").link_at("/next"),
];

/// A server that sends the same response to every request, in chunks.
#[derive(Clone, Debug)]
struct Server {
    status: u16,
    headers: Vec<(String, String)>,
    pieces: Vec<Vec<u8>>,
    requests: Arc<Mutex<Vec<String>>>,
}

impl HttpTransport for Server {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, std::result::Result<HttpResponse, TransportError>> {
        self.requests
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(request.url);
        let headers: Headers = self
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let body = Pieces(self.pieces.iter().rev().cloned().collect());
        Box::pin(async move { Ok(HttpResponse::streaming(self.status, headers, body)) })
    }
}

struct Pieces(Vec<Vec<u8>>);

impl ReadBody for Pieces {
    fn read<'a>(
        &'a mut self,
        buffer: &'a mut Vec<u8>,
    ) -> BoxFuture<'a, std::result::Result<bool, TransportError>> {
        Box::pin(async move {
            let piece = self.0.pop();
            buffer.extend_from_slice(piece.as_deref().unwrap_or_default());
            Ok(piece.is_some())
        })
    }
}

/// Builds a response from bytes, and reads it in every way.
pub fn decode(bytes: &[u8]) {
    let mut bytes = Unstructured::new(bytes);
    let Ok((server, way)) = chosen(&mut bytes) else {
        return;
    };
    rest::wait(read(&server, way));
    let requests = server.requests.lock().unwrap_or_else(PoisonError::into_inner);
    assert!(
        requests.len() <= 3 * (PATIENCE + 1),
        "{} requests",
        requests.len()
    );
    for url in requests.iter() {
        let rest = url
            .strip_prefix(ORIGIN)
            .unwrap_or_else(|| panic!("{url} is another server"));
        assert!(rest.starts_with('/'), "{url} is another server");
        assert!(
            !url.contains(|letter: char| letter.is_control() || letter == ' '),
            "{url:?} is no URL"
        );
    }
}

fn chosen(bytes: &mut Unstructured<'_>) -> Result<(Server, u8)> {
    let names = [
        "content-type",
        "link",
        "retry-after",
        "retry-after-ms",
        "ratelimit",
        "ratelimit-policy",
        "ratelimit-reset",
        "x-ratelimit-reset",
        "date",
        "content-length",
        "x-should-retry",
        "x-request-id",
        "location",
    ];
    let values = [
        "application/json",
        "text/event-stream",
        "1",
        "-1",
        "1e400",
        "99999999999999999999",
        "NaN",
        "\"d\";r=5;t=9",
        "</base/things?page=2>; rel=next",
        "<https://evil.example/>; rel=\"next\"",
        "<//evil.example/x>; rel=next",
        "<\\\\evil.example>; rel=next",
        "<?a=1&api_key=2>; rel=next",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "true",
        "<>",
    ];
    let way = bytes.int_in_range(0..=17)?;
    let status = match bytes.int_in_range(0..=9)? {
        0..=6 => 200,
        7 => 429,
        8 => 500,
        _ => u16::arbitrary(bytes)?,
    };
    let mut headers = Vec::new();
    for _ in 0..bytes.int_in_range(0..=3)? {
        let value = if bytes.ratio(1, 2)? {
            (*bytes.choose(&values)?).to_owned()
        } else {
            String::arbitrary(bytes)?
        };
        headers.push(((*bytes.choose(&names)?).to_owned(), value));
    }
    let cut = bytes.int_in_range(1..=64)?;
    let body = bytes.bytes(bytes.len())?;
    let server = Server {
        status,
        headers,
        pieces: body.chunks(cut).map(<[u8]>::to_vec).collect(),
        requests: Arc::default(),
    };
    Ok((server, way))
}

async fn read(server: &Server, way: u8) {
    match way {
        0 => whole::<Value>(server, decoding::json).await,
        1 => whole::<Vec<Timestamp>>(server, decoding::json).await,
        2 => whole::<BTreeMap<String, Base64>>(server, decoding::json).await,
        3 => whole::<Vec<Option<i64>>>(server, decoding::json).await,
        4 => whole::<(f64, String)>(server, decoding::json).await,
        5 => whole::<String>(server, decoding::text).await,
        6 => whole::<Vec<u8>>(server, decoding::bytes).await,
        7 => stream(server, streaming::events::<Value>()).await,
        8 => stream(server, streaming::whole_events::<Value>()).await,
        9 => stream(server, streaming::plain_events()).await,
        10 => stream(server, streaming::json_lines::<Value>()).await,
        11 => stream(server, streaming::json_sequence::<Value>()).await,
        12 => stream(server, streaming::chunks()).await,
        way => items(server, &PAGES[usize::from(way - 11) % PAGES.len()]).await,
    }
}

fn call(server: &Server) -> Call {
    let client = ClientBuilder::new(&SDK)
        .transport(server.clone())
        .max_retries(2)
        .build();
    let client = client.unwrap_or_else(|error| panic!("{error}"));
    let client = client.with(|options: Options| {
        options
            .max_response_bytes(MOST_BYTES)
            .stall_timeout(Duration::from_secs(5))
    });
    Call::new(&client, &LIST)
}

async fn whole<T>(
    server: &Server,
    decode: fn(&sdk_runtime::ResponseParts) -> std::result::Result<T, sdk_runtime::DecodeError>,
) {
    tell(call(server).send(decode).await.err());
}

async fn stream<T>(server: &Server, decoding: Decoding<T>) {
    let mut stream = match call(server).send_streaming(decoding).await {
        Ok(stream) => stream,
        Err(error) => return tell(Some(error)),
    };
    // Every value takes at least one byte.
    let bytes: usize = server.pieces.iter().map(Vec::len).sum();
    for _ in 0..=bytes + 1 {
        match stream.next().await {
            Some(value) => tell(value.err()),
            None => return,
        }
    }
    panic!("more values than bytes");
}

async fn items(server: &Server, pagination: &'static Pagination) {
    let mut items = call(server).items::<Value>(pagination);
    for _ in 0..PATIENCE {
        match items.next().await {
            Some(Ok(_)) => {}
            Some(Err(error)) => return tell(Some(error)),
            None => return,
        }
    }
}

/// Formats an error in every way.
fn tell(error: Option<Error>) {
    if let Some(error) = error {
        let _ = format!("{error} {error:?} {error:#?}");
    }
}

/// Asserts that the types of this file are supported by generated code.
const _: fn(Value) -> std::result::Result<Value, sdk_runtime::DecodeError> = <Value as Json>::from_json;
