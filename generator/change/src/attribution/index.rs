//! The edits of a document by JSON pointer. Knows nothing of the crates.

use std::collections::BTreeMap;

use super::provenance::Target;
use crate::edit::Change;
use crate::node_ref::NodeRef;
use crate::rule::Aspect;
use crate::verdict::Verdict;
use sdk_openapi::Document;

/// The position of an edit relative to a target, farthest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Nearness {
    Ancestor,
    Descendant,
    Same,
}

/// The edits with a node in one version, by its JSON pointer.
pub(super) struct EditIndex<'a> {
    edits: &'a [Change],
    by_pointer: BTreeMap<String, Vec<usize>>,
}

impl<'a> EditIndex<'a> {
    pub(super) fn new(
        edits: &'a [Change],
        document: &Document,
        side: impl Fn(&Change) -> Option<&NodeRef>,
    ) -> Self {
        let mut by_pointer: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, edit) in edits.iter().enumerate() {
            if let Some(node) = side(edit).filter(|_| edit.rule.sdk() != Verdict::Docs) {
                let pointer = document.pointer(document.node_at(node.node(document)));
                by_pointer.entry(pointer).or_default().push(index);
            }
        }
        Self { edits, by_pointer }
    }

    /// Returns the edits that affect what is generated from a target.
    pub(super) fn edits_at(&self, target: &Target) -> Option<(Nearness, Vec<usize>)> {
        if let Some(edits) = self.by_pointer.get(&target.pointer) {
            return Some((Nearness::Same, edits.clone()));
        }
        let inside = format!("{}/", target.pointer);
        let below = self
            .by_pointer
            .range(inside.clone()..)
            .take_while(|(pointer, _)| pointer.starts_with(&inside));
        let below: Vec<usize> = below.flat_map(|(_, edits)| edits.iter().copied()).collect();
        if target.with_descendants && !below.is_empty() {
            return Some((Nearness::Descendant, below));
        }
        let mut pointer = target.pointer.as_str();
        while let Some((parent, _)) = pointer.rsplit_once('/') {
            pointer = parent;
            let edits = self.by_pointer.get(parent).into_iter().flatten().copied();
            let edits: Vec<usize> = edits.filter(|&index| self.affects_descendants(index)).collect();
            if !edits.is_empty() {
                return Some((Nearness::Ancestor, edits));
            }
        }
        None
    }

    fn affects_descendants(&self, index: usize) -> bool {
        let rule = self.edits.get(index).map(|edit| edit.rule);
        rule.is_some_and(|rule| rule.sdk() == Verdict::Breaking || rule.aspect() == Aspect::Existence)
    }
}
