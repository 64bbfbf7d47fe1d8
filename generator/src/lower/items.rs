//! Types to be defined: a struct, enum, union or alias for each schema that has a name.

use std::collections::BTreeSet;

use serde_json::Value;

use super::naming::{self, Casing, Scope};
use super::{Lowering, constraints, prose};
use crate::model::{
    Additional as ModelAdditional, EnumSchema, Name, ObjectSchema, Presence as ModelPresence, Property,
    Schema, SchemaId, SchemaKind, Schemas, UnionSchema,
};
use crate::rust::{
    Additional, Alias, Constant, Docs, EnumValue, Field, Ident, IntegerEnum, Item, Presence, StringEnum,
    Struct, Tag, Type, TypeModule, Union, UnionVariant,
};

/// Names of associated functions that a field's setter must not take.
const RESERVED_SETTERS: [&str; 5] = ["new", "write", "clone", "default", "from_json"];

/// The modules below `types`.
pub(super) fn type_modules(lowering: &Lowering<'_>) -> Vec<TypeModule> {
    let modules = lowering.names.modules().iter();
    modules
        .map(|(ident, members)| TypeModule {
            ident: ident.clone(),
            items: members.iter().filter_map(|&id| item(lowering, id)).collect(),
        })
        .collect()
}

fn item(lowering: &Lowering<'_>, id: SchemaId) -> Option<Item> {
    let ident = lowering.names.get(id)?.clone();
    let schema = lowering.api.schemas.get(id);
    let docs = prose::docs(schema.description.as_deref(), || described_by_place(schema));
    Some(match &schema.kind {
        SchemaKind::Object(object) => Item::Struct(strukt(lowering, id, schema, object, ident, docs)),
        SchemaKind::Union(union) => Item::Union(self::union(lowering, id, schema, union, ident, docs)),
        SchemaKind::Enum(values) if values.values.iter().all(|value| value.value.is_string()) => {
            Item::StringEnum(string_enum(schema, values, ident, docs))
        }
        SchemaKind::Enum(values) if values.values.iter().all(|value| value.value.is_i64()) => {
            Item::IntegerEnum(integer_enum(schema, values, ident, docs))
        }
        _ => Item::Alias(Alias {
            ident,
            docs,
            ty: lowering.structure(id),
        }),
    })
}

/// Whether a type is deprecated. Of an inline schema, only the place that holds it is.
fn is_deprecated(schema: &Schema) -> bool {
    schema.deprecated && matches!(schema.name, Name::Declared(_))
}

/// A sentence for a schema that the document does not describe.
fn described_by_place(schema: &Schema) -> String {
    match &schema.name {
        Name::Declared(name) => format!("`{}` of the API.", code(name)),
        Name::Suggested(words) => {
            let words: Vec<String> = words.iter().map(|word| code(word)).collect();
            format!("`{}` of the API.", words.join("."))
        }
    }
}

/// A text that fits between backticks.
pub(super) fn code(text: &str) -> String {
    let plain: String = text
        .chars()
        .filter(|letter| *letter != '`' && !letter.is_control())
        .collect();
    if plain.is_empty() {
        "\"\"".to_owned()
    } else {
        plain
    }
}

/// The one value that a property can have, where it is written without being part of the struct.
pub(super) fn constant(schemas: &Schemas, property: &Property) -> Option<Value> {
    let target = schemas.resolve(property.schema);
    let schema = schemas.get(target);
    match &schema.kind {
        SchemaKind::Enum(values)
            if property.presence == ModelPresence::Required && matches!(schema.name, Name::Suggested(_)) =>
        {
            match values.values.as_slice() {
                [single]
                    if single.value.is_string() || single.value.is_i64() || single.value.is_boolean() =>
                {
                    Some(single.value.clone())
                }
                _ => None,
            }
        }
        _ => None,
    }
}

