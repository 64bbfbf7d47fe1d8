//! Files in a folder: writes what differs, or tells it.
//!
//! The folder is shared with others: `.generated-files` lists the files that a run wrote, and only those
//! are ever changed or removed. A file that is not listed is foreign. Where a generated file belongs in
//! the place of a foreign one, nothing at all is written, unless the two say the same: then the file
//! becomes ours. A header such as `@generated` makes no file ours, since other generators write it too.
//!
//! What is written ends its lines with LF. Knows nothing else of what is in the files.

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

/// What to do about files that differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Make them what they should be.
    Write,
    /// Touch nothing and tell them.
    Check,
}

/// What was done, or what would have to be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// How many files were written.
    pub written: usize,
    /// How many files were right already, and were not touched.
    pub unchanged: usize,
    /// The files that were owned and are no longer generated; they are removed.
    pub removed: Vec<String>,
    /// Files that are not owned, and so are left alone. For [`Mode::Check`] each of them is a difference.
    pub foreign: Vec<String>,
    /// What differs, in the order of paths: filled by [`Mode::Check`] alone.
    pub differences: Vec<Difference>,
}

/// A file that is not what it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Its path below the folder.
    pub path: String,
    /// How it differs.
    pub kind: DifferenceKind,
    /// The difference as a unified diff; for an extra file, a line that names it.
    pub diff: String,
}

/// How a file differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DifferenceKind {
    /// It should be there.
    Missing,
    /// It should not be there.
    Extra,
    /// It says something else.
    Changed,
}

/// Writes files into a folder, or compares the two.
///
/// A file that is right is not touched. All that is to be written is staged first and moved into place at
/// the end, so that a run that breaks off before that leaves the old files whole; one that breaks off
/// later leaves the list complete, so that the next run finishes its work.
///
/// # Errors
///
/// Where the folder cannot be read or written, where a path leaves it, or where a file of somebody else's
/// is in the way.
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
    // One byte is looked for much faster than two.
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
