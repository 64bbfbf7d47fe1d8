//! What parts of a model are called in a report. Knows nothing of what changed.

use sdk_model::{ParameterEncoding, ParameterStyle, PartEncoding, SecurityKind};

/// How values of a parameter are written, in the words of OpenAPI.
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
    let flags = [(explode, " explode"), (allow_reserved, " allowReserved")];
    let flags = flags.into_iter().filter(|(is_set, _)| *is_set);
    flags.fold(style.to_owned(), |text, (_, flag)| text + flag)
}

/// How one field of a form is written.
pub(super) fn part_words(encoding: &PartEncoding) -> String {
    let explode = encoding.explode.map(|explode| format!("explode {explode}"));
    let words = [
        encoding.content_type.clone(),
        encoding.style.map(|style| style_name(style).to_owned()),
        explode,
    ];
    let words: Vec<String> = words.into_iter().flatten().collect();
    match words.as_slice() {
        [] => "as its type has it".to_owned(),
        words => words.join(" "),
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

/// How a credential travels.
pub(super) fn scheme_words(kind: &SecurityKind) -> String {
    match kind {
        SecurityKind::Bearer => "bearer token".to_owned(),
        SecurityKind::Basic => "basic".to_owned(),
        SecurityKind::Header(name) => format!("key in the header {name}"),
        SecurityKind::Query(name) => format!("key in the query parameter {name}"),
        SecurityKind::Cookie(name) => format!("key in the cookie {name}"),
        SecurityKind::Transport => "by the connection".to_owned(),
    }
}
