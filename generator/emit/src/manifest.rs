//! `Cargo.toml`: complete in itself, for the crate stands alone.

use sdk_wire::DateLibrary;
use std::fmt::Write as _;
use std::mem;

use super::SourceFile;
use super::context::Context;
use super::file::HEADER;
use super::programs::Program;
use sdk_rust::{ALL_GROUPS, Ident, Manifest, RUST_VERSION};

/// The runtime's own manifest: what it depends on is what the generated crate depends on.
const RUNTIME: &str = include_str!("../../runtime/Cargo.toml");

/// What stays of clippy's pedantic lints is what a person can mend: the rest is up to the API.
const LINTS: &str = r#"[lints.rust]
missing_docs = "warn"
unsafe_code = "forbid"

[lints.clippy]
pedantic = { level = "warn", priority = -1 }
# Docs are the words of the API's description, in its Markdown.
doc_lazy_continuation = "allow"
doc_link_with_quotes = "allow"
doc_markdown = "allow"
doc_overindented_list_items = "allow"
too_long_first_doc_paragraph = "allow"
# Names and numbers are the API's own.
disallowed_names = "allow"
enum_variant_names = "allow"
iter_not_returning_iterator = "allow"
module_inception = "allow"
module_name_repetitions = "allow"
self_named_constructors = "allow"
should_implement_trait = "allow"
similar_names = "allow"
struct_field_names = "allow"
unreadable_literal = "allow"
# So is the shape of its objects.
fn_params_excessive_bools = "allow"
large_enum_variant = "allow"
struct_excessive_bools = "allow"
too_many_arguments = "allow"
too_many_lines = "allow"
type_complexity = "allow"
# An exact status comes before the range that it lies in.
match_overlapping_arm = "allow"
# Methods take values, so that callers need not borrow.
needless_pass_by_value = "allow"
# Errors are typed, and described on the error itself.
missing_errors_doc = "allow"
"#;

/// A feature of the generated crate.
pub(super) struct Feature {
    pub(super) name: String,
    /// What the runtime's manifest says of it; nothing of `default`.
    docs: String,
    enables: Vec<String>,
    /// Whether it stands for one group of operations.
    pub(super) is_group: bool,
}

impl Feature {
    /// Its lines in the manifest.
    fn lines(&self) -> String {
        let mut text = String::new();
        if !self.docs.is_empty() {
            let _ = writeln!(text, "# {}", self.docs);
        }
        let enables = toml::Value::from(self.enables.clone());
        let _ = writeln!(text, "{} = {enables}", self.name);
        text
    }

    /// The docs, in a table's cell.
    pub(super) fn docs_in_table(&self) -> String {
        if self.docs.is_empty() {
            let enables: Vec<String> = self.enables.iter().map(|name| format!("`{name}`")).collect();
            return if enables.is_empty() {
                "Nothing.".to_owned()
            } else {
                format!("Adds {}.", enables.join(", "))
            };
        }
        self.docs.replace('|', "\\|")
    }
}

/// `Cargo.toml`.
pub(super) fn file(context: &Context<'_>, programs: &[Program]) -> SourceFile {
    let manifest = &context.krate.manifest;
    let mut text = format!("# {HEADER}\n");
    text.push_str(&package(manifest));
    text.push_str("\n[features]\n");
    for feature in features(context) {
        text.push_str(&feature.lines());
    }
    text.push('\n');
    text.push_str(&dependencies(manifest));
    text.push_str(&quick_start(context));
    for program in programs {
        text.push_str(&example_target(program.name, &program.features));
    }
    text.push_str(
        "\n[dev-dependencies]\n\
         # The examples.\n\
         tokio = { version = \"1.40\", default-features = false, features = [\"macros\", \"rt-multi-thread\"] }\n\
         \n[package.metadata.docs.rs]\nall-features = true\n\n",
    );
    text.push_str(LINTS);
    SourceFile {
        path: "Cargo.toml".to_owned(),
        text,
    }
}