fn strukt(
    lowering: &Lowering<'_>,
    id: SchemaId,
    schema: &Schema,
    object: &ObjectSchema,
    ident: Ident,
    mut docs: Docs,
) -> Struct {
    let schemas = &lowering.api.schemas;
    let constructible = lowering.usage.is_sent(id);
    let mut constants = Vec::new();
    let mut named = Vec::new();
    for property in &object.properties {
        match constant(schemas, property) {
            Some(value) => constants.push(Constant {
                wire_name: property.name.clone(),
                value,
            }),
            None => named.push(property),
        }
    }
    for constant in &constants {
        docs.paragraph([format!(
            "On the wire, `{}` is always `{}`.",
            code(&constant.wire_name),
            code(&constant.value.to_string())
        )]);
    }
    let mut names = FieldNames::new();
    let fields = names.settle(&named, &ident);
    let fields: Vec<Field> = named
        .iter()
        .zip(fields)
        .map(|(property, name)| field(lowering, id, property, name, &mut names))
        .collect();
    let extra = names.extra();
    Struct {
        ident,
        docs,
        deprecated: is_deprecated(schema),
        fields,
        constants,
        additional: match object.additional {
            ModelAdditional::Schema(values) => match lowering.type_of(values) {
                Type::Value => Additional::Values(extra),
                ty => Additional::Typed(extra, ty),
            },
            ModelAdditional::Unspecified | ModelAdditional::Forbidden => Additional::Values(extra),
        },
        constructible,
        skips_in_requests: constructible && reaches_read_only(schemas, id),
    }
}

/// Names of fields and of their setters: two namespaces, filled side by side.
struct FieldNames {
    fields: Scope,
    setters: Scope,
}

impl FieldNames {
    fn new() -> Self {
        Self {
            fields: Scope::default(),
            setters: Scope::with_reserved(&RESERVED_SETTERS),
        }
    }

    /// A name for each property; those that are spelled as they are named come first.
    fn settle(&mut self, properties: &[&Property], owner: &Ident) -> Vec<Ident> {
        let wanted = |property: &Property| naming::identifier(&property.name, Casing::Snake);
        let mut names: Vec<Option<Ident>> = vec![None; properties.len()];
        for exact in [true, false] {
            for (slot, property) in names.iter_mut().zip(properties) {
                let wanted = wanted(property);
                if slot.is_none() && (wanted == property.name) == exact {
                    let candidates = [wanted, naming::spelled(&property.name, Casing::Snake)];
                    let what = format!("property `{}` of `{owner}`", property.name);
                    *slot = Some(self.fields.claim(&what, &candidates));
                }
            }
        }
        names.into_iter().flatten().collect()
    }

    fn setter(&mut self, field: &Ident) -> Ident {
        let plain = field.plain();
        self.setters
            .claim("setter", &[plain.to_owned(), format!("with_{plain}")])
    }

    fn clear(&mut self, field: &Ident) -> Ident {
        let plain = field.plain();
        self.setters.claim(
            "setter",
            &[format!("clear_{plain}"), format!("set_{plain}_to_null")],
        )
    }

    fn extra(&mut self) -> Ident {
        let candidates = ["extra", "extra_fields", "additional_properties"].map(str::to_owned);
        self.fields.claim("additional fields", &candidates)
    }
}

fn field(
    lowering: &Lowering<'_>,
    owner: SchemaId,
    property: &Property,
    ident: Ident,
    names: &mut FieldNames,
) -> Field {
    let schemas = &lowering.api.schemas;
    let schema = schemas.get(property.schema);
    let is_sent = lowering.usage.is_sent(owner);
    let is_received = lowering.usage.is_received(owner);
    let (read_only, write_only) = access(schemas, property.schema);
    let one_way = (read_only && is_sent) || (write_only && is_received);
    let presence = match property.presence {
        ModelPresence::Required if one_way => Presence::Optional,
        ModelPresence::Nullable if one_way => Presence::OptionalNullable,
        ModelPresence::Required => Presence::Required,
        ModelPresence::Optional => Presence::Optional,
        ModelPresence::Nullable => Presence::Nullable,
        ModelPresence::OptionalNullable if is_sent => Presence::Patch,
        ModelPresence::OptionalNullable => Presence::OptionalNullable,
    };
    let ty = lowering.with_elements(lowering.held_bare_type(owner, property.schema));
    let clear = (presence == Presence::Patch).then(|| names.clear(&ident));
    Field {
        setter: names.setter(&ident),
        clear,
        wire_name: property.name.clone(),
        docs: field_docs(lowering, property, &ident),
        deprecated: schema.deprecated,
        accept: lowering.accept(&ty),
        ty,
        presence,
        read_only,
        ident,
    }
}

