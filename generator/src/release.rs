//! Releases: what a crate changes since the last one, which version that asks for, and the changelog's words for it.
//!
//! Puts together what the stages know: the lock of the last release, and the public items of the crate now. Reads
//! the lock's file, and writes none.

mod changelog;

use std::fmt;
use std::path::{Path, PathBuf};

use sdk_change::{SdkChange, Verdict, compare_surfaces};
use sdk_config::{self as config, Config, ConfigErrors};
use sdk_lock::{Bump, Lock, LockError, required_version, suffices};
use sdk_rust::surface::{ItemKind, Surface};

pub use changelog::{Entry, HEAD, has_entry, with_entry};

/// What stands beside the document: the configuration, and the lock of the last release.
#[derive(Debug)]
pub struct Settings {
    /// The configuration, which holds the names that the lock gives.
    pub config: Config,
    /// The last release; none where there was none, or where no lock is configured.
    pub lock: Option<Lock>,
}

/// Why the configuration or the lock cannot be used.
#[derive(Debug)]
pub enum SettingsError {
    /// The configuration has mistakes.
    Config(ConfigErrors),
    /// The lock cannot be read.
    Unreadable(PathBuf, std::io::Error),
    /// The lock is not understood.
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

/// Reads the configuration, and the lock that it names, where that is there: before the first release it is not.
///
/// # Errors
///
/// All mistakes of the configuration at once, or what is wrong with the lock.
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

/// Settles what the last release decided: names, and, where the configuration does not say it, whether groups are cargo
/// features. An API that grows would get them at some size, which breaks programs that choose features.
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

/// What a crate changes since the last release.
#[derive(Debug)]
pub struct Pending {
    /// The changes, worst first.
    pub changes: Vec<SdkChange>,
    /// The version that was released.
    pub released: String,
    /// The least version that the changes ask for.
    pub required: String,
    /// The version that is configured.
    pub version: String,
}

impl Pending {
    /// What a crate of a version changes since a release.
    #[must_use]
    pub fn new(lock: &Lock, surface: &Surface, version: &str) -> Self {
        let changes = compare_surfaces(&lock.surface, surface);
        let required = required_version(&lock.version, bump(&changes));
        Self {
            // What is no version is refused when the configuration is read, and the lock has it from there.
            required: required.unwrap_or_else(|| version.to_owned()),
            released: lock.version.clone(),
            version: version.to_owned(),
            changes,
        }
    }

    /// Whether the configured version is as high as the changes ask for.
    #[must_use]
    pub fn is_sufficient(&self) -> bool {
        suffices(&self.version, &self.required)
    }

    /// Whether the configured version is lower than the released one.
    #[must_use]
    pub fn is_behind(&self) -> bool {
        !suffices(&self.version, &self.released)
    }

    /// Whether programs may have to be changed.
    #[must_use]
    pub fn is_breaking(&self) -> bool {
        bump(&self.changes) == Bump::Breaking
    }

    /// What there is to say: how much changes, the worst of it, and which version that asks for.
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
        for change in breaking.iter().take(SHOWN) {
            text.push_str(&format!("  {}\n", change.words));
        }
        if breaking.len() > SHOWN {
            text.push_str(&format!("  and {} more\n", breaking.len() - SHOWN));
        }
        text.push_str(&if self.is_sufficient() {
            format!("version {version} suffices: {required} would be enough\n")
        } else {
            format!("the next version is {required} at the least, and `sdk.toml` says {version}\n")
        });
        text
    }
}

/// How many breaking changes are shown.
const SHOWN: usize = 8;

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
