//! Which of the edits at one place bring about a change of such a kind: a place may be edited in several ways at once.

use crate::{Anchor, Change, Rule, SdkChange, SdkRule, Verdict};
use sdk_rust::surface::SourceKind;

/// Of several edits at one place, those that are known to bring about changes of such a kind. All of them, where none is.
pub(super) fn fitting(change: &SdkChange, edits: &[Change], mut found: Vec<usize>) -> Vec<usize> {
    found.sort_unstable();
    found.dedup();
    let sought = Sought::new(change);
    // Copies of a schema are one place, whichever operation they belong to.
    let found = preferred(found, edits, |edit| is_of_operation(change, edit));
    preferred(found, edits, |edit| sought.is(edit.rule))
}

/// Those of some edits of which something holds. All of them, where it holds of none.
fn preferred(found: Vec<usize>, edits: &[Change], holds: impl Fn(&Change) -> bool) -> Vec<usize> {
    let preferred = found
        .iter()
        .copied()
        .filter(|&index| edits.get(index).is_some_and(&holds));
    let preferred: Vec<usize> = preferred.collect();
    if preferred.is_empty() { found } else { preferred }
}

/// Whether an edit touches the operation that a change is about, if it is about one.
fn is_of_operation(change: &SdkChange, edit: &Change) -> bool {
    let anchors = [&change.old, &change.new].into_iter().flatten();
    let mut operations = anchors.filter(|anchor| {
        matches!(
            anchor.source.kind,
            SourceKind::Operation | SourceKind::Answers | SourceKind::Errors
        )
    });
    let first = operations.next();
    edit.uses.is_empty()
        || first.is_none_or(|first| {
            let mut names = [first]
                .into_iter()
                .chain(operations)
                .map(|anchor| &anchor.source.name);
            names.any(|name| edit.uses.contains(name))
        })
}

/// What a change is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subject {
    /// The group of an operation, or the module that it becomes.
    Group,
    /// The errors of an operation, as a whole.
    Errors,
    Other,
}

/// What an edit has to be about to bring about a change.
struct Sought {
    subject: Subject,
    /// It may be about whether a value is there.
    presence: bool,
    /// It may be about what the value is.
    value: bool,
    breaks: bool,
}

impl Sought {
    fn new(change: &SdkChange) -> Self {
        let anchors = || [&change.old, &change.new].into_iter().flatten();
        let names = |kind: SourceKind| {
            anchors().any(|anchor| {
                let mut parts = anchor.parts.iter().chain([&anchor.source]);
                parts.any(|source| source.kind == kind)
            })
        };
        let is_whole = anchors().all(|anchor| anchor.member.is_none());
        let (presence, value) = aspects(change);
        Self {
            subject: if names(SourceKind::Group) || is_whole && moves(change) {
                Subject::Group
            } else if names(SourceKind::Errors) && is_whole {
                Subject::Errors
            } else {
                Subject::Other
            },
            presence,
            value,
            breaks: change.verdict() == Verdict::Breaking,
        }
    }

    fn is(&self, rule: Rule) -> bool {
        let comes_or_goes = matches!(
            rule,
            Rule::OperationAdded | Rule::OperationRemoved | Rule::DeprecatedOperationRemoved
        );
        if self.subject == Subject::Group {
            return comes_or_goes || rule == Rule::OperationGroupChanged;
        }
        if self.subject == Subject::Errors {
            return comes_or_goes || matches!(rule, Rule::ErrorStatusAdded | Rule::ErrorStatusRemoved);
        }
        let id = rule.id();
        let is_of_presence = ["nullable", "became-optional", "became-required"]
            .iter()
            .any(|word| id.ends_with(word));
        let is_of_value = id.contains("-format-") || id.contains("-type-");
        if is_of_presence && !self.presence || is_of_value && !self.value {
            return false;
        }
        self.breaks == (rule.sdk() == Verdict::Breaking)
    }
}

/// Whether an item only goes to another module.
fn moves(change: &SdkChange) -> bool {
    let last = |anchor: &'_ Option<Anchor>| {
        let item = anchor.as_ref().map(|anchor| anchor.item.as_str())?;
        item.rsplit("::").next().map(str::to_owned)
    };
    change.rule == SdkRule::ItemRenamed && last(&change.old) == last(&change.new)
}

/// Whether a change may be about whether a value is there, and about what it is.
fn aspects(change: &SdkChange) -> (bool, bool) {
    let (Some(old), Some(new)) = (&change.old, &change.new) else {
        let mut parts = [&change.old, &change.new]
            .into_iter()
            .flatten()
            .flat_map(|anchor| &anchor.parts);
        // What sets null says nothing of other values.
        return (true, !parts.any(|part| part.kind == SourceKind::Null));
    };
    match (&old.ty, &new.ty) {
        (Some(was), Some(is)) => {
            let ((around, inside), (is_around, is_inside)) = (split(was), split(is));
            (around != is_around, inside != is_inside)
        }
        _ => (true, true),
    }
}

/// What of a type says whether a value is there, and the type of the value.
fn split(ty: &str) -> (Vec<&'static str>, &str) {
    let mut around = Vec::new();
    let mut inside = ty;
    'outer: loop {
        for wrapper in ["Option<", "runtime::Patch<"] {
            let held = inside
                .strip_prefix(wrapper)
                .and_then(|rest| rest.strip_suffix('>'));
            if let Some(held) = held {
                around.push(wrapper);
                inside = held;
                continue 'outer;
            }
        }
        return (around, inside);
    }
}
