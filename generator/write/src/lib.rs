//! Writing of files into a folder, or comparison with the files there.
//!
//! The folder may contain other files. `.generated-files` lists the files that a run wrote, and only those are changed
//! or removed later. All others are foreign. If a foreign file has the path of a generated one, nothing is written,
//! unless their contents are equal: then the file becomes a generated one. A header such as `@generated` proves nothing,
//! since other generators write it too.
//!
//! Lines end with LF. Knows nothing else about the contents of files.

mod apply;
mod check;
mod error;
mod list;
mod path;
mod plan;

use std::borrow::Cow;
use std::path::Path;

use sdk_emit::SourceFile;

pub use error::WriteError;

/// Whether files that differ are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Writes files that differ.
    Write,
    /// Reports files that differ, and changes nothing.
    Check,
}

/// The result of writing or checking.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The number of files that were written.
    pub written: usize,
    /// The number of files that were up to date.
    pub unchanged: usize,
    /// The files that are no longer generated and were removed.
    pub removed: Vec<String>,
    /// The foreign files, which are not changed. For [`Mode::Check`] each of them is a difference.
    pub foreign: Vec<String>,
    /// The differences in the order of paths. Only [`Mode::Check`] reports them.
    pub differences: Vec<Difference>,
}

/// A file that is not up to date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Its path below the folder.
    pub path: String,
    /// The kind of difference.
    pub kind: DifferenceKind,
    /// A unified diff; for an extra file, a line with its path.
    pub diff: String,
}

/// The kind of a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DifferenceKind {
    /// The file does not exist.
    Missing,
    /// The file should not exist.
    Extra,
    /// The contents differ.
    Changed,
}

/// Writes files into a folder, or compares the two.
///
/// Files that are up to date are not touched. All others are written to a staging folder first, and moved at the end. A
/// run that is interrupted before the move leaves the old files intact. If it is interrupted later, the list contains
/// the old and the new files, and the next run completes the work.
///
/// # Errors
///
/// Fails if the folder cannot be read or written, if a path is not below it, or if a foreign file has the path of a
/// generated one.
pub fn write(folder: &Path, files: &[SourceFile], mode: Mode) -> Result<Report, WriteError> {
    let mut files: Vec<Cow<'_, SourceFile>> = files.iter().map(with_lf).collect();
    let list = list::of(files.iter().map(|file| file.path.as_str()));
    files.push(Cow::Owned(list));
    files.sort();
    path::check(folder, &files)?;
    if mode == Mode::Write {
        apply::remove_leftovers(folder)?;
    }
    let owned = list::read(folder)?;
    let present = path::files_below(folder)?;
    match mode {
        Mode::Check => check::compare(folder, &files, &owned, &present),
        Mode::Write => {
            let plan = plan::plan(folder, &files, &owned, &present)?;
            apply::apply(folder, &plan, &owned)?;
            Ok(plan.report)
        }
    }
}

fn with_lf(file: &SourceFile) -> Cow<'_, SourceFile> {
    // Searching for one byte is much faster than for two.
    if !file.text.contains('\r') {
        return Cow::Borrowed(file);
    }
    Cow::Owned(SourceFile {
        path: file.path.clone(),
        text: file.text.replace("\r\n", "\n"),
    })
}

#[cfg(test)]
mod tests;
