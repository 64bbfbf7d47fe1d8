//! The document and the configuration that a command reads.

use std::path::{Path, PathBuf};

use clap::Args;
use sdk_generator::config::{self, Config, Spanned};
use sdk_generator::diagnostic::{Diagnostics, Locate, Severity, render};
use sdk_generator::document::{self, Document};
use sdk_generator::release::{self, Settings};
use sdk_generator::{Plan, plan};

use crate::output::count;

/// Leaves space for suffixes of the name.
const MAX_DERIVED_NAME: usize = 56;

/// The paths of the document and the configuration.
#[derive(Debug, Args)]
pub struct Source {
    /// The OpenAPI document, in YAML or JSON. [default: spec/identities.yaml]
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// The configuration. [default: spec/sdk.toml; none for another document]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

impl Source {
    /// Returns the document and the configuration of this repository.
    pub fn ours() -> Self {
        Self {
            spec: None,
            config: None,
        }
    }

    /// Reads the configuration. Another document than ours without `--config` has a minimal one.
    pub fn config(&self, name: &str) -> Result<Config, String> {
        self.settings(name).map(|settings| settings.config)
    }

    /// Reads the configuration and the lock file that it names.
    pub(crate) fn settings(&self, name: &str) -> Result<Settings, String> {
        let path = match (&self.config, &self.spec) {
            (Some(path), _) => path.clone(),
            (None, None) => workspace().join("spec/sdk.toml"),
            (None, Some(_)) => {
                return Ok(Settings {
                    config: Config::minimal(name, "0.1.0"),
                    lock: None,
                });
            }
        };
        release::load(&path).map_err(|error| error.to_string())
    }

    /// Reads the document. Returns `None` and reports a finding if the file cannot be read.
    pub fn read(&self, config: &Config, diagnostics: &mut Diagnostics) -> Option<Document> {
        let path = self
            .spec
            .clone()
            .unwrap_or_else(|| workspace().join("spec/identities.yaml"));
        let overlays = config.overlays.iter();
        let overlays: Vec<Spanned<PathBuf>> = overlays
            .map(|overlay| overlay.map(|path| shortest(path)))
            .collect();
        document::load_with_overlays(&shortest(&path), &overlays, diagnostics)
    }

    /// Reads the document, or fails with the rendered findings.
    pub(crate) fn document(
        &self,
        config: &Config,
        diagnostics: &mut Diagnostics,
        color: bool,
    ) -> Result<Document, String> {
        self.read(config, diagnostics)
            .ok_or_else(|| findings(diagnostics, config, color))
    }
}

/// Plans the crate for the document, or fails with the rendered findings.
pub(crate) fn planned(source: &Source, config: &Config, color: bool) -> Result<Plan, String> {
    let mut diagnostics = Diagnostics::new();
    let document = source.document(config, &mut diagnostics, color)?;
    plan(&document, config, &mut diagnostics).ok_or_else(|| findings(&diagnostics, &document, color))
}

/// Returns the root of the repository, independent of the current folder.
pub fn workspace() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// Makes a path relative to the current folder if it is below that.
fn shortest(path: &Path) -> PathBuf {
    let current = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&current).unwrap_or(path).to_owned()
}

/// Renders the findings, with a line that counts them if they stop generation.
pub(crate) fn findings(diagnostics: &Diagnostics, source: &dyn Locate, color: bool) -> String {
    let mut text = render(diagnostics, source, color);
    if diagnostics.has_errors() {
        text.push_str(&format!("{}: nothing is generated", counts(diagnostics)));
    }
    text
}

/// Counts errors, warnings and suppressed findings.
pub fn counts(diagnostics: &Diagnostics) -> String {
    let errors = count(diagnostics.count(Severity::Error), "error");
    format!("{errors}, {}", warnings(diagnostics))
}

/// Counts warnings and suppressed findings.
pub(crate) fn warnings(diagnostics: &Diagnostics) -> String {
    let warnings = count(diagnostics.count(Severity::Warning), "warning");
    let suppressed = match diagnostics.suppressed().len() {
        0 => String::new(),
        1 => ", 1 finding is suppressed".to_owned(),
        number => format!(", {number} findings are suppressed"),
    };
    format!("{warnings}{suppressed}")
}

/// Returns the last component of a folder's canonical path.
pub(crate) fn folder_name(folder: &Path) -> String {
    // Only the file system can resolve `.` and `..`.
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    folder
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// Derives a package name from a folder's name.
pub fn package_name(folder: &str) -> String {
    let letters = folder.to_lowercase();
    let letters = letters.chars().map(|letter| match letter {
        'a'..='z' | '0'..='9' => letter,
        _ => '-',
    });
    let mut name: String = letters.take(MAX_DERIVED_NAME).collect();
    name = name.trim_end_matches('-').to_owned();
    if !name.starts_with(|first: char| first.is_ascii_lowercase()) {
        name = format!("sdk-{}", name.trim_start_matches('-'));
    }
    // `test` and `struct` are valid names of folders but not of packages.
    if !config::is_package_name(&name) {
        name.push_str("-sdk");
    }
    name.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn package_names_are_derived_from_folder_names() {
        for (folder, expected) in [
            ("generated-sdk", "generated-sdk"),
            ("My API (v2)", "my-api--v2"),
            ("2024", "sdk-2024"),
            ("--", "sdk"),
            ("", "sdk"),
            ("struct", "struct-sdk"),
            ("std", "std-sdk"),
            ("café_1", "caf--1"),
        ] {
            assert_eq!(package_name(folder), expected, "{folder}");
        }
    }

    #[test]
    fn every_derived_package_name_is_valid() {
        for folder in [
            "a".repeat(300),
            "é".repeat(300),
            "9".repeat(300),
            "_".to_owned(),
            "-x".to_owned(),
        ] {
            let name = package_name(&folder);
            assert!(config::is_package_name(&name), "{folder}: {name}");
        }
    }
}
