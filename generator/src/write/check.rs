//! Compares files with a folder, and touches nothing.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use similar::TextDiff;

use super::{Difference, DifferenceKind, Report, WriteError};
use crate::emit::SourceFile;

/// What differs between the files that should be there and those that are.
pub(super) fn compare(
    folder: &Path,
    files: &[SourceFile],
    present: &BTreeSet<String>,
) -> Result<Report, WriteError> {
    let mut report = Report::default();
    let name = folder
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    for file in files {
        let target = folder.join(&file.path);
        if !present.contains(&file.path) {
            report.differences.push(Difference {
                path: file.path.clone(),
                kind: DifferenceKind::Missing,
                diff: unified("", &file.text, "/dev/null", &format!("{name}/{}", file.path)),
            });
            continue;
        }
        let current = fs::read(&target).map_err(|error| WriteError::io(&target, error))?;
        if current == file.text.as_bytes() {
            report.unchanged += 1;
            continue;
        }
        let path = format!("{name}/{}", file.path);
        report.differences.push(Difference {
            path: file.path.clone(),
            kind: DifferenceKind::Changed,
            diff: unified(&String::from_utf8_lossy(&current), &file.text, &path, &path),
        });
    }
    let wanted: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    for path in present.iter().filter(|path| !wanted.contains(path.as_str())) {
        report.differences.push(Difference {
            path: path.clone(),
            kind: DifferenceKind::Extra,
            diff: format!("{name}/{path} is not generated\n"),
        });
    }
    report
        .differences
        .sort_by(|left, right| left.path.cmp(&right.path));
    Ok(report)
}

fn unified(old: &str, new: &str, old_name: &str, new_name: &str) -> String {
    TextDiff::from_lines(old, new)
        .unified_diff()
        .context_radius(3)
        .header(old_name, new_name)
        .to_string()
}
