//! `cargo run -p tests --bin naming-documents -- DIR`: writes documents that give names which mean something to Rust
//! to everything that a document names, for `cargo xtask corpus` to compile and document what comes of them.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use tests::naming::documents;

/// Writes documents whose names mean something to Rust, to the runtime or to the generated crate.
#[derive(Debug, Parser)]
struct Arguments {
    /// The folder; it is made where it is missing.
    folder: PathBuf,
}

fn main() -> ExitCode {
    let Arguments { folder } = Arguments::parse();
    let written = std::fs::create_dir_all(&folder).and_then(|()| {
        documents().into_iter().try_for_each(|(name, document)| {
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
