//! Change reports held to the compiler: what the report says of programs, a program finds out.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use sdk_generator::config::Config;
use tests::reality::{Outcome, Pair, Workshop, outcomes, random_pairs};

/// How many random edits of each direction every document gets here. `cargo run -p tests --bin reality` makes more.
const SEEDS: u64 = 1;

#[test]
fn every_pair_is_judged_as_the_compiler_does() {
    let pattern = fixtures().join("changes/*/old.yaml");
    let mut pairs = Vec::new();
    for old in glob::glob(&pattern.display().to_string()).expect("the pattern is valid") {
        let old = old.expect("the folder can be read");
        let folder = old.parent().expect("a pair has a folder");
        let text = |side: &str| std::fs::read_to_string(folder.join(side)).expect("a pair has two sides");
        pairs.push(Pair {
            name: folder.file_name().expect("it has a name").display().to_string(),
            old: text("old.yaml"),
            new: text("new.yaml"),
            config: Config::minimal("changes", "0.1.0"),
            expected: None,
        });
    }
    assert!(pairs.len() > 100, "the pairs are not there");
    check(&pairs, "pairs", Outcome::agrees);
}

#[test]
fn random_edits_are_judged_as_the_compiler_does() {
    let mut documents = Vec::new();
    let pattern = fixtures().join("valid/*.yaml");
    for path in glob::glob(&pattern.display().to_string()).expect("the pattern is valid") {
        let path = path.expect("the folder can be read");
        // What lies in several files, or has settings, is no document by itself.
        if !path.with_extension("json").exists() && !path.with_extension("toml").exists() {
            documents.push(path);
        }
    }
    documents.push(fixtures().join("../../spec/identities.yaml"));
    let pairs = random_pairs(&documents, 0..SEEDS).expect("the documents can be read");
    assert!(pairs.len() > documents.len(), "there are no edits");
    check(&pairs, "edits", Outcome::agrees);
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

fn check(pairs: &[Pair], name: &str, holds: fn(&Outcome) -> bool) {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reality");
    let workshop = Workshop::new(&home, name);
    let outcomes = outcomes(pairs, &workshop).unwrap_or_else(|error| panic!("{error}"));
    let mut faults = String::new();
    for outcome in outcomes.iter().filter(|outcome| !holds(outcome)) {
        let _ = writeln!(faults, "{outcome}");
    }
    assert!(faults.is_empty(), "{faults}");
}
