//! Rules about dependencies: the crates that an SDK depends on, the sources and licences of all crates, and
//! no HTTP client in code that reads documents.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::process::Command;

use serde_json::Value;

use crate::root;

/// The allowed source of crates; crates without a source are ours.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Crates that access the network.
const NETWORK: [&str; 12] = [
    "attohttpc",
    "curl",
    "h2",
    "hyper",
    "isahc",
    "minreq",
    "native-tls",
    "openssl",
    "reqwest",
    "rustls",
    "surf",
    "ureq",
];

/// The platform of the dependency lists, so that they do not depend on the machine.
const PLATFORM: &str = "x86_64-unknown-linux-gnu";

#[test]
fn an_sdk_brings_these_crates_along() {
    let manifest = std::fs::read_to_string(root().join("generated-sdk/Cargo.toml")).expect("it can be read");
    let features = manifest.lines().skip_while(|line| *line != "[features]").skip(1);
    let features = features.take_while(|line| !line.starts_with('['));
    let features: Vec<&str> = features
        .filter_map(|line| line.split_once(" = [").map(|(name, _)| name))
        .filter(|name| *name != "default")
        .collect();
    assert!(features.len() > 4, "{features:?}");
    let plain = crates(&["--package", "orq-sdk", "--no-default-features"]);
    let mut text = format!("without features:\n  {}\n", names(&plain));
    for feature in features {
        let all = crates(&[
            "--package",
            "orq-sdk",
            "--no-default-features",
            "--features",
            feature,
        ]);
        let more: BTreeSet<String> = all.difference(&plain).cloned().collect();
        let _ = writeln!(text, "{feature} adds:\n  {}", names(&more));
    }
    insta::assert_snapshot!(text);
}

#[test]
fn nothing_that_reads_documents_has_an_http_client() {
    for package in [
        &["--package", "sdk_generator"][..],
        &["--manifest-path", "xtask/Cargo.toml", "--package", "xtask"],
        &["--manifest-path", "xtask/Cargo.toml", "--package", "checks"],
    ] {
        let linked = crates(package);
        assert!(linked.contains("serde_yaml"), "{linked:?}");
        let found: Vec<&String> = linked
            .iter()
            .filter(|name| NETWORK.contains(&name.as_str()))
            .collect();
        assert_eq!(found, Vec::<&String>::new(), "{package:?}");
    }
}

/// The first run of `cargo xtask generate` compiles all of these crates, so there must be few.
#[test]
fn generation_is_compiled_without_what_only_checks_need() {
    let of_generation = crates(&["--manifest-path", "xtask/Cargo.toml", "--package", "xtask"]);
    assert!(of_generation.contains("sdk_generator"), "{of_generation:?}");
    let of_checks = crates(&["--manifest-path", "xtask/Cargo.toml", "--package", "checks"]);
    for name in ["jsonschema", "fancy-regex", "indicatif", "wait4"] {
        assert!(!of_generation.contains(name), "`generate` compiles `{name}`");
    }
    assert!(of_checks.contains("jsonschema"), "`lint` has no validator");
}

/// The build script of `tests` and the tests both run the generator. Cargo compiles a crate once for each set
/// of features.
#[test]
fn the_generator_has_the_same_features_everywhere() {
    let of_generator = crates(&["--package", "sdk_generator", "--features", "lint"]);
    let tree = [
        "tree",
        "--locked",
        "--workspace",
        "--edges",
        "normal,build,dev",
        "--prefix",
        "none",
        "--format",
        "{p}|{f}",
        "--target",
        PLATFORM,
    ];
    let text = cargo(&tree);
    let mut features: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for line in text.lines() {
        let line = line.trim_end_matches(" (*)");
        if let Some((package, set)) = line.split_once('|') {
            features.entry(package).or_default().insert(set);
        }
    }
    let differing: Vec<_> = features
        .iter()
        .filter(|(package, sets)| sets.len() > 1 && of_generator.contains(name_of(package)))
        .collect();
    assert!(
        differing.is_empty(),
        "add the features to `build-dependencies` of `tests`, or to its dependencies: {differing:#?}"
    );
}

