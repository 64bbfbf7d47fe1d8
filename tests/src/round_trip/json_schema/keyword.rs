//! Keywords that OpenAPI spells differently from JSON Schema, or leaves out, one function each.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

/// Adds variants to a schema that may already have some.
pub(super) fn either(schema: &mut Map<String, Value>, alternatives: Value) {
    if schema.contains_key("anyOf") {
        require(schema, json!({ "anyOf": alternatives }));
    } else {
        schema.insert("anyOf".to_owned(), alternatives);
    }
}

/// Adds a schema that also has to match.
pub(super) fn require(schema: &mut Map<String, Value>, part: Value) {
    let parts = schema.entry("allOf").or_insert_with(|| json!([]));
    if let Some(parts) = parts.as_array_mut() {
        parts.push(part);
    }
}

pub(super) fn types(value: &Value) -> Option<Value> {
    const KNOWN: [&str; 7] = [
        "null", "boolean", "object", "array", "number", "string", "integer",
    ];
    let names = match value {
        Value::Array(names) => names.as_slice(),
        single => std::slice::from_ref(single),
    };
    let known: BTreeSet<&str> = names
        .iter()
        .filter_map(Value::as_str)
        .map(|name| if name == "file" { "string" } else { name })
        .filter(|name| KNOWN.contains(name))
        .collect();
    (!known.is_empty()).then(|| json!(known))
}

/// Returns a pattern if the validator supports it.
pub(super) fn pattern(text: &str) -> Option<Value> {
    jsonschema::validator_for(&json!({ "pattern": text }))
        .is_ok()
        .then(|| json!(text))
}

pub(super) fn count(value: &Value) -> Option<Value> {
    let whole = value
        .as_f64()
        .filter(|value| value.fract() == 0.0 && *value >= 0.0)?;
    format!("{whole:.0}").parse::<u64>().ok().map(Value::from)
}

/// Converts the boolean exclusive bounds of OpenAPI 3.0.
pub(super) fn exclusive_flags(schema: &mut Map<String, Value>) {
    for (flag, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        if let Some(Value::Bool(is_exclusive)) = schema.get(flag) {
            let is_exclusive = *is_exclusive;
            schema.remove(flag);
            if let Some(value) = schema.remove(bound) {
                schema.insert(if is_exclusive { flag } else { bound }.to_owned(), value);
            }
        }
    }
}

/// Adds the bounds that a format implies (OpenAPI format registry). The validator checks `byte` itself; no
/// other format restricts the values of a type.
pub(super) fn format_of(schema: &mut Map<String, Value>) {
    let encoding = schema.remove("contentEncoding").unwrap_or_default();
    if encoding
        .as_str()
        .is_some_and(|name| name.to_lowercase().starts_with("base64"))
    {
        schema.insert("format".to_owned(), json!("byte"));
    }
    let Some(Value::String(format)) = schema.remove("format") else {
        return;
    };
    let bounds = match format.as_str() {
        "int8" => Some((json!(i8::MIN), json!(i8::MAX))),
        "int16" => Some((json!(i16::MIN), json!(i16::MAX))),
        "int32" => Some((json!(i32::MIN), json!(i32::MAX))),
        "int64" => Some((json!(i64::MIN), json!(i64::MAX))),
        "uint8" => Some((json!(0), json!(u8::MAX))),
        "uint16" => Some((json!(0), json!(u16::MAX))),
        "uint32" => Some((json!(0), json!(u32::MAX))),
        "uint64" | "uint" => Some((json!(0), json!(u64::MAX))),
        _ => None,
    };
    if let Some((least, greatest)) = bounds.filter(|_| schema.get("type") == Some(&json!(["integer"]))) {
        require(schema, json!({ "minimum": least, "maximum": greatest }));
    }
    schema.insert("format".to_owned(), json!(format));
}

/// Adds the type that a keyword implies: `properties` implies an object. In JSON Schema any other value would
/// be valid as well.
pub(super) fn imply_type(schema: &mut Map<String, Value>) {
    const OBJECT: [&str; 3] = ["properties", "patternProperties", "additionalProperties"];
    const ARRAY: [&str; 2] = ["items", "prefixItems"];
    const STRING: [&str; 3] = ["pattern", "minLength", "maxLength"];
    const NUMBER: [&str; 3] = ["minimum", "maximum", "multipleOf"];
    // A reference or an `allOf` defines the type itself.
    if ["type", "enum", "const", "$ref", "allOf"]
        .iter()
        .any(|keyword| schema.contains_key(*keyword))
    {
        return;
    }
    let has = |keywords: &[&str]| keywords.iter().any(|keyword| schema.contains_key(*keyword));
    let implied = match schema.get("format").and_then(Value::as_str) {
        _ if has(&OBJECT) => "object",
        _ if has(&ARRAY) => "array",
        _ if has(&STRING) => "string",
        _ if has(&NUMBER) => "number",
        Some("int32" | "int64") => "integer",
        Some("float" | "double") => "number",
        Some("date-time" | "date" | "uuid" | "uri" | "email" | "byte" | "binary") => "string",
        _ => return,
    };
    schema.insert("type".to_owned(), json!([implied]));
}

/// Converts the values of `enum` to the schema's type: YAML reads an unquoted `1` as a number where a string
/// is meant.
pub(super) fn values_of_enum(schema: &mut Map<String, Value>) {
    let Some([typ]) = schema.get("type").and_then(Value::as_array).map(Vec::as_slice) else {
        return;
    };
    let typ = typ.clone();
    for value in schema
        .get_mut("enum")
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten()
    {
        match value {
            Value::Number(_) | Value::Bool(_) if typ == "string" => *value = Value::String(value.to_string()),
            Value::String(text) if typ == "integer" => {
                if let Ok(number) = text.parse::<i64>() {
                    *value = Value::from(number);
                }
            }
            _ => {}
        }
    }
}
