//! What an operation answers: its output, and the error bodies that the document describes.

use super::naming::{self, Casing};
use super::{Lowering, prose, streams};
use sdk_diagnostic::{Code, Diagnostic, Diagnostics};
use sdk_model::{self as model, Content, ContentFormat, Response};
use sdk_rust::{
    Decode, Docs, ErrorEnum, Ident, ItemPath, Output, ResponseEnum, StatusPattern, StatusVariant, Streaming,
    Type,
};

/// What an operation answers.
pub(super) struct Answers {
    /// What success becomes.
    pub(super) output: Output,
    /// A second way to read it.
    pub(super) streaming: Option<Streaming>,
    /// The documented errors.
    pub(super) errors: Option<ErrorEnum>,
    /// The `Accept` header.
    pub(super) accept: String,
}

/// Lowers the responses of an operation.
pub(super) fn answers(
    lowering: &Lowering<'_>,
    operation: &model::Operation,
    ident: &Ident,
    diagnostics: &mut Diagnostics,
) -> Answers {
    let has_success = operation
        .responses
        .iter()
        .any(|response| response.status.is_success());
    let is_default = |response: &Response| response.status == model::StatusPattern::Default;
    // Without a documented success, `default` is what a success looks like.
    let is_success =
        |response: &Response| response.status.is_success() || (!has_success && is_default(response));
    let (successes, errors): (Vec<&Response>, Vec<&Response>) = operation
        .responses
        .iter()
        .partition(|response| is_success(response));
    let accept = accept(&successes, &errors);
    let output = output(lowering, &successes, ident);
    if output.decode == Decode::ByStatus {
        for response in &successes {
            report_stream(operation, response, diagnostics);
        }
    }
    Answers {
        streaming: streams::second_way(lowering, operation, &successes, &output),
        output,
        errors: error_enum(lowering, operation, &errors, ident),
        accept,
    }
}

fn output(lowering: &Lowering<'_>, successes: &[&Response], ident: &Ident) -> Output {
    let read: Vec<(Type, Decode)> = successes
        .iter()
        .map(|response| stream(lowering, response).unwrap_or_else(|| body(lowering, response)))
        .collect();
    let first = read.first().cloned().unwrap_or((Type::Unit, Decode::Empty));
    if read.iter().all(|other| *other == first) {
        return Output {
            ty: first.0,
            decode: first.1,
            responses: None,
        };
    }
    let name = naming::ident(&format!("{}Response", ident.plain()));
    let variants = variants(lowering, successes);
    Output {
        ty: Type::Item(ItemPath { ident: name.clone() }),
        decode: Decode::ByStatus,
        responses: Some(ResponseEnum {
            docs: Docs::line("What success can look like, by status."),
            ident: name,
            variants,
        }),
    }
}

fn error_enum(
    lowering: &Lowering<'_>,
    operation: &model::Operation,
    errors: &[&Response],
    ident: &Ident,
) -> Option<ErrorEnum> {
    if errors.is_empty() {
        return None;
    }
    let name = naming::ident(&format!("{}Error", ident.plain()));
    Some(ErrorEnum {
        docs: Docs::line(format!(
            "The errors that `{}` is documented to answer with, by status.",
            super::items::code(operation.name.as_str())
        )),
        variants: variants(lowering, errors),
        ident: name,
    })
}

fn variants(lowering: &Lowering<'_>, responses: &[&Response]) -> Vec<StatusVariant> {
    let words: Vec<String> = responses
        .iter()
        .map(|response| status_words(response.status))
        .collect();
    let idents = naming::siblings(&words, Casing::Camel, &["Self"]);
    responses
        .iter()
        .zip(idents)
        .map(|(response, ident)| {
            let (ty, decode) = body(lowering, response);
            let label = status_label(response.status);
            let docs = Docs {
                lines: prose::labelled(&label, response.description.as_deref()),
            };
            StatusVariant {
                ident,
                docs,
                status: status(response.status),
                ty,
                decode,
            }
        })
        .collect()
}

