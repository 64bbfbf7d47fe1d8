//! The copies that were merged into one schema: an edit of one copy is reported for the schema, at the node of that copy.

use std::collections::HashMap;

use crate::node_ref::NodeRef;
use sdk_diagnostic::Origin;
use sdk_model::{Api, Name, SchemaId};

/// The nodes of the copies of each schema.
pub(super) struct Copies {
    schemas: HashMap<Origin, SchemaId>,
    copies: HashMap<SchemaId, Vec<Origin>>,
}

impl Copies {
    pub(super) fn of(api: &Api) -> Self {
        let mut found = Self {
            schemas: HashMap::new(),
            copies: HashMap::new(),
        };
        for (id, schema) in api.schemas.iter() {
            if matches!(schema.name, Name::Declared(_)) {
                continue;
            }
            let target = api.schemas.resolve(id);
            found.schemas.entry(schema.origin).or_insert(target);
            if matches!(api.schemas.get(target).name, Name::Suggested(_)) {
                found.copies.entry(target).or_default().push(schema.origin);
            }
        }
        found
    }

    /// Adds the copies of the schema at a node.
    pub(super) fn add_to(&self, node: &mut NodeRef) {
        let schema = node.nodes.first().and_then(|origin| self.schemas.get(origin));
        let copies = schema.and_then(|schema| self.copies.get(schema));
        node.copies.extend(copies.into_iter().flatten());
    }
}
