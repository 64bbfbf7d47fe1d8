//! Compiles crates with clippy, all in one workspace: what they depend on is compiled once, and cargo
//! uses every core.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::documents::Found;
use super::record::{Compiled, Outcome, Records};

/// How many messages of one crate are kept.
const KEPT_MESSAGES: usize = 5;

/// Compiles the crates that were not compiled since they were generated.
pub(super) fn compile(found: &[Found], records: &mut Records) -> Result<(), String> {
    let packages: Vec<&str> = found
        .iter()
        .filter(|document| {
            records
                .get(&document.package)
                .is_some_and(|record| record.outcome == Outcome::Generated && record.compiled.is_none())
        })
        .map(|document| document.package.as_str())
        .collect();
    if packages.is_empty() {
        return Ok(());
    }
    write_workspace(records.home(), &packages)?;
    let progress = super::progress(packages.len(), "compiling");
    let mut pending: BTreeMap<String, Compiled> = packages
        .iter()
        .map(|name| ((*name).to_owned(), Compiled::default()))
        .collect();
    let mut child = clippy(records.home())
        .spawn()
        .map_err(|error| format!("cargo cannot be run: {error}"))?;
    for line in BufReader::new(child.stdout.take().ok_or("cargo says nothing")?).lines() {
        let line = line.map_err(|error| error.to_string())?;
        let Ok(message) = serde_json::from_str::<Value>(&line) else {
            continue;
        };
        let Some(name) = package(&message) else { continue };
        match message.get("reason").and_then(Value::as_str) {
            Some("compiler-message") => {
                if let Some(compiled) = pending.get_mut(&name) {
                    note(compiled, &message);
                }
            }
            // The library comes first, the examples after it.
            Some("compiler-artifact") if is_library(&message) => {
                progress.set_message(name);
                progress.inc(1);
            }
            _ => {}
        }
    }
    progress.finish_and_clear();
    let status = child.wait().map_err(|error| error.to_string())?;
    let has_errors = pending.values().any(|compiled| compiled.errors > 0);
    if !status.success() && !has_errors {
        return Err(format!("cargo failed ({status}), and told nothing of any crate"));
    }
    for (name, compiled) in pending {
        records.set_compiled(&name, compiled);
    }
    Ok(())
}

fn clippy(home: &Path) -> Command {
    let mut command = Command::new("cargo");
    command
        .args([
            "clippy",
            "--quiet",
            "--workspace",
            "--lib",
            "--examples",
            "--keep-going",
        ])
        .args(["--message-format", "json", "--manifest-path"])
        .arg(home.join("Cargo.toml"))
        // Not the folder of this workspace, which would be locked for as long.
        .arg("--target-dir")
        .arg(home.join("target"))
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    command
}

fn write_workspace(home: &Path, packages: &[&str]) -> Result<(), String> {
    let path = home.join("Cargo.toml");
    let members: Vec<String> = packages.iter().map(|name| format!("    {name:?},\n")).collect();
    let text = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\n{}]\n",
        members.concat()
    );
    std::fs::write(&path, text).map_err(|error| format!("error: `{}`: {error}", path.display()))
}

/// The package that a message is about: the last folder of its path.
fn package(message: &Value) -> Option<String> {
    let manifest = message.get("manifest_path").and_then(Value::as_str)?;
    let folder = Path::new(manifest).parent()?.file_name()?;
    Some(folder.to_string_lossy().into_owned())
}

fn is_library(message: &Value) -> bool {
    let kinds = message.pointer("/target/kind").and_then(Value::as_array);
    kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind == "lib"))
}

fn note(compiled: &mut Compiled, message: &Value) {
    match message.pointer("/message/level").and_then(Value::as_str) {
        Some("error") => compiled.errors += 1,
        Some("warning") => compiled.warnings += 1,
        _ => return,
    }
    let rendered = message.pointer("/message/rendered").and_then(Value::as_str);
    if let Some(rendered) = rendered.filter(|_| compiled.messages.len() < KEPT_MESSAGES) {
        compiled.messages.push(rendered.trim().to_owned());
    }
}
