//! Change reports checked against the compiler: a program tests the report's claims about programs.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use sdk_generator::config::Config;
use serde_json::{Map, Value, json};
use tests::compile_checks::{
    Dated, FixtureCrates, Outcome, Pair, edits_found, outcomes, random_pairs, semver_breaks,
};

/// The number of random edits in each direction for every document. `cargo run -p tests --bin compile-checks`
/// makes more.
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
    pairs.extend(history());
    assert!(pairs.len() > 100, "the pairs are not there");
    check(&pairs, "pairs", Outcome::agrees);
}

#[test]
fn random_edits_are_judged_as_the_compiler_does() {
    let mut documents = Vec::new();
    let pattern = fixtures().join("valid/*.yaml");
    for path in glob::glob(&pattern.display().to_string()).expect("the pattern is valid") {
        let path = path.expect("the folder can be read");
        // Documents of several files, or with a configuration, cannot be read by themselves.
        if !path.with_extension("json").exists() && !path.with_extension("toml").exists() {
            documents.push(path);
        }
    }
    documents.push(fixtures().join("../../spec/identities.yaml"));
    let pairs = random_pairs(&documents, 0..SEEDS).expect("the documents can be read");
    assert!(pairs.len() > documents.len(), "there are no edits");
    check(&pairs, "edits", Outcome::agrees);
}

/// Returns the versions of an API over time, each paired with the one before.
fn history() -> Vec<Pair> {
    let pattern = fixtures().join("history/*.yaml");
    let versions = glob::glob(&pattern.display().to_string()).expect("the pattern is valid");
    let versions: Vec<PathBuf> = versions
        .map(|path| path.expect("the folder can be read"))
        .collect();
    let text = |path: &PathBuf| std::fs::read_to_string(path).expect("a version is a file");
    let steps = versions.iter().zip(versions.iter().skip(1));
    let pairs = steps.map(|(old, new)| Pair {
        name: new.file_name().expect("it has a name").display().to_string(),
        old: text(old),
        new: text(new),
        config: Config::minimal("history", "0.1.0"),
        expected: None,
    });
    pairs.collect()
}

#[test]
fn every_version_of_a_history_is_released_and_understood() {
    let dated = |name: &str, text: &str| Dated {
        name: name.to_owned(),
        text: text.to_owned(),
    };
    let pairs = history();
    let mut versions: Vec<Dated> = pairs
        .iter()
        .take(1)
        .map(|pair| dated("the first", &pair.old))
        .collect();
    versions.extend(pairs.iter().map(|pair| dated(&pair.name, &pair.new)));
    let fixture_crates = FixtureCrates::new(
        &Path::new(env!("CARGO_TARGET_TMPDIR")).join("compile-checks"),
        "history",
    );
    let config = Config::minimal("history", "0.1.0");
    let told = tests::compile_checks::history(&versions, &config, &fixture_crates)
        .unwrap_or_else(|error| panic!("{error}"));
    for step in &told.steps {
        assert!(step.agrees(), "{step}");
    }
    for (name, scenario) in &told.versions {
        assert!(scenario.calls > 20, "{name}: {} calls", scenario.calls);
        assert!(
            scenario.complaints.is_empty(),
            "{name}: {:#?}",
            scenario.complaints
        );
    }
    assert_eq!(told.versions.len(), 7);
}

#[test]
fn every_one_of_many_edits_is_found_once() {
    let document = large_document(60);
    for seed in 0..4 {
        let found = edits_found(&document, 50, seed).unwrap_or_else(|error| panic!("{error}"));
        let is_exact = found.missed.is_empty() && found.repeated.is_empty();
        assert!(is_exact, "{seed}: {found}\n{}", found.report);
    }
}

/// Returns a document with many similar groups of operations, each with its own schemas.
fn large_document(groups: usize) -> Value {
    let mut paths = Map::new();
    let mut schemas = Map::new();
    for group in 0..groups {
        let reference = json!({"$ref": format!("#/components/schemas/Thing{group}")});
        let answer =
            json!({"200": {"description": "Done.", "content": {"application/json": {"schema": reference}}}});
        let parameters = json!([
            {"name": "limit", "in": "query", "schema": {"type": "integer"}},
            {"name": "search", "in": "query", "schema": {"type": "string"}},
        ]);
        let body = json!({"required": true, "content": {"application/json": {"schema": reference}}});
        let tags = json!([format!("Group{group}")]);
        let operations = json!({
            "get": {"operationId": format!("listThings{group}"), "tags": tags, "parameters": parameters, "responses": answer},
            "post": {"operationId": format!("createThing{group}"), "tags": tags, "requestBody": body, "responses": answer},
        });
        paths.insert(format!("/groups/{group}/things"), operations);
        let schema = json!({
            "type": "object",
            "required": ["id"],
            "properties": {
                "id": {"type": "string"},
                "name": {"type": "string"},
                "size": {"type": "integer"},
                "kind": {"type": "string", "enum": [format!("a{group}"), format!("b{group}"), format!("c{group}")]},
                "parts": {"type": "array", "items": {"type": "object", "properties": {format!("note{group}"): {"type": "string"}, "count": {"type": "integer"}}}},
            },
        });
        schemas.insert(format!("Thing{group}"), schema);
    }
    json!({"openapi": "3.1.0", "info": {"title": "Large", "version": "1"}, "paths": paths, "components": {"schemas": schemas}})
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

fn check(pairs: &[Pair], name: &str, holds: fn(&Outcome) -> bool) {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compile-checks");
    let fixture_crates = FixtureCrates::new(&home, name);
    let outcomes = outcomes(pairs, &fixture_crates).unwrap_or_else(|error| panic!("{error}"));
    let mut faults = String::new();
    for outcome in outcomes.iter().filter(|outcome| !holds(outcome)) {
        let _ = writeln!(faults, "{outcome}");
    }
    assert!(faults.is_empty(), "{faults}");
    // The second oracle, if it is installed.
    let breaks = semver_breaks(&fixture_crates).unwrap_or_else(|error| panic!("{error}"));
    for (index, found) in breaks.into_iter().flatten() {
        let outcome = outcomes.get(index).expect("a module is of a pair");
        assert!(outcome.is_breaking(), "{found:#?}\n{outcome}");
    }
}
