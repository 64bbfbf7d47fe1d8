//! The kinds of schemas: their names in reports, and comparisons that ignore everything else.

use std::mem::discriminant;

use sdk_model::{Api, EnumSchema, SchemaId, SchemaKind, UnionSchema};

/// Returns the kind of a schema, aliases resolved.
pub(super) fn kind_of(api: &Api, id: SchemaId) -> &SchemaKind {
    &api.schemas.get(api.schemas.resolve(id)).kind
}

pub(super) fn is_same_kind(left: &SchemaKind, right: &SchemaKind) -> bool {
    discriminant(left) == discriminant(right)
}

/// Returns whether a variant of a union is of a kind.
pub(super) fn has_variant_of_kind(api: &Api, union: &UnionSchema, kind: &SchemaKind) -> bool {
    let mut variants = union.variants.iter();
    variants.any(|variant| is_same_kind(kind_of(api, variant.schema), kind))
}

/// Returns whether all values of an enum are strings, or all are not, as the kind asks for.
pub(super) fn all_of_kind(kind: &SchemaKind, list: &EnumSchema) -> bool {
    let is_string = matches!(kind, SchemaKind::String(_));
    list.values
        .iter()
        .all(|value| value.value.is_string() == is_string)
}

/// Returns the name of a kind as reports show it.
pub(super) fn kind_name(kind: &SchemaKind) -> &'static str {
    match kind {
        SchemaKind::Any => "any value",
        SchemaKind::Null => "null",
        SchemaKind::Boolean => "boolean",
        SchemaKind::Integer(_) => "integer",
        SchemaKind::Number(_) => "number",
        SchemaKind::String(_) => "string",
        SchemaKind::Enum(_) => "enum",
        SchemaKind::Array(_) => "array",
        SchemaKind::Tuple(_) => "tuple",
        SchemaKind::Map(_) => "map",
        SchemaKind::Object(_) => "object",
        SchemaKind::Union(_) => "union",
        SchemaKind::Alias(_) => "alias",
    }
}
