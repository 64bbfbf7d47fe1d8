//! What a schema says in all its parts: `allOf` merged, siblings included.
//!
//! A shape is read from the document and not yet from the model: its children are nodes. Nothing here
//! decides what becomes of it.

mod collect;

use std::collections::HashMap;

use indexmap::{IndexMap, IndexSet};
use openapiv3::{AnySchema, ReferenceOr, SchemaData};
use serde_json::Value;

use collect::Collector;
use sdk_diagnostic::Diagnostics;
use sdk_model::{Number, NumberSchema, StringSchema};
use sdk_openapi::{Document, NodeId};

/// What a schema is made of: nodes that all hold at once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Key {
    /// The nodes.
    pub(super) nodes: Vec<NodeId>,
    /// Nodes whose `oneOf` and `anyOf` are left out, since the key stands for one of the alternatives.
    pub(super) masked: Vec<NodeId>,
    /// The one type that is looked at, where the nodes allow several.
    pub(super) only_type: Option<String>,
}

impl Key {
    /// A whole node.
    pub(super) fn whole(node: NodeId) -> Self {
        Self {
            nodes: vec![node],
            ..Self::default()
        }
    }

    /// A base by itself: none of the schemas that extend it.
    pub(super) fn without_heirs(base: NodeId) -> Self {
        Self {
            masked: vec![base],
            ..Self::whole(base)
        }
    }

    /// The node, where the key is a whole one.
    pub(super) fn as_whole(&self) -> Option<NodeId> {
        match self.nodes.as_slice() {
            [node] if self.masked.is_empty() && self.only_type.is_none() => Some(*node),
            _ => None,
        }
    }
}

/// What properties that a schema does not name may be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Additional {
    #[default]
    Unspecified,
    Forbidden,
    /// Of any type, and the document says so.
    Any,
    Schemas(Vec<NodeId>),
}

/// The alternatives of a schema, with the part that they belong to.
#[derive(Debug, Clone)]
pub(super) struct Alternatives {
    pub(super) owner: NodeId,
    pub(super) nodes: Vec<NodeId>,
    pub(super) discriminator: Option<openapiv3::Discriminator>,
}

/// What a schema says in all its parts.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a keyword of its own")]
pub(super) struct Shape {
    /// The nodes that say it, each before what it is `allOf`.
    pub(super) sources: Vec<NodeId>,
    /// The types that are allowed; none named: any.
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
    /// Whether no element may follow those that are given by position.
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
    pub(super) format: Option<String>,
    pub(super) media_type: Option<String>,
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) deprecated: bool,
    pub(super) read_only: bool,
    pub(super) write_only: bool,
    pub(super) default: Option<Value>,
    pub(super) example: Option<Value>,
}

/// The shape of a schema: of all its nodes at once.
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

/// The node that a shallow child refers to.
pub(super) fn child<T>(reference: &ReferenceOr<T>) -> Option<NodeId> {
    match reference {
        ReferenceOr::Reference { reference } => Document::node_of_reference(reference),
        ReferenceOr::Item(_) => None,
    }
}

/// The nodes that an extension key lists as `#id` texts.
pub(super) fn extension_nodes(data: &SchemaData, key: &str) -> Vec<NodeId> {
    let values: Vec<&Value> = match data.extensions.get(key) {
        Some(Value::Array(list)) => list.iter().collect(),
        Some(Value::Object(entries)) => entries.values().collect(),
        Some(single) => vec![single],
        None => Vec::new(),
    };
    values
        .into_iter()
        .filter_map(Value::as_str)
        .filter_map(Document::node_of_reference)
        .collect()
}

/// A number as an integer where it is one and `f64` holds it exactly.
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

/// Whether a schema says anything about its values beside what it is `allOf`.
pub(super) fn is_structural(keywords: &AnySchema, data: &SchemaData) -> bool {
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
        || data.extensions.contains_key("x-oas31-prefixItems")
        || data.extensions.contains_key("x-oas31-patternProperties")
        || data.extensions.contains_key("x-oas31-types")
}
