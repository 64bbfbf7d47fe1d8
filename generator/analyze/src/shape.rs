//! The shape of a schema: its keywords, merged with those of its `allOf` branches.
//!
//! A shape is part of the document, not of the model: its children are nodes. This module does not decide which kind
//! of schema a shape becomes.

mod collect;

use std::collections::HashMap;

use indexmap::{IndexMap, IndexSet};
use openapiv3::ReferenceOr;
use serde_json::Value;

use collect::Collector;
use sdk_diagnostic::Diagnostics;
use sdk_model::{Number, NumberSchema, StringSchema};
use sdk_openapi::{Document, NodeId, SchemaView};
use sdk_wire::Format;

/// The identity of a schema to build: nodes that a value must all satisfy.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub(super) nodes: Vec<NodeId>,
    /// Nodes whose `oneOf`/`anyOf` is ignored while one of their variants is being built.
    pub(super) masked: Vec<NodeId>,
    /// The only type that is considered if the nodes allow several.
    pub(super) only_type: Option<String>,
}

impl Key {
    /// Returns the key of a whole node.
    pub(super) fn whole(node: NodeId) -> Self {
        Self {
            nodes: vec![node],
            ..Self::default()
        }
    }

    /// Returns the key of a discriminator base itself, without its subtypes.
    pub(super) fn without_subtypes(base: NodeId) -> Self {
        Self {
            masked: vec![base],
            ..Self::whole(base)
        }
    }

    /// Returns the node if the key is a whole node.
    pub(super) fn as_whole(&self) -> Option<NodeId> {
        match self.nodes.as_slice() {
            [node] if self.masked.is_empty() && self.only_type.is_none() => Some(*node),
            _ => None,
        }
    }
}

/// The schema of properties that are not listed in `properties`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Additional {
    #[default]
    Unspecified,
    Forbidden,
    /// `additionalProperties: true`.
    Any,
    Schemas(Vec<NodeId>),
}

/// The alternatives of a schema's `oneOf` or `anyOf`, and the node that lists them.
#[derive(Debug, Clone)]
pub(super) struct Alternatives {
    pub(super) owner: NodeId,
    pub(super) nodes: Vec<NodeId>,
    pub(super) discriminator: Option<openapiv3::Discriminator>,
}

/// The keywords of a schema, merged with those of its `allOf` branches.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a keyword of its own")]
pub(super) struct Shape {
    /// The merged nodes, each before its `allOf` branches.
    pub(super) sources: Vec<NodeId>,
    /// The allowed types. If empty, any type is allowed.
    pub(super) types: Vec<String>,
    pub(super) nullable: bool,
    pub(super) never: bool,
    pub(super) properties: IndexMap<String, Vec<NodeId>>,
    pub(super) required: IndexSet<String>,
    pub(super) additional: Additional,
    pub(super) pattern_properties: Vec<NodeId>,
    pub(super) items: Vec<NodeId>,
    pub(super) has_items: bool,
    pub(super) prefix_items: Vec<NodeId>,
    /// `true` if no element may follow those of `prefix_items`.
    pub(super) ends_after_prefix: bool,
    pub(super) min_items: Option<u64>,
    pub(super) max_items: Option<u64>,
    pub(super) unique_items: bool,
    pub(super) enumeration: Option<Vec<Value>>,
    pub(super) is_const: bool,
    pub(super) enum_names: Vec<String>,
    pub(super) enum_descriptions: Vec<String>,
    pub(super) alternatives: Vec<Alternatives>,
    pub(super) number: NumberSchema,
    pub(super) string: StringSchema,
    pub(super) format: Option<Format>,
    pub(super) media_type: Option<String>,
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) deprecated: bool,
    pub(super) read_only: bool,
    pub(super) write_only: bool,
    pub(super) default: Option<Value>,
    pub(super) example: Option<Value>,
}

/// Merges the nodes of a key into a shape.
pub(super) fn shape(document: &Document, key: &Key, diagnostics: &mut Diagnostics) -> Shape {
    let mut collector = Collector {
        document,
        diagnostics,
        masked: &key.masked,
        stack: Vec::new(),
        done: HashMap::new(),
        is_too_deep: false,
        shape: Shape::default(),
    };
    let mut nullable = true;
    for &node in &key.nodes {
        nullable &= collector.collect(node, false);
    }
    let mut shape = collector.shape;
    shape.nullable = nullable;
    if let Some(only_type) = &key.only_type {
        shape.types = vec![only_type.clone()];
        shape.nullable = false;
    }
    shape
}

/// Returns the node that a child schema of a view references.
pub(super) fn child<T>(reference: &ReferenceOr<T>) -> Option<NodeId> {
    match reference {
        ReferenceOr::Reference { reference } => Document::node_of_reference(reference),
        ReferenceOr::Item(_) => None,
    }
}

/// Converts a number to an integer if it is integral and exactly representable in an `f64`.
pub(super) fn exact(value: f64) -> Number {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() <= EXACT {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the value is integral and below 2^53"
        )]
        let integer = value as i128;
        Number::Integer(integer)
    } else {
        Number::Float(value)
    }
}

/// Returns `true` if a schema constrains its values by other keywords than `allOf` and `type`.
pub(super) fn is_structural(view: &SchemaView) -> bool {
    let (keywords, later) = (&view.keywords, &view.later);
    !(keywords.properties.is_empty()
        && keywords.required.is_empty()
        && keywords.additional_properties.is_none()
        && keywords.items.is_none()
        && keywords.enumeration.is_empty()
        && keywords.one_of.is_empty()
        && keywords.any_of.is_empty()
        && keywords.format.is_none()
        && keywords.pattern.is_none()
        && keywords.minimum.is_none()
        && keywords.maximum.is_none()
        && keywords.min_length.is_none()
        && keywords.max_length.is_none()
        && keywords.min_items.is_none()
        && keywords.max_items.is_none())
        || later.prefix_items.is_some()
        || later.pattern_properties.is_some()
        || !later.types.is_empty()
}
