//! Runs clippy on crates and builds their documentation, in one workspace: dependencies are compiled once, and cargo
//! uses every core.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::documents::Found;
use super::record::{Compiled, Outcome, Record, Records};

/// The number of messages that are kept for each crate.
const KEPT_MESSAGES: usize = 5;

/// Compiles the crates that have changed since they were compiled.
pub(super) fn compile(found: &[Found], records: &mut Records) -> Result<(), String> {
    let packages = pending(found, records, |record| record.compiled.is_none());
    if packages.is_empty() {
        return Ok(());
    }
    write_workspace(records.home(), &packages)?;
    let arguments = ["clippy", "--lib", "--examples"];
    for (name, compiled) in messages(cargo(records.home(), &arguments), &packages, "compiling")? {
        records.set_compiled(&name, compiled);
    }
    Ok(())
}

/// Documents the crates that have changed since they were documented, and runs the examples in it.
pub(super) fn document(found: &[Found], records: &mut Records) -> Result<(), String> {
    let packages = pending(found, records, |record| record.documented.is_none());
    if packages.is_empty() {
        return Ok(());
    }
    write_workspace(records.home(), &packages)?;
    let mut documented = messages(
        cargo(records.home(), &["doc", "--no-deps"]),
        &packages,
        "documenting",
    )?;
    if documented.values().all(Compiled::is_clean) {
        run_examples(records.home(), &mut documented)?;
    } else {
        // The examples of the others run once these are fixed.
        documented.retain(|_, documented| !documented.is_clean());
    }
    for (name, documented) in documented {
        records.set_documented(&name, documented);
    }
    Ok(())
}

/// Returns the generated crates for which `is_left` holds.
fn pending(found: &[Found], records: &Records, is_left: impl Fn(&Record) -> bool) -> Vec<String> {
    let is_left = |record: &Record| record.outcome == Outcome::Generated && is_left(record);
    let packages = found.iter().map(|document| &document.package);
    packages
        .filter(|package| records.get(package).is_some_and(is_left))
        .cloned()
        .collect()
}

/// Runs a command of cargo and collects its messages by crate.
fn messages(
    mut command: Command,
    packages: &[String],
    verb: &str,
) -> Result<BTreeMap<String, Compiled>, String> {
    let progress = super::progress(packages.len(), verb);
    let mut found: BTreeMap<String, Compiled> = packages
        .iter()
        .map(|name| (name.clone(), Compiled::default()))
        .collect();
    let mut child = command
        .args(["--keep-going", "--message-format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("cargo cannot be run: {error}"))?;
    for line in BufReader::new(child.stdout.take().ok_or("cargo has no output")?).lines() {
        let line = line.map_err(|error| error.to_string())?;
        let Ok(message) = serde_json::from_str::<Value>(&line) else {
            continue;
        };
        let Some(name) = package(&message) else { continue };
        match message.get("reason").and_then(Value::as_str) {
            Some("compiler-message") => {
                if let Some(compiled) = found.get_mut(&name) {
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
    let has_errors = found.values().any(|compiled| compiled.errors > 0);
    if !status.success() && !has_errors {
        return Err(format!("cargo failed ({status}) without a message about a crate"));
    }
    Ok(found)
}

/// Compiles the examples in the documentation and runs those that are not marked `no_run`.
fn run_examples(home: &Path, documented: &mut BTreeMap<String, Compiled>) -> Result<(), String> {
    let output = cargo(home, &["test", "--doc"])
        .arg("--no-fail-fast")
        .output()
        .map_err(|error| format!("cargo cannot be run: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let message = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    let mut has_found = false;
    for (name, documented) in documented {
        // Cargo reports the packages whose examples failed as arguments.
        if message.contains(&format!("`-p {name} --doc`")) {
            has_found = true;
            documented.errors += 1;
            documented.messages.push(message.trim().to_owned());
        }
    }
    if has_found { Ok(()) } else { Err(message) }
}

/// Returns a command of cargo for all crates.
fn cargo(home: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command
        .args(arguments)
        .args(["--quiet", "--workspace", "--manifest-path"])
        .arg(home.join("Cargo.toml"))
        // Not the target folder of the repository, which would be locked meanwhile.
        .arg("--target-dir")
        .arg(home.join("target"));
    command
}

fn write_workspace(home: &Path, packages: &[String]) -> Result<(), String> {
    let path = home.join("Cargo.toml");
    let members: Vec<String> = packages.iter().map(|name| format!("    {name:?},\n")).collect();
    let text = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\n{}]\n",
        members.concat()
    );
    std::fs::write(&path, text).map_err(|error| format!("error: `{}`: {error}", path.display()))
}

/// Returns the package of a message: the last folder of its path.
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
