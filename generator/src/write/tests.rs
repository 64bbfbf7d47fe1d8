//! Tests of writing and checking, in folders of their own.

use std::fs;
use std::path::Path;

use super::{DifferenceKind, Mode, WriteError, write};
use crate::emit::SourceFile;

fn files(all: &[(&str, &str)]) -> Vec<SourceFile> {
    all.iter()
        .map(|(path, text)| SourceFile {
            path: (*path).to_owned(),
            text: (*text).to_owned(),
        })
        .collect()
}

fn read(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join(path)).expect("the file is there")
}

#[test]
fn only_what_differs_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let report = write(
        folder.path(),
        &files(&[("a.rs", "1"), ("src/b.rs", "2")]),
        Mode::Write,
    )
    .expect("it is written");
    assert_eq!((report.written, report.unchanged), (3, 0));
    let before = fs::metadata(folder.path().join("a.rs"))
        .and_then(|data| data.modified())
        .expect("it has a time");
    std::thread::sleep(std::time::Duration::from_millis(20));
    let report = write(
        folder.path(),
        &files(&[("a.rs", "1"), ("src/b.rs", "3")]),
        Mode::Write,
    )
    .expect("it is written");
    assert_eq!((report.written, report.unchanged), (1, 2));
    let after = fs::metadata(folder.path().join("a.rs"))
        .and_then(|data| data.modified())
        .expect("it has a time");
    assert_eq!(before, after);
    assert_eq!(read(folder.path(), "src/b.rs"), "3");
    let left: Vec<_> = fs::read_dir(folder.path()).expect("it is a folder").collect();
    assert_eq!(left.len(), 3, "the stage is gone");
}

#[test]
fn stale_files_go_and_foreign_ones_stay() {
    let folder = tempfile::tempdir().expect("a folder");
    write(
        folder.path(),
        &files(&[("a.rs", "1"), ("src/deep/b.rs", "2")]),
        Mode::Write,
    )
    .expect("it is written");
    fs::write(folder.path().join("mine.txt"), "mine").expect("it is written");
    let report = write(folder.path(), &files(&[("a.rs", "1")]), Mode::Write).expect("it is written");
    assert_eq!(report.removed, ["src/deep/b.rs"]);
    assert_eq!(report.foreign, ["mine.txt"]);
    assert!(!folder.path().join("src").exists());
    assert_eq!(read(folder.path(), "mine.txt"), "mine");
}

#[test]
fn a_foreign_file_in_the_way_is_not_overwritten() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.rs"), "mine").expect("it is written");
    let error = write(folder.path(), &files(&[("a.rs", "1")]), Mode::Write).expect_err("it is in the way");
    assert!(matches!(error, WriteError::Foreign { .. }));
    assert_eq!(read(folder.path(), "a.rs"), "mine");
}

#[test]
fn a_check_finds_each_difference_and_touches_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let all = files(&[("a.rs", "one\ntwo\n"), ("b.rs", "2"), ("c.rs", "3")]);
    write(folder.path(), &all, Mode::Write).expect("it is written");
    assert_eq!(
        write(folder.path(), &all, Mode::Check)
            .expect("it is read")
            .differences,
        []
    );
    fs::write(folder.path().join("a.rs"), "one\nTWO\n").expect("it is written");
    fs::remove_file(folder.path().join("b.rs")).expect("it is removed");
    fs::write(folder.path().join("d.rs"), "4").expect("it is written");
    fs::create_dir(folder.path().join("target")).expect("it is made");
    fs::write(folder.path().join("target/x"), "cargo's").expect("it is written");
    let report = write(folder.path(), &all, Mode::Check).expect("it is read");
    let found: Vec<(&str, DifferenceKind)> = report
        .differences
        .iter()
        .map(|difference| (difference.path.as_str(), difference.kind))
        .collect();
    assert_eq!(
        found,
        [
            ("a.rs", DifferenceKind::Changed),
            ("b.rs", DifferenceKind::Missing),
            ("d.rs", DifferenceKind::Extra)
        ]
    );
    assert!(
        report.differences[0].diff.contains("-TWO\n+two\n"),
        "{}",
        report.differences[0].diff
    );
    assert_eq!(read(folder.path(), "a.rs"), "one\nTWO\n");
    assert!(!folder.path().join("b.rs").exists());
}

#[test]
fn nothing_is_written_outside() {
    let outer = tempfile::tempdir().expect("a folder");
    let folder = outer.path().join("out");
    for path in [
        "../x.rs",
        "/x.rs",
        "a/../../x.rs",
        "a//b.rs",
        "a\u{0}b",
        "C:\\x",
        "",
        "a b",
    ] {
        let error = write(&folder, &files(&[(path, "1")]), Mode::Write).expect_err("it leads outside");
        assert!(matches!(error, WriteError::Outside { .. }), "{path}");
    }
    let error =
        write(&folder, &files(&[("A.rs", "1"), ("a.rs", "1")]), Mode::Write).expect_err("they are one");
    assert!(matches!(error, WriteError::SameName { .. }));
    assert!(!folder.exists());
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let outer = tempfile::tempdir().expect("a folder");
    let folder = outer.path().join("out");
    fs::create_dir_all(&folder).expect("it is made");
    std::os::unix::fs::symlink(outer.path(), folder.join("src")).expect("it is linked");
    let error = write(&folder, &files(&[("src/a.rs", "1")]), Mode::Write).expect_err("it leads outside");
    assert!(matches!(error, WriteError::Outside { .. }));
    assert!(!outer.path().join("a.rs").exists());
}
