//! Enums and constants.

use std::collections::BTreeSet;

use indexmap::IndexSet;
use serde_json::Value;

use super::builder::SchemaBuilder;
use super::shape::Shape;
use sdk_diagnostic::{Code, Diagnostic};
use sdk_model::{EnumSchema, EnumValue, Name, SchemaId, SchemaKind, UnionSchema, UnionVariant};

/// Builds a schema with `enum` or `const` (JSON Schema 2020-12 validation, sections 6.1.2 and 6.1.3).
pub(super) fn enumeration(
    builder: &mut SchemaBuilder<'_>,
    shape: &mut Shape,
    values: Vec<Value>,
    words: &[String],
    id: SchemaId,
) -> SchemaKind {
    let distinct = distinct(builder, shape, values, id);
    if distinct.is_empty() {
        return SchemaKind::Null;
    }
    let mut kinds: Vec<(&'static str, Vec<EnumValue>)> = Vec::new();
    for value in distinct {
        let kind = json_type(&value.value);
        match kinds.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, values)) => values.push(value),
            None => kinds.push((kind, vec![value])),
        }
    }
    if kinds.len() == 1 {
        let values = kinds.pop().map(|(_, values)| values).unwrap_or_default();
        return of_one_type(values, shape.is_const);
    }
    // Values of several types become a union with one variant per type.
    let origin = builder.origin(id);
    let variants = kinds.into_iter().map(|(kind, values)| {
        let words = words.iter().cloned().chain([kind.to_owned()]).collect();
        let schema = of_one_type(values, shape.is_const);
        UnionVariant {
            schema: builder.add(Name::Suggested(words), origin, schema),
            hint: Some(kind.to_owned()),
        }
    });
    SchemaKind::Union(UnionSchema {
        variants: variants.collect(),
        discriminator: None,
    })
}

/// Returns the values without duplicates and without null. If null is listed, the shape becomes nullable.
fn distinct(
    builder: &mut SchemaBuilder<'_>,
    shape: &mut Shape,
    values: Vec<Value>,
    id: SchemaId,
) -> Vec<EnumValue> {
    let count = values.len();
    report_unusable_names(builder, shape, count, id);
    let mut distinct: Vec<EnumValue> = Vec::new();
    let mut seen: IndexSet<Value> = IndexSet::new();
    for (index, value) in values.into_iter().enumerate() {
        if value.is_null() {
            if !shape.nullable {
                report_foreign_value(builder, &value, &shape.types, id);
            }
            shape.nullable = true;
            continue;
        }
        let value = coerce(value, &shape.types);
        report_foreign_value(builder, &value, &shape.types, id);
        if !seen.insert(value.clone()) {
            let origin = builder.origin(id);
            builder.diagnostics().push(
                Diagnostic::warning(
                    Code::InvalidEnumValue,
                    origin,
                    format!("`enum` lists {value} twice"),
                )
                .effect("the type has the value once")
                .help("list each value once"),
            );
            continue;
        }
        let nth = |texts: &[String]| {
            (texts.len() == count)
                .then(|| texts.get(index).cloned())
                .flatten()
        };
        distinct.push(EnumValue {
            name: nth(&shape.enum_names),
            description: nth(&shape.enum_descriptions),
            value,
        });
    }
    distinct
}

/// Reports names and descriptions of enum values whose number differs from that of the values, and duplicate names.
fn report_unusable_names(builder: &mut SchemaBuilder<'_>, shape: &Shape, count: usize, id: SchemaId) {
    let origin = builder.origin(id);
    let mut report = |message: String, effect: &str| {
        let diagnostic = Diagnostic::warning(Code::UnusableEnumNames, origin, message);
        builder.diagnostics().push(diagnostic.effect(effect));
    };
    let lists = [
        (
            "names",
            &shape.enum_names,
            "the variants are named after the values",
        ),
        (
            "descriptions",
            &shape.enum_descriptions,
            "the descriptions are left out",
        ),
    ];
    for (what, texts, effect) in lists {
        if !texts.is_empty() && texts.len() != count {
            let message = format!(
                "`enum` has {count} values, and of {what} there are {}",
                texts.len()
            );
            report(message, effect);
        }
    }
    let distinct: BTreeSet<&String> = shape.enum_names.iter().collect();
    if shape.enum_names.len() == count && distinct.len() < count {
        report(
            "two values of `enum` are given one name".to_owned(),
            "the variants are named after the values",
        );
    }
}

/// Reports an `enum` value that has none of the types listed in `type`.
fn report_foreign_value(builder: &mut SchemaBuilder<'_>, value: &Value, types: &[String], id: SchemaId) {
    if types.is_empty() || types.iter().any(|typ| is_of_type(value, typ)) {
        return;
    }
    let origin = builder.origin(id);
    builder.diagnostics().push(
        Diagnostic::warning(
            Code::InvalidEnumValue,
            origin,
            format!("`enum` lists {value}, and the type is {}", types.join(" or ")),
        )
        .effect("the value is allowed all the same")
        .help("take the value out, or correct `type`"),
    );
}

/// Returns `true` if a value has a type (JSON Schema 2020-12 validation, section 6.1.1).
fn is_of_type(value: &Value, typ: &str) -> bool {
    match typ {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        // An unknown type accepts any value.
        _ => true,
    }
}

/// Returns the schema of values that all have the same type: a boolean if both booleans are listed, or else an enum.
fn of_one_type(values: Vec<EnumValue>, is_const: bool) -> SchemaKind {
    let is = |test: fn(&Value) -> bool| values.iter().all(|value| test(&value.value));
    if is(Value::is_boolean) && values.len() == 2 {
        return SchemaKind::Boolean;
    }
    SchemaKind::Enum(EnumSchema { values, is_const })
}

/// Returns the type of a value. Integers are numbers: JSON does not distinguish them.
fn json_type(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) | Value::Object(_) => "structure",
    }
}

/// Converts an `enum` value to the schema's type. YAML reads an unquoted `1` as a number, but with `type: string` the
/// author means `"1"`. Other documents quote the values of an integer.
fn coerce(value: Value, types: &[String]) -> Value {
    let [typ] = types else {
        return value;
    };
    match (typ.as_str(), value) {
        ("string", Value::Number(number)) => Value::String(number.to_string()),
        ("string", Value::Bool(boolean)) => Value::String(boolean.to_string()),
        ("integer", Value::String(text)) => text.parse().map_or(Value::String(text), Value::Number),
        (_, value) => value,
    }
}
