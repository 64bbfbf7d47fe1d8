//! Tests of writing and checking, in folders of their own.

mod checking;
mod ownership;
mod refusal;

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use tempfile::TempDir;

use super::{Mode, Report, WriteError, write};
use sdk_emit::SourceFile;

fn files(all: &[(&str, &str)]) -> Vec<SourceFile> {
    all.iter()
        .map(|(path, text)| SourceFile {
            path: (*path).to_owned(),
            text: (*text).to_owned(),
        })
        .collect()
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

/// Writes, which succeeds.
fn put(folder: &Path, all: &[(&str, &str)]) -> Report {
    write(folder, &files(all), Mode::Write).expect("it is written")
}

/// Writes, which fails.
fn refused(folder: &Path, all: &[(&str, &str)]) -> WriteError {
    write(folder, &files(all), Mode::Write).expect_err("it is refused")
}

/// Somebody else's doing.
fn place(folder: &Path, path: &str, text: &str) {
    let target = folder.join(path);
    fs::create_dir_all(target.parent().expect("it has a folder")).expect("it is made");
    fs::write(target, text).expect("it is written");
}

fn read(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join(path)).expect("the file is there")
}

/// Each file and folder below a folder with what it holds and when it changed.
fn everything(folder: &Path) -> Vec<(String, String, SystemTime)> {
    let mut found = Vec::new();
    let mut queue = vec![folder.to_owned()];
    while let Some(current) = queue.pop() {
        for entry in fs::read_dir(current).expect("it is a folder") {
            let entry = entry.expect("it is read");
            let data = entry.metadata().expect("it is read");
            let path = entry.path();
            let text = if data.is_dir() {
                String::new()
            } else {
                read(folder, &path.display().to_string())
            };
            let changed = data.modified().expect("it has a time");
            found.push((path.display().to_string(), text, changed));
            if data.is_dir() {
                queue.push(path);
            }
        }
    }
    found.sort();
    found
}
