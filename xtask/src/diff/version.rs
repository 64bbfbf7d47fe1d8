//! One of the two versions of a document: a file, or a file of a git revision.

use std::path::{Path, PathBuf};
use std::process::Command;

use sdk_generator::config::Config;
use sdk_generator::diagnostic::Diagnostics;
use sdk_generator::document::{self, Document};

use crate::source::Source;

/// Reads one of the documents. Warnings about it are reported by `generate`, not here.
pub(super) fn read(name: &str, config: &Config, diagnostics: &mut Diagnostics) -> Result<Document, String> {
    if let Some(object) = name.strip_prefix("git:") {
        return from_git(name, object, config, diagnostics);
    }
    let source = Source {
        spec: Some(PathBuf::from(name)),
        config: None,
    };
    source.document(config, diagnostics, false)
}

/// Reads the document at `REV:PATH`.
fn from_git(
    name: &str,
    object: &str,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Result<Document, String> {
    // A revision never begins with a dash; an option of git does.
    if object.starts_with('-') || !object.contains(':') {
        return Err(format!("error: {name}: write `git:REV:PATH`"));
    }
    let shown = Command::new("git")
        .args(["show", object])
        .output()
        .map_err(|error| format!("error: git: {error}"))?;
    if !shown.status.success() {
        let message = String::from_utf8_lossy(&shown.stderr);
        return Err(format!("error: {name}: {}", message.trim()));
    }
    let text = String::from_utf8(shown.stdout).map_err(|_| format!("error: {name}: is not UTF-8"))?;
    Ok(document::read_as(
        Path::new(name),
        text,
        &config.overlays,
        diagnostics,
    ))
}
