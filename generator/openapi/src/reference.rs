//! References: every `$ref` of a document and the node it leads to.
//!
//! They are resolved once, before anything else looks at the tree.

use std::collections::HashMap;

use indexmap::IndexSet;

use super::tree::{NodeId, Tree};
use super::{Document, Part};
use sdk_diagnostic::{Code, Diagnostic, Diagnostics, Origin};

/// A place that holds a `$ref`.
#[derive(Debug, Clone)]
pub(super) struct Reference {
    /// The node that is replaced by what the reference leads to.
    pub(super) place: NodeId,
    /// What it says.
    pub(super) target: String,
}

/// Every reference below a node. A `$ref` inside an example, a default, an enum or an extension is data.
pub(super) fn references(tree: &Tree, root: NodeId) -> Vec<Reference> {
    let mut found = Vec::new();
    // The second part says whether the keys of the node are names that the document chose.
    let mut queue = vec![(root, false)];
    while let Some((id, has_chosen_keys)) = queue.pop() {
        if !has_chosen_keys && let Some(target) = tree.get(id, "$ref").and_then(|target| tree.str(target)) {
            found.push(Reference {
                place: id,
                target: target.to_owned(),
            });
        }
        for (key, child) in tree.entries(id) {
            if has_chosen_keys {
                queue.push((child, false));
            } else if !is_data(key) {
                queue.push((child, holds_chosen_keys(key)));
            }
        }
        queue.extend(tree.items(id).map(|item| (item, false)));
    }
    found.sort_by_key(|reference| reference.place);
    found
}

fn is_data(key: &str) -> bool {
    matches!(key, "example" | "default" | "enum" | "const" | "value") || key.starts_with("x-")
}

fn holds_chosen_keys(key: &str) -> bool {
    matches!(
        key,
        "properties"
            | "patternProperties"
            | "$defs"
            | "definitions"
            | "dependentSchemas"
            | "schemas"
            | "responses"
            | "parameters"
            | "examples"
            | "requestBodies"
            | "headers"
            | "securitySchemes"
            | "links"
            | "callbacks"
            | "pathItems"
            | "content"
            | "encoding"
            | "variables"
            | "webhooks"
    )
}

/// How many names a document's unresolved references are compared with, in all. What comes after is told without a
/// suggestion: a document of nothing but wrong references is told in no time as well.
const MAX_COMPARISONS: usize = 100_000;

/// The longest name that is compared: nobody misspells a longer one.
const MAX_COMPARED: usize = 200;

/// How many members of a cycle are shown.
const MAX_SHOWN: usize = 10;

/// Resolves the references of all parts: each to the node at the end of its chain.
pub(super) fn resolve(document: &mut Document, diagnostics: &mut Diagnostics) {
    let (all, steps) = steps(document);
    let mut comparisons = MAX_COMPARISONS;
    for reference in all
        .iter()
        .filter(|reference| !steps.contains_key(&reference.place))
    {
        report_unresolved(document, reference, &mut comparisons, diagnostics);
    }
    let Chains { ends, cycles } = chains(&all, &steps);
    for reference in &all {
        if let Some(Some(node)) = ends.get(&reference.place) {
            document.references.insert(reference.place, *node);
        }
    }
    for cycle in cycles {
        report_cycle(document, &cycle, diagnostics);
    }
}

/// Where chains of references end.
struct Chains {
    /// For each reference the node at the end of its chain; none where that comes back to itself.
    ends: HashMap<NodeId, Option<NodeId>>,
    /// The members of each cycle, from the first in the text on.
    cycles: Vec<Vec<NodeId>>,
}

/// Follows every chain, and no part of one twice.
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

/// Where each reference that leads somewhere leads in one step.
pub(super) fn targets(document: &Document) -> HashMap<NodeId, NodeId> {
    steps(document).1
}

/// Every reference, and for each that leads somewhere where it leads in one step.
fn steps(document: &Document) -> (Vec<Reference>, HashMap<NodeId, NodeId>) {
    let named = named(document);
    let parts = document.parts.iter().map(|part| part.root);
    let all: Vec<Reference> = parts.flat_map(|root| references(&document.tree, root)).collect();
    let leading = all.iter();
    let steps = leading
        .filter_map(|reference| Some((reference.place, target(document, &named, reference)?)))
        .collect();
    (all, steps)
}

/// The nodes that have names of their own.
#[derive(Debug, Default)]
struct Named {
    /// By `$anchor`, with a `#` before it.
    anchors: HashMap<String, NodeId>,
    /// By `$id`.
    ids: HashMap<String, NodeId>,
}

fn named(document: &Document) -> Named {
    let tree = &document.tree;
    let mut named = Named::default();
    for index in 0..tree.len() {
        let node = NodeId(u32::try_from(index).unwrap_or(u32::MAX));
        let name = |key: &str| tree.get(node, key).and_then(|name| tree.str(name));
        if let Some(anchor) = name("$anchor") {
            named.anchors.entry(format!("#{anchor}")).or_insert(node);
        }
        if let Some(id) = name("$id") {
            named.ids.entry(id.to_owned()).or_insert(node);
        }
    }
    named
}

