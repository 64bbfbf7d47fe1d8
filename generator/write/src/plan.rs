//! What a run has to do, settled before anything is touched.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::{Report, WriteError, path};
use sdk_emit::SourceFile;

/// What a run has to do.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    /// The files to be written.
    pub(super) changed: Vec<&'a SourceFile>,
    /// What there will be to say.
    pub(super) report: Report,
}

/// Compares what should be there with what is.
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
    let mut in_the_way: BTreeSet<PathBuf> = BTreeSet::new();
    for (file, is_right) in files.iter().zip(compare(folder, files, present)) {
        match is_right? {
            None => {
                in_the_way.extend(obstacle(folder, &file.path, &stale, &foreign));
                changed.push(&**file);
            }
            Some(true) => unchanged += 1,
            Some(false) if owned.contains(&file.path) => changed.push(&**file),
            Some(false) => {
                in_the_way.insert(folder.join(&file.path));
            }
        }
    }
    if !in_the_way.is_empty() {
        return Err(WriteError::Foreign {
            paths: in_the_way.into_iter().collect(),
        });
    }
    let report = Report {
        written: changed.len(),
        unchanged,
        removed: stale.into_iter().map(str::to_owned).collect(),
        foreign: foreign
            .into_iter()
            .filter(|path| !path::is_dropping(path))
            .map(str::to_owned)
            .collect(),
        differences: Vec::new(),
    };
    Ok(Plan { changed, report })
}

/// Whether each file says what it should; `None` of one that is not there.
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

/// What keeps a new file from its place, once the stale files are gone: a file where a folder belongs, a
/// folder that holds files, or a file whose name differs by case alone, where case does not matter.
fn obstacle(folder: &Path, path: &str, stale: &BTreeSet<&str>, foreign: &BTreeSet<&str>) -> Option<PathBuf> {
    // What is in the way is there, and is not wanted: in a fresh folder nothing is.
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
