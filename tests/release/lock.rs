//! The lock file: its text is complete, and released names are kept.

use sdk_generator::change::{SdkChange, SdkRule, Verdict, compare_surfaces};
use sdk_generator::config::{Config, NameKind};
use sdk_generator::diagnostic::Diagnostics;
use sdk_generator::lock::Lock;
use sdk_generator::release::settle;
use sdk_generator::surface::Surface;
use sdk_generator::{document, plan};

use crate::{fixtures, open};

/// Returns the public items of the crate for a document of a pair.
fn surface(folder: &str, side: &str, config: &Config) -> Surface {
    let document = open(&fixtures().join(folder).join(format!("{side}.yaml")));
    let mut diagnostics = Diagnostics::new();
    let plan = plan(&document, config, &mut diagnostics);
    plan.unwrap_or_else(|| panic!("{:#?}", diagnostics.sorted()))
        .surface()
}

fn config() -> Config {
    Config::minimal("shelves", "0.1.0")
}

/// Returns the lock of the first side of a pair, read from its text.
fn released(folder: &str) -> Lock {
    let lock = Lock {
        version: "0.1.0".to_owned(),
        surface: surface(folder, "old", &config()),
    };
    Lock::parse(&lock.to_text()).expect("it is a lock")
}

/// Returns the changes between the release of the first side of a pair and the second side.
fn changes(folder: &str) -> Vec<SdkChange> {
    let lock = released(folder);
    let mut config = config();
    config.names = lock.names();
    compare_surfaces(&lock.surface, &surface(folder, "new", &config))
}

#[test]
fn the_text_says_all_that_there_is() {
    insta::glob!("../fixtures/valid", "*.yaml", |path| {
        let mut diagnostics = Diagnostics::new();
        let document = open(path);
        let Some(plan) = plan(&document, &config(), &mut diagnostics) else {
            return;
        };
        let lock = Lock {
            version: "1.2.3-beta.4".to_owned(),
            surface: plan.surface(),
        };
        let read = Lock::parse(&lock.to_text()).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(read, lock, "{}", path.display());
    });
}

#[test]
fn a_newer_compiler_is_reported() {
    let mut lock = released("types");
    let surface = lock.surface.clone();
    let mut changes = |version: Option<&str>| {
        lock.surface.rust_version = version.map(str::to_owned);
        let read = Lock::parse(&lock.to_text()).expect("it is a lock");
        compare_surfaces(&read.surface, &surface)
    };
    let raised = changes(Some("1.9.0"));
    assert_eq!(raised.len(), 1);
    assert_eq!(
        (raised[0].rule, raised[0].verdict()),
        (SdkRule::RustVersionRaised, Verdict::Compatible)
    );
    // An older version is fine, and without a recorded version nothing is reported.
    assert_eq!(changes(Some("2.0")), []);
    assert_eq!(changes(None), []);
}

#[test]
fn an_api_that_grows_gets_no_features_that_its_last_release_had_not() {
    let groups = |count: usize| -> String {
        let path = |index| {
            let response = "{\"204\": {description: Done.}}";
            format!(
                "  /{index}: {{get: {{operationId: get{index}, tags: [Group{index}], responses: {response}}}}}\n"
            )
        };
        let paths: String = (0..count).map(path).collect();
        format!("openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths:\n{paths}")
    };
    let surface = |text: &str, config: &Config| {
        let document = document::parse("api.yaml", text, &mut Diagnostics::new());
        let plan = plan(&document, config, &mut Diagnostics::new());
        plan.expect("the document is valid").surface()
    };
    let lock = Lock {
        version: "0.1.0".to_owned(),
        surface: surface(&groups(7), &config()),
    };
    let needs_feature = |config: &Config| {
        let changes = compare_surfaces(&lock.surface, &surface(&groups(8), config));
        changes.iter().any(|change| change.rule == SdkRule::FeatureNeeded)
    };
    let mut settled = config();
    settle(&mut settled, &lock);
    assert!(!needs_feature(&settled));
    assert!(needs_feature(&config()));
    // The configuration takes precedence.
    let mut chosen = config();
    chosen.package.group_features = Some(true);
    settle(&mut chosen, &lock);
    assert!(needs_feature(&chosen));
}

#[test]
fn lock_file() {
    insta::assert_snapshot!(released("pinned").to_text());
}

#[test]
fn what_comes_takes_no_name_of_what_is_there() {
    let found = changes("pinned");
    let breaking: Vec<&str> = found
        .iter()
        .filter(|change| change.verdict() == Verdict::Breaking)
        .map(|change| change.words.as_str())
        .collect();
    // A second authentication scheme removes `new`, and a second integer type makes literals ambiguous. These
    // are not renames.
    let expected = found
        .iter()
        .filter(|change| change.rule == SdkRule::ConversionAmbiguous || change.path == "Client::new");
    let expected: Vec<&str> = expected.map(|change| change.words.as_str()).collect();
    assert_eq!(breaking, expected);
}

#[test]
fn without_a_lock_names_are_taken() {
    let old = surface("pinned", "old", &config());
    let new = surface("pinned", "new", &config());
    let found = compare_surfaces(&old, &new);
    for rule in [
        SdkRule::ItemRenamed,
        SdkRule::FieldRenamed,
        SdkRule::VariantRenamed,
        SdkRule::MethodRenamed,
    ] {
        assert!(found.iter().any(|change| change.rule == rule), "{rule:?}");
    }
}

#[test]
fn names_of_what_is_gone_are_free() {
    // The name now belongs to another schema, and nothing else has it.
    let found = changes("collision");
    assert!(
        found.iter().all(|change| change.verdict() != Verdict::Breaking),
        "{found:#?}"
    );
    let lock = released("collision");
    let mut config = config();
    config.names = lock.names();
    config.names.pin("", NameKind::Schema, "gone", "Kind");
    let surface = surface("types", "old", &config);
    assert!(surface.get("types::Kind").is_some());
}

#[test]
fn what_is_no_lock_is_refused_with_its_line() {
    let text = released("pinned").to_text();
    for (from, to, line_of) in [
        ("format 1", "format 2", "format 2"),
        ("struct types::shelf", "strict types::shelf", "strict"),
    ] {
        let text = text.replace(from, to);
        if let Some(at) = text.lines().position(|line| line.starts_with(line_of)) {
            let error = Lock::parse(&text).expect_err("it is no lock");
            assert_eq!(error.line, at + 1, "{error}");
        }
    }
    assert!(Lock::parse("").is_err());
    assert!(Lock::parse("format 1\nversion 1.0.0\n").is_err());
    assert!(Lock::parse("format 1\n  field a: b\n").is_err());
}
