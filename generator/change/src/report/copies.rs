//! Edits of schemas that were merged into one: such an edit is reported once, with the locations of the other copies.

use std::collections::HashMap;

use serde_json::Value;

use crate::edit::Change;
use crate::entry::Location;
use crate::node_ref::NodeRef;
use crate::rule::Rule;
use sdk_diagnostic::Origin;
use sdk_openapi::Document;

/// Another node with the same edit.
pub(super) struct EditedCopy {
    /// The index of the edit.
    change: usize,
    node: NodeRef,
    /// Whether the node is in the old document. A removed node is not in the new one.
    is_old: bool,
}

/// Merges the edits of one property, and puts the copy that was edited first in the nodes of each edit. Returns the
/// other edited copies.
pub(super) fn merge(changes: &mut Vec<Change>, old: &Document, new: &Document) -> Vec<EditedCopy> {
    merge_inherited(changes, old, new);
    let mut copies = Vec::new();
    for (index, change) in changes.iter_mut().enumerate() {
        let (Some(was), Some(is)) = (&mut change.old, &mut change.new) else {
            continue;
        };
        let mut shared = shared(was, is, old, new);
        if shared.is_empty() {
            start_with_edited(was, is, old, new);
        }
        // The comparison found the edit at this pair; the others are copies.
        let own = (was.nodes.first().copied(), is.nodes.first().copied());
        let at_new = shared.iter().position(|pair| Some(pair.1) == own.1);
        if let Some(index) = at_new.or_else(|| shared.iter().position(|pair| Some(pair.0) == own.0)) {
            let (old_origin, new_origin) = shared.remove(index);
            was.nodes.insert(0, old_origin);
            is.nodes.insert(0, new_origin);
        }
        for (old_origin, new_origin) in shared {
            let (old_node, new_node) = (is.in_schema(old_origin), is.in_schema(new_origin));
            let is_old = old_node.property_node(old).is_some() && new_node.property_node(new).is_none();
            copies.push(EditedCopy {
                change: index,
                node: if is_old { old_node } else { new_node },
                is_old,
            });
        }
    }
    copies
}

/// Merges the edits of a property that several schemas inherit into that of the first schema.
fn merge_inherited(changes: &mut Vec<Change>, old: &Document, new: &Document) {
    type Key = (
        Rule,
        Option<String>,
        Option<String>,
        Option<Origin>,
        Option<Origin>,
    );
    let mut known: HashMap<Key, usize> = HashMap::new();
    let mut merged: Vec<Change> = Vec::with_capacity(changes.len());
    for change in changes.drain(..) {
        let node =
            |node: &Option<NodeRef>, document| node.as_ref().and_then(|node| node.property_node(document));
        let (was, is) = (node(&change.old, old), node(&change.new, new));
        if was.is_none() && is.is_none() {
            merged.push(change);
            continue;
        }
        let key = (change.rule, change.was.clone(), change.is.clone(), was, is);
        let index = *known.entry(key).or_insert(merged.len());
        match merged.get_mut(index) {
            Some(first) => first.add_uses(change.uses),
            None => merged.push(change),
        }
    }
    *changes = merged;
}

/// Puts first, of the `allOf` parts that declare a property, the part whose declaration differs.
fn start_with_edited(was: &mut NodeRef, is: &mut NodeRef, old: &Document, new: &Document) {
    if was.nodes.len() <= 1 || is.nodes.len() <= 1 {
        return;
    }
    let parts = |node: &NodeRef, document: &Document| -> Vec<(String, Origin, Value)> {
        let parts = node.nodes.iter().filter_map(|&origin| {
            let property = document.node_at(node.in_schema(origin).property_node(document)?);
            Some((document.pointer_at(origin)?, origin, document.to_value(property)))
        });
        parts.collect()
    };
    let after = parts(is, new);
    let edited = parts(was, old).into_iter().find_map(|(pointer, origin, before)| {
        let (_, other, after) = after.iter().find(|(other, ..)| *other == pointer)?;
        (before != *after).then_some((origin, *other))
    });
    if let Some((origin, other)) = edited {
        was.nodes.insert(0, origin);
        is.nodes.insert(0, other);
    }
}

/// Returns the pairs of nodes, copies included, that have the same pointer in both documents, in the order of the old one.
fn shared(was: &NodeRef, is: &NodeRef, old: &Document, new: &Document) -> Vec<(Origin, Origin)> {
    if was.copies.len() <= 1 && is.copies.len() <= 1 {
        return Vec::new();
    }
    let pointers: HashMap<String, Origin> = copies(is)
        .filter_map(|origin| Some((new.pointer_at(origin)?, origin)))
        .collect();
    let mut found: Vec<(Origin, Origin)> = Vec::new();
    for origin in copies(was) {
        let other = old.pointer_at(origin).and_then(|pointer| pointers.get(&pointer));
        let pair = other.map(|&other| (origin, other));
        found.extend(pair.filter(|pair| !found.contains(pair)));
    }
    found
}

/// Returns a schema and its copies.
fn copies(node: &NodeRef) -> impl Iterator<Item = Origin> {
    node.nodes.first().into_iter().chain(&node.copies).copied()
}

/// Looks up the locations of copies, each with the index of its edit.
pub(super) fn locations(copies: &[EditedCopy], old: &Document, new: &Document) -> Vec<(usize, Location)> {
    let of = |is_old: bool, document| {
        let own: Vec<&EditedCopy> = copies.iter().filter(|copy| copy.is_old == is_old).collect();
        let nodes: Vec<Option<&NodeRef>> = own.iter().map(|copy| Some(&copy.node)).collect();
        let found = super::locations(&nodes, document);
        let found = own.into_iter().zip(found);
        found
            .filter_map(|(copy, location)| Some((copy.change, location?)))
            .collect::<Vec<_>>()
    };
    [of(true, old), of(false, new)].concat()
}
