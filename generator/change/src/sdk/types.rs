//! Comparison of types, which are text: aliases are replaced by their targets, and old names by new ones.

use std::collections::{BTreeMap, BTreeSet};

use sdk_rust::surface::{ItemKind, Surface};

/// The largest number of nested aliases that are resolved.
const MAX_DEPTH: usize = 16;

/// The aliases and the renamed types of two crates.
pub(super) struct Names<'a> {
    old_aliases: BTreeMap<&'a str, &'a str>,
    new_aliases: BTreeMap<&'a str, &'a str>,
    /// The new name of each type that has one.
    renamed: BTreeMap<String, String>,
}

impl<'a> Names<'a> {
    /// Collects the names of two crates. `renamed` has the old and the new path of each renamed item.
    pub(super) fn new(old: &'a Surface, new: &'a Surface, renamed: &[(String, String)]) -> Self {
        // If two modules have a type of the same name, the name alone does not tell which one was renamed.
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

    /// Returns whether two types are the same, apart from types that were renamed and aliases.
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

/// Returns the last segment of a path.
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

/// Replaces every alias in a type by its target.
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

/// Replaces names in a type. Types of the runtime keep their names.
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

/// Splits a type into names and the text between them.
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

/// Returns the names in a type.
pub(super) fn type_names(ty: &str) -> Vec<String> {
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
    fn replaces_whole_names_only() {
        let other = |name: &str| (name == "Id").then(|| "String".to_owned());
        assert_eq!(replaced("Option<Vec<Id>>", &other), "Option<Vec<String>>");
        assert_eq!(replaced("IdList", &other), "IdList");
        assert_eq!(replaced("runtime::Id", &other), "runtime::Id");
    }

    #[test]
    fn resolving_recursive_aliases_stops() {
        let aliases = BTreeMap::from([("A", "Vec<B>"), ("B", "A")]);
        assert!(expanded("A", &aliases, None).starts_with("Vec<"));
    }
}
