//! What a schema of the model holds of what its place in the document says.

use serde_json::Value;

use super::index::Index;
use sdk_model::{EnumSchema, Number, NumberSchema, Schema, SchemaId, SchemaKind, StringSchema, UnionSchema};

/// What a keyword becomes, in the words of the ledger; `None` where it becomes nothing.
pub(super) fn field(key: &str) -> Option<&'static str> {
    Some(match key {
        "type" => "kind",
        "description" => "description",
        "title" => "name of an alternative",
        "required" | "nullable" => "presence",
        "enum" | "const" => "values",
        "format" | "contentEncoding" => "format",
        "contentMediaType" => "media type of a text",
        "default" => "default",
        "example" => "example",
        "readOnly" => "read-only",
        "writeOnly" => "write-only",
        "deprecated" => "deprecated",
        "pattern" | "minLength" | "maxLength" | "minimum" | "maximum" | "exclusiveMinimum"
        | "exclusiveMaximum" | "multipleOf" | "minItems" | "maxItems" | "uniqueItems" => "bounds",
        _ => return None,
    })
}

/// Whether a value is of the form that its keyword wants. Another one is a fault of the document.
pub(super) fn fits(key: &str, value: &Value) -> bool {
    match key {
        "type" | "description" | "title" | "format" | "contentEncoding" | "contentMediaType" | "pattern"
        | "required" => value.is_string(),
        "nullable" | "readOnly" | "writeOnly" | "deprecated" | "uniqueItems" => value.is_boolean(),
        "minLength" | "maxLength" | "minimum" | "maximum" | "multipleOf" | "minItems" | "maxItems" => {
            value.is_number()
        }
        "exclusiveMinimum" | "exclusiveMaximum" => value.is_number() || value.is_boolean(),
        _ => true,
    }
}

/// The schema of a property.
pub(super) fn property(kind: &SchemaKind, name: &str) -> Option<SchemaId> {
    match kind {
        SchemaKind::Object(object) => {
            let found = object.properties.iter().find(|property| property.name == name);
            found.map(|property| property.schema)
        }
        _ => None,
    }
}

/// The schema of values under any other name.
pub(super) fn values(kind: &SchemaKind) -> Option<SchemaId> {
    match kind {
        SchemaKind::Object(object) => object.additional.schema(),
        SchemaKind::Map(map) => Some(map.values),
        _ => None,
    }
}

/// The schema of elements.
pub(super) fn items(kind: &SchemaKind) -> Option<SchemaId> {
    match kind {
        SchemaKind::Array(array) => Some(array.items),
        _ => None,
    }
}

/// The schema of the element at a position.
pub(super) fn element(kind: &SchemaKind, index: usize) -> Option<SchemaId> {
    match kind {
        SchemaKind::Tuple(tuple) => tuple.elements.get(index).copied(),
        _ => None,
    }
}

/// A schema that is asked what it holds.
#[derive(Clone, Copy)]
pub(super) struct Holder<'a> {
    pub(super) index: &'a Index<'a>,
    pub(super) id: SchemaId,
    /// Whether it was made of the place that is asked about. One that only stands for that says of it
    /// what its values are, and nothing else.
    pub(super) is_own: bool,
}

