//! Pairs of documents whose generated Rust differs, each with its report.

use std::collections::BTreeSet;

use sdk_generator::change::{IgnoreList, SdkRule, Verdict};

use crate::{fixtures, pair};

#[test]
fn reports() {
    insta::glob!("../fixtures/release", "*/old.yaml", |path| {
        let folder = path.parent().expect("a pair has a folder");
        let name = folder.file_name().expect("it has a name").to_string_lossy();
        insta::assert_snapshot!(name.as_ref(), pair(folder).text(false));
    });
}

/// Every rule of the SDK is in the report of a pair, except the one that does not depend on the document.
#[test]
fn every_rule_of_the_sdk_has_a_pair_that_it_finds() {
    let mut found = BTreeSet::from([SdkRule::RustVersionRaised]);
    for folder in ["release", "changes"] {
        let pattern = fixtures().join(format!("../{folder}/*/old.yaml"));
        for path in glob::glob(&pattern.display().to_string()).expect("the pattern is valid") {
            let path = path.expect("the folder can be read");
            let report = pair(path.parent().expect("a pair has a folder"));
            found.extend(report.unexplained.iter().map(|change| change.rule));
            let effects = report.entries.iter().filter_map(|entry| entry.effects.as_ref());
            found.extend(effects.flatten().map(|change| change.rule));
        }
    }
    let missing: Vec<&str> = SdkRule::ALL
        .iter()
        .filter(|rule| !found.contains(rule))
        .map(|rule| rule.id())
        .collect();
    assert_eq!(missing, Vec::<&str>::new());
}

#[test]
fn json_is_of_its_schema() {
    let path = fixtures().join("../../../docs/api-changes.schema.json");
    let schema = std::fs::read_to_string(path).expect("the schema is there");
    let schema = serde_json::from_str(&schema).expect("it is JSON");
    let validator = jsonschema::validator_for(&schema).expect("it is a schema");
    for folder in ["collision", "types", "operations", "configuration"] {
        let json = pair(&fixtures().join(folder)).json();
        assert!(validator.is_valid(&json), "{json:#}");
    }
}

#[test]
fn a_rename_in_the_configuration_is_reported_without_an_edit() {
    let report = pair(&fixtures().join("configuration"));
    let rules: Vec<SdkRule> = report.unexplained.iter().map(|change| change.rule).collect();
    assert!(rules.contains(&SdkRule::ItemRenamed), "{}", report.text(false));
    assert!(rules.contains(&SdkRule::MethodRenamed), "{}", report.text(false));
    assert_eq!(report.worst(), Some(Verdict::Breaking));
    assert!(report.entries.is_empty());
}

#[test]
fn a_change_of_the_sdk_alone_can_be_ignored() {
    let list = "[[ignore]]\nrule = \"sdk-item-renamed\"\nplace = \"types::*\"\nreason = \"Told to everybody.\"\nexpires = \"2030-06-30\"\n";
    let list = IgnoreList::parse(list).expect("the list is valid");
    let mut report = pair(&fixtures().join("configuration"));
    let before = report.unexplained.len();
    let ignored = report.ignore(&list, "2030-06-30");
    assert_eq!(list.findings(&ignored), (vec![], vec![]));
    assert_eq!(report.unexplained.len(), before - 1);
    assert_eq!(report.ignored_unexplained.len(), 1);
}
