//! The lock: what the last release looks like to programs, and the names that it gives.
//!
//! A file of text that people review, one line for each item or member. It says what a new version is compared with,
//! and which names the document's items keep. Knows surfaces; nothing of documents, and nothing of files.

mod names;
mod read;
mod version;
mod write;

use std::fmt;

use sdk_rust::surface::{Item, ItemKind, Member, MemberKind, Source, SourceKind, Surface};

pub use version::{Bump, required_version, suffices};

/// The first line that says anything. Another form of the file is another number.
const FORMAT: &str = "format 1";

/// A release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lock {
    /// The version that was released.
    pub version: String,
    /// What programs see of it.
    pub surface: Surface,
}

/// Why a lock cannot be read: the first line that is not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub message: String,
}

impl fmt::Display for LockError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, message } = self;
        write!(
            formatter,
            "line {line}: {message}: take the file back from version control"
        )
    }
}

impl std::error::Error for LockError {}

/// The words for the kinds of items.
const KINDS: [(ItemKind, &str); 6] = [
    (ItemKind::Feature, "feature"),
    (ItemKind::Export, "export"),
    (ItemKind::Module, "mod"),
    (ItemKind::Struct, "struct"),
    (ItemKind::Enum, "enum"),
    (ItemKind::Alias, "type"),
];

/// The words for the kinds of things of a document.
const SOURCES: [(SourceKind, &str); 21] = [
    (SourceKind::None, "none"),
    (SourceKind::Schema, "schema"),
    (SourceKind::Inline, "inline"),
    (SourceKind::Group, "group"),
    (SourceKind::Operation, "operation"),
    (SourceKind::Answers, "answers"),
    (SourceKind::Errors, "errors"),
    (SourceKind::Headers, "headers"),
    (SourceKind::Property, "property"),
    (SourceKind::Null, "null"),
    (SourceKind::Value, "value"),
    (SourceKind::Alternative, "alternative"),
    (SourceKind::Path, "path"),
    (SourceKind::Query, "query"),
    (SourceKind::Header, "header"),
    (SourceKind::Cookie, "cookie"),
    (SourceKind::Body, "body"),
    (SourceKind::Status, "status"),
    (SourceKind::Security, "security"),
    (SourceKind::Provider, "provider"),
    (SourceKind::Former, "former"),
];

/// Methods that the document knows nothing of.
const OWN_METHODS: [&str; 5] = ["new", "send", "send_streaming", "items", "pages"];

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

/// What an item is called in the document unless a line says otherwise.
fn usual_of_item(kind: ItemKind, path: &str) -> Source {
    let is_type = matches!(kind, ItemKind::Struct | ItemKind::Enum | ItemKind::Alias);
    match path.strip_prefix("types::") {
        Some(name) if is_type => Source::new(SourceKind::Schema, name),
        _ => Source::none(),
    }
}

/// What a member is called in the document unless a line says otherwise.
fn usual_of_member(name: &str, kind: &MemberKind) -> Source {
    match kind {
        MemberKind::Variant(None) => Source::new(SourceKind::Value, ""),
        MemberKind::Variant(Some(_)) => Source::new(SourceKind::Alternative, name),
        MemberKind::Method { .. } if OWN_METHODS.contains(&name) => Source::none(),
        MemberKind::Field(_) | MemberKind::Method { .. } => Source::new(SourceKind::Property, name),
    }
}

/// What an argument is called in the document unless a line says otherwise. A setter says it once.
fn usual_of_argument(name: &str, is_setter: bool) -> Source {
    if is_setter {
        Source::none()
    } else {
        Source::new(SourceKind::Property, name)
    }
}

fn is_setter(arguments: usize, output: &str) -> bool {
    arguments <= 1 && output == "Self"
}

/// The setter that a field has, given what it accepts.
fn setter_of(field: &Member, accepted: &str) -> Member {
    let argument = sdk_rust::surface::Argument {
        name: field.name.clone(),
        ty: accepted.to_owned(),
        source: Source::none(),
    };
    method_of(field, field.name.clone(), vec![argument], field.source.clone())
}

/// The setter that sets a field to null.
fn clear_of(field: &Member) -> Member {
    let source = Source::new(SourceKind::Null, field.source.name.as_str());
    method_of(field, format!("clear_{}", field.name), Vec::new(), source)
}

fn method_of(
    field: &Member,
    name: String,
    arguments: Vec<sdk_rust::surface::Argument>,
    source: Source,
) -> Member {
    Member {
        name,
        kind: MemberKind::Method {
            arguments,
            output: "Self".to_owned(),
        },
        source,
        is_deprecated: field.is_deprecated,
    }
}

/// Which items have traits in common: what they are, and what they come from.
fn family(item: &Item) -> (ItemKind, SourceKind) {
    (item.kind, item.source.kind)
}

fn word<K: PartialEq + Copy>(words: &[(K, &'static str)], kind: K) -> &'static str {
    words
        .iter()
        .find(|(other, _)| *other == kind)
        .map_or("", |(_, word)| word)
}

fn kind_of<K: Copy>(words: &[(K, &'static str)], word: &str) -> Option<K> {
    words
        .iter()
        .find(|(_, other)| *other == word)
        .map(|(kind, _)| *kind)
}
