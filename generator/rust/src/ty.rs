//! Types as they stand in signatures and fields.

use super::{DateKind, DateLibrary, Ident};

/// A Rust type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Type {
    /// `()`.
    Unit,
    /// `bool`.
    Bool,
    /// A primitive number, by its Rust name: `i32`, `u64`, `f64`, ….
    Number(&'static str),
    /// `String`.
    String,
    /// `runtime::Value`: any JSON value.
    Value,
    /// `runtime::Timestamp`.
    Timestamp,
    /// A date or time, as the type of a library.
    Dated(DateLibrary, DateKind),
    /// `runtime::Secret`.
    Secret,
    /// `runtime::Base64`: bytes that travel as base64 text.
    Base64,
    /// `Vec<u8>`: bytes as they are.
    Bytes,
    /// `runtime::File`: bytes with a name, as a part of a multipart body.
    File,
    /// `runtime::Event`: a server-sent event.
    Event,
    /// `Vec<T>`.
    Vec(Box<Type>),
    /// `BTreeMap<String, T>`.
    Map(Box<Type>),
    /// `Option<T>`.
    Option(Box<Type>),
    /// `Box<T>`.
    Box(Box<Type>),
    /// A tuple of at least one element.
    Tuple(Vec<Type>),
    /// A generated type.
    Item(ItemPath),
}

/// A generated type: it lies in `types`, whichever module of it defines it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemPath {
    /// Its name.
    pub ident: Ident,
}

/// What a parameter of a constructor, setter or method accepts for a value of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Accept {
    /// The type itself.
    Exact,
    /// `impl Into<T>` where the type is `T`: for text and types that are made from text.
    Into,
    /// `impl IntoIterator<Item = impl Into<T>>` where the type is `Vec<T>`.
    IterInto,
    /// `impl IntoIterator<Item = T>` where the type is `Vec<T>`.
    Iter,
    /// `impl IntoIterator<Item = (impl Into<String>, impl Into<T>)>` where the type is `BTreeMap<String, T>`.
    EntriesInto,
    /// `impl IntoIterator<Item = (impl Into<String>, T)>` where the type is `BTreeMap<String, T>`.
    Entries,
}

impl Type {
    /// Whether any JSON value can stand somewhere in a value of the type, its items aside.
    #[must_use]
    pub fn is_free_form(&self) -> bool {
        match self {
            Self::Value => true,
            Self::Vec(inner) | Self::Map(inner) | Self::Option(inner) | Self::Box(inner) => {
                inner.is_free_form()
            }
            Self::Tuple(elements) => elements.iter().any(Self::is_free_form),
            _ => false,
        }
    }

    /// The generated types that the type names, itself included.
    #[must_use]
    pub fn items(&self) -> Vec<&ItemPath> {
        match self {
            Self::Vec(inner) | Self::Map(inner) | Self::Option(inner) | Self::Box(inner) => inner.items(),
            Self::Tuple(elements) => elements.iter().flat_map(Self::items).collect(),
            Self::Item(path) => vec![path],
            _ => Vec::new(),
        }
    }
}
