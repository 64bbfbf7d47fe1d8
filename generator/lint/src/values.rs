//! Values that a document gives itself: defaults and examples, judged by a JSON Schema validator.

use sdk_diagnostic::{Code, Diagnostic, Diagnostics};
use sdk_openapi::{Document, Kind, NodeId};

use super::json_schema::Judge;

/// The most letters of a validator's words that are shown: they quote the value.
const MAX_REASON: usize = 160;

/// Tells values that are no instance of their schema.
pub(super) fn check(document: &Document, objects: &[(NodeId, Kind)], diagnostics: &mut Diagnostics) {
    let mut claims: Vec<(NodeId, NodeId, &'static str)> = Vec::new();
    for &(id, kind) in objects {
        let schema = match kind {
            Kind::Schema => Some(id),
            Kind::Parameter | Kind::MediaType | Kind::Header => document.get(id, "schema"),
            _ => None,
        };
        let Some(schema) = schema else { continue };
        if kind == Kind::MediaType && !is_json(document, id) {
            continue;
        }
        let example = document
            .get(id, "example")
            .map(|value| (value, schema, "example"));
        claims.extend(example);
        if kind == Kind::Schema {
            claims.extend(
                document
                    .get(id, "default")
                    .map(|value| (value, schema, "default")),
            );
        }
        let Some(examples) = document.get(id, "examples") else {
            continue;
        };
        if kind == Kind::Schema {
            claims.extend(document.items(examples).map(|value| (value, schema, "example")));
        } else {
            let named = document.entries(examples).map(|(_, id)| document.resolve(id));
            let values = named.filter_map(|id| document.get(id, "value"));
            claims.extend(values.map(|value| (value, schema, "example")));
        }
    }
    let schemas: Vec<NodeId> = claims.iter().map(|(_, schema, _)| *schema).collect();
    let judge = match Judge::new(document, &schemas) {
        Ok(judge) => judge,
        Err(reason) => {
            let message = format!("examples are not judged: {reason}");
            diagnostics.push(Diagnostic::warning(
                Code::UnsupportedSchema,
                document.origin(document.root()),
                message,
            ));
            return;
        }
    };
    for (value, schema, what) in claims {
        // Exporters write null where there is no value.
        if document.to_value(value).is_null() {
            continue;
        }
        if let Some(reason) = judge.fault(document, schema, value) {
            let reason: String = reason.chars().take(MAX_REASON).collect();
            diagnostics.push(
                Diagnostic::warning(
                    Code::ValueContradictsSchema,
                    document.origin(value),
                    format!("the {what} is not valid against its schema: {reason}"),
                )
                .effect("the SDK follows the schema; a server may reject the value")
                .help(format!("correct the {what}, or the schema")),
            );
        }
    }
}

/// Whether a media type is JSON: an example of another one may be written as a text.
fn is_json(document: &Document, id: NodeId) -> bool {
    let pointer = document.pointer(id);
    let name = pointer.rsplit('/').next().unwrap_or_default();
    name.replace("~1", "/").to_ascii_lowercase().contains("json")
}

/// Tells a default that looks like the moment of the export.
pub(super) fn volatile(document: &Document, id: NodeId, diagnostics: &mut Diagnostics) {
    let Some(default) = document.get(id, "default") else {
        return;
    };
    let Some(text) = document.str(default) else {
        return;
    };
    if !is_exact_moment(text) {
        return;
    }
    diagnostics.push(
        Diagnostic::warning(
            Code::VolatileDefault,
            document.origin(default),
            "the default is a timestamp with a fraction of a second",
        )
        .effect("the documentation shows it, and it changes with the next export")
        .help("remove the default, and say in the description what the server takes"),
    );
}

/// Whether a text is a date and time with a fraction of a second: `2024-05-01T12:00:00.123Z`. Nobody types one.
fn is_exact_moment(text: &str) -> bool {
    let form: String = text
        .chars()
        .take(20)
        .map(|letter| if letter.is_ascii_digit() { '0' } else { letter })
        .collect();
    let fraction = text.get(20..).unwrap_or_default();
    let digits = fraction.chars().take_while(char::is_ascii_digit);
    matches!(form.as_str(), "0000-00-00T00:00:00." | "0000-00-00 00:00:00.")
        && digits.clone().count() > 0
        && digits.into_iter().any(|digit| digit != '0')
}
