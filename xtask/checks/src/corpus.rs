//! `cargo xtask corpus`: generates from every document of a folder and reports the outcome of each.
//!
//! Each document is generated in its own process, so that a crash affects only one of them.

mod compile;
mod documents;
mod generation;
mod record;
mod table;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use documents::{Expectation, Found};
use record::{Outcome, Record, Records};
use xtask::output::{count, print};
use xtask::source::workspace;

pub(crate) use documents::paths;
pub(crate) use generation::OneDocument;

/// Generates from every document of a folder and reports the outcome of each.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct Corpus {
    /// The folder, searched recursively. `a.toml` is the configuration of `a.yaml`. A file `index.tsv` may list
    /// documents in a column `path` and their known problems in a column `problems`: a document without problems must
    /// not be rejected.
    folder: PathBuf,
    /// Only documents whose path contains this.
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// The number of documents to process in parallel.
    #[arg(long, default_value_t = 2)]
    jobs: usize,
    /// Also run clippy on each crate; a warning counts as an error.
    #[arg(long)]
    check: bool,
    /// Also build each crate's documentation and run the examples in it; a warning counts as an error.
    #[arg(long)]
    docs: bool,
    /// Process unchanged documents again, too.
    #[arg(long)]
    fresh: bool,
    /// Print JSON instead of the table.
    #[arg(long)]
    json: bool,
    /// The number of seconds that one document may take.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    patience: u64,
}

impl Corpus {
    pub(crate) fn run(&self) -> Result<(), String> {
        let found = documents::find(&self.folder, self.filter.as_deref())?;
        let home = workspace().join("target/corpus");
        let mut records = Records::open(&home, self.fresh);
        self.generate(&found, &mut records)?;
        if self.check {
            compile::compile(&found, &mut records)?;
        }
        if self.docs {
            compile::document(&found, &mut records)?;
        }
        records.save()?;
        let rows: Vec<&Record> = found
            .iter()
            .filter_map(|document| records.get(&document.package))
            .collect();
        let failures = self.failures(&found, &records);
        print(&if self.json {
            table::json(&rows)?
        } else {
            table::text(&rows, failures.len())
        })?;
        if failures.is_empty() {
            Ok(())
        } else {
            Err(failures.join("\n"))
        }
    }

    /// Generates from the changed documents.
    fn generate(&self, found: &[Found], records: &mut Records) -> Result<(), String> {
        let changed: Vec<&Found> = found
            .iter()
            .filter(|document| records.is_stale(document))
            .collect();
        let progress = progress(changed.len(), "generating");
        let next = AtomicUsize::new(0);
        let done = Mutex::new(BTreeMap::new());
        let patience = Duration::from_secs(self.patience);
        thread::scope(|scope| {
            for _ in 0..self.jobs.max(1) {
                scope.spawn(|| {
                    while let Some(document) = changed.get(next.fetch_add(1, Ordering::Relaxed)) {
                        progress.set_message(document.name.clone());
                        let record =
                            generation::in_a_process(document, &records.crate_of(document), patience);
                        let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
                        done.insert(document.package.clone(), record);
                        progress.inc(1);
                    }
                });
            }
        });
        progress.finish_and_clear();
        let done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        for document in &changed {
            if let Some(record) = done.get(&document.package) {
                records.set(document, record.clone());
            }
        }
        records.save()
    }

    /// Returns a message for each document with an unexpected outcome.
    fn failures(&self, found: &[Found], records: &Records) -> Vec<String> {
        let mut failures = Vec::new();
        for document in found {
            let Some(record) = records.get(&document.package) else {
                continue;
            };
            let name = &document.name;
            match &record.outcome {
                Outcome::Failed(message) => failures.push(format!("{name}: {message}")),
                Outcome::Rejected if document.expectation == Expectation::Works => {
                    failures.push(format!("{name}: has no known problems, but is rejected"));
                }
                Outcome::Generated if record.unaccounted > 0 => {
                    let values = count(record.unaccounted, "value");
                    failures.push(format!("{name}: {values} unaccounted for"));
                }
                Outcome::Generated => {
                    let compiled = record.compiled.as_ref().filter(|_| self.check);
                    let documented = record.documented.as_ref().filter(|_| self.docs);
                    let of_cargo = compiled.into_iter().chain(documented);
                    failures.extend(
                        of_cargo
                            .filter(|compiled| !compiled.is_clean())
                            .map(|compiled| format!("{name}: {}", compiled.messages.join("\n  "))),
                    );
                }
                Outcome::Rejected => {}
            }
        }
        failures
    }
}

/// Creates a progress bar on the standard error, which is hidden if that is not a terminal.
fn progress(length: usize, verb: &str) -> ProgressBar {
    let bar = ProgressBar::new(length as u64);
    let template = format!("{verb} {{bar:30}} {{pos}}/{{len}} {{msg}}");
    match ProgressStyle::with_template(&template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