impl<'a> Holder<'a> {
    fn schema(self) -> &'a Schema {
        self.index.api.schemas.get(self.id)
    }

    fn kind(self) -> &'a SchemaKind {
        self.index.kind(self.id)
    }

    fn enumeration(self) -> Option<&'a EnumSchema> {
        match self.kind() {
            SchemaKind::Enum(schema) => Some(schema),
            _ => None,
        }
    }

    fn union(self) -> Option<&'a UnionSchema> {
        match self.kind() {
            SchemaKind::Union(union) => Some(union),
            _ => None,
        }
    }

    pub(super) fn is_nullable(self) -> bool {
        self.index.api.schemas.is_nullable(self.id)
            || matches!(self.kind(), SchemaKind::Any | SchemaKind::Null)
    }

    /// Whether the schema holds the value of a keyword.
    pub(super) fn holds(self, key: &str, value: &Value) -> bool {
        let schema = self.schema();
        match key {
            "type" => self.is_of_type(value),
            "enum" | "const" => self.has_value(value),
            "required" => self.requires(value) || self.is_named_by(value),
            "format" => self.format() == value.as_str() && value.is_string(),
            "contentEncoding" => self.format() == Some("byte"),
            "contentMediaType" => self.media_type() == value.as_str() && value.is_string(),
            "readOnly" => value.as_bool() == Some(schema.read_only),
            "writeOnly" => value.as_bool() == Some(schema.write_only),
            "nullable" => value.as_bool() == Some(self.is_nullable()),
            "description" if !self.is_own => self.describes_value(value),
            _ if !self.is_own => false,
            "description" => schema.description.as_deref() == value.as_str() && value.is_string(),
            "title" => self.is_named_by(value),
            "deprecated" => value.as_bool() == Some(schema.deprecated),
            "default" => schema.default.as_ref() == Some(value),
            "example" => schema.example.as_ref() == Some(value),
            _ => self.is_bound(key, value),
        }
    }

    /// Whether the values of the schema are of a type.
    fn is_of_type(self, typ: &Value) -> bool {
        let Some(typ) = typ.as_str() else {
            return false;
        };
        match self.kind() {
            SchemaKind::Null => typ == "null",
            SchemaKind::Boolean => typ == "boolean" || (typ == "null" && self.is_nullable()),
            _ if typ == "null" => self.is_nullable(),
            SchemaKind::Integer(_) => typ == "integer",
            SchemaKind::Number(_) => typ == "number" || typ == "integer",
            SchemaKind::String(_) => typ == "string" || typ == "file",
            SchemaKind::Array(_) | SchemaKind::Tuple(_) => typ == "array",
            SchemaKind::Map(_) | SchemaKind::Object(_) => typ == "object",
            SchemaKind::Enum(schema) => schema.values.iter().any(|value| match &value.value {
                Value::String(_) => typ == "string",
                Value::Number(_) => typ == "integer" || typ == "number",
                Value::Bool(_) => typ == "boolean",
                Value::Array(_) => typ == "array",
                Value::Object(_) => typ == "object",
                Value::Null => typ == "null",
            }),
            SchemaKind::Any | SchemaKind::Union(_) | SchemaKind::Alias(_) => false,
        }
    }

    fn has_value(self, value: &Value) -> bool {
        let written = value.to_string();
        match self.kind() {
            _ if value.is_null() => self.is_nullable(),
            SchemaKind::Boolean => value.is_boolean(),
            SchemaKind::Enum(schema) => schema.values.iter().any(|known| {
                // A text may be written as a number or a flag, and a number as a text.
                known.value == *value
                    || known.value.as_str() == Some(written.as_str())
                    || value.as_str() == Some(known.value.to_string().as_str())
            }),
            _ => false,
        }
    }

    fn requires(self, name: &Value) -> bool {
        let SchemaKind::Object(object) = self.kind() else {
            return false;
        };
        let found = object
            .properties
            .iter()
            .find(|property| Some(property.name.as_str()) == name.as_str());
        found.is_some_and(|property| !property.presence.is_optional())
    }

    /// Whether a union names the schema by a text, for want of a better name.
    fn is_named_by(self, text: &Value) -> bool {
        self.is_own
            && text
                .as_str()
                .is_some_and(|text| self.index.is_hint(self.id, text))
    }

    fn format(self) -> Option<&'a str> {
        match self.kind() {
            SchemaKind::Integer(schema) => schema.format.as_deref(),
            SchemaKind::Number(schema) => schema.format.as_deref(),
            SchemaKind::String(schema) => schema.format.as_deref(),
            _ => None,
        }
    }

    fn media_type(self) -> Option<&'a str> {
        match self.kind() {
            SchemaKind::String(schema) => schema.media_type.as_deref(),
            _ => None,
        }
    }

    /// Whether a value of the schema is described by a text: what alternatives of one value each became.
    fn describes_value(self, text: &Value) -> bool {
        let values = self.enumeration().into_iter().flat_map(|schema| &schema.values);
        values
            .filter_map(|value| value.description.as_deref())
            .any(|known| Some(known) == text.as_str())
    }

    /// Whether a value of the schema is named or described by a text.
    pub(super) fn names_value(self, text: &Value) -> bool {
        let mut values = self.enumeration().into_iter().flat_map(|schema| &schema.values);
        values.any(|value| {
            let texts = [value.name.as_deref(), value.description.as_deref()];
            text.is_string() && texts.contains(&text.as_str())
        })
    }

    fn is_bound(self, key: &str, value: &Value) -> bool {
        match self.kind() {
            SchemaKind::String(schema) => is_bound_of_text(schema, key, value),
            SchemaKind::Integer(schema) => is_bound_of_number(&schema.bounds, key, value),
            SchemaKind::Number(schema) => is_bound_of_number(schema, key, value),
            SchemaKind::Array(schema) => match key {
                "minItems" => is_count(schema.min_items, value),
                "maxItems" => is_count(schema.max_items, value),
                "uniqueItems" => value.as_bool() == Some(schema.unique_items),
                _ => false,
            },
            // What a tuple is made of says how many elements it has.
            SchemaKind::Tuple(_) => matches!(key, "minItems" | "maxItems"),
            _ => false,
        }
    }

    /// Whether a property of a name tells the alternatives apart.
    pub(super) fn has_tag(self, name: &Value) -> bool {
        let tag = self.union().and_then(|union| union.discriminator.as_ref());
        tag.is_some_and(|tag| Some(tag.property.as_str()) == name.as_str())
    }

    /// Whether a value of the tag chooses an alternative.
    pub(super) fn has_tag_value(self, value: &str) -> bool {
        let tag = self.union().and_then(|union| union.discriminator.as_ref());
        tag.is_some_and(|tag| tag.mapping.contains_key(value))
    }

    /// Whether one alternative stands for values that name none.
    pub(super) fn has_default_alternative(self) -> bool {
        let tag = self.union().and_then(|union| union.discriminator.as_ref());
        tag.is_some_and(|tag| tag.default.is_some())
    }

    /// Whether the schema has alternatives that a tag tells apart.
    pub(super) fn is_tagged(self) -> bool {
        self.union().is_some_and(|union| union.discriminator.is_some())
    }
}

