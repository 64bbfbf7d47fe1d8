//! Request and response bodies: media types, their schemas, and the encoding of parts.

use super::builder::SchemaBuilder;
use super::example::first_example;
use super::style::style_named;
use sdk_model::{Content, ContentFormat, PartEncoding, RequestBody};
use sdk_openapi::NodeId;
use sdk_wire::ParameterLocation;
use sdk_wire::media_type::essence;

/// Returns the media types of a body, the best supported ones first (OpenAPI 3.1, "Media Type Object").
pub(super) fn content(builder: &mut SchemaBuilder<'_>, owner: NodeId, words: &[String]) -> Vec<Content> {
    let document = builder.document();
    let Some(media_types) = document.get(owner, "content") else {
        return Vec::new();
    };
    let mut entries = document.sorted_entries(media_types);
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

/// Returns the format of a media type. Parameters and case are ignored.
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

/// Returns the request body of an operation (OpenAPI 3.1, "Request Body Object").
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
