//! Rules about the sources that the compiler does not check: allowed dependencies, module headers, and that
//! the committed generated code is up to date.

mod dependencies;
mod security;

use std::fs;
use std::path::{Path, PathBuf};

use sdk_generator::diagnostic::Diagnostics;
use sdk_generator::write::{Mode, write};
use sdk_generator::{document, generate, release};

/// For each package of the generator, those of our packages that it may use. The compiler enforces the
/// manifests, and this test enforces the layers on the manifests.
const LAYERS: [(&str, &[&str]); 14] = [
    ("diagnostic", &[]),
    ("wire", &[]),
    ("config", &["diagnostic", "wire"]),
    ("openapi", &["diagnostic", "config", "wire"]),
    ("model", &["diagnostic", "wire"]),
    ("analyze", &["config", "openapi", "model", "diagnostic", "wire"]),
    ("coverage", &["openapi", "model", "diagnostic", "wire"]),
    ("lint", &["openapi", "diagnostic"]),
    ("rust", &["diagnostic", "wire"]),
    ("lower", &["model", "rust", "config", "diagnostic", "wire"]),
    ("emit", &["rust", "wire"]),
    ("write", &["emit"]),
    ("change", &["openapi", "model", "diagnostic", "rust", "wire"]),
    ("lock", &["rust", "config"]),
];

/// For each restricted crate, the packages of the generator that may depend on it.
const FENCES: [(&str, &[&str]); 17] = [
    ("annotate-snippets", &["diagnostic"]),
    ("anstyle", &["change"]),
    ("glob", &["change", "diagnostic"]),
    ("toml", &["config", "emit", "change"]),
    ("serde_yaml", &["openapi"]),
    ("granit-parser", &["openapi"]),
    ("serde_json_path", &["openapi"]),
    ("openapiv3", &["openapi", "analyze"]),
    ("jsonschema", &["lint"]),
    ("semver", &["config", "lock"]),
    ("heck", &["lower"]),
    ("deunicode", &["lower"]),
    ("pulldown-cmark", &["lower"]),
    ("quote", &["rust", "emit"]),
    ("proc-macro2", &["rust", "emit"]),
    ("syn", &["emit"]),
    ("prettyplease", &["emit"]),
];

