//! How long each stage takes, document by document.
//!
//! Over the document of this repository, and over those of the folder that `SDK_BENCH_DOCUMENTS` names.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "the inputs are our own"
)]

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use divan::Bencher;
use sdk_generator::config::Config;
use sdk_generator::diagnostic::Diagnostics;
use sdk_generator::{analyze, document, emit, generate, lower};

fn main() {
    divan::main();
}

/// A document that is generated from.
#[derive(Clone)]
struct Source {
    name: String,
    text: String,
}

impl fmt::Display for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.name)
    }
}

/// The documents, without those that have errors.
fn sources() -> Vec<Source> {
    let mut paths = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/identities.yaml")];
    if let Some(folder) = std::env::var_os("SDK_BENCH_DOCUMENTS") {
        let entries = fs::read_dir(folder).expect("the folder can be read");
        let files = entries.map(|entry| entry.expect("it can be read").path());
        let mut files: Vec<PathBuf> = files.filter(|path| path.is_file()).collect();
        files.sort();
        paths.extend(files);
    }
    let sources = paths.iter().filter_map(|path| {
        Some(Source {
            name: path.file_name()?.to_string_lossy().into_owned(),
            text: fs::read_to_string(path).ok()?,
        })
    });
    sources
        .filter(|source| {
            let mut diagnostics = Diagnostics::new();
            let document = read(source, &mut diagnostics);
            matches!(generate(&document, &config(), &mut diagnostics), Ok(Some(_)))
        })
        .collect()
}

fn config() -> Config {
    Config::minimal("bench", "0.1.0")
}

fn read(source: &Source, diagnostics: &mut Diagnostics) -> document::Document {
    document::parse(&source.name, &source.text, diagnostics)
}

#[divan::bench(args = sources())]
fn read_document(source: &Source) -> document::Document {
    read(source, &mut Diagnostics::new())
}

#[divan::bench(args = sources())]
fn analyze_document(bencher: Bencher<'_, '_>, source: &Source) {
    let document = read(source, &mut Diagnostics::new());
    bencher.bench(|| analyze::analyze(&document, &[], &BTreeMap::new(), &mut Diagnostics::new()));
}

#[divan::bench(args = sources())]
fn lower_model(bencher: Bencher<'_, '_>, source: &Source) {
    let document = read(source, &mut Diagnostics::new());
    let api = analyze::analyze(&document, &[], &BTreeMap::new(), &mut Diagnostics::new());
    let config = config();
    bencher.bench(|| lower::lower(&api, &config, &mut Diagnostics::new()));
}

#[divan::bench(args = sources())]
fn emit_crate(bencher: Bencher<'_, '_>, source: &Source) {
    let document = read(source, &mut Diagnostics::new());
    let api = analyze::analyze(&document, &[], &BTreeMap::new(), &mut Diagnostics::new());
    let krate = lower::lower(&api, &config(), &mut Diagnostics::new());
    bencher.bench(|| emit::emit(&krate));
}

#[divan::bench(args = sources())]
fn whole(source: &Source) -> usize {
    let mut diagnostics = Diagnostics::new();
    let document = read(source, &mut diagnostics);
    match generate(&document, &config(), &mut diagnostics) {
        Ok(Some(generated)) => generated.files.len(),
        _ => 0,
    }
}
