//! What may look wrong because something else is: everything that says, or refers to, a place with an error.
//!
//! Knows where errors are, and nothing of what they say.

use std::collections::{BTreeMap, BTreeSet};

use sdk_diagnostic::{Diagnostics, Origin, Severity};
use sdk_openapi::{Document, Kind, NodeId};

/// The values of the keywords whose schemas are parts of the schema around them.
fn compositions(document: &Document, schema: NodeId) -> impl Iterator<Item = NodeId> {
    let keywords = Kind::Schema
        .fields()
        .iter()
        .filter(|field| field.is_composition());
    keywords.filter_map(move |field| document.get(schema, field.name))
}

/// The places with errors, and what they are parts of.
pub(super) struct Faults<'a> {
    document: &'a Document,
    /// Places with an error.
    broken: BTreeSet<NodeId>,
    /// The places with an error, and all that they lie in.
    around: BTreeSet<NodeId>,
    kinds: BTreeMap<NodeId, Kind>,
    /// Whether an object that was asked for touches a fault.
    known: BTreeMap<NodeId, bool>,
}

impl<'a> Faults<'a> {
    /// The errors of a document so far.
    pub(super) fn of(document: &'a Document, diagnostics: &Diagnostics) -> Self {
        let mut around = BTreeSet::new();
        let found = diagnostics.sorted().into_iter();
        let broken: BTreeSet<NodeId> = found
            .filter(|found| found.severity == Severity::Error)
            .map(|found| document.node_at(found.origin))
            .collect();
        for &id in &broken {
            let mut current = id;
            while around.insert(current) {
                current = document.parent(current);
            }
        }
        // `paths`, `responses` and callbacks are parts of the object around them.
        let objects = document.objects().iter().copied();
        let kinds = objects.filter(|(_, kind)| kind.patterned().is_none());
        Self {
            document,
            broken,
            around,
            kinds: kinds.collect(),
            known: BTreeMap::new(),
        }
    }

    /// Whether a place is a reference that leads nowhere, which is told already.
    pub(super) fn is_broken_reference(&self, place: Origin) -> bool {
        let reference = self.document.get(self.document.node_at(place), "$ref");
        reference.is_some_and(|id| self.broken.contains(&id))
    }

    /// Whether what is found at a place may follow from an error: there is one in the object that the place lies in, or
    /// in what that refers to.
    pub(super) fn touch(&mut self, place: Origin) -> bool {
        if place.setting_byte().is_some() {
            // What the configuration names may be anywhere.
            return true;
        }
        let object = self.object(self.document.node_at(place));
        if let Some(&known) = self.known.get(&object) {
            return known;
        }
        let touches = self.reaches(object);
        self.known.insert(object, touches);
        touches
    }

    /// The object that a place lies in; of a schema that is part of another one, the whole.
    fn object(&self, place: NodeId) -> NodeId {
        let mut current = place;
        while !self.kinds.contains_key(&current) {
            let parent = self.document.parent(current);
            if parent == current {
                return current;
            }
            current = parent;
        }
        while let Some(whole) = self.whole(current) {
            current = whole;
        }
        current
    }

    /// The schema that a schema is a part of.
    fn whole(&self, part: NodeId) -> Option<NodeId> {
        let list = self.document.parent(part);
        let whole = self.document.parent(list);
        let is_schema = self.kinds.get(&whole) == Some(&Kind::Schema);
        let is_part = compositions(self.document, whole).any(|value| value == list);
        (is_schema && is_part && whole != part).then_some(whole)
    }

    fn reaches(&self, object: NodeId) -> bool {
        let document = self.document;
        if self.around.contains(&object) {
            return true;
        }
        let mut seen = BTreeSet::from([object]);
        let mut queue = vec![object];
        if self.kinds.get(&object) == Some(&Kind::Operation) {
            // An operation has the parameters of its path as well.
            queue.extend(document.get(document.parent(object), "parameters"));
        }
        while let Some(id) = queue.pop() {
            let target = document.resolve(id);
            if self.around.contains(&id) || self.around.contains(&target) {
                return true;
            }
            if target == id {
                let below = document.entries(id).map(|(_, child)| child);
                queue.extend(
                    below
                        .chain(document.items(id))
                        .filter(|&child| seen.insert(child)),
                );
                continue;
            }
            // Of what is referred to, the parts make it what it is; its properties have their own findings.
            let parts = compositions(document, target);
            let parts = parts.flat_map(|list| document.items(list));
            queue.extend(parts.filter(|&part| seen.insert(part)));
        }
        false
    }
}
