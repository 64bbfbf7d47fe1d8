//! Every combination of the SDK's features.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

use super::{With, cargo, shown};
use xtask::source::workspace;

/// The package with the features.
const PACKAGE: &str = "orq-sdk";

/// Returns clippy commands for the SDK with each combination of features; a warning counts as an error.
pub(super) fn clippy_of_every_set() -> Result<Vec<Command>, String> {
    let names = names()?;
    Ok(sets(&names)
        .iter()
        .map(|features| {
            cargo("clippy --quiet --no-default-features --package")
                .with(PACKAGE)
                .with("--features")
                .with(features.join(","))
                .with("--")
                .with("--deny")
                .with("warnings")
        })
        .collect())
}

/// Returns the features of the SDK except `default`, which is a set of others.
fn names() -> Result<BTreeSet<String>, String> {
    let mut command = cargo("metadata --no-deps --format-version 1");
    let output = command
        .current_dir(workspace())
        .output()
        .map_err(|error| format!("error: {}: {error}", shown(&command)))?;
    let metadata: Value = serde_json::from_slice(&output.stdout)
        .map_err(|error| format!("error: {}: {error}", shown(&command)))?;
    let packages = metadata.get("packages").and_then(Value::as_array);
    let features = packages
        .into_iter()
        .flatten()
        .find(|package| package.get("name").is_some_and(|name| name == PACKAGE))
        .and_then(|package| package.get("features")?.as_object())
        .ok_or_else(|| format!("error: the workspace has no package `{PACKAGE}`"))?;
    Ok(features
        .keys()
        .filter(|name| *name != "default")
        .cloned()
        .collect())
}

/// Returns all subsets, from the empty one to the whole.
fn sets(names: &BTreeSet<String>) -> Vec<Vec<&str>> {
    let mut sets = vec![Vec::new()];
    for name in names {
        let with: Vec<Vec<&str>> = sets
            .iter()
            .map(|set| [set.as_slice(), &[name.as_str()]].concat())
            .collect();
        sets.extend(with);
    }
    sets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_subset_is_there_once() {
        let names = BTreeSet::from(["a", "b", "c"].map(str::to_owned));
        let sets: BTreeSet<String> = sets(&names).iter().map(|set| set.concat()).collect();
        let expected = ["", "a", "ab", "abc", "ac", "b", "bc", "c"].map(str::to_owned);
        assert_eq!(sets, BTreeSet::from(expected));
    }
}
