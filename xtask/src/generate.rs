//! `cargo xtask generate`.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use sdk_generator::diagnostic::{Diagnostics, Severity};
use sdk_generator::generate;
use sdk_generator::rust::Rename;
use sdk_generator::write::{Mode, Report, write};

use crate::source::{Source, count, findings, package_name, workspace};

/// Generates the SDK, or checks that it is up to date.
#[derive(Debug, Args)]
pub(crate) struct Generate {
    #[command(flatten)]
    source: Source,
    /// The folder of the crate. [default: generated-sdk]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Write nothing; show what differs, and fail where anything does.
    #[arg(long)]
    check: bool,
}

impl Generate {
    pub(crate) fn run(&self, color: bool) -> Result<(), String> {
        let start = Instant::now();
        if self.source.spec.is_some() && self.out.is_none() {
            return Err("error: another document needs a folder of its own: add `--out DIR`".to_owned());
        }
        let out = self
            .out
            .clone()
            .unwrap_or_else(|| workspace().join("generated-sdk"));
        let config = self.source.config(&package_name(&out))?;
        let mut diagnostics = Diagnostics::new();
        let document = self.source.document(&mut diagnostics, color)?;
        let generated = generate(&document, &config, &mut diagnostics).map_err(|error| error.to_string())?;
        let shown = findings(&diagnostics, &document, color);
        let Some(generated) = generated else {
            return Err(shown);
        };
        eprint!("{shown}");
        let mode = if self.check { Mode::Check } else { Mode::Write };
        let report = write(&out, &generated.files, mode).map_err(|error| format!("error: {error}"))?;
        if self.check && !report.differences.is_empty() {
            return Err(self.out_of_date(&report));
        }
        let name = out
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        eprintln!(
            "{name}: {}, {}{}",
            count(generated.operations, "operation"),
            count(generated.types, "type"),
            tail(&diagnostics, &generated.renames)
        );
        eprintln!(
            "{} in {} ms",
            done(&report, self.check),
            start.elapsed().as_millis()
        );
        Ok(())
    }

    fn out_of_date(&self, report: &Report) -> String {
        let mut text = String::new();
        for difference in &report.differences {
            text.push_str(&difference.diff);
        }
        let mut command = "cargo xtask generate".to_owned();
        for (flag, path) in [
            ("--spec", &self.source.spec),
            ("--config", &self.source.config),
            ("--out", &self.out),
        ] {
            if let Some(path) = path {
                command.push_str(&format!(" {flag} {}", path.display()));
            }
        }
        text.push_str(&format!(
            "\n{} out of date: run `{command}`",
            count(report.differences.len(), "file")
        ));
        text
    }
}

fn done(report: &Report, is_check: bool) -> String {
    if is_check {
        return format!("{} up to date", count(report.unchanged, "file"));
    }
    let mut text = format!(
        "{} written, {} unchanged, {} removed",
        count(report.written, "file"),
        report.unchanged,
        report.removed.len()
    );
    if !report.foreign.is_empty() {
        text.push_str(&format!(
            ", {} left alone ({})",
            report.foreign.len(),
            report.foreign.join(", ")
        ));
    }
    text
}

fn tail(diagnostics: &Diagnostics, renames: &[Rename]) -> String {
    let mut text = format!(
        ", {}, {}",
        count(renames.len(), "rename"),
        count(diagnostics.count(Severity::Warning), "warning")
    );
    for rename in renames {
        text.push_str(&format!(
            "\n  {} is `{}`, not `{}`: {}",
            rename.what, rename.got, rename.wanted, rename.reason
        ));
    }
    text
}
