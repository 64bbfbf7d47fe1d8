//! The walk from the operations to all pairs of schemas.

use std::collections::BTreeSet;

use indexmap::IndexSet;

use super::properties::{Extras, fields};
use super::reach::{Reach, Role, is_alias, property_ref, schema_ref};
use super::{Comparison, Pair};
use sdk_model::{Api, Name, SchemaId, SchemaKind};

/// A child of a pair.
pub(super) struct Child {
    pub(super) pair: Pair,
    /// The text to append to the label of the parent pair.
    pub(super) suffix: String,
    /// The property that has the two schemas.
    pub(super) property: Option<String>,
}

impl Comparison<'_> {
    /// Collects a pair that an operation uses, and its descendants.
    pub(super) fn walk(&mut self, pair: Pair, role: Role, label: &str, operation: &str) {
        self.walk_for(pair, label, Some((role, operation)));
    }

    /// Collects a pair that no operation uses, and its descendants, up to pairs that are known already.
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
            known.compared_above &= reach.compared_above;
            let compared_above = self.is_half_alias(pair);
            let children = self.children(pair);
            // The list is a stack.
            for child in children.into_iter().rev() {
                if visited.insert(child.pair) {
                    let label = format!("{}{}", reach.label, child.suffix);
                    let mut found = self.reach_of(child.pair, label, child.property.as_deref(), Some(pair));
                    found.compared_above = compared_above;
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
        let node = |api: &Api, own: SchemaId, above: Option<SchemaId>| {
            let is_declared = matches!(api.schemas.get(own).name, Name::Declared(_));
            match above {
                Some(above) if !is_declared && property.is_some() => property_ref(api, above, property),
                _ => schema_ref(api, own),
            }
        };
        Reach {
            roles: BTreeSet::new(),
            label,
            old: node(self.old, pair.0, above.map(|pair| pair.0)),
            new: node(self.new, pair.1, above.map(|pair| pair.1)),
            uses: Vec::new(),
            compared_above: false,
        }
    }

    /// Returns whether exactly one of the two schemas is an alias.
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
        // If only one of them allows any value, that is reported for the object.
        let is_same_kind = Extras::of(self.old, was.1) == Extras::of(self.new, is.1);
        if let (Some(was), Some(is), true) = (was.1.schema(), is.1.schema(), is_same_kind) {
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
