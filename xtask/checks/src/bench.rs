//! `cargo xtask bench`: times generators on documents, each as a process of its own.
//!
//! Each run writes into its own folder, and all are removed at the end, since file systems are slow for a while after
//! many files are removed.

mod compile;
mod generator;
mod run;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;

use crate::corpus;
use generator::Generator;
use run::{Figures, Outcome};
use xtask::output::{print, print_message};
use xtask::source::{package_name, workspace};

/// Times generation, from the start of the process to its end, and compares it with other generators.
#[derive(Debug, Args)]
pub(crate) struct Bench {
    /// Documents and folders of documents.
    #[arg(required = true)]
    documents: Vec<PathBuf>,
    /// Another generator as `NAME=COMMAND`; the command contains `{input}` and `{output}`. Known generators run if they
    /// are installed; `NAME=PROGRAM` sets the path of one of them.
    #[arg(long, value_name = "NAME=COMMAND")]
    rival: Vec<String>,
    /// The number of runs of each generator on each document; the median is reported.
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// Also time `cargo check` of each crate, after its dependencies are compiled.
    #[arg(long)]
    check: bool,
}

impl Bench {
    pub(crate) fn run(&self) -> Result<(), String> {
        let mut generators = vec![Generator::ours(&our_program()?)];
        for rival in generator::rivals(&self.rival)? {
            if rival.is_installed() {
                generators.push(rival);
            } else {
                print_message(&format!("{} is not installed and is skipped\n", rival.name));
            }
        }
        let mut found = BTreeSet::new();
        for path in &self.documents {
            if path.is_dir() {
                found.extend(corpus::paths(path)?);
            } else {
                found.insert(path.clone());
            }
        }
        let result = self.compare(&found, &generators);
        remove_folders()?;
        result
    }

    fn compare(&self, documents: &BTreeSet<PathBuf>, generators: &[Generator]) -> Result<(), String> {
        remove_folders()?;
        let width = documents
            .iter()
            .map(|path| stem(path).len())
            .max()
            .unwrap_or_default();
        print(&format!(
            "{:<width$}  {:<18} {:>8} {:>8} {:>8} {:>8}\n",
            "document", "generator", "seconds", "lines", "peak MB", "check s"
        ))?;
        for document in documents {
            for (generator, outcome) in generators.iter().zip(self.measure(document, generators)?) {
                print(&format!(
                    "{:<width$}  {:<18} {}\n",
                    stem(document),
                    generator.name,
                    self.row(generator, document, &outcome)
                ))?;
            }
        }
        Ok(())
    }

    /// Runs all generators on a document. They take turns, so that other load on the machine affects all of them.
    fn measure(&self, document: &Path, generators: &[Generator]) -> Result<Vec<Outcome>, String> {
        let mut outcomes: Vec<Outcome> = generators.iter().map(|_| Outcome::default()).collect();
        for run in 0..self.runs() {
            for (generator, outcome) in generators.iter().zip(&mut outcomes) {
                if !outcome.has_failed() {
                    outcome.add(generator.run(document, &folder(document, generator, run))?);
                }
            }
        }
        Ok(outcomes)
    }

    fn runs(&self) -> usize {
        self.runs.max(1)
    }

    fn row(&self, generator: &Generator, document: &Path, outcome: &Outcome) -> String {
        let folder = folder(document, generator, self.runs() - 1);
        let lines = run::lines_below(&folder);
        // Some succeed without writing anything.
        let Some(Figures { seconds, peak }) = outcome.figures().filter(|_| lines > 0) else {
            return "   fails".to_owned();
        };
        let check = if self.check {
            match compile::seconds(&folder) {
                Ok(seconds) => format!("{seconds:.1}"),
                Err(why) => why,
            }
        } else {
            String::new()
        };
        format!("{seconds:>8.3} {lines:>8} {peak:>8.0} {check:>8}")
    }
}

/// Returns the name of a document for the table.
fn stem(document: &Path) -> String {
    document
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// Returns the folder of all output.
fn folders() -> PathBuf {
    workspace().join("target/bench/crates")
}

/// Returns the output folder of a run.
fn folder(document: &Path, generator: &Generator, run: usize) -> PathBuf {
    folders()
        .join(package_name(&generator.name))
        .join(run.to_string())
        .join(package_name(&stem(document)))
}

fn remove_folders() -> Result<(), String> {
    let folders = folders();
    if folders.exists() {
        fs::remove_dir_all(folders).map_err(|error| format!("error: {error}"))?;
    }
    Ok(())
}

/// Builds the generator with optimization and returns its path.
fn our_program() -> Result<PathBuf, String> {
    print_message("building with --release\n");
    let target = workspace().join("target");
    let built = Command::new("cargo")
        .args(["build", "--release", "--package", "xtask", "--manifest-path"])
        .arg(workspace().join("xtask/Cargo.toml"))
        .arg("--target-dir")
        .arg(&target)
        .status()
        .map_err(|error| format!("error: cargo cannot be run: {error}"))?;
    if built.success() {
        Ok(target.join(format!("release/xtask{}", std::env::consts::EXE_SUFFIX)))
    } else {
        Err("error: the generator cannot be built".to_owned())
    }
}
