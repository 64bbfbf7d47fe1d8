//! What requests and answers carry: media types and the schemas behind them.

use super::parameter::style_named;
use super::schema::SchemaBuilder;
use sdk_diagnostic::{Code, Diagnostic};
use sdk_model::{
    Content, ContentFormat, Header, Name, ParameterLocation, PartEncoding, RequestBody, Response,
    StatusPattern,
};
use sdk_openapi::NodeId;
use sdk_wire::media_type::essence;

/// The forms that a body can take, those with most types first (OpenAPI 3.1, "Media Type Object").
pub(super) fn content(builder: &mut SchemaBuilder<'_>, owner: NodeId, words: &[String]) -> Vec<Content> {
    let document = builder.document();
    let Some(list) = document.get(owner, "content") else {
        return Vec::new();
    };
    let mut entries = document.sorted_entries(list);
    entries.sort_by_key(|(media_type, _)| format_of(media_type));
    entries
        .into_iter()
        .map(|(media_type, node)| {
            let node = document.resolve(node);
            let view = document.media_type(node);
            let schema = document.get(node, "schema");
            let item_schema = document.get(node, "itemSchema");
            let item_words: Vec<String> = words.iter().cloned().chain(["Item".to_owned()]).collect();
            Content {
                media_type: media_type.to_owned(),
                format: format_of(media_type),
                schema: schema.map(|schema| builder.schema(schema, words)),
                item_schema: item_schema.map(|schema| builder.schema(schema, &item_words)),
                parts: parts(builder, node),
                example: view.example.or_else(|| first_example(builder, node)),
            }
        })
        .collect()
}

fn parts(builder: &SchemaBuilder<'_>, media_type: NodeId) -> Vec<(String, PartEncoding)> {
    let document = builder.document();
    let encoding = document.get(media_type, "encoding");
    encoding
        .into_iter()
        .flat_map(|id| document.sorted_entries(id))
        .map(|(name, id)| {
            let content_type = document.get(id, "contentType").and_then(|id| document.str(id));
            let style = document.get(id, "style").and_then(|id| document.str(id));
            let encoding = PartEncoding {
                content_type: content_type.map(str::to_owned),
                style: style.and_then(|style| style_named(style, ParameterLocation::Query)),
                explode: document.flag(id, "explode"),
            };
            (name.to_owned(), encoding)
        })
        .collect()
}

/// The value of the first of several named examples.
pub(super) fn first_example(builder: &SchemaBuilder<'_>, owner: NodeId) -> Option<serde_json::Value> {
    let document = builder.document();
    let examples = document.get(owner, "examples")?;
    let (_, first) = document.sorted_entries(examples).into_iter().next()?;
    let value = document.get(document.resolve(first), "value")?;
    Some(document.to_value(value))
}

/// The family of a media type, by its essence: parameters and case do not matter.
fn format_of(media_type: &str) -> ContentFormat {
    match essence(media_type).as_str() {
        "application/json" | "text/json" => ContentFormat::Json,
        "application/x-www-form-urlencoded" => ContentFormat::Form,
        "text/event-stream" => ContentFormat::EventStream,
        "application/jsonl" | "application/x-ndjson" | "application/ndjson" | "application/x-jsonlines" => {
            ContentFormat::JsonLines
        }
        "application/json-seq" => ContentFormat::JsonSequence,
        "application/xml" | "text/xml" | "application/yaml" | "application/graphql" => ContentFormat::Text,
        other if other.ends_with("+json") => ContentFormat::Json,
        other if other.starts_with("multipart/") => ContentFormat::Multipart,
        other if other.starts_with("text/") || other.ends_with("+xml") => ContentFormat::Text,
        _ => ContentFormat::Bytes,
    }
}

/// The body of an operation (OpenAPI 3.1, "Request Body Object").
pub(super) fn request_body(
    builder: &mut SchemaBuilder<'_>,
    operation: NodeId,
    name: &str,
) -> Option<RequestBody> {
    let document = builder.document();
    let node = document.resolve(document.get(operation, "requestBody")?);
    let view = document.request_body(node);
    let content = content(builder, node, &[name.to_owned(), "Request".to_owned()]);
    if content.is_empty() {
        return None;
    }
    Some(RequestBody {
        required: view.required,
        description: view.description,
        content,
    })
}

/// The answers of an operation: statuses first, then ranges, then the default (OpenAPI 3.1,
/// "Responses Object").
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

/// The words of a status, as HTTP gives them.
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

/// The headers of an answer (OpenAPI 3.1, "Header Object"), without the one that its content describes.
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
