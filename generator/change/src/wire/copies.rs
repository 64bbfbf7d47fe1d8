//! The copies that a schema stands for: an edit of one of them is told of the schema, and has the place of that copy.

use std::collections::HashMap;

use crate::Place;
use sdk_diagnostic::Origin;
use sdk_model::{Api, Name, SchemaId};

/// Where the copies of each schema are.
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

    /// Adds the copies of what is at a place.
    pub(super) fn spread(&self, place: &mut Place) {
        let schema = place.origins.first().and_then(|origin| self.schemas.get(origin));
        let copies = schema.and_then(|schema| self.copies.get(schema));
        place.copies.extend(copies.into_iter().flatten());
    }
}
