//! The Rust to be written, as plain data: crates, types, operations, their names and their docs.
//!
//! Every choice has been made by the time a value of this module exists: `emit` prints it and decides
//! nothing. The module knows nothing of OpenAPI, and nothing of tokens.

mod client;
mod date;
mod example;
mod ident;
mod item;
mod operation;
mod pagination;
#[path = "../../runtime/surface.rs"]
pub mod runtime;
pub mod surface;
mod ty;

use std::collections::BTreeMap;

use sdk_wire::DateLibrary;

pub use client::{BUILDER_METHODS, CLIENT_METHODS, Client, SecurityScheme, builder_settings};
pub use date::DateKind;
pub use example::{Example, ExampleCall, ExampleResult, Examples, Expression, OperationIndex, Step};
pub use ident::Ident;
pub use item::{
    Additional, Alias, Constant, EnumValue, Field, IntegerEnum, Item, Presence, StringEnum, Struct, Tag,
    Union, UnionVariant, Wrapper,
};
pub use operation::{
    AnswerHeaders, Argument, BodyRow, Bound, Constraints, Decode, ErrorEnum, FormerGroup, Group, HeaderField,
    HeaderReading, Operation, OperationTable, Output, ParameterRow, PartRow, ResponseEnum, Setter,
    StatusVariant, StreamDecoding, Streaming, Target,
};
pub use pagination::Pagination;
pub use ty::{Accept, ItemPath, Type};

/// A crate.
#[derive(Debug, Clone, PartialEq)]
pub struct Crate {
    /// What `Cargo.toml` says.
    pub manifest: Manifest,
    /// The path of the crate's root module: `crate`, or deeper where the crate is nested into another
    /// one as a module, as the tests do. The runtime always is `crate::runtime`.
    pub root: Vec<Ident>,
    /// Docs of the crate's front page, without the examples.
    pub docs: Docs,
    /// The client type.
    pub client: Client,
    /// The groups of operations, each a module.
    pub groups: Vec<Group>,
    /// The modules below `types`.
    pub types: Vec<TypeModule>,
    /// The requests that the API sends.
    pub incoming: Vec<IncomingRequest>,
    /// The calls that the README, the docs of the crate and its samples show.
    pub examples: Examples,
    /// The names that differ from the document's beyond plain casing.
    pub renames: Vec<Rename>,
    /// What the document calls the types.
    pub schemas: BTreeMap<Ident, SchemaName>,
}

/// What the document calls a type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum SchemaName {
    /// It has this name.
    Declared(String),
    /// It has none: the words of the way that leads to it.
    Inline(Vec<String>),
}

impl Crate {
    /// Whether the crate stands alone, rather than being a module of another one.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        matches!(self.root.as_slice(), [root] if root.as_str() == "crate")
    }

    /// The operation at a place, with its group.
    #[must_use]
    pub fn operation(&self, at: OperationIndex) -> Option<(&Group, &Operation)> {
        let group = self.groups.get(at.group)?;
        Some((group, group.operations.get(at.operation)?))
    }

    /// In how many of the types that definitions name any JSON value can stand.
    #[must_use]
    pub fn free_form(&self) -> usize {
        let items = self
            .types
            .iter()
            .flat_map(|module| &module.items)
            .flat_map(Item::types);
        let operations = self.groups.iter().flat_map(|group| &group.operations);
        let types = items.chain(operations.flat_map(Operation::types));
        types.filter(|ty| ty.is_free_form()).count()
    }
}

/// What `Cargo.toml` says of the crate.
#[derive(Debug, Clone, PartialEq)]
pub struct Manifest {
    /// Name of the package, such as `orq-sdk`.
    pub name: String,
    /// Its version.
    pub version: String,
    /// One line about it.
    pub description: String,
    /// An SPDX expression.
    pub license: String,
    /// Where its source is.
    pub repository: Option<String>,
    /// Words to find it by.
    pub keywords: Vec<String>,
    /// The library whose types dates and times have.
    pub dates: Option<DateLibrary>,
}

impl Manifest {
    /// The name that Rust code imports: `orq_sdk`.
    #[must_use]
    pub fn library_name(&self) -> String {
        self.name.replace('-', "_")
    }
}

/// A module of types: one, and those that only it makes necessary and whose names continue its own.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeModule {
    /// Name of the module and of its file.
    pub ident: Ident,
    /// The types, the one that gives the module its name first.
    pub items: Vec<Item>,
    /// The cargo features that it is compiled with, any of them; always, where there is none.
    pub features: Vec<String>,
}

/// The oldest compiler that generated crates are held to.
pub const RUST_VERSION: &str = "1.88";

/// The items of the runtime that users find at the root of the crate.
pub fn root_exports() -> impl Iterator<Item = &'static runtime::Export> {
    runtime::EXPORTS.iter().filter(|export| export.at_root)
}

/// The methods that the runtime's macros give to requests.
pub fn request_methods() -> impl Iterator<Item = &'static runtime::Method> {
    runtime::MACROS.iter().flat_map(|item| item.methods)
}

/// The cargo feature that stands for those of all groups.
pub const ALL_GROUPS: &str = "all";

/// A request that the API sends: the crate has the type of what it carries.
#[derive(Debug, Clone, PartialEq)]
pub struct IncomingRequest {
    /// Its name.
    pub name: String,
    /// What it tells.
    pub docs: Docs,
    /// What it carries.
    pub ty: Type,
}

/// A name that is not what casing alone makes of the document's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rename {
    /// What is named, such as "schema `Result`".
    pub what: String,
    /// The name it would have had.
    pub wanted: String,
    /// The name it has.
    pub got: String,
    /// Why.
    pub reason: String,
}

/// Lines of documentation in Markdown that is safe to show in rustdoc.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Docs {
    /// The lines, without `///` and without a line break.
    pub lines: Vec<String>,
}

impl Docs {
    /// Docs of one line.
    #[must_use]
    pub fn line(line: impl Into<String>) -> Self {
        Self {
            lines: vec![line.into()],
        }
    }

    /// Whether there is nothing to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Adds a paragraph.
    pub fn paragraph(&mut self, lines: impl IntoIterator<Item = String>) {
        let mut lines = lines.into_iter().peekable();
        if lines.peek().is_some() && !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        self.lines.extend(lines);
    }
}
