//! Crates in memory: the outcome for a document, and the differences between crates.

use std::collections::{BTreeMap, BTreeSet};

use sdk_generator::config::Config;
use sdk_generator::diagnostic::{Diagnostics, to_json};
use sdk_generator::{document, generate};
use serde_json::Value;

use crate::doctests::{doctests, html};
use crate::tokens::{MODULE, Skeleton, skeleton};

/// The outcome for a document.
pub(crate) enum Outcome {
    /// The document is rejected with a position.
    Refused,
    Crate(Box<Crate>),
}

/// The relevant parts of a crate.
#[derive(Debug, Default)]
pub(crate) struct Crate {
    files: BTreeMap<String, Skeleton>,
    /// The keys of its manifest, with their tables.
    manifest: BTreeSet<String>,
    readme: String,
}

/// Generates from a document.
///
/// # Errors
///
/// If the document is rejected without a position, or the output is not a valid crate.
pub(crate) fn generated(value: &Value) -> Result<Outcome, String> {
    let mut diagnostics = Diagnostics::new();
    let document = document::parse("hostile.json", &value.to_string(), &mut diagnostics);
    let config = Config::minimal("hostile-sdk", "0.1.0");
    let generated = generate(&document, &config, &mut diagnostics).map_err(|error| error.to_string())?;
    let Some(generated) = generated else {
        let found = to_json(&diagnostics, &document);
        let findings = found["findings"].as_array().ok_or("no findings")?;
        let is_located =
            |finding: &&Value| finding["severity"] == "error" && finding["place"]["line"].is_u64();
        return match findings.iter().find(is_located) {
            Some(_) => Ok(Outcome::Refused),
            None => Err(format!("it is refused without a place: {found:#}")),
        };
    };
    let mut made = Crate::default();
    for file in &generated.files {
        if !is_plain(&file.path) {
            return Err(format!("{:?} is no plain path", file.path));
        }
        if file.path == "Cargo.toml" {
            let manifest: toml::Table =
                toml::from_str(&file.text).map_err(|error| format!("{error}\n{}", file.text))?;
            keys("", &manifest, &mut made.manifest);
        } else if file.path == "README.md" {
            made.readme.clone_from(&file.text);
        } else if !file.path.starts_with("src/runtime/") {
            let read =
                skeleton(&file.text).map_err(|error| format!("{}: {error}\n{}", file.path, file.text))?;
            made.files.insert(file.path.clone(), read);
        }
    }
    Ok(Outcome::Crate(Box::new(made)))
}

/// Returns whether a path is one of a crate's files.
fn is_plain(path: &str) -> bool {
    let known = ["Cargo.toml", "README.md"];
    let is_name = |name: &str| {
        let letters = name
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'));
        // Windows treats these names as devices, whatever their extension.
        let is_device = matches!(name, "con" | "prn" | "aux" | "nul")
            || name.len() == 4 && (name.starts_with("com") || name.starts_with("lpt"));
        letters && !is_device && (1..=61).contains(&name.len())
    };
    let below = ["src/", "examples/"]
        .iter()
        .find_map(|folder| path.strip_prefix(folder)?.strip_suffix(".rs"));
    known.contains(&path) || below.is_some_and(|below| below.split('/').all(is_name))
}

fn keys(around: &str, table: &toml::Table, found: &mut BTreeSet<String>) {
    for (key, value) in table {
        let path = format!("{around}.{key}");
        if let toml::Value::Table(inner) = value {
            keys(&path, inner, found);
        }
        found.insert(path);
    }
}

