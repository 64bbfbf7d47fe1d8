//! The five operations over HTTP.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::store::ListQuery;
use super::{Shared, profile};
use crate::wire::{RecordedRequest, lock};

const NOT_FOUND: &str = "Identity not found";

/// Returns the router of the service.
pub(super) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/v2/identities", get(list).post(create))
        .route("/v2/identities/{id}", get(retrieve).patch(update).delete(delete))
        .fallback(|| async { Refusal::error(StatusCode::NOT_FOUND, "No such path") })
        .method_not_allowed_fallback(|| async {
            Refusal::error(StatusCode::METHOD_NOT_ALLOWED, "No such method here")
        })
        .layer(middleware::from_fn_with_state(Arc::clone(&shared), receive))
        .with_state(shared)
}

/// An error response.
#[derive(Debug)]
struct Refusal {
    status: StatusCode,
    /// The member of the body that contains the error: the document has two forms.
    member: &'static str,
    text: String,
}

impl Refusal {
    fn error(status: StatusCode, text: impl Into<String>) -> Self {
        Self {
            status,
            member: "error",
            text: text.into(),
        }
    }

    fn message(status: StatusCode, text: impl Into<String>) -> Self {
        Self {
            member: "message",
            ..Self::error(status, text)
        }
    }

    fn bad_request(text: impl Into<String>) -> Self {
        Self::error(StatusCode::BAD_REQUEST, text)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status, Json(json!({ self.member: self.text }))).into_response()
    }
}

impl From<QueryRejection> for Refusal {
    fn from(rejection: QueryRejection) -> Self {
        Self::bad_request(rejection.body_text())
    }
}

impl From<PathRejection> for Refusal {
    fn from(rejection: PathRejection) -> Self {
        Self::bad_request(rejection.body_text())
    }
}

type Id = Result<Path<String>, PathRejection>;
type Params<T> = Result<Query<T>, QueryRejection>;

/// The query of an operation without query parameters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NoQuery {}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RetrieveQuery {
    #[serde(default)]
    include_metrics: bool,
}

/// Handles every request first: records it, then sends a queued response if there is one, then checks the
/// key.
async fn receive(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let body = match to_bytes(body, usize::MAX).await {
        Ok(body) => body,
        Err(error) => return Refusal::bad_request(error.to_string()).into_response(),
    };
    lock(&shared.requests).push(RecordedRequest {
        method: parts.method.to_string(),
        target: parts.uri.to_string(),
        headers: parts
            .headers
            .iter()
            .map(|(name, value)| {
                let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
                (name.to_string(), value)
            })
            .collect(),
        body: body.to_vec(),
    });
    if let Some(reply) = lock(&shared.replies).pop_front() {
        return reply;
    }
    if !is_authorized(&parts.headers, &shared.key) {
        let challenge = [(header::WWW_AUTHENTICATE, "Bearer")];
        let refusal = Refusal::error(StatusCode::UNAUTHORIZED, "Missing or wrong API key");
        return (challenge, refusal).into_response();
    }
    next.run(Request::from_parts(parts, Body::from(body))).await
}

fn is_authorized(headers: &HeaderMap, key: &str) -> bool {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return false;
    };
    value
        .to_str()
        .ok()
        .and_then(|value| value.split_once(' '))
        // The scheme's case does not matter (RFC 9110, 11.1); the key's does.
        .is_some_and(|(scheme, token)| scheme.eq_ignore_ascii_case("bearer") && token == key)
}

fn check_json(headers: &HeaderMap) -> Result<(), Refusal> {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .filter(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
        .map(|_| ())
        .ok_or_else(|| {
            let text = "The body must be application/json";
            Refusal::error(StatusCode::UNSUPPORTED_MEDIA_TYPE, text)
        })
}

async fn list(State(shared): State<Arc<Shared>>, query: Params<ListQuery>) -> Result<Json<Value>, Refusal> {
    let Query(query) = query?;
    let store = lock(&shared.store);
    let page = store.page(&query).map_err(Refusal::bad_request)?;
    let data: Vec<Value> = page
        .identities
        .iter()
        .map(|identity| identity.to_json(query.include_metrics))
        .collect();
    Ok(Json(
        json!({ "object": "list", "data": data, "has_more": page.has_more }),
    ))
}

async fn create(
    State(shared): State<Arc<Shared>>,
    query: Params<NoQuery>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<(StatusCode, Json<Value>), Refusal> {
    query?;
    check_json(&headers)?;
    let (external_id, profile) = profile::read_create(&body).map_err(Refusal::bad_request)?;
    let mut store = lock(&shared.store);
    let identity = store.create(&external_id, profile).ok_or_else(|| {
        let text = format!("external_id `{external_id}` is taken");
        Refusal::error(StatusCode::CONFLICT, text)
    })?;
    Ok((StatusCode::CREATED, Json(identity.to_json(false))))
}

async fn retrieve(
    State(shared): State<Arc<Shared>>,
    id: Id,
    query: Params<RetrieveQuery>,
) -> Result<Json<Value>, Refusal> {
    let (Path(id), Query(query)) = (id?, query?);
    let store = lock(&shared.store);
    let identity = store
        .find(&id)
        .ok_or_else(|| Refusal::error(StatusCode::NOT_FOUND, NOT_FOUND))?;
    if query.include_metrics && shared.metrics_fail.load(Ordering::SeqCst) {
        let text = "Failed to fetch metrics";
        return Err(Refusal::error(StatusCode::INTERNAL_SERVER_ERROR, text));
    }
    Ok(Json(identity.to_json(query.include_metrics)))
}

async fn update(
    State(shared): State<Arc<Shared>>,
    id: Id,
    query: Params<NoQuery>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Refusal> {
    let Path(id) = id?;
    query?;
    check_json(&headers)?;
    let changes = profile::read_update(&body).map_err(Refusal::bad_request)?;
    let mut store = lock(&shared.store);
    let identity = store
        .update(&id, changes)
        .ok_or_else(|| Refusal::message(StatusCode::NOT_FOUND, NOT_FOUND))?;
    Ok(Json(identity.to_json(false)))
}

async fn delete(
    State(shared): State<Arc<Shared>>,
    id: Id,
    query: Params<NoQuery>,
) -> Result<StatusCode, Refusal> {
    let Path(id) = id?;
    query?;
    if lock(&shared.store).delete(&id) {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Refusal::error(StatusCode::NOT_FOUND, NOT_FOUND))
    }
}
