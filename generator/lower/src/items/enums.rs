//! Enums and unions: their variants and what these are called.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::fields::value_docs;
use super::{code, is_deprecated};
use crate::naming::{self, Casing};
use crate::{Lowering, prose};
use sdk_model::{EnumSchema, Name, Schema, SchemaId, UnionSchema, UnionVariant as ModelVariant};
use sdk_rust::{Docs, EnumValue, Ident, IntegerEnum, StringEnum, Tag, Type, Union, UnionVariant};

pub(super) fn string_enum(
    lowering: &Lowering<'_>,
    id: SchemaId,
    schema: &Schema,
    values: &EnumSchema,
    (ident, docs): (Ident, Docs),
) -> StringEnum {
    let texts: Vec<String> = values
        .values
        .iter()
        .map(|value| value.value.as_str().unwrap_or_default().to_owned())
        .collect();
    let (names, unknown) = variant_names(values, &texts, &held_values(lowering, id, values));
    StringEnum {
        ident,
        docs,
        deprecated: is_deprecated(schema),
        values: enum_values(values, texts, names),
        unknown,
    }
}

pub(super) fn integer_enum(
    lowering: &Lowering<'_>,
    id: SchemaId,
    schema: &Schema,
    values: &EnumSchema,
    (ident, docs): (Ident, Docs),
) -> IntegerEnum {
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
    let (names, unknown) = variant_names(values, &texts, &held_values(lowering, id, values));
    IntegerEnum {
        ident,
        docs,
        deprecated: is_deprecated(schema),
        values: enum_values(values, numbers, names),
        unknown,
    }
}

/// The variants that values had when the type was released.
fn held_values(lowering: &Lowering<'_>, id: SchemaId, values: &EnumSchema) -> Vec<Option<String>> {
    let released = lowering.names.released(id);
    let held = values.values.iter().map(|value| {
        let value = value.value.to_string();
        released.and_then(|released| lowering.config.names.get(released, "value", &value))
    });
    held.map(|name| name.map(str::to_owned)).collect()
}

/// Names for the variants: what they were called before, else the document's own where it suggests one for each, and
/// they differ.
fn variant_names(values: &EnumSchema, texts: &[String], held: &[Option<String>]) -> (Vec<Ident>, Ident) {
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
        naming::siblings_beside(texts, held, Casing::Camel, &["Unknown", "Self"]),
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
    let types: Vec<Type> = union
        .variants
        .iter()
        .map(|variant| lowering.held_type(id, variant.schema))
        .collect();
    let words = alternative_words(lowering, union, &types, ident.plain());
    // Alternatives that go by one word stay apart by their type. A type with a name is known by that.
    let known = words.iter().zip(&types).map(|(word, ty)| match ty {
        Type::Number(size) => format!("{word} {size}"),
        _ => item_name(ty).unwrap_or(word).to_owned(),
    });
    let known: Vec<String> = known.collect();
    let held = held_alternatives(lowering, id, &known);
    let idents = naming::siblings_beside(&words, &held, Casing::Camel, &["Unknown", "Self"]);
    // How many alternatives have a type that is the same to the compiler.
    let mut shared: BTreeMap<Type, usize> = BTreeMap::new();
    for ty in &types {
        *shared.entry(lowering.bare_structure(ty)).or_default() += 1;
    }
    let variants = idents
        .into_iter()
        .zip(known)
        .zip(&types)
        .zip(&union.variants)
        .enumerate()
        .map(|(index, (((ident, word), ty), variant))| UnionVariant {
            word,
            docs: value_docs(lowering, variant.schema, None, || format!("`{}`.", type_word(ty))),
            ident,
            ty: ty.clone(),
            tags: tags(union, index),
            is_default: union.discriminator.as_ref().and_then(|tag| tag.default) == Some(index),
            from: shared.get(&lowering.bare_structure(ty)) == Some(&1)
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

/// A word for each alternative: what the document calls it there, or the name of its type, without that of the union
/// where this begins with it.
fn alternative_words(
    lowering: &Lowering<'_>,
    union: &UnionSchema,
    types: &[Type],
    union_name: &str,
) -> Vec<String> {
    let schemas = &lowering.api.schemas;
    let alternatives = union.variants.iter().zip(types);
    let hint = |variant: &ModelVariant| {
        let is_inline = matches!(schemas.get(variant.schema).name, Name::Suggested(_));
        variant.hint.clone().filter(|_| is_inline)
    };
    let whole: Vec<String> = alternatives
        .map(|(variant, ty)| hint(variant).unwrap_or_else(|| type_word(ty)))
        .collect();
    let taken: BTreeSet<String> = whole
        .iter()
        .map(|word| naming::identifier(word, Casing::Camel))
        .collect();
    let words = union.variants.iter().zip(types).zip(&whole);
    words
        .map(|((variant, ty), word)| {
            let name = item_name(ty).filter(|_| hint(variant).is_none());
            let rest = name.and_then(|name| name.strip_prefix(union_name));
            rest.filter(|rest| rest.starts_with(char::is_uppercase))
                .filter(|rest| !taken.contains(*rest))
                .unwrap_or(word)
                .to_owned()
        })
        .collect()
}

/// The variants that alternatives had when the type was released. Alternatives of one word go by their order.
fn held_alternatives(lowering: &Lowering<'_>, id: SchemaId, words: &[String]) -> Vec<Option<String>> {
    let released = lowering.names.released(id);
    let held = words.iter().enumerate().map(|(index, word)| {
        let before = words.iter().take(index).filter(|other| *other == word).count();
        let names = &lowering.config.names;
        released.and_then(|released| names.all(released, "alternative", word).get(before).cloned())
    });
    held.collect()
}

fn tags(union: &UnionSchema, index: usize) -> Vec<String> {
    let mapping = union.discriminator.iter().flat_map(|tag| &tag.mapping);
    mapping
        .filter(|&(_, &known)| known == index)
        .map(|(value, _)| value.clone())
        .collect()
}

/// The name of a type that the document defines, also where a box holds it.
fn item_name(ty: &Type) -> Option<&str> {
    match ty {
        Type::Item(path) => Some(path.ident.plain()),
        Type::Option(inner) | Type::Box(inner) => item_name(inner),
        _ => None,
    }
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
