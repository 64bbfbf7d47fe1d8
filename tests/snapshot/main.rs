//! Every fixture's snapshots: the model and the source of a valid one, the findings of an invalid one, and
//! every file of a whole crate, which has a configuration.
//!
//! A new test is a new file in `fixtures`. A fixture may have a configuration, in a `.toml` file of the same
//! name.

use std::fmt::Write as _;
use std::path::Path;

use sdk_generator::config::{self, Config};
use sdk_generator::diagnostic::{Diagnostics, Sources, render};
use sdk_generator::document::{self, Document};
use sdk_generator::{generate, inspect, model};

#[test]
fn models() {
    insta::glob!("../fixtures", "valid/*.yaml", |path| {
        let (document, config, mut diagnostics) = open(path);
        let api = model(&document, &config, &mut diagnostics).expect("the fixture is valid");
        insta::assert_snapshot!(api.to_string());
    });
}

#[test]
fn sources() {
    insta::glob!("../fixtures", "valid/*.yaml", |path| {
        let (document, config, mut diagnostics) = open(path);
        let generated = generate(&document, &config, &mut diagnostics)
            .expect("it is Rust")
            .expect("the fixture is valid");
        let has_client_of_its_own = std::fs::read_to_string(path)
            .expect("the fixture is a file")
            .contains("securitySchemes");
        let mut text = String::new();
        for file in &generated.files {
            let is_frame = matches!(file.path.as_str(), "src/lib.rs" | "src/types.rs")
                || (file.path == "src/client.rs" && !has_client_of_its_own);
            if !is_frame {
                let _ = write!(text, "==== {}\n{}", file.path, file.text);
            }
        }
        for rename in &generated.renames {
            let _ = writeln!(
                text,
                "rename: {} is `{}`, not `{}`: {}",
                rename.what, rename.got, rename.wanted, rename.reason
            );
        }
        let findings = render(&diagnostics, &Sources(&[&document, &config]), false);
        if !findings.is_empty() {
            let _ = write!(text, "---- findings\n{}", plain_paths(&findings, path));
        }
        insta::assert_snapshot!(text);
    });
}

/// Covers the files that only a whole crate has: its manifest, its README, its root.
#[test]
fn whole_crates() {
    insta::glob!("../fixtures", "whole/*.yaml", |path| {
        let mut diagnostics = Diagnostics::new();
        let config = config::load(&path.with_extension("toml")).expect("the configuration is valid");
        let document = document::load_with_overlays(path, &config.overlays, &mut diagnostics)
            .expect("the fixture can be read");
        let generated = generate(&document, &config, &mut diagnostics)
            .expect("it is Rust")
            .expect("the fixture is valid");
        let mut text = String::new();
        for file in &generated.files {
            if !file.path.starts_with("src/runtime/") {
                let _ = write!(text, "==== {}\n{}", file.path, file.text);
            }
        }
        let findings = render(&diagnostics, &Sources(&[&document, &config]), false);
        if !findings.is_empty() {
            let _ = write!(text, "---- findings\n{}", plain_paths(&findings, path));
        }
        insta::assert_snapshot!(text);
    });
}

#[test]
fn findings() {
    insta::glob!("../fixtures", "invalid/*.yaml", |path| {
        let mut diagnostics = Diagnostics::new();
        let config = nested(path);
        let document = document::load_with_overlays(path, &config.overlays, &mut diagnostics);
        if let Some(document) = &document {
            inspect(document, &config, &mut diagnostics);
        }
        assert!(!diagnostics.sorted().is_empty(), "the fixture is valid");
        let text = match &document {
            Some(document) => render(&diagnostics, &Sources(&[document, &config]), false),
            None => render(&diagnostics, &config, false),
        };
        let mut text = plain_paths(&text, path);
        for suppressed in diagnostics.suppressed() {
            let _ = writeln!(
                text,
                "suppressed[{}]: {}: {}",
                suppressed.diagnostic.code, suppressed.diagnostic.message, suppressed.reason
            );
        }
        insta::assert_snapshot!(text);
    });
}

fn open(path: &Path) -> (Document, Config, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let config = nested(path);
    let document = document::load_with_overlays(path, &config.overlays, &mut diagnostics);
    (document.expect("the fixture can be read"), config, diagnostics)
}

fn nested(path: &Path) -> Config {
    let name = path
        .file_stem()
        .and_then(|stem| stem.to_str())
        .expect("a fixture has a name");
    let settings = path.with_extension("toml");
    let mut config = if settings.exists() {
        config::load(&settings).expect("the settings of the fixture are valid")
    } else {
        Config::minimal(name, "0.1.0")
    };
    config.root_module = vec!["fixtures".to_owned(), name.to_owned()];
    config
}

/// Removes local folders from the text.
fn plain_paths(text: &str, path: &Path) -> String {
    let folder = path
        .parent()
        .map(|folder| format!("{}/", folder.display()))
        .unwrap_or_default();
    text.replace(&folder, "")
}
