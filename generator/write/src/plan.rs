//! The plan of a run, made before anything is changed.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::{Report, WriteError, path};
use sdk_emit::SourceFile;

/// The plan of a run.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    /// The files to write.
    pub(super) changed: Vec<&'a SourceFile>,
    /// The report of the run.
    pub(super) report: Report,
}

/// Compares the generated files with those in the folder.
pub(super) fn plan<'a>(
    folder: &Path,
    files: &'a [Cow<'_, SourceFile>],
    owned: &BTreeSet<String>,
    present: &BTreeSet<String>,
) -> Result<Plan<'a>, WriteError> {
    let wanted: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let unwanted = present
        .iter()
        .map(String::as_str)
        .filter(|path| !wanted.contains(path));
    let (stale, foreign): (BTreeSet<&str>, BTreeSet<&str>) = unwanted.partition(|path| owned.contains(*path));
    let mut changed = Vec::new();
    let mut unchanged = 0;
    let mut obstacles: BTreeSet<PathBuf> = BTreeSet::new();
    for (file, is_right) in files.iter().zip(compare(folder, files, present)) {
        match is_right? {
            None => {
                obstacles.extend(obstacle(folder, &file.path, &stale, &foreign));
                changed.push(&**file);
            }
            Some(true) => unchanged += 1,
            Some(false) if owned.contains(&file.path) => changed.push(&**file),
            Some(false) => {
                obstacles.insert(folder.join(&file.path));
            }
        }
    }
    if !obstacles.is_empty() {
        return Err(WriteError::Foreign {
            paths: obstacles.into_iter().collect(),
        });
    }
    let report = Report {
        written: changed.len(),
        unchanged,
        removed: stale.into_iter().map(str::to_owned).collect(),
        foreign: foreign
            .into_iter()
            .filter(|path| !path::is_clutter(path))
            .map(str::to_owned)
            .collect(),
        differences: Vec::new(),
    };
    Ok(Plan { changed, report })
}

/// Returns for each file whether it is up to date; `None` if it does not exist.
fn compare(
    folder: &Path,
    files: &[Cow<'_, SourceFile>],
    present: &BTreeSet<String>,
) -> Vec<Result<Option<bool>, WriteError>> {
    let is_right = |file: &Cow<'_, SourceFile>| {
        if !present.contains(&file.path) {
            return Ok(None);
        }
        let target = folder.join(&file.path);
        let current = fs::read(&target).map_err(|error| WriteError::io(&target, error))?;
        Ok(Some(current == file.text.as_bytes()))
    };
    files.par_iter().map(is_right).collect()
}

/// Returns the foreign file that prevents a new file: a file with the path of its folder, a file below its path, or, on
/// file systems that ignore case, a file whose name differs only in case.
fn obstacle(folder: &Path, path: &str, stale: &BTreeSet<&str>, foreign: &BTreeSet<&str>) -> Option<PathBuf> {
    // Only files that are not generated can be in the way. A fresh folder has none.
    if stale.is_empty() && foreign.is_empty() {
        return None;
    }
    let mut parents = path.match_indices('/').filter_map(|(at, _)| path.get(..at));
    if let Some(file) = parents.find(|parent| foreign.contains(parent)) {
        return Some(folder.join(file));
    }
    let below = format!("{path}/");
    let next = foreign.range(below.as_str()..).next();
    if let Some(file) = next.filter(|file| file.starts_with(&below)) {
        return Some(folder.join(file));
    }
    let target = folder.join(path);
    let is_spelled_otherwise =
        target.is_file() && !stale.iter().any(|stale| stale.eq_ignore_ascii_case(path));
    is_spelled_otherwise.then_some(target)
}
