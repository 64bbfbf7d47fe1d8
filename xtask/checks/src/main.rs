//! The commands of this repository that take more dependencies than generation does, and those of `xtask` beside them.
//!
//! `cargo xtask lint` starts this program through cargo.

mod bench;
mod corpus;
mod lint;
mod nightly;

use std::process::ExitCode;

use clap::Subcommand;
use xtask::{Colors, Failure};

fn main() -> ExitCode {
    xtask::main(run)
}

#[derive(Debug, Subcommand)]
enum Command {
    #[command(flatten)]
    Own(xtask::Command),
    /// Reports every finding of a document, including those that generation does not need.
    Lint(lint::Lint),
    /// Generates from every document of a folder and reports the outcome of each.
    Corpus(corpus::Corpus),
    /// Generates from one document of a corpus, in a process of its own.
    #[command(hide = true)]
    CorpusDocument(corpus::OneDocument),
    /// Times generation from documents, and that of other generators beside it.
    Bench(bench::Bench),
    /// Runs the long checks that `.ci/run` leaves out.
    Nightly(nightly::Nightly),
}

fn run(command: Command, colors: Colors) -> Result<(), Failure> {
    match command {
        Command::Own(command) => command.run(colors),
        Command::Lint(command) => command.run(colors.of_results()),
        Command::Corpus(command) => command.run().map_err(Failure::from),
        Command::CorpusDocument(command) => command.run().map_err(Failure::from),
        Command::Bench(command) => command.run().map_err(Failure::from),
        Command::Nightly(command) => command.run().map_err(Failure::from),
    }
}
