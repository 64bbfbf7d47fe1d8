//! Generated crates nested into one, each as a module, around one runtime. Dependencies and runtime are
//! compiled once. This module handles files only, and ignores their content.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use sdk_generator::config::Config;
use sdk_generator::diagnostic::Diagnostics;
use sdk_generator::emit::SourceFile;
use sdk_generator::{document, generate};

/// A document that is generated only for its manifest and its runtime.
const EMPTY: &str = "{openapi: 3.1.0, info: {title: Empty, version: '1'}, paths: {}}";

/// Writes the root of a workspace with the given members.
pub(super) fn workspace(home: &Path, members: &[&str]) -> std::io::Result<()> {
    write(
        &home.join("Cargo.toml"),
        &format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n"),
    )?;
    // The lock file of this workspace, so that cargo resolves nothing.
    fs::copy(
        concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock"),
        home.join("Cargo.lock"),
    )?;
    Ok(())
}

/// Writes a crate with a module for each generated crate.
pub(super) fn nest<'a>(
    home: &Path,
    name: &str,
    crates: impl Iterator<Item = (&'a str, &'a [SourceFile])>,
) -> Result<(), Box<dyn std::error::Error>> {
    let frame = generate(
        &document::parse("empty.yaml", EMPTY, &mut Diagnostics::new()),
        &Config::minimal("sdk", "0.1.0"),
        &mut Diagnostics::new(),
    )?
    .ok_or("the empty document is not valid")?;
    let generated = frame.files.iter().find(|file| file.path == "Cargo.toml");
    let generated = generated.ok_or("a crate without a manifest")?;
    let folder = home.join(name);
    empty(&folder)?;
    write(&folder.join("Cargo.toml"), &manifest(name, &generated.text))?;
    let runtime = frame
        .files
        .iter()
        .filter(|file| file.path.starts_with("src/runtime/"));
    for file in runtime {
        write(&folder.join(&file.path), &file.text)?;
    }
    let mut root = String::from("#![allow(warnings)]\npub mod runtime;\n");
    for (module, files) in crates {
        for file in files {
            write(&folder.join(module).join(&file.path), &file.text)?;
        }
        let _ = writeln!(root, "#[path = \"../{module}/src/lib.rs\"]\npub mod {module};");
    }
    write(&folder.join("src/lib.rs"), &root)?;
    Ok(())
}

/// Returns the manifest of a crate, with the dependency sections of a generated one.
fn manifest(name: &str, generated: &str) -> String {
    let mut text = format!("[package]\nname = {name:?}\nversion = \"0.1.0\"\nedition = \"2024\"\n");
    let mut is_kept = false;
    for line in generated.lines() {
        if line.starts_with('[') {
            is_kept = matches!(line, "[features]" | "[dependencies]");
        }
        if is_kept {
            let _ = writeln!(text, "{line}");
        }
    }
    text
}

/// Creates a folder, or empties it.
pub(super) fn empty(folder: &Path) -> std::io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)
}

/// Writes a file unless it already has this content, because cargo recompiles files that are written again.
pub(super) fn write(path: &Path, text: &str) -> std::io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|before| before == text) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}
