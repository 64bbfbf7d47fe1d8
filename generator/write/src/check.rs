//! Compares files with a folder, and touches nothing.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use similar::TextDiff;

use super::apply::STAGE;
use super::{Difference, DifferenceKind, Report, WriteError, path};
use sdk_emit::SourceFile;

/// What differs between the files that should be there and those that are.
pub(super) fn compare(
    folder: &Path,
    files: &[Cow<'_, SourceFile>],
    owned: &BTreeSet<String>,
    present: &BTreeSet<String>,
) -> Result<Report, WriteError> {
    let mut report = Report::default();
    let prefix = prefix(folder);
    for file in files {
        match difference(folder, &prefix, file, present)? {
            Some(difference) => report.differences.push(difference),
            None => report.unchanged += 1,
        }
    }
    let wanted: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let extra = present
        .iter()
        .filter(|path| !wanted.contains(path.as_str()) && !path::is_dropping(path));
    for path in extra {
        let what = if owned.contains(path) || path.starts_with(STAGE) {
            "no longer generated"
        } else {
            report.foreign.push(path.clone());
            "not generated"
        };
        report.differences.push(Difference {
            path: path.clone(),
            kind: DifferenceKind::Extra,
            diff: format!("{prefix}{path} is {what}\n"),
        });
    }
    report
        .differences
        .sort_by(|left, right| left.path.cmp(&right.path));
    Ok(report)
}

fn difference(
    folder: &Path,
    prefix: &str,
    file: &SourceFile,
    present: &BTreeSet<String>,
) -> Result<Option<Difference>, WriteError> {
    let target = folder.join(&file.path);
    let name = format!("{prefix}{}", file.path);
    let (kind, diff) = if present.contains(&file.path) {
        let current = fs::read(&target).map_err(|error| WriteError::io(&target, error))?;
        if current == file.text.as_bytes() {
            return Ok(None);
        }
        let current = String::from_utf8_lossy(&current);
        let diff = unified(&current, &file.text, &name, &name);
        (DifferenceKind::Changed, diff)
    } else {
        let diff = unified("", &file.text, "/dev/null", &name);
        (DifferenceKind::Missing, diff)
    };
    Ok(Some(Difference {
        path: file.path.clone(),
        kind,
        diff,
    }))
}

/// The folder's name, which begins each path that is shown.
fn prefix(folder: &Path) -> String {
    // Only the file system knows what `.` and `..` are called.
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    match folder.file_name() {
        Some(name) => format!("{}/", name.to_string_lossy()),
        None => String::new(),
    }
}

fn unified(old: &str, new: &str, old_name: &str, new_name: &str) -> String {
    let diff = TextDiff::from_lines(old, new)
        .unified_diff()
        .context_radius(3)
        .header(old_name, new_name)
        .to_string();
    if diff.is_empty() {
        // An empty file that is missing has no lines to differ in, and bytes that are no text may have none.
        return format!("--- {old_name}\n+++ {new_name}\n");
    }
    diff
}
