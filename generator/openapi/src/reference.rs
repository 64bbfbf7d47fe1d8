//! References: each `$ref` of a document, and the node that it refers to.
//!
//! A `$ref` is a reference in an object of the grammar, and data anywhere else. Which kind an object of another file
//! has is known from the reference to it, so references are found and resolved in one walk. It reads the files that
//! they name.

mod report;
mod target;

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use indexmap::IndexSet;

use super::files::{self, Unread};
use super::grammar::Kind;
use super::tree::NodeId;
use super::{Document, join, objects};
use sdk_diagnostic::Diagnostics;
use target::Names;

/// A node with a `$ref`.
#[derive(Debug, Clone)]
struct Reference {
    /// The node that is replaced by the target.
    place: NodeId,
    /// The kind that the target has to be of.
    kind: Kind,
    /// The value of the `$ref`.
    target: String,
}

/// The target of a reference.
#[derive(Debug, Clone, Copy)]
pub(super) struct Target {
    /// The node that it names, which may be a reference itself.
    pub(super) next: NodeId,
    /// The node at the end of the chain; the reference itself if that is unresolved.
    pub(super) end: NodeId,
}

/// References without a target.
#[derive(Debug, Default)]
pub(super) struct Faults {
    unresolved: Vec<Reference>,
    /// The members of each cycle, from the first in the text on.
    cycles: Vec<Vec<NodeId>>,
}

impl Faults {
    /// Reports them.
    pub(super) fn report(&self, document: &Document, diagnostics: &mut Diagnostics) {
        report::unresolved(document, &self.unresolved, diagnostics);
        for cycle in &self.cycles {
            report::cycle(document, cycle, diagnostics);
        }
    }
}

/// Finds the objects of a document and resolves its references. Reads the files that these name, if they are in the
/// folder. Findings about these files are in `diagnostics`, those about references are returned.
pub(super) fn resolve(
    document: &mut Document,
    folder: Option<&Path>,
    diagnostics: &mut Diagnostics,
) -> Faults {
    let mut resolver = Resolver {
        kinds: vec![None; document.tree.len()],
        document,
        folder,
        diagnostics,
        further_kinds: BTreeSet::new(),
        queue: Vec::new(),
        found: Vec::new(),
        all: Vec::new(),
        steps: HashMap::new(),
        names: Names::default(),
        waiting: HashMap::new(),
        named: Vec::new(),
    };
    resolver.run();
    resolver.finish()
}

struct Resolver<'a> {
    document: &'a mut Document,
    folder: Option<&'a Path>,
    diagnostics: &'a mut Diagnostics,
    /// The first kind that each node was met as.
    kinds: Vec<Option<Kind>>,
    /// Nodes that were met as objects of another kind as well.
    further_kinds: BTreeSet<(NodeId, Kind)>,
    queue: Vec<(NodeId, Kind)>,
    /// References that are still to be resolved.
    found: Vec<usize>,
    all: Vec<Reference>,
    /// The node that each reference names.
    steps: HashMap<NodeId, NodeId>,
    names: Names,
    /// Unresolved references by the names that would resolve them.
    waiting: HashMap<String, Vec<usize>>,
    /// Names that were met since references were last resolved.
    named: Vec<String>,
}

