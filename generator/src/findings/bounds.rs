//! How large a crate may become: a document that makes a larger one is a mistake or an attack, and is refused before
//! anything is made of it.
//!
//! `sdk.toml` moves the bounds that large APIs of the real world may reach. The others are far beyond anything that a
//! person would write or call.

use sdk_config::Limits;
use sdk_diagnostic::{Code, Diagnostic, Diagnostics, Origin};
use sdk_model::{Api, Name, Operation, Schema, SchemaKind};

/// The most properties that an object may have.
const MAX_PROPERTIES: usize = 2_500;

/// The most alternatives that a union may have.
const MAX_ALTERNATIVES: usize = 1_000;

/// How many properties and alternatives there may be for each type that there may be.
const MEMBERS_PER_TYPE: usize = 8;

/// The most parameters that an operation may have.
const MAX_PARAMETERS: usize = 1_000;

/// The most media types, and the most headers, that a body may have.
const MAX_FORMS: usize = 500;

const MAX_TYPES_HELP: &str =
    "choose some operations with `operations` under `[generate]`, or set `max_types` there";

/// The most bytes of a description: a megabyte is a long book.
const MAX_TEXT: usize = 1_000_000;

/// Tells where a document goes beyond the bounds.
pub(super) fn check(api: &Api, limits: Limits, diagnostics: &mut Diagnostics) {
    types(api, limits.types, diagnostics);
    members(api, limits.types.saturating_mul(MEMBERS_PER_TYPE), diagnostics);
    if let Some(operation) = api.operations.get(limits.operations) {
        let message = format!(
            "there are more operations than the {} that are allowed",
            limits.operations
        );
        diagnostics.push(
            exceeded(operation.origin, message)
                .at_key()
                .help("choose some with `operations` under `[generate]`, or set `max_operations` there"),
        );
    }
    text(Origin::DOCUMENT, api.description.as_ref(), diagnostics);
    for (_, schema) in api.schemas.iter() {
        text(schema.origin, schema.description.as_ref(), diagnostics);
        let (count, most, what) = match &schema.kind {
            SchemaKind::Object(object) => (object.properties.len(), MAX_PROPERTIES, "properties"),
            SchemaKind::Union(union) => (union.variants.len(), MAX_ALTERNATIVES, "alternatives"),
            _ => continue,
        };
        if count > most {
            let message = format!("the schema has {count} {what}, and {most} are the most");
            diagnostics
                .push(exceeded(schema.origin, message).help("describe it as an object of any properties"));
        }
    }
    for operation in &api.operations {
        text(operation.origin, operation.description.as_ref(), diagnostics);
        for parameter in &operation.parameters {
            text(parameter.origin, parameter.description.as_ref(), diagnostics);
        }
        shape(operation, diagnostics);
    }
}

/// Tells the first type that is one too many.
fn types(api: &Api, most: usize, diagnostics: &mut Diagnostics) {
    let types = api.schemas.iter().map(|(_, schema)| schema);
    if let Some(schema) = types.filter(|schema| is_type(schema)).nth(most) {
        let message = format!("the document makes more types than the {most} that are allowed");
        diagnostics.push(exceeded(schema.origin, message).at_key().help(MAX_TYPES_HELP));
    }
}

/// Tells the first schema whose members are too many, with those of all before it.
fn members(api: &Api, most: usize, diagnostics: &mut Diagnostics) {
    let mut count = 0;
    let beyond = api.schemas.iter().map(|(_, schema)| schema).find(|schema| {
        count += match &schema.kind {
            SchemaKind::Object(object) => object.properties.len(),
            SchemaKind::Union(union) => union.variants.len(),
            _ => 0,
        };
        count > most
    });
    if let Some(schema) = beyond {
        let message = format!(
            "the types of the document have more properties and alternatives than the {most} that are allowed"
        );
        diagnostics.push(exceeded(schema.origin, message).at_key().help(MAX_TYPES_HELP));
    }
}

/// Whether a schema becomes an item of the crate.
fn is_type(schema: &Schema) -> bool {
    let is_defined = matches!(
        schema.kind,
        SchemaKind::Object(_) | SchemaKind::Union(_) | SchemaKind::Enum(_)
    );
    is_defined || matches!(schema.name, Name::Declared(_))
}

fn shape(operation: &Operation, diagnostics: &mut Diagnostics) {
    let body = operation.body.iter().map(|body| body.content.len());
    let answers = operation.responses.iter().map(|response| response.content.len());
    let headers = operation.responses.iter().map(|response| response.headers.len());
    let counts = [
        (operation.parameters.len(), MAX_PARAMETERS, "parameters"),
        (
            body.chain(answers).max().unwrap_or_default(),
            MAX_FORMS,
            "media types of one body",
        ),
        (
            headers.max().unwrap_or_default(),
            MAX_FORMS,
            "headers of one answer",
        ),
    ];
    for (count, most, what) in counts {
        if count > most {
            let message = format!("the operation has {count} {what}, and {most} are the most");
            diagnostics.push(
                exceeded(operation.origin, message)
                    .at_key()
                    .help("leave out what nobody uses"),
            );
        }
    }
}

fn text(origin: Origin, text: Option<&String>, diagnostics: &mut Diagnostics) {
    if text.is_some_and(|text| text.len() > MAX_TEXT) {
        let message = format!("`description` is longer than {MAX_TEXT} bytes");
        diagnostics.push(exceeded(origin, message).help("say it in fewer words"));
    }
}

fn exceeded(origin: Origin, message: String) -> Diagnostic {
    Diagnostic::error(Code::LimitExceeded, origin, message)
}
