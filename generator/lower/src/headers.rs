//! The headers of answers: a struct of those that the document describes, whatever the status.

use super::naming::{self, Casing};
use super::{Lowering, items, prose};
use sdk_diagnostic::{Code, Diagnostic, Diagnostics};
use sdk_model::{self as model, Header, SchemaId, SchemaKind};
use sdk_rust::{AnswerHeaders, Docs, HeaderField, HeaderReading, Ident, Type};

/// The headers of an operation's answers; `None` where the document describes none.
pub(super) fn answer_headers(
    lowering: &Lowering<'_>,
    operation: &model::Operation,
    ident: &Ident,
    diagnostics: &mut Diagnostics,
) -> Option<AnswerHeaders> {
    let mut headers: Vec<(&Header, (Type, HeaderReading))> = Vec::new();
    for header in operation.responses.iter().flat_map(|response| &response.headers) {
        let read = reading(lowering, header, diagnostics);
        let is_same = |(known, _): &&mut (&Header, _)| known.name.eq_ignore_ascii_case(&header.name);
        match headers.iter_mut().find(is_same) {
            None => headers.push((header, read)),
            // Statuses that do not agree on the type agree that it is a text.
            Some((_, known)) if *known != read => *known = (Type::String, HeaderReading::Text),
            Some(_) => {}
        }
    }
    if headers.is_empty() {
        return None;
    }
    let names: Vec<String> = headers.iter().map(|(header, _)| header.name.clone()).collect();
    let held = names.iter().map(|name| {
        let held = &lowering.config.names;
        held.get(operation.name.as_str(), "answer header", name)
            .map(str::to_owned)
    });
    let held: Vec<Option<String>> = held.collect();
    let idents = naming::siblings_beside(&names, &held, Casing::Snake, &[]);
    let fields = headers.into_iter().zip(idents);
    let fields = fields.map(|((header, (ty, reading)), ident)| HeaderField {
        docs: docs(header),
        ident,
        wire_name: header.name.clone(),
        ty,
        reading,
    });
    let fields = fields.collect();
    Some(AnswerHeaders {
        docs: Docs::line(format!(
            "The headers that the answers of `{}` are documented to have. `headers().read()` of an answer or \
             an error gives them.",
            items::code(operation.name.as_str())
        )),
        ident: naming::ident(&format!("{}Headers", ident.plain())),
        fields,
    })
}

fn docs(header: &Header) -> Docs {
    let name = format!("`{}`.", items::code(&header.name));
    let mut docs = prose::docs(header.description.as_deref(), || name.clone());
    if header.description.is_some() {
        docs.paragraph([name]);
    }
    docs
}

/// The type of a header, and how it is read (OpenAPI 3.1, "Header Object": the style is always `simple`).
fn reading(lowering: &Lowering<'_>, header: &Header, diagnostics: &mut Diagnostics) -> (Type, HeaderReading) {
    if header.is_json {
        return (lowering.bare_type(header.schema), HeaderReading::Json);
    }
    let schemas = &lowering.api.schemas;
    let ty = lowering.bare_type(header.schema);
    match &schemas.get(schemas.resolve(header.schema)).kind {
        SchemaKind::Array(list) => match scalar(lowering, list.items) {
            Some(true) => (ty, HeaderReading::Literals),
            Some(false) => (ty, HeaderReading::Texts),
            None => told(header, diagnostics),
        },
        SchemaKind::Any => (Type::String, HeaderReading::Text),
        _ => match scalar(lowering, header.schema) {
            Some(true) => (ty, HeaderReading::Literal),
            Some(false) => (ty, HeaderReading::Text),
            None => told(header, diagnostics),
        },
    }
}

/// Whether a schema is a number or boolean rather than a text; `None` where it is neither.
fn scalar(lowering: &Lowering<'_>, id: SchemaId) -> Option<bool> {
    let schemas = &lowering.api.schemas;
    match &schemas.get(schemas.resolve(id)).kind {
        SchemaKind::Boolean | SchemaKind::Integer(_) | SchemaKind::Number(_) => Some(true),
        SchemaKind::String(_) => Some(false),
        SchemaKind::Enum(values) => {
            let mut values = values.values.iter().map(|value| &value.value);
            let first = values.next()?;
            let is_text = first.is_string();
            values
                .all(|value| value.is_string() == is_text)
                .then_some(!is_text)
        }
        _ => None,
    }
}

fn told(header: &Header, diagnostics: &mut Diagnostics) -> (Type, HeaderReading) {
    diagnostics.push(
        Diagnostic::warning(
            Code::UnsupportedResponse,
            header.origin,
            format!(
                "the header `{}` is neither a scalar nor a list of scalars",
                header.name
            ),
        )
        .at_key()
        .effect("it is read as the text that it is"),
    );
    (Type::String, HeaderReading::Text)
}
