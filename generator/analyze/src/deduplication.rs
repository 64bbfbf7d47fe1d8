//! Deduplication of inline schemas: a structurally equal copy becomes an alias of the first one.

use std::collections::HashMap;
use std::fmt::Write as _;

use sdk_model::{Additional, Name, Schema, SchemaId, SchemaKind, Schemas};

/// The deepest nesting of inline schemas that is compared. More deeply nested schemas are not deduplicated.
const MAX_DEPTH: usize = 24;

/// The criterion by which two inline schemas are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Equality {
    /// Their values have the same type. Descriptions, defaults and bounds such as `maxLength` are ignored.
    Type,
    /// Their values have the same type, bounds, descriptions and defaults.
    Exact,
}

/// Makes inline objects, enums and unions that are equal to an earlier one aliases of it.
pub(super) fn share(schemas: &mut Schemas, equality: Equality) {
    set_null_apart(schemas);
    let ids: Vec<SchemaId> = schemas.iter().map(|(id, _)| id).collect();
    let mut first: HashMap<String, SchemaId> = HashMap::new();
    for id in ids {
        if !is_inline_type(schemas.get(id)) {
            continue;
        }
        let Some(text) = describe_within(schemas, id, equality, 0) else {
            continue;
        };
        match first.get(&text) {
            Some(&known) => {
                if let Some(schema) = schemas.get_mut(id) {
                    schema.kind = SchemaKind::Alias(known);
                }
            }
            None => {
                first.insert(text, id);
            }
        }
    }
}

/// Splits each nullable inline type into a nullable alias and a type that is not nullable. Schemas that differ only in
/// nullability can then share one type.
fn set_null_apart(schemas: &mut Schemas) {
    let ids: Vec<SchemaId> = schemas.iter().map(|(id, _)| id).collect();
    for id in ids {
        let schema = schemas.get(id);
        if !schema.nullable || !is_inline_type(schema) {
            continue;
        }
        let core = Schema {
            nullable: false,
            ..schema.clone()
        };
        let core_id = schemas.reserve(core.name.clone(), core.origin);
        schemas.fill(core_id, core);
        if let Some(schema) = schemas.get_mut(id) {
            schema.kind = SchemaKind::Alias(core_id);
        }
    }
}

fn is_inline_type(schema: &Schema) -> bool {
    matches!(schema.name, Name::Suggested(_))
        && matches!(
            schema.kind,
            SchemaKind::Object(_) | SchemaKind::Enum(_) | SchemaKind::Union(_)
        )
}

/// Returns a text that is the same for schemas of the same type, or `None` if the schema is nested too deeply.
pub(super) fn describe(schemas: &Schemas, id: SchemaId) -> Option<String> {
    describe_within(schemas, id, Equality::Type, 0)
}

fn describe_within(schemas: &Schemas, id: SchemaId, equality: Equality, depth: usize) -> Option<String> {
    if depth > MAX_DEPTH {
        return None;
    }
    let nullable = if schemas.is_nullable(id) { "?" } else { "" };
    let target = schemas.resolve(id);
    let schema = schemas.get(target);
    if let Name::Declared(name) = &schema.name {
        return Some(format!("{nullable}#{name}"));
    }
    let child = |id: SchemaId| describe_within(schemas, id, equality, depth + 1);
    let is_exact = equality == Equality::Exact;
    let annotations = if is_exact {
        let annotated = schemas.annotated(id);
        format!(
            "{:?}{:?}{}",
            annotated.description, annotated.default, annotated.deprecated
        )
    } else {
        String::new()
    };
    let modifiers = format!(
        "{annotations}{nullable}{}{}",
        if schema.read_only { "r" } else { "" },
        if schema.write_only { "w" } else { "" }
    );
    let text = match &schema.kind {
        SchemaKind::Any => "any".to_owned(),
        SchemaKind::Null => "null".to_owned(),
        SchemaKind::Boolean => "boolean".to_owned(),
        kind @ (SchemaKind::Integer(_)
        | SchemaKind::Number(_)
        | SchemaKind::String(_)
        | SchemaKind::Enum(_))
            if is_exact =>
        {
            format!("{kind:?}")
        }
        SchemaKind::Integer(schema) => format!("integer {:?}", schema.format),
        SchemaKind::Number(schema) => format!("number {:?}", schema.format),
        SchemaKind::String(schema) => format!("string {:?}", schema.format),
        SchemaKind::Enum(schema) => {
            let values: Vec<String> = schema
                .values
                .iter()
                .map(|value| value.value.to_string())
                .collect();
            format!("enum {} {}", schema.is_const, values.join(","))
        }
        SchemaKind::Array(schema) => {
            let bounds = is_exact.then(|| {
                format!(
                    "{:?}{:?}{}",
                    schema.min_items, schema.max_items, schema.unique_items
                )
            });
            format!("[{}]{}", child(schema.items)?, bounds.unwrap_or_default())
        }
        SchemaKind::Tuple(schema) => {
            let elements: Option<Vec<String>> = schema.elements.iter().map(|&id| child(id)).collect();
            format!("({})", elements?.join(","))
        }
        SchemaKind::Map(schema) => format!("{{*:{}}}", child(schema.values)?),
        SchemaKind::Object(schema) => {
            let mut text = String::from("{");
            for property in &schema.properties {
                let optional = if property.presence.is_optional() { "?" } else { "" };
                let _ = write!(text, "{:?}{optional}:{},", property.name, child(property.schema)?);
            }
            match schema.additional {
                Additional::Unspecified | Additional::Forbidden => {}
                Additional::Schema(values) => {
                    let _ = write!(text, "*:{}", child(values)?);
                }
            }
            text.push('}');
            text
        }
        SchemaKind::Union(schema) => {
            let variants: Option<Vec<String>> = schema
                .variants
                .iter()
                .map(|variant| child(variant.schema))
                .collect();
            let tag = schema
                .discriminator
                .as_ref()
                .map(|tag| format!("{}{:?}{:?}", tag.property, tag.mapping, tag.default));
            format!("<{}>{tag:?}", variants?.join("|"))
        }
        SchemaKind::Alias(_) => return None,
    };
    Some(format!("{modifiers}{text}"))
}
