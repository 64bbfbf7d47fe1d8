//! Pairs of documents with the reports of their changes: a pair for each rule.

mod form;
mod history;

use std::path::{Path, PathBuf};

use sdk_generator::change::{IgnoreList, Report, Rule, Verdict};
use sdk_generator::config::Config;
use sdk_generator::diagnostic::Diagnostics;
use sdk_generator::document::{self, Document};
use sdk_generator::versions::{Version, compare};

#[test]
fn every_rule_has_a_pair_that_it_finds() {
    for rule in Rule::ALL {
        let report = pair(rule.id());
        assert!(
            report.entries.iter().any(|entry| entry.change.rule == *rule),
            "`{}` is not found:\n{}",
            rule.id(),
            report.text(false)
        );
    }
}

#[test]
fn reports() {
    insta::glob!("../fixtures/changes", "*/old.yaml", |path| {
        let folder = path.parent().expect("a pair has a folder");
        let name = folder.file_name().expect("it has a name").to_string_lossy();
        insta::assert_snapshot!(name.as_ref(), pair(&name).text(false));
    });
}

#[test]
fn a_document_does_not_differ_from_itself() {
    for rule in Rule::ALL {
        let document = open(&fixture(rule.id(), "old"));
        let version = version(&document);
        let report = compare(&version, &version);
        assert_eq!(report.worst(), None, "{}", rule.id());
    }
}

#[test]
fn json_is_of_its_schema() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/api-changes.schema.json");
    let schema = std::fs::read_to_string(path).expect("the schema is there");
    let schema = serde_json::from_str(&schema).expect("it is JSON");
    let validator = jsonschema::validator_for(&schema).expect("it is a schema");
    for rule in Rule::ALL {
        let json = pair(rule.id()).json();
        assert!(validator.is_valid(&json), "{json:#}");
    }
}

#[test]
fn what_is_ignored_expires() {
    let list = "[[ignore]]\nrule = \"operation-removed\"\nplace = \"/paths/*\"\nreason = \"Nobody calls it.\"\nexpires = \"2030-06-30\"\n";
    let list = IgnoreList::parse(list).expect("the list is valid");
    let mut report = pair("operation-removed");
    let ignored = report.ignore(&list, "2030-06-30");
    assert_eq!(list.findings(&ignored), (vec![], vec![]));
    assert_ne!(report.worst(), Some(Verdict::Breaking));
    let mut report = pair("operation-removed");
    let ignored = report.ignore(&list, "2030-07-01");
    assert_eq!(list.findings(&ignored).1.len(), 1);
    assert_eq!(report.worst(), Some(Verdict::Breaking));
    let mut report = pair("operation-added");
    let ignored = report.ignore(&list, "2030-06-30");
    assert_eq!(list.findings(&ignored).0.len(), 1);
    let missing = "[[ignore]]\nrule = \"no-rule\"\nplace = \"*\"\nreason = \" \"\nexpires = \"soon\"\n";
    let error = IgnoreList::parse(missing).expect_err("three things are wrong");
    assert_eq!(error.to_string().lines().count(), 3);
}

fn pair(name: &str) -> Report {
    let [old, new] = ["old", "new"].map(|side| open(&fixture(name, side)));
    compare(&version(&old), &version(&new))
}

fn fixture(rule: &str, side: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/changes");
    folder.join(rule).join(format!("{side}.yaml"))
}

/// Reads a side of a pair under its file name, so that reports contain no local path.
fn open(path: &Path) -> Document {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let name = path.file_name().expect("a file has a name").to_string_lossy();
    document::parse(&name, &text, &mut Diagnostics::new())
}

fn version(document: &Document) -> Version<'_> {
    let mut diagnostics = Diagnostics::new();
    let version = Version::new(document, &Config::minimal("changes", "0.1.0"), &mut diagnostics);
    version.unwrap_or_else(|| panic!("{:#?}", diagnostics.sorted()))
}
