//! Which Rust type stands for a schema.

use std::borrow::Cow;

use super::Lowering;
use sdk_config::{self as config, DateTime};
use sdk_model::{IntegerSchema, Number, SchemaId, SchemaKind, StringSchema};
use sdk_rust::{Accept, DateKind, DateLibrary, ItemPath, Type};

/// How many elements a tuple has at the most: Rust implements its traits for no more.
pub(super) const LONGEST_TUPLE: usize = 12;

impl Lowering<'_> {
    /// The type of a schema where it stands alone, as an element or a value: null makes it an option.
    pub(super) fn type_of(&self, id: SchemaId) -> Type {
        let ty = self.bare_type(id);
        let holds_null = matches!(ty, Type::Value | Type::Unit);
        if self.api.schemas.is_nullable(id) && !holds_null {
            Type::Option(Box::new(ty))
        } else {
            ty
        }
    }

    /// The type of a schema without what null adds to it.
    pub(super) fn bare_type(&self, id: SchemaId) -> Type {
        if let Some(ident) = self.names.get(id) {
            return Type::Item(ItemPath { ident: ident.clone() });
        }
        self.structure(id)
    }

    /// The type that a schema's own name would stand for.
    pub(super) fn structure(&self, id: SchemaId) -> Type {
        let schema = self.api.schemas.get(id);
        match &schema.kind {
            // The latter two have a name, and so never come here.
            SchemaKind::Any | SchemaKind::Object(_) | SchemaKind::Union(_) => Type::Value,
            SchemaKind::Null => Type::Unit,
            SchemaKind::Boolean => Type::Bool,
            SchemaKind::Integer(schema) => Type::Number(integer(schema)),
            SchemaKind::Number(_) => Type::Number("f64"),
            SchemaKind::String(schema) => self.text(schema),
            SchemaKind::Enum(schema) => {
                let all =
                    |is: fn(&serde_json::Value) -> bool| schema.values.iter().all(|value| is(&value.value));
                if all(serde_json::Value::is_boolean) {
                    Type::Bool
                } else if all(serde_json::Value::is_number) {
                    Type::Number("f64")
                } else {
                    Type::Value
                }
            }
            SchemaKind::Array(schema) => Type::Vec(Box::new(self.type_of(schema.items))),
            SchemaKind::Map(schema) => Type::Map(Box::new(self.type_of(schema.values))),
            SchemaKind::Tuple(schema) if schema.elements.len() > LONGEST_TUPLE => {
                Type::Vec(Box::new(Type::Value))
            }
            SchemaKind::Tuple(schema) => Type::Tuple(
                schema
                    .elements
                    .iter()
                    .map(|&element| self.held_type(id, element))
                    .collect(),
            ),
            SchemaKind::Alias(target) => self.bare_type(*target),
        }
    }

    /// The type of a value that lies in another one: boxed where the two hold each other.
    pub(super) fn held_type(&self, owner: SchemaId, held: SchemaId) -> Type {
        let ty = self.type_of(held);
        self.boxed(owner, held, ty)
    }

    /// Like [`Self::held_type`], without what null adds.
    pub(super) fn held_bare_type(&self, owner: SchemaId, held: SchemaId) -> Type {
        let ty = self.bare_type(held);
        self.boxed(owner, held, ty)
    }

    fn boxed(&self, owner: SchemaId, held: SchemaId, ty: Type) -> Type {
        let is_sized_apart = matches!(ty, Type::Vec(_) | Type::Map(_));
        if self.by_value.joins(owner, held) && !is_sized_apart {
            return match ty {
                Type::Option(inner) => Type::Option(Box::new(Type::Box(inner))),
                other => Type::Box(Box::new(other)),
            };
        }
        ty
    }

    fn text(&self, schema: &StringSchema) -> Type {
        match schema.format.as_deref() {
            Some("password") => Type::Secret,
            Some("byte") => Type::Base64,
            Some(format) => self.date(format).unwrap_or(Type::String),
            None => Type::String,
        }
    }

    /// The type of a format that tells a date or a time. `time` stays a text: it is a time of day with an
    /// offset, for which no library has a type.
    fn date(&self, format: &str) -> Option<Type> {
        let library = match self.config.date_time {
            DateTime::Text => return None,
            DateTime::Timestamp => return (format == "date-time").then_some(Type::Timestamp),
            DateTime::Library(library) => date_library(library),
        };
        let kind = match format {
            "date-time" => DateKind::Instant,
            "date" => DateKind::Date,
            "date-time-local" => DateKind::LocalDateTime,
            "time-local" => DateKind::LocalTime,
            _ => return None,
        };
        Some(Type::Dated(library, kind))
    }

    /// Whether a value is bytes that no text stands for.
    pub(super) fn is_binary(&self, id: SchemaId) -> bool {
        match &self.api.schemas.get(self.api.schemas.resolve(id)).kind {
            SchemaKind::String(schema) => schema.format.as_deref() == Some("binary"),
            _ => false,
        }
    }

    /// What a setter or constructor accepts for a type.
    pub(super) fn accept(&self, ty: &Type) -> Accept {
        match ty {
            Type::Vec(inner) if self.is_made_from(inner) => Accept::IterInto,
            Type::Vec(_) => Accept::Iter,
            Type::Map(inner) if self.is_made_from(inner) => Accept::EntriesInto,
            Type::Map(_) => Accept::Entries,
            other if self.is_made_from(other) => Accept::Into,
            _ => Accept::Exact,
        }
    }

    /// Whether values are commonly made from something else, such as text.
    fn is_made_from(&self, ty: &Type) -> bool {
        let mut current = Cow::Borrowed(ty);
        // A chain of aliases may be as long as the document, so it is walked and not recursed into.
        for _ in 0..=self.api.schemas.len() {
            let path = match current.as_ref() {
                Type::String | Type::Value | Type::Timestamp | Type::Secret | Type::Base64 | Type::File => {
                    return true;
                }
                Type::Item(path) => path,
                _ => return false,
            };
            let Some(id) = self.schema_named(path) else {
                return false;
            };
            match &self.api.schemas.get(id).kind {
                SchemaKind::Enum(schema) => return schema.values.iter().all(|value| value.value.is_string()),
                SchemaKind::Union(_) => return true,
                SchemaKind::Array(_) | SchemaKind::Map(_) | SchemaKind::Object(_) => return false,
                // An alias is as good as what it stands for.
                _ => current = Cow::Owned(self.structure(id)),
            }
        }
        false
    }

    /// The type with a name for a list or a map replaced by the list or map itself: setters take their
    /// elements.
    pub(super) fn with_elements(&self, ty: Type) -> Type {
        let mut current = ty.clone();
        for _ in 0..16 {
            match &current {
                Type::Vec(_) | Type::Map(_) => return current,
                Type::Item(path) => match self.schema_named(path) {
                    Some(id) if self.is_alias(id) => {
                        current = self.structure(id);
                    }
                    _ => break,
                },
                _ => break,
            }
        }
        ty
    }

    /// A type as the compiler sees it, whatever names its parts go by.
    pub(super) fn bare_structure(&self, ty: &Type) -> Type {
        self.expanded(ty, 0)
    }

    /// The type with every name for something else replaced by what it stands for.
    fn expanded(&self, ty: &Type, depth: usize) -> Type {
        let inner = |ty: &Type| Box::new(self.expanded(ty, depth + 1));
        match ty {
            Type::Item(path) if depth < 32 => match self.schema_named(path) {
                Some(id) if self.is_alias(id) => self.expanded(&self.structure(id), depth + 1),
                _ => ty.clone(),
            },
            Type::Vec(element) => Type::Vec(inner(element)),
            Type::Map(element) => Type::Map(inner(element)),
            Type::Option(element) => Type::Option(inner(element)),
            Type::Box(element) => Type::Box(inner(element)),
            Type::Tuple(elements) => {
                Type::Tuple(elements.iter().map(|ty| self.expanded(ty, depth + 1)).collect())
            }
            other => other.clone(),
        }
    }

    /// Whether the name of a schema is another name for a type.
    fn is_alias(&self, id: SchemaId) -> bool {
        !self.names.is_wrapper(id) && !super::type_names::is_defined(&self.api.schemas.get(id).kind)
    }

    fn schema_named(&self, path: &ItemPath) -> Option<SchemaId> {
        self.names.schema(&path.ident)
    }
}

