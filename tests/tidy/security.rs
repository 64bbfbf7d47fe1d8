//! Checks that `docs/security.md` names an existing test for each threat.

use std::fs;
use std::path::Path;

/// Returns the cells of the tables in a text, row by row, without headers and separators.
fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    let rows = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix('|')?.strip_suffix('|'));
    let rows = rows.map(|row| row.split(" | ").map(str::trim).collect::<Vec<_>>());
    rows.filter(|cells| !cells[0].starts_with("---") && cells[0] != "threat")
}

/// Returns the texts between backticks.
fn quoted(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

/// Returns whether a source has a test of this name.
fn has_test(source: &str, name: &str) -> bool {
    let heads = [format!("fn {name}("), format!("async fn {name}(")];
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    lines.windows(2).any(|pair| {
        let is_marked = pair[0].starts_with("#[test") || pair[0].starts_with("#[tokio::test");
        is_marked && heads.iter().any(|head| pair[1].starts_with(head))
    })
}

#[test]
fn each_threat_has_a_test_that_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let text = fs::read_to_string(root.join("docs/security.md")).expect("the page is there");
    let mut faults = Vec::new();
    let mut seen = 0;
    for cells in rows(&text) {
        let threat = cells[0];
        let mut source = String::new();
        let mut tests = 0;
        for name in quoted(cells.last().expect("a row has cells")) {
            if Path::new(name)
                .extension()
                .is_some_and(|extension| extension == "rs")
            {
                source = fs::read_to_string(root.join(name)).unwrap_or_default();
                if source.is_empty() {
                    faults.push(format!("{threat}: there is no {name}"));
                }
            } else {
                tests += 1;
                if !has_test(&source, name) {
                    faults.push(format!("{threat}: there is no test {name}"));
                }
            }
        }
        if cells.len() != 3 || tests == 0 {
            faults.push(format!("{threat}: {} cells, {tests} tests", cells.len()));
        }
        seen += 1;
    }
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(seen > 20, "{seen} threats");
}
