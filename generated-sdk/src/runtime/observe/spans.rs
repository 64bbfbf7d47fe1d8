//! Spans with the names that OpenTelemetry gives to HTTP clients (Semantic Conventions for HTTP spans).
//!
//! Of a request the method, the path template and the server are recorded; of a response its status and the
//! name that the server has for the request. Of headers and the query only what the caller lists (`recorded`), and
//! nothing else: a path, a query, a header or a body may hold what is nobody's to log.

use std::time::Duration;

use tracing::field::Empty;
use tracing::instrument::Instrumented;
use tracing::{Instrument as _, Span};

use super::super::client::Client;
use super::super::error::{Error, ErrorKind};
use super::super::middleware::Target;
use super::super::response::{ResponseParts, one_line};
use super::super::transport::HttpRequest;
use super::recorded;

/// The span of a call or of an attempt.
#[derive(Clone)]
pub(in super::super) struct Observed {
    span: Span,
    /// The client, where the span of an attempt may hold more than it always does.
    listing: Option<Client>,
}

impl Observed {
    /// Creates the span of a call, around all of its attempts.
    pub(in super::super) fn call(target: Target, method: &str) -> Self {
        let span = tracing::info_span!(
            "call",
            otel.name = target.operation,
            otel.kind = "internal",
            http.request.method = method,
            url.template = target.path,
            http.response.status_code = Empty,
            error.r#type = Empty,
            otel.status_code = Empty,
        );
        Self { span, listing: None }
    }

    /// Creates the span of one attempt.
    pub(in super::super) fn attempt(target: Target, request: &HttpRequest, client: &Client) -> Self {
        let (scheme, address, port) = server(&request.url);
        let span = tracing::info_span!(
            "attempt",
            otel.name = format!("{} {}", request.method, target.path).trim_end(),
            otel.kind = "client",
            http.request.method = request.method,
            url.template = target.path,
            url.scheme = scheme,
            server.address = address,
            server.port = port,
            http.request.resend_count = Empty,
            http.response.status_code = Empty,
            http.response.request_id = Empty,
            http.request.headers = Empty,
            http.response.headers = Empty,
            url.query = Empty,
            error.r#type = Empty,
            otel.status_code = Empty,
        );
        if target.attempt > 1 {
            span.record("http.request.resend_count", target.attempt - 1);
        }
        let is_asked_for = !client.shared.recorded.is_empty() && !span.is_disabled();
        if is_asked_for {
            record(
                &span,
                "http.request.headers",
                recorded::headers(client, &request.headers),
            );
            record(&span, "url.query", recorded::query(client, &request.url));
        }
        Self {
            span,
            listing: is_asked_for.then(|| client.clone()),
        }
    }

    /// Does work within the span.
    pub(in super::super) fn around<F: Future>(&self, work: F) -> Instrumented<F> {
        work.instrument(self.span.clone())
    }

    /// Records a successful response.
    pub(in super::super) fn succeeded(&self, response: &ResponseParts) {
        self.span.record("http.response.status_code", response.status);
        if let Some(id) = response.request_id() {
            self.span.record("http.response.request_id", one_line(id));
        }
        if let Some(client) = &self.listing {
            record(
                &self.span,
                "http.response.headers",
                recorded::headers(client, &response.headers),
            );
        }
    }

    /// Records a failure: its kind or its status.
    pub(in super::super) fn failed(&self, error: &Error) {
        let what = match (error.kind(), error.status()) {
            (ErrorKind::Status, Some(status)) => status.to_string(),
            (kind, _) => format!("{kind:?}").to_ascii_lowercase(),
        };
        if let Some(response) = error.response() {
            self.succeeded(response);
        }
        self.span.record("error.type", what);
        self.span.record("otel.status_code", "ERROR");
    }

    /// Records that another attempt follows.
    pub(in super::super) fn retries(&self, pause: Duration) {
        let pause_ms = u64::try_from(pause.as_millis()).unwrap_or(u64::MAX);
        self.span
            .in_scope(|| tracing::debug!(pause_ms, "trying again after a pause"));
    }
}

/// Records a text, where there is one.
fn record(span: &Span, field: &str, text: Option<String>) {
    if let Some(text) = text {
        span.record(field, text);
    }
}

/// Scheme, host and port of a URL.
fn server(url: &str) -> (&str, &str, u16) {
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let default = if scheme == "http" { 80 } else { 443 };
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (scheme, host, port.parse().unwrap_or(default)),
        _ => (scheme, authority, default),
    }
}
