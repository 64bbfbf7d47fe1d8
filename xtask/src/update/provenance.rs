//! `spec/PROVENANCE.md`: the provenance of the document in `spec/`.

use std::path::Path;

use jiff::Timestamp;
use sdk_generator::config::{Selection, Spanned};
use sdk_generator::document::{Document, Slice};
use sha2::{Digest, Sha256};

use crate::output::count;

/// The facts about an update.
pub(super) struct Provenance<'a> {
    /// The vendor's file.
    pub(super) from: &'a Path,
    /// Its content.
    pub(super) text: &'a str,
    /// The slice of it that is written.
    pub(super) kept: &'a str,
    pub(super) slice: &'a Slice,
    /// The operations that the configuration selects.
    pub(super) operations: &'a [Spanned<Selection>],
    /// The written document.
    pub(super) document: &'a Document,
}

impl Provenance<'_> {
    pub(super) fn to_markdown(&self) -> String {
        let info = self.document.info();
        let file = self.from.file_name().unwrap_or_default().to_string_lossy();
        let rows = [
            ("title", cell(&info.title)),
            ("version", cell(&info.version)),
            ("OpenAPI", cell(&self.document.version().unwrap_or_default())),
            ("taken from", format!("`{}`", cell(&file))),
            ("its SHA-256", format!("`{}`", digest(self.text))),
            ("taken on", Timestamp::now().strftime("%F").to_string()),
            ("selected", self.selected()),
            ("kept", self.extent()),
            ("SHA-256", format!("`{}`", digest(self.kept))),
        ];
        let rows = rows.map(|(name, value)| format!("| {name} | {value} |\n"));
        format!(
            "# Where `identities.yaml` comes from\n\n\
             `cargo xtask update --from FILE` writes this page and the document beside it.\n\
             The document is not edited here: what we want otherwise is an overlay that `sdk.toml` names.\n\n\
             | | |\n|---|---|\n{}",
            rows.concat()
        )
    }

    fn selected(&self) -> String {
        if self.operations.is_empty() {
            return "all operations".to_owned();
        }
        let names = self.operations.iter().map(|selection| match &selection.value {
            Selection::Tag(tag) => format!("tag `{}`", cell(tag)),
            Selection::Route { method, path } => format!("`{} {}`", cell(method), cell(path)),
            Selection::OperationId(id) => format!("`{}`", cell(id)),
        });
        names.collect::<Vec<_>>().join(", ")
    }

    fn extent(&self) -> String {
        let operations = count(self.slice.operations, "operation");
        let components = count(self.slice.components, "component");
        let whole = if self.slice.is_whole {
            ", which is all of it"
        } else {
            ""
        };
        format!("{operations}, {components}{whole}")
    }
}

/// Escapes text for a cell of a Markdown table.
fn cell(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('|', "\\|").replace('`', "'");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn digest(text: &str) -> String {
    Sha256::digest(text).iter().fold(String::new(), |mut text, byte| {
        text.push_str(&format!("{byte:02x}"));
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_escaped() {
        assert_eq!(cell("a|b\n\n| c `d` \\|"), "a\\|b \\| c 'd' \\\\\\|");
    }

    #[test]
    fn the_digest_on_the_page_matches_the_document() {
        let spec = crate::source::workspace().join("spec");
        let read = |name: &str| std::fs::read_to_string(spec.join(name)).expect("it is there");
        let row = format!("| SHA-256 | `{}` |", digest(&read("identities.yaml")));
        let page = read("PROVENANCE.md");
        assert!(page.contains(&row), "run `cargo xtask update`:\n{page}");
    }

    #[test]
    fn digests_match_other_tools() {
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(digest("abc"), expected);
    }
}
