//! The outcomes of documents, stored between runs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::documents::{Found, digest};

/// The outcome of a document, with figures.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Record {
    /// Its path relative to the folder.
    pub(super) document: String,
    /// Its `openapi` field: `3.1.0`.
    pub(super) version: String,
    /// Its outcome.
    pub(super) outcome: Outcome,
    /// The number of operations.
    pub(super) operations: usize,
    /// The number of types.
    pub(super) types: usize,
    /// The number of free-form values in its types.
    pub(super) free_form: usize,
    /// The number of values of the document that are unaccounted for.
    pub(super) unaccounted: usize,
    /// The number of lines of the crate.
    pub(super) lines: usize,
    /// The duration of generation.
    pub(super) milliseconds: u64,
    /// The peak memory, if known.
    pub(super) peak_bytes: Option<u64>,
    /// The number of errors in the document.
    pub(super) errors: usize,
    /// The number of warnings in the document.
    pub(super) warnings: usize,
    /// The result of clippy, if it ran.
    pub(super) compiled: Option<Compiled>,
    /// The result of its documentation and examples, if they were built.
    pub(super) documented: Option<Compiled>,
}

/// The outcome of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Outcome {
    /// A crate was written.
    Generated,
    /// It was rejected with errors.
    Rejected,
    /// The generator crashed or timed out.
    Failed(String),
}

/// The messages of the compiler about a crate.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Compiled {
    pub(super) errors: usize,
    pub(super) warnings: usize,
    /// The first messages.
    pub(super) messages: Vec<String>,
}

impl Compiled {
    pub(super) fn is_clean(&self) -> bool {
        self.errors == 0 && self.warnings == 0
    }
}

/// The records by package, in the folder of the crates.
pub(super) struct Records {
    home: PathBuf,
    /// A hash of the generator: records of another one are stale.
    generator: u64,
    entries: BTreeMap<String, Entry>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Entry {
    digest: u64,
    generator: u64,
    record: Record,
}

impl Records {
    /// Reads the records of the last run. Unreadable ones are ignored.
    pub(super) fn open(home: &Path, fresh: bool) -> Self {
        let entries = std::fs::read_to_string(home.join("records.json"))
            .ok()
            .filter(|_| !fresh)
            .and_then(|text| serde_json::from_str(&text).ok());
        let program = std::env::current_exe().and_then(std::fs::read);
        Self {
            home: home.to_owned(),
            generator: program.map(|bytes| digest(&bytes)).unwrap_or_default(),
            entries: entries.unwrap_or_default(),
        }
    }

    /// Writes the records for the next run.
    pub(super) fn save(&self) -> Result<(), String> {
        let path = self.home.join("records.json");
        let text = serde_json::to_string(&self.entries).map_err(|error| error.to_string())?;
        std::fs::create_dir_all(&self.home)
            .and_then(|()| std::fs::write(&path, text))
            .map_err(|error| format!("error: `{}`: {error}", path.display()))
    }

    /// Returns the folder of a document's crate.
    pub(super) fn crate_of(&self, document: &Found) -> PathBuf {
        self.home.join(&document.package)
    }

    /// Returns the folder of all crates.
    pub(super) fn home(&self) -> &Path {
        &self.home
    }

    /// Returns whether a document or the generator has changed since its record was written.
    pub(super) fn is_stale(&self, document: &Found) -> bool {
        self.entries.get(&document.package).is_none_or(|entry| {
            entry.digest != document.digest
                || entry.generator != self.generator
                || entry.record.document != document.name
                || matches!(entry.record.outcome, Outcome::Failed(_))
        })
    }

    pub(super) fn get(&self, package: &str) -> Option<&Record> {
        self.entries.get(package).map(|entry| &entry.record)
    }

    pub(super) fn set(&mut self, document: &Found, record: Record) {
        let entry = Entry {
            digest: document.digest,
            generator: self.generator,
            record,
        };
        self.entries.insert(document.package.clone(), entry);
    }

    pub(super) fn set_compiled(&mut self, package: &str, compiled: Compiled) {
        if let Some(entry) = self.entries.get_mut(package) {
            entry.record.compiled = Some(compiled);
        }
    }

    pub(super) fn set_documented(&mut self, package: &str, documented: Compiled) {
        if let Some(entry) = self.entries.get_mut(package) {
            entry.record.documented = Some(documented);
        }
    }
}
