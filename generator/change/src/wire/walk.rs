//! The pairs of schemas that stand in one place, and how each is used.

use std::collections::BTreeSet;

use indexmap::{IndexMap, IndexSet};

use super::properties::{Extras, fields};
use super::{Comparison, Pair};
use crate::Place;
use sdk_model::{Api, Name, Schema, SchemaId, SchemaKind};

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
    pub(super) old: Place,
    pub(super) new: Place,
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

/// A pair below another one.
pub(super) struct Child {
    pub(super) pair: Pair,
    /// What is added to the words for the pair above.
    pub(super) suffix: String,
    /// The property whose schemas they are.
    pub(super) property: Option<String>,
}

impl Comparison<'_> {
    /// Walks from two schemas that an operation uses.
    pub(super) fn walk(&mut self, pair: Pair, role: Role, label: &str, operation: &str) {
        self.walk_for(pair, label, Some((role, operation)));
    }

    /// Walks from two schemas that nothing uses, as far as nothing else has led.
    pub(super) fn walk_unused(&mut self, pair: Pair, label: &str) {
        self.walk_for(pair, label, None);
    }

    fn walk_for(&mut self, pair: Pair, label: &str, user: Option<(Role, &str)>) {
        let mut visited = IndexSet::from([pair]);
        let start = self.reach_of(pair, label.to_owned(), None, None);
        let mut open = vec![(pair, start)];
        while let Some((pair, mut reach)) = open.pop() {
            if user.is_none() && self.pairs.found.contains_key(&pair) {
                continue;
            }
            let entry = self.pairs.found.entry(pair);
            let known = entry.or_insert_with(|| reach.clone());
            if let Some((role, operation)) = user {
                known.roles.insert(role);
                if !known.uses.iter().any(|name| name == operation) {
                    known.uses.push(operation.to_owned());
                }
            }
            reach.label.clone_from(&known.label);
            known.told_above &= reach.told_above;
            let told_above = self.is_half_alias(pair);
            let children = self.children(pair);
            // The last of the list is looked at first.
            for child in children.into_iter().rev() {
                if visited.insert(child.pair) {
                    let label = format!("{}{}", reach.label, child.suffix);
                    let mut found = self.reach_of(child.pair, label, child.property.as_deref(), Some(pair));
                    found.told_above = told_above;
                    open.push((child.pair, found));
                }
            }
        }
    }

    fn reach_of(&self, pair: Pair, label: String, property: Option<&str>, above: Option<Pair>) -> Reach {
        let label = match (&self.old.schemas.get(pair.0).name, property) {
            (Name::Declared(name), _) => name.clone(),
            (Name::Suggested(_), _) => label,
        };
        let place = |api: &Api, own: SchemaId, above: Option<SchemaId>| {
            let is_declared = matches!(api.schemas.get(own).name, Name::Declared(_));
            match above {
                Some(above) if !is_declared && property.is_some() => property_place(api, above, property),
                _ => schema_place(api, own),
            }
        };
        Reach {
            roles: BTreeSet::new(),
            label,
            old: place(self.old, pair.0, above.map(|pair| pair.0)),
            new: place(self.new, pair.1, above.map(|pair| pair.1)),
            uses: Vec::new(),
            told_above: false,
        }
    }

    /// Whether one of the two is another name for a schema, and the other is none.
    pub(super) fn is_half_alias(&self, (old, new): Pair) -> bool {
        is_alias(self.old.schemas.get(old)) != is_alias(self.new.schemas.get(new))
    }

    fn children(&self, pair: Pair) -> Vec<Child> {
        let (old, new) = pair;
        let (was, is) = (&self.old.schemas.get(old).kind, &self.new.schemas.get(new).kind);
        match (was, is) {
            (SchemaKind::Alias(was), SchemaKind::Alias(is)) => plain((*was, *is)),
            (SchemaKind::Alias(was), _) => plain((*was, new)),
            (_, SchemaKind::Alias(is)) => plain((old, *is)),
            _ => self.structure(was, is),
        }
    }

    fn structure(&self, was: &SchemaKind, is: &SchemaKind) -> Vec<Child> {
        let child = |was, is, suffix: &str| Child {
            pair: (was, is),
            suffix: suffix.to_owned(),
            property: None,
        };
        match (was, is) {
            (SchemaKind::Array(was), SchemaKind::Array(is)) => vec![child(was.items, is.items, "[]")],
            (SchemaKind::Tuple(was), SchemaKind::Tuple(is)) => {
                let both = was.elements.iter().zip(&is.elements).enumerate();
                both.map(|(index, (was, is))| child(*was, *is, &format!("[{index}]")))
                    .collect()
            }
            (SchemaKind::Union(was), SchemaKind::Union(is)) => {
                let matched = self.match_variants(was, is);
                matched
                    .pairs
                    .into_iter()
                    .map(|(was, is)| child(was, is, ""))
                    .collect()
            }
            (_, SchemaKind::Union(_)) | (SchemaKind::Union(_), _) => Vec::new(),
            _ => self.properties(was, is),
        }
    }

    fn properties(&self, was: &SchemaKind, is: &SchemaKind) -> Vec<Child> {
        let (Some(was), Some(is)) = (fields(was), fields(is)) else {
            return Vec::new();
        };
        let mut children = Vec::new();
        for property in was.0 {
            let other = is.0.iter().find(|other| other.name == property.name);
            children.extend(other.map(|other| Child {
                pair: (property.schema, other.schema),
                suffix: format!(".{}", property.name),
                property: Some(property.name.clone()),
            }));
        }
        // Where only one of them is anything at all, that is told of the object.
        let are_alike = Extras::of(self.old, was.1) == Extras::of(self.new, is.1);
        if let (Some(was), Some(is), true) = (was.1.schema(), is.1.schema(), are_alike) {
            children.push(Child {
                pair: (was, is),
                suffix: ".*".to_owned(),
                property: None,
            });
        }
        children
    }
}

fn plain(pair: Pair) -> Vec<Child> {
    vec![Child {
        pair,
        suffix: String::new(),
        property: None,
    }]
}

/// Whether a schema is another name for one.
pub(super) fn is_alias(schema: &Schema) -> bool {
    matches!(schema.kind, SchemaKind::Alias(_))
}

/// Where a schema is.
pub(super) fn schema_place(api: &Api, id: SchemaId) -> Place {
    property_place(api, id, None)
}

/// Where a property of a schema is.
pub(super) fn property_place(api: &Api, id: SchemaId, property: Option<&str>) -> Place {
    let schema = api.schemas.get(id);
    let mut origins = vec![schema.origin];
    origins.extend(
        schema
            .sources
            .iter()
            .copied()
            .filter(|&source| source != schema.origin),
    );
    Place {
        origins,
        copies: Vec::new(),
        property: property.map(str::to_owned),
    }
}
