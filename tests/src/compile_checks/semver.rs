//! The findings of `cargo semver-checks` for two crates: a second oracle, which knows Rust's rules and reads
//! the output of rustdoc. It checks which items exist but little about their types, so it can miss a break
//! but not invent one.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::CheckError;

/// Returns the breaks, by the number in the name of their module. Returns `None` if the tool is not
/// installed.
pub(super) fn breaks(home: &Path) -> Result<Option<BTreeMap<usize, Vec<String>>>, CheckError> {
    let tool = std::env::var("CARGO_SEMVER_CHECKS").unwrap_or_else(|_| "cargo-semver-checks".to_owned());
    let is_there = Command::new(&tool)
        .args(["semver-checks", "--version"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if is_there.is_err() {
        return Ok(None);
    }
    let told = |error: std::io::Error| CheckError(format!("`{}`: {error}", home.display()));
    for side in ["old", "new"] {
        stand_alone(home, side).map_err(told)?;
    }
    let output = Command::new(&tool)
        .args([
            "semver-checks",
            "--release-type",
            "minor",
            "--only-explicit-features",
            "--features",
            "blocking",
        ])
        .args(["--color", "never", "--manifest-path"])
        .arg(home.join("semver/new/Cargo.toml"))
        .arg("--baseline-root")
        .arg(home.join("semver/old"))
        .stdin(Stdio::null())
        .output()
        .map_err(|error| CheckError(format!("`{tool}` cannot be run: {error}")))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let progress = String::from_utf8_lossy(&output.stderr);
    if !progress.contains("Checked") {
        return Err(CheckError(format!(
            "`{tool}` compared nothing:\n{progress}\n{text}"
        )));
    }
    Ok(Some(by_module(&text)))
}

/// Copies a crate into a workspace of its own, under the name that both sides share, as the tool requires.
fn stand_alone(home: &Path, side: &str) -> std::io::Result<()> {
    let from = home.join(format!("{side}-sdk"));
    let to = home.join("semver").join(side);
    if to.exists() {
        fs::remove_dir_all(&to)?;
    }
    copy(&from, &to)?;
    let manifest = fs::read_to_string(from.join("Cargo.toml"))?;
    let manifest = manifest
        .replace(&format!("\"{side}-sdk\""), "\"sdk\"")
        .replace("\"0.1.0\"", "\"1.0.0\"");
    fs::write(to.join("Cargo.toml"), format!("{manifest}\n[workspace]\n"))?;
    fs::copy(home.join("Cargo.lock"), to.join("Cargo.lock"))?;
    Ok(())
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// Returns the findings of a report. Each lint has a headline, and a line with the path or the file of each
/// item.
fn by_module(text: &str) -> BTreeMap<usize, Vec<String>> {
    let mut found: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let mut lint = "";
    for line in text.lines() {
        if let Some(headline) = line.strip_prefix("--- failure ") {
            lint = headline.trim_end_matches(" ---");
        } else if let Some((_, rest)) = line.split_once("pair_") {
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            if let Ok(module) = digits.parse() {
                found
                    .entry(module)
                    .or_default()
                    .push(format!("{lint}: {}", line.trim()));
            }
        }
    }
    found
}
