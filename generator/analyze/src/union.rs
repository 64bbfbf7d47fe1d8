//! Unions: the alternatives of `oneOf` and `anyOf`, and a discriminator base with its subtypes.

use serde_json::Value;

use super::builder::SchemaBuilder;
use super::discriminator::discriminator;
use super::shape::{self, Additional, Alternatives, Key, Shape};
use sdk_diagnostic::{Code, Diagnostic};
use sdk_model::{SchemaKind, UnionSchema, UnionVariant};
use sdk_openapi::NodeId;

/// Builds a union from `oneOf` or `anyOf`. The keywords beside it apply to each variant.
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
            report_required(builder, &alternatives, &beside, node);
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

/// Builds the union of a discriminator base: its subtypes, and the base itself if the discriminator can select it.
pub(super) fn of_heirs(builder: &mut SchemaBuilder<'_>, base: NodeId, words: &[String]) -> SchemaKind {
    let declared = builder.document().schema(base).data.discriminator;
    let is_mapped = |declared: &openapiv3::Discriminator| {
        let targets = declared.mapping.values();
        let mut nodes = targets.filter_map(|target| builder.document().resolve_mapping(target));
        declared.mapping.is_empty() || nodes.any(|node| node == base)
    };
    let can_be_itself = declared.as_ref().is_none_or(is_mapped);
    let mut nodes = builder.subtypes(base).to_vec();
    if can_be_itself {
        nodes.push(base);
    }
    let mut variants = Vec::new();
    for &node in &nodes {
        let name = builder.document().component_name(node).map(str::to_owned);
        let schema = if builder.subtypes(node).is_empty() {
            builder.schema(node, words)
        } else {
            let own = name.clone().map_or_else(|| words.to_vec(), |name| vec![name]);
            builder.of_key(
                Key::without_subtypes(node),
                &[own, vec!["Base".to_owned()]].concat(),
            )
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

/// Returns a word that names an alternative: its component name, its title, the only value of one of its properties, or
/// the first property that it requires.
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

/// Returns `true` if the keywords beside the alternatives add no type information to this alternative.
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

/// Reports properties that are required beside the alternatives but not by the alternative. The alternative keeps its
/// own type, in which they are optional.
fn report_required(
    builder: &mut SchemaBuilder<'_>,
    alternatives: &Alternatives,
    beside: &Shape,
    node: NodeId,
) {
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
