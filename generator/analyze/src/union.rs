//! `oneOf` and `anyOf`: alternatives, discriminators, and unions that are really something simpler.

use indexmap::IndexMap;
use serde_json::Value;

use super::schema::SchemaBuilder;
use super::shape::{self, Additional, Alternatives, Key, Shape};
use sdk_diagnostic::{Code, Diagnostic, Origin};
use sdk_model::{
    Discriminator, EnumSchema, EnumValue, SchemaId, SchemaKind, Schemas, StringSchema, UnionSchema,
    UnionVariant,
};
use sdk_openapi::{Document, NodeId};

/// What a schema with alternatives is. What stands beside them holds for each of them.
pub(super) fn alternatives(
    builder: &mut SchemaBuilder<'_>,
    shape: &Shape,
    key: &Key,
    words: &[String],
) -> SchemaKind {
    let Some(alternatives) = shape.alternatives.first().cloned() else {
        return SchemaKind::Any;
    };
    let mut masked = key.masked.clone();
    masked.push(alternatives.owner);
    let base = Key {
        masked,
        ..key.clone()
    };
    let beside = builder.shape(&base);
    let mut variants = Vec::new();
    for (index, &node) in alternatives.nodes.iter().enumerate() {
        let hint = hint(builder, node);
        let mut variant_words = words.to_vec();
        variant_words.push(hint.clone().unwrap_or_else(|| format!("Variant{}", index + 1)));
        let schema = if adds_nothing(builder, &beside, node) {
            tell_required(builder, &alternatives, &beside, node);
            builder.schema(node, &variant_words)
        } else {
            let mut nodes = base.nodes.clone();
            nodes.push(node);
            builder.of_key(
                Key {
                    nodes,
                    ..base.clone()
                },
                &variant_words,
            )
        };
        variants.push(UnionVariant { schema, hint });
    }
    let discriminator = discriminator(builder, &alternatives);
    SchemaKind::Union(UnionSchema {
        variants,
        discriminator,
    })
}

/// What a base is that others extend: one of them or, where its discriminator can name it, the base by itself.
pub(super) fn of_heirs(builder: &mut SchemaBuilder<'_>, base: NodeId, words: &[String]) -> SchemaKind {
    let declared = builder.document().schema(base).data.discriminator;
    let is_mapped = |declared: &openapiv3::Discriminator| {
        let targets = declared.mapping.values();
        let mut nodes = targets.filter_map(|target| builder.document().resolve_mapping(target));
        declared.mapping.is_empty() || nodes.any(|node| node == base)
    };
    let can_be_itself = declared.as_ref().is_none_or(is_mapped);
    let mut nodes = builder.heirs(base).to_vec();
    if can_be_itself {
        nodes.push(base);
    }
    let mut variants = Vec::new();
    for &node in &nodes {
        let name = builder.document().component_name(node).map(str::to_owned);
        let schema = if builder.heirs(node).is_empty() {
            builder.schema(node, words)
        } else {
            let own = name.clone().map_or_else(|| words.to_vec(), |name| vec![name]);
            builder.of_key(Key::without_heirs(node), &[own, vec!["Base".to_owned()]].concat())
        };
        let hint = if node == base {
            Some("Base".to_owned())
        } else {
            name
        };
        variants.push(UnionVariant { schema, hint });
    }
    let alternatives = Alternatives {
        owner: base,
        nodes,
        discriminator: declared,
    };
    let discriminator = discriminator(builder, &alternatives);
    SchemaKind::Union(UnionSchema {
        variants,
        discriminator,
    })
}

/// A word for an alternative that has no name: its title, the one value of a property, or the first
/// property that it requires.
fn hint(builder: &SchemaBuilder<'_>, node: NodeId) -> Option<String> {
    let document = builder.document();
    if let Some(name) = document.component_name(node) {
        return Some(name.to_owned());
    }
    let view = document.schema(node);
    if let Some(title) = view.data.title.filter(|title| title.len() <= 40) {
        return Some(title);
    }
    let constant = view
        .keywords
        .properties
        .values()
        .filter_map(shape::child)
        .find_map(|property| {
            let view = document.schema(property);
            match view.keywords.enumeration.as_slice() {
                [Value::String(value)] => Some(value.clone()),
                _ => None,
            }
        });
    constant.or_else(|| view.keywords.required.first().cloned())
}

