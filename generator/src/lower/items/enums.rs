//! Enums and unions: their variants and what these are called.

use std::collections::BTreeSet;

use serde_json::Value;

use super::fields::value_docs;
use super::{code, is_deprecated};
use crate::lower::naming::{self, Casing};
use crate::lower::{Lowering, prose};
use crate::model::{EnumSchema, Name, Schema, SchemaId, UnionSchema};
use crate::rust::{Docs, EnumValue, Ident, IntegerEnum, StringEnum, Tag, Type, Union, UnionVariant};

pub(super) fn string_enum(schema: &Schema, values: &EnumSchema, ident: Ident, docs: Docs) -> StringEnum {
    let texts: Vec<String> = values
        .values
        .iter()
        .map(|value| value.value.as_str().unwrap_or_default().to_owned())
        .collect();
    let (names, unknown) = variant_names(values, &texts);
    StringEnum {
        ident,
        docs,
        deprecated: is_deprecated(schema),
        values: enum_values(values, texts, names),
        unknown,
    }
}

pub(super) fn integer_enum(schema: &Schema, values: &EnumSchema, ident: Ident, docs: Docs) -> IntegerEnum {
    let numbers: Vec<i64> = values
        .values
        .iter()
        .filter_map(|value| value.value.as_i64())
        .collect();
    let texts: Vec<String> = numbers
        .iter()
        .map(|number| {
            if *number < 0 {
                format!("minus {}", number.unsigned_abs())
            } else {
                format!("value {number}")
            }
        })
        .collect();
    let (names, unknown) = variant_names(values, &texts);
    IntegerEnum {
        ident,
        docs,
        deprecated: is_deprecated(schema),
        values: enum_values(values, numbers, names),
        unknown,
    }
}

/// Names for the variants: the document's own where it suggests one for each, and they differ.
fn variant_names(values: &EnumSchema, texts: &[String]) -> (Vec<Ident>, Ident) {
    let suggested: Vec<String> = values
        .values
        .iter()
        .filter_map(|value| value.name.clone())
        .collect();
    let distinct: BTreeSet<String> = suggested
        .iter()
        .map(|name| naming::identifier(name, Casing::Camel))
        .collect();
    let texts = if distinct.len() == texts.len() {
        &suggested
    } else {
        texts
    };
    (
        naming::siblings(texts, Casing::Camel, &["Unknown", "Self"]),
        naming::ident("Unknown"),
    )
}

fn enum_values<T>(schema: &EnumSchema, values: Vec<T>, names: Vec<Ident>) -> Vec<EnumValue<T>> {
    let described = schema.values.iter().zip(values).zip(names);
    described
        .map(|((declared, value), ident)| EnumValue {
            docs: prose::docs(declared.description.as_deref(), || match &declared.value {
                Value::String(text) if text.trim().is_empty() => "An empty or blank text.".to_owned(),
                Value::String(text) => format!("`{}`.", code(text)),
                other => format!("`{other}`."),
            }),
            ident,
            value,
        })
        .collect()
}

pub(super) fn union(
    lowering: &Lowering<'_>,
    id: SchemaId,
    schema: &Schema,
    union: &UnionSchema,
    ident: Ident,
    docs: Docs,
) -> Union {
    let schemas = &lowering.api.schemas;
    let types: Vec<Type> = union
        .variants
        .iter()
        .map(|variant| lowering.held_type(id, variant.schema))
        .collect();
    let words: Vec<String> = union
        .variants
        .iter()
        .zip(&types)
        .map(
            |(variant, ty)| match (&schemas.get(variant.schema).name, &variant.hint) {
                (Name::Suggested(_), Some(hint)) => hint.clone(),
                _ => type_word(ty),
            },
        )
        .collect();
    let idents = naming::siblings(&words, Casing::Camel, &["Unknown", "Self"]);
    let variants = idents
        .into_iter()
        .zip(&types)
        .zip(&union.variants)
        .enumerate()
        .map(|(index, ((ident, ty), variant))| UnionVariant {
            docs: value_docs(lowering, variant.schema, None, || format!("`{}`.", type_word(ty))),
            ident,
            ty: ty.clone(),
            tags: tags(union, index),
            from: types.iter().filter(|other| lowering.same_type(other, ty)).count() == 1
                && !matches!(ty, Type::Value | Type::Unit | Type::Option(_)),
        })
        .collect();
    Union {
        ident,
        docs,
        deprecated: is_deprecated(schema),
        variants,
        tag: union
            .discriminator
            .as_ref()
            .filter(|tag| !tag.mapping.is_empty())
            .map(|tag| Tag {
                wire_name: tag.property.clone(),
            }),
        unknown: naming::ident("Unknown"),
        skips_in_requests: lowering.usage.is_sent(id) && lowering.reaching_read_only.contains(&id),
    }
}

fn tags(union: &UnionSchema, index: usize) -> Vec<String> {
    let mapping = union.discriminator.iter().flat_map(|tag| &tag.mapping);
    mapping
        .filter(|&(_, &known)| known == index)
        .map(|(value, _)| value.clone())
        .collect()
}

/// A word for a type, to name a variant by.
fn type_word(ty: &Type) -> String {
    match ty {
        Type::Unit => "Null".to_owned(),
        Type::Bool => "Bool".to_owned(),
        Type::Number("f64") => "Number".to_owned(),
        Type::Number(_) => "Integer".to_owned(),
        Type::String => "Text".to_owned(),
        Type::Value => "Any".to_owned(),
        Type::Timestamp => "Timestamp".to_owned(),
        Type::Dated(_, kind) => kind.word().to_owned(),
        Type::Secret => "Secret".to_owned(),
        Type::Event => "Event".to_owned(),
        Type::Base64 | Type::Bytes | Type::File => "Bytes".to_owned(),
        Type::Vec(inner) => format!("{}List", type_word(inner)),
        Type::Map(inner) => format!("{}Map", type_word(inner)),
        Type::Option(inner) | Type::Box(inner) => type_word(inner),
        Type::Tuple(_) => "Tuple".to_owned(),
        Type::Item(path) => path.ident.plain().to_owned(),
    }
}
