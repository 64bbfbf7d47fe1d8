//! The pairs of schemas to compare, and how operations use each.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::Pair;
use crate::node_ref::NodeRef;
use sdk_model::{Api, Schema, SchemaId, SchemaKind};

/// The pairs, in the order of the walk.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    pub(super) found: IndexMap<Pair, Reach>,
}

/// The usage of a pair.
#[derive(Debug, Clone)]
pub(super) struct Reach {
    /// The roles of the schema; empty if no operation uses it.
    pub(super) roles: BTreeSet<Role>,
    /// The name of the schema in reports: the path on which the walk first reached it.
    pub(super) label: String,
    pub(super) old: NodeRef,
    pub(super) new: NodeRef,
    pub(super) uses: Vec<String>,
    /// Whether the pair is only reached through a named schema on one side and an inline schema on the other. The
    /// annotations are then compared for the parent.
    pub(super) compared_above: bool,
}

/// The role of a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Parameter,
    Sent,
    Received,
}

/// Returns whether a schema is an alias.
pub(super) fn is_alias(schema: &Schema) -> bool {
    matches!(schema.kind, SchemaKind::Alias(_))
}

/// Returns a reference to a schema.
pub(super) fn schema_ref(api: &Api, id: SchemaId) -> NodeRef {
    property_ref(api, id, None)
}

/// Returns a reference to a property of a schema.
pub(super) fn property_ref(api: &Api, id: SchemaId, property: Option<&str>) -> NodeRef {
    let schema = api.schemas.get(id);
    let mut nodes = vec![schema.origin];
    nodes.extend(
        schema
            .sources
            .iter()
            .copied()
            .filter(|&source| source != schema.origin),
    );
    NodeRef {
        nodes,
        copies: Vec::new(),
        property: property.map(str::to_owned),
    }
}
