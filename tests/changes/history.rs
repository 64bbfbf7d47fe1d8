//! An API over time, with steps that real APIs take, each with its report.
//!
//! A parameter with another type, a format, an addition, an export that differs only in its timestamp, an
//! export that moves everything to components, and one that reverts some of that.

use std::path::PathBuf;

use sdk_generator::change::Verdict;
use sdk_generator::versions::compare;

use super::{open, version};

#[test]
fn steps() {
    for (old, new) in history() {
        let [old, new] =
            [old, new].map(|path| (path.file_stem().map(std::ffi::OsStr::to_owned), open(&path)));
        let report = compare(&version(&old.1), &version(&new.1));
        let name = new.0.unwrap_or_default().display().to_string();
        insta::assert_snapshot!(name, report.text(false));
    }
}

#[test]
fn only_an_export_that_differs_in_timestamps_changes_nothing() {
    let verdicts: Vec<Option<Verdict>> = history()
        .into_iter()
        .map(|(old, new)| compare(&version(&open(&old)), &version(&open(&new))).sdk_verdict())
        .collect();
    // In the third step, different copies are merged into one type with another name; without a lock, the old
    // name is lost.
    let breaking = Some(Verdict::Breaking);
    assert_eq!(verdicts, [breaking, breaking, breaking, None, breaking, breaking]);
}

/// Returns each version with the one before.
fn history() -> Vec<(PathBuf, PathBuf)> {
    let pattern = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/history/*.yaml");
    let versions: Result<Vec<PathBuf>, _> = glob::glob(pattern).expect("the pattern is valid").collect();
    let versions = versions.expect("the folder can be read");
    versions
        .iter()
        .cloned()
        .zip(versions.iter().skip(1).cloned())
        .collect()
}
