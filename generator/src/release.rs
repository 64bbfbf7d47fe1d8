//! Releases: the changes since the last release, the version that they require, and the changelog.
//!
//! Combines the lock file of the last release with the public items of the current crate. Reads the lock file, and
//! writes no file.

mod changelog;

use std::fmt;
use std::path::{Path, PathBuf};

use sdk_change::{SdkChange, Verdict, compare_surfaces};
use sdk_config::{self as config, Config, ConfigErrors};
use sdk_lock::{Bump, Lock, LockError, required_version, suffices};
use sdk_rust::surface::{ItemKind, Surface};

pub use changelog::{Entry, HEAD, has_entry, with_entry};

/// The configuration, and the lock file of the last release.
#[derive(Debug)]
pub struct Settings {
    /// The configuration, including the names of the last release.
    pub config: Config,
    /// The last release; `None` if there was none, or if no lock file is configured.
    pub lock: Option<Lock>,
}

/// An error in the configuration or the lock file.
#[derive(Debug)]
pub enum SettingsError {
    /// The configuration has mistakes.
    Config(ConfigErrors),
    /// The lock file cannot be read.
    Unreadable(PathBuf, std::io::Error),
    /// The lock file is not valid.
    Lock(PathBuf, LockError),
}

impl fmt::Display for SettingsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Config(errors) => errors.fmt(formatter),
            Self::Unreadable(path, error) => {
                write!(formatter, "error: `{}` cannot be read: {error}", path.display())
            }
            Self::Lock(path, error) => write!(formatter, "error: {}: {error}", path.display()),
        }
    }
}

impl std::error::Error for SettingsError {}

/// Reads the configuration and its lock file, which does not exist before the first release.
///
/// # Errors
///
/// Returns all mistakes in the configuration, or the error in the lock file.
pub fn load(path: &Path) -> Result<Settings, SettingsError> {
    let mut config = config::load(path).map_err(SettingsError::Config)?;
    let lock = match &config.release.lock {
        Some(path) => read(path)?,
        None => None,
    };
    if let Some(lock) = &lock {
        settle(&mut config, lock);
    }
    Ok(Settings { config, lock })
}

/// Adopts the decisions of the last release: names, and, unless configured, whether groups are cargo features. Otherwise
/// an API that grows would get features at some size, which breaks programs that select features.
pub fn settle(config: &mut Config, lock: &Lock) {
    config.names = lock.names();
    let items = &lock.surface.items;
    let has_features = items.iter().any(|item| item.kind == ItemKind::Feature);
    config.package.group_features.get_or_insert(has_features);
}

fn read(path: &Path) -> Result<Option<Lock>, SettingsError> {
    match std::fs::read_to_string(path) {
        Ok(text) => Lock::parse(&text)
            .map(Some)
            .map_err(|error| SettingsError::Lock(path.to_owned(), error)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(SettingsError::Unreadable(path.to_owned(), error)),
    }
}

/// The changes since the last release.
#[derive(Debug)]
pub struct Pending {
    /// The changes, worst first.
    pub changes: Vec<SdkChange>,
    /// The version of the last release.
    pub released: String,
    /// The lowest version that the changes require.
    pub required: String,
    /// The configured version.
    pub version: String,
}

impl Pending {
    /// Compares a crate with the last release.
    #[must_use]
    pub fn new(lock: &Lock, surface: &Surface, version: &str) -> Self {
        let changes = compare_surfaces(&lock.surface, surface);
        let required = required_version(&lock.version, bump(&changes));
        Self {
            // Invalid versions are rejected when the configuration is read, and the lock file contains a configured one.
            required: required.unwrap_or_else(|| version.to_owned()),
            released: lock.version.clone(),
            version: version.to_owned(),
            changes,
        }
    }

    /// Returns whether the configured version is at least the required one.
    #[must_use]
    pub fn is_sufficient(&self) -> bool {
        suffices(&self.version, &self.required)
    }

    /// Returns whether the configured version is lower than the released one.
    #[must_use]
    pub fn is_behind(&self) -> bool {
        !suffices(&self.version, &self.released)
    }

    /// Returns whether programs may have to be changed.
    #[must_use]
    pub fn is_breaking(&self) -> bool {
        bump(&self.changes) == Bump::Breaking
    }

    /// Returns a summary: the number of changes, the breaking ones, and the required version.
    #[must_use]
    pub fn to_text(&self) -> String {
        let breaking: Vec<&SdkChange> = self
            .changes
            .iter()
            .filter(|change| change.verdict() == Verdict::Breaking)
            .collect();
        let Self {
            released,
            required,
            version,
            ..
        } = self;
        if self.changes.is_empty() {
            return format!("since {released}: no public item changes\n");
        }
        let mut text = format!(
            "since {released}: {} of public items, {} breaking\n",
            counted(self.changes.len(), "change"),
            breaking.len()
        );
        for change in breaking.iter().take(MAX_SHOWN) {
            text.push_str(&format!("  {}\n", change.words));
        }
        if breaking.len() > MAX_SHOWN {
            text.push_str(&format!("  and {} more\n", breaking.len() - MAX_SHOWN));
        }
        text.push_str(&if self.is_sufficient() {
            format!("version {version} is sufficient: {required} or higher is required\n")
        } else {
            format!("version {required} or higher is required, but `sdk.toml` has {version}\n")
        });
        text
    }
}

/// The largest number of breaking changes in a summary.
const MAX_SHOWN: usize = 8;

fn bump(changes: &[SdkChange]) -> Bump {
    match changes.iter().map(SdkChange::verdict).min() {
        None => Bump::None,
        Some(Verdict::Breaking) => Bump::Breaking,
        Some(_) => Bump::Compatible,
    }
}

fn counted(number: usize, noun: &str) -> String {
    if number == 1 {
        format!("1 {noun}")
    } else {
        format!("{number} {noun}s")
    }
}
