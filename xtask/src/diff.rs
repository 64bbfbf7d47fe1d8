//! `cargo xtask diff`.

mod version;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use sdk_generator::change::{IgnoreList, Report, Verdict, is_date};
use sdk_generator::diagnostic::Diagnostics;
use sdk_generator::document::Document;
use sdk_generator::versions::{Version, compare};

use crate::Failure;
use crate::output::{print, print_message};
use crate::source::{Source, findings};

/// Reports the changes between two documents and which of them are breaking.
///
/// Exits with 0 if no change is at or above `--fail-on`, with 1 if one is, with 2 for wrong arguments, and with 3 if a
/// document, the configuration or the ignore file cannot be read.
#[derive(Debug, Args)]
pub struct Diff {
    /// The old document: a file, or `git:REV:PATH`.
    old: String,
    /// The new document: a file, or `git:REV:PATH`.
    new: String,
    /// The configuration, for its overlays and its choice of operations. [default: none]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The format of the report.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The changes that make the command exit with 1.
    #[arg(long, value_enum, default_value_t = FailOn::Breaking)]
    fail_on: FailOn,
    /// A TOML file with accepted changes.
    #[arg(long, value_name = "FILE", requires = "today")]
    ignore: Option<PathBuf>,
    /// The date to compare the ignore file's dates with, such as 2030-12-31.
    #[arg(long, value_name = "DATE")]
    today: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Markdown,
    Json,
    Github,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FailOn {
    /// A change that breaks the HTTP API or the SDK.
    Breaking,
    /// Any change at all.
    Any,
}

impl Diff {
    pub(crate) fn run(&self, color: bool) -> Result<(), Failure> {
        let today = self.today.clone().unwrap_or_default();
        if self.today.is_some() && !is_date(&today) {
            return Err(Failure::Usage(format!(
                "error: `{today}` is not a valid date: write it like 2030-12-31"
            )));
        }
        let source = Source {
            spec: Some(PathBuf::from(&self.new)),
            config: self.config.clone(),
        };
        let config = source.config("diff").map_err(Failure::Unusable)?;
        let (mut old_findings, mut new_findings) = (Diagnostics::new(), Diagnostics::new());
        let old = version::read(&self.old, &config, &mut old_findings).map_err(Failure::Unusable)?;
        let new = version::read(&self.new, &config, &mut new_findings).map_err(Failure::Unusable)?;
        let unusable =
            |found: &Diagnostics, document: &Document| Failure::Unusable(findings(found, document, color));
        let old_version =
            Version::new(&old, &config, &mut old_findings).ok_or_else(|| unusable(&old_findings, &old))?;
        let new_version =
            Version::new(&new, &config, &mut new_findings).ok_or_else(|| unusable(&new_findings, &new))?;
        let mut report = compare(&old_version, &new_version);
        let errors = self.ignore(&mut report, &today)?;
        let text = match self.format {
            Format::Text => report.text(color),
            Format::Markdown => report.markdown(),
            Format::Json => format!("{:#}\n", report.json()),
            Format::Github => report.github(),
        };
        print(&text)?;
        let fails = match self.fail_on {
            FailOn::Breaking => report.worst() == Some(Verdict::Breaking),
            FailOn::Any => report.worst().is_some(),
        };
        if !errors.is_empty() {
            return Err(Failure::Unusable(errors.join("\n")));
        }
        if fails {
            let message = match self.fail_on {
                FailOn::Breaking => "error: there are breaking changes",
                FailOn::Any => "error: there are changes",
            };
            return Err(Failure::Failed(message.to_owned()));
        }
        Ok(())
    }

    fn ignore(&self, report: &mut Report, today: &str) -> Result<Vec<String>, Failure> {
        let Some(path) = &self.ignore else {
            return Ok(Vec::new());
        };
        let unusable = |error: String| Failure::Unusable(format!("error: {}: {error}", path.display()));
        let text = std::fs::read_to_string(path).map_err(|error| unusable(error.to_string()))?;
        let list = IgnoreList::parse(&text).map_err(|error| unusable(error.to_string()))?;
        let ignored = report.ignore(&list, today);
        let (warnings, errors) = list.findings(&ignored);
        for warning in warnings {
            print_message(&format!("warning: {}: {warning}\n", path.display()));
        }
        let errors = errors
            .into_iter()
            .map(|error| format!("error: {}: {error}", path.display()));
        Ok(errors.collect())
    }
}
