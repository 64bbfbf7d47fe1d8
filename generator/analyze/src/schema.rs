//! Builds a schema of the model from one node of the document, or from several merged nodes.
//!
//! This module selects the kind of a schema. Most kinds are built in modules of their own.

use super::builder::SchemaBuilder;
use super::shape::{self, Additional as ShapeAdditional, Key, Shape};
use super::{aliases, enumeration, union};
use sdk_diagnostic::{Code, Diagnostic};
use sdk_model::{
    IntegerSchema, Name, NumberSchema, Schema, SchemaId, SchemaKind, Schemas, StringSchema, UnionSchema,
    UnionVariant,
};
use sdk_openapi::NodeId;
use sdk_wire::Format;

/// The maximum number of values of an enum. Each value becomes a variant with its own code.
const MAX_VALUES: usize = 50_000;

/// Builds every reserved schema, including those that are reserved meanwhile.
pub(super) fn build_all(mut builder: SchemaBuilder<'_>) -> Schemas {
    while let Some((id, key)) = builder.next() {
        let schema = build(&mut builder, id, &key);
        builder.fill(id, schema);
    }
    let mut schemas = builder.into_schemas();
    aliases::end_cycles(&mut schemas);
    schemas
}

fn build(builder: &mut SchemaBuilder<'_>, id: SchemaId, key: &Key) -> Schema {
    let document = builder.document();
    let name = builder.name(id).clone();
    let words = match &name {
        Name::Declared(name) => vec![name.clone()],
        Name::Suggested(words) => words.clone(),
    };
    let mut shape = builder.shape(key);
    let whole = key.as_whole();
    let base = whole.filter(|&node| !builder.subtypes(node).is_empty());
    let kind = if let Some(base) = base {
        union::of_heirs(builder, base, &words)
    } else if let Some(target) = whole.and_then(|node| alias_target(builder, node)) {
        SchemaKind::Alias(builder.schema(target, &words))
    } else {
        kind(builder, &mut shape, key, &words, id)
    };
    Schema {
        nullable: shape.nullable && !matches!(kind, SchemaKind::Null),
        name,
        kind,
        description: shape.description,
        deprecated: shape.deprecated,
        read_only: shape.read_only,
        write_only: shape.write_only,
        default: shape.default,
        example: shape.example,
        origin: builder.origin(id),
        sources: shape.sources.iter().map(|&node| document.origin(node)).collect(),
    }
}

/// Returns the target of a schema that is only an alias: one that has an `allOf` with a single branch that constrains
/// values, and no constraints of its own.
fn alias_target(builder: &SchemaBuilder<'_>, node: NodeId) -> Option<NodeId> {
    let document = builder.document();
    let view = document.schema(node);
    // A subtype is a variant of its base, even if it adds no property.
    if shape::is_structural(&view) || builder.is_subtype(node) {
        return None;
    }
    let constrains = |branch: &NodeId| {
        let view = document.schema(*branch);
        view.keywords.typ.is_some()
            || !view.keywords.all_of.is_empty()
            || view.later.never
            || shape::is_structural(&view)
    };
    let branches: Vec<NodeId> = view.keywords.all_of.iter().filter_map(shape::child).collect();
    let mut constraining: Vec<NodeId> = branches.iter().copied().filter(constrains).collect();
    constraining.dedup();
    match (constraining.as_slice(), branches.as_slice()) {
        ([single], _) => Some(*single),
        // If no branch constrains values, the only branch is the target, unless the schema has a `type` itself.
        ([], [single]) if view.keywords.typ.is_none() => Some(*single),
        _ => None,
    }
}

fn kind(
    builder: &mut SchemaBuilder<'_>,
    shape: &mut Shape,
    key: &Key,
    words: &[String],
    id: SchemaId,
) -> SchemaKind {
    if let Some(values) = shape.enumeration.take() {
        if values.len() > MAX_VALUES {
            let message = format!(
                "`enum` lists {} values, and {MAX_VALUES} are the most",
                values.len()
            );
            let found = Diagnostic::error(Code::LimitExceeded, builder.origin(id), message);
            builder
                .diagnostics()
                .push(found.help("take the `enum` out: the type is that of its values then"));
            return SchemaKind::Any;
        }
        return enumeration::enumeration(builder, shape, values, words, id);
    }
    if !shape.alternatives.is_empty() {
        return union::alternatives(builder, shape, key, words);
    }
    let types = std::mem::take(&mut shape.types);
    match types.as_slice() {
        [] => kind_of_type(builder, infer_type(shape), shape, words),
        [single] => kind_of_type(builder, Some(single.as_str()), shape, words),
        several => several_types(builder, several, key, words),
    }
}

fn several_types(
    builder: &mut SchemaBuilder<'_>,
    types: &[String],
    key: &Key,
    words: &[String],
) -> SchemaKind {
    let variants = types
        .iter()
        .map(|only_type| {
            let key = Key {
                only_type: Some(only_type.clone()),
                ..key.clone()
            };
            let mut variant_words = words.to_vec();
            variant_words.push(only_type.clone());
            UnionVariant {
                schema: builder.of_key(key, &variant_words),
                hint: Some(only_type.clone()),
            }
        })
        .collect();
    SchemaKind::Union(UnionSchema {
        variants,
        discriminator: None,
    })
}

fn kind_of_type(
    builder: &mut SchemaBuilder<'_>,
    typ: Option<&str>,
    shape: &mut Shape,
    words: &[String],
) -> SchemaKind {
    if let Some(typ) = typ.filter(|&typ| typ != "object" && !shape.properties.is_empty()) {
        builder.report_unsaid(shape, &format!("`properties` of `type: {typ}`"));
    }
    match typ {
        Some("null") => SchemaKind::Null,
        Some("boolean") => SchemaKind::Boolean,
        Some("integer") => SchemaKind::Integer(IntegerSchema {
            format: shape.format.clone(),
            bounds: shape.number.clone(),
        }),
        Some("number") => SchemaKind::Number(NumberSchema {
            format: shape.format.clone(),
            ..shape.number.clone()
        }),
        Some("string" | "file") => SchemaKind::String(StringSchema {
            format: shape.format.clone(),
            media_type: shape.media_type.clone(),
            ..shape.string.clone()
        }),
        Some("array") => builder.array(shape, words),
        Some("object") => builder.object(shape, words),
        _ => SchemaKind::Any,
    }
}

/// Infers the type of a schema without `type` from its other keywords.
fn infer_type(shape: &Shape) -> Option<&'static str> {
    let number = &shape.number;
    if !shape.properties.is_empty()
        || !shape.pattern_properties.is_empty()
        || !matches!(shape.additional, ShapeAdditional::Unspecified)
    {
        Some("object")
    } else if !shape.items.is_empty() || shape.has_items || !shape.prefix_items.is_empty() {
        Some("array")
    } else if shape.string != StringSchema::default() {
        Some("string")
    } else if number.minimum.is_some() || number.maximum.is_some() || number.multiple_of.is_some() {
        Some("number")
    } else {
        match shape.format {
            Some(
                Format::DateTime
                | Format::Date
                | Format::Uuid
                | Format::Uri
                | Format::Email
                | Format::Byte
                | Format::Binary,
            ) => Some("string"),
            Some(Format::Int32 | Format::Int64) => Some("integer"),
            Some(Format::Float | Format::Double) => Some("number"),
            _ => None,
        }
    }
}
