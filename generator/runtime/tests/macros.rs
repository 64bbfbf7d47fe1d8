//! The macros, in a crate that carries the runtime as its module.

#[path = "../src/lib.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "this crate uses little of it"
)]
pub mod runtime;

use std::time::Duration;

/// A sort order.
#[derive(Debug, Clone, PartialEq)]
pub enum Sort {
    /// Upwards.
    Asc,
    /// Not known.
    Unknown(String),
}

impl Sort {
    fn as_str(&self) -> &str {
        match self {
            Self::Asc => "asc",
            Self::Unknown(text) => text,
        }
    }
}

impl From<&str> for Sort {
    fn from(value: &str) -> Self {
        match value {
            "asc" => Self::Asc,
            other => Self::Unknown(other.to_owned()),
        }
    }
}

runtime::string_enum!(Sort);

/// A level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Level {
    /// One.
    One,
    /// Not known.
    Unknown(i64),
}

impl Level {
    fn value(self) -> i64 {
        match self {
            Self::One => 1,
            Self::Unknown(value) => value,
        }
    }
}

impl From<i64> for Level {
    fn from(value: i64) -> Self {
        if value == 1 {
            Self::One
        } else {
            Self::Unknown(value)
        }
    }
}

runtime::integer_enum!(Level);

static OPERATION: runtime::Operation = runtime::Operation {
    id: "ListThings",
    method: "POST",
    path: "/things/{id}",
    parameters: &[
        runtime::Parameter::path("id").min_length(1),
        runtime::Parameter::query("limit")
            .minimum(runtime::Bound::Integer(1))
            .maximum(runtime::Bound::Integer(50)),
        runtime::Parameter::query("f")
            .style(runtime::ParameterStyle::DeepObject)
            .explode(true),
    ],
    bodies: &[runtime::Body::json("application/json")],
    body_required: false,
    accept: "application/json",
    security: &[&["ApiKey"]],
    server: None,
};

static SDK: runtime::SdkInfo = runtime::SdkInfo {
    name: "orq-sdk",
    version: "0.1.0",
    base_url: Some("https://api.orq.ai"),
    base_url_env: Some("ORQ_BASE_URL"),
    security: &[runtime::SecurityScheme {
        name: "ApiKey",
        kind: runtime::SecurityKind::Bearer,
        env: Some("ORQ_API_KEY"),
    }],
};

/// A request.
#[must_use = "a request is sent when it is awaited"]
#[derive(Debug, Clone)]
pub struct ListThings {
    call: runtime::Call,
}

impl ListThings {
    fn new(client: &runtime::Client, id: impl Into<String>) -> Self {
        let mut call = runtime::Call::new(client, &OPERATION);
        call.path::<String>("id", id.into());
        Self { call }
    }

    fn limit(mut self, limit: i64) -> Self {
        self.call.query("limit", limit);
        self
    }
}

runtime::request!(ListThings -> Vec<Sort>, json);

struct Echo;

impl runtime::HttpTransport for Echo {
    fn send(
        &self,
        request: runtime::HttpRequest,
    ) -> runtime::BoxFuture<'_, Result<runtime::HttpResponse, runtime::TransportError>> {
        let seen = serde_json::json!([
            "asc",
            request.url,
            request.headers.get("x-one").unwrap_or_default(),
            String::from_utf8_lossy(&request.body)
        ]);
        Box::pin(async move {
            Ok(runtime::HttpResponse::new(
                200,
                runtime::Headers::new(),
                seen.to_string(),
            ))
        })
    }
}

#[tokio::test]
async fn a_generated_operation() {
    let client = runtime::ClientBuilder::new(&SDK)
        .credential("ApiKey", "k")
        .transport(Echo)
        .build()
        .unwrap();
    let request = ListThings::new(&client, "a b")
        .limit(3)
        .timeout(Duration::from_secs(5))
        .max_retries(1)
        .header("X-One", "1")
        .query_pair("more", "yes")
        .body_field("extra", true)
        .idempotency_key("key");
    let sorts = request.clone().await.unwrap();
    let texts: Vec<&str> = sorts.iter().map(AsRef::as_ref).collect();
    assert_eq!(
        texts,
        [
            "asc",
            "https://api.orq.ai/things/a%20b?limit=3&more=yes",
            "1",
            "{\"extra\":true}"
        ]
    );
    assert_eq!(sorts[0], Sort::Asc);
    assert_eq!(request.with_response().await.unwrap().status(), 200);
    let error = ListThings::new(&client, "x").limit(51).send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "ListThings: the query parameter `limit` must be at most 50"
    );
    let client = client.with(|options| options.validate(false));
    assert!(ListThings::new(&client, "x").limit(51).await.is_ok());
}

#[test]
fn open_enums_keep_what_they_do_not_know() {
    let sorts: Vec<Sort> = serde_json::from_str(r#"["asc","sideways"]"#).unwrap();
    assert_eq!(sorts, [Sort::Asc, Sort::Unknown("sideways".into())]);
    assert_eq!(serde_json::to_string(&sorts).unwrap(), r#"["asc","sideways"]"#);
    assert_eq!("asc".parse(), Ok(Sort::Asc));
    assert_eq!(Sort::from("x".to_owned()).to_string(), "x");
    let levels: Vec<Level> = serde_json::from_str("[1, 2]").unwrap();
    assert_eq!((levels[0], levels[1]), (Level::One, Level::Unknown(2)));
    assert_eq!(serde_json::to_string(&levels).unwrap(), "[1,2]");
    let error = serde_json::from_str::<Level>("\"x\"").unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("$: expected an integer, found a string"),
        "{error}"
    );
}
