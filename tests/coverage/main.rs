//! The coverage report of every fixture is complete and correct.

mod change;

use std::collections::BTreeSet;
use std::path::Path;

use change::check;
use sdk_generator::coverage::Reason;

#[test]
fn every_value_of_a_fixture_has_the_reported_status() {
    let pattern = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/valid/*.yaml");
    let paths = glob::glob(pattern).expect("the pattern is valid");
    let mut faults = String::new();
    let mut count = 0;
    for path in paths {
        let path = path.expect("the folder can be read");
        // Changed documents are read from memory, so they cannot reference other files.
        if !path.with_extension("json").exists() {
            count += 1;
            check(&path, &mut faults);
        }
    }
    assert!(count > 0, "there are no fixtures");
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn every_value_of_the_document_has_the_reported_status() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/identities.yaml");
    let mut faults = String::new();
    check(Path::new(path), &mut faults);
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn every_reason_has_a_name_of_its_own_and_a_sentence() {
    let names: BTreeSet<&str> = Reason::ALL.iter().map(|reason| reason.name()).collect();
    assert_eq!(names.len(), Reason::ALL.len());
    for reason in Reason::ALL {
        assert!(reason.sentence().ends_with('.'), "{}", reason.name());
    }
}
