//! The public items of a generated crate, as a program that uses it can see them: a flat, sorted list.
//!
//! It is made from the Rust model alone, so it tells what the compiler would, for whatever reason an item is as it
//! is. What every item of a kind has, and what the runtime has, is told once for all. Knows nothing of OpenAPI and
//! nothing of tokens.

mod client;
mod complete;
mod operations;
mod signature;
mod traces;
mod types;

use crate::{Crate, RUST_VERSION};

pub use traces::{OperationTrace, Traces};

/// The public items of a crate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Surface {
    /// The name of the package.
    pub package: String,
    /// The oldest compiler that it is held to; not known of releases of which it was not noted.
    pub rust_version: Option<String>,
    /// The items, sorted by kind and path.
    pub items: Vec<Item>,
}

/// A public item.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// Its path below the crate, such as `types::Identity`.
    pub path: String,
    /// What it is called in the document; empty where the document does not know it.
    pub source: Source,
    /// What an alias stands for, or the module that a module is another name for.
    pub target: Option<String>,
    /// The traits that it implements, of which programs make use.
    pub traits: Vec<String>,
    /// The cargo features that it is compiled with, any of them; always, where there is none.
    pub features: Vec<String>,
    /// Whether the compiler warns of its use.
    pub is_deprecated: bool,
    /// What is reached through it.
    pub members: Vec<Member>,
}

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemKind {
    /// A cargo feature.
    Feature,
    /// A name at the root of the crate that the runtime defines.
    Export,
    /// A module.
    Module,
    /// A struct.
    Struct,
    /// An enum.
    Enum,
    /// Another name for a type.
    Alias,
}

/// A field, variant or method.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// What it is, with its types.
    pub kind: MemberKind,
    /// What it is called in the document.
    pub source: Source,
    /// Whether the compiler warns of its use.
    pub is_deprecated: bool,
}

/// What a member is, with its types.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum MemberKind {
    /// A field of this type.
    Field(String),
    /// A variant that holds a value of this type, or none.
    Variant(Option<String>),
    /// A method or function.
    Method {
        /// What it takes.
        arguments: Vec<Argument>,
        /// What it gives; a request gives it when it is awaited.
        output: String,
    },
}

/// What a method takes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Argument {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: String,
    /// What it is called in the document.
    pub source: Source,
}

/// What the document calls what has a name in Rust. Empty where it has no name of its own there.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Source {
    /// Which kind of thing it is.
    pub kind: SourceKind,
    /// Its name.
    pub name: String,
}

/// The kinds of things of a document that have names in Rust.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceKind {
    /// Nothing that the document names.
    #[default]
    None,
    /// A schema with a name.
    Schema,
    /// A schema without a name: the words of the way to it.
    Inline,
    /// A group of operations: their tag.
    Group,
    /// An operation: its id.
    Operation,
    /// The answers of success of an operation: its id.
    Answers,
    /// The answers of failure of an operation: its id.
    Errors,
    /// The headers of an operation's answers: its id.
    Headers,
    /// A property.
    Property,
    /// The way to set a property to null.
    Null,
    /// A value of an enum, as JSON.
    Value,
    /// An alternative of a union.
    Alternative,
    /// A path parameter.
    Path,
    /// A query parameter.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
    /// A body as a whole: its place among the forms of the body.
    Body,
    /// A status.
    Status,
    /// A way to authenticate.
    Security,
    /// Where the credential of a way to authenticate comes from.
    Provider,
    /// What has another name now, and goes on having this one: a schema, an operation or a group.
    Former,
}

impl Source {
    /// A thing of a kind and a name.
    #[must_use]
    pub fn new(kind: SourceKind, name: impl Into<String>) -> Self {
        Self {
            kind,
            name: name.into(),
        }
    }

    /// What the document does not know.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Whether the document does not know it.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.kind == SourceKind::None
    }
}

impl Surface {
    /// The public items of a crate.
    #[must_use]
    pub fn of(krate: &Crate) -> Self {
        let mut items = client::items(krate);
        items.extend(krate.groups.iter().flat_map(operations::items));
        items.extend(types::items(krate));
        for item in &mut items {
            item.traits.sort();
            item.features.sort();
            item.members.sort();
        }
        items.sort();
        Self {
            package: krate.manifest.name.clone(),
            rust_version: Some(RUST_VERSION.to_owned()),
            items,
        }
    }

    /// The item of a path.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.path == path)
    }
}

impl Item {
    /// An item of which only the kind and the path are known.
    fn new(kind: ItemKind, path: impl Into<String>, source: Source) -> Self {
        Self {
            kind,
            path: path.into(),
            source,
            target: None,
            traits: Vec::new(),
            features: Vec::new(),
            is_deprecated: false,
            members: Vec::new(),
        }
    }
}

impl Member {
    fn new(name: &str, kind: MemberKind, source: Source) -> Self {
        Self {
            name: name.to_owned(),
            kind,
            source,
            is_deprecated: false,
        }
    }

    fn deprecated(mut self, is_deprecated: bool) -> Self {
        self.is_deprecated = is_deprecated;
        self
    }
}

impl MemberKind {
    /// Whether two members of one name could be told apart: a field and a method can.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// Owned copies of names of traits.
fn traits(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}
