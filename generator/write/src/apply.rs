//! Execution of a plan: writes to a staging folder, then removes and moves files.
//!
//! Nothing is synced to the disk: files lost in a power cut can be generated again, and syncing hundreds of files takes
//! longer than everything else. A process that is killed leaves complete files and a list of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use tempfile::TempDir;

use super::WriteError;
use super::list::{self, LIST};
use super::path::STAGE;
use super::plan::Plan;
use sdk_emit::SourceFile;

/// The names of the two lists in a staging folder. The names of all other files are numbers.
const LISTS: [&str; 2] = ["everything", "list"];

/// Executes a plan.
///
/// While files are moved and removed, the list on disk contains the old and the new ones, so that the next run owns
/// everything that an interrupted run leaves behind.
pub(super) fn apply(folder: &Path, plan: &Plan<'_>, owned: &BTreeSet<String>) -> Result<(), WriteError> {
    if plan.changed.is_empty() && plan.report.removed.is_empty() {
        return Ok(());
    }
    let stage = Stage::fill(folder, plan, owned)?;
    stage.own_everything()?;
    for path in &plan.report.removed {
        remove(folder, path)?;
    }
    stage.move_files()
}

/// The staged files.
#[derive(Debug)]
pub(super) struct Stage {
    /// Removes itself when dropped. It is below the folder, so that files move within one file system.
    _folder: TempDir,
    /// The list of the old and the new files.
    everything: Option<Move>,
    /// Files, and whole folders that do not exist yet.
    files: Vec<Move>,
    /// The new list, if it differs from the old one.
    list: Option<Move>,
}

#[derive(Debug)]
struct Move {
    from: PathBuf,
    to: PathBuf,
}

impl Stage {
    /// Writes all files of a plan to a staging folder. Changes nothing else.
    pub(super) fn fill(folder: &Path, plan: &Plan<'_>, owned: &BTreeSet<String>) -> Result<Self, WriteError> {
        fs::create_dir_all(folder).map_err(|error| WriteError::io(folder, error))?;
        let stage = tempfile::Builder::new()
            .prefix(STAGE)
            .tempdir_in(folder)
            .map_err(|error| WriteError::io(folder, error))?;
        let put = |name: String, file: &SourceFile| {
            let from = stage.path().join(name);
            put(&from, file)?;
            Ok(Move {
                from,
                to: folder.join(&file.path),
            })
        };
        let new = plan.changed.iter().map(|file| file.path.as_str());
        let everything = list::of(owned.iter().map(String::as_str).chain(new));
        let (lists, others): (Vec<&SourceFile>, Vec<&SourceFile>) =
            plan.changed.iter().partition(|file| file.path == LIST);
        let everything = match lists.first() {
            Some(_) => Some(put("everything".to_owned(), &everything)?),
            None => None,
        };
        let list = lists.first().map(|list| put("list".to_owned(), list));
        Ok(Self {
            everything,
            files: fill(stage.path(), folder, &others)?,
            list: list.transpose()?,
            _folder: stage,
        })
    }

    /// Moves the list of the old and the new files.
    pub(super) fn own_everything(&self) -> Result<(), WriteError> {
        self.everything.iter().try_for_each(Move::run)
    }

    /// Moves the files, and then the new list.
    pub(super) fn move_files(&self) -> Result<(), WriteError> {
        let moved: Vec<Result<(), WriteError>> = self.files.par_iter().map(Move::run).collect();
        moved.into_iter().collect::<Result<(), WriteError>>()?;
        self.list.iter().try_for_each(Move::run)
    }
}

