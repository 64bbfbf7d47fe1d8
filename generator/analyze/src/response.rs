//! Responses: statuses, bodies and headers.

use super::builder::SchemaBuilder;
use super::content::content;
use sdk_diagnostic::{Code, Diagnostic};
use sdk_model::{Header, Name, Response};
use sdk_openapi::NodeId;
use sdk_wire::StatusPattern;

/// Returns the responses of an operation: statuses first, then ranges, then the default (OpenAPI 3.1, "Responses
/// Object").
pub(super) fn responses(builder: &mut SchemaBuilder<'_>, operation: NodeId, name: &str) -> Vec<Response> {
    let document = builder.document();
    let entries: Vec<(&str, NodeId)> = document
        .get(operation, "responses")
        .into_iter()
        .flat_map(|id| document.sorted_entries(id))
        .collect();
    let mut found = Vec::new();
    for (key, node) in entries {
        if key.starts_with("x-") {
            continue;
        }
        let Some(status) = status_of(key) else {
            builder.diagnostics().push(
                Diagnostic::warning(
                    Code::InvalidStatus,
                    document.origin(node),
                    format!("`{key}` is neither a status, a range such as `4XX`, nor `default`"),
                )
                .at_key()
                .effect("the response is left out")
                .help("write a status of three digits, such as `\"200\"`"),
            );
            continue;
        };
        let node = document.resolve(node);
        let words = response_words(name, status);
        found.push(Response {
            status,
            description: Some(document.response(node).description).filter(|text| !text.is_empty()),
            content: content(builder, node, &words),
            headers: headers(builder, node, name),
            origin: document.origin(node),
        });
    }
    found.sort_by_key(|response| response.status);
    found.dedup_by_key(|response| response.status);
    found
}

fn response_words(operation: &str, status: StatusPattern) -> Vec<String> {
    let mut words = vec![operation.to_owned()];
    match status {
        StatusPattern::Exact(200..=299) | StatusPattern::Range(2) => {}
        StatusPattern::Exact(status) => words.push(reason(status)),
        StatusPattern::Range(class) => words.push(format!("{class}XX")),
        StatusPattern::Default => words.push("Default".to_owned()),
    }
    words.push("Response".to_owned());
    words
}

/// Returns the reason phrase of a status, or its number if it has none.
fn reason(status: u16) -> String {
    sdk_model::reason_phrase(status).map_or_else(|| format!("Status {status}"), str::to_owned)
}

fn status_of(key: &str) -> Option<StatusPattern> {
    let upper = key.to_ascii_uppercase();
    if upper == "DEFAULT" {
        return Some(StatusPattern::Default);
    }
    if let Some(class) = upper.strip_suffix("XX") {
        return class
            .parse()
            .ok()
            .filter(|class| (1..=5).contains(class))
            .map(StatusPattern::Range);
    }
    upper
        .parse()
        .ok()
        .filter(|status| (100..=599).contains(status))
        .map(StatusPattern::Exact)
}

/// Returns the headers of a response (OpenAPI 3.1, "Header Object"), except `Content-Type`, which `content` describes.
fn headers(builder: &mut SchemaBuilder<'_>, response: NodeId, operation: &str) -> Vec<Header> {
    let document = builder.document();
    let list = document.get(response, "headers");
    let entries = list.into_iter().flat_map(|id| document.sorted_entries(id));
    entries
        .filter(|(name, _)| !name.eq_ignore_ascii_case("content-type"))
        .map(|(name, node)| {
            let node = document.resolve(node);
            let words = [operation.to_owned(), name.to_owned(), "Header".to_owned()];
            let description = document.get(node, "description");
            let content = document.get(node, "content");
            let media_type = content.and_then(|id| document.sorted_entries(id).into_iter().next());
            let schema = match media_type {
                Some((_, media_type)) => document.get(document.resolve(media_type), "schema"),
                None => document.get(node, "schema"),
            };
            let origin = document.origin(node);
            Header {
                name: name.to_owned(),
                description: description.and_then(|id| document.str(id)).map(str::to_owned),
                required: document.flag(node, "required") == Some(true),
                schema: match schema {
                    Some(schema) => builder.schema(schema, &words),
                    None => builder.reserve_any(Name::Suggested(words.to_vec()), origin),
                },
                is_json: media_type.is_some(),
                origin,
            }
        })
        .collect()
}
