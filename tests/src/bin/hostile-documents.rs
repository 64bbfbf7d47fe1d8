//! `cargo run -p tests --bin hostile-documents -- DIR`: writes documents with hostile strings in every place.
//! `cargo xtask corpus` compiles, documents and runs the crates that are generated from them.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use tests::hostile::{full, payloads};

/// Writes documents with hostile strings in every place.
#[derive(Debug, Parser)]
struct Arguments {
    /// The folder, which is created if it does not exist.
    folder: PathBuf,
    /// The number of documents. Each has different payloads in its places. With one document per payload,
    /// every payload appears once in every place.
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
