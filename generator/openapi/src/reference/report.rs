//! Errors about references.

use super::super::Document;
use super::super::tree::NodeId;
use super::Reference;
use super::target::{decode, is_beside, is_remote};
use sdk_diagnostic::{Code, Diagnostic, Diagnostics, Origin};

/// How many names a document's unresolved references are compared with, in all. Later ones are reported without a
/// suggestion, so that a document of nothing but wrong references takes no longer.
const MAX_COMPARISONS: usize = 100_000;

/// The longest name that is compared: nobody misspells a longer one.
const MAX_COMPARED: usize = 200;

/// How many members of a cycle are shown.
const MAX_SHOWN: usize = 10;

/// Reports references without a target.
pub(super) fn unresolved(document: &Document, references: &[Reference], diagnostics: &mut Diagnostics) {
    let mut comparisons = MAX_COMPARISONS;
    for reference in references {
        report_unresolved(document, reference, &mut comparisons, diagnostics);
    }
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
                format!("`{target}` is on another machine"),
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
                format!("`{file}` is outside the document's folder"),
            )
            .help("put the file beside the document or below its folder"),
        );
        return;
    }
    let help = match nearest(document, reference.place, target, comparisons) {
        Some(near) => format!("there is `{near}`: did you mean that?"),
        None => "define it, or refer to something that is defined".to_owned(),
    };
    let message = format!("`{target}` does not exist");
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

/// Reports references that lead back to themselves.
pub(super) fn cycle(document: &Document, cycle: &[NodeId], diagnostics: &mut Diagnostics) {
    let place = |member: NodeId| document.tree.get(member, "$ref").unwrap_or(member);
    let Some(first) = cycle.first().map(|first| place(*first)) else {
        return;
    };
    let target = document.tree.str(first).unwrap_or_default();
    let mut diagnostic = Diagnostic::error(
        Code::ReferenceCycle,
        Origin(first.0),
        format!("`{target}` refers back to itself"),
    )
    .help("make one reference of the cycle refer to a schema");
    for &member in cycle.iter().skip(1).take(MAX_SHOWN) {
        diagnostic = diagnostic.label(Origin(place(member).0), "through this reference");
    }
    diagnostics.push(diagnostic);
}
