//! Crates that are compiled: the old and the new crates of many pairs, each pair as a module, and the
//! programs that use them.
//!
//! Dependencies are compiled once. The compiler stops after the stage with the first errors, so one program
//! can hide the errors of others. Programs that failed are therefore removed, and the rest is compiled again.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use sdk_generator::emit::SourceFile;
use serde_json::Value;

use super::CheckError;
use super::deep_nesting::{empty, nest, workspace, write};

/// The number of errors that are kept for each program.
const KEPT_ERRORS: usize = 3;

/// Two crates and a program, in modules of the same name.
pub(super) struct Crates {
    pub(super) module: String,
    pub(super) old: Vec<SourceFile>,
    pub(super) new: Vec<SourceFile>,
    pub(super) program: String,
}

/// A folder in which crates are compiled.
#[derive(Debug)]
pub struct FixtureCrates {
    home: PathBuf,
    target: PathBuf,
}

impl FixtureCrates {
    /// Creates fixture crates with a name in a folder. All crates in the folder share compiled dependencies.
    #[must_use]
    pub fn new(folder: &Path, name: &str) -> Self {
        Self {
            home: folder.join(name),
            target: folder.join("target"),
        }
    }

    /// Returns the folder.
    pub(super) fn home(&self) -> &Path {
        &self.home
    }

    /// Returns the folder of compiled code.
    pub(super) fn target(&self) -> &Path {
        &self.target
    }

    /// Returns the errors of each program against its new crate. Fails if a program does not compile against
    /// its old crate.
    pub(super) fn check(&self, all: &[Crates]) -> Result<Vec<Vec<String>>, CheckError> {
        self.write(all)
            .map_err(|error| CheckError(format!("`{}`: {error}", self.home.display())))?;
        let modules: Vec<&str> = all.iter().map(|crates| crates.module.as_str()).collect();
        let broken = self.errors("old", &modules)?;
        if let Some((module, errors)) = broken.first_key_value() {
            return Err(CheckError::of(
                module,
                format!("the program does not fit its own crate:\n{}", errors.join("\n")),
            ));
        }
        let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
        loop {
            let rest: Vec<&str> = modules
                .iter()
                .copied()
                .filter(|module| !found.contains_key(*module))
                .collect();
            let errors = self.errors("new", &rest)?;
            if errors.is_empty() {
                break;
            }
            found.extend(errors);
        }
        Ok(modules
            .into_iter()
            .map(|module| found.remove(module).unwrap_or_default())
            .collect())
    }

    /// Compiles programs against one side, and returns the errors of each program that has any.
    fn errors(&self, side: &str, modules: &[&str]) -> Result<BTreeMap<String, Vec<String>>, CheckError> {
        let told = |error: std::io::Error| CheckError(format!("cargo cannot be run: {error}"));
        let mut root = String::from("#![allow(warnings)]\n");
        for module in modules {
            let _ = writeln!(root, "#[path = \"../../programs/{module}.rs\"]\nmod {module};");
        }
        write(&self.home.join(format!("{side}-programs/src/lib.rs")), &root).map_err(told)?;
        let output = Command::new(env!("CARGO"))
            .args(["check", "--quiet", "--message-format", "json", "--package"])
            .arg(format!("{side}-programs"))
            .arg("--manifest-path")
            .arg(self.home.join("Cargo.toml"))
            .arg("--target-dir")
            .arg(&self.target)
            .env_remove("RUSTFLAGS")
            .stdin(Stdio::null())
            .output()
            .map_err(told)?;
        let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut elsewhere = Vec::new();
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let Some((file, text)) = error_of(line) else {
                continue;
            };
            let module = file
                .as_deref()
                .and_then(|file| file.rsplit_once("/programs/"))
                .and_then(|(_, file)| file.strip_suffix(".rs"));
            match module.filter(|module| modules.contains(module)) {
                Some(module) => found.entry(module.to_owned()).or_default().push(text),
                None => elsewhere.push(text),
            }
        }
        for errors in found.values_mut() {
            errors.truncate(KEPT_ERRORS);
        }
        if output.status.success() || !found.is_empty() {
            return Ok(found);
        }
        elsewhere.truncate(KEPT_ERRORS);
        Err(CheckError(format!(
            "a generated crate does not compile:\n{}\n{}",
            elsewhere.join("\n"),
            String::from_utf8_lossy(&output.stderr)
        )))
    }

    fn write(&self, all: &[Crates]) -> Result<(), Box<dyn std::error::Error>> {
        workspace(
            &self.home,
            &["old-sdk", "new-sdk", "old-programs", "new-programs"],
        )?;
        empty(&self.home.join("programs"))?;
        for crates in all {
            write(
                &self.home.join(format!("programs/{}.rs", crates.module)),
                &crates.program,
            )?;
        }
        for (side, files) in [
            (
                "old",
                (|crates: &Crates| &crates.old) as fn(&Crates) -> &Vec<SourceFile>,
            ),
            ("new", |crates| &crates.new),
        ] {
            let modules = all
                .iter()
                .map(|crates| (crates.module.as_str(), files(crates).as_slice()));
            nest(&self.home, &format!("{side}-sdk"), modules)?;
            let programs = self.home.join(format!("{side}-programs"));
            write(&programs.join("Cargo.toml"), &programs_manifest(side))?;
            write(&programs.join("src/lib.rs"), "")?;
        }
        Ok(())
    }
}

fn programs_manifest(side: &str) -> String {
    format!(
        "[package]\nname = \"{side}-programs\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\n\
         sdk = {{ package = \"{side}-sdk\", path = \"../{side}-sdk\", default-features = false, \
         features = [\"blocking\", \"test-util\"] }}\nserde = {{ version = \"1.0\", default-features = false }}\n"
    )
}

/// Returns the file and the text of an error from a line of the compiler's output.
fn error_of(line: &str) -> Option<(Option<String>, String)> {
    let message: Value = serde_json::from_str(line).ok()?;
    let message = message.get("message")?;
    if message.get("level")?.as_str()? != "error" {
        return None;
    }
    let text = message
        .get("rendered")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let spans = message.get("spans").and_then(Value::as_array)?;
    let span = spans
        .iter()
        .find(|span| span.get("is_primary").and_then(Value::as_bool) == Some(true));
    let file = span
        .and_then(|span| span.get("file_name"))
        .and_then(Value::as_str);
    // The last line counts the errors, and names no file.
    (file.is_some() || !text.contains("aborting due to")).then(|| (file.map(str::to_owned), text.to_owned()))
}
