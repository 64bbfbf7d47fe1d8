//! Namespaces: who takes a name first has it, and the others step aside.

use std::collections::BTreeSet;
use std::iter;

use super::{Casing, MAX_FILE_LENGTH, cut, ident};
use crate::keywords::prelude;
use sdk_rust::{Ident, Rename};

/// A namespace: names that must differ from each other.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Scope {
    taken: BTreeSet<String>,
    renames: Vec<Rename>,
    /// How long a name may be, where that of an identifier is too long.
    longest: Option<usize>,
}

impl Scope {
    /// A scope in which some names are taken from the start.
    pub(in super::super) fn with_reserved(reserved: &[&str]) -> Self {
        let mut scope = Self::default();
        scope
            .taken
            .extend(reserved.iter().map(|name| name.to_ascii_lowercase()));
        scope
    }

    /// A scope whose names, in snake case, are those of files too: short enough, and no device of Windows among them,
    /// whatever its ending.
    pub(in super::super) fn of_files(reserved: &[&str]) -> Self {
        let mut scope = Self::with_reserved(reserved);
        scope.longest = Some(MAX_FILE_LENGTH);
        scope
            .taken
            .extend(["con", "prn", "aux", "nul"].map(str::to_owned));
        for number in 0..=9 {
            scope
                .taken
                .extend([format!("com{number}"), format!("lpt{number}")]);
        }
        scope
    }

    /// A scope of types, in which names of the prelude are taken too.
    pub(in super::super) fn of_types(reserved: &[&str]) -> Self {
        let mut scope = Self::with_reserved(reserved);
        scope.taken.extend(prelude().map(str::to_ascii_lowercase));
        scope
    }

    /// Whether a name is free. Names that differ by case alone count as one: files are named by them.
    pub(in super::super) fn is_free(&self, name: &str) -> bool {
        !self.taken.contains(&name.to_ascii_lowercase())
    }

    /// Takes a name that was given before, where it is free still.
    pub(in super::super) fn hold(&mut self, name: Option<&str>) -> Option<Ident> {
        let name = name.filter(|name| !name.is_empty() && self.is_free(name))?;
        self.taken.insert(name.to_ascii_lowercase());
        Some(ident(name))
    }

    /// Takes a name, which most often is free. Where it is not, `otherwise` says what it is for, and other names.
    pub(in super::super) fn claim_or(
        &mut self,
        wanted: String,
        otherwise: impl FnOnce() -> (String, Vec<String>),
    ) -> Ident {
        let is_short = self.longest.is_none_or(|longest| wanted.len() <= longest);
        if !wanted.is_empty() && is_short && self.is_free(&wanted) {
            self.taken.insert(wanted.to_ascii_lowercase());
            return ident(&wanted);
        }
        let (what, others) = otherwise();
        let candidates: Vec<String> = iter::once(wanted).chain(others).collect();
        self.claim(&what, &candidates)
    }

    /// Takes the first free one of some candidates; where none is free, the first with a number.
    pub(in super::super) fn claim(&mut self, what: &str, candidates: &[String]) -> Ident {
        let mut names = candidates.iter().map(|name| match self.longest {
            Some(longest) => cut(name.clone(), longest, Casing::Snake),
            None => name.clone(),
        });
        let first = names.next();
        let wanted = first.clone().unwrap_or_else(|| "unnamed".to_owned());
        let usable = |name: &String| !name.is_empty() && self.is_free(name);
        let got = first
            .into_iter()
            .chain(names)
            .find(usable)
            .unwrap_or_else(|| self.numbered(&wanted));
        self.taken.insert(got.to_ascii_lowercase());
        if got != wanted {
            self.renames.push(Rename {
                what: what.to_owned(),
                wanted,
                got: got.clone(),
                reason: "the name is taken".to_owned(),
            });
        }
        ident(&got)
    }

    fn numbered(&self, wanted: &str) -> String {
        let mut numbered = (2..=u32::MAX).map(|number| {
            let number = number.to_string();
            let room = self.longest.unwrap_or(usize::MAX).saturating_sub(number.len());
            format!("{}{number}", wanted.get(..room).unwrap_or(wanted))
        });
        numbered.find(|name| self.is_free(name)).unwrap_or_default()
    }

    /// The renames so far.
    pub(in super::super) fn into_renames(self) -> Vec<Rename> {
        self.renames
    }
}
