//! What became of documents, kept from one run to the next.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::documents::{Found, digest};

/// What became of a document.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Record {
    /// Its path below the folder.
    pub(super) document: String,
    /// What it says that it is: `3.1.0`.
    pub(super) version: String,
    /// How it ended.
    pub(super) outcome: Outcome,
    /// How many operations the crate calls.
    pub(super) operations: usize,
    /// How many types it defines.
    pub(super) types: usize,
    /// In how many places any JSON value can stand.
    pub(super) free_form: usize,
    /// How many values of the document are unaccounted for.
    pub(super) unaccounted: usize,
    /// How many lines it has.
    pub(super) lines: usize,
    /// How long it took.
    pub(super) milliseconds: u64,
    /// How much memory it took at the most, where the system tells.
    pub(super) peak_bytes: Option<u64>,
    /// How many errors and warnings were found in the document.
    pub(super) errors: usize,
    /// As above.
    pub(super) warnings: usize,
    /// What the compiler said, where it was asked.
    pub(super) compiled: Option<Compiled>,
    /// What came of its documentation and the examples in it, where that was asked.
    pub(super) documented: Option<Compiled>,
}

/// How a document ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Outcome {
    /// As a crate.
    Generated,
    /// Its errors were told.
    Refused,
    /// The generator failed, by a bug of its own.
    Failed(String),
}

/// What the compiler said of a crate.
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

/// The records by package, and the folder of the crates.
pub(super) struct Records {
    home: PathBuf,
    /// Stands for the generator: another one may do otherwise.
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
    /// The records of the last run. Where they cannot be read there are none.
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

    /// Keeps the records for the next run.
    pub(super) fn save(&self) -> Result<(), String> {
        let path = self.home.join("records.json");
        let text = serde_json::to_string(&self.entries).map_err(|error| error.to_string())?;
        std::fs::create_dir_all(&self.home)
            .and_then(|()| std::fs::write(&path, text))
            .map_err(|error| format!("error: `{}`: {error}", path.display()))
    }

    /// The folder of the crate that is made of a document.
    pub(super) fn crate_of(&self, document: &Found) -> PathBuf {
        self.home.join(&document.package)
    }

    /// The folder of all crates.
    pub(super) fn home(&self) -> &Path {
        &self.home
    }

    /// Whether a document, or the generator, is not what it was.
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
