//! Rules about the sources that the compiler does not know: who may use what, how a module begins, and
//! that what is generated is what is committed.

mod dependencies;
mod security;

use std::fs;
use std::path::{Path, PathBuf};

use sdk_generator::diagnostic::Diagnostics;
use sdk_generator::write::{Mode, write};
use sdk_generator::{document, generate, release};

/// For each module of the generator, the modules of ours that it may use.
const LAYERS: [(&str, &[&str]); 16] = [
    ("diagnostic", &[]),
    ("config", &["diagnostic"]),
    ("document", &["diagnostic", "config", "media_type"]),
    ("words", &[]),
    ("media_type", &[]),
    ("model", &["diagnostic"]),
    (
        "analyze",
        &["config", "document", "model", "diagnostic", "words", "media_type"],
    ),
    ("coverage", &["document", "model", "diagnostic"]),
    ("lint", &["document", "diagnostic"]),
    ("change", &["document", "model", "diagnostic", "surface"]),
    ("rust", &[]),
    ("surface", &["rust", "diagnostic"]),
    ("lock", &["surface", "config"]),
    (
        "lower",
        &[
            "model",
            "rust",
            "config",
            "diagnostic",
            "analyze",
            "words",
            "media_type",
            "surface",
        ],
    ),
    ("emit", &["rust"]),
    ("write", &["emit"]),
];

/// For each crate that is fenced in, the modules of the generator that may use it.
const FENCES: [(&str, &[&str]); 17] = [
    ("annotate_snippets", &["diagnostic"]),
    ("anstyle", &["change"]),
    ("glob", &["change", "diagnostic"]),
    ("toml", &["config", "emit", "change"]),
    ("serde_yaml", &["document"]),
    ("granit_parser", &["document"]),
    ("serde_json_path", &["document"]),
    ("openapiv3", &["document", "analyze"]),
    ("jsonschema", &["lint"]),
    ("semver", &["lock"]),
    ("heck", &["lower"]),
    ("deunicode", &["lower"]),
    ("pulldown_cmark", &["lower"]),
    ("quote", &["emit"]),
    ("proc_macro2", &["emit"]),
    ("syn", &["emit"]),
    ("prettyplease", &["emit"]),
];

#[test]
fn modules_use_only_what_lies_below_them() {
    let mut faults = Vec::new();
    for source in sources("generator/src") {
        let module = module_of(&source.path);
        let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == module) else {
            continue;
        };
        for (other, _) in LAYERS {
            let names_it = source
                .code()
                .any(|line| line.contains(&format!("crate::{other}")));
            if names_it && other != module && !allowed.contains(&other) {
                faults.push(format!(
                    "{}: `{module}` may not use `{other}`",
                    source.path.display()
                ));
            }
        }
        for (name, users) in FENCES {
            let uses = |line: &str| {
                let at = line.find(&format!("{name}::"));
                let before = at
                    .and_then(|at| line.get(..at))
                    .and_then(|before| before.chars().next_back());
                at.is_some() && !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_')
            };
            if source.code().any(uses) && !users.contains(&module.as_str()) {
                faults.push(format!(
                    "{}: `{module}` may not use the crate `{name}`",
                    source.path.display()
                ));
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn every_module_says_what_it_holds() {
    let folders = [
        "generator/src",
        "generator/runtime/src",
        "generated-sdk/src",
        "tests",
        "xtask/src",
    ];
    let silent: Vec<PathBuf> = folders
        .iter()
        .flat_map(|folder| sources(folder))
        .filter(|source| !source.text.lines().take(3).any(|line| line.starts_with("//!")))
        .map(|source| source.path)
        .collect();
    assert_eq!(silent, Vec::<PathBuf>::new());
}

/// A document decides nothing but what is in the crate: the library asks neither the environment nor the network, runs
/// no command, and touches files where it is told to alone.
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
        ("std::fs", &["config", "document/files.rs", "release.rs", "write"]),
        ("fs::", &["config", "document/files.rs", "release.rs", "write"]),
        ("File::open", &["document/files.rs"]),
        ("File::create", &["write"]),
    ];
    let mut faults = Vec::new();
    for source in sources("generator/src") {
        let path = source.path.to_string_lossy().replace('\\', "/");
        if path.contains("/tests/") || path.ends_with("/tests.rs") {
            continue;
        }
        for (name, places) in reaches {
            let may = places
                .iter()
                .any(|place| path.starts_with(&format!("generator/src/{place}")));
            // What is quoted is code that is generated.
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
    /// The lines of code: no comments, and nothing of the tests at the end of a file.
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

/// `generator/src/document/tree.rs` belongs to `document`.
fn module_of(path: &Path) -> String {
    let parts: Vec<String> = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    parts
        .get(2)
        .map(|name| name.trim_end_matches(".rs").to_owned())
        .unwrap_or_default()
}
