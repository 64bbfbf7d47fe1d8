//! `cargo xtask generate`.

use std::panic::resume_unwind;
use std::path::PathBuf;
use std::thread;
use std::time::Instant;

use clap::Args;
use sdk_generator::diagnostic::{Diagnostics, Locate, Sources};
use sdk_generator::plan;
use sdk_generator::release::{Pending, Settings};
use sdk_generator::rust::Rename;
use sdk_generator::write::{Mode, Report, write};

use crate::Failure;
use crate::output::{count, print, print_message, quoted};
use crate::source::{Source, findings, folder_name, package_name, warnings, workspace};

/// Generates the SDK, or checks that it is up to date.
#[derive(Debug, Args)]
pub struct Generate {
    #[command(flatten)]
    source: Source,
    /// The folder of the crate. [default: generated-sdk]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Write nothing; print the differences, and fail if there are any.
    #[arg(long)]
    check: bool,
}

impl Generate {
    /// Returns the command without arguments.
    pub(crate) fn ours() -> Self {
        Self {
            source: Source::ours(),
            out: None,
            check: false,
        }
    }

    pub(crate) fn run(&self, color: bool) -> Result<(), Failure> {
        let start = Instant::now();
        if self.source.spec.is_some() && self.out.is_none() {
            let message = "error: `--spec` names another document, which needs an output folder of its own: add `--out DIR`";
            return Err(Failure::Usage(message.to_owned()));
        }
        let out = self
            .out
            .clone()
            .unwrap_or_else(|| workspace().join("generated-sdk"));
        let name = folder_name(&out);
        let Settings { config, lock } = self.source.settings(&package_name(&name))?;
        let mut diagnostics = Diagnostics::new();
        let document = self.source.document(&config, &mut diagnostics, color)?;
        let plan = plan(&document, &config, &mut diagnostics);
        let places: [&dyn Locate; 2] = [&document, &config];
        let sources = Sources(&places);
        let Some(plan) = plan else {
            return Err(Failure::Failed(findings(&diagnostics, &sources, color)));
        };
        let pending = lock.map(|lock| Pending::new(&lock, &plan.surface(), &config.package.version));
        // Positions in the text are only computed for findings, by reading the document again.
        let (generated, shown) = thread::scope(|scope| {
            let shown = scope.spawn(|| findings(&diagnostics, &sources, color));
            (plan.emit(), shown.join())
        });
        let generated = generated.map_err(|error| error.to_string())?;
        print_message(&shown.unwrap_or_else(|panic| resume_unwind(panic)));
        let mode = if self.check { Mode::Check } else { Mode::Write };
        let report = write(&out, &generated.files, mode).map_err(|error| format!("error: {error}"))?;
        if !report.differences.is_empty() {
            for difference in &report.differences {
                print(&difference.diff)?;
            }
            return Err(Failure::Failed(self.out_of_date(&report)));
        }
        print_message(&format!(
            "{name}: {}, {}{}\n{} in {} ms\n",
            count(generated.operations, "operation"),
            count(generated.types, "type"),
            tail(&diagnostics, &generated.renames),
            summary(&report, self.check),
            start.elapsed().as_millis()
        ));
        self.report_release(pending.as_ref())
    }

    /// Reports the changes since the last release. A check fails if they are breaking and the version does not show that.
    fn report_release(&self, pending: Option<&Pending>) -> Result<(), Failure> {
        let Some(pending) = pending.filter(|pending| !pending.changes.is_empty() || pending.is_behind())
        else {
            return Ok(());
        };
        let text = pending.to_text();
        if self.check && (pending.is_behind() || (pending.is_breaking() && !pending.is_sufficient())) {
            return Err(Failure::Failed(format!(
                "error: {}set `version` to {} or higher",
                text, pending.required
            )));
        }
        print_message(&text);
        Ok(())
    }

    /// Describes how to resolve the differences: the command to run, and the files to move or remove by hand.
    fn out_of_date(&self, report: &Report) -> String {
        let mut lines = Vec::new();
        let ours = report.differences.len() - report.foreign.len();
        if ours > 0 {
            lines.push(format!(
                "{} out of date: run `{}`",
                count(ours, "file"),
                self.command()
            ));
        }
        if !report.foreign.is_empty() {
            lines.push(format!(
                "{} not generated: move or remove {}",
                count(report.foreign.len(), "file"),
                report.foreign.join(", ")
            ));
        }
        lines.join("\n")
    }

    /// Returns the command that writes the files that this one compares.
    fn command(&self) -> String {
        let mut command = "cargo xtask generate".to_owned();
        for (flag, path) in [
            ("--spec", &self.source.spec),
            ("--config", &self.source.config),
            ("--out", &self.out),
        ] {
            if let Some(path) = path {
                command.push_str(&format!(" {flag} {}", quoted(path)));
            }
        }
        command
    }
}

fn summary(report: &Report, is_check: bool) -> String {
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
            ", {} not generated and kept ({})",
            report.foreign.len(),
            report.foreign.join(", ")
        ));
    }
    text
}

fn tail(diagnostics: &Diagnostics, renames: &[Rename]) -> String {
    let mut text = format!(", {}, {}", count(renames.len(), "rename"), warnings(diagnostics));
    for rename in renames {
        text.push_str(&format!(
            "\n  {} is `{}`, not `{}`: {}",
            rename.what, rename.got, rename.wanted, rename.reason
        ));
    }
    text
}
