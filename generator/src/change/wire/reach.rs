//! The pairs of schemas to compare, and how operations use each.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::Pair;
use crate::change::node_ref::NodeRef;
use crate::model::{Api, Schema, SchemaId, SchemaKind};

/// The pairs, in the order in which the walk first meets them.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    pub(super) found: IndexMap<Pair, Reach>,
}

/// How a pair is reached.
#[derive(Debug, Clone)]
pub(super) struct Reach {
    /// What the schema is for; nothing, where no operation uses it.
    pub(super) roles: BTreeSet<Role>,
    /// The words for it, of the first way that leads to it.
    pub(super) label: String,
    pub(super) old: NodeRef,
    pub(super) new: NodeRef,
    pub(super) uses: Vec<String>,
    /// Whether it is only reached where one side names the schema and the other says it: what is said about the
    /// schema is then compared above.
    pub(super) told_above: bool,
}

/// What a schema is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Parameter,
    Sent,
    Received,
}

/// Whether a schema is another name for one.
pub(super) fn is_alias(schema: &Schema) -> bool {
    matches!(schema.kind, SchemaKind::Alias(_))
}

/// Where a schema is.
pub(super) fn schema_ref(api: &Api, id: SchemaId) -> NodeRef {
    property_ref(api, id, None)
}

/// Where a property of a schema is.
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
