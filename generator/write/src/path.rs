//! Paths: they stay in the folder, whatever they are called and whatever lies there.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::WriteError;
use super::apply::STAGE;
use sdk_emit::SourceFile;

/// What belongs to others at the top of a folder: to cargo, to version control, and the changelog to people.
const OTHERS: [&str; 7] = [
    "target",
    "Cargo.lock",
    "CHANGELOG.md",
    ".git",
    ".hg",
    ".jj",
    ".svn",
];

/// Whether a file is what a file manager leaves in any folder that it shows: nobody wants to hear of it.
pub(super) fn is_dropping(path: &str) -> bool {
    path.rsplit('/').next() == Some(".DS_Store")
}

/// Refuses paths that leave the folder, or that cannot both be there.
pub(super) fn check(folder: &Path, files: &[Cow<'_, SourceFile>]) -> Result<(), WriteError> {
    // What each path and each folder above it is called, by its name where case does not matter, and whether
    // something is there: below nothing there is nothing to look at.
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
                    is_there = is_there && refuse_link(folder.join(parent))?;
                    folders.insert(name, (parent, is_there));
                }
            }
        }
        if is_there {
            refuse_link(folder.join(&file.path))?;
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

/// Refuses a link; says whether anything is there.
fn refuse_link(path: PathBuf) -> Result<bool, WriteError> {
    match fs::symlink_metadata(&path) {
        Ok(found) if found.is_symlink() => Err(WriteError::Link { path }),
        found => Ok(found.is_ok()),
    }
}

/// Whether a path is made of plain names and is nobody else's.
fn is_plain(path: &str) -> bool {
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.');
    // Windows drops a dot at the end; `.` and `..` have one too.
    let is_name = |part: &str| {
        !part.is_empty() && !part.ends_with('.') && part.len() <= 255 && part.chars().all(is_letter)
    };
    let top = path.split('/').next().unwrap_or_default();
    path.split('/').all(|part| is_name(part) && !is_device(part))
        && !OTHERS.iter().any(|other| other.eq_ignore_ascii_case(top))
        && !top.starts_with(STAGE)
}

/// Whether Windows takes a name for a device, in any case and with any ending.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let number = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    let is_digit = |rest: &str| matches!(rest.as_bytes(), [digit] if digit.is_ascii_digit());
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul") || number.is_some_and(is_digit)
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