/// Whether only the server sets a value, and whether the server never shows it.
pub(super) fn access(schemas: &Schemas, id: SchemaId) -> (bool, bool) {
    let own = schemas.get(id);
    let target = schemas.get(schemas.resolve(id));
    (
        own.read_only || target.read_only,
        own.write_only || target.write_only,
    )
}

/// What a field means, what is checked of it, and its name in JSON where that is another one.
fn field_docs(lowering: &Lowering<'_>, property: &Property, ident: &Ident) -> Docs {
    let mut docs = value_docs(lowering, property.schema, None, || {
        format!("`{}`.", code(&property.name))
    });
    if ident.plain() != property.name {
        docs.paragraph([format!("Wire name: `{}`.", code(&property.name))]);
    }
    docs
}

/// What a value means, what is checked of it, and what holds where it is left out.
pub(super) fn value_docs(
    lowering: &Lowering<'_>,
    id: SchemaId,
    description: Option<&str>,
    otherwise: impl FnOnce() -> String,
) -> Docs {
    let schemas = &lowering.api.schemas;
    let schema = schemas.get(id);
    let target = schemas.get(schemas.resolve(id));
    let description = description
        .or(schema.description.as_deref())
        .or(target.description.as_deref());
    let mut docs = prose::docs(description, otherwise);
    if let Some(sentence) = constraints::sentence(&constraints::constraints(schemas, id)) {
        let is_said = docs
            .lines
            .join(" ")
            .to_lowercase()
            .contains(&sentence.to_lowercase());
        if !is_said {
            docs.paragraph([sentence]);
        }
    }
    docs
}

/// Whether some field of a schema, or of one that it holds, is set by the server alone.
pub(super) fn reaches_read_only(schemas: &Schemas, id: SchemaId) -> bool {
    let mut seen = BTreeSet::new();
    let mut queue = vec![id];
    while let Some(id) = queue.pop() {
        if !seen.insert(id) {
            continue;
        }
        match &schemas.get(id).kind {
            SchemaKind::Object(object) => {
                for property in &object.properties {
                    if access(schemas, property.schema).0 {
                        return true;
                    }
                    queue.push(property.schema);
                }
                if let ModelAdditional::Schema(values) = object.additional {
                    queue.push(values);
                }
            }
            SchemaKind::Array(schema) => queue.push(schema.items),
            SchemaKind::Map(schema) => queue.push(schema.values),
            SchemaKind::Tuple(schema) => queue.extend(&schema.elements),
            SchemaKind::Union(schema) => queue.extend(schema.variants.iter().map(|variant| variant.schema)),
            SchemaKind::Alias(target) => queue.push(*target),
            _ => {}
        }
    }
    false
}

fn string_enum(schema: &Schema, values: &EnumSchema, ident: Ident, docs: Docs) -> StringEnum {
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

fn integer_enum(schema: &Schema, values: &EnumSchema, ident: Ident, docs: Docs) -> IntegerEnum {
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

fn union(
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
        skips_in_requests: lowering.usage.is_sent(id) && reaches_read_only(schemas, id),
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
        Type::Base64 | Type::Bytes => "Bytes".to_owned(),
        Type::Vec(inner) => format!("{}List", type_word(inner)),
        Type::Map(inner) => format!("{}Map", type_word(inner)),
        Type::Option(inner) | Type::Box(inner) => type_word(inner),
        Type::Tuple(_) => "Tuple".to_owned(),
        Type::Item(path) => path.ident.plain().to_owned(),
    }
}
