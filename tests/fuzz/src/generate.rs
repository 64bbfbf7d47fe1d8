//! A document is rejected, or becomes a crate of valid Rust whose files stay in its folder.

use std::path::Path;

use sdk_generator::config::Config;
use sdk_generator::diagnostic::Diagnostics;
use sdk_generator::document::{self, Document};

use super::grammar;

/// Builds a document from bytes, by the grammar of `OpenAPI`, and generates from it.
pub fn generate(bytes: &[u8]) {
    let text = grammar::document(bytes).to_string();
    let mut diagnostics = Diagnostics::new();
    let document = document::parse("fuzz.json", &text, &mut diagnostics);
    if !diagnostics.has_errors() {
        check(&document, &mut diagnostics);
    }
}

/// Generates from a document, and checks the crate.
pub(crate) fn check(document: &Document, diagnostics: &mut Diagnostics) {
    let config = Config::minimal("fuzz-sdk", "0.1.0");
    let generated = sdk_generator::generate(document, &config, diagnostics);
    let Some(generated) = generated.unwrap_or_else(|error| panic!("{error}")) else {
        assert!(diagnostics.has_errors(), "a document that is refused is told why");
        return;
    };
    for file in &generated.files {
        assert!(is_plain(&file.path), "{:?} is no plain path", file.path);
        if file.path == "Cargo.toml" {
            manifest(&file.text);
        }
    }
}

/// Returns whether a path is one of a crate's files.
fn is_plain(path: &str) -> bool {
    let known = ["Cargo.toml", "README.md"];
    let is_name = |name: &str| {
        let stem = name.strip_suffix(".rs").unwrap_or(name);
        !stem.is_empty()
            && stem.len() <= 61
            && stem
                .bytes()
                .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
    };
    let folders = ["src/", "examples/"];
    let mut below = folders
        .iter()
        .filter_map(|folder| path.strip_prefix(folder))
        .filter(|below| {
            Path::new(below)
                .extension()
                .is_some_and(|extension| extension == "rs")
        });
    known.contains(&path) || below.any(|below| below.split('/').all(is_name))
}

/// Asserts that no string of a document adds a table or a dependency.
fn manifest(text: &str) {
    let manifest: toml::Table = toml::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    for key in manifest.keys() {
        let known = [
            "package",
            "features",
            "dependencies",
            "dev-dependencies",
            "lib",
            "example",
            "lints",
            "workspace",
        ];
        assert!(known.contains(&key.as_str()), "the manifest has `{key}`: {text}");
    }
}
