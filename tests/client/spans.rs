//! Spans: one for a call and one for each attempt, with OpenTelemetry's names.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex};

use orq_sdk::MockResponse;
use tracing::field::{Field, Visit};
use tracing::instrument::WithSubscriber as _;
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, SubscriberExt as _};
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::{Layer, Registry};

use crate::{SECRET, identity, mocked};

/// The recorded spans, with their parents, names and fields, and the events. Span ids are reused.
#[derive(Clone, Default)]
pub(crate) struct Log {
    pub(crate) spans: Arc<Mutex<Vec<Recorded>>>,
    pub(crate) events: Arc<Mutex<Vec<String>>>,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Recorded {
    id: u64,
    name: &'static str,
    parent: Option<u64>,
    fields: BTreeMap<String, String>,
}

struct Fields<'a>(&'a mut BTreeMap<String, String>);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.to_owned());
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Log {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut recorded = Recorded {
            id: id.into_u64(),
            name: attributes.metadata().name(),
            parent: context.current_span().id().map(Id::into_u64),
            ..Recorded::default()
        };
        attributes.record(&mut Fields(&mut recorded.fields));
        self.spans.lock().expect("nobody panicked").push(recorded);
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, _: Context<'_, S>) {
        let mut spans = self.spans.lock().expect("nobody panicked");
        let mut newest = spans.iter_mut().rev();
        let recorded = newest.find(|span| span.id == id.into_u64()).expect("it was made");
        values.record(&mut Fields(&mut recorded.fields));
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut fields = BTreeMap::new();
        event.record(&mut Fields(&mut fields));
        self.events
            .lock()
            .expect("nobody panicked")
            .push(format!("{fields:?}"));
    }
}

impl Log {
    /// Returns a subscriber that writes to this log.
    pub(crate) fn subscriber(&self) -> impl Subscriber + Send + Sync + use<> {
        Registry::default().with(self.clone())
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_has_a_span_and_each_attempt_one_within_it() {
    let (server, builder) = mocked();
    let orq = builder.build().expect("the settings are valid");
    let path = "/v2/identities/{id}";
    server.on("GET", path, MockResponse::empty(503)).on(
        "GET",
        path,
        MockResponse::json(200, &identity("u")).header("X-Request-Id", "r-1"),
    );
    let log = Log::default();
    let call = orq.identities().retrieve("someone").send();
    call.with_subscriber(log.subscriber())
        .await
        .expect("the second one");
    let spans = log.spans.lock().expect("nobody panicked");
    let lines: Vec<String> = spans
        .iter()
        .map(|span| format!("{} {}", span.name, fields(&span.fields)))
        .collect();
    assert_eq!(
        lines,
        [
            "call http.request.method=GET http.response.status_code=200 otel.kind=internal \
             otel.name=RetrieveIdentity url.template=/v2/identities/{id}",
            "attempt error.type=503 http.request.method=GET http.response.status_code=503 otel.kind=client \
             otel.name=GET /v2/identities/{id} otel.status_code=ERROR server.address=api.orq.ai server.port=443 \
             url.scheme=https url.template=/v2/identities/{id}",
            "attempt http.request.method=GET http.request.resend_count=1 http.response.request_id=r-1 \
             http.response.status_code=200 otel.kind=client otel.name=GET /v2/identities/{id} \
             server.address=api.orq.ai server.port=443 url.scheme=https url.template=/v2/identities/{id}",
        ]
    );
    let call = spans[0].id;
    let parents: Vec<Option<u64>> = spans.iter().map(|span| span.parent).collect();
    assert_eq!(parents, [None, Some(call), Some(call)]);
    let events = log.events.lock().expect("nobody panicked");
    assert_eq!(events.len(), 1);
    assert!(events[0].contains("trying again"), "{events:?}");
}

#[tokio::test(start_paused = true)]
async fn headers_and_query_parameters_are_recorded_where_they_are_listed() {
    let (server, builder) = mocked();
    let orq = builder
        .record_headers(["X-Tenant", "x-served-by", "Authorization", "Set-Cookie", "X-Echo"])
        .record_query(["limit", "extra"])
        .build()
        .expect("the settings are valid");
    server.on(
        "GET",
        "/v2/identities",
        MockResponse::json(
            200,
            &serde_json::json!({"object": "list", "data": [], "has_more": false}),
        )
        .header("X-Served-By", "a")
        .header("X-Served-By", "b")
        .header("X-Echo", format!("Bearer {SECRET}"))
        .header("X-Unlisted", "unlisted")
        .header("Set-Cookie", "session=unlisted"),
    );
    let log = Log::default();
    let call = orq
        .identities()
        .list()
        .limit(10)
        .search("unlisted")
        .header("X-Tenant", "t-1")
        .header("X-Unlisted", "unlisted")
        .query_pair("extra", format!("a {SECRET}"))
        .query_pair("extra", "a b")
        .send();
    call.with_subscriber(log.subscriber()).await.expect("a list");
    let spans = log.spans.lock().expect("nobody panicked");
    let [call, attempt] = spans.as_slice() else {
        panic!("{spans:?}");
    };
    let field = |name: &str| attempt.fields.get(name).map(String::as_str);
    assert_eq!(field("http.request.headers"), Some(r#"{"x-tenant":["t-1"]}"#));
    assert_eq!(
        field("http.response.headers"),
        Some(r#"{"x-served-by":["a","b"]}"#)
    );
    assert_eq!(
        field("url.query"),
        Some("limit=10&search=REDACTED&extra=REDACTED&extra=a%20b")
    );
    assert!(!call.fields.contains_key("url.query"), "{call:?}");
    let all = format!("{spans:?}");
    assert!(!all.contains(SECRET) && !all.contains("unlisted"), "{all}");
}

fn fields(fields: &BTreeMap<String, String>) -> String {
    let pairs = fields.iter().map(|(name, value)| format!("{name}={value}"));
    pairs.collect::<Vec<_>>().join(" ")
}
