//! `sdk.toml`: the choices that a document cannot make.
//!
//! Plain data. Every mistake of a file is told at once, with its line; an unknown key is a mistake.

mod error;
mod locate;
mod names;
mod pagination;
mod read;
mod rules;
mod section;
mod setting;
mod suppress;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

pub use error::{ConfigError, ConfigErrors, Place};
pub use names::HeldNames;
pub use pagination::{Pagination, PaginationStyle};
pub use rules::is_package_name;
pub use setting::Setting;

use locate::Text;
use sdk_diagnostic::Suppression;

/// What is used where no license is given.
const DEFAULT_LICENSE: &str = "MIT OR Apache-2.0";

/// The choices for one SDK.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// What the manifest says.
    pub package: Package,
    /// What the client is called and where it looks.
    pub client: Client,
    /// What a `date-time` becomes.
    pub date_time: DateTime,
    /// Which operations are kept; empty: all.
    pub operations: Vec<Setting<Selection>>,
    /// How large the crate may become.
    pub limits: Limits,
    /// The overlays to apply to the document, in their order.
    pub overlays: Vec<Setting<PathBuf>>,
    /// Type names by schema name.
    pub rename_schemas: BTreeMap<String, Setting<String>>,
    /// Method names by `operationId`.
    pub rename_operations: BTreeMap<String, Setting<String>>,
    /// Group names by tag.
    pub rename_groups: BTreeMap<String, Setting<String>>,
    /// How operations are paged, by `operationId`, in place of what the document tells.
    pub pagination: BTreeMap<String, Setting<Pagination>>,
    /// Values that examples show for parameters the document gives none for, by name.
    pub examples: BTreeMap<String, Value>,
    /// Findings to put aside.
    pub suppressions: Vec<Suppression>,
    /// The file; `None` where there is none.
    text: Option<Text>,
    /// What holds for releases.
    pub release: Release,
    /// Names that go on working beside the ones that replace them.
    pub former: Former,
    /// The names that the last release gave, which stay. No file sets them: the lock holds them.
    pub names: HeldNames,
    /// The module that the crate is nested into, below `crate`; empty for a crate of its own. No file
    /// sets it: the tests do.
    pub root_module: Vec<String>,
}

/// How large a crate may become. A document that makes a larger one is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most types: 7,500 where nothing is said, three times those of the largest APIs that are known.
    pub types: usize,
    /// The most operations: 4,000 where nothing is said.
    pub operations: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            types: 7_500,
            operations: 4_000,
        }
    }
}

/// What holds for releases.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Release {
    /// The file that holds what the last release looks like.
    pub lock: Option<PathBuf>,
    /// Whether names that `[rename]` replaces go on working, with a warning of the compiler.
    pub deprecated_aliases: bool,
}

/// Names that go on working beside the ones that replace them, by what the document calls what has them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Former {
    /// Type names by schema name.
    pub schemas: BTreeMap<String, Setting<String>>,
    /// Method names by `operationId`.
    pub operations: BTreeMap<String, Setting<String>>,
    /// Module names by tag.
    pub groups: BTreeMap<String, Setting<String>>,
}

/// What the manifest says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// The name of the package.
    pub name: String,
    /// Its version.
    pub version: String,
    /// One line about it; made from the document's title where it is not given.
    pub description: Option<String>,
    /// An SPDX expression.
    pub license: String,
    /// Where its source is.
    pub repository: Option<String>,
    /// Words to find it by.
    pub keywords: Vec<String>,
    /// Whether each group of operations is a cargo feature; where it is not said, a large API has them.
    pub group_features: Option<bool>,
}

/// What the client is called and where it looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// The name of the client type; `Client` where it is not given.
    pub name: Option<String>,
    /// What examples call a client.
    pub variable: Option<String>,
    /// The environment variable that holds the key.
    pub api_key_env: Option<String>,
    /// The environment variable that holds another server's URL.
    pub base_url_env: Option<String>,
    /// The server, in place of the document's first.
    pub base_url: Option<String>,
}