fn package(manifest: &Manifest) -> String {
    let mut lines = vec!["[package]".to_owned()];
    let mut line = |key: &str, value: toml::Value| lines.push(format!("{key} = {value}"));
    line("name", manifest.name.as_str().into());
    line("version", manifest.version.as_str().into());
    line("edition", "2024".into());
    line("rust-version", RUST_VERSION.into());
    line("description", manifest.description.as_str().into());
    line("license", manifest.license.as_str().into());
    if let Some(repository) = &manifest.repository {
        line("repository", repository.as_str().into());
    }
    line("readme", "README.md".into());
    if !manifest.keywords.is_empty() {
        line("keywords", manifest.keywords.clone().into());
    }
    line("categories", vec!["api-bindings"].into());
    lines.join("\n") + "\n"
}

/// A section of the runtime's manifest, with its comments.
fn section(name: &str) -> String {
    let head = format!("[{name}]");
    let lines = RUNTIME.lines().skip_while(|line| *line != head).skip(1);
    let lines: Vec<&str> = lines.take_while(|line| !line.starts_with('[')).collect();
    format!("{head}\n{}\n", lines.join("\n").trim_end())
}

/// What the runtime depends on, and of the libraries for dates the one that was chosen: the types of fields
/// are its own, so no feature takes it away.
fn dependencies(manifest: &Manifest) -> String {
    let section = section("dependencies");
    let mut text = String::new();
    for line in section.lines() {
        let library = DateLibrary::ALL.into_iter().find(|library| {
            line.strip_prefix(library.crate_name())
                .is_some_and(|rest| rest.starts_with(" = "))
        });
        match library {
            Some(library) if Some(library) == manifest.dates => {
                text.push_str(&line.replace(", optional = true", ""));
            }
            Some(_) => continue,
            None => text.push_str(line),
        }
        text.push('\n');
    }
    text
}

/// The features of the runtime, with the comments that its manifest puts above them, and those of groups.
pub(super) fn features(context: &Context<'_>) -> Vec<Feature> {
    let mut features = runtime_features();
    let groups: Vec<&String> = context
        .krate
        .groups
        .iter()
        .filter_map(|group| group.feature.as_ref())
        .collect();
    if groups.is_empty() {
        return features;
    }
    for feature in features.iter_mut().filter(|feature| feature.name == "default") {
        feature.enables.push(ALL_GROUPS.to_owned());
    }
    features.push(Feature {
        name: ALL_GROUPS.to_owned(),
        docs: "Every group of operations. Without it, each group is a feature of its own.".to_owned(),
        enables: groups.iter().map(|name| (*name).clone()).collect(),
        is_group: false,
    });
    features.extend(groups.into_iter().map(|name| Feature {
        name: name.clone(),
        docs: String::new(),
        enables: Vec::new(),
        is_group: true,
    }));
    features
}

/// The quick start needs the groups that it calls.
fn quick_start(context: &Context<'_>) -> String {
    let krate = context.krate;
    let is_called = |module: &Ident| {
        krate
            .examples
            .quick_start
            .iter()
            .any(|example| example.call.group == *module)
    };
    let called = krate.groups.iter().filter(|group| is_called(&group.module));
    let features: Vec<String> = called.filter_map(|group| group.feature.clone()).collect();
    example_target("quickstart", &features)
}

/// Cargo finds a program itself, but for the features without which it is not built.
fn example_target(name: &str, features: &[String]) -> String {
    if features.is_empty() {
        return String::new();
    }
    let features = toml::Value::from(features.to_vec());
    format!("\n[[example]]\nname = \"{name}\"\nrequired-features = {features}\n")
}

fn runtime_features() -> Vec<Feature> {
    let mut features = Vec::new();
    let mut comment: Vec<&str> = Vec::new();
    let section = section("features");
    for line in section.lines().skip(1) {
        if let Some(text) = line.strip_prefix('#') {
            comment.push(text.trim());
        } else if let Some((name, value)) = line.split_once(" = ") {
            // Which library dates are of is decided once, when the crate is generated.
            if DateLibrary::ALL
                .iter()
                .any(|library| library.crate_name() == name)
            {
                comment.clear();
                continue;
            }
            features.push(Feature {
                name: name.trim_matches('"').to_owned(),
                docs: mem::take(&mut comment).join(" "),
                enables: value
                    .trim_matches(['[', ']'])
                    .split(',')
                    .map(|name| name.trim().trim_matches('"').to_owned())
                    .filter(|name| !name.is_empty())
                    .collect(),
                is_group: false,
            });
        }
    }
    features
}
