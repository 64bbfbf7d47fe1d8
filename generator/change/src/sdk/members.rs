//! Comparison of fields, variants and methods: pairs the old and the new ones, and reports the differences.

use super::rule::SdkRule;
use super::types::{Names, type_names};
use super::{ItemRef, SdkChange, words};
use sdk_rust::surface::{Argument, Item, Member, MemberKind, Source, SourceKind};

/// Adds the changes of the members of an item.
pub(super) fn compare(names: &Names<'_>, was: &Item, is: &Item, changes: &mut Vec<SdkChange>) {
    let comparison = Comparison { names, was, is };
    let mut removed: Vec<&Member> = was.members.iter().collect();
    let mut added: Vec<&Member> = is.members.iter().collect();
    let mut pairs = Vec::new();
    let is_known = |old: &Member, new: &Member| !old.source.is_none() && old.source == new.source;
    // A name may now belong to another thing in the document. The member of the same thing comes first.
    take(&mut removed, &mut added, &mut pairs, |old, new| {
        old.name == new.name && old.source == new.source && old.kind.is_like(&new.kind)
    });
    take(&mut removed, &mut added, &mut pairs, |old, new| {
        is_known(old, new) && old.kind.is_like(&new.kind)
    });
    take(&mut removed, &mut added, &mut pairs, |old, new| {
        old.name == new.name && old.kind.is_like(&new.kind)
    });
    changes.extend(removed.into_iter().map(|member| comparison.removed(member)));
    // A deprecated alias with an old name is not an addition.
    let is_alias = |name: &str| {
        let former = |member: &Member| member.source.kind == SourceKind::Former;
        is.members
            .iter()
            .any(|member| member.name == name && former(member))
    };
    let existed = |name: &str| was.members.iter().any(|member| member.name == name);
    let is_new = |member: &&Member| !(is_alias(&member.name) && existed(&member.name));
    changes.extend(
        added
            .into_iter()
            .filter(is_new)
            .map(|member| comparison.added(member)),
    );
    for (old, new) in pairs {
        if old.name != new.name {
            let rule = if is_alias(&old.name) {
                SdkRule::RenamedWithAlias
            } else {
                by_kind(
                    old,
                    SdkRule::FieldRenamed,
                    SdkRule::VariantRenamed,
                    SdkRule::MethodRenamed,
                )
            };
            let words = format!(
                "{} is renamed to {}",
                words::path(comparison.was, old),
                words::path(comparison.is, new)
            );
            changes.push(comparison.change(rule, (old, new), words));
        }
        comparison.member(old, new, changes);
    }
}

fn take<'a>(
    removed: &mut Vec<&'a Member>,
    added: &mut Vec<&'a Member>,
    pairs: &mut Vec<(&'a Member, &'a Member)>,
    same: impl Fn(&Member, &Member) -> bool,
) {
    removed.retain(|old| {
        let Some(at) = added.iter().position(|new| same(old, new)) else {
            return true;
        };
        pairs.push((*old, added.remove(at)));
        false
    });
}

fn by_kind(member: &Member, field: SdkRule, variant: SdkRule, method: SdkRule) -> SdkRule {
    match member.kind {
        MemberKind::Field(_) => field,
        MemberKind::Variant(_) => variant,
        MemberKind::Method { .. } => method,
    }
}

/// The two versions of an item.
struct Comparison<'a> {
    names: &'a Names<'a>,
    was: &'a Item,
    is: &'a Item,
}

