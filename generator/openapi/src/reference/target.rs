//! The node that a reference names: by a pointer, an anchor or an identifier, in this file or another one.

use std::collections::HashMap;

use super::super::Document;
use super::super::tree::{NodeId, Tree};

/// The schemas that have names of their own.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// By `$anchor`, with a `#` before it.
    anchors: HashMap<String, NodeId>,
    /// By `$id`.
    ids: HashMap<String, NodeId>,
}

impl Names {
    /// Adds the names of a schema, also to those that were met. Of two schemas with one name, the first counts.
    pub(super) fn add(&mut self, tree: &Tree, schema: NodeId, met: &mut Vec<String>) {
        let name = |key: &str| tree.get(schema, key).and_then(|name| tree.str(name));
        let anchor = name("$anchor").map(|anchor| (&mut self.anchors, format!("#{anchor}")));
        let id = name("$id").map(|id| (&mut self.ids, id.to_owned()));
        for (names, name) in anchor.into_iter().chain(id) {
            met.push(name.clone());
            let first = names.entry(name).or_insert(schema);
            *first = schema.min(*first);
        }
    }
}

/// The node that a reference at a place names.
pub(super) fn of(document: &Document, named: &Names, place: NodeId, target: &str) -> Option<NodeId> {
    let known = named.anchors.get(target);
    if let Some(&node) = known.or_else(|| named.ids.get(target)) {
        return Some(node);
    }
    let (file, fragment) = target.split_once('#').unwrap_or((target, ""));
    let pointer = decode(fragment);
    let tree = &document.tree;
    if file.is_empty() {
        // Within a schema that has an `$id`, a pointer starts at that schema (JSON Schema 2020-12, section 8.2.1).
        // Many are written as if it did not, and then mean the document.
        let own = (!named.ids.is_empty())
            .then(|| resource(tree, place))
            .flatten()
            .and_then(|id| tree.follow(id, &pointer));
        let root = document.root_of(place);
        return own
            .or_else(|| tree.follow(root, &pointer))
            .or_else(|| enclosing_definition(tree, place, &pointer));
    }
    let root = match named.ids.get(file) {
        Some(&node) => node,
        None => document.root_of_file(place, file)?,
    };
    tree.follow(root, &pointer)
}

/// The schema around a place that has an `$id`.
fn resource(tree: &Tree, place: NodeId) -> Option<NodeId> {
    let mut current = place;
    loop {
        if tree.get(current, "$id").is_some_and(|id| tree.str(id).is_some()) {
            return Some(current);
        }
        let parent = tree.parent(current);
        if parent == current {
            return None;
        }
        current = parent;
    }
}

/// `#/$defs/X` means the document's own `$defs`, but is written where a schema around it has some.
fn enclosing_definition(tree: &Tree, place: NodeId, pointer: &str) -> Option<NodeId> {
    if !pointer.starts_with("/$defs/") {
        return None;
    }
    let mut current = place;
    loop {
        if let Some(found) = tree.follow(current, pointer) {
            return Some(found);
        }
        let parent = tree.parent(current);
        if parent == current {
            return None;
        }
        current = parent;
    }
}

/// Undoes percent-encoding, which a fragment of a URI may have (RFC 6901, section 6). What is no valid
/// encoding stays as it is.
pub(super) fn decode(fragment: &str) -> String {
    let bytes = fragment.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while let Some(&byte) = bytes.get(index) {
        let code = fragment.get(index + 1..index + 3).filter(|_| byte == b'%');
        let value = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        decoded.push(value.unwrap_or(byte));
        index += if value.is_some() { 3 } else { 1 };
    }
    String::from_utf8(decoded).unwrap_or_else(|_| fragment.to_owned())
}

/// Returns true if a reference points to another machine.
pub(super) fn is_remote(target: &str) -> bool {
    let file = target.split('#').next().unwrap_or_default();
    file.contains("://") || file.starts_with("//")
}

/// Returns true if the file of a reference is in the document's folder or below it.
pub(super) fn is_beside(file: &str) -> bool {
    !file.starts_with(['/', '\\']) && !file.contains(':') && file.split(['/', '\\']).all(|part| part != "..")
}

/// The file that a reference names, if it may be read.
pub(super) fn local_file(target: &str) -> Option<&str> {
    let file = target.split('#').next().filter(|file| !file.is_empty())?;
    (!is_remote(target) && is_beside(file)).then_some(file)
}
