//! Paths: they stay in the folder, whatever they are called and whatever lies there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::WriteError;
use crate::emit::SourceFile;

/// Folders and files that belong to cargo and to version control.
const IGNORED: [&str; 4] = ["target", "Cargo.lock", ".git", ".DS_Store"];

/// Refuses paths that leave the folder, or that are one on some file systems.
pub(super) fn check(folder: &Path, files: &[SourceFile]) -> Result<(), WriteError> {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for file in files {
        let parts: Vec<&str> = file.path.split('/').collect();
        if !parts.iter().all(|part| is_plain(part)) {
            return Err(WriteError::Outside {
                path: folder.join(&file.path),
            });
        }
        if let Some(first) = seen.insert(file.path.to_ascii_lowercase(), &file.path) {
            return Err(WriteError::SameName {
                first: first.to_owned(),
                second: file.path.clone(),
            });
        }
        let mut current = folder.to_owned();
        for part in parts {
            current.push(part);
            if current.is_symlink() {
                return Err(WriteError::Outside { path: current });
            }
        }
    }
    Ok(())
}

fn is_plain(part: &str) -> bool {
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.');
    !part.is_empty() && part != "." && part != ".." && part.len() <= 255 && part.chars().all(is_letter)
}

/// The files below a folder, without those of cargo and version control. Links are listed, not followed.
pub(super) fn files_below(folder: &Path) -> Result<BTreeSet<String>, WriteError> {
    let mut found = BTreeSet::new();
    let mut queue = vec![String::new()];
    while let Some(below) = queue.pop() {
        let current = folder.join(&below);
        if !current.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&current).map_err(|error| WriteError::io(&current, error))? {
            let entry = entry.map_err(|error| WriteError::io(&current, error))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if below.is_empty() && IGNORED.contains(&name.as_str()) {
                continue;
            }
            let path = if below.is_empty() {
                name
            } else {
                format!("{below}/{name}")
            };
            let kind = entry
                .file_type()
                .map_err(|error| WriteError::io(&entry.path(), error))?;
            if kind.is_dir() {
                queue.push(path);
            } else {
                found.insert(path);
            }
        }
    }
    Ok(found)
}
