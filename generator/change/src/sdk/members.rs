//! Fields, variants and methods: which is which, and what differs of two that are one.

use super::items::{Context, deprecation};
use super::types::names;
use super::{Anchor, SdkChange, SdkRule, words};
use sdk_rust::surface::{Argument, Item, Member, MemberKind, Source, SourceKind};

/// Everything that changed among the members of an item.
pub(super) fn compare(context: &Context<'_>, was: &Item, is: &Item, changes: &mut Vec<SdkChange>) {
    let comparison = Comparison { context, was, is };
    let mut removed: Vec<&Member> = was.members.iter().collect();
    let mut added: Vec<&Member> = is.members.iter().collect();
    let mut pairs = Vec::new();
    let is_known = |old: &Member, new: &Member| !old.source.is_none() && old.source == new.source;
    // Where something else of the document has the name now, what had it is what to follow.
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
    // A name that goes on working does not come.
    let goes_on = |name: &str| {
        let former = |member: &Member| member.source.kind == SourceKind::Former;
        is.members
            .iter()
            .any(|member| member.name == name && former(member))
    };
    let was_there = |name: &str| was.members.iter().any(|member| member.name == name);
    let comes = |member: &&Member| !(goes_on(&member.name) && was_there(&member.name));
    changes.extend(
        added
            .into_iter()
            .filter(comes)
            .map(|member| comparison.added(member)),
    );
    for (old, new) in pairs {
        if old.name != new.name {
            let rule = if goes_on(&old.name) {
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
                "{} is called {}",
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

/// Two items that are one.
struct Comparison<'a> {
    context: &'a Context<'a>,
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
            words: format!("{} goes", words::path(self.was, member)),
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
            words: format!("{} comes", words::whole(self.is, member)),
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
            let (rule, words) = deprecation(new.is_deprecated, &words::path(self.is, new));
            changes.push(self.change(rule, (old, new), words));
        }
        match (&old.kind, &new.kind) {
            (MemberKind::Field(was), MemberKind::Field(is)) if !self.context.names.is_same(was, is) => {
                let words = format!("{} changes from `{was}` to `{is}`", words::path(self.was, old));
                changes.push(self.change(SdkRule::FieldTypeChanged, (old, new), words));
            }
            (MemberKind::Variant(was), MemberKind::Variant(is)) => {
                self.variant((old, new), was.as_deref(), is.as_deref(), changes);
            }
            (
                MemberKind::Method {
                    arguments: was,
                    output: gave,
                },
                MemberKind::Method {
                    arguments: is,
                    output: gives,
                },
            ) => {
                self.arguments((old, new), was, is, changes);
                if !self.context.names.is_same(gave, gives) {
                    let subject = if words::is_sending(new) {
                        format!("a request of `{}`", super::types::last(&self.is.path))
                    } else {
                        words::path(self.is, new)
                    };
                    let words = format!("{subject} gives `{gives}` instead of `{gave}`");
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
            (Some(was), Some(is)) => self.context.names.is_same(was, is),
            (was, is) => was == is,
        };
        if !is_same {
            let held = |ty: Option<&str>| ty.map_or_else(|| "nothing".to_owned(), |ty| format!("`{ty}`"));
            let words = format!(
                "{} holds {} instead of {}",
                words::path(self.was, pair.0),
                held(is),
                held(was)
            );
            changes.push(self.change(SdkRule::VariantTypeChanged, pair, words));
        }
    }

    /// What differs between what two methods take. A call names no argument, so only types and order tell.
    fn arguments(
        &self,
        pair: (&Member, &Member),
        was: &[Argument],
        is: &[Argument],
        changes: &mut Vec<SdkChange>,
    ) {
        let is_same = |was: &Argument, is: &Argument| self.context.names.is_same(&was.ty, &is.ty);
        let has = |list: &[Argument], name: &str| list.iter().any(|argument| argument.name == name);
        let types_fit = was.len() == is.len() && was.iter().zip(is).all(|(was, is)| is_same(was, is));
        let moved = was
            .iter()
            .zip(is)
            .any(|(old, new)| old.name != new.name && (has(is, &old.name) || has(was, &new.name)));
        // What sets one value is told apart by its own name.
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
            let told = self.told(was, is);
            (
                SdkRule::ArgumentsChanged,
                format!("{subject} {}", told.join(", ")),
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

    fn told(&self, was: &[Argument], is: &[Argument]) -> Vec<String> {
        let of_name = |list: &'_ [Argument], name: &str| list.iter().any(|argument| argument.name == name);
        let mut told = Vec::new();
        for argument in is.iter().filter(|argument| !of_name(was, &argument.name)) {
            told.push(format!("asks for `{}`", words::argument(argument)));
        }
        for argument in was.iter().filter(|argument| !of_name(is, &argument.name)) {
            told.push(format!("no longer takes `{}`", words::argument(argument)));
        }
        for old in was {
            let same = is.iter().find(|new| new.name == old.name);
            if let Some(new) = same.filter(|new| !self.context.names.is_same(&old.ty, &new.ty)) {
                told.push(format!(
                    "takes `{}` instead of `{}`",
                    words::argument(new),
                    old.ty
                ));
            }
        }
        if told.is_empty() {
            told.push("takes its arguments in another order".to_owned());
        }
        told
    }
}

/// The path of a member.
fn path(item: &Item, member: &Member) -> String {
    format!("{}::{}", item.path, member.name)
}

/// What a change of a member is about.
fn about(item: &Item, member: &Member) -> Anchor {
    let source = Some(member.source.clone()).filter(|source| !source.is_none());
    Anchor {
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

/// The types that a member names.
pub(super) fn types(member: &Member) -> Vec<String> {
    match &member.kind {
        MemberKind::Field(ty) | MemberKind::Variant(Some(ty)) => names(ty),
        MemberKind::Variant(None) => Vec::new(),
        MemberKind::Method { arguments, output } => {
            let mut found = names(output);
            found.extend(arguments.iter().flat_map(|argument| names(&argument.ty)));
            found
        }
    }
}