/// What a `date-time` becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateTime {
    /// A type of its own around the text.
    Timestamp,
    /// `String`.
    Text,
    /// The type of a library, for a `date` and the local formats as well.
    Library(DateLibrary),
}

/// A library for dates and times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateLibrary {
    /// `chrono`.
    Chrono,
    /// `jiff`.
    Jiff,
    /// `time`.
    Time,
}

/// Operations that are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection {
    /// All of a tag: `tag:Identities`.
    Tag(String),
    /// One by method and path: `GET /v2/identities`.
    Route {
        /// The method, in capitals.
        method: String,
        /// The path template.
        path: String,
    },
    /// One by its `operationId`: `ListIdentities`.
    OperationId(String),
}

impl Selection {
    /// Reads an entry of `operations`. `None` where it names nothing.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(tag) = text.strip_prefix("tag:") {
            let tag = tag.trim();
            return (!tag.is_empty()).then(|| Self::Tag(tag.to_owned()));
        }
        match text.split_once(char::is_whitespace) {
            Some((method, path)) if path.trim_start().starts_with('/') => Some(Self::Route {
                method: method.to_ascii_uppercase(),
                path: path.trim_start().to_owned(),
            }),
            _ => (!text.is_empty()).then(|| Self::OperationId(text.to_owned())),
        }
    }
}

impl Client {
    /// A client that nothing is said about.
    fn unnamed() -> Self {
        Self {
            name: None,
            variable: None,
            api_key_env: None,
            base_url_env: None,
            base_url: None,
        }
    }
}

impl Config {
    /// The choices for a document that comes without a file. The caller sees to it that the name is one
    /// ([`is_package_name`]).
    #[must_use]
    pub fn minimal(name: &str, version: &str) -> Self {
        Self {
            package: Package {
                name: name.to_owned(),
                version: version.to_owned(),
                description: None,
                license: DEFAULT_LICENSE.to_owned(),
                repository: None,
                keywords: Vec::new(),
                group_features: None,
            },
            client: Client::unnamed(),
            date_time: DateTime::Timestamp,
            operations: Vec::new(),
            limits: Limits::default(),
            overlays: Vec::new(),
            rename_schemas: BTreeMap::new(),
            rename_operations: BTreeMap::new(),
            rename_groups: BTreeMap::new(),
            pagination: BTreeMap::new(),
            examples: BTreeMap::new(),
            suppressions: Vec::new(),
            text: None,
            release: Release::default(),
            former: Former::default(),
            names: HeldNames::default(),
            root_module: Vec::new(),
        }
    }
}

/// Reads a file. Paths in it are seen from its folder.
///
/// # Errors
///
/// All mistakes of the file at once, or the one that it cannot be read.
pub fn load(path: &Path) -> Result<Config, ConfigErrors> {
    let file = path.display().to_string();
    let text = std::fs::read_to_string(path);
    let text = text.map_err(|error| ConfigErrors::without_text(file.clone(), &error))?;
    let mut config = parse(&file, &text)?;
    let folder = path.parent().unwrap_or(Path::new(""));
    for overlay in &mut config.overlays {
        overlay.value = folder.join(&overlay.value);
    }
    if let Some(lock) = &mut config.release.lock {
        *lock = folder.join(&lock);
    }
    Ok(config)
}

/// Reads the text of a file.
///
/// # Errors
///
/// All mistakes of the text at once.
pub fn parse(file: &str, text: &str) -> Result<Config, ConfigErrors> {
    let mut config = read::read(text).map_err(|mistakes| ConfigErrors::new(file, text, mistakes))?;
    config.text = Some(Text {
        file: file.to_owned(),
        text: text.to_owned(),
    });
    Ok(config)
}

#[cfg(test)]
mod tests;
