//! `cargo xtask bench`: times generators on documents, each as a process of its own.

mod compile;
mod generator;
mod run;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;

use crate::corpus;
use crate::output::{print, tell};
use crate::source::{package_name, workspace};
use generator::Generator;
use run::{Figures, Outcome};

/// Times generation, from the start of the process to its end, and compares it with other generators.
#[derive(Debug, Args)]
pub(crate) struct Bench {
    /// Documents, and folders of them.
    #[arg(required = true)]
    documents: Vec<PathBuf>,
    /// Another generator, as `NAME=COMMAND`, where the command holds `{input}` and `{output}`. Those that are
    /// known and installed are run in any case; `NAME=PROGRAM` says where one of them is installed.
    #[arg(long, value_name = "NAME=COMMAND")]
    rival: Vec<String>,
    /// How often each generator runs on each document; the median counts.
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// Also time `cargo check` of each crate, once what it depends on is compiled.
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
                tell(&format!("{} is not installed, and is left out\n", rival.name));
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
        let width = found
            .iter()
            .map(|path| stem(path).len())
            .max()
            .unwrap_or_default();
        print(&format!(
            "{:<width$}  {:<18} {:>8} {:>8} {:>8} {:>8}\n",
            "document", "generator", "seconds", "lines", "peak MB", "check s"
        ))?;
        for document in &found {
            for (generator, outcome) in generators.iter().zip(self.measure(document, &generators)?) {
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

    /// Runs all generators on a document. They take turns, so that what else the machine does falls on all
    /// of them.
    fn measure(&self, document: &Path, generators: &[Generator]) -> Result<Vec<Outcome>, String> {
        let mut outcomes: Vec<Outcome> = generators.iter().map(|_| Outcome::default()).collect();
        for _ in 0..self.runs.max(1) {
            for (generator, outcome) in generators.iter().zip(&mut outcomes) {
                if !outcome.has_failed() {
                    outcome.add(generator.run(document, &folder(document, generator))?);
                }
            }
        }
        Ok(outcomes)
    }

    fn row(&self, generator: &Generator, document: &Path, outcome: &Outcome) -> String {
        let Some(Figures { seconds, peak }) = outcome.figures() else {
            return "   fails".to_owned();
        };
        let folder = folder(document, generator);
        let lines = run::lines_below(&folder);
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

/// The name of a document, as the table shows it.
fn stem(document: &Path) -> String {
    document
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// Where a generator writes the crate for a document.
fn folder(document: &Path, generator: &Generator) -> PathBuf {
    workspace()
        .join("target/bench")
        .join(package_name(&generator.name))
        .join(package_name(&stem(document)))
}

/// This program, built as it is measured.
fn our_program() -> Result<PathBuf, String> {
    if !cfg!(debug_assertions) {
        return std::env::current_exe().map_err(|error| format!("error: {error}"));
    }
    tell("building with --release\n");
    let target = workspace().join("target");
    let built = Command::new("cargo")
        .args(["build", "--quiet", "--release", "--manifest-path"])
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
