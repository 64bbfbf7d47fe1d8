//! When two types are one: text in which names for other types are replaced by what they stand for, and old names
//! by new ones.

use std::collections::{BTreeMap, BTreeSet};

use sdk_rust::surface::{ItemKind, Surface};

/// How deep aliases of aliases are followed.
const MAX_DEPTH: usize = 16;

/// What the names in signatures stand for.
pub(super) struct Names<'a> {
    old_aliases: BTreeMap<&'a str, &'a str>,
    new_aliases: BTreeMap<&'a str, &'a str>,
    /// The new name of each type that has one.
    renamed: BTreeMap<String, String>,
}

impl<'a> Names<'a> {
    /// The names of two crates, of which some paths are other paths now.
    pub(super) fn new(old: &'a Surface, new: &'a Surface, renamed: &[(String, String)]) -> Self {
        // A name that two modules have could mean either, so nothing is said to follow from its rename.
        let (mut seen, mut twice) = (BTreeSet::new(), BTreeSet::new());
        for item in old.items.iter().filter(|item| is_type(item.kind)) {
            if !seen.insert(last(&item.path)) {
                twice.insert(last(&item.path));
            }
        }
        let pairs = renamed.iter().map(|(was, is)| (last(was), last(is)));
        Self {
            old_aliases: aliases(old),
            new_aliases: aliases(new),
            renamed: pairs
                .filter(|(was, is)| was != is && !twice.contains(was))
                .map(|(was, is)| (was.to_owned(), is.to_owned()))
                .collect(),
        }
    }

    /// Whether an old and a new type are one, or differ only by what is told of the types that they name.
    pub(super) fn is_same(&self, was: &str, is: &str) -> bool {
        if was == is {
            return true;
        }
        let rename = |name: &str| self.renamed.get(name).cloned();
        let renamed = replaced(was, &rename);
        renamed == is
            || expanded(was, &self.old_aliases, Some(&rename)) == expanded(is, &self.new_aliases, None)
    }
}

fn is_type(kind: ItemKind) -> bool {
    matches!(kind, ItemKind::Struct | ItemKind::Enum | ItemKind::Alias)
}

/// The last name of a path.
pub(super) fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

fn aliases(surface: &Surface) -> BTreeMap<&str, &str> {
    let items = surface.items.iter();
    items
        .filter_map(|item| Some((last(&item.path), item.target.as_deref()?)))
        .collect()
}

type Rename<'a> = &'a dyn Fn(&str) -> Option<String>;

/// A type with every alias replaced by what it stands for.
fn expanded(ty: &str, aliases: &BTreeMap<&str, &str>, rename: Option<Rename<'_>>) -> String {
    let mut current = ty.to_owned();
    for _ in 0..MAX_DEPTH {
        let next = replaced(&current, &|name| {
            aliases.get(name).map(|target| (*target).to_owned())
        });
        if next == current {
            break;
        }
        current = next;
    }
    match rename {
        Some(rename) => replaced(&current, rename),
        None => current,
    }
}

/// A type with some of its names replaced. What the runtime has is none of them.
fn replaced(ty: &str, other: Rename<'_>) -> String {
    let mut text = String::new();
    for piece in pieces(ty) {
        let is_of_runtime = text.ends_with("::");
        match other(piece).filter(|_| !is_of_runtime) {
            Some(name) => text.push_str(&name),
            None => text.push_str(piece),
        }
    }
    text
}

/// A type as names and what stands between them.
fn pieces(ty: &str) -> Vec<&str> {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut pieces = Vec::new();
    let mut rest = ty;
    while let Some(first) = rest.chars().next() {
        let kind = is_word(first);
        let end = rest.find(|letter| is_word(letter) != kind).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        pieces.push(piece);
        rest = after;
    }
    pieces
}

/// The names in a type.
pub(super) fn names(ty: &str) -> Vec<String> {
    let is_name = |piece: &&str| piece.starts_with(|first: char| first.is_alphabetic());
    pieces(ty)
        .into_iter()
        .filter(is_name)
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_replaced_as_wholes() {
        let other = |name: &str| (name == "Id").then(|| "String".to_owned());
        assert_eq!(replaced("Option<Vec<Id>>", &other), "Option<Vec<String>>");
        assert_eq!(replaced("IdList", &other), "IdList");
        assert_eq!(replaced("runtime::Id", &other), "runtime::Id");
    }

    #[test]
    fn aliases_that_hold_one_another_come_to_an_end() {
        let aliases = BTreeMap::from([("A", "Vec<B>"), ("B", "A")]);
        assert!(expanded("A", &aliases, None).starts_with("Vec<"));
    }
}
