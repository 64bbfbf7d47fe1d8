//! The choice among several edits of one node: the edits whose rules can cause a change of the SDK of this kind.

use crate::edit::Change;
use crate::rule::{Aspect, Rule};
use crate::sdk::{ItemRef, SdkChange, SdkRule};
use crate::verdict::Verdict;
use sdk_rust::surface::SourceKind;

/// Keeps the edits that can cause a change; if there are none, keeps them all.
pub(super) fn best(change: &SdkChange, edits: &[Change], mut found: Vec<usize>) -> Vec<usize> {
    found.sort_unstable();
    found.dedup();
    let wanted = Wanted::new(change);
    // The copies of a merged schema share a node, whichever operation they belong to.
    let found = matching(found, edits, |edit| affects_operation(change, edit));
    matching(found, edits, |edit| wanted.includes(edit.rule))
}

/// Keeps the edits that match; if none match, keeps them all.
fn matching(found: Vec<usize>, edits: &[Change], matches: impl Fn(&Change) -> bool) -> Vec<usize> {
    let kept = found.iter().copied();
    let kept: Vec<usize> = kept
        .filter(|&index| edits.get(index).is_some_and(&matches))
        .collect();
    if kept.is_empty() { found } else { kept }
}

/// Returns whether an edit affects an operation that a change is about. True if either is about no operation.
fn affects_operation(change: &SdkChange, edit: &Change) -> bool {
    let items = change.items().filter(|item| {
        matches!(
            item.source.kind,
            SourceKind::Operation | SourceKind::Answers | SourceKind::Errors
        )
    });
    let operations: Vec<&String> = items.map(|item| &item.source.name).collect();
    edit.uses.is_empty() || operations.is_empty() || operations.iter().any(|name| edit.uses.contains(name))
}

/// The subject of a change.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subject {
    /// The group of an operation, or its module.
    Group,
    /// The error type of an operation as a whole.
    Errors,
    Other,
}

/// The edits that can cause a change.
struct Wanted {
    subject: Subject,
    /// Whether edits of [`Aspect::Presence`] can.
    presence: bool,
    /// Whether edits of [`Aspect::Value`] can.
    value: bool,
    is_breaking: bool,
}

impl Wanted {
    fn new(change: &SdkChange) -> Self {
        let has = |kind: SourceKind| {
            change.items().any(|item| {
                let mut sources = item.parts.iter().chain([&item.source]);
                sources.any(|source| source.kind == kind)
            })
        };
        let is_whole = change.items().all(|item| item.member.is_none());
        let subject = if has(SourceKind::Group) || is_whole && moves(change) {
            Subject::Group
        } else if has(SourceKind::Errors) && is_whole {
            Subject::Errors
        } else {
            Subject::Other
        };
        let (presence, value) = aspects(change);
        Self {
            subject,
            presence,
            value,
            is_breaking: change.verdict() == Verdict::Breaking,
        }
    }

    fn includes(&self, rule: Rule) -> bool {
        let is_existence = matches!(
            rule,
            Rule::OperationAdded | Rule::OperationRemoved | Rule::DeprecatedOperationRemoved
        );
        match self.subject {
            Subject::Group => is_existence || rule == Rule::OperationGroupChanged,
            Subject::Errors => {
                is_existence || matches!(rule, Rule::ErrorStatusAdded | Rule::ErrorStatusRemoved)
            }
            Subject::Other => {
                let can_cause = match rule.aspect() {
                    Aspect::Presence => self.presence,
                    Aspect::Value => self.value,
                    Aspect::Existence | Aspect::Other => true,
                };
                can_cause && self.is_breaking == (rule.sdk() == Verdict::Breaking)
            }
        }
    }
}

/// Returns whether an item keeps its name in another module.
fn moves(change: &SdkChange) -> bool {
    let (old, new) = (change.old.as_ref(), change.new.as_ref());
    change.rule == SdkRule::ItemRenamed && old.map(ItemRef::name) == new.map(ItemRef::name)
}

/// Returns whether edits of [`Aspect::Presence`] and of [`Aspect::Value`] can cause a change.
fn aspects(change: &SdkChange) -> (bool, bool) {
    let (Some(old), Some(new)) = (&change.old, &change.new) else {
        let mut parts = change.items().flat_map(|item| &item.parts);
        // The setter for null does not depend on the type of other values.
        return (true, !parts.any(|part| part.kind == SourceKind::Null));
    };
    match (&old.ty, &new.ty) {
        (Some(old), Some(new)) => {
            let ((old_wrappers, old), (new_wrappers, new)) = (unwrapped(old), unwrapped(new));
            (old_wrappers != new_wrappers, old != new)
        }
        _ => (true, true),
    }
}

/// Splits a type into the wrappers that express presence, and the type of the value.
fn unwrapped(mut ty: &str) -> (Vec<&'static str>, &str) {
    let mut wrappers = Vec::new();
    while let Some((wrapper, inner)) = ["Option<", "runtime::Patch<"].into_iter().find_map(|wrapper| {
        let inner = ty.strip_prefix(wrapper)?.strip_suffix('>')?;
        Some((wrapper, inner))
    }) {
        wrappers.push(wrapper);
        ty = inner;
    }
    (wrappers, ty)
}