fn status_words(status: model::StatusPattern) -> String {
    match status {
        model::StatusPattern::Exact(status) => {
            model::reason_phrase(status).map_or_else(|| format!("Status {status}"), str::to_owned)
        }
        model::StatusPattern::Range(1) => "Informational".to_owned(),
        model::StatusPattern::Range(2) => "Success".to_owned(),
        model::StatusPattern::Range(3) => "Redirection".to_owned(),
        model::StatusPattern::Range(4) => "Client Error".to_owned(),
        model::StatusPattern::Range(_) => "Server Error".to_owned(),
        model::StatusPattern::Default => "Default".to_owned(),
    }
}

fn status_label(status: model::StatusPattern) -> String {
    match status {
        model::StatusPattern::Exact(status) => status.to_string(),
        model::StatusPattern::Range(class) => format!("{class}00 to {class}99"),
        model::StatusPattern::Default => "Any other status".to_owned(),
    }
}

fn status(status: model::StatusPattern) -> StatusPattern {
    match status {
        model::StatusPattern::Exact(status) => StatusPattern::Exact(status),
        model::StatusPattern::Range(class) => StatusPattern::Range(class),
        model::StatusPattern::Default => StatusPattern::Default,
    }
}

/// The form in which an answer is asked for: JSON where there is a choice, then text, then bytes.
fn preferred(response: &Response) -> Option<&Content> {
    let rank = |content: &&Content| match content.format {
        ContentFormat::Json => 0,
        ContentFormat::Text => 1,
        ContentFormat::Bytes | ContentFormat::Form | ContentFormat::Multipart => 2,
        ContentFormat::JsonLines | ContentFormat::JsonSequence | ContentFormat::EventStream => 3,
    };
    response.content.iter().min_by_key(rank)
}

/// The values of an answer that has no other form.
fn stream(lowering: &Lowering<'_>, response: &Response) -> Option<(Type, Decode)> {
    let content = preferred(response).filter(|content| streams::is_sequential(content.format))?;
    let (ty, decoding) = streams::values(lowering, content);
    Some((ty, Decode::Stream(decoding)))
}

/// An answer as a whole.
fn body(lowering: &Lowering<'_>, response: &Response) -> (Type, Decode) {
    let bodiless = matches!(response.status, model::StatusPattern::Exact(204 | 205 | 304));
    let Some(content) = preferred(response).filter(|_| !bodiless) else {
        return (Type::Unit, Decode::Empty);
    };
    match content.format {
        ContentFormat::Json => match content.schema {
            Some(id) => (lowering.type_of(id), Decode::Json),
            None => (Type::Value, Decode::Json),
        },
        ContentFormat::Text
        | ContentFormat::EventStream
        | ContentFormat::JsonLines
        | ContentFormat::JsonSequence => (Type::String, Decode::Text),
        ContentFormat::Form | ContentFormat::Multipart | ContentFormat::Bytes => (Type::Bytes, Decode::Bytes),
    }
}

/// The media types that the answers of success are read in; those of errors where there is no body.
fn accept(successes: &[&Response], errors: &[&Response]) -> String {
    let types = |responses: &[&Response]| {
        let mut found: Vec<String> = Vec::new();
        for content in responses.iter().filter_map(|response| preferred(response)) {
            let media_type = content.media_type.trim().to_owned();
            if !found.contains(&media_type) {
                found.push(media_type);
            }
        }
        found
    };
    let mut found = types(successes);
    if found.is_empty() {
        found = types(errors);
    }
    if found.is_empty() {
        "*/*".to_owned()
    } else {
        found.join(", ")
    }
}

/// Tells a stream that is one of several forms of success: the form is known only when the answer is read.
fn report_stream(operation: &model::Operation, response: &Response, diagnostics: &mut Diagnostics) {
    let Some(content) = preferred(response).filter(|content| streams::is_sequential(content.format)) else {
        return;
    };
    diagnostics.push(
        Diagnostic::warning(
            Code::UnsupportedResponse,
            response.origin,
            format!(
                "an answer of `{}` is a stream of `{}`, and others are not",
                operation.name.as_str(),
                content.media_type
            ),
        )
        .effect("it is read to its end and given as one text"),
    );
}
