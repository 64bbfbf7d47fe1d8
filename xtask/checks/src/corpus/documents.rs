//! Which documents there are, and what is known of them.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use xtask::source::package_name;

/// A document of the folder.
#[derive(Debug)]
pub(super) struct Found {
    /// Where it is.
    pub(super) path: PathBuf,
    /// Its path below the folder.
    pub(super) name: String,
    /// The package that is made of it, which no other document shares.
    pub(super) package: String,
    /// Stands for what it says.
    pub(super) digest: u64,
    /// What should become of it.
    pub(super) expectation: Expectation,
}

/// What should become of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expectation {
    /// It generates: it is listed, without faults.
    Works,
    /// It generates or is refused.
    Unknown,
}

/// The documents below a folder, in the order of their paths.
pub(super) fn find(folder: &Path, filter: Option<&str>) -> Result<Vec<Found>, String> {
    let paths = paths(folder)?;
    let expectations = expectations(folder);
    let mut packages: BTreeMap<String, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for path in paths {
        let name = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
        // Every document counts, so that a filter changes no name.
        let mut package = package_name(&name);
        let count = packages.entry(package.clone()).or_default();
        *count += 1;
        if *count > 1 {
            package = format!("{package}-{count}");
        }
        if filter.is_some_and(|text| !path.display().to_string().contains(text)) {
            continue;
        }
        let bytes = std::fs::read(&path).map_err(|error| told(&path, &error))?;
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

/// The paths of the documents below a folder, in order.
pub(crate) fn paths(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut paths = Vec::new();
    let mut queue = vec![folder.to_owned()];
    while let Some(folder) = queue.pop() {
        let entries = std::fs::read_dir(&folder).map_err(|error| told(&folder, &error))?;
        for entry in entries {
            let path = entry.map_err(|error| told(&folder, &error))?.path();
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

/// Stands for bytes, from one run of the command to the next.
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

/// What the folder's index says of its documents.
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
            // Swagger 2.0 is refused, faults or not.
            let is_openapi =
                version.is_none_or(|version| line.get(version).is_some_and(|text| text.starts_with('3')));
            let has_faults = line.get(problems).is_some_and(|text| !text.trim().is_empty());
            let expectation = if is_openapi && !has_faults {
                Expectation::Works
            } else {
                Expectation::Unknown
            };
            Some(((*line.get(path)?).to_owned(), expectation))
        })
        .collect()
}

fn told(path: &Path, error: &std::io::Error) -> String {
    format!("error: `{}`: {error}", path.display())
}