/// A tag of an action can be moved to other code; a commit cannot.
#[test]
fn actions_are_pinned_to_commits() {
    let mut seen = 0;
    let mut faults = Vec::new();
    let pattern = root().join(".github/workflows/*.yml");
    for path in glob::glob(&pattern.to_string_lossy()).expect("the pattern is valid") {
        let path = path.expect("the folder can be read");
        let text = std::fs::read_to_string(&path).expect("a workflow is text");
        for line in text.lines() {
            let Some((_, action)) = line.split_once("uses: ") else {
                continue;
            };
            seen += 1;
            let pin = action.split_once('@').and_then(|(_, pin)| pin.split_once(" # v"));
            let is_commit = |text: &str| text.len() == 40 && text.chars().all(|c| c.is_ascii_hexdigit());
            if !pin.is_some_and(|(commit, version)| is_commit(commit) && !version.is_empty()) {
                faults.push(format!("{}: {action}", path.display()));
            }
        }
    }
    assert!(seen > 5, "{seen} actions");
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn crates_come_from_one_registry_under_known_licences() {
    let known = licences();
    let mut faults = Vec::new();
    let mut seen = 0;
    for manifest in ["Cargo.toml", "xtask/Cargo.toml"] {
        let text = cargo(&[
            "metadata",
            "--locked",
            "--format-version",
            "1",
            "--filter-platform",
            PLATFORM,
            "--manifest-path",
            manifest,
        ]);
        let metadata: Value = serde_json::from_str(&text).expect("it is JSON");
        let nodes = metadata["resolve"]["nodes"].as_array().expect("it is a list");
        let used: BTreeSet<&str> = nodes.iter().filter_map(|node| node["id"].as_str()).collect();
        for package in metadata["packages"].as_array().expect("it is a list") {
            if !package["id"].as_str().is_some_and(|id| used.contains(id)) {
                continue;
            }
            seen += 1;
            let name = &package["name"];
            let licence = package["license"].as_str().unwrap_or("none");
            if !is_allowed(licence, &known) {
                faults.push(format!("{name} is under {licence}"));
            }
            if package["source"]
                .as_str()
                .is_some_and(|source| source != REGISTRY)
            {
                faults.push(format!("{name} comes from {}", package["source"]));
            }
        }
    }
    assert!(seen > 100, "{seen} crates");
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn a_licence_is_allowed_where_each_part_has_a_choice_that_is() {
    let known = licences();
    for (licence, expected) in [
        ("MIT OR Apache-2.0", true),
        ("MIT/Apache-2.0", true),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
        ("GPL-3.0 OR MIT", true),
        ("GPL-3.0", false),
        ("MIT AND GPL-3.0", false),
        ("none", false),
    ] {
        assert_eq!(is_allowed(licence, &known), expected, "{licence}");
    }
}

/// Returns whether a licence expression is one of the known ones, or offers one as an alternative.
fn is_allowed(licence: &str, known: &BTreeSet<String>) -> bool {
    let parts = licence.replace('/', " OR ");
    parts.split(" AND ").all(|part| {
        let mut choices = part.trim_matches(['(', ')']).split(" OR ");
        choices.any(|choice| known.contains(choice.trim()))
    })
}

/// Returns the licences that linked crates may have, from `deny.toml`.
fn licences() -> BTreeSet<String> {
    let text = std::fs::read_to_string(root().join("deny.toml")).expect("it can be read");
    let table: toml::Table = text.parse().expect("it is TOML");
    let known = table["licenses"]["allow"].as_array().expect("it is a list");
    let known = known.iter().filter_map(toml::Value::as_str);
    known.map(str::to_owned).collect()
}

/// Returns the names of linked crates, without the package itself.
fn crates(arguments: &[&str]) -> BTreeSet<String> {
    let tree = [
        "tree", "--locked", "--edges", "normal", "--prefix", "none", "--format", "{p}", "--target", PLATFORM,
    ];
    let text = cargo(&[&tree[..], arguments].concat());
    text.lines().skip(1).map(name_of).map(str::to_owned).collect()
}

/// Returns the name in `serde v1.0.0 (…)`.
fn name_of(package: &str) -> &str {
    package.split(' ').next().unwrap_or_default()
}

fn names(crates: &BTreeSet<String>) -> String {
    if crates.is_empty() {
        return "nothing".to_owned();
    }
    crates.iter().map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// Returns cargo's output. All crates are already downloaded, so it needs no network.
fn cargo(arguments: &[&str]) -> String {
    let cargo = std::env::var_os("CARGO").expect("cargo runs the tests");
    let done = Command::new(cargo)
        .args(arguments)
        .current_dir(root())
        .output()
        .expect("cargo can be started");
    let told = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{arguments:?}: {told}");
    String::from_utf8(done.stdout).expect("it is text")
}