/// Whether what stands beside the alternatives says nothing that the alternative does not say itself.
fn adds_nothing(builder: &mut SchemaBuilder<'_>, beside: &Shape, node: NodeId) -> bool {
    let plain = beside.alternatives.is_empty()
        && beside.items.is_empty()
        && beside.pattern_properties.is_empty()
        && !matches!(beside.additional, Additional::Schemas(_));
    if !plain {
        return false;
    }
    if beside.properties.is_empty() {
        return true;
    }
    let own = builder.shape(&Key::whole(node));
    beside
        .properties
        .keys()
        .all(|name| own.properties.contains_key(name))
}

/// Tells what is required beside the alternatives and by none of an alternative's own words: it keeps its own type, in
/// which the property is optional.
fn tell_required(builder: &mut SchemaBuilder<'_>, alternatives: &Alternatives, beside: &Shape, node: NodeId) {
    if beside.required.is_empty() {
        return;
    }
    let own = builder.shape(&Key::whole(node));
    let missing: Vec<String> = beside
        .required
        .iter()
        .filter(|name| !own.required.contains(*name))
        .map(|name| format!("`{name}`"))
        .collect();
    if missing.is_empty() {
        return;
    }
    let document = builder.document();
    let message = format!(
        "{} is required beside alternatives, and not by each of them",
        missing.join(", ")
    );
    builder.diagnostics().push(
        Diagnostic::warning(
            Code::UnenforcedKeyword,
            document.origin(alternatives.owner),
            message,
        )
        .label(document.origin(node), "not required here")
        .effect("a value of this alternative is taken without it")
        .help("list it under `required` of the alternative"),
    );
}

/// The discriminator with its values resolved (OpenAPI 3.1, "Discriminator Object"): those that the
/// mapping names, and the component name of every other alternative.
fn discriminator(builder: &mut SchemaBuilder<'_>, alternatives: &Alternatives) -> Option<Discriminator> {
    let declared = alternatives.discriminator.as_ref()?;
    let document = builder.document();
    let mut mapping = IndexMap::new();
    for (value, target) in &declared.mapping {
        let node = document.resolve_mapping(target);
        match node.and_then(|node| alternatives.nodes.iter().position(|&known| known == node)) {
            Some(index) => {
                mapping.insert(value.clone(), index);
            }
            None => builder.diagnostics().push(
                Diagnostic::warning(
                    Code::InvalidDiscriminator,
                    mapping_place(document, alternatives.owner, value),
                    format!("`mapping` gives `{value}` a schema that is no alternative: `{target}`"),
                )
                .effect("an answer with this value is kept as a value of no known alternative")
                .help("add the schema to the alternatives, or take it out of `mapping`"),
            ),
        }
    }
    for (index, &node) in alternatives.nodes.iter().enumerate() {
        if mapping.values().any(|&known| known == index) {
            continue;
        }
        let constant = constant_of(builder, node, &declared.property_name);
        let name = constant.or_else(|| document.component_name(node).map(str::to_owned));
        if let Some(name) = name {
            mapping.entry(name).or_insert(index);
        }
    }
    Some(Discriminator {
        property: declared.property_name.clone(),
        mapping,
        default: default_mapping(builder, alternatives),
    })
}

/// Where a discriminator says what a value means.
fn mapping_place(document: &Document, owner: NodeId, value: &str) -> Origin {
    let mapping = document
        .get(owner, "discriminator")
        .and_then(|discriminator| document.get(discriminator, "mapping"));
    let place = mapping.and_then(|mapping| document.get(mapping, value));
    document.origin(place.unwrap_or(owner))
}

