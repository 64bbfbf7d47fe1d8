//! Generation from one document in its own process: a panic, a stack overflow or an endless run is reported with its
//! document, and the peak memory of the process is that of the document.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use clap::Args;
use sdk_generator::config::{self, Config};
use sdk_generator::diagnostic::{Diagnostics, Severity};
use sdk_generator::write::{Mode, write};
use sdk_generator::{coverage, document, generate, model};
use wait_timeout::ChildExt;

use super::documents::Found;
use super::record::{Outcome, Record};
use xtask::output::print;

/// Generates from one document and prints the outcome as JSON.
#[derive(Debug, Args)]
pub(crate) struct OneDocument {
    /// The document.
    document: PathBuf,
    /// The name of the package.
    #[arg(long)]
    package: String,
    /// The folder of the crate.
    #[arg(long)]
    out: PathBuf,
}

/// Generates from a document in its own process.
pub(super) fn in_a_process(document: &Found, out: &Path, patience: Duration) -> Record {
    let failed = |message: String| Record {
        document: document.name.clone(),
        ..record(Outcome::Failed(message))
    };
    match run(document, out, patience) {
        Ok(text) => match serde_json::from_str::<Record>(&text) {
            Ok(record) => Record {
                document: document.name.clone(),
                ..record
            },
            Err(error) => failed(format!("its process printed unexpected output: {error}")),
        },
        Err(message) => failed(message),
    }
}

/// Runs the process and returns its output.
fn run(document: &Found, out: &Path, patience: Duration) -> Result<String, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut child = Command::new(program)
        .arg("corpus-document")
        .arg(&document.path)
        .args(["--package", &document.package, "--out"])
        .arg(out)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("its process cannot be started: {error}"))?;
    let status = child.wait_timeout(patience).map_err(|error| error.to_string())?;
    if status.is_none() {
        // It may have ended just now.
        let _ = child.kill();
    }
    let output = child.wait_with_output().map_err(|error| error.to_string())?;
    let messages = String::from_utf8_lossy(&output.stderr);
    match status {
        Some(status) if status.success() => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        Some(status) => Err(format!("the generator failed ({status}): {}", messages.trim())),
        None => Err(format!("took longer than {} seconds", patience.as_secs())),
    }
}

impl OneDocument {
    /// Reads the configuration beside the document, or returns a minimal one.
    fn config(&self) -> Result<Config, String> {
        let path = self.document.with_extension("toml");
        if !path.exists() {
            return Ok(Config::minimal(&self.package, "0.1.0"));
        }
        let mut config = config::load(&path).map_err(|errors| errors.to_string())?;
        config.package.name.clone_from(&self.package);
        Ok(config)
    }

    pub(crate) fn run(&self) -> Result<(), String> {
        let start = Instant::now();
        let mut diagnostics = Diagnostics::new();
        let config = self.config()?;
        let mut result = record(Outcome::Rejected);
        if let Some(document) =
            document::load_with_overlays(&self.document, &config.overlays, &mut diagnostics)
        {
            result.version = document.version().unwrap_or_else(|| "?".to_owned());
            let generated =
                generate(&document, &config, &mut diagnostics).map_err(|error| error.to_string())?;
            if let Some(generated) = generated {
                write(&self.out, &generated.files, Mode::Write).map_err(|error| error.to_string())?;
                let api = model(&document, &config, &mut Diagnostics::new());
                let report = api.map(|api| coverage::cover(&document, &api, &diagnostics));
                let lines = generated.files.iter().map(|file| file.text.lines().count());
                result = Record {
                    version: result.version,
                    operations: generated.operations,
                    types: generated.types,
                    free_form: generated.free_form,
                    lines: lines.sum(),
                    unaccounted: report.map_or(0, |report| report.unaccounted().count()),
                    ..record(Outcome::Generated)
                };
            }
        }
        result.milliseconds = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
        result.errors = diagnostics.count(Severity::Error);
        result.warnings = diagnostics.count(Severity::Warning);
        result.peak_bytes = peak_bytes();
        print(&serde_json::to_string(&result).map_err(|error| error.to_string())?)
    }
}

/// Returns a record with only an outcome.
fn record(outcome: Outcome) -> Record {
    Record {
        document: String::new(),
        version: String::new(),
        outcome,
        operations: 0,
        types: 0,
        free_form: 0,
        lines: 0,
        unaccounted: 0,
        milliseconds: 0,
        peak_bytes: None,
        errors: 0,
        warnings: 0,
        compiled: None,
        documented: None,
    }
}

/// Returns the peak memory of this process, on Linux.
fn peak_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}
