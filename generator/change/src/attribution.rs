//! Attribution of changes of the SDK to the edits of the document that cause them.
//!
//! Both sides have document nodes: an edit has the node that was edited, and an item of the crate has the nodes that it
//! was generated from. An edit causes a change if its node is the item's node, a descendant of it, or an ancestor of it
//! whose edit affects its descendants.

mod index;
mod matching;
mod provenance;

use std::collections::BTreeMap;

use super::edit::Change;
use super::sdk::{ItemRef, SdkChange, SdkRule};
use index::EditIndex;
use provenance::{Target, targets};
use sdk_openapi::Document;
use sdk_rust::surface::{Surface, Traces};

/// One of the two versions, with the crate generated from it.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The document.
    pub document: &'a Document,
    /// The public items of the crate.
    pub surface: &'a Surface,
    /// The document nodes that they were generated from.
    pub traces: &'a Traces,
}

/// Returns for each change of the SDK the indices of the edits that cause it.
pub(super) fn attribute(
    edits: &[Change],
    changes: &[SdkChange],
    old: Side<'_>,
    new: Side<'_>,
) -> Vec<Vec<usize>> {
    let before = EditIndex::new(edits, old.document, |edit| edit.old.as_ref());
    let after = EditIndex::new(edits, new.document, |edit| edit.new.as_ref());
    let causes = changes.iter().map(|change| {
        let levels = |side, item: &Option<ItemRef>| item.as_ref().map(|item| targets(side, item));
        let sides = [
            (&before, levels(old, &change.old).unwrap_or_default()),
            (&after, levels(new, &change.new).unwrap_or_default()),
        ];
        let depth = sides.iter().map(|(_, levels)| levels.len()).max();
        let mut by_level =
            (0..depth.unwrap_or_default()).map(|level| matching::best(change, edits, nearest(&sides, level)));
        by_level.find(|edits| !edits.is_empty()).unwrap_or_default()
    });
    let mut causes: Vec<Vec<usize>> = causes.collect();
    attribute_companions(changes, &mut causes);
    causes
}

/// Returns the edits nearest to the targets of one level: those at the node itself before those below or above it.
fn nearest(sides: &[(&EditIndex<'_>, Vec<Vec<Target>>)], level: usize) -> Vec<usize> {
    let mut found = Vec::new();
    for (index, levels) in sides {
        let targets = levels.get(level).into_iter().flatten();
        found.extend(targets.filter_map(|target| index.edits_at(target)));
    }
    let best = found.iter().map(|(nearness, _)| *nearness).max();
    let nearest = found.into_iter().filter(|(nearness, _)| Some(*nearness) == best);
    nearest.flat_map(|(_, edits)| edits).collect()
}

/// Attributes added and removed types that have no cause yet to the causes of the items that name them.
fn attribute_companions(changes: &[SdkChange], causes: &mut [Vec<usize>]) {
    type SideOf = fn(&SdkChange) -> Option<&ItemRef>;
    let sides: [(SdkRule, SideOf); 2] = [
        (SdkRule::ItemAdded, |change| change.new.as_ref()),
        (SdkRule::ItemRemoved, |change| change.old.as_ref()),
    ];
    for (rule, side) in sides {
        let mut naming: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, change) in changes.iter().enumerate() {
            for name in side(change).into_iter().flat_map(|item| &item.types) {
                naming.entry(name).or_default().push(index);
            }
        }
        // An item that names a type may itself get its causes from an item that names it.
        let mut is_done = false;
        while !is_done {
            is_done = true;
            for (index, change) in changes.iter().enumerate() {
                if change.rule != rule || causes.get(index).is_none_or(|edits| !edits.is_empty()) {
                    continue;
                }
                let others = naming.get(change.item_name()).into_iter().flatten();
                let mut found =
                    others.filter_map(|&other| causes.get(other).filter(|edits| !edits.is_empty()));
                if let Some(edits) = found.next().cloned()
                    && let Some(slot) = causes.get_mut(index)
                {
                    *slot = edits;
                    is_done = false;
                }
            }
        }
    }
}
