//! Compares the cost of a call through the SDK with the same call written by hand with reqwest and serde.
//!
//! Without a subcommand it measures; the subcommands are the processes that it starts to do so. Both clients
//! have TLS compiled in and use the same timeouts. They call plain HTTP on loopback, so that the cost of
//! encryption, which is the same for both, does not hide the difference.

mod by_hand;
mod by_sdk;
mod calls;
mod measure;
mod server;

use std::error::Error;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use calls::{Kind, Operation};

/// Compares the cost of a call through the SDK with the same call written by hand.
#[derive(Debug, Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Fail if the SDK takes this many percent more instructions, over all five calls.
    #[arg(long, value_name = "PERCENT")]
    at_most: Option<f64>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves on a free loopback port, and prints its URL.
    #[command(hide = true)]
    Serve,
    /// Makes calls one after the other, and prints the nanoseconds of CPU time that they took.
    #[command(hide = true)]
    Call {
        kind: Kind,
        operation: Operation,
        url: String,
        count: usize,
    },
}

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments = Arguments::parse();
    match arguments.command {
        Some(Command::Serve) => server::serve()?,
        Some(Command::Call {
            kind,
            operation,
            url,
            count,
        }) => println!("{}", calls::make(kind, operation, &url, count)?.as_nanos()),
        None => return measure::measure(arguments.at_most),
    }
    Ok(ExitCode::SUCCESS)
}
