//! Discriminators: a property and its values, each of which selects an alternative of a union.

use indexmap::IndexMap;
use serde_json::Value;

use super::builder::SchemaBuilder;
use super::shape::{Alternatives, Key};
use sdk_diagnostic::{Code, Diagnostic, Origin};
use sdk_model::{Discriminator, SchemaId, SchemaKind, Schemas};
use sdk_openapi::{Document, NodeId};

/// Resolves a declared discriminator (OpenAPI 3.1, "Discriminator Object"). An alternative that `mapping` doesn't list
/// is selected by the constant of its discriminator property, or else by its component name.
pub(super) fn discriminator(
    builder: &mut SchemaBuilder<'_>,
    alternatives: &Alternatives,
) -> Option<Discriminator> {
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
                    mapping_origin(document, alternatives.owner, value),
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

/// Returns the node of a value in `mapping`.
fn mapping_origin(document: &Document, owner: NodeId, value: &str) -> Origin {
    let mapping = document
        .get(owner, "discriminator")
        .and_then(|discriminator| document.get(discriminator, "mapping"));
    let target_node = mapping.and_then(|mapping| document.get(mapping, value));
    document.origin(target_node.unwrap_or(owner))
}

/// Resolves the alternative for unlisted values (OpenAPI 3.2, "Discriminator Object", `defaultMapping`).
fn default_mapping(builder: &mut SchemaBuilder<'_>, alternatives: &Alternatives) -> Option<usize> {
    let document = builder.document();
    let declared = document.get(alternatives.owner, "discriminator")?;
    let target_node = document.get(declared, "defaultMapping")?;
    let target = document.str(target_node)?;
    let node = document.resolve_mapping(target);
    let found = node.and_then(|node| alternatives.nodes.iter().position(|&known| known == node));
    if found.is_none() {
        let message = format!("`defaultMapping` names a schema that is no alternative: `{target}`");
        builder.diagnostics().push(
            Diagnostic::warning(Code::InvalidDiscriminator, document.origin(target_node), message)
                .effect("an answer that names no alternative is kept as a value of no known alternative")
                .help("add the schema to the alternatives, or name one of them"),
        );
    }
    found
}

/// Returns the string that a property of an alternative must equal, if it is a constant.
fn constant_of(builder: &mut SchemaBuilder<'_>, node: NodeId, property: &str) -> Option<String> {
    let shape = builder.shape(&Key::whole(node));
    let &property = shape.properties.get(property)?.first()?;
    let shape = builder.shape(&Key::whole(property));
    match shape.enumeration?.as_slice() {
        [Value::String(value)] => Some(value.clone()),
        _ => None,
    }
}

/// Infers the discriminators that the document doesn't declare.
pub(super) fn infer(schemas: &mut Schemas) {
    let ids: Vec<SchemaId> = schemas.iter().map(|(id, _)| id).collect();
    for id in ids {
        infer_one(schemas, id);
    }
}

/// Infers a discriminator: a property that every alternative requires, with a different constant string in each.
fn infer_one(schemas: &mut Schemas, id: SchemaId) {
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
