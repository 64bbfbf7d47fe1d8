//! What belongs to no operation: the API as a whole, and the schemas that none uses.

use std::collections::HashMap;

use super::walk::schema_place;
use super::{Comparison, change};
use crate::{Change, Rule};
use sdk_model::{Api, Name, SchemaId};

impl Comparison<'_> {
    pub(super) fn api(&mut self) {
        self.servers();
        if self.old.description != self.new.description || self.old.title != self.new.title {
            self.push(change(Rule::DescriptionChanged, "the API"));
        }
        self.security_schemes();
    }

    /// Declared schemas that no operation reaches: which came, which went, and the pairs of the others.
    pub(super) fn unused(&mut self) {
        let (was, is) = (unused(self.old), unused(self.new));
        let stayed: HashMap<&str, SchemaId> = is.iter().map(|(name, id)| (name.as_str(), *id)).collect();
        for (name, id) in &was {
            if let Some(&other) = stayed.get(name.as_str()) {
                self.walk_unused((*id, other), name);
            }
        }
        let is_declared = |api: &Api, name: &str| {
            let mut all = api.schemas.iter();
            all.any(|(_, schema)| matches!(&schema.name, Name::Declared(own) if own == name))
        };
        for (name, id) in was {
            if !is_declared(self.new, &name) {
                self.push(Change {
                    old: Some(schema_place(self.old, id)),
                    ..change(Rule::UnusedSchemaRemoved, name)
                });
            }
        }
        for (name, id) in is {
            if !is_declared(self.old, &name) {
                self.push(Change {
                    new: Some(schema_place(self.new, id)),
                    ..change(Rule::UnusedSchemaAdded, name)
                });
            }
        }
    }
}

fn unused(api: &Api) -> Vec<(String, SchemaId)> {
    let mut reached = vec![false; api.schemas.len()];
    let operations = api.operations.iter().flat_map(sdk_model::Operation::schemas);
    let incoming = api.incoming.iter().flat_map(sdk_model::IncomingRequest::schemas);
    let mut open: Vec<SchemaId> = operations.chain(incoming).collect();
    while let Some(id) = open.pop() {
        if let Some(seen) = reached.get_mut(id.index()).filter(|seen| !**seen) {
            *seen = true;
            open.extend(api.schemas.get(id).kind.children());
        }
    }
    let all = api.schemas.iter();
    all.filter_map(|(id, schema)| match &schema.name {
        Name::Declared(name) if reached.get(id.index()) == Some(&false) => Some((name.clone(), id)),
        _ => None,
    })
    .collect()
}
