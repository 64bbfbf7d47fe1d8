//! Bases: schemas that name a discriminator and leave it to others to extend them by `allOf`
//! (OpenAPI 3.1, "Discriminator Object").
//!
//! Finds which schemas extend which, and knows nothing of what becomes of them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Document, NodeId};

/// How far up a schema's bases are looked for. It bounds the work on a chain that a document makes long.
const MAX_GENERATIONS: usize = 64;

/// The bases of a document, and the schemas that extend each.
#[derive(Debug, Clone, Default)]
pub struct Heirs {
    by_base: BTreeMap<NodeId, Vec<NodeId>>,
    all: BTreeSet<NodeId>,
}

impl Heirs {
    /// The schemas that extend a base, by name. Empty where the schema is none.
    #[must_use]
    pub fn of(&self, base: NodeId) -> &[NodeId] {
        self.by_base.get(&base).map_or(&[], Vec::as_slice)
    }

    /// Whether a schema extends a base.
    #[must_use]
    pub fn is_heir(&self, id: NodeId) -> bool {
        self.all.contains(&id)
    }
}

impl Document {
    /// The bases among the components, and the components that extend them, directly or not.
    #[must_use]
    pub fn heirs(&self) -> Heirs {
        let schemas = self.components("schemas");
        let schemas: BTreeMap<&str, NodeId> = schemas.into_iter().flat_map(|id| self.entries(id)).collect();
        let schemas: Vec<NodeId> = schemas.into_values().collect();
        let bases: BTreeSet<NodeId> = schemas.iter().copied().filter(|&id| self.is_base(id)).collect();
        let mut heirs = Heirs::default();
        if bases.is_empty() {
            return heirs;
        }
        for id in schemas {
            for ancestor in self.ancestors(id) {
                if ancestor != id && bases.contains(&ancestor) {
                    heirs.by_base.entry(ancestor).or_default().push(id);
                    heirs.all.insert(id);
                }
            }
        }
        heirs
    }

    /// Whether a schema tells its alternatives apart without listing them.
    fn is_base(&self, id: NodeId) -> bool {
        let property = self.get(id, "discriminator");
        let property = property.and_then(|id| self.get(id, "propertyName"));
        let lists_alternatives = ["oneOf", "anyOf"].iter().any(|key| self.get(id, key).is_some());
        property.is_some_and(|id| self.str(id).is_some()) && !lists_alternatives
    }

    /// The schemas that a schema is `allOf`, and those that they are.
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
