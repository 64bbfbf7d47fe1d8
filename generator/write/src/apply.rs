//! Does what a plan says: stages, then removes and moves.
//!
//! Nothing is synced to the disk: what a power cut takes is generated again, and waiting for hundreds of files would take
//! longer than all the rest. A process that is killed leaves whole files and a list that names them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use tempfile::TempDir;

use super::WriteError;
use super::list::{self, LIST};
use super::plan::Plan;
use sdk_emit::SourceFile;

/// How the name of a staging folder begins.
pub(super) const STAGE: &str = ".generating-";

/// How the two lists are called in a staging folder. What else is ours there has a number for a name.
const LISTS: [&str; 2] = ["everything", "list"];

/// Does what a plan says.
///
/// While files come and go, the list on disk names the old ones and the new ones: whatever a run that
/// breaks off leaves behind is owned by the next.
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

/// What is to be moved into place.
#[derive(Debug)]
pub(super) struct Stage {
    /// Removes itself. Lies within the folder, so that no move crosses into another file system.
    _folder: TempDir,
    /// The list of the old and the new files.
    everything: Option<Move>,
    /// Files, and whole folders where there is none yet.
    files: Vec<Move>,
    /// The new list, where it differs from the old one.
    list: Option<Move>,
}

#[derive(Debug)]
struct Move {
    from: PathBuf,
    to: PathBuf,
}

impl Stage {
    /// Writes all files of a plan below a folder of their own. Nothing else is touched.
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

    /// Puts the list of the old and the new files into place.
    pub(super) fn own_everything(&self) -> Result<(), WriteError> {
        self.everything.iter().try_for_each(Move::run)
    }

    /// Puts the files into place, and the new list after them.
    pub(super) fn move_files(&self) -> Result<(), WriteError> {
        let moved: Vec<Result<(), WriteError>> = self.files.par_iter().map(Move::run).collect();
        moved.into_iter().collect::<Result<(), WriteError>>()?;
        self.list.iter().try_for_each(Move::run)
    }
}

/// Writes files below a staging folder. Says what is to be moved.
///
/// What goes into a folder that is not there yet is written into one folder, and moved with it: a first run
/// makes hundreds of files, and moves a few folders.
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
    // Most of the time goes into waiting for the file system, which takes several files at once.
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
    /// Nearly always the folder is there and nothing is in the way, so that is tried first.
    fn run(&self) -> Result<(), WriteError> {
        match fs::rename(&self.from, &self.to) {
            Ok(()) => Ok(()),
            Err(_) => self.make_room().and_then(|()| {
                fs::rename(&self.from, &self.to).map_err(|error| WriteError::io(&self.to, error))
            }),
        }
    }

    /// Makes the folder that the file goes into, and removes empty folders that have its name.
    fn make_room(&self) -> Result<(), WriteError> {
        if let Some(parent) = self.to.parent() {
            fs::create_dir_all(parent).map_err(|error| WriteError::io(parent, error))?;
        }
        let is_folder = fs::symlink_metadata(&self.to).is_ok_and(|found| found.is_dir());
        let cleared = if is_folder { remove_empty(&self.to) } else { Ok(()) };
        cleared.map_err(|error| WriteError::io(&self.to, error))
    }
}

/// Removes a folder that holds folders alone.
fn remove_empty(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            remove_empty(&entry.path())?;
        }
    }
    fs::remove_dir(folder)
}

/// Removes a file, and the folders that it leaves empty.
fn remove(folder: &Path, path: &str) -> Result<(), WriteError> {
    let target = folder.join(path);
    fs::remove_file(&target).map_err(|error| WriteError::io(&target, error))?;
    let mut parent = target.parent();
    while let Some(current) = parent.filter(|current| *current != folder) {
        // A folder that is not empty stays, and so do those around it.
        if fs::remove_dir(current).is_err() {
            break;
        }
        parent = current.parent();
    }
    Ok(())
}

/// Removes the staging folders of runs that broke off. What others put into one stays.
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
