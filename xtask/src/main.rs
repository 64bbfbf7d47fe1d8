//! The commands of this workspace: parses arguments, calls the library, prints.
//!
//! Knows nothing of OpenAPI and nothing of Rust code.

mod corpus;
mod generate;
mod model;
mod source;

use std::process::ExitCode;

use clap::{ColorChoice, Parser, Subcommand};

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
    /// Generates the SDK, or checks that it is up to date.
    Generate(generate::Generate),
    /// Generates from every document of a folder, and tells what became of each.
    Corpus(corpus::Corpus),
    /// Prints the intermediate model, or one schema or operation of it.
    Model(model::Model),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let color = match arguments.color {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => std::io::IsTerminal::is_terminal(&std::io::stderr()),
    };
    let done = match arguments.command {
        Command::Generate(command) => command.run(color),
        Command::Corpus(command) => command.run(),
        Command::Model(command) => command.run(color),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{}", message.trim_end());
            ExitCode::FAILURE
        }
    }
}
