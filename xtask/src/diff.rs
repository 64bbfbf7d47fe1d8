//! `cargo xtask diff`.

mod version;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use sdk_generator::change::{IgnoreList, Report, Verdict, is_date};
use sdk_generator::diagnostic::Diagnostics;
use sdk_generator::document::Document;
use sdk_generator::versions::{Version, compare};

use crate::Failure;
use crate::output::{print, tell};
use crate::source::{Source, findings};

/// Tells what changed between two documents, and whom it breaks.
///
/// Exits with 0 where nothing is at or above `--fail-on`, with 1 where something is, with 2 for wrong
/// arguments, with 3 where a document, the configuration or the ignore file cannot be used.
#[derive(Debug, Args)]
pub struct Diff {
    /// The old document: a file, or `git:REV:PATH`.
    old: String,
    /// The new document: a file, or `git:REV:PATH`.
    new: String,
    /// The configuration, for its overlays and its choice of operations. [default: none]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// In which form the report is printed.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// What makes the command exit with 1.
    #[arg(long, value_enum, default_value_t = FailOn::Breaking)]
    fail_on: FailOn,
    /// Changes that somebody decided to live with, in TOML.
    #[arg(long, value_name = "FILE", requires = "today")]
    ignore: Option<PathBuf>,
    /// The date to hold the ignore file's dates against, such as 2030-12-31.
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
                "error: `{today}` is no date such as 2030-12-31"
            )));
        }
        let source = Source {
            spec: Some(PathBuf::from(&self.new)),
            config: self.config.clone(),
        };
        let config = source.config("diff").map_err(Failure::Unusable)?;
        let (mut old_told, mut new_told) = (Diagnostics::new(), Diagnostics::new());
        let old = version::read(&self.old, &config, &mut old_told).map_err(Failure::Unusable)?;
        let new = version::read(&self.new, &config, &mut new_told).map_err(Failure::Unusable)?;
        let unusable =
            |told: &Diagnostics, document: &Document| Failure::Unusable(findings(told, document, color));
        let was = Version::new(&old, &config, &mut old_told).ok_or_else(|| unusable(&old_told, &old))?;
        let is = Version::new(&new, &config, &mut new_told).ok_or_else(|| unusable(&new_told, &new))?;
        let mut report = compare(&was, &is);
        let errors = self.put_aside(&mut report, &today)?;
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
            let what = match self.fail_on {
                FailOn::Breaking => "error: there are breaking changes",
                FailOn::Any => "error: there are changes",
            };
            return Err(Failure::Failed(what.to_owned()));
        }
        Ok(())
    }

    fn put_aside(&self, report: &mut Report, today: &str) -> Result<Vec<String>, Failure> {
        let Some(path) = &self.ignore else {
            return Ok(Vec::new());
        };
        let unusable = |error: String| Failure::Unusable(format!("error: {}: {error}", path.display()));
        let text = std::fs::read_to_string(path).map_err(|error| unusable(error.to_string()))?;
        let list = IgnoreList::parse(&text).map_err(|error| unusable(error.to_string()))?;
        let ignored = report.ignore(&list, today);
        let (warnings, errors) = list.findings(&ignored);
        for warning in warnings {
            tell(&format!("warning: {}: {warning}\n", path.display()));
        }
        let told = errors
            .into_iter()
            .map(|error| format!("error: {}: {error}", path.display()));
        Ok(told.collect())
    }
}
