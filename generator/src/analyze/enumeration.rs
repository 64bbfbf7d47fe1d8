//! Schemas that list their values.

use serde_json::Value;

use super::schema::SchemaBuilder;
use super::shape::Shape;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{EnumSchema, EnumValue, SchemaId, SchemaKind};

impl SchemaBuilder<'_> {
    /// What a schema with `enum` or `const` is.
    pub(super) fn enumeration(&mut self, shape: &mut Shape, values: Vec<Value>, id: SchemaId) -> SchemaKind {
        let count = values.len();
        let mut distinct: Vec<EnumValue> = Vec::new();
        for (index, value) in values.into_iter().enumerate() {
            if value.is_null() {
                if !shape.nullable {
                    self.tell_foreign_value(&value, &shape.types, id);
                }
                shape.nullable = true;
                continue;
            }
            let value = coerce(value, &shape.types);
            self.tell_foreign_value(&value, &shape.types, id);
            if distinct.iter().any(|known| known.value == value) {
                let origin = self.origin(id);
                self.diagnostics().push(Diagnostic::warning(
                    Code::InvalidEnumValue,
                    origin,
                    format!("`enum` lists {value} twice"),
                ));
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
        if distinct.is_empty() {
            return SchemaKind::Null;
        }
        let booleans = distinct.iter().all(|value| value.value.is_boolean());
        if booleans && (distinct.len() == 2 || !shape.is_const) {
            return SchemaKind::Boolean;
        }
        SchemaKind::Enum(EnumSchema {
            values: distinct,
            is_const: shape.is_const,
        })
    }

    /// Tells a value of `enum` that is of none of the types that stand beside it.
    fn tell_foreign_value(&mut self, value: &Value, types: &[String], id: SchemaId) {
        if types.is_empty() || types.iter().any(|typ| is_of_type(value, typ)) {
            return;
        }
        let origin = self.origin(id);
        self.diagnostics().push(
            Diagnostic::warning(
                Code::InvalidEnumValue,
                origin,
                format!("`enum` lists {value}, and the type is {}", types.join(" or ")),
            )
            .effect("the value is allowed all the same"),
        );
    }
}

/// Whether a value is of a type (JSON Schema 2020-12, section 6.1.1).
fn is_of_type(value: &Value, typ: &str) -> bool {
    match typ {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        // Another word says nothing.
        _ => true,
    }
}

/// A value of `enum` as its type says it: YAML reads an unquoted `1` as a number, and `type: string`
/// says that `"1"` is meant.
fn coerce(value: Value, types: &[String]) -> Value {
    let is_text = matches!(types, [single] if single == "string");
    match value {
        Value::Number(number) if is_text => Value::String(number.to_string()),
        Value::Bool(flag) if is_text => Value::String(flag.to_string()),
        other => other,
    }
}
