//! The arena that holds the schemas of an API, and tables beside it.

use super::schema::{Name, Schema, SchemaKind};
use sdk_diagnostic::Origin;

/// The id of a schema in its arena.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaId(u32);

impl SchemaId {
    /// The position in the arena, for side tables.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The schemas of an API. An id is reserved before its schema is known, so that schemas may refer to
/// each other in any order.
#[derive(Debug, Clone, Default)]
pub struct Schemas {
    all: Vec<Schema>,
}

impl Schemas {
    /// Reserves an id. Until it is filled, it stands for a free-form value.
    pub fn reserve(&mut self, name: Name, origin: Origin) -> SchemaId {
        let id = SchemaId(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
        self.all.push(Schema::any(name, origin));
        id
    }

    /// Fills a reserved id.
    pub fn fill(&mut self, id: SchemaId, schema: Schema) {
        if let Some(slot) = self.all.get_mut(id.index()) {
            *slot = schema;
        }
    }

    /// The schema of an id.
    ///
    /// # Panics
    ///
    /// Where the id comes from another arena, which is a bug of the caller.
    #[must_use]
    #[expect(
        clippy::indexing_slicing,
        reason = "an id is given out with its schema, and none is taken away"
    )]
    pub fn get(&self, id: SchemaId) -> &Schema {
        &self.all[id.index()]
    }

    /// The schema of an id, to be changed.
    pub fn get_mut(&mut self, id: SchemaId) -> Option<&mut Schema> {
        self.all.get_mut(id.index())
    }

    /// Every schema with its id, in the order of reservation.
    pub fn iter(&self) -> impl Iterator<Item = (SchemaId, &Schema)> {
        (0..).map(SchemaId).zip(&self.all)
    }

    /// How many schemas there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Follows aliases to the schema that says what the value is.
    #[must_use]
    pub fn resolve(&self, id: SchemaId) -> SchemaId {
        let mut current = id;
        // A cycle of aliases is refused by the analysis; the bound keeps this total all the same.
        for _ in 0..self.all.len() {
            match self.get(current).kind {
                SchemaKind::Alias(target) => current = target,
                _ => break,
            }
        }
        current
    }

    /// A schema with what is said of it, by itself or by the schemas that it is another name for.
    #[must_use]
    pub fn annotated(&self, id: SchemaId) -> Schema {
        let mut told = self.get(id).clone();
        let mut current = id;
        for _ in 0..self.all.len() {
            let SchemaKind::Alias(target) = self.get(current).kind else {
                break;
            };
            let below = self.get(target);
            told.deprecated |= below.deprecated;
            told.read_only |= below.read_only;
            told.write_only |= below.write_only;
            told.description = told.description.or_else(|| below.description.clone());
            told.default = told.default.or_else(|| below.default.clone());
            current = target;
        }
        told
    }

    /// Whether null is a value of the schema, by itself or through an alias.
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

/// Whether each schema is sent, received, or both: a side table by [`SchemaId`].
#[derive(Debug, Clone, Default)]
pub struct Usage {
    /// By index: reached from a parameter or a request body.
    pub sent: Vec<bool>,
    /// By index: reached from an answer.
    pub received: Vec<bool>,
}

impl Usage {
    /// Whether the schema is reached from a parameter or a request body.
    #[must_use]
    pub fn is_sent(&self, id: SchemaId) -> bool {
        self.sent.get(id.index()).copied().unwrap_or_default()
    }

    /// Whether the schema is reached from an answer.
    #[must_use]
    pub fn is_received(&self, id: SchemaId) -> bool {
        self.received.get(id.index()).copied().unwrap_or_default()
    }
}
