//! Which types hold each other by value, and so need a box in between.

#![expect(
    clippy::indexing_slicing,
    reason = "every list here has an element for each schema, and a node is the index of one"
)]

use std::collections::BTreeSet;

use sdk_model::{Name, SchemaId, SchemaKind, Schemas};

/// For each schema, the number of its cycle: schemas of one number reach each other by value.
#[derive(Debug, Clone)]
pub(super) struct Cycles {
    component: Vec<usize>,
    recursive: Vec<bool>,
}

impl Cycles {
    /// Whether a value of the one holds a value of the other, and the other way round.
    pub(super) fn joins(&self, owner: SchemaId, held: SchemaId) -> bool {
        self.component.get(owner.index()) == self.component.get(held.index())
            && self.recursive.get(owner.index()).copied().unwrap_or_default()
    }
}

/// Finds the cycles of holding by value. Lists and maps hold by pointer and end a cycle.
pub(super) fn by_value(schemas: &Schemas) -> Cycles {
    cycles(schemas, |kind| match kind {
        SchemaKind::Array(_) | SchemaKind::Map(_) => Vec::new(),
        other => named(other),
    })
}

/// The lists, maps and tuples that hold themselves with no object or union in between: another name for a
/// type cannot stand for itself, so each of these is a type of its own. Of a cycle, those that the document
/// names are; of one without names, the first.
pub(super) fn wrappers(schemas: &Schemas) -> BTreeSet<SchemaId> {
    let mut wrappers = BTreeSet::new();
    loop {
        let cycles = cycles(schemas, |kind| match kind {
            SchemaKind::Object(_) | SchemaKind::Union(_) => Vec::new(),
            other => other
                .children()
                .into_iter()
                .filter(|id| !wrappers.contains(id))
                .collect(),
        });
        let looping: Vec<SchemaId> = schemas
            .iter()
            .map(|(id, _)| id)
            .filter(|&id| !wrappers.contains(&id) && cycles.joins(id, id))
            .collect();
        if looping.is_empty() {
            return wrappers;
        }
        let before = wrappers.len();
        let is_declared = |id: &&SchemaId| matches!(schemas.get(**id).name, Name::Declared(_));
        wrappers.extend(looping.iter().filter(is_declared));
        if wrappers.len() == before {
            wrappers.extend(looping.first());
        }
    }
}

fn named(kind: &SchemaKind) -> Vec<SchemaId> {
    match kind {
        // Additional properties lie in a map, which ends a cycle.
        SchemaKind::Object(schema) => schema.properties.iter().map(|property| property.schema).collect(),
        other => other.children(),
    }
}

/// Tarjan's strongly connected components, with a stack of its own: a document's depth costs no stack.
fn cycles(schemas: &Schemas, edges: impl Fn(&SchemaKind) -> Vec<SchemaId>) -> Cycles {
    let targets: Vec<Vec<usize>> = schemas
        .iter()
        .map(|(_, schema)| edges(&schema.kind).into_iter().map(SchemaId::index).collect())
        .collect();
    let mut tarjan = Tarjan {
        targets: &targets,
        index: vec![usize::MAX; targets.len()],
        low: vec![0; targets.len()],
        on_stack: vec![false; targets.len()],
        stack: Vec::new(),
        component: vec![usize::MAX; targets.len()],
        recursive: vec![false; targets.len()],
        next: 0,
    };
    for root in 0..targets.len() {
        if tarjan.index[root] == usize::MAX {
            tarjan.visit(root);
        }
    }
    Cycles {
        component: tarjan.component,
        recursive: tarjan.recursive,
    }
}

struct Tarjan<'a> {
    targets: &'a [Vec<usize>],
    index: Vec<usize>,
    low: Vec<usize>,
    on_stack: Vec<bool>,
    stack: Vec<usize>,
    component: Vec<usize>,
    recursive: Vec<bool>,
    next: usize,
}

impl Tarjan<'_> {
    fn visit(&mut self, root: usize) {
        let mut calls = vec![(root, 0)];
        self.enter(root);
        while let Some((node, edge)) = calls.pop() {
            match self.targets[node].get(edge) {
                Some(&target) if self.index[target] == usize::MAX => {
                    calls.push((node, edge + 1));
                    self.enter(target);
                    calls.push((target, 0));
                }
                Some(&target) => {
                    if self.on_stack[target] {
                        self.low[node] = self.low[node].min(self.index[target]);
                    }
                    calls.push((node, edge + 1));
                }
                None => {
                    self.leave(node);
                    if let Some(&(parent, _)) = calls.last() {
                        self.low[parent] = self.low[parent].min(self.low[node]);
                    }
                }
            }
        }
    }

    fn enter(&mut self, node: usize) {
        self.index[node] = self.next;
        self.low[node] = self.next;
        self.next += 1;
        self.stack.push(node);
        self.on_stack[node] = true;
    }

    /// Closes the component whose root the node is.
    fn leave(&mut self, node: usize) {
        if self.low[node] != self.index[node] {
            return;
        }
        let mut members = Vec::new();
        while let Some(member) = self.stack.pop() {
            self.on_stack[member] = false;
            self.component[member] = node;
            members.push(member);
            if member == node {
                break;
            }
        }
        let recursive = members.len() > 1 || self.targets[node].contains(&node);
        for member in members {
            self.recursive[member] = recursive;
        }
    }
}
