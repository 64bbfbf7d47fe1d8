//! `cargo xtask`: runs the commands that generation needs, and starts `checks` for the others.

use std::ffi::OsString;
use std::process::{self, ExitCode};

use clap::{Args, Subcommand};
use xtask::{Colors, Failure, source};

fn main() -> ExitCode {
    xtask::main(run)
}

#[derive(Debug, Subcommand)]
enum Command {
    #[command(flatten)]
    Own(xtask::Command),
    /// Reports every finding of a document, including those that generation does not need.
    #[command(disable_help_flag = true)]
    Lint(Rest),
    /// Generates from every document of a folder and reports the outcome of each.
    #[command(disable_help_flag = true)]
    Corpus(Rest),
    /// Times generation from documents, and that of other generators beside it.
    #[command(disable_help_flag = true)]
    Bench(Rest),
    /// Runs the long checks that `.ci/run` leaves out.
    #[command(disable_help_flag = true)]
    Nightly(Rest),
}

/// Arguments of a command of `checks`.
#[derive(Debug, Args)]
struct Rest {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    arguments: Vec<OsString>,
}

fn run(command: Command, colors: Colors) -> Result<(), Failure> {
    match command {
        Command::Own(command) => command.run(colors),
        Command::Lint(Rest { arguments }) => check("lint", arguments, colors),
        Command::Corpus(Rest { arguments }) => check("corpus", arguments, colors),
        Command::Bench(Rest { arguments }) => check("bench", arguments, colors),
        Command::Nightly(Rest { arguments }) => check("nightly", arguments, colors),
    }
}

/// Runs a command of `checks` through cargo, which compiles it if necessary.
fn check(name: &str, arguments: Vec<OsString>, colors: Colors) -> Result<(), Failure> {
    let mut cargo = process::Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["run", "--package", "checks", "--manifest-path"]);
    cargo.arg(source::workspace().join("xtask/Cargo.toml"));
    if !cfg!(debug_assertions) {
        cargo.arg("--release");
    }
    cargo.arg("--target-dir").arg(source::workspace().join("target"));
    cargo.args(["--", "--color", &colors.choice().to_string(), name]);
    let status = cargo
        .args(arguments)
        .status()
        .map_err(|error| format!("error: cargo cannot be started: {error}"))?;
    match status.code() {
        Some(0) => Ok(()),
        Some(code) => Err(Failure::Program(u8::try_from(code).unwrap_or(1))),
        None => Err(Failure::Failed(format!(
            "error: `checks` was ended by a signal ({status})"
        ))),
    }
}
