//! The configuration, `sdk.toml`: decisions that a document cannot make.
//!
//! Plain data. Reading reports all mistakes of a file, with their lines. Unknown keys are mistakes.

mod error;
mod locate;
mod pagination;
mod pinned_names;
mod read;
mod rules;
mod section;
mod spanned;
mod suppress;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

pub use error::{ConfigError, ConfigErrors, Location};
pub use pagination::Pagination;
pub use pinned_names::{NameKind, PinnedNames};
pub use rules::is_package_name;
pub use spanned::Spanned;

use locate::Text;
use sdk_diagnostic::Suppression;
use sdk_wire::DateLibrary;

/// The license of crates whose configuration has none.
const DEFAULT_LICENSE: &str = "MIT OR Apache-2.0";

/// The configuration of one SDK.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// The package in the manifest.
    pub package: Package,
    /// The client and its defaults.
    pub client: Client,
    /// The Rust type of `date-time` strings.
    pub date_time: DateTime,
    /// The operations to generate; empty: all.
    pub operations: Vec<Spanned<Selection>>,
    /// The size limits of the crate.
    pub limits: Limits,
    /// The overlays to apply to the document, in their order.
    pub overlays: Vec<Spanned<PathBuf>>,
    /// Type names by schema name.
    pub rename_schemas: BTreeMap<String, Spanned<String>>,
    /// Method names by `operationId`.
    pub rename_operations: BTreeMap<String, Spanned<String>>,
    /// Group names by tag.
    pub rename_groups: BTreeMap<String, Spanned<String>>,
    /// The pagination of operations by `operationId`, which overrides the detected one.
    pub pagination: BTreeMap<String, Spanned<Pagination>>,
    /// Example values by name, for parameters without an example in the document.
    pub examples: BTreeMap<String, Value>,
    /// Findings to suppress.
    pub suppressions: Vec<Suppression>,
    /// The text of the file; `None` if there is no file.
    text: Option<Text>,
    /// The settings of releases.
    pub release: Release,
    /// Deprecated aliases: old names that keep working.
    pub aliases: Aliases,
    /// The names of the last release. They come from the lock file, not from this one.
    pub names: PinnedNames,
    /// The module in which the crate is nested; empty for a crate of its own. Only tests set it.
    pub root_module: Vec<String>,
}

/// The size limits of a crate. Documents that exceed them are rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The largest number of types. Default: 7,500, three times as many as in the largest known APIs.
    pub types: usize,
    /// The largest number of operations. Default: 4,000.
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

/// The settings of releases.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Release {
    /// The lock file of the last release.
    pub lock: Option<PathBuf>,
    /// Whether names that `[rename]` replaces keep working as deprecated aliases.
    pub deprecated_aliases: bool,
}

/// Deprecated aliases (`[former]` in the file), by name in the document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Aliases {
    /// Type names by schema name.
    pub schemas: BTreeMap<String, Spanned<String>>,
    /// Method names by `operationId`.
    pub operations: BTreeMap<String, Spanned<String>>,
    /// Module names by tag.
    pub groups: BTreeMap<String, Spanned<String>>,
}

/// The package in the manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// The name of the package.
    pub name: String,
    /// Its version.
    pub version: String,
    /// A description in one line. Default: derived from the title of the document.
    pub description: Option<String>,
    /// An SPDX expression.
    pub license: String,
    /// The URL of the repository.
    pub repository: Option<String>,
    /// The keywords.
    pub keywords: Vec<String>,
    /// Whether each group of operations is a cargo feature. Default: only in large APIs.
    pub group_features: Option<bool>,
}

/// The client and its defaults.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// The name of the client type. Default: `Client`.
    pub name: Option<String>,
    /// The name of the client variable in examples.
    pub variable: Option<String>,
    /// The environment variable with the API key.
    pub api_key_env: Option<String>,
    /// The environment variable with the base URL.
    pub base_url_env: Option<String>,
    /// The base URL. Default: the first server of the document.
    pub base_url: Option<String>,
}

/// The Rust type of `date-time` strings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateTime {
    /// A newtype around the string.
    Timestamp,
    /// `String`.
    Text,
    /// The type of a library, also for `date` and local formats.
    Library(DateLibrary),
}

/// A selection of operations.
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
    /// Parses an entry of `operations`. Returns `None` if it is empty.
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
    /// Returns a client with defaults only.
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
    /// Returns the configuration of documents without a file. The name must be valid ([`is_package_name`]).
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
            aliases: Aliases::default(),
            names: PinnedNames::default(),
            root_module: Vec::new(),
        }
    }
}

/// Reads a file. Paths in it are relative to its folder.
///
/// # Errors
///
/// Returns all mistakes in the file, or that it cannot be read.
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

/// Parses the text of a file.
///
/// # Errors
///
/// Returns all mistakes in the text.
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
