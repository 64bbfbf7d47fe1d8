//! The names of parts of the model in reports. Knows nothing of changes.

use sdk_model::{ParameterEncoding, PartEncoding};
use sdk_wire::{ParameterLocation, ParameterStyle, SecurityKind};

/// Describes the encoding of a parameter in the words of OpenAPI.
pub(super) fn style_words(encoding: ParameterEncoding) -> String {
    let ParameterEncoding::Style {
        style,
        explode,
        allow_reserved,
    } = encoding
    else {
        return "JSON".to_owned();
    };
    let style = style_name(style);
    let keywords = [(explode, " explode"), (allow_reserved, " allowReserved")];
    let keywords = keywords.into_iter().filter(|(is_set, _)| *is_set);
    keywords.fold(style.to_owned(), |text, (_, keyword)| text + keyword)
}

/// Describes the encoding of one field of a form.
pub(super) fn part_words(encoding: &PartEncoding) -> String {
    let explode = encoding.explode.map(|explode| format!("explode {explode}"));
    let words = [
        encoding.content_type.clone(),
        encoding.style.map(|style| style_name(style).to_owned()),
        explode,
    ];
    let words: Vec<String> = words.into_iter().flatten().collect();
    match words.as_slice() {
        [] => "default for its type".to_owned(),
        words => words.join(" "),
    }
}

/// Returns the value of `in` for a location.
pub(super) fn location_name(location: ParameterLocation) -> &'static str {
    match location {
        ParameterLocation::Path => "path",
        ParameterLocation::Query => "query",
        ParameterLocation::Header => "header",
        ParameterLocation::Cookie => "cookie",
        ParameterLocation::Field => "body",
    }
}

fn style_name(style: ParameterStyle) -> &'static str {
    match style {
        ParameterStyle::Simple => "simple",
        ParameterStyle::Label => "label",
        ParameterStyle::Matrix => "matrix",
        ParameterStyle::Form => "form",
        ParameterStyle::SpaceDelimited => "spaceDelimited",
        ParameterStyle::PipeDelimited => "pipeDelimited",
        ParameterStyle::DeepObject => "deepObject",
    }
}

/// Describes how a credential is sent.
pub(super) fn scheme_words(kind: Option<&SecurityKind>) -> String {
    let Some(kind) = kind else {
        return "by the transport".to_owned();
    };
    match kind {
        SecurityKind::Bearer => "bearer token".to_owned(),
        SecurityKind::Basic => "basic".to_owned(),
        SecurityKind::ApiKeyHeader(name) => format!("key in the header {name}"),
        SecurityKind::ApiKeyQuery(name) => format!("key in the query parameter {name}"),
        SecurityKind::ApiKeyCookie(name) => format!("key in the cookie {name}"),
    }
}
