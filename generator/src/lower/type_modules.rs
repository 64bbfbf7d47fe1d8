//! Which types lie in one module: a declared schema, or an operation, and the inline schemas that nothing
//! else leads to.

use std::collections::{BTreeMap, BTreeSet};

use super::naming::{self, Casing, Scope};
use crate::model::{Api, Name, SchemaId};
use crate::rust::Ident;

/// What a module is named after.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    /// A declared schema or an operation.
    Named(String),
    /// An inline schema that several modules lead to.
    Shared(SchemaId),
}

/// The modules by name, with the schemas that each defines.
pub(super) fn settle(api: &Api, names: &BTreeMap<SchemaId, Ident>) -> Vec<(Ident, Vec<SchemaId>)> {
    let mut modules: BTreeMap<Owner, Vec<SchemaId>> = BTreeMap::new();
    for (id, owner) in owners(api, names) {
        modules.entry(owner).or_default().push(id);
    }
    // The schema that a module is named after comes first in it.
    for (owner, members) in &mut modules {
        members.sort_by_key(|&id| {
            let is_inline = matches!(api.schemas.get(id).name, Name::Suggested(_));
            (*owner != Owner::Shared(id), is_inline, id)
        });
    }
    let mut ordered: Vec<(Owner, Vec<SchemaId>)> = modules.into_iter().collect();
    ordered.sort_by_key(|(owner, members)| (matches!(owner, Owner::Shared(_)), members.first().copied()));
    let mut scope = Scope::of_files(&["mod"]);
    let mut settled = Vec::with_capacity(ordered.len());
    for (owner, members) in ordered {
        let [name, spelled] = module_names(api, names, &owner, members.first().copied());
        let others = || ("module".to_owned(), vec![naming::spelled(spelled, Casing::Snake)]);
        let ident = scope.claim_or(naming::identifier(name, Casing::Snake), others);
        settled.push((ident, members));
    }
    settled.sort_by(|left, right| left.0.plain().cmp(right.0.plain()));
    settled
}

/// What a module is called after, and what it is called after with every symbol spelled. That of a declared schema, or
/// of a shared one, is called as its type is; that of an operation as the operation is.
fn module_names<'a>(
    api: &Api,
    names: &'a BTreeMap<SchemaId, Ident>,
    owner: &'a Owner,
    first: Option<SchemaId>,
) -> [&'a str; 2] {
    let first = first
        .filter(|&id| *owner == Owner::Shared(id) || matches!(api.schemas.get(id).name, Name::Declared(_)));
    let type_name = first.and_then(|id| names.get(&id)).map_or("", Ident::plain);
    let spelled = match owner {
        Owner::Named(name) => name.as_str(),
        Owner::Shared(_) => type_name,
    };
    let name = if type_name.is_empty() { spelled } else { type_name };
    [name, spelled]
}

/// The owner of every type.
fn owners(api: &Api, names: &BTreeMap<SchemaId, Ident>) -> BTreeMap<SchemaId, Owner> {
    let referrers = referrers(api, names);
    let mut owners: BTreeMap<SchemaId, Owner> = names
        .keys()
        .map(|&id| {
            let owner = match &api.schemas.get(id).name {
                Name::Declared(name) => name,
                Name::Suggested(words) => words.first().map_or("inline", String::as_str),
            };
            (id, Owner::Named(owner.to_owned()))
        })
        .collect();
    // A schema that gets a module of its own takes along what only it leads to, which may take along more.
    let mut is_settled = false;
    while !is_settled {
        is_settled = true;
        for (&id, referrers) in &referrers {
            let leading: BTreeSet<&Owner> = referrers
                .iter()
                .filter_map(|referrer| match referrer {
                    Referrer::Operation(owner) => Some(owner),
                    Referrer::Schema(schema) => owners.get(schema),
                })
                // What only it leads to leads to nothing new.
                .filter(|owner| **owner != Owner::Shared(id))
                .collect();
            let owner = match leading.first() {
                Some(&only) if leading.len() == 1 => only.clone(),
                _ => Owner::Shared(id),
            };
            // Once shared, always shared: so this comes to an end.
            if owners.get(&id) != Some(&owner) && owners.get(&id) != Some(&Owner::Shared(id)) {
                owners.insert(id, owner);
                is_settled = false;
            }
        }
    }
    owners
}

/// What leads to an inline schema.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Referrer {
    Operation(Owner),
    Schema(SchemaId),
}

/// What leads to each inline schema that is a type, with no other type in between.
fn referrers(api: &Api, names: &BTreeMap<SchemaId, Ident>) -> BTreeMap<SchemaId, BTreeSet<Referrer>> {
    let mut found: BTreeMap<SchemaId, BTreeSet<Referrer>> = BTreeMap::new();
    let mut note = |roots: Vec<SchemaId>, referrer: &Referrer| {
        for id in nearest(api, names, roots) {
            if matches!(api.schemas.get(id).name, Name::Suggested(_)) {
                found.entry(id).or_default().insert(referrer.clone());
            }
        }
    };
    for operation in &api.operations {
        let owner = Owner::Named(operation.name.as_str().to_owned());
        note(operation.schemas().collect(), &Referrer::Operation(owner));
    }
    for request in &api.incoming {
        let owner = Owner::Named(request.name.clone());
        note(request.schemas().collect(), &Referrer::Operation(owner));
    }
    for &id in names.keys() {
        note(api.schemas.get(id).kind.children(), &Referrer::Schema(id));
    }
    found
}

/// The types that schemas are, or lead to with no other type in between.
fn nearest(api: &Api, names: &BTreeMap<SchemaId, Ident>, mut queue: Vec<SchemaId>) -> BTreeSet<SchemaId> {
    let mut seen = BTreeSet::new();
    let mut found = BTreeSet::new();
    while let Some(id) = queue.pop() {
        if names.contains_key(&id) {
            found.insert(id);
        } else if seen.insert(id) {
            queue.extend(api.schemas.get(id).kind.children());
        }
    }
    found
}