impl Crate {
    /// Returns whether two crates are equal except for strings in docs and literals.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let tokens = |made: &Self| -> Vec<(String, String)> {
            let files = made.files.iter();
            files
                .map(|(path, file)| (path.clone(), file.tokens.clone()))
                .collect()
        };
        tokens(self) == tokens(other) && self.manifest == other.manifest
    }

    /// Describes a difference to the crate of a harmless string. `is_name` is true if the string names
    /// something.
    pub(crate) fn fault(&self, harmless: &Self, is_name: bool) -> Option<String> {
        let strangers: Vec<&String> = self.files.values().flat_map(|file| &file.strangers).collect();
        if !strangers.is_empty() {
            return Some(format!("{strangers:?} are in the code"));
        }
        if !is_name && !self.is_same(harmless) {
            return Some(self.difference(harmless));
        }
        let (kinds, expected) = (self.kinds(is_name), harmless.kinds(is_name));
        if kinds != expected {
            return Some(format!("{kinds:?} in place of {expected:?}"));
        }
        if !self.has_its_modules() {
            return Some("modules are declared that have no file".to_owned());
        }
        let own = |key: &&String| !key.starts_with(".features.") || !is_name;
        if !self
            .manifest
            .iter()
            .filter(own)
            .eq(harmless.manifest.iter().filter(own))
        {
            return Some(format!("the manifest has {:?}", self.manifest));
        }
        let (tests, expected) = (self.doctests(), harmless.doctests());
        if tests != expected {
            let docs = self.files.values().flat_map(|file| &file.docs);
            let known: Vec<&String> = harmless.files.values().flat_map(|file| &file.docs).collect();
            let shown = docs
                .filter(|docs| !known.contains(docs))
                .find(|docs| doctests(docs) > 0);
            let shown = shown.unwrap_or(&self.readme);
            return Some(format!(
                "{tests} blocks of code would be run, and not {expected}:\n{shown}"
            ));
        }
        if html(&self.readme) != html(&harmless.readme) {
            return Some(format!("the README has HTML: {}", self.readme));
        }
        let docs = |made: &Self| -> usize {
            let docs = made.files.values().flat_map(|file| &file.docs);
            docs.map(|docs| html(docs)).sum()
        };
        if docs(self) != docs(harmless) {
            return Some("docs have HTML".to_owned());
        }
        None
    }

    /// Returns the number of items of each kind. A name determines the file of a type. So it affects the
    /// number of files, the imports between them, and the number of macro calls that cover all types of a
    /// file.
    fn kinds(&self, is_name: bool) -> BTreeMap<&'static str, usize> {
        let mut kinds = BTreeMap::new();
        for (kind, count) in self.files.values().flat_map(|file| &file.kinds) {
            if !(is_name && matches!(*kind, MODULE | "use" | "macro")) {
                *kinds.entry(*kind).or_default() += count;
            }
        }
        kinds
    }

    /// Returns whether there is a file for each module, except for the crate root and the runtime.
    fn has_its_modules(&self) -> bool {
        let declared = self.files.values().filter_map(|file| file.kinds.get(MODULE));
        let files = self.files.keys().filter(|path| path.starts_with("src/"));
        declared.sum::<usize>() == files.count()
    }

    /// Returns the number of code blocks in docs and README that rustdoc would run.
    fn doctests(&self) -> usize {
        let docs = self.files.values().flat_map(|file| &file.docs);
        docs.map(|docs| doctests(docs)).sum::<usize>() + doctests(&self.readme)
    }

    fn difference(&self, other: &Self) -> String {
        let differing = self.files.iter().find(|(path, file)| {
            other
                .files
                .get(*path)
                .is_none_or(|other| other.tokens != file.tokens)
        });
        let Some((path, file)) = differing else {
            return format!("files are missing, or the manifest differs: {:?}", self.manifest);
        };
        let expected = other
            .files
            .get(path)
            .map(|other| other.tokens.as_str())
            .unwrap_or_default();
        let same = file
            .tokens
            .bytes()
            .zip(expected.bytes())
            .take_while(|(left, right)| left == right)
            .count();
        let from = |text: &str| {
            text.chars()
                .skip(same.saturating_sub(80))
                .take(240)
                .collect::<String>()
        };
        format!(
            "{path}:\n  {}\nin place of\n  {}",
            from(&file.tokens),
            from(expected)
        )
    }
}
