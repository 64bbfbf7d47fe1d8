//! The time of `cargo check` of a generated crate.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Instant, SystemTime};

use xtask::source::{package_name, workspace};

/// The file in which openapi-to-rust lists the dependencies of its modules.
const FRAGMENT: &str = "src/api/REQUIRED_DEPS.toml";

/// Returns the seconds that `cargo check` takes after the dependencies are compiled, or a word for why it failed.
pub(super) fn seconds(folder: &Path) -> Result<f64, String> {
    if !folder.join("Cargo.toml").exists() {
        complete(folder).map_err(|_| "no crate".to_owned())?;
    }
    check(folder)?;
    let library = folder.join("src/lib.rs");
    let touched = File::options()
        .append(true)
        .open(&library)
        .and_then(|file| file.set_modified(SystemTime::now()));
    touched.map_err(|_| "no crate".to_owned())?;
    let start = Instant::now();
    check(folder)?;
    Ok(start.elapsed().as_secs_f64())
}

/// Adds a manifest and a root to modules.
fn complete(folder: &Path) -> std::io::Result<()> {
    let dependencies = fs::read_to_string(folder.join(FRAGMENT))?;
    let name = package_name(&folder.file_name().unwrap_or_default().to_string_lossy());
    let manifest =
        format!("[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n{dependencies}");
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::write(folder.join("src/lib.rs"), "#![allow(warnings)]\npub mod api;\n")
}

/// Checks a crate without incremental artifacts.
fn check(folder: &Path) -> Result<(), String> {
    let status = Command::new("cargo")
        .args(["check", "--quiet", "--manifest-path"])
        .arg(folder.join("Cargo.toml"))
        .arg("--target-dir")
        .arg(workspace().join("target/bench/target"))
        .env("CARGO_INCREMENTAL", "0")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err("red".to_owned()),
        Err(_) => Err("no cargo".to_owned()),
    }
}
