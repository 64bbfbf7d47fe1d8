//! Which document and which configuration a command works on.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use sdk_generator::config::{self, Config, Spanned};
use sdk_generator::diagnostic::{Diagnostics, Locate, Severity, github, render, to_json};
use sdk_generator::document::{self, Document};
use sdk_generator::release::{self, Settings};
use sdk_generator::{Plan, plan};

use crate::output::count;

/// Short enough that no name becomes too long by what is added to it.
const MAX_DERIVED_NAME: usize = 56;

/// Where the document and the configuration are.
#[derive(Debug, Args)]
pub(crate) struct Source {
    /// The OpenAPI document, in YAML or JSON. [default: spec/identities.yaml]
    #[arg(long, value_name = "FILE")]
    pub(crate) spec: Option<PathBuf>,
    /// The configuration. [default: spec/sdk.toml; none for another document]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

impl Source {
    /// The document and the configuration of this repository.
    pub(crate) fn ours() -> Self {
        Self {
            spec: None,
            config: None,
        }
    }

    /// The configuration: the file's, or for another document than ours one that says no more than a name.
    pub(crate) fn config(&self, name: &str) -> Result<Config, String> {
        self.settings(name).map(|settings| settings.config)
    }

    /// The configuration with the lock that it names.
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

    /// Reads the document. `None` where the file cannot be read, which a finding says.
    pub(crate) fn read(&self, config: &Config, diagnostics: &mut Diagnostics) -> Option<Document> {
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

    /// Reads the document, or fails with the findings as text.
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

/// The crate for the document, or its findings as text.
pub(crate) fn planned(source: &Source, config: &Config, color: bool) -> Result<Plan, String> {
    let mut diagnostics = Diagnostics::new();
    let document = source.document(config, &mut diagnostics, color)?;
    plan(&document, config, &mut diagnostics).ok_or_else(|| findings(&diagnostics, &document, color))
}

/// How findings are told, and which of them count.
#[derive(Debug, Args)]
pub(crate) struct Strictness {
    /// The form of the findings.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// Fail where there are findings of this kind.
    #[arg(long, value_enum, value_name = "KIND")]
    pub(crate) deny: Option<Deny>,
}

impl Strictness {
    /// Whether the findings make a command fail.
    pub(crate) fn fails(&self, diagnostics: &Diagnostics) -> bool {
        diagnostics.has_errors()
            || (self.deny == Some(Deny::Warnings) && diagnostics.count(Severity::Warning) > 0)
    }
}

/// The form of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people, with the lines of the document.
    Text,
    /// For programs, as `docs/diagnostics.schema.json` says.
    Json,
    /// Annotations of GitHub Actions.
    Github,
}

impl Format {
    /// All findings in this form.
    pub(crate) fn render(self, diagnostics: &Diagnostics, source: &dyn Locate, color: bool) -> String {
        match self {
            Self::Text => render(diagnostics, source, color),
            Self::Json => format!("{:#}\n", to_json(diagnostics, source)),
            Self::Github => github(diagnostics, source),
        }
    }
}

/// Findings that make a command fail besides errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Deny {
    /// Warnings.
    Warnings,
}

/// The folder of the workspace, wherever the command is called from.
pub(crate) fn workspace() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// A path as seen from the current folder, where it lies below that.
fn shortest(path: &Path) -> PathBuf {
    let current = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&current).unwrap_or(path).to_owned()
}

/// The findings as text, and a line that counts them where they stop generation.
pub(crate) fn findings(diagnostics: &Diagnostics, source: &dyn Locate, color: bool) -> String {
    let mut text = render(diagnostics, source, color);
    if diagnostics.has_errors() {
        text.push_str(&format!("{}: nothing is generated", counts(diagnostics)));
    }
    text
}

/// How many findings there are, and how many are put aside.
pub(crate) fn counts(diagnostics: &Diagnostics) -> String {
    let errors = count(diagnostics.count(Severity::Error), "error");
    format!("{errors}, {}", warnings(diagnostics))
}

/// How many warnings there are, and how many findings are put aside.
pub(crate) fn warnings(diagnostics: &Diagnostics) -> String {
    let warnings = count(diagnostics.count(Severity::Warning), "warning");
    let suppressed = match diagnostics.suppressed().len() {
        0 => String::new(),
        1 => ", 1 finding is suppressed".to_owned(),
        number => format!(", {number} findings are suppressed"),
    };
    format!("{warnings}{suppressed}")
}

/// The name of a folder, wherever it is seen from.
pub(crate) fn folder_name(folder: &Path) -> String {
    // Only the file system knows what `.` and `..` are called.
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    folder
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// A package name made of a folder's name.
pub(crate) fn package_name(folder: &str) -> String {
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
    // `test` and `struct` are names of folders, and none of packages.
    if !config::is_package_name(&name) {
        name.push_str("-sdk");
    }
    name.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_packages_are_made_of_names_of_folders() {
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
    fn every_name_of_a_package_is_one() {
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
