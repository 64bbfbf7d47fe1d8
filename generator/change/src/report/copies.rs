//! One edit in several places: a schema stands for all of its copies, and for what others take over from it, and an
//! edit is told once.

use std::collections::HashMap;

use serde_json::Value;

use super::{Spot, property};
use crate::{Change, Place, Rule};
use sdk_diagnostic::Origin;
use sdk_openapi::Document;

/// A place where an edit was made as well.
pub(super) struct EditedCopy {
    /// The index of the edit.
    change: usize,
    place: Place,
    /// Whether the place is of the old document: what is gone has none in the new one.
    is_old: bool,
}

/// Makes one of what several changes tell of one property, and settles which of several copies each change is in. The
/// other copies that were edited as well are given.
pub(super) fn settle(changes: &mut Vec<Change>, old: &Document, new: &Document) -> Vec<EditedCopy> {
    merge(changes, old, new);
    let mut copies = Vec::new();
    for (index, change) in changes.iter_mut().enumerate() {
        let (Some(was), Some(is)) = (&mut change.old, &mut change.new) else {
            continue;
        };
        let mut shared = shared(was, is, old, new);
        if shared.is_empty() {
            start_with_edited(was, is, old, new);
        }
        // What the change was found at is in one of the documents, or has moved: then both places are its own.
        let own = (was.origins.first().copied(), is.origins.first().copied());
        let at_new = shared.iter().position(|pair| Some(pair.1) == own.1);
        if let Some(index) = at_new.or_else(|| shared.iter().position(|pair| Some(pair.0) == own.0)) {
            let (old_origin, new_origin) = shared.remove(index);
            was.origins.insert(0, old_origin);
            is.origins.insert(0, new_origin);
        }
        for (old_origin, new_origin) in shared {
            let at = |origin| Place {
                property: is.property.clone(),
                ..Place::at(origin)
            };
            let (old_place, new_place) = (at(old_origin), at(new_origin));
            let is_old = property(&old_place, old).is_some() && property(&new_place, new).is_none();
            copies.push(EditedCopy {
                change: index,
                place: if is_old { old_place } else { new_place },
                is_old,
            });
        }
    }
    copies
}

/// A property that several schemas take over is one: what changes about it is told of the first.
fn merge(changes: &mut Vec<Change>, old: &Document, new: &Document) {
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
            |place: &Option<Place>, document| place.as_ref().and_then(|place| property(place, document));
        let (was, is) = (node(&change.old, old), node(&change.new, new));
        if was.is_none() && is.is_none() {
            merged.push(change);
            continue;
        }
        let key = (change.rule, change.was.clone(), change.is.clone(), was, is);
        let index = *known.entry(key).or_insert(merged.len());
        match merged.get_mut(index) {
            Some(first) => first.also_touches(change.uses),
            None => merged.push(change),
        }
    }
    *changes = merged;
}

/// Puts first, of the parts that an `allOf` says a property in, the one that says it otherwise.
fn start_with_edited(was: &mut Place, is: &mut Place, old: &Document, new: &Document) {
    if was.origins.len() <= 1 || is.origins.len() <= 1 {
        return;
    }
    let parts = |place: &Place, document: &Document| -> Vec<(String, Origin, Value)> {
        let parts = place.origins.iter().filter_map(|&origin| {
            let part = Place {
                property: place.property.clone(),
                ..Place::at(origin)
            };
            let node = document.node_at(property(&part, document)?);
            Some((document.pointer_at(origin)?, origin, document.to_value(node)))
        });
        parts.collect()
    };
    let after = parts(is, new);
    let edited = parts(was, old).into_iter().find_map(|(pointer, origin, said)| {
        let (_, other, says) = after.iter().find(|(other, ..)| *other == pointer)?;
        (said != *says).then_some((origin, *other))
    });
    if let Some((origin, other)) = edited {
        was.origins.insert(0, origin);
        is.origins.insert(0, other);
    }
}

/// The nodes of two places, or of their copies, that have the same pointer, in the order of the old document.
fn shared(was: &Place, is: &Place, old: &Document, new: &Document) -> Vec<(Origin, Origin)> {
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

/// The nodes of a schema and of its copies.
fn copies(place: &Place) -> impl Iterator<Item = Origin> {
    place.origins.first().into_iter().chain(&place.copies).copied()
}

/// The spots of copies, each with the index of its edit.
pub(super) fn spots(copies: &[EditedCopy], old: &Document, new: &Document) -> Vec<(usize, Spot)> {
    let of = |is_old: bool, document| {
        let own: Vec<&EditedCopy> = copies.iter().filter(|copy| copy.is_old == is_old).collect();
        let places: Vec<Option<&Place>> = own.iter().map(|copy| Some(&copy.place)).collect();
        let found = super::spots(&places, document);
        let found = own.into_iter().zip(found);
        found
            .filter_map(|(copy, spot)| Some((copy.change, spot?)))
            .collect::<Vec<_>>()
    };
    [of(true, old), of(false, new)].concat()
}
