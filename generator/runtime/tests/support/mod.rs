//! A transport that records what it is given and answers as it is told.

#![allow(dead_code, unreachable_pub, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, reason = "a helper of a test may panic")]

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sdk_runtime::{
    Body, BoxFuture, Call, Client, ClientBuilder, Error, Headers, HttpRequest, HttpResponse, HttpTransport,
    Operation, Parameter, SdkInfo, SecurityKind, SecurityScheme, TransportError, TransportErrorKind, decode,
};

pub const KEY: &str = "canary-5ecret";

pub static SDK: SdkInfo = SdkInfo {
    name: "orq-sdk",
    version: "0.1.0",
    base_url: Some("https://api.example.com/base/"),
    base_url_env: Some("RUNTIME_TEST_BASE_URL"),
    security: &[
        SecurityScheme {
            name: "Key",
            kind: SecurityKind::Bearer,
            env: Some("RUNTIME_TEST_KEY"),
        },
        SecurityScheme {
            name: "Header",
            kind: SecurityKind::ApiKeyHeader("X-Own-Key"),
            env: None,
        },
        SecurityScheme {
            name: "Query",
            kind: SecurityKind::ApiKeyQuery("api_key"),
            env: None,
        },
        SecurityScheme {
            name: "Cookie",
            kind: SecurityKind::ApiKeyCookie("session"),
            env: None,
        },
        SecurityScheme {
            name: "Basic",
            kind: SecurityKind::Basic,
            env: None,
        },
    ],
};

/// A `GET /things` without anything.
pub const PLAIN: Operation = Operation {
    id: "Plain",
    method: "GET",
    path: "/things",
    parameters: &[],
    bodies: &[],
    body_required: false,
    accept: "application/json",
    security: &[],
    server: None,
};

pub fn operation(operation: Operation) -> &'static Operation {
    Box::leak(Box::new(operation))
}

pub fn with_parameters(path: &'static str, parameters: Vec<Parameter>) -> &'static Operation {
    operation(Operation {
        path,
        parameters: parameters.leak(),
        ..PLAIN
    })
}

pub fn with_body(body: Body, parameters: Vec<Parameter>) -> &'static Operation {
    operation(Operation {
        method: "POST",
        bodies: vec![body].leak(),
        parameters: parameters.leak(),
        ..PLAIN
    })
}

pub enum Script {
    Answer(u16, Vec<(&'static str, String)>, Vec<u8>),
    Fail(TransportErrorKind),
    Hang,
}

pub fn answer(status: u16, headers: &[(&'static str, &str)]) -> Script {
    Script::Answer(
        status,
        headers
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect(),
        b"{}".to_vec(),
    )
}

#[derive(Clone, Default)]
pub struct Fake {
    pub requests: Arc<Mutex<Vec<HttpRequest>>>,
    script: Arc<Mutex<VecDeque<Script>>>,
}

impl Fake {
    pub fn new(script: impl IntoIterator<Item = Script>) -> Self {
        Self {
            requests: Arc::default(),
            script: Arc::new(Mutex::new(script.into_iter().collect())),
        }
    }

    pub fn last(&self) -> HttpRequest {
        self.requests.lock().unwrap().last().unwrap().clone()
    }

    pub fn count(&self) -> usize {
        self.requests.lock().unwrap().len()
    }
}

impl HttpTransport for Fake {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        self.requests.lock().unwrap().push(request);
        let next = self.script.lock().unwrap().pop_front();
        Box::pin(async move {
            match next {
                None => Ok(HttpResponse::new(200, Headers::new(), "{}")),
                Some(Script::Answer(status, headers, body)) => {
                    Ok(HttpResponse::new(status, headers.into_iter().collect(), body))
                }
                Some(Script::Fail(kind)) => Err(TransportError::new(kind, "scripted")),
                Some(Script::Hang) => {
                    tokio::time::sleep(Duration::from_secs(1_000_000)).await;
                    Err(TransportError::new(TransportErrorKind::Other, "never"))
                }
            }
        })
    }
}

pub fn builder(fake: &Fake) -> ClientBuilder {
    ClientBuilder::new(&SDK).transport(fake.clone())
}

/// What is sent, or the error.
pub async fn sent(operation: &'static Operation, fill: impl FnOnce(&mut Call)) -> Result<HttpRequest, Error> {
    let fake = Fake::default();
    let client: Client = builder(&fake).build()?;
    let mut call = Call::new(&client, operation);
    fill(&mut call);
    call.send(decode::empty).await?;
    Ok(fake.last())
}
