//! `cargo run -p tests --bin hostile-documents -- DIR`: writes documents with hostile texts in every place, for
//! `cargo xtask corpus` to compile, document and run what comes of them.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use tests::hostile::{full, payloads};

/// Writes documents with hostile texts in every place.
#[derive(Debug, Parser)]
struct Arguments {
    /// The folder; it is made where it is missing.
    folder: PathBuf,
    /// How many documents. Each has other payloads in its places; with as many as there are payloads, each payload
    /// has been in each place for people to read.
    #[arg(long, default_value_t = 1)]
    count: usize,
}

fn main() -> ExitCode {
    let Arguments { folder, count } = Arguments::parse();
    let most = payloads().len();
    let written = std::fs::create_dir_all(&folder).and_then(|()| {
        (0..count).try_for_each(|index| {
            let path = folder.join(format!("hostile-{index}.json"));
            std::fs::write(path, format!("{:#}", full(index * most / count)))
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