#[test]
fn packages_depend_only_on_lower_layers() {
    let mut faults = Vec::new();
    for (package, allowed) in LAYERS {
        let path = root().join(format!("generator/{package}/Cargo.toml"));
        let text = fs::read_to_string(path).expect("the package has a manifest");
        let manifest: toml::Table = toml::from_str(&text).expect("it is TOML");
        let dependencies = manifest.get("dependencies").and_then(toml::Value::as_table);
        for name in dependencies.into_iter().flat_map(toml::Table::keys) {
            if let Some(ours) = name.strip_prefix("sdk_")
                && !allowed.contains(&ours)
            {
                faults.push(format!("`{package}` may not use `{ours}`"));
            }
            let fence = FENCES.iter().find(|(fenced, _)| fenced == name);
            if fence.is_some_and(|(_, users)| !users.contains(&package)) {
                faults.push(format!("`{package}` may not use the crate `{name}`"));
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn every_module_says_what_it_holds() {
    let folders = [
        "generator/src",
        "generator/*/src",
        "generated-sdk/src",
        "tests",
        "xtask",
    ];
    let silent: Vec<PathBuf> = folders
        .iter()
        .flat_map(|folder| sources(folder))
        .filter(|source| !source.text.lines().take(3).any(|line| line.starts_with("//!")))
        .map(|source| source.path)
        .collect();
    assert_eq!(silent, Vec::<PathBuf>::new());
}

/// A document only affects the content of the crate. The library accesses neither the environment nor the
/// network, runs no command, and accesses only the files that it is given.
#[test]
fn the_generator_reaches_for_nothing() {
    let reaches = [
        ("std::env", &[] as &[&str]),
        ("std::process", &[]),
        ("std::net", &[]),
        ("std::os", &[]),
        ("env::", &[]),
        ("Command::", &[]),
        ("catch_unwind", &[]),
        (
            "std::fs",
            &[
                "config/src/",
                "openapi/src/files.rs",
                "src/release.rs",
                "write/src/",
            ],
        ),
        (
            "fs::",
            &[
                "config/src/",
                "openapi/src/files.rs",
                "src/release.rs",
                "write/src/",
            ],
        ),
        ("File::open", &["openapi/src/files.rs"]),
        ("File::create", &["write/src/"]),
    ];
    let mut faults = Vec::new();
    let folders = ["generator/src", "generator/*/src"];
    for source in folders.iter().flat_map(|folder| sources(folder)) {
        let path = source.path.to_string_lossy().replace('\\', "/");
        let is_runtime = path.starts_with("generator/runtime/");
        if is_runtime || path.contains("/tests/") || path.ends_with("/tests.rs") {
            continue;
        }
        for (name, places) in reaches {
            let may = places
                .iter()
                .any(|place| path.starts_with(&format!("generator/{place}")));
            // Quoted code is generated code.
            let uses = |line: &&str| line.contains(name) && !line.contains('"') && !line.contains("quote!(");
            if !may && source.code().any(|line| uses(&line)) {
                faults.push(format!("{path} uses `{name}`"));
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn every_snapshot_has_a_fixture() {
    let stems = |folder: &str| -> Vec<String> {
        let files = fs::read_dir(root().join(folder)).expect("the folder is there");
        files
            .map(|file| {
                file.expect("it can be read")
                    .path()
                    .file_stem()
                    .expect("it has a name")
                    .to_string_lossy()
                    .into_owned()
            })
            .collect()
    };
    let fixtures: Vec<String> = ["valid", "invalid", "whole"]
        .iter()
        .flat_map(|kind| stems(&format!("tests/fixtures/{kind}")))
        .collect();
    let snapshots = stems("tests/snapshot/snapshots");
    let orphans: Vec<&String> = snapshots
        .iter()
        .filter(|name| {
            !fixtures
                .iter()
                .any(|fixture| name.ends_with(&format!("{fixture}.yaml")))
        })
        .collect();
    assert_eq!(orphans, Vec::<&String>::new());
    for fixture in &fixtures {
        assert!(
            snapshots
                .iter()
                .any(|name| name.ends_with(&format!("{fixture}.yaml"))),
            "{fixture} has no snapshot"
        );
    }
}

#[test]
fn the_sdk_is_up_to_date() {
    let root = root();
    let config = release::load(&root.join("spec/sdk.toml"))
        .expect("the configuration is valid")
        .config;
    let mut diagnostics = Diagnostics::new();
    let document =
        document::load(&root.join("spec/identities.yaml"), &mut diagnostics).expect("the document is read");
    let generated = generate(&document, &config, &mut diagnostics)
        .expect("it is Rust")
        .expect("the document is valid");
    let report =
        write(&root.join("generated-sdk"), &generated.files, Mode::Check).expect("the folder is read");
    let differing: Vec<String> = report
        .differences
        .iter()
        .map(|difference| difference.diff.clone())
        .collect();
    assert_eq!(differing, Vec::<String>::new(), "run `cargo xtask generate`");
}

struct Source {
    path: PathBuf,
    text: String,
}

impl Source {
    /// Returns the lines of code, without comments and without the tests at the end of a file.
    fn code(&self) -> impl Iterator<Item = &str> {
        let lines = self.text.lines().take_while(|line| line.trim() != "#[cfg(test)]");
        lines.filter(|line| !line.trim_start().starts_with("//"))
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the package lies in the workspace")
        .to_owned()
}

fn sources(folder: &str) -> Vec<Source> {
    let root = root();
    let pattern = root.join(folder).join("**/*.rs");
    let paths = glob::glob(&pattern.to_string_lossy()).expect("the pattern is valid");
    paths
        .map(|path| {
            let path = path.expect("the folder can be read");
            let text = fs::read_to_string(&path).expect("a source is text");
            Source {
                path: path
                    .strip_prefix(&root)
                    .expect("it lies in the workspace")
                    .to_owned(),
                text,
            }
        })
        .collect()
}
