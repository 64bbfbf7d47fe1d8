//! Items that come, go and change: which is which, and what differs of two that are one.

use std::collections::{BTreeMap, BTreeSet};

use super::types::{Names, last, names};
use super::{Anchor, SdkChange, SdkRule, members, words};
use sdk_rust::surface::{Item, ItemKind, SourceKind, Surface};

/// What may share a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Namespace {
    Feature,
    Module,
    Type,
}

/// Everything that changed, in no order.
pub(super) fn compare(old: &Surface, new: &Surface) -> Vec<SdkChange> {
    let mut removed: Vec<&Item> = old.items.iter().collect();
    let mut added: Vec<&Item> = new.items.iter().collect();
    let is_known = |was: &Item, is: &Item| !was.source.is_none() && was.source == is.source;
    // Where another item of the document has the name now, the one that had it is the one to follow.
    let mut pairs = take(&mut removed, &mut added, |was, is| {
        was.path == is.path && was.source == is.source
    });
    let renamed = take(&mut removed, &mut added, is_known);
    pairs.extend(take(&mut removed, &mut added, |was, is| was.path == is.path));
    let paths: Vec<(String, String)> = renamed
        .iter()
        .map(|(was, is)| (was.path.clone(), is.path.clone()))
        .collect();
    let context = Context {
        names: Names::new(old, new, &paths),
    };
    let mut changes = Vec::new();
    if old.package != new.package {
        changes.push(SdkChange {
            rule: SdkRule::PackageRenamed,
            path: old.package.clone(),
            words: format!("the package `{}` is called `{}`", old.package, new.package),
            old: None,
            new: None,
        });
    }
    changes.extend(rust_version(old, new));
    changes.extend(removed.into_iter().map(removed_item));
    // A name that goes on working does not come.
    let comes = |item: &&Item| item.source.kind != SourceKind::Former || old.get(&item.path).is_none();
    changes.extend(added.into_iter().filter(comes).map(added_item));
    changes.extend(renamed.iter().map(|(was, is)| renamed_item(new, was, is)));
    pairs.extend(renamed);
    for (was, is) in pairs {
        context.item(was, is, &mut changes);
    }
    changes
}

/// Whether the crate asks for a newer compiler.
fn rust_version(old: &Surface, new: &Surface) -> Option<SdkChange> {
    let numbers =
        |version: &str| -> Vec<u32> { version.split('.').map_while(|part| part.parse().ok()).collect() };
    let (was, is) = (old.rust_version.as_ref()?, new.rust_version.as_ref()?);
    (numbers(was) < numbers(is)).then(|| SdkChange {
        rule: SdkRule::RustVersionRaised,
        path: new.package.clone(),
        words: format!("Rust {is} is needed instead of {was}"),
        old: None,
        new: None,
    })
}

/// Takes out the pairs of two lists that are the same in some respect, and may share a path.
fn take<'a>(
    removed: &mut Vec<&'a Item>,
    added: &mut Vec<&'a Item>,
    same: impl Fn(&Item, &Item) -> bool,
) -> Vec<(&'a Item, &'a Item)> {
    let mut by_place: BTreeMap<(Namespace, &str), Vec<usize>> = BTreeMap::new();
    for (index, item) in added.iter().enumerate() {
        for key in [item.path.as_str(), item.source.name.as_str()] {
            by_place
                .entry((namespace(item.kind), key))
                .or_default()
                .push(index);
        }
    }
    let mut taken = BTreeSet::new();
    let mut pairs = Vec::new();
    removed.retain(|was| {
        let keys = [was.path.as_str(), was.source.name.as_str()];
        let mut candidates = keys
            .iter()
            .filter_map(|key| by_place.get(&(namespace(was.kind), *key)))
            .flatten();
        let found = candidates.find_map(|&index| {
            let is = added
                .get(index)
                .filter(|is| !taken.contains(&index) && same(was, is));
            is.map(|is| (index, *is))
        });
        match found {
            Some((index, is)) => {
                taken.insert(index);
                pairs.push((*was, is));
                false
            }
            None => true,
        }
    });
    let mut index = 0;
    added.retain(|_| {
        index += 1;
        !taken.contains(&(index - 1))
    });
    pairs
}

fn namespace(kind: ItemKind) -> Namespace {
    match kind {
        ItemKind::Feature => Namespace::Feature,
        ItemKind::Module => Namespace::Module,
        ItemKind::Export | ItemKind::Struct | ItemKind::Enum | ItemKind::Alias => Namespace::Type,
    }
}

/// What is looked up of both crates.
pub(super) struct Context<'a> {
    pub(super) names: Names<'a>,
}

