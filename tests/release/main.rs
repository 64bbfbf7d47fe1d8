//! The effect of document changes on the generated Rust: reports of pairs, and the surfaces behind them.

mod aliases;
mod lock;
mod verdicts;

use std::path::{Path, PathBuf};

use sdk_generator::change::Report;
use sdk_generator::config::{self, Config};
use sdk_generator::diagnostic::Diagnostics;
use sdk_generator::document::{self, Document};
use sdk_generator::versions::{Version, compare};

/// Returns the folder of the fixtures.
fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/release")
}

/// Reads a document under its file name, so that reports contain no local path.
fn open(path: &Path) -> Document {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let name = path.file_name().expect("a file has a name").to_string_lossy();
    document::parse(&name, &text, &mut Diagnostics::new())
}

/// Returns the configuration of a side of a pair, or an empty one.
fn configuration(folder: &Path, side: &str) -> Config {
    let path = folder.join(format!("{side}.toml"));
    if path.exists() {
        config::load(&path).expect("the configuration is valid")
    } else {
        Config::minimal("shelves", "0.1.0")
    }
}

/// Returns the report of a pair.
fn pair(folder: &Path) -> Report {
    let [old, new] = ["old", "new"].map(|side| {
        (
            open(&folder.join(format!("{side}.yaml"))),
            configuration(folder, side),
        )
    });
    let [was, is] = [&old, &new].map(|(document, config)| {
        let mut diagnostics = Diagnostics::new();
        Version::new(document, config, &mut diagnostics)
            .unwrap_or_else(|| panic!("{}: {:#?}", folder.display(), diagnostics.sorted()))
    });
    compare(&was, &is)
}
