//! Any bytes are a document, or are rejected with a position.

use sdk_generator::config::Config;
use sdk_generator::diagnostic::{Diagnostics, Severity, github, render, to_json};
use sdk_generator::{document, inspect};

/// Reads bytes as a document, lints it, and formats the findings in every way.
pub fn load(bytes: &[u8]) {
    let mut diagnostics = Diagnostics::new();
    let Some(document) = document::from_bytes("fuzz.yaml", bytes.to_vec(), &mut diagnostics) else {
        assert!(diagnostics.has_errors(), "a document that is refused is told why");
        return;
    };
    inspect(&document, &Config::minimal("fuzz-sdk", "0.1.0"), &mut diagnostics);
    let text = render(&diagnostics, &document, false);
    assert!(
        !text.contains(|letter: char| letter.is_control() && letter != '\n'),
        "what is told holds what a terminal obeys: {text:?}"
    );
    let found = to_json(&diagnostics, &document);
    let count = found
        .get("findings")
        .and_then(serde_json::Value::as_array)
        .map_or(0, Vec::len);
    let all = diagnostics.count(Severity::Error) + diagnostics.count(Severity::Warning);
    assert_eq!(count, all, "every finding is told");
    let annotations = github(&diagnostics, &document);
    assert!(
        annotations
            .lines()
            .all(|line| line.starts_with("::error ") || line.starts_with("::warning ")),
        "an annotation takes one line: {annotations:?}"
    );
    assert_eq!(
        annotations.lines().count(),
        all,
        "every finding is one annotation"
    );
    super::generate::check(&document, &mut Diagnostics::new());
}
