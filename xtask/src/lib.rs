//! The commands of this workspace that generation needs: parses arguments, calls the library, prints.
//!
//! This crate contains no logic about OpenAPI or Rust code. Results are printed to the standard output,
//! messages about them to the standard error. `xtask` runs these commands; so does `checks`, which adds those
//! with more dependencies.

mod changelog;
mod coverage;
mod diff;
mod failure;
mod generate;
mod model;
pub mod output;
mod release;
pub mod source;
mod update;

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::{ColorChoice, Parser, Subcommand};
use mimalloc::MiMalloc;

pub use failure::Failure;

/// A generation makes and drops millions of small values, and the system's allocator takes a third of its time.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Keeps the SDK that is generated from the document.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments<C: Subcommand> {
    #[command(subcommand)]
    command: C,
    /// When to colour findings.
    #[arg(long, global = true, default_value = "auto")]
    color: ColorChoice,
}

/// The commands that generation needs.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Generates the SDK, or checks that it is up to date.
    Generate(generate::Generate),
    /// Replaces the document in `spec/` by our part of the vendor's document, and regenerates the SDK.
    Update(update::Update),
    /// Writes the changes since the last release into the SDK's changelog.
    Changelog(changelog::Changelog),
    /// Records the public items of the version that is published.
    Release(release::Release),
    /// Reports the changes between two documents and which of them are breaking.
    Diff(diff::Diff),
    /// Prints the intermediate model, or one schema or operation of it.
    Model(model::Model),
    /// Reports for each value of a document which item of the SDK consumes it or why it is skipped; fails if that is unknown.
    Coverage(coverage::Coverage),
}

/// The choice of when output is coloured.
#[derive(Debug, Clone, Copy)]
pub struct Colors {
    choice: ColorChoice,
}

impl Colors {
    /// Returns whether findings on the standard error are coloured.
    #[must_use]
    pub fn of_messages(self) -> bool {
        self.wants(std::io::stderr().is_terminal())
    }

    /// Returns whether results on the standard output are coloured.
    #[must_use]
    pub fn of_results(self) -> bool {
        self.wants(std::io::stdout().is_terminal())
    }

    /// Returns the choice on the command line: `auto`, `always` or `never`.
    #[must_use]
    pub fn choice(self) -> ColorChoice {
        self.choice
    }

    fn wants(self, is_terminal: bool) -> bool {
        match self.choice {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => {
                // https://no-color.org
                let is_unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
                !is_unwanted && is_terminal
            }
        }
    }
}

impl Command {
    /// Runs the command.
    pub fn run(self, colors: Colors) -> Result<(), Failure> {
        let color = colors.of_messages();
        match self {
            Self::Generate(command) => command.run(color),
            Self::Update(command) => command.run(color, colors.of_results()),
            Self::Changelog(command) => command.run(color),
            Self::Release(command) => command.run(color),
            Self::Diff(command) => command.run(colors.of_results()),
            Self::Model(command) => command.run(color).map_err(Failure::from),
            Self::Coverage(command) => command.run(color).map_err(Failure::from),
        }
    }
}

/// Parses the arguments, runs the command, reports its failure, and returns the exit code.
pub fn main<C: Subcommand>(run: impl FnOnce(C, Colors) -> Result<(), Failure>) -> ExitCode {
    let Arguments { command, color } = Arguments::<C>::parse();
    match run(command, Colors { choice: color }) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