impl Context<'_> {
    fn item(&self, was: &Item, is: &Item, changes: &mut Vec<SdkChange>) {
        let pair = (was, is);
        if was.kind != is.kind {
            let (old, new) = (words::item(was), words::item(is));
            changes.push(change(
                SdkRule::ItemKindChanged,
                pair,
                format!("{old} becomes {new}"),
            ));
            return;
        }
        if let (Some(old), Some(new)) = (&was.target, &is.target)
            && !self.names.is_same(old, new)
        {
            let words = format!("`{}` stands for `{new}` instead of `{old}`", was.path);
            let mut change = change(SdkRule::AliasChanged, pair, words);
            for (anchor, ty) in [(&mut change.old, old), (&mut change.new, new)] {
                if let Some(anchor) = anchor {
                    anchor.types = names(ty);
                }
            }
            changes.push(change);
        }
        self.traits(pair, changes);
        features(pair, changes);
        if was.is_deprecated != is.is_deprecated {
            let (rule, words) = deprecation(is.is_deprecated, &words::item(is));
            changes.push(change(rule, pair, words));
        }
        members::compare(self, was, is, changes);
    }

    fn traits(&self, pair: (&Item, &Item), changes: &mut Vec<SdkChange>) {
        let (was, is) = pair;
        let has = |traits: &[String], name: &str, old_first: bool| {
            traits.iter().any(|other| {
                if old_first {
                    self.names.is_same(name, other)
                } else {
                    self.names.is_same(other, name)
                }
            })
        };
        for name in was.traits.iter().filter(|name| !has(&is.traits, name, true)) {
            let words = format!("`{}` no longer implements `{name}`", last(&was.path));
            changes.push(change(SdkRule::TraitLost, pair, words));
        }
        for name in is.traits.iter().filter(|name| !has(&was.traits, name, false)) {
            let is_ambiguous = is_from_integer(name) && was.traits.iter().any(|name| is_from_integer(name));
            let rule = if is_ambiguous {
                SdkRule::ConversionAmbiguous
            } else {
                SdkRule::TraitGained
            };
            let words = format!("`{}` implements `{name}`", last(&is.path));
            changes.push(change(rule, pair, words));
        }
    }
}

fn removed_item(item: &Item) -> SdkChange {
    SdkChange {
        rule: SdkRule::ItemRemoved,
        path: item.path.clone(),
        words: format!("{} goes", words::item(item)),
        old: Some(anchor(item)),
        new: None,
    }
}

fn added_item(item: &Item) -> SdkChange {
    SdkChange {
        rule: SdkRule::ItemAdded,
        path: item.path.clone(),
        words: format!("{} comes", words::item(item)),
        old: None,
        new: Some(anchor(item)),
    }
}

fn renamed_item(new: &Surface, was: &Item, is: &Item) -> SdkChange {
    let rule = if goes_on(new, was, is) {
        SdkRule::RenamedWithAlias
    } else {
        SdkRule::ItemRenamed
    };
    change(
        rule,
        (was, is),
        format!("{} is called `{}`", words::item(was), is.path),
    )
}

/// Whether a new crate has an item by its former name as well.
fn goes_on(new: &Surface, was: &Item, is: &Item) -> bool {
    let forwards = |path: &str, target: &str| {
        let mut items = new.items.iter();
        items.any(|item| {
            item.source.kind == SourceKind::Former
                && item.path == path
                && item.target.as_deref() == Some(target)
        })
    };
    if was.kind == ItemKind::Module {
        return forwards(&was.path, &is.path);
    }
    // The constructor of a type around another one goes by the name of the type alone.
    let is_wrapper = was.members.iter().any(|member| member.name == "0");
    if forwards(&was.path, last(&is.path)) {
        return !is_wrapper;
    }
    match (was.path.split_once("::"), is.path.split_once("::")) {
        (Some((old, was)), Some((new, is))) => was == is && forwards(old, new),
        _ => false,
    }
}

/// A change of an item as a whole.
fn change(rule: SdkRule, (was, is): (&Item, &Item), words: String) -> SdkChange {
    SdkChange {
        rule,
        path: was.path.clone(),
        words,
        old: Some(anchor(was)),
        new: Some(anchor(is)),
    }
}

/// What differs between the cargo features that two items are compiled with.
fn features(pair: (&Item, &Item), changes: &mut Vec<SdkChange>) {
    let (was, is) = pair;
    let (old, new): (BTreeSet<&String>, BTreeSet<&String>) =
        (was.features.iter().collect(), is.features.iter().collect());
    if old == new {
        return;
    }
    // No feature stands for always.
    let suffices = new.is_empty() || (!old.is_empty() && old.is_subset(&new));
    let listed = |features: &[String]| features.join("` or `");
    let change = if suffices {
        let words = if new.is_empty() {
            format!("{} needs no feature", words::item(is))
        } else {
            format!(
                "{} comes with more features: `{}`",
                words::item(is),
                listed(&is.features)
            )
        };
        change(SdkRule::FeatureNoLongerNeeded, pair, words)
    } else {
        let words = format!("{} needs the feature `{}`", words::item(is), listed(&is.features));
        change(SdkRule::FeatureNeeded, pair, words)
    };
    changes.push(change);
}

/// The rule and the words for what is deprecated, or no longer.
pub(super) fn deprecation(is_deprecated: bool, subject: &str) -> (SdkRule, String) {
    if is_deprecated {
        (SdkRule::Deprecated, format!("{subject} is deprecated"))
    } else {
        (
            SdkRule::NoLongerDeprecated,
            format!("{subject} is no longer deprecated"),
        )
    }
}

/// What a change of an item is about.
fn anchor(item: &Item) -> Anchor {
    Anchor {
        item: item.path.clone(),
        source: item.source.clone(),
        types: item.members.iter().flat_map(members::types).collect(),
        ..Anchor::default()
    }
}

/// Whether a trait makes a value of an integer, for which any literal without a type may stand.
fn is_from_integer(name: &str) -> bool {
    let held = name.strip_prefix("From<").and_then(|rest| rest.strip_suffix('>'));
    held.is_some_and(|ty| {
        ty.strip_prefix(['i', 'u'])
            .is_some_and(|bits| !bits.is_empty() && bits.bytes().all(|byte| byte.is_ascii_digit()))
    })
}
