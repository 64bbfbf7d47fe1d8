//! Checks of paths: no path leaves the folder, whatever its name and whatever the folder contains.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::WriteError;
use sdk_emit::SourceFile;

/// The prefix of the names of staging folders.
pub(super) const STAGE: &str = ".generating-";

/// The files and folders at the top that are never generated: those of Cargo and version control, and the changelog.
const OTHERS: [&str; 7] = [
    "target",
    "Cargo.lock",
    "CHANGELOG.md",
    ".git",
    ".hg",
    ".jj",
    ".svn",
];

/// Returns whether a file was created by a file manager. Such files are not reported.
pub(super) fn is_clutter(path: &str) -> bool {
    path.rsplit('/').next() == Some(".DS_Store")
}

/// Rejects paths that leave the folder, and paths that cannot exist together.
pub(super) fn check(folder: &Path, files: &[Cow<'_, SourceFile>]) -> Result<(), WriteError> {
    // The parent folders by lower-case path, each with its spelling and whether it exists. Nothing below a folder that
    // does not exist has to be checked.
    let mut folders: BTreeMap<String, (&str, bool)> = BTreeMap::new();
    let has_folder = folder.exists();
    let mut taken: BTreeMap<String, &str> = BTreeMap::new();
    for file in files {
        if !is_plain(&file.path) {
            return Err(WriteError::Path {
                path: file.path.clone(),
            });
        }
        let parents = file
            .path
            .match_indices('/')
            .filter_map(|(at, _)| file.path.get(..at));
        let mut is_there = has_folder;
        for parent in parents {
            let name = parent.to_ascii_lowercase();
            match folders.get(&name) {
                Some((known, _)) if *known != parent => return Err(clash(known, parent)),
                Some((_, was_there)) => is_there = *was_there,
                None => {
                    is_there = is_there && reject_link(folder.join(parent))?;
                    folders.insert(name, (parent, is_there));
                }
            }
        }
        if is_there {
            reject_link(folder.join(&file.path))?;
        }
        if let Some(first) = taken.insert(file.path.to_ascii_lowercase(), &file.path) {
            return Err(clash(first, &file.path));
        }
    }
    match taken.iter().find(|(name, _)| folders.contains_key(*name)) {
        Some((name, file)) => Err(clash(file, folders.get(name).map_or("", |(folder, _)| folder))),
        None => Ok(()),
    }
}

fn clash(first: &str, second: &str) -> WriteError {
    WriteError::Clash {
        first: first.to_owned(),
        second: second.to_owned(),
    }
}

/// Rejects symbolic links. Returns whether the path exists.
fn reject_link(path: PathBuf) -> Result<bool, WriteError> {
    match fs::symlink_metadata(&path) {
        Ok(found) if found.is_symlink() => Err(WriteError::Link { path }),
        found => Ok(found.is_ok()),
    }
}

/// Returns whether all segments of a path are plain names and the path can be generated.
fn is_plain(path: &str) -> bool {
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.');
    // Windows drops a trailing dot; `.` and `..` have one too.
    let is_name = |part: &str| {
        !part.is_empty() && !part.ends_with('.') && part.len() <= 255 && part.chars().all(is_letter)
    };
    let top = path.split('/').next().unwrap_or_default();
    path.split('/').all(|part| is_name(part) && !is_device(part))
        && !OTHERS.iter().any(|other| other.eq_ignore_ascii_case(top))
        && !top.starts_with(STAGE)
}

/// Returns whether a name is a device on Windows, in any case and with any extension.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let number = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    let is_digit = |rest: &str| matches!(rest.as_bytes(), [digit] if digit.is_ascii_digit());
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul") || number.is_some_and(is_digit)
}

/// Returns the files below a folder, without those of Cargo and version control. Links are listed, but not followed.
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
            if below.is_empty() && OTHERS.contains(&name.as_str()) {
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