fn is_bound_of_text(schema: &StringSchema, key: &str, value: &Value) -> bool {
    match key {
        "minLength" => is_count(schema.min_length, value),
        "maxLength" => is_count(schema.max_length, value),
        "pattern" => schema.pattern.as_deref() == value.as_str() && value.is_string(),
        _ => false,
    }
}

fn is_bound_of_number(schema: &NumberSchema, key: &str, value: &Value) -> bool {
    let is = |known: Option<Number>| known.is_some_and(|known| is_number(known, value));
    match key {
        "minimum" => is(schema.minimum) || is(schema.exclusive_minimum),
        "maximum" => is(schema.maximum) || is(schema.exclusive_maximum),
        "exclusiveMinimum" if value.is_boolean() => {
            value.as_bool() == Some(schema.exclusive_minimum.is_some())
        }
        "exclusiveMaximum" if value.is_boolean() => {
            value.as_bool() == Some(schema.exclusive_maximum.is_some())
        }
        "exclusiveMinimum" => is(schema.exclusive_minimum),
        "exclusiveMaximum" => is(schema.exclusive_maximum),
        "multipleOf" => is(schema.multiple_of),
        _ => false,
    }
}

fn is_count(known: Option<u64>, value: &Value) -> bool {
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    let same = known.is_some_and(|known| value.as_f64() == Some(known as f64));
    same
}

fn is_number(known: Number, value: &Value) -> bool {
    match known {
        Number::Integer(known) => {
            #[expect(
                clippy::cast_precision_loss,
                reason = "integers beyond 2^53 are compared exactly first"
            )]
            let known_float = known as f64;
            value.as_i64().map(i128::from) == Some(known) || value.as_f64() == Some(known_float)
        }
        Number::Float(known) => value.as_f64() == Some(known),
    }
}
