//! Which types lie in one module: a type, and those that only it leads to and whose names continue its own.
//!
//! Whether the document names a schema or writes it where it is used makes no difference here. So a schema that moves to
//! the components under the name that its type has changes no file.

use std::collections::{BTreeMap, BTreeSet};

use super::naming::{self, Casing, Scope};
use sdk_model::{Api, IncomingRequest, Name, Operation, SchemaId};
use sdk_rust::Ident;

/// The modules by name, with the schemas that each defines: the one that the module is named after comes first.
pub(super) fn settle(api: &Api, names: &BTreeMap<SchemaId, Ident>) -> Vec<(Ident, Vec<SchemaId>)> {
    let keepers = keepers(api, names);
    let mut modules: BTreeMap<&Ident, Vec<(&Ident, SchemaId)>> = BTreeMap::new();
    for (&id, ident) in names {
        let head = names.get(&head(&keepers, id)).unwrap_or(ident);
        modules.entry(head).or_default().push((ident, id));
    }
    let mut scope = Scope::of_files(&["mod"]);
    let mut settled = Vec::with_capacity(modules.len());
    for (head, mut members) in modules {
        // All names continue that of the first, which so is the least of them.
        members.sort_unstable();
        let members: Vec<SchemaId> = members.into_iter().map(|(_, id)| id).collect();
        let others = || ("module".to_owned(), vec![spelled(api, &members, head)]);
        let ident = scope.claim_or(naming::identifier(head.plain(), Casing::Snake), others);
        settled.push((ident, members));
    }
    settled.sort_by(|left, right| left.0.plain().cmp(right.0.plain()));
    settled
}

/// The name of a module's schema with every symbol spelled.
fn spelled(api: &Api, members: &[SchemaId], head: &Ident) -> String {
    let name = members.first().map(|&id| &api.schemas.get(id).name);
    let name = match name {
        Some(Name::Declared(name)) => name.as_str(),
        _ => head.plain(),
    };
    naming::spelled(name, Casing::Snake)
}

/// The type that a module is named after. Each keeper's name is shorter than that of what it keeps, so this ends.
fn head(keepers: &BTreeMap<SchemaId, SchemaId>, mut id: SchemaId) -> SchemaId {
    while let Some(&keeper) = keepers.get(&id) {
        id = keeper;
    }
    id
}

/// The types that lie beside another, each with that other.
fn keepers(api: &Api, names: &BTreeMap<SchemaId, Ident>) -> BTreeMap<SchemaId, SchemaId> {
    let operations = api.operations.iter().flat_map(Operation::schemas);
    let incoming = api.incoming.iter().flat_map(IncomingRequest::schemas);
    let direct = nearest(api, names, operations.chain(incoming).collect());
    let mut referrers: BTreeMap<SchemaId, Referrers> = BTreeMap::new();
    for &id in names.keys() {
        for held in nearest(api, names, api.schemas.get(id).kind.children()) {
            if held != id {
                let known = referrers.entry(held);
                known
                    .and_modify(|known| *known = Referrers::Several)
                    .or_insert(Referrers::One(id));
            }
        }
    }
    let kept = referrers.into_iter().filter_map(|(id, referrers)| {
        let Referrers::One(keeper) = referrers else {
            return None;
        };
        let continues = continues(names.get(&id)?.plain(), names.get(&keeper)?.plain());
        (continues && !direct.contains(&id)).then_some((id, keeper))
    });
    kept.collect()
}

/// The types that lead to a type.
#[derive(Debug, Clone, Copy)]
enum Referrers {
    One(SchemaId),
    Several,
}

/// Whether a name is another one and more words: `IdentityMetrics` and `Identity`, but not `Identityless`.
fn continues(name: &str, start: &str) -> bool {
    let rest = name.strip_prefix(start);
    rest.and_then(|rest| rest.chars().next())
        .is_some_and(|first| !first.is_lowercase())
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
