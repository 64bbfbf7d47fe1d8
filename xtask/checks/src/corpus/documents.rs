//! The documents of a folder, and their expected outcomes.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use xtask::source::package_name;

/// A document of the folder.
#[derive(Debug)]
pub(super) struct Found {
    /// Its path.
    pub(super) path: PathBuf,
    /// Its path relative to the folder.
    pub(super) name: String,
    /// The name of its crate, unique within the folder.
    pub(super) package: String,
    /// A hash of its content.
    pub(super) digest: u64,
    /// Its expected outcome.
    pub(super) expectation: Expectation,
}

/// The expected outcome of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expectation {
    /// It generates: the index lists it without problems.
    Works,
    /// It generates or is rejected.
    Unknown,
}

/// Returns the documents below a folder, sorted by path.
pub(super) fn find(folder: &Path, filter: Option<&str>) -> Result<Vec<Found>, String> {
    let paths = paths(folder)?;
    let expectations = expectations(folder);
    let mut packages: BTreeMap<String, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for path in paths {
        let name = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
        // Documents that the filter skips count, so that a filter changes no name.
        let mut package = package_name(&name);
        let count = packages.entry(package.clone()).or_default();
        *count += 1;
        if *count > 1 {
            package = format!("{package}-{count}");
        }
        if filter.is_some_and(|text| !path.display().to_string().contains(text)) {
            continue;
        }
        let bytes = std::fs::read(&path).map_err(|error| message(&path, &error))?;
        found.push(Found {
            expectation: expectations.get(&name).copied().unwrap_or(Expectation::Unknown),
            digest: digest(&bytes),
            path,
            name,
            package,
        });
    }
    Ok(found)
}

/// Returns the sorted paths of the documents below a folder.
pub(crate) fn paths(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut paths = Vec::new();
    let mut queue = vec![folder.to_owned()];
    while let Some(folder) = queue.pop() {
        let entries = std::fs::read_dir(&folder).map_err(|error| message(&folder, &error))?;
        for entry in entries {
            let path = entry.map_err(|error| message(&folder, &error))?.path();
            if path.is_dir() {
                queue.push(path);
            } else if is_document(&path) {
                paths.push(path);
            }
        }
    }
    paths.sort();
    Ok(paths)
}

/// Hashes bytes, with the same result in every run.
pub(super) fn digest(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}

fn is_document(path: &Path) -> bool {
    let extensions = ["yaml", "yml", "json"];
    path.extension()
        .is_some_and(|extension| extensions.iter().any(|known| extension == *known))
}

/// Reads the expected outcomes from the folder's index.
fn expectations(folder: &Path) -> BTreeMap<String, Expectation> {
    let Ok(index) = std::fs::read_to_string(folder.join("index.tsv")) else {
        return BTreeMap::new();
    };
    let mut lines = index.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let head = lines.next().unwrap_or_default();
    let column = |name: &str| head.iter().position(|title| *title == name);
    let (Some(path), Some(problems)) = (column("path"), column("problems")) else {
        return BTreeMap::new();
    };
    let version = column("openapi");
    lines
        .filter_map(|line| {
            // Swagger 2.0 is rejected in any case.
            let is_openapi =
                version.is_none_or(|version| line.get(version).is_some_and(|text| text.starts_with('3')));
            let has_problems = line.get(problems).is_some_and(|text| !text.trim().is_empty());
            let expectation = if is_openapi && !has_problems {
                Expectation::Works
            } else {
                Expectation::Unknown
            };
            Some(((*line.get(path)?).to_owned(), expectation))
        })
        .collect()
}

fn message(path: &Path, error: &std::io::Error) -> String {
    format!("error: `{}`: {error}", path.display())
}