/// The library that the configuration names.
pub(super) fn date_library(library: config::DateLibrary) -> DateLibrary {
    match library {
        config::DateLibrary::Chrono => DateLibrary::Chrono,
        config::DateLibrary::Jiff => DateLibrary::Jiff,
        config::DateLibrary::Time => DateLibrary::Time,
    }
}

/// The integer type that holds what the format and the bounds allow (OpenAPI 3.1, "Data Types").
fn integer(schema: &IntegerSchema) -> &'static str {
    match schema.format.as_deref() {
        Some("int8") => "i8",
        Some("int16") => "i16",
        Some("int32") => "i32",
        Some("uint8") => "u8",
        Some("uint16") => "u16",
        Some("uint32") => "u32",
        Some("uint64" | "uint") => "u64",
        _ => {
            let is_within = |bound: Option<Number>, most: i128| match bound {
                Some(Number::Integer(value)) => value.abs() <= most,
                _ => true,
            };
            let may_be_negative = match schema.bounds.minimum.or(schema.bounds.exclusive_minimum) {
                Some(Number::Integer(value)) => value < 0,
                Some(Number::Float(value)) => value < 0.0,
                // Who allows so much and does not say where it begins counts from zero.
                None => false,
            };
            let greatest = schema.bounds.maximum.or(schema.bounds.exclusive_maximum);
            if is_within(greatest, i128::from(i64::MAX)) {
                "i64"
            } else if may_be_negative {
                "i128"
            } else {
                "u64"
            }
        }
    }
}