/// The alternative for values that name none (OpenAPI 3.2, "Discriminator Object", `defaultMapping`).
fn default_mapping(builder: &mut SchemaBuilder<'_>, alternatives: &Alternatives) -> Option<usize> {
    let document = builder.document();
    let declared = document.get(alternatives.owner, "discriminator")?;
    let place = document.get(declared, "defaultMapping")?;
    let target = document.str(place)?;
    let node = document.resolve_mapping(target);
    let found = node.and_then(|node| alternatives.nodes.iter().position(|&known| known == node));
    if found.is_none() {
        let message = format!("`defaultMapping` names a schema that is no alternative: `{target}`");
        builder.diagnostics().push(
            Diagnostic::warning(Code::InvalidDiscriminator, document.origin(place), message)
                .effect("an answer that names no alternative is kept as a value of no known alternative")
                .help("add the schema to the alternatives, or name one of them"),
        );
    }
    found
}

/// The one value that an alternative allows for a property.
fn constant_of(builder: &mut SchemaBuilder<'_>, node: NodeId, property: &str) -> Option<String> {
    let shape = builder.shape(&Key::whole(node));
    let &property = shape.properties.get(property)?.first()?;
    let shape = builder.shape(&Key::whole(property));
    match shape.enumeration?.as_slice() {
        [Value::String(value)] => Some(value.clone()),
        _ => None,
    }
}

/// Turns unions that are something simpler into that: alternatives that are the same become one, null
/// becomes a flag, texts and enums of texts become one open enum, numbers become one number.
pub(super) fn simplify(schemas: &mut Schemas) {
    let ids: Vec<SchemaId> = schemas.iter().map(|(id, _)| id).collect();
    for &id in &ids {
        simplify_one(schemas, id);
    }
    for &id in &ids {
        find_tag(schemas, id);
    }
}

fn simplify_one(schemas: &mut Schemas, id: SchemaId) {
    let SchemaKind::Union(union) = &schemas.get(id).kind else {
        return;
    };
    let mut union = union.clone();
    let mut nullable = false;
    // What each old index became, for the discriminator.
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

/// Whether two schemas are one, or say the same of plain values.
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

/// What a union of plain values is: numbers are one number, texts one text or one open enum.
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

/// Finds the property that tells the alternatives apart where the document does not name one: each
/// alternative requires it, and allows one text of its own.
fn find_tag(schemas: &mut Schemas, id: SchemaId) {
    let SchemaKind::Union(union) = &schemas.get(id).kind else {
        return;
    };
    if union.discriminator.is_some() || union.variants.len() < 2 {
        return;
    }
    let constants: Vec<Vec<(String, String)>> = union
        .variants
        .iter()
        .map(|variant| required_constants(schemas, variant.schema))
        .collect();
    let Some((first, others)) = constants.split_first() else {
        return;
    };
    let found = first.iter().find_map(|(name, value)| {
        let mut mapping = IndexMap::from([(value.clone(), 0)]);
        for (index, constants) in others.iter().enumerate() {
            let (_, value) = constants.iter().find(|(other, _)| other == name)?;
            if mapping.insert(value.clone(), index + 1).is_some() {
                return None;
            }
        }
        Some(Discriminator {
            property: name.clone(),
            mapping,
            default: None,
        })
    });
    if let (Some(discriminator), Some(schema)) = (found, schemas.get_mut(id))
        && let SchemaKind::Union(union) = &mut schema.kind
    {
        union.discriminator = Some(discriminator);
    }
}

fn required_constants(schemas: &Schemas, id: SchemaId) -> Vec<(String, String)> {
    let SchemaKind::Object(object) = &schemas.get(schemas.resolve(id)).kind else {
        return Vec::new();
    };
    let required = object
        .properties
        .iter()
        .filter(|property| !property.presence.is_optional());
    required
        .filter_map(
            |property| match &schemas.get(schemas.resolve(property.schema)).kind {
                SchemaKind::Enum(schema) => match schema.values.as_slice() {
                    [single] => Some((property.name.clone(), single.value.as_str()?.to_owned())),
                    _ => None,
                },
                _ => None,
            },
        )
        .collect()
}
