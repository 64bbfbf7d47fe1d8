//! Simplification of unions. Depends only on the model.

use sdk_model::{
    EnumSchema, EnumValue, SchemaId, SchemaKind, Schemas, StringSchema, UnionSchema, UnionVariant,
};

/// Simplifies unions: removes duplicate variants, replaces a null variant with `nullable`, merges strings and string
/// enums into one enum, and merges numbers into one number.
pub(super) fn simplify(schemas: &mut Schemas) {
    let ids: Vec<SchemaId> = schemas.iter().map(|(id, _)| id).collect();
    for id in ids {
        simplify_one(schemas, id);
    }
}

fn simplify_one(schemas: &mut Schemas, id: SchemaId) {
    let SchemaKind::Union(union) = &schemas.get(id).kind else {
        return;
    };
    let mut union = union.clone();
    let mut nullable = false;
    // The new index of each old one, for the discriminator.
    let mut moved: Vec<Option<usize>> = Vec::new();
    let mut kept: Vec<UnionVariant> = Vec::new();
    for variant in union.variants {
        let target = schemas.resolve(variant.schema);
        nullable |= schemas.is_nullable(variant.schema);
        if matches!(schemas.get(target).kind, SchemaKind::Null) {
            nullable = true;
            moved.push(None);
            continue;
        }
        if target == id {
            moved.push(None);
            continue;
        }
        let same = kept
            .iter()
            .position(|known| same_scalar(schemas, schemas.resolve(known.schema), target));
        moved.push(Some(same.unwrap_or(kept.len())));
        if same.is_none() {
            kept.push(variant);
        }
    }
    union.variants = kept;
    if let Some(discriminator) = &mut union.discriminator {
        let mapping = std::mem::take(&mut discriminator.mapping);
        discriminator.mapping = mapping
            .into_iter()
            .filter_map(|(value, index)| Some((value, moved.get(index).copied().flatten()?)))
            .collect();
        let default = discriminator.default.take();
        discriminator.default = default.and_then(|index| moved.get(index).copied().flatten());
    }
    let kind = match union.variants.as_slice() {
        [] => SchemaKind::Null,
        [single] => SchemaKind::Alias(single.schema),
        _ => scalars(schemas, &union).unwrap_or(SchemaKind::Union(union)),
    };
    if let Some(schema) = schemas.get_mut(id) {
        schema.nullable |= nullable && !matches!(kind, SchemaKind::Null);
        schema.kind = kind;
    }
}

/// Returns `true` if two schemas are identical, or are scalars, or arrays of scalars, of the same type.
fn same_scalar(schemas: &Schemas, left: SchemaId, right: SchemaId) -> bool {
    if left == right {
        return true;
    }
    match (&schemas.get(left).kind, &schemas.get(right).kind) {
        (SchemaKind::Any, SchemaKind::Any) | (SchemaKind::Boolean, SchemaKind::Boolean) => true,
        (SchemaKind::String(left), SchemaKind::String(right)) => left.format == right.format,
        (SchemaKind::Integer(left), SchemaKind::Integer(right)) => left.format == right.format,
        (SchemaKind::Number(left), SchemaKind::Number(right)) => left.format == right.format,
        (SchemaKind::Array(left), SchemaKind::Array(right)) => {
            same_scalar(schemas, schemas.resolve(left.items), schemas.resolve(right.items))
                && schemas.is_nullable(left.items) == schemas.is_nullable(right.items)
        }
        (SchemaKind::Enum(left), SchemaKind::Enum(right)) => left.values == right.values,
        _ => false,
    }
}

/// Merges a union of scalars into a single schema: numbers into a number, strings into a string or an enum.
fn scalars(schemas: &Schemas, union: &UnionSchema) -> Option<SchemaKind> {
    let kinds: Vec<&SchemaKind> = union
        .variants
        .iter()
        .map(|variant| &schemas.get(schemas.resolve(variant.schema)).kind)
        .collect();
    if kinds.iter().any(|kind| matches!(kind, SchemaKind::Any)) {
        return Some(SchemaKind::Any);
    }
    if kinds.iter().all(|kind| matches!(kind, SchemaKind::Integer(_))) {
        return kinds.first().map(|kind| (*kind).clone());
    }
    if kinds
        .iter()
        .all(|kind| matches!(kind, SchemaKind::Integer(_) | SchemaKind::Number(_)))
    {
        return kinds
            .iter()
            .find(|kind| matches!(kind, SchemaKind::Number(_)))
            .map(|kind| (*kind).clone());
    }
    let mut values: Vec<EnumValue> = Vec::new();
    for (kind, variant) in kinds.iter().zip(&union.variants) {
        match kind {
            SchemaKind::String(_) => {}
            SchemaKind::Enum(schema) if schema.values.iter().all(|value| value.value.is_string()) => {
                let schema_docs = schemas.get(variant.schema).description.clone();
                let is_single = schema.values.len() == 1;
                for value in &schema.values {
                    if values.iter().all(|known| known.value != value.value) {
                        let mut value = value.clone();
                        if is_single {
                            value.description = value.description.or_else(|| schema_docs.clone());
                        }
                        values.push(value);
                    }
                }
            }
            _ => return None,
        }
    }
    Some(if values.is_empty() {
        SchemaKind::String(StringSchema::default())
    } else {
        SchemaKind::Enum(EnumSchema {
            values,
            is_const: false,
        })
    })
}
