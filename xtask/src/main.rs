//! The commands of this workspace: parses arguments, calls the library, prints.
//!
//! Knows nothing of OpenAPI and nothing of Rust code. A command's results go to the standard output and
//! what there is to say about them to the standard error.

mod bench;
mod changelog;
mod corpus;
mod coverage;
mod diff;
mod generate;
mod lint;
mod model;
mod output;
mod release;
mod source;
mod update;

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::{ColorChoice, Parser, Subcommand};

use mimalloc::MiMalloc;

use output::tell;

/// A generation makes and drops millions of small values, and the system's allocator takes a third of its time.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Keeps the SDK that is generated from the document.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// When findings are shown in colour.
    #[arg(long, global = true, default_value = "auto")]
    color: ColorChoice,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Times generation from documents, and that of other generators beside it.
    Bench(bench::Bench),
    /// Generates the SDK, or checks that it is up to date.
    Generate(generate::Generate),
    /// Takes the vendor's document: keeps our part of it in `spec/`, and regenerates the SDK.
    Update(update::Update),
    /// Writes what changes since the last release into the SDK's changelog.
    Changelog(changelog::Changelog),
    /// Records what the version looks like that is published.
    Release(release::Release),
    /// Generates from every document of a folder, and tells what became of each.
    Corpus(corpus::Corpus),
    /// One document of a corpus: what `corpus` calls.
    #[command(hide = true)]
    CorpusDocument(corpus::OneDocument),
    /// Tells what changed between two documents, and whom it breaks.
    Diff(diff::Diff),
    /// Prints the intermediate model, or one schema or operation of it.
    Model(model::Model),
    /// Tells every finding of a document, also those that generation does not need.
    Lint(lint::Lint),
    /// Says of each value of a document where it went, and fails where that is not known.
    Coverage(coverage::Coverage),
}

/// Why a command did not do what it was asked for.
#[derive(Debug)]
enum Failure {
    /// The arguments do not go together: exits with 2, as clap does.
    Usage(String),
    /// Documents that are to be compared cannot be: exits with 3.
    Unusable(String),
    /// Anything else: exits with 1.
    Failed(String),
}

impl From<String> for Failure {
    fn from(message: String) -> Self {
        Self::Failed(message)
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let color = wants_color(arguments.color, std::io::stderr().is_terminal());
    // What these print is their result, and goes to the standard output.
    let result_color = wants_color(arguments.color, std::io::stdout().is_terminal());
    let done = match arguments.command {
        Command::Generate(command) => command.run(color),
        Command::Update(command) => command.run(color, result_color),
        Command::Changelog(command) => command.run(color),
        Command::Release(command) => command.run(color),
        Command::Bench(command) => command.run().map_err(Failure::from),
        Command::Corpus(command) => command.run().map_err(Failure::from),
        Command::CorpusDocument(command) => command.run().map_err(Failure::from),
        Command::Diff(command) => command.run(result_color),
        Command::Model(command) => command.run(color).map_err(Failure::from),
        Command::Lint(command) => command.run(result_color),
        Command::Coverage(command) => command.run(color).map_err(Failure::from),
    };
    let (message, code) = match done {
        Ok(()) => return ExitCode::SUCCESS,
        Err(Failure::Usage(message)) => (message, ExitCode::from(2)),
        Err(Failure::Unusable(message)) => (message, ExitCode::from(3)),
        Err(Failure::Failed(message)) => (message, ExitCode::FAILURE),
    };
    tell(&format!("{}\n", message.trim_end()));
    code
}

/// Whether what goes to a terminal, or elsewhere, is coloured.
fn wants_color(choice: ColorChoice, is_terminal: bool) -> bool {
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            // https://no-color.org
            let is_unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
            !is_unwanted && is_terminal
        }
    }
}
