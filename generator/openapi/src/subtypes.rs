//! Discriminator bases, and the subtypes that extend them with `allOf` (OpenAPI 3.1, "Discriminator Object").
//!
//! Knows nothing of the types that are made of them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Document, NodeId};

/// How far up a schema's bases are looked for. It bounds the work on a chain that a document makes long.
const MAX_GENERATIONS: usize = 64;

/// The discriminator bases of a document, and the subtypes of each.
#[derive(Debug, Clone, Default)]
pub struct Subtypes {
    by_base: BTreeMap<NodeId, Vec<NodeId>>,
    all: BTreeSet<NodeId>,
}

impl Subtypes {
    /// Returns the subtypes of a schema, by name; none if it is not a base.
    #[must_use]
    pub fn of(&self, base: NodeId) -> &[NodeId] {
        self.by_base.get(&base).map_or(&[], Vec::as_slice)
    }

    /// Returns true if a schema extends a base.
    #[must_use]
    pub fn is_subtype(&self, id: NodeId) -> bool {
        self.all.contains(&id)
    }
}

impl Document {
    /// Finds the bases among the components, and the components that extend them, directly or not.
    #[must_use]
    pub fn subtypes(&self) -> Subtypes {
        let schemas = self.components("schemas");
        let schemas: BTreeMap<&str, NodeId> = schemas.into_iter().flat_map(|id| self.entries(id)).collect();
        let schemas: Vec<NodeId> = schemas.into_values().collect();
        let bases: BTreeSet<NodeId> = schemas.iter().copied().filter(|&id| self.is_base(id)).collect();
        let mut subtypes = Subtypes::default();
        if bases.is_empty() {
            return subtypes;
        }
        for id in schemas {
            for ancestor in self.ancestors(id) {
                if ancestor != id && bases.contains(&ancestor) {
                    subtypes.by_base.entry(ancestor).or_default().push(id);
                    subtypes.all.insert(id);
                }
            }
        }
        subtypes
    }

    /// Returns true for a schema with a discriminator and without `oneOf` or `anyOf`.
    fn is_base(&self, id: NodeId) -> bool {
        let property = self.get(id, "discriminator");
        let property = property.and_then(|id| self.get(id, "propertyName"));
        let lists_alternatives = ["oneOf", "anyOf"].iter().any(|key| self.get(id, key).is_some());
        property.is_some_and(|id| self.str(id).is_some()) && !lists_alternatives
    }

    /// Returns the schemas in a schema's `allOf`, transitively.
    fn ancestors(&self, id: NodeId) -> BTreeSet<NodeId> {
        let mut found = BTreeSet::new();
        let mut generation = vec![id];
        for _ in 0..MAX_GENERATIONS {
            let branches = generation.iter().filter_map(|&id| self.get(id, "allOf"));
            let parents = branches
                .flat_map(|list| self.items(list))
                .map(|id| self.resolve(id));
            generation = parents.filter(|&id| found.insert(id)).collect();
            if generation.is_empty() {
                break;
            }
        }
        found
    }
}