impl Resolver<'_> {
    fn run(&mut self) {
        let root = self.document.root();
        self.push(root, Kind::OpenApi);
        self.walk(true);
        while !self.found.is_empty() {
            self.step();
            self.walk(false);
            for name in std::mem::take(&mut self.named) {
                self.found
                    .extend(self.waiting.remove(&name).into_iter().flatten());
            }
        }
    }

    fn push(&mut self, id: NodeId, kind: Kind) {
        let Some(known) = self.kinds.get_mut(id.0 as usize) else {
            return;
        };
        let is_new = match known {
            None => {
                *known = Some(kind);
                true
            }
            Some(known) => *known != kind && self.further_kinds.insert((id, kind)),
        };
        if is_new {
            self.queue.push((id, kind));
        }
    }

    /// Visits all objects below those of the queue.
    fn walk(&mut self, is_main: bool) {
        let mut below = Vec::new();
        while let Some((id, kind)) = self.queue.pop() {
            if is_main {
                self.document.objects.push((id, kind));
            }
            self.visit(id, kind);
            objects::below(&self.document.tree, id, kind, &mut below);
            for (child, kind) in below.drain(..) {
                self.push(child, kind);
            }
        }
    }

    fn visit(&mut self, id: NodeId, kind: Kind) {
        let tree = &self.document.tree;
        let text = |key: &str| tree.get(id, key).and_then(|value| tree.str(value));
        // A path is never called `$ref`.
        let has_references = kind.patterned().is_none() || kind.field("$ref").is_some();
        if let Some(target) = text("$ref").filter(|_| has_references) {
            self.found.push(self.all.len());
            self.all.push(Reference {
                place: id,
                kind,
                target: target.to_owned(),
            });
        }
        if kind == Kind::Schema {
            self.names.add(tree, id, &mut self.named);
        }
    }

    /// Resolves the references that were found, and reads the files that they name.
    fn step(&mut self) {
        let found = std::mem::take(&mut self.found);
        let mut files: Vec<(usize, String)> = Vec::new();
        let mut unresolved = Vec::new();
        for index in found {
            if !self.try_resolve(index) {
                unresolved.push(index);
            }
        }
        for reference in unresolved.iter().filter_map(|&index| self.all.get(index)) {
            if let Some(file) = target::local_file(&reference.target) {
                files.push((self.document.part_index(reference.place), file.to_owned()));
            }
        }
        files.sort();
        files.dedup();
        for (part, file) in files {
            self.read(part, &file);
        }
        for index in unresolved {
            if !self.try_resolve(index)
                && let Some(reference) = self.all.get(index)
            {
                let file = reference.target.split('#').next().unwrap_or_default();
                for name in [reference.target.as_str(), file] {
                    if !name.is_empty() {
                        self.waiting.entry(name.to_owned()).or_default().push(index);
                    }
                }
            }
        }
    }

    fn try_resolve(&mut self, index: usize) -> bool {
        let Some(reference) = self.all.get(index) else {
            return true;
        };
        let (place, kind) = (reference.place, reference.kind);
        let Some(node) = target::of(self.document, &self.names, place, &reference.target) else {
            return false;
        };
        self.steps.insert(place, node);
        self.push(node, kind);
        true
    }

    /// Reads a file that a reference in a part names.
    fn read(&mut self, part: usize, file: &str) {
        let Some(folder) = self.folder else { return };
        let name = join(&self.document.folder_of(part), file);
        if self.document.parts.iter().skip(1).any(|part| part.name == name) {
            return;
        }
        // A file that cannot be read is reported at the reference.
        match files::beside(folder, &name) {
            Ok(text) => self.document.add_part(name, text, self.diagnostics),
            Err(Unread::Outside) => {
                self.document.outside.insert(name);
            }
            Err(Unread::Missing) => {}
        }
        self.kinds.resize(self.document.tree.len(), None);
    }

    fn finish(mut self) -> Faults {
        self.all.sort_by_key(|reference| reference.place);
        self.all.dedup_by_key(|reference| reference.place);
        let Chains { ends, cycles } = chains(&self.all, &self.steps);
        for place in self.all.iter().map(|reference| reference.place) {
            if let Some(&Some(end)) = ends.get(&place) {
                let next = self.steps.get(&place).copied().unwrap_or(place);
                self.document.references.insert(place, Target { next, end });
            }
        }
        let is_unresolved = |reference: &Reference| !self.steps.contains_key(&reference.place);
        Faults {
            unresolved: self.all.into_iter().filter(is_unresolved).collect(),
            cycles,
        }
    }
}

/// Where chains of references end.
struct Chains {
    /// For each reference the node at the end of its chain; `None` if the chain is a cycle.
    ends: HashMap<NodeId, Option<NodeId>>,
    cycles: Vec<Vec<NodeId>>,
}

/// Follows each chain, and no part of one twice.
fn chains(all: &[Reference], steps: &HashMap<NodeId, NodeId>) -> Chains {
    let mut ends: HashMap<NodeId, Option<NodeId>> = HashMap::new();
    let mut cycles = Vec::new();
    for reference in all {
        let mut path: IndexSet<NodeId> = IndexSet::new();
        let mut current = reference.place;
        let end = loop {
            if let Some(known) = ends.get(&current) {
                break *known;
            }
            if let Some(start) = path.get_index_of(&current) {
                let mut cycle: Vec<NodeId> = path.iter().skip(start).copied().collect();
                let first = cycle.iter().enumerate().min_by_key(|(_, member)| **member);
                let first = first.map_or(0, |(index, _)| index);
                cycle.rotate_left(first);
                cycles.push(cycle);
                break None;
            }
            path.insert(current);
            match steps.get(&current) {
                Some(&next) => current = next,
                None => break Some(current),
            }
        };
        ends.extend(path.into_iter().map(|member| (member, end)));
    }
    Chains { ends, cycles }
}
