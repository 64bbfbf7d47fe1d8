//! The words of the model for what travels, in the words of the Rust model.

use sdk_model::{self as model, ContentFormat, PartEncoding};
use sdk_rust::{BodyFormat, ParameterLocation, ParameterStyle, PartRow};
use sdk_wire::media_type::is_range;

/// The media type as it is sent: a range stands for no type in particular.
pub(super) fn sent_media_type(media_type: &str) -> String {
    let media_type = media_type.trim();
    match media_type.split_once('/') {
        _ if !is_range(media_type) => media_type.to_owned(),
        Some(("text", _)) => "text/plain".to_owned(),
        _ => "application/octet-stream".to_owned(),
    }
}

pub(super) fn body_format(format: ContentFormat) -> BodyFormat {
    match format {
        ContentFormat::Json => BodyFormat::Json,
        ContentFormat::Form => BodyFormat::Form,
        ContentFormat::Multipart => BodyFormat::Multipart,
        ContentFormat::Text
        | ContentFormat::EventStream
        | ContentFormat::JsonLines
        | ContentFormat::JsonSequence => BodyFormat::Text,
        ContentFormat::Bytes => BodyFormat::Bytes,
    }
}

pub(super) fn location(location: model::ParameterLocation) -> ParameterLocation {
    match location {
        model::ParameterLocation::Path => ParameterLocation::Path,
        model::ParameterLocation::Query => ParameterLocation::Query,
        model::ParameterLocation::Header => ParameterLocation::Header,
        model::ParameterLocation::Cookie => ParameterLocation::Cookie,
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

pub(super) fn style(style: model::ParameterStyle) -> ParameterStyle {
    match style {
        model::ParameterStyle::Simple => ParameterStyle::Simple,
        model::ParameterStyle::Label => ParameterStyle::Label,
        model::ParameterStyle::Matrix => ParameterStyle::Matrix,
        model::ParameterStyle::Form => ParameterStyle::Form,
        model::ParameterStyle::SpaceDelimited => ParameterStyle::SpaceDelimited,
        model::ParameterStyle::PipeDelimited => ParameterStyle::PipeDelimited,
        model::ParameterStyle::DeepObject => ParameterStyle::DeepObject,
    }
}

/// How a field of a form is written.
pub(super) fn part((name, encoding): &(String, PartEncoding)) -> PartRow {
    PartRow {
        name: name.clone(),
        content_type: encoding.content_type.clone(),
        style: encoding.style.map(style),
        explode: encoding.explode,
    }
}
