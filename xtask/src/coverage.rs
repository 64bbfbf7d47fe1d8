//! `cargo xtask coverage`.

use std::path::PathBuf;

use clap::Args;
use sdk_generator::coverage::{Report, Status, cover};
use sdk_generator::diagnostic::{Diagnostics, Sources};
use sdk_generator::document::Document;
use sdk_generator::model;
use sdk_generator::model::Api;

use crate::output::{count, print};
use crate::source::{Source, findings};

/// The number of unaccounted values that a summary lists.
const MAX_PLACES: usize = 50;

/// Reports for each value of a document which item of the SDK consumes it or why it is skipped; fails if that is unknown.
#[derive(Debug, Args)]
pub struct Coverage {
    /// The document. [default: spec/identities.yaml]
    file: Option<PathBuf>,
    /// The configuration. [default: spec/sdk.toml; none for another document]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Print the counts as JSON.
    #[arg(long)]
    json: bool,
    /// Print each skipped value with its path and the reason.
    #[arg(long)]
    skipped: bool,
    /// Print every value with its path and the item that consumes it.
    #[arg(long)]
    all: bool,
}

impl Coverage {
    pub(crate) fn run(&self, color: bool) -> Result<(), String> {
        let source = Source {
            spec: self.file.clone(),
            config: self.config.clone(),
        };
        let config = source.config("coverage")?;
        let mut diagnostics = Diagnostics::new();
        let document = source.document(&config, &mut diagnostics, color)?;
        let Some(api) = model(&document, &config, &mut diagnostics) else {
            return Err(findings(&diagnostics, &Sources(&[&document, &config]), color));
        };
        let report = cover(&document, &api, &diagnostics);
        if self.json {
            print(&format!("{:#}\n", report.to_json(&document)))?;
        } else {
            if self.all || self.skipped {
                self.print_lines(&report, &document, &api)?;
            }
            print(&summary(&report, &document))?;
        }
        match report.unaccounted().count() {
            0 => Ok(()),
            lost => Err(format!("error: {} unaccounted for", count(lost, "value"))),
        }
    }

    fn print_lines(&self, report: &Report, document: &Document, api: &Api) -> Result<(), String> {
        let mut text = String::new();
        for &(id, status) in report.lines() {
            let is_skipped = matches!(status, Some(Status::Skipped(_)));
            if self.all || is_skipped {
                let status = status.map_or_else(|| "unaccounted".to_owned(), |status| status.describe(api));
                text.push_str(&format!("{} -> {status}\n", document.place(id)));
            }
        }
        print(&text)
    }
}

fn summary(report: &Report, document: &Document) -> String {
    let mut text = format!(
        "{}: {} consumed\n",
        count(report.lines().len(), "value"),
        report.consumed()
    );
    for (reason, number) in report.skipped() {
        text.push_str(&format!("{number:>9} {}: {}\n", reason.name(), reason.sentence()));
    }
    for (index, id) in report.unaccounted().enumerate() {
        if index == MAX_PLACES {
            text.push_str("  …\n");
            break;
        }
        text.push_str(&format!("  unaccounted: {}\n", document.place(id)));
    }
    text
}
