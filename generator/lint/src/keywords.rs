//! Keywords of a schema that say nothing, or contradict each other.

use std::sync::LazyLock;

use jsonschema::{Draft, Validator};
use serde_json::{Value, json};

use sdk_diagnostic::{Code, Diagnostic, Diagnostics};
use sdk_openapi::{Document, Kind, NodeId, SCHEMA_TYPES};

/// The longest pattern that is read, in bytes.
const MAX_PATTERN: usize = 10_000;

pub(super) fn check(document: &Document, id: NodeId, is_3_0: bool, diagnostics: &mut Diagnostics) {
    // What stands beside a reference is told as such.
    if document.get(id, "$ref").is_some() {
        return;
    }
    of_another_type(document, id, diagnostics);
    pattern(document, id, diagnostics);
    if is_3_0 && document.flag(id, "nullable") == Some(true) {
        nullable(document, id, diagnostics);
    }
}

/// Tells keywords about values that the schema's `type` does not allow.
fn of_another_type(document: &Document, id: NodeId, diagnostics: &mut Diagnostics) {
    let Some(typ) = document.get(id, "type") else {
        return;
    };
    let types: Vec<&str> = match document.str(typ) {
        Some(one) => vec![one],
        None => document.items(typ).filter_map(|id| document.str(id)).collect(),
    };
    let allows = |wanted: &str| {
        types
            .iter()
            .any(|typ| *typ == wanted || wanted == "number" && *typ == "integer")
    };
    // What is no type has been told.
    if types.is_empty() || types.iter().any(|typ| !SCHEMA_TYPES.contains(typ)) {
        return;
    }
    for (keyword, child) in document.entries(id) {
        let Some(wanted) = Kind::Schema.field(keyword).and_then(|field| field.about) else {
            continue;
        };
        if allows(wanted) {
            continue;
        }
        let is_scalar = document.entries(child).next().is_none() && document.items(child).next().is_none();
        // Exporters write `false` and null beside everything; `required: true` is told by its form.
        if is_scalar && matches!(document.to_value(child), Value::Null | Value::Bool(_)) {
            continue;
        }
        let article = if wanted.starts_with(['a', 'o']) { "an" } else { "a" };
        diagnostics.push(
            Diagnostic::warning(
                Code::KeywordOfAnotherType,
                document.origin(child),
                format!(
                    "`{keyword}` applies to {article} {wanted}, but the schema is of type `{}`",
                    types.join("`, `")
                ),
            )
            .at_key()
            .label(document.origin(typ), "the type is given here")
            .effect("the keyword has no effect, and the SDK follows the type")
            .help(format!("correct `type`, or remove `{keyword}`")),
        );
    }
}

/// Tells a pattern that is none.
fn pattern(document: &Document, id: NodeId, diagnostics: &mut Diagnostics) {
    let Some(child) = document.get(id, "pattern") else {
        return;
    };
    let Some(text) = document.str(child) else {
        return;
    };
    if text.len() > MAX_PATTERN || is_pattern(text) {
        return;
    }
    diagnostics.push(
        Diagnostic::warning(
            Code::InvalidPattern,
            document.origin(child),
            "the pattern is not a regular expression of ECMA-262",
        )
        .effect("the SDK does not look at it; a server or another tool may refuse every value")
        .help("write it as JavaScript does with the flag `u`: no `\\A`, no `\\Z`, no `(?P<name>…)`"),
    );
}

fn is_pattern(text: &str) -> bool {
    static PATTERNS: LazyLock<Option<Validator>> = LazyLock::new(|| {
        let options = jsonschema::options().with_draft(Draft::Draft202012);
        options
            .should_validate_formats(true)
            .build(&json!({ "format": "regex" }))
            .ok()
    });
    let text = Value::String(text.to_owned());
    PATTERNS.as_ref().is_none_or(|patterns| patterns.is_valid(&text))
}

/// Tells a `nullable` that does not do what it says (OpenAPI 3.0, "Schema Object").
fn nullable(document: &Document, id: NodeId, diagnostics: &mut Diagnostics) {
    let Some(flag) = document.get(id, "nullable") else {
        return;
    };
    if document.get(id, "type").is_none() {
        diagnostics.push(
            Diagnostic::warning(
                Code::NullableWithoutType,
                document.origin(flag),
                "`nullable` has no effect in a schema without `type`",
            )
            .at_key()
            .effect("the SDK takes null; tools that hold to 3.0 do not")
            .help("add `type`, or allow null in the schema that has one"),
        );
        return;
    }
    let Some(list) = document.get(id, "enum") else {
        return;
    };
    if document
        .items(list)
        .all(|value| !document.to_value(value).is_null())
    {
        diagnostics.push(
            Diagnostic::warning(
                Code::NullableEnumWithoutNull,
                document.origin(list),
                "`nullable` allows null, and `enum` does not",
            )
            .at_key()
            .label(document.origin(flag), "null is allowed here")
            .effect("the SDK takes null; tools that hold to 3.0 do not")
            .help("add `null` to `enum`, or remove `nullable`"),
        );
    }
}
