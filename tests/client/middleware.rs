//! Middleware around calls and around attempts.

use std::sync::{Arc, Mutex};

use orq_sdk::{
    BoxFuture, Error, ErrorKind, Headers, HttpRequest, HttpResponse, Middleware, MockResponse, Next,
};

use crate::{identity, mocked};

const PATH: &str = "/v2/identities/{id}";

/// Records requests and responses, adds to a header, and continues.
struct Recording {
    name: &'static str,
    log: Arc<Mutex<Vec<String>>>,
}

impl Recording {
    fn write(&self, line: String) {
        self.log.lock().expect("nobody panicked").push(line);
    }
}

impl Middleware for Recording {
    fn handle<'a>(
        &'a self,
        mut request: HttpRequest,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<HttpResponse, Error>> {
        Box::pin(async move {
            let (name, attempt) = (self.name, next.attempt());
            self.write(format!(
                "{name}>{attempt} {} {}",
                next.operation(),
                next.path_template()
            ));
            request.headers.append("X-Passed", name);
            let answer = next.run(request).await;
            let told = match &answer {
                Ok(answer) => answer.status.to_string(),
                Err(error) => format!("{:?}", error.kind()),
            };
            self.write(format!("{name}<{attempt} {told}"));
            answer
        })
    }
}

#[tokio::test(start_paused = true)]
async fn calls_are_outside_of_attempts_and_the_first_is_outermost() {
    let (server, builder) = mocked();
    let log = Arc::new(Mutex::new(Vec::new()));
    let recording = |name| Recording {
        name,
        log: Arc::clone(&log),
    };
    let orq = builder
        .call_middleware(recording("call"))
        .attempt_middleware(recording("outer"))
        .attempt_middleware(recording("inner"))
        .build()
        .expect("the settings are valid");
    server
        .on("GET", PATH, MockResponse::empty(503))
        .on("GET", PATH, MockResponse::json(200, &identity("u")));
    let found = orq
        .identities()
        .retrieve("u")
        .with_response()
        .await
        .expect("the second one");
    assert_eq!((found.attempts(), found.external_id.as_str()), (2, "u"));
    let log = log.lock().expect("nobody panicked");
    let expected = [
        "call>0 RetrieveIdentity /v2/identities/{id}",
        "outer>1 RetrieveIdentity /v2/identities/{id}",
        "inner>1 RetrieveIdentity /v2/identities/{id}",
        "inner<1 503",
        "outer<1 503",
        "outer>2 RetrieveIdentity /v2/identities/{id}",
        "inner>2 RetrieveIdentity /v2/identities/{id}",
        "inner<2 200",
        "outer<2 200",
        "call<0 200",
    ];
    assert_eq!(*log, expected);
    // Changes to one attempt do not affect the next.
    for sent in server.requests() {
        let passed: Vec<&str> = sent.headers.get_all("X-Passed").collect();
        assert_eq!(passed, ["call", "outer", "inner"]);
    }
}

/// Responds without sending a request.
struct Cache;

impl Middleware for Cache {
    fn handle<'a>(&'a self, _: HttpRequest, _: Next<'a>) -> BoxFuture<'a, Result<HttpResponse, Error>> {
        let body = identity("cached").to_string();
        Box::pin(async move { Ok(HttpResponse::new(200, Headers::new(), body)) })
    }
}

#[tokio::test]
async fn a_middleware_may_answer_itself() {
    let (server, builder) = mocked();
    let orq = builder
        .call_middleware(Cache)
        .build()
        .expect("the settings are valid");
    let found = orq
        .identities()
        .retrieve("u")
        .with_response()
        .await
        .expect("the cached one");
    assert_eq!((found.attempts(), found.external_id.as_str()), (0, "cached"));
    assert!(server.requests().is_empty());
}

/// Rejects every request.
struct Refusing;

impl Middleware for Refusing {
    fn handle<'a>(&'a self, _: HttpRequest, _: Next<'a>) -> BoxFuture<'a, Result<HttpResponse, Error>> {
        Box::pin(async { Err(Error::middleware("not today")) })
    }
}

#[tokio::test]
async fn a_middleware_may_refuse_and_is_not_asked_twice() {
    let (server, builder) = mocked();
    let orq = builder
        .attempt_middleware(Refusing)
        .build()
        .expect("the settings are valid");
    let error = orq.identities().retrieve("u").await.expect_err("it refuses");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Middleware, 1));
    assert_eq!(error.to_string(), "RetrieveIdentity: not today");
    assert!(server.requests().is_empty());
}

#[tokio::test(start_paused = true)]
async fn around_a_call_a_failure_is_an_error_with_all_it_says() {
    let (server, builder) = mocked();
    let log = Arc::new(Mutex::new(Vec::new()));
    let recording = Recording {
        name: "call",
        log: Arc::clone(&log),
    };
    let orq = builder
        .call_middleware(recording)
        .build()
        .expect("the settings are valid");
    server.on("GET", PATH, MockResponse::empty(503));
    let error = orq.identities().retrieve("u").await.expect_err("always 503");
    assert_eq!((error.status(), error.attempts()), (Some(503), 3));
    assert_eq!(log.lock().expect("nobody panicked")[1], "call<0 Status");
}

#[tokio::test]
async fn pages_go_through_it_too() {
    let (server, builder) = mocked();
    let log = Arc::new(Mutex::new(Vec::new()));
    let recording = Recording {
        name: "call",
        log: Arc::clone(&log),
    };
    let orq = builder
        .call_middleware(recording)
        .build()
        .expect("the settings are valid");
    let page = |id: &str, more: bool| {
        let page = serde_json::json!({"object": "list", "data": [identity(id)], "has_more": more});
        MockResponse::json(200, &page)
    };
    server
        .on("GET", "/v2/identities", page("a", true))
        .on("GET", "/v2/identities", page("b", false));
    let mut items = orq.identities().list().items();
    let mut found = Vec::new();
    while let Some(item) = items.next().await {
        found.push(item.expect("an identity").external_id);
    }
    assert_eq!(found, ["a", "b"]);
    assert_eq!(log.lock().expect("nobody panicked").len(), 4);
}
