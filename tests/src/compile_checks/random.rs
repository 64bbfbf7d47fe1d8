//! Pairs of a document and a copy with one random edit.

use std::ops::Range;
use std::path::Path;

use sdk_generator::config::Config;
use sdk_generator::diagnostic::Diagnostics;
use sdk_generator::{document, exact_model};
use serde_json::Value;

use super::{CheckError, Direction, Editor, Pair};

/// Returns one edit in each direction for each document and each seed.
///
/// # Errors
///
/// If a document cannot be read.
pub fn random_pairs<P: AsRef<Path>>(documents: &[P], seeds: Range<u64>) -> Result<Vec<Pair>, CheckError> {
    let mut pairs = Vec::new();
    for path in documents {
        let path = path.as_ref();
        let document = base(path)?;
        let Some(before) = model(&document) else {
            return Err(CheckError(format!("`{}` is not valid", path.display())));
        };
        for seed in seeds.clone() {
            for direction in [Direction::Compatible, Direction::Breaking] {
                let Some(edit) = Editor::new(seed).edit(&document, direction, &[]) else {
                    continue;
                };
                // Skips edits that make the document invalid, and removals that do not affect the model.
                let is_compatible = direction == Direction::Compatible;
                let tells = model(&edit.document).is_some_and(|after| is_compatible || after != before);
                if tells {
                    let mut config = Config::minimal("edits", "0.1.0");
                    // A released configuration has this set: adding features later would be a break of its
                    // own.
                    config.package.group_features = Some(false);
                    pairs.push(Pair {
                        name: format!(
                            "{} {seed}: {} at {}",
                            path.file_name().unwrap_or_default().display(),
                            edit.kind,
                            edit.place
                        ),
                        old: document.to_string(),
                        new: edit.document.to_string(),
                        config,
                        expected: edit.breaks,
                    });
                }
            }
        }
    }
    Ok(pairs)
}

/// Returns a document as JSON.
///
/// # Errors
///
/// If it cannot be read.
pub fn base(path: &Path) -> Result<Value, CheckError> {
    let document = document::load(path, &mut Diagnostics::new());
    let document = document.ok_or_else(|| CheckError(format!("`{}` cannot be read", path.display())))?;
    Ok(document.to_value(document.root()))
}

/// Returns the model of a document as text, or `None` if the document is invalid.
fn model(document: &Value) -> Option<String> {
    let mut diagnostics = Diagnostics::new();
    let document = document::parse("api.yaml", &document.to_string(), &mut diagnostics);
    let api = exact_model(&document, &Config::minimal("edits", "0.1.0"), &mut diagnostics)?;
    Some(api.to_string())
}
