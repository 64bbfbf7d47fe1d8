//! The lock file: the public items of the last release, and the names that they keep.
//!
//! It is a text file for review, with one line for each item or member. The next version is compared with it, and takes
//! the names of items from it. Knows surfaces; nothing of documents, and nothing of the file system.

mod cursor;
mod keyword;
mod names;
mod read;
mod version;
mod write;

use std::fmt;

use sdk_rust::surface::{Argument, Item, ItemKind, Member, MemberKind, Source, SourceKind, Surface};

pub use version::{Bump, required_version, suffices};

/// The first line that is not a comment. An incompatible format gets another number.
const FORMAT: &str = "format 1";

/// The last release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lock {
    /// Its version.
    pub version: String,
    /// Its public items.
    pub surface: Surface,
}

/// The first line of a lock file that is not valid.
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
            "line {line}: {message}; restore the file from version control"
        )
    }
}

impl std::error::Error for LockError {}

/// Methods without a counterpart in the document.
const OWN_METHODS: [&str; 5] = ["new", "send", "send_streaming", "items", "pages"];

/// Returns the name of an item, without its module.
fn last_segment(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

/// Returns the source of an item whose line has none.
fn default_source_of_item(kind: ItemKind, path: &str) -> Source {
    let is_type = matches!(kind, ItemKind::Struct | ItemKind::Enum | ItemKind::Alias);
    match path.strip_prefix("types::") {
        Some(name) if is_type => Source::new(SourceKind::Schema, name),
        _ => Source::none(),
    }
}

/// Returns the source of a member whose line has none.
fn default_source_of_member(name: &str, kind: &MemberKind) -> Source {
    match kind {
        MemberKind::Variant(None) => Source::new(SourceKind::Value, ""),
        MemberKind::Variant(Some(_)) => Source::new(SourceKind::Alternative, name),
        MemberKind::Method { .. } if OWN_METHODS.contains(&name) => Source::none(),
        MemberKind::Field(_) | MemberKind::Method { .. } => Source::new(SourceKind::Property, name),
    }
}

/// Returns the source of an argument that has none in its line. The argument of a setter has none: the setter has it.
fn default_source_of_argument(name: &str, is_setter: bool) -> Source {
    if is_setter {
        Source::none()
    } else {
        Source::new(SourceKind::Property, name)
    }
}

fn is_setter(arguments: usize, output: &str) -> bool {
    arguments <= 1 && output == "Self"
}

/// Returns the setter of a field, given the type of its argument.
fn setter_of(field: &Member, accepted: &str) -> Member {
    let argument = Argument {
        name: field.name.clone(),
        ty: accepted.to_owned(),
        source: Source::none(),
    };
    method_of(field, field.name.clone(), vec![argument], field.source.clone())
}

/// Returns the method that sets a field to null.
fn clear_of(field: &Member) -> Member {
    let source = Source::new(SourceKind::Null, field.source.name.as_str());
    method_of(field, format!("clear_{}", field.name), Vec::new(), source)
}

fn method_of(field: &Member, name: String, arguments: Vec<Argument>, source: Source) -> Member {
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

/// Returns the family of an item. The file lists the common traits of a family once.
fn family(item: &Item) -> (ItemKind, SourceKind) {
    (item.kind, item.source.kind)
}