/// Writes files to a staging folder. Returns the moves to make.
///
/// Files in a folder that does not exist yet are moved with the folder: a first run writes hundreds of files, and moves
/// a few folders.
fn fill(stage: &Path, folder: &Path, files: &[&SourceFile]) -> Result<Vec<Move>, WriteError> {
    let mut units: BTreeMap<&str, PathBuf> = BTreeMap::new();
    let mut is_there: BTreeMap<&str, bool> = BTreeMap::new();
    let mut folders: BTreeSet<PathBuf> = BTreeSet::new();
    let mut targets = Vec::new();
    for file in files {
        let mut parents = file
            .path
            .match_indices('/')
            .filter_map(|(at, _)| file.path.get(..at));
        let new = parents.find(|parent| {
            let known = is_there.entry(parent);
            !*known.or_insert_with(|| fs::symlink_metadata(folder.join(parent)).is_ok())
        });
        let unit = new.unwrap_or(&file.path);
        let name = units.len().to_string();
        let from = units.entry(unit).or_insert_with(|| stage.join(name));
        let rest = file
            .path
            .get(unit.len()..)
            .unwrap_or_default()
            .trim_start_matches('/');
        let target = if rest.is_empty() {
            from.clone()
        } else {
            from.join(rest)
        };
        folders.extend(target.parent().map(Path::to_owned));
        targets.push((target, *file));
    }
    for folder in folders {
        fs::create_dir_all(&folder).map_err(|error| WriteError::io(&folder, error))?;
    }
    // Most of the time is spent waiting for the file system, which can write several files at once.
    let written: Vec<_> = targets
        .par_iter()
        .map(|(target, file)| put(target, file))
        .collect();
    written.into_iter().collect::<Result<(), WriteError>>()?;
    let moves = units.into_iter().map(|(unit, from)| Move {
        from,
        to: folder.join(unit),
    });
    Ok(moves.collect())
}

fn put(target: &Path, file: &SourceFile) -> Result<(), WriteError> {
    let written = fs::File::create(target).and_then(|mut staged| staged.write_all(file.text.as_bytes()));
    written.map_err(|error| WriteError::io(target, error))
}

impl Move {
    /// Usually the target folder exists and nothing is in the way, so that is tried first.
    fn run(&self) -> Result<(), WriteError> {
        match fs::rename(&self.from, &self.to) {
            Ok(()) => Ok(()),
            Err(_) => self.make_room().and_then(|()| {
                fs::rename(&self.from, &self.to).map_err(|error| WriteError::io(&self.to, error))
            }),
        }
    }

    /// Creates the folder of the file, and removes empty folders with the name of the file.
    fn make_room(&self) -> Result<(), WriteError> {
        if let Some(parent) = self.to.parent() {
            fs::create_dir_all(parent).map_err(|error| WriteError::io(parent, error))?;
        }
        let is_folder = fs::symlink_metadata(&self.to).is_ok_and(|found| found.is_dir());
        let cleared = if is_folder { remove_empty(&self.to) } else { Ok(()) };
        cleared.map_err(|error| WriteError::io(&self.to, error))
    }
}

/// Removes a folder that only contains folders.
fn remove_empty(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            remove_empty(&entry.path())?;
        }
    }
    fs::remove_dir(folder)
}

/// Removes a file, and the folders that are empty without it.
fn remove(folder: &Path, path: &str) -> Result<(), WriteError> {
    let target = folder.join(path);
    fs::remove_file(&target).map_err(|error| WriteError::io(&target, error))?;
    let mut parent = target.parent();
    while let Some(current) = parent.filter(|current| *current != folder) {
        // A folder that is not empty stays, and so do its parents.
        if fs::remove_dir(current).is_err() {
            break;
        }
        parent = current.parent();
    }
    Ok(())
}

/// Removes the staging folders of interrupted runs, except for foreign files in them.
pub(super) fn remove_leftovers(folder: &Path) -> Result<(), WriteError> {
    if !folder.is_dir() {
        return Ok(());
    }
    let failed = |error| WriteError::io(folder, error);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let is_stage = entry.file_name().to_string_lossy().starts_with(STAGE);
        if is_stage && entry.file_type().map_err(failed)?.is_dir() {
            remove_stage(&entry.path()).map_err(|error| WriteError::io(&entry.path(), error))?;
        }
    }
    Ok(())
}

fn remove_stage(stage: &Path) -> io::Result<()> {
    let mut is_empty = true;
    for entry in fs::read_dir(stage)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_numbered = name.chars().all(|letter| letter.is_ascii_digit());
        let kind = entry.file_type()?;
        if is_numbered && kind.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else if kind.is_file() && (is_numbered || LISTS.contains(&name.as_str())) {
            fs::remove_file(entry.path())?;
        } else {
            is_empty = false;
        }
    }
    if is_empty { fs::remove_dir(stage) } else { Ok(()) }
}
