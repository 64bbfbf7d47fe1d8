//! The names that a release gave to what the document holds, by what each belongs to and what it is.
//!
//! No file of the configuration holds them: the lock beside it does.

use std::collections::BTreeMap;

/// Names that stay what they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeldNames {
    by_owner: BTreeMap<String, BTreeMap<&'static str, BTreeMap<String, Vec<String>>>>,
}

impl HeldNames {
    /// Holds the name of a thing: the kind of thing, and what the document calls it. The owner is what else the
    /// document could call so, such as the properties of another type.
    pub fn hold(&mut self, owner: &str, kind: &'static str, thing: &str, name: &str) {
        let things = self.by_owner.entry(owner.to_owned()).or_default();
        let names = things.entry(kind).or_default().entry(thing.to_owned());
        names.or_default().push(name.to_owned());
    }

    /// The names of what the document calls so: several, where it calls several things so.
    #[must_use]
    pub fn all(&self, owner: &str, kind: &str, thing: &str) -> &[String] {
        let things = self.by_owner.get(owner).and_then(|kinds| kinds.get(kind));
        let names = things.and_then(|things| things.get(thing));
        names.map(Vec::as_slice).unwrap_or_default()
    }

    /// The name of a thing.
    #[must_use]
    pub fn get(&self, owner: &str, kind: &str, thing: &str) -> Option<&str> {
        self.all(owner, kind, thing).first().map(String::as_str)
    }

    /// Whether no name is held.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_owner.is_empty()
    }
}
