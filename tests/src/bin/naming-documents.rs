//! `cargo run -p tests --bin naming-documents -- DIR`: writes documents in which everything that has a name
//! is named with words that are special to Rust. `cargo xtask corpus` compiles and documents the generated
//! crates.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use tests::naming::{Words, documents};

/// Writes documents whose names are special to Rust, to the runtime or to the generated crate.
#[derive(Debug, Parser)]
struct Arguments {
    /// The folder, which is created if it does not exist.
    folder: PathBuf,
    /// Use only the words that most often break generated code.
    #[arg(long)]
    essential: bool,
}

fn main() -> ExitCode {
    let Arguments { folder, essential } = Arguments::parse();
    let words = if essential {
        Words::essential()
    } else {
        Words::new()
    };
    let written = std::fs::create_dir_all(&folder).and_then(|()| {
        documents(&words).into_iter().try_for_each(|(name, document)| {
            std::fs::write(folder.join(format!("{name}.json")), format!("{document:#}"))
        })
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: `{}`: {error}", folder.display());
            ExitCode::FAILURE
        }
    }
}
