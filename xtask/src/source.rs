//! Which document and which configuration a command works on.

use std::path::{Path, PathBuf};

use clap::Args;
use sdk_generator::config::{self, Config};
use sdk_generator::diagnostic::{Diagnostics, Locate, Location, Origin, Severity, render};
use sdk_generator::document::{self, Document};

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
    /// The configuration: the file's, or for another document than ours one that says no more than a name.
    pub(crate) fn config(&self, name: &str) -> Result<Config, String> {
        let path = match (&self.config, &self.spec) {
            (Some(path), _) => path.clone(),
            (None, None) => workspace().join("spec/sdk.toml"),
            (None, Some(_)) => return Ok(Config::minimal(name, "0.1.0")),
        };
        config::load(&path).map_err(|errors| errors.to_string())
    }

    /// Reads the document.
    pub(crate) fn document(&self, diagnostics: &mut Diagnostics, color: bool) -> Result<Document, String> {
        let path = self
            .spec
            .clone()
            .unwrap_or_else(|| workspace().join("spec/identities.yaml"));
        document::load(&shortest(&path), diagnostics).ok_or_else(|| render(diagnostics, &Nowhere, color))
    }
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

/// The findings as text, and a line that counts them.
pub(crate) fn findings(diagnostics: &Diagnostics, document: &Document, color: bool) -> String {
    let mut text = render(diagnostics, document, color);
    let (errors, warnings) = (
        diagnostics.count(Severity::Error),
        diagnostics.count(Severity::Warning),
    );
    if errors > 0 {
        text.push_str(&format!(
            "{}, {}: nothing is generated",
            count(errors, "error"),
            count(warnings, "warning")
        ));
    }
    text
}

/// A number with its noun.
pub(crate) fn count(number: usize, noun: &str) -> String {
    if number == 1 {
        format!("1 {noun}")
    } else {
        format!("{number} {noun}s")
    }
}

/// A package name made of the folder's name.
pub(crate) fn package_name(out: &Path) -> String {
    let name = out
        .file_name()
        .map(|name| name.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    let mut plain: String = name
        .chars()
        .map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter
            } else {
                '-'
            }
        })
        .collect();
    if !plain.starts_with(|first: char| first.is_ascii_lowercase()) {
        plain.insert_str(0, "sdk-");
    }
    plain.trim_end_matches('-').to_owned()
}

/// For findings about a file that could not be read: there is no text to show.
struct Nowhere;

impl Locate for Nowhere {
    fn locate(&self, origins: &[Origin]) -> Vec<Option<Location<'_>>> {
        origins.iter().map(|_| None).collect()
    }
}
