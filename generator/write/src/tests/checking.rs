//! What a check finds.

use super::super::{Difference, DifferenceKind};
use super::*;

fn differences(folder: &Path, all: &[(&str, &str)]) -> Vec<Difference> {
    let before = everything(folder);
    let report = write(folder, &files(all), Mode::Check).expect("it is read");
    assert_eq!(everything(folder), before, "a check touches nothing");
    assert_eq!((report.written, report.removed.len()), (0, 0));
    report.differences
}

/// A folder with a name, below one that removes itself.
fn sdk(outer: &TempDir, all: &[(&str, &str)]) -> std::path::PathBuf {
    let out = outer.path().join("generated-sdk");
    put(&out, all);
    out
}

#[test]
fn what_is_up_to_date_has_no_differences() {
    let outer = folder();
    let out = sdk(&outer, &[("a.rs", "1"), ("src/b.rs", "2")]);
    assert_eq!(differences(&out, &[("src/b.rs", "2"), ("a.rs", "1")]), []);
}

#[test]
fn a_hand_edited_file_is_shown_as_a_unified_diff() {
    let outer = folder();
    let all = [("src/x.rs", "1\n2\n3\n4\n5\n6\n7\n8\n9\n")];
    let out = sdk(&outer, &all);
    place(&out, "src/x.rs", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n");
    assert_eq!(
        differences(&out, &all),
        [Difference {
            path: "src/x.rs".to_owned(),
            kind: DifferenceKind::Changed,
            diff: "--- generated-sdk/src/x.rs\n+++ generated-sdk/src/x.rs\n@@ -2,7 +2,7 @@\n \
                   2\n 3\n 4\n-five\n+5\n 6\n 7\n 8\n"
                .to_owned(),
        }]
    );
}

#[test]
fn a_missing_file_is_shown_as_a_new_one() {
    let outer = folder();
    let all = [("a.rs", "1\n"), ("empty.rs", "")];
    let out = sdk(&outer, &all);
    fs::remove_file(out.join("a.rs")).expect("it is removed");
    fs::remove_file(out.join("empty.rs")).expect("it is removed");
    let found = differences(&out, &all);
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|found| found.kind == DifferenceKind::Missing));
    assert_eq!(
        found[0].diff,
        "--- /dev/null\n+++ generated-sdk/a.rs\n@@ -0,0 +1 @@\n+1\n"
    );
    assert_eq!(found[1].diff, "--- /dev/null\n+++ generated-sdk/empty.rs\n");
}

#[test]
fn an_extra_file_is_named() {
    let outer = folder();
    let out = sdk(&outer, &[("a.rs", "1"), ("old.rs", "1")]);
    place(&out, "src/mine.rs", "mine");
    let report = write(&out, &files(&[("a.rs", "1")]), Mode::Check).expect("it is read");
    let found: Vec<(DifferenceKind, &str)> = report
        .differences
        .iter()
        .filter(|found| found.path != ".generated-files")
        .map(|found| (found.kind, found.diff.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            (
                DifferenceKind::Extra,
                "generated-sdk/old.rs is no longer generated\n"
            ),
            (
                DifferenceKind::Extra,
                "generated-sdk/src/mine.rs is not generated\n"
            ),
        ]
    );
    assert_eq!(report.foreign, ["src/mine.rs"]);
}

#[test]
fn the_list_is_compared_too() {
    let outer = folder();
    let out = sdk(&outer, &[("a.rs", "1")]);
    place(&out, ".generated-files", "");
    let found = differences(&out, &[("a.rs", "1")]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].path, ".generated-files");
}

#[test]
fn differences_are_in_the_order_of_paths() {
    let outer = folder();
    let out = sdk(&outer, &[("a.rs", "1"), ("b.rs", "1"), ("c.rs", "1")]);
    fs::remove_file(out.join("c.rs")).expect("it is removed");
    place(&out, "b.rs.orig", "mine");
    place(&out, "a.rs", "edited");
    let found = differences(&out, &[("a.rs", "1"), ("b.rs", "1"), ("c.rs", "1")]);
    let paths: Vec<&str> = found.iter().map(|found| found.path.as_str()).collect();
    assert_eq!(paths, ["a.rs", "b.rs.orig", "c.rs"]);
}

#[test]
fn a_folder_that_is_not_there_is_not_made() {
    let outer = folder();
    let out = outer.path().join("out");
    let report = write(&out, &files(&[("a.rs", "1")]), Mode::Check).expect("it is read");
    assert_eq!(report.differences.len(), 2);
    assert!(!out.exists());
}

#[test]
fn bytes_that_are_no_text_differ_like_any_others() {
    let outer = folder();
    let all = [("a.rs", "\u{fffd}\n")];
    let out = sdk(&outer, &all);
    fs::write(out.join("a.rs"), b"\xff\n").expect("it is written");
    let found = write(&out, &files(&all), Mode::Check)
        .expect("it is read")
        .differences;
    assert_eq!(found.len(), 1);
    assert!(
        found[0].diff.starts_with("--- generated-sdk/a.rs\n"),
        "{}",
        found[0].diff
    );
}

/// Many lines of few kinds, in an order that repeats late.
fn jumble(seed: u32) -> String {
    let mut state = seed;
    (0..60_000).fold(String::new(), |text, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        text + ["a\n", "b\n", "c\n", "d\n"][(state >> 30) as usize]
    })
}

#[test]
fn large_files_that_differ_everywhere_are_compared_in_time() {
    let outer = folder();
    let (old, new) = (jumble(1), jumble(2));
    let out = sdk(&outer, &[("a.rs", &old)]);
    let start = std::time::Instant::now();
    assert_eq!(differences(&out, &[("a.rs", &new)]).len(), 1);
    assert!(start.elapsed() < std::time::Duration::from_secs(20));
}