fn target(document: &Document, named: &Named, reference: &Reference) -> Option<NodeId> {
    let known = named.anchors.get(&reference.target);
    if let Some(&node) = known.or_else(|| named.ids.get(&reference.target)) {
        return Some(node);
    }
    let (file, fragment) = reference
        .target
        .split_once('#')
        .unwrap_or((&reference.target, ""));
    let pointer = decode(fragment);
    let tree = &document.tree;
    if file.is_empty() {
        // Within a schema that has an `$id`, a pointer starts at that schema (JSON Schema 2020-12, section 8.2.1).
        // Many are written as if it did not, and then mean the document.
        let own = (!named.ids.is_empty())
            .then(|| resource(tree, reference.place))
            .flatten()
            .and_then(|id| tree.follow(id, &pointer));
        let root = document.root_of(reference.place);
        return own
            .or_else(|| tree.follow(root, &pointer))
            .or_else(|| enclosing_definition(tree, reference.place, &pointer));
    }
    let root = match named.ids.get(file) {
        Some(&node) => node,
        None => document.root_of_file(reference.place, file)?,
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
fn decode(fragment: &str) -> String {
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

/// Whether a reference leads out of the machine.
pub(super) fn is_remote(target: &str) -> bool {
    let file = target.split('#').next().unwrap_or_default();
    file.contains("://") || file.starts_with("//")
}

/// Whether a file of a reference lies in the document's folder or below it.
pub(super) fn is_beside(file: &str) -> bool {
    !file.starts_with(['/', '\\']) && !file.contains(':') && file.split(['/', '\\']).all(|part| part != "..")
}

fn report_unresolved(
    document: &Document,
    reference: &Reference,
    comparisons: &mut usize,
    diagnostics: &mut Diagnostics,
) {
    let target = &reference.target;
    let place = document
        .tree
        .get(reference.place, "$ref")
        .unwrap_or(reference.place);
    let origin = Origin(place.0);
    let file = target.split('#').next().unwrap_or_default();
    if is_remote(target) {
        diagnostics.push(
            Diagnostic::error(
                Code::RemoteReference,
                origin,
                format!("`{target}` lies outside this machine"),
            )
            .help("put the schema into the document, or its file beside the document"),
        );
        return;
    }
    if !file.is_empty() && (!is_beside(file) || document.is_outside(reference.place, file)) {
        diagnostics.push(
            Diagnostic::error(
                Code::RemoteReference,
                origin,
                format!("`{file}` lies outside the document's folder"),
            )
            .help("put the file beside the document or below its folder"),
        );
        return;
    }
    let help = match nearest(document, reference.place, target, comparisons) {
        Some(near) => format!("there is `{near}`: did you mean that?"),
        None => "define it there, or refer to something that is defined".to_owned(),
    };
    let message = format!("`{target}` points at nothing");
    diagnostics.push(Diagnostic::error(Code::UnresolvedReference, origin, message).help(help));
}

/// The sibling of the missing node whose name is most like the one that was asked for.
fn nearest(document: &Document, place: NodeId, target: &str, comparisons: &mut usize) -> Option<String> {
    let (folder, name) = target.rsplit_once('/')?;
    let pointer = decode(folder.strip_prefix('#')?);
    let folder_node = document.tree.follow(document.root_of(place), &pointer)?;
    *comparisons = comparisons.checked_sub(document.tree.entries(folder_node).count())?;
    document
        .tree
        .entries(folder_node)
        .filter(|(key, _)| key.len().max(name.len()) <= MAX_COMPARED)
        .map(|(key, _)| (key, strsim::jaro_winkler(key, name)))
        .filter(|(_, likeness)| *likeness > 0.8)
        .max_by(|(_, left), (_, right)| left.total_cmp(right))
        .map(|(key, _)| format!("{folder}/{key}"))
}

fn report_cycle(document: &Document, cycle: &[NodeId], diagnostics: &mut Diagnostics) {
    let place = |member: NodeId| document.tree.get(member, "$ref").unwrap_or(member);
    let Some(first) = cycle.first().map(|first| place(*first)) else {
        return;
    };
    let target = document.tree.str(first).unwrap_or_default();
    let mut diagnostic = Diagnostic::error(
        Code::ReferenceCycle,
        Origin(first.0),
        format!("`{target}` leads back to itself and never names a value"),
    )
    .help("let one reference of the chain name a schema");
    for &member in cycle.iter().skip(1).take(MAX_SHOWN) {
        diagnostic = diagnostic.label(Origin(place(member).0), "by way of this");
    }
    diagnostics.push(diagnostic);
}

/// The other files that the references of a part name.
pub(super) fn files(tree: &Tree, part: &Part) -> Vec<String> {
    let mut files: Vec<String> = references(tree, part.root)
        .iter()
        .filter(|reference| !is_remote(&reference.target))
        .filter_map(|reference| reference.target.split('#').next())
        .filter(|file| !file.is_empty() && is_beside(file))
        .map(str::to_owned)
        .collect();
    files.sort();
    files.dedup();
    files
}
