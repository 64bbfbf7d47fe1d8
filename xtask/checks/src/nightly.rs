//! `cargo xtask nightly`: the checks that take too long for `.ci/run`, one after the other.
//!
//! `.ci/run` has a faster variant of each: fewer documents, fewer sets of features, less time.

mod features;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use clap::Args;
use xtask::output::{print, print_message};
use xtask::source::workspace;

/// The number of hostile documents: enough for each string to be in many places.
const HOSTILE_DOCUMENTS: &str = "12";

/// Runs the long checks that `.ci/run` leaves out: whole corpora, every set of features, longer fuzzing. Continues after
/// a failure, and exits with 1 if there is one.
#[derive(Debug, Args)]
pub(crate) struct Nightly {
    /// Run only steps whose name contains this text.
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// Print the names of the steps.
    #[arg(long)]
    list: bool,
    /// A folder of documents to compile a crate from.
    #[arg(long, value_name = "DIR", default_value = "../shared/corpus")]
    corpus: PathBuf,
    /// A folder with versions of one document: programs of each version are compiled against the next one.
    #[arg(long, value_name = "DIR", default_value = "../shared/upstream")]
    history: PathBuf,
    /// The number of seconds that each fuzz target runs.
    #[arg(long, default_value_t = 600)]
    fuzz_seconds: u64,
}

/// One check: commands that run one after the other until one fails.
struct Step {
    name: &'static str,
    commands: Vec<Command>,
}

impl Nightly {
    pub(crate) fn run(&self) -> Result<(), String> {
        let steps = self.steps()?;
        let is_chosen = |step: &Step| self.only.as_ref().is_none_or(|text| step.name.contains(text));
        let mut summary = String::new();
        let mut failed = Vec::new();
        for mut step in steps.into_iter().filter(is_chosen) {
            if self.list {
                print(&format!("{}\n", step.name))?;
                continue;
            }
            print_message(&format!("\n==> {}\n", step.name));
            let start = Instant::now();
            let outcome = step.run();
            let line = line(step.name, start.elapsed(), outcome.is_ok());
            print_message(&line);
            summary.push_str(&line);
            if let Err(error) = outcome {
                failed.push(format!("error: {}: {error}", step.name));
            }
        }
        print(&summary)?;
        if failed.is_empty() {
            Ok(())
        } else {
            Err(failed.join("\n"))
        }
    }

    fn steps(&self) -> Result<Vec<Step>, String> {
        let mut steps = vec![
            Step::new("features: clippy of every set", features::clippy_of_every_set()?),
            Step::new(
                "resource limits of an optimized build",
                vec![cargo(
                    "test --release --manifest-path xtask/Cargo.toml --package checks --test resource_limits",
                )],
            ),
            Step::new("fuzzing", vec![self.fuzzing()]),
            Step::new(
                "names: clippy, documentation and examples",
                vec![
                    cargo("run --package tests --bin naming-documents -- target/names-nightly"),
                    corpus(Path::new("target/names-nightly"))?,
                ],
            ),
            Step::new(
                "hostile documents: clippy, documentation and examples",
                vec![
                    cargo("run --package tests --bin hostile-documents -- target/hostile-nightly --count")
                        .with(HOSTILE_DOCUMENTS),
                    corpus(Path::new("target/hostile-nightly"))?,
                ],
            ),
        ];
        // Both folders contain third-party documents, which are not part of this repository.
        if exists(&self.history) {
            let history = cargo("run --package tests --bin compile-checks -- history").with(&self.history);
            steps.push(Step::new("history: programs of each version", vec![history]));
        }
        if exists(&self.corpus) {
            steps.push(Step::new(
                "corpus: clippy, documentation and examples",
                vec![corpus(&self.corpus)?],
            ));
        }
        Ok(steps)
    }

    fn fuzzing(&self) -> Command {
        let mut command = cargo("test --package tests --test fuzzing -- --nocapture");
        command.env("FUZZ_SECONDS", self.fuzz_seconds.to_string());
        command
    }
}

impl Step {
    fn new(name: &'static str, commands: Vec<Command>) -> Self {
        Self { name, commands }
    }

    fn run(&mut self) -> Result<(), String> {
        for command in &mut self.commands {
            let status = command
                .current_dir(workspace())
                .status()
                .map_err(|error| format!("{}: {error}", shown(command)))?;
            if !status.success() {
                return Err(format!("{} failed ({status})", shown(command)));
            }
        }
        Ok(())
    }
}

/// A trait that adds an argument to a command.
trait With {
    fn with(self, argument: impl AsRef<std::ffi::OsStr>) -> Self;
}

impl With for Command {
    fn with(mut self, argument: impl AsRef<std::ffi::OsStr>) -> Self {
        self.arg(argument);
        self
    }
}

/// Returns a cargo command; spaces separate its arguments.
fn cargo(arguments: &str) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments.split(' '));
    command
}

/// Returns the command that generates, compiles and documents the crate of every document in a folder.
fn corpus(folder: &Path) -> Result<Command, String> {
    let program = std::env::current_exe().map_err(|error| format!("error: {error}"))?;
    let mut command = Command::new(program);
    command
        .arg("corpus")
        .arg(folder)
        .args(["--check", "--docs", "--patience", "300"]);
    Ok(command)
}

fn exists(folder: &Path) -> bool {
    workspace().join(folder).is_dir()
}

fn line(name: &str, time: Duration, is_success: bool) -> String {
    let outcome = if is_success { "ok" } else { "FAILED" };
    format!("{name:<56} {outcome:<6} {:>7.1} s\n", time.as_secs_f64())
}

/// Formats a command for a shell.
fn shown(command: &Command) -> String {
    let words = [command.get_program()].into_iter().chain(command.get_args());
    words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}
