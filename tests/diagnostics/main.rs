//! Findings as data: their positions, and the accuracy of their documentation.

mod large;
mod positions;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use sdk_generator::config::{self, Config};
use sdk_generator::diagnostic::{Code, Diagnostics, reference, to_json};
use sdk_generator::lint;
use sdk_generator::{document, inspect, plan};
use serde_json::Value;

#[test]
fn the_list_of_rules_is_up_to_date() {
    let written = fs::read_to_string(root().join("docs/diagnostics.md")).expect("the list is there");
    let hint = "run `cargo xtask lint --list > docs/diagnostics.md`";
    assert_eq!(written, reference(), "{hint}");
}

#[test]
fn codes_are_unique_and_explained() {
    for (index, code) in Code::ALL.iter().enumerate() {
        let others = Code::ALL.iter().skip(index + 1);
        for other in others {
            assert_ne!(code.as_str(), other.as_str());
            assert_ne!(code.rule(), other.rule());
        }
        assert_eq!(Code::parse(code.as_str()), Some(*code));
        assert_eq!(Code::parse(code.rule()), Some(*code));
    }
    assert_eq!(Code::parse("OAS9999"), None);
}

/// This finding affects how a response is decoded, so it is reported even without linting.
#[test]
fn generation_tells_of_what_is_no_media_type() {
    let path = root().join("tests/fixtures/invalid/invalid_media_type.yaml");
    let mut diagnostics = Diagnostics::new();
    let document = document::load(&path, &mut diagnostics).expect("it can be read");
    let planned = plan(&document, &Config::minimal("media", "0.1.0"), &mut diagnostics);
    planned.expect("nothing in it is an error");
    let found = diagnostics.sorted();
    let told = found.iter().filter(|found| found.code == Code::InvalidMediaType);
    assert_eq!(told.count(), 2);
}

#[test]
fn json_is_as_its_schema_says() {
    let schema =
        fs::read_to_string(root().join("docs/diagnostics.schema.json")).expect("the schema is there");
    let schema: Value = serde_json::from_str(&schema).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    let mut findings = 0;
    for path in fixtures("tests/fixtures/invalid/*.yaml") {
        let mut diagnostics = Diagnostics::new();
        let Some(document) = document::load(&path, &mut diagnostics) else {
            continue;
        };
        inspect(&document, &Config::minimal("test", "0.1.0"), &mut diagnostics);
        let value = to_json(&diagnostics, &document);
        if let Err(error) = validator.validate(&value) {
            panic!("{}: {error} at {}", path.display(), error.instance_path());
        }
        findings += value["findings"].as_array().map_or(0, Vec::len);
    }
    assert!(findings > 60, "{findings} findings");
}

/// Generation does not report findings of lint-only rules.
#[test]
fn generation_tells_nothing_that_only_lint_does() {
    let mut told = BTreeSet::new();
    for path in fixtures("tests/fixtures/invalid/*.yaml") {
        let mut diagnostics = Diagnostics::new();
        let Some(document) = document::load(&path, &mut diagnostics) else {
            continue;
        };
        let _ = plan(&document, &Config::minimal("test", "0.1.0"), &mut diagnostics);
        for found in diagnostics.sorted() {
            assert!(
                !found.code.is_lint_only(),
                "{}: {}",
                path.display(),
                found.message
            );
        }
        lint::lint(&document, &mut diagnostics);
        told.extend(diagnostics.sorted().iter().map(|found| found.code));
    }
    for code in Code::ALL.iter().filter(|code| code.is_lint_only()) {
        assert!(told.contains(code), "{code} has no fixture");
    }
}

#[test]
fn a_suppression_of_a_rule_that_was_not_asked_for_is_not_told() {
    let fixture = root().join("tests/fixtures/invalid/suppressions.yaml");
    let config = config::load(&fixture.with_extension("toml")).expect("the configuration is valid");
    let read = |diagnostics: &mut Diagnostics| document::load(&fixture, diagnostics).expect("it is read");
    let unused = |diagnostics: &Diagnostics| {
        let found = diagnostics.sorted().into_iter();
        found
            .filter(|found| found.code == Code::UnusedSuppression)
            .map(|found| found.message.clone())
            .collect::<Vec<_>>()
    };
    let mut generated = Diagnostics::new();
    let document = read(&mut generated);
    assert!(plan(&document, &config, &mut generated).is_some());
    assert_eq!(unused(&generated).len(), 1, "{:?}", unused(&generated));
    assert_eq!(generated.suppressed().len(), 2);
    let mut linted = Diagnostics::new();
    let document = read(&mut linted);
    inspect(&document, &config, &mut linted);
    assert_eq!(unused(&linted).len(), 2, "{:?}", unused(&linted));
    assert_eq!(linted.suppressed().len(), 2);
    let json = to_json(&linted, &document);
    let pointer = "/components/schemas/PutAside/not";
    assert_eq!(json["suppressed"][0]["place"]["pointer"], pointer, "{json:#}");
    assert_eq!(json["suppressed"][0]["reason"], "The server checks it.");
}

fn fixtures(pattern: &str) -> impl Iterator<Item = PathBuf> {
    let pattern = root().join(pattern);
    let paths = glob::glob(&pattern.to_string_lossy()).expect("the pattern is valid");
    paths.map(|path| path.expect("the folder can be read"))
}

fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent()
        .expect("the package lies in the workspace")
        .to_owned()
}
