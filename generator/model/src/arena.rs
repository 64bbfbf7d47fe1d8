//! The arena that contains the schemas of an API, and side tables for it.

use super::schema::{Name, Schema, SchemaKind};
use sdk_diagnostic::Origin;

/// The id of a schema in its arena.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaId(u32);

impl SchemaId {
    /// Returns the index in the arena, for side tables.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The schemas of an API. An id can be reserved before its schema is known, so that schemas can reference each other in
/// any order.
#[derive(Debug, Clone, Default)]
pub struct Schemas {
    all: Vec<Schema>,
}

impl Schemas {
    /// Reserves an id. Until it is filled, its schema accepts any value.
    pub fn reserve(&mut self, name: Name, origin: Origin) -> SchemaId {
        let id = SchemaId(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
        self.all.push(Schema::any(name, origin));
        id
    }

    /// Sets the schema of a reserved id.
    pub fn fill(&mut self, id: SchemaId, schema: Schema) {
        if let Some(slot) = self.all.get_mut(id.index()) {
            *slot = schema;
        }
    }

    /// Returns the schema of an id.
    ///
    /// # Panics
    ///
    /// Panics if the id is from another arena, which is a bug in the caller.
    #[must_use]
    #[expect(
        clippy::indexing_slicing,
        reason = "an id is given out with its schema, and none is taken away"
    )]
    pub fn get(&self, id: SchemaId) -> &Schema {
        &self.all[id.index()]
    }

    /// Returns the schema of an id, to modify it.
    pub fn get_mut(&mut self, id: SchemaId) -> Option<&mut Schema> {
        self.all.get_mut(id.index())
    }

    /// Iterates over the schemas and their ids, in the order in which they were reserved.
    pub fn iter(&self) -> impl Iterator<Item = (SchemaId, &Schema)> {
        (0..).map(SchemaId).zip(&self.all)
    }

    /// Returns the number of schemas.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Returns `true` if there are no schemas.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Follows aliases to the schema that is not an alias.
    #[must_use]
    pub fn resolve(&self, id: SchemaId) -> SchemaId {
        let mut current = id;
        // The analysis breaks alias cycles. The bound guarantees termination even if one remains.
        for _ in 0..self.all.len() {
            match self.get(current).kind {
                SchemaKind::Alias(target) => current = target,
                _ => break,
            }
        }
        current
    }

    /// Returns a copy of a schema that also has the annotations of the schemas that it is an alias of. Its own
    /// description and default take precedence.
    #[must_use]
    pub fn annotated(&self, id: SchemaId) -> Schema {
        let mut merged = self.get(id).clone();
        let mut current = id;
        for _ in 0..self.all.len() {
            let SchemaKind::Alias(target) = self.get(current).kind else {
                break;
            };
            let target_schema = self.get(target);
            merged.deprecated |= target_schema.deprecated;
            merged.read_only |= target_schema.read_only;
            merged.write_only |= target_schema.write_only;
            merged.description = merged.description.or_else(|| target_schema.description.clone());
            merged.default = merged.default.or_else(|| target_schema.default.clone());
            current = target;
        }
        merged
    }

    /// Returns `true` if the schema allows null, itself or through an alias.
    #[must_use]
    pub fn is_nullable(&self, id: SchemaId) -> bool {
        let mut current = id;
        for _ in 0..=self.all.len() {
            let schema = self.get(current);
            if schema.nullable {
                return true;
            }
            match schema.kind {
                SchemaKind::Alias(target) => current = target,
                _ => return false,
            }
        }
        false
    }
}

/// A side table by [`SchemaId`]: the schemas that are sent, and those that are received.
#[derive(Debug, Clone, Default)]
pub struct Usage {
    /// By index, `true` if a parameter or a request body references the schema.
    pub sent: Vec<bool>,
    /// By index, `true` if a response, a webhook or a callback references the schema.
    pub received: Vec<bool>,
}

impl Usage {
    /// Returns `true` if a parameter or a request body references the schema, directly or indirectly.
    #[must_use]
    pub fn is_sent(&self, id: SchemaId) -> bool {
        self.sent.get(id.index()).copied().unwrap_or_default()
    }

    /// Returns `true` if a response, a webhook or a callback references the schema, directly or indirectly.
    #[must_use]
    pub fn is_received(&self, id: SchemaId) -> bool {
        self.received.get(id.index()).copied().unwrap_or_default()
    }
}
