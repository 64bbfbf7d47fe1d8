//! The words of the model for what travels, in the words of the Rust model.

use sdk_model::{ContentFormat, PartEncoding};
use sdk_rust::PartRow;
use sdk_wire::media_type::is_range;
use sdk_wire::{BodyKind, ParameterLocation};

/// The media type as it is sent: a range stands for no type in particular.
pub(super) fn sent_media_type(media_type: &str) -> String {
    let media_type = media_type.trim();
    match media_type.split_once('/') {
        _ if !is_range(media_type) => media_type.to_owned(),
        Some(("text", _)) => "text/plain".to_owned(),
        _ => "application/octet-stream".to_owned(),
    }
}

pub(super) fn body_format(format: ContentFormat) -> BodyKind {
    match format {
        ContentFormat::Json => BodyKind::Json,
        ContentFormat::Form => BodyKind::Form,
        ContentFormat::Multipart => BodyKind::Multipart,
        ContentFormat::Text
        | ContentFormat::EventStream
        | ContentFormat::JsonLines
        | ContentFormat::JsonSequence => BodyKind::Text,
        ContentFormat::Bytes => BodyKind::Bytes,
    }
}

pub(super) fn suffix(location: ParameterLocation) -> &'static str {
    match location {
        ParameterLocation::Path => "path",
        ParameterLocation::Query => "param",
        ParameterLocation::Header => "header",
        ParameterLocation::Cookie => "cookie",
        ParameterLocation::Field => "field",
    }
}

/// How a field of a form is written.
pub(super) fn part((name, encoding): &(String, PartEncoding)) -> PartRow {
    PartRow {
        name: name.clone(),
        content_type: encoding.content_type.clone(),
        style: encoding.style,
        explode: encoding.explode,
    }
}
