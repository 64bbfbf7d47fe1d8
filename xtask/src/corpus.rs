//! `cargo xtask corpus`: generates from every document of a folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use clap::Args;
use sdk_generator::config::Config;
use sdk_generator::diagnostic::{Diagnostics, Severity};
use sdk_generator::write::{Mode, write};
use sdk_generator::{document, generate};

use crate::output::{count, print};
use crate::source::{folder_name, package_name, workspace};

/// Generates from every document of a folder, and tells what became of each.
#[derive(Debug, Args)]
pub(crate) struct Corpus {
    /// The folder; those below it count as well.
    folder: PathBuf,
    /// Only documents whose path contains this.
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// How many documents at once.
    #[arg(long, default_value_t = 2)]
    jobs: usize,
    /// Also compile each crate with clippy, one after the other; a warning counts as an error.
    #[arg(long)]
    check: bool,
}

/// What became of a document.
#[derive(Debug)]
enum Outcome {
    Generated(Figures),
    /// It has errors, and they were told.
    Refused {
        errors: usize,
    },
    /// The generator failed, by a bug of its own.
    Failed(String),
}

#[derive(Debug)]
struct Figures {
    operations: usize,
    types: usize,
    lines: usize,
    warnings: usize,
    elapsed: Duration,
    files: Vec<sdk_generator::emit::SourceFile>,
}

impl Corpus {
    pub(crate) fn run(&self) -> Result<(), String> {
        let mut documents = documents(&self.folder)?;
        if let Some(text) = &self.filter {
            documents.retain(|path| path.display().to_string().contains(text));
        }
        let outcomes = self.generate_all(&documents);
        print(&format!(
            "{:<60} {:>10} {:>6} {:>8} {:>8} {:>6}\n",
            "document", "operations", "types", "lines", "warnings", "ms"
        ))?;
        let mut failures = Vec::new();
        let mut refused = 0;
        for (path, outcome) in &outcomes {
            let name = path
                .strip_prefix(&self.folder)
                .unwrap_or(path)
                .display()
                .to_string();
            match outcome {
                Outcome::Generated(figures) => {
                    print(&format!("{name:<60} {}\n", figures.row()))?;
                    if self.check
                        && let Err(message) = check(&name, figures)
                    {
                        failures.push(format!("{name}: {message}"));
                    }
                }
                Outcome::Refused { errors } => {
                    refused += 1;
                    let errors = count(*errors, "error");
                    print(&format!("{name:<60} refused with {errors}\n"))?;
                }
                Outcome::Failed(message) => failures.push(format!("{name}: {message}")),
            }
        }
        print(&format!(
            "{}: {} generated, {refused} refused, {} failed\n",
            count(outcomes.len(), "document"),
            outcomes.len() - refused - failures.len(),
            failures.len()
        ))?;
        if failures.is_empty() {
            Ok(())
        } else {
            Err(failures.join("\n"))
        }
    }

    fn generate_all(&self, documents: &[PathBuf]) -> BTreeMap<PathBuf, Outcome> {
        let next = AtomicUsize::new(0);
        let done = Mutex::new(BTreeMap::new());
        thread::scope(|scope| {
            for _ in 0..self.jobs.max(1) {
                scope.spawn(|| {
                    while let Some(path) = documents.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let outcome = isolated(path);
                        done.lock()
                            .unwrap_or_else(PoisonError::into_inner)
                            .insert(path.clone(), outcome);
                    }
                });
            }
        });
        done.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The documents below a folder, in the order of their paths.
pub(crate) fn documents(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    let mut queue = vec![folder.to_owned()];
    while let Some(folder) = queue.pop() {
        let failed = |error| format!("error: `{}`: {error}", folder.display());
        for entry in std::fs::read_dir(&folder).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            let is_document = path
                .extension()
                .is_some_and(|extension| ["yaml", "yml", "json"].iter().any(|known| extension == *known));
            if path.is_dir() {
                queue.push(path);
            } else if is_document {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Generates in a thread of its own, so that a panic is told with its document.
fn isolated(path: &Path) -> Outcome {
    let path = path.to_owned();
    let done = thread::spawn(move || generate_one(&path)).join();
    done.unwrap_or_else(|_| Outcome::Failed("the generator panicked".to_owned()))
}

fn generate_one(path: &Path) -> Outcome {
    let start = Instant::now();
    let mut diagnostics = Diagnostics::new();
    let config = Config::minimal(
        &package_name(&path.file_stem().unwrap_or_default().to_string_lossy()),
        "0.1.0",
    );
    let Some(document) = document::load(path, &mut diagnostics) else {
        return Outcome::Refused {
            errors: diagnostics.count(Severity::Error),
        };
    };
    match generate(&document, &config, &mut diagnostics) {
        Ok(Some(generated)) => Outcome::Generated(Figures {
            operations: generated.operations,
            types: generated.types,
            lines: generated.files.iter().map(|file| file.text.lines().count()).sum(),
            warnings: diagnostics.count(Severity::Warning),
            elapsed: start.elapsed(),
            files: generated.files,
        }),
        Ok(None) => Outcome::Refused {
            errors: diagnostics.count(Severity::Error),
        },
        Err(error) => Outcome::Failed(error.to_string()),
    }
}

impl Figures {
    fn row(&self) -> String {
        format!(
            "{:>10} {:>6} {:>8} {:>8} {:>6}",
            self.operations,
            self.types,
            self.lines,
            self.warnings,
            self.elapsed.as_millis()
        )
    }
}

/// Writes a crate and lets clippy compile it. All crates share a target folder, so that what they
/// depend on is compiled once.
fn check(name: &str, figures: &Figures) -> Result<(), String> {
    let folder = workspace()
        .join("target/corpus")
        .join(package_name(&folder_name(Path::new(name))));
    write(&folder, &figures.files, Mode::Write).map_err(|error| error.to_string())?;
    let output = Command::new("cargo")
        .args(["clippy", "--quiet", "--message-format", "short", "--config"])
        .arg(format!(
            "build.target-dir={:?}",
            workspace().join("target/corpus/target").display().to_string()
        ))
        .arg("--manifest-path")
        .arg(folder.join("Cargo.toml"))
        .args(["--", "--deny", "warnings"])
        .output()
        .map_err(|error| format!("cargo cannot be run: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let messages = String::from_utf8_lossy(&output.stderr);
    Err(messages.lines().take(5).collect::<Vec<_>>().join("\n  "))
}
