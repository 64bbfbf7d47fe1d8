//! The Rust names of the last release, which the next crate keeps.
//!
//! They are not set in `sdk.toml`: the lock file beside it contains them.

use std::collections::BTreeMap;

/// The kind of thing in a document that has a name in Rust.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKind {
    /// The type of a named schema.
    Schema,
    /// The type of an inline schema.
    Inline,
    /// The module of a group of operations.
    Group,
    /// The struct that has the methods of a group.
    Handle,
    /// The request builder of an operation.
    Operation,
    /// The method of an operation.
    Method,
    /// The method that sets the credential of a security scheme.
    Security,
    /// The method that sets the credential provider of a security scheme.
    Provider,
    /// The field of a property.
    Field,
    /// The field of a response header.
    ResponseHeader,
    /// The variant of an enum value.
    Value,
    /// The variant of a union.
    Variant,
    /// The argument or setter of a path parameter.
    Path,
    /// The argument or setter of a query parameter.
    Query,
    /// The argument or setter of a header.
    Header,
    /// The argument or setter of a cookie.
    Cookie,
    /// The argument or setter of a property.
    Property,
    /// The method that sets a property to null.
    Null,
    /// The argument or setter of a body.
    Body,
    /// A deprecated alias of [`NameKind::Schema`].
    DeprecatedSchema,
    /// A deprecated alias of [`NameKind::Group`].
    DeprecatedGroup,
    /// A deprecated alias of [`NameKind::Handle`].
    DeprecatedHandle,
    /// A deprecated alias of [`NameKind::Method`].
    DeprecatedMethod,
}

type Names = BTreeMap<String, Vec<String>>;

/// The names that a release gave to the things in a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PinnedNames {
    by_owner: BTreeMap<String, BTreeMap<NameKind, Names>>,
}

impl PinnedNames {
    /// Adds the name of a thing. The owner tells things apart that the document calls the same, such as the properties
    /// of two types; it is empty for things that have none.
    pub fn pin(&mut self, owner: &str, kind: NameKind, thing: &str, name: &str) {
        let kinds = self.by_owner.entry(owner.to_owned()).or_default();
        let names = kinds.entry(kind).or_default().entry(thing.to_owned());
        names.or_default().push(name.to_owned());
    }

    /// Returns the names of all things that the document calls `thing`, in the order of the lock.
    #[must_use]
    pub fn all(&self, owner: &str, kind: NameKind, thing: &str) -> &[String] {
        let names = self.by_owner.get(owner).and_then(|kinds| kinds.get(&kind));
        let names = names.and_then(|names| names.get(thing));
        names.map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns the name of a thing.
    #[must_use]
    pub fn get(&self, owner: &str, kind: NameKind, thing: &str) -> Option<&str> {
        self.all(owner, kind, thing).first().map(String::as_str)
    }

    /// Returns whether there are no names.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_owner.is_empty()
    }
}