impl Comparison<'_> {
    fn removed(&self, member: &Member) -> SdkChange {
        SdkChange {
            rule: by_kind(
                member,
                SdkRule::FieldRemoved,
                SdkRule::VariantRemoved,
                SdkRule::MethodRemoved,
            ),
            path: path(self.was, member),
            words: format!("{} is removed", words::path(self.was, member)),
            old: Some(about(self.was, member)),
            new: None,
        }
    }

    fn added(&self, member: &Member) -> SdkChange {
        SdkChange {
            rule: by_kind(
                member,
                SdkRule::FieldAdded,
                SdkRule::VariantAdded,
                SdkRule::MethodAdded,
            ),
            path: path(self.is, member),
            words: format!("{} is added", words::whole(self.is, member)),
            old: None,
            new: Some(about(self.is, member)),
        }
    }

    fn change(&self, rule: SdkRule, (old, new): (&Member, &Member), words: String) -> SdkChange {
        SdkChange {
            rule,
            path: path(self.was, old),
            words,
            old: Some(about(self.was, old)),
            new: Some(about(self.is, new)),
        }
    }

    fn member(&self, old: &Member, new: &Member, changes: &mut Vec<SdkChange>) {
        if old.is_deprecated != new.is_deprecated {
            let (rule, words) = words::deprecation(new.is_deprecated, &words::path(self.is, new));
            changes.push(self.change(rule, (old, new), words));
        }
        match (&old.kind, &new.kind) {
            (MemberKind::Field(was), MemberKind::Field(is)) if !self.names.is_same(was, is) => {
                let words = format!("{} changes from `{was}` to `{is}`", words::path(self.was, old));
                changes.push(self.change(SdkRule::FieldTypeChanged, (old, new), words));
            }
            (MemberKind::Variant(was), MemberKind::Variant(is)) => {
                self.variant((old, new), was.as_deref(), is.as_deref(), changes);
            }
            (
                MemberKind::Method {
                    arguments: was,
                    output: old_output,
                },
                MemberKind::Method {
                    arguments: is,
                    output: new_output,
                },
            ) => {
                self.arguments((old, new), was, is, changes);
                if !self.names.is_same(old_output, new_output) {
                    let subject = if words::is_sending(new) {
                        format!("a request of `{}`", super::types::last(&self.is.path))
                    } else {
                        words::path(self.is, new)
                    };
                    let words = format!("{subject} returns `{new_output}` instead of `{old_output}`");
                    changes.push(self.change(SdkRule::OutputChanged, (old, new), words));
                }
            }
            _ => {}
        }
    }

    fn variant(
        &self,
        pair: (&Member, &Member),
        was: Option<&str>,
        is: Option<&str>,
        changes: &mut Vec<SdkChange>,
    ) {
        let is_same = match (was, is) {
            (Some(was), Some(is)) => self.names.is_same(was, is),
            (was, is) => was == is,
        };
        if !is_same {
            let content = |ty: Option<&str>| ty.map_or_else(|| "nothing".to_owned(), |ty| format!("`{ty}`"));
            let words = format!(
                "{} contains {} instead of {}",
                words::path(self.was, pair.0),
                content(is),
                content(was)
            );
            changes.push(self.change(SdkRule::VariantTypeChanged, pair, words));
        }
    }

    /// Reports changes of the arguments of a method. Calls do not name arguments: only types and order matter.
    fn arguments(
        &self,
        pair: (&Member, &Member),
        was: &[Argument],
        is: &[Argument],
        changes: &mut Vec<SdkChange>,
    ) {
        let is_same = |was: &Argument, is: &Argument| self.names.is_same(&was.ty, &is.ty);
        let has = |list: &[Argument], name: &str| list.iter().any(|argument| argument.name == name);
        let types_fit = was.len() == is.len() && was.iter().zip(is).all(|(was, is)| is_same(was, is));
        let moved = was
            .iter()
            .zip(is)
            .any(|(old, new)| old.name != new.name && (has(is, &old.name) || has(was, &new.name)));
        // A renamed setter is reported as a renamed method.
        let differing: Vec<(&Argument, &Argument)> = was
            .iter()
            .zip(is)
            .filter(|(was, is)| was.name != is.name)
            .collect();
        if types_fit && (differing.is_empty() || pair.0.name != pair.1.name && was.len() == 1) {
            return;
        }
        let subject = words::path(self.was, pair.0);
        let (rule, words) = if types_fit && !moved {
            let names: Vec<String> = differing
                .iter()
                .map(|(was, is)| format!("`{}` for `{}`", is.name, was.name))
                .collect();
            (
                SdkRule::ArgumentRenamed,
                format!("{subject} takes {}", names.join(", ")),
            )
        } else {
            let differences = self.argument_differences(was, is);
            (
                SdkRule::ArgumentsChanged,
                format!("{subject} {}", differences.join(", ")),
            )
        };
        let mut change = self.change(rule, pair, words);
        let changed = |list: &[Argument], other: &[Argument]| -> Vec<Source> {
            let lacks = |argument: &&Argument| {
                let same = other.iter().find(|other| other.name == argument.name);
                same.is_none_or(|same| !is_same(argument, same) && !is_same(same, argument))
            };
            let sources = list.iter().filter(lacks).map(|argument| argument.source.clone());
            sources.filter(|source| !source.is_none()).collect()
        };
        for (anchor, parts) in [
            (&mut change.old, changed(was, is)),
            (&mut change.new, changed(is, was)),
        ] {
            if let Some(anchor) = anchor {
                anchor.parts.extend(parts);
            }
        }
        changes.push(change);
    }

    fn argument_differences(&self, was: &[Argument], is: &[Argument]) -> Vec<String> {
        let of_name = |list: &'_ [Argument], name: &str| list.iter().any(|argument| argument.name == name);
        let mut differences = Vec::new();
        for argument in is.iter().filter(|argument| !of_name(was, &argument.name)) {
            differences.push(format!("requires `{}`", words::argument(argument)));
        }
        for argument in was.iter().filter(|argument| !of_name(is, &argument.name)) {
            differences.push(format!("no longer takes `{}`", words::argument(argument)));
        }
        for old in was {
            let same = is.iter().find(|new| new.name == old.name);
            if let Some(new) = same.filter(|new| !self.names.is_same(&old.ty, &new.ty)) {
                differences.push(format!(
                    "takes `{}` instead of `{}`",
                    words::argument(new),
                    old.ty
                ));
            }
        }
        if differences.is_empty() {
            differences.push("takes its arguments in another order".to_owned());
        }
        differences
    }
}

/// Returns the path of a member.
fn path(item: &Item, member: &Member) -> String {
    format!("{}::{}", item.path, member.name)
}

/// Returns a reference to a member of an item.
fn about(item: &Item, member: &Member) -> ItemRef {
    let source = Some(member.source.clone()).filter(|source| !source.is_none());
    ItemRef {
        item: item.path.clone(),
        source: item.source.clone(),
        member: Some(member.name.clone()),
        parts: source.into_iter().collect(),
        ty: match &member.kind {
            MemberKind::Field(ty) => Some(ty.clone()),
            _ => None,
        },
        types: types(member),
    }
}

/// Returns the names of the types in a member.
pub(super) fn types(member: &Member) -> Vec<String> {
    match &member.kind {
        MemberKind::Field(ty) | MemberKind::Variant(Some(ty)) => type_names(ty),
        MemberKind::Variant(None) => Vec::new(),
        MemberKind::Method { arguments, output } => {
            let mut found = type_names(output);
            found.extend(arguments.iter().flat_map(|argument| type_names(&argument.ty)));
            found
        }
    }
}
