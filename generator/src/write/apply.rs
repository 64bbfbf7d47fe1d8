//! Does what a plan says: stages, then removes and moves.
//!
//! Nothing is synced to the disk: what a power cut takes is generated again, and waiting for hundreds of files would take
//! longer than all the rest. A process that is killed leaves whole files and a list that names them.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use tempfile::TempDir;

use super::WriteError;
use super::list::{self, LIST};
use super::plan::Plan;
use crate::emit::SourceFile;

/// How the name of a staging folder begins.
pub(super) const STAGE: &str = ".generating-";

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
    files: Vec<Move>,
    /// The new list, where it differs from the old one.
    list: Vec<Move>,
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
            let written =
                fs::File::create(&from).and_then(|mut staged| staged.write_all(file.text.as_bytes()));
            written.map_err(|error| WriteError::io(&from, error))?;
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
        // Most of the time goes into waiting for the file system, which takes several files at once.
        let put_all = |files: &[&SourceFile], first: usize| {
            let staged: Vec<_> = files
                .par_iter()
                .enumerate()
                .map(|(index, file)| put((first + index).to_string(), file))
                .collect();
            staged.into_iter().collect::<Result<Vec<Move>, WriteError>>()
        };
        Ok(Self {
            everything,
            files: put_all(&others, 0)?,
            list: put_all(&lists, others.len())?,
            _folder: stage,
        })
    }

    /// Puts the list of the old and the new files into place.
    pub(super) fn own_everything(&self) -> Result<(), WriteError> {
        self.everything.iter().try_for_each(Move::run)
    }

    /// Puts the files into place, and the new list after them.
    fn move_files(&self) -> Result<(), WriteError> {
        let moved: Vec<Result<(), WriteError>> = self.files.par_iter().map(Move::run).collect();
        moved.into_iter().collect::<Result<(), WriteError>>()?;
        self.list.iter().try_for_each(Move::run)
    }
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
        let is_ours = name == "everything" || name.chars().all(|letter| letter.is_ascii_digit());
        if is_ours && entry.file_type()?.is_file() {
            fs::remove_file(entry.path())?;
        } else {
            is_empty = false;
        }
    }
    if is_empty { fs::remove_dir(stage) } else { Ok(()) }
}
