//! Types to be defined: structs, enums, unions, aliases.

use super::{Accept, Docs, Ident, Type};

/// A type to be defined.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A JSON object with named fields.
    Struct(Struct),
    /// A closed list of texts, kept open for values to come.
    StringEnum(StringEnum),
    /// A closed list of integers, kept open for values to come.
    IntegerEnum(IntegerEnum),
    /// One of several types.
    Union(Union),
    /// Another name for a type.
    Alias(Alias),
    /// A type around another one.
    Wrapper(Wrapper),
}

impl Item {
    /// The name of the type.
    #[must_use]
    pub fn ident(&self) -> &Ident {
        match self {
            Self::Struct(item) => &item.ident,
            Self::StringEnum(item) => &item.ident,
            Self::IntegerEnum(item) => &item.ident,
            Self::Union(item) => &item.ident,
            Self::Alias(item) => &item.ident,
            Self::Wrapper(item) => &item.ident,
        }
    }

    /// The types that its definition names.
    #[must_use]
    pub fn types(&self) -> Vec<&Type> {
        match self {
            Self::Struct(item) => {
                let fields = item.fields.iter().map(|field| &field.ty);
                let additional = match &item.additional {
                    Additional::Values(_) => None,
                    Additional::Typed(_, ty) => Some(ty),
                };
                fields.chain(additional).collect()
            }
            Self::Union(item) => item.variants.iter().map(|variant| &variant.ty).collect(),
            Self::Alias(item) => vec![&item.ty],
            Self::Wrapper(item) => vec![&item.ty],
            Self::StringEnum(_) | Self::IntegerEnum(_) => Vec::new(),
        }
    }
}

/// Whether a field can be absent, and whether it can be null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Always there, never null: `T`.
    Required,
    /// Maybe absent, never null: `Option<T>`.
    Optional,
    /// Always there, maybe null: `Option<T>`, where `None` is null.
    Nullable,
    /// Maybe absent, maybe null, and only read: `Option<T>`. An explicit null is kept among the
    /// additional fields, so that the value is written back as it was read.
    OptionalNullable,
    /// Maybe absent, maybe null, and sent, or in an object whose additional fields hold no null: `Patch<T>`,
    /// since the three cases differ on the wire.
    Patch,
}

/// A struct that stands for a JSON object.
#[derive(Debug, Clone, PartialEq)]
pub struct Struct {
    /// Its name.
    pub ident: Ident,
    /// Its docs.
    pub docs: Docs,
    /// Whether the document deprecates it.
    pub deprecated: bool,
    /// The fields, in the document's order.
    pub fields: Vec<Field>,
    /// Fields of which the document allows one value only: written always, not part of the struct.
    pub constants: Vec<Constant>,
    /// What becomes of fields that the document does not name.
    pub additional: Additional,
    /// Whether callers build values of it: gives `new` with the required fields, and a setter for each
    /// other one. `Default` is derived where no field is required.
    pub constructible: bool,
    /// Whether some field, here or further in, is left out of requests.
    pub skips_in_requests: bool,
}

/// What becomes of fields that the document does not name.
#[derive(Debug, Clone, PartialEq)]
pub enum Additional {
    /// Kept as JSON values in a field of this name.
    Values(Ident),
    /// Declared to be of a type, and kept in a field of this name.
    Typed(Ident, Type),
}

/// A field of a struct.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its name.
    pub ident: Ident,
    /// The name of its setter.
    pub setter: Ident,
    /// The name of the setter that sets it to null, where that is allowed.
    pub clear: Option<Ident>,
    /// Its name in JSON.
    pub wire_name: String,
    /// Its docs.
    pub docs: Docs,
    /// Whether the document deprecates it.
    pub deprecated: bool,
    /// Its type, without what `presence` adds to it.
    pub ty: Type,
    /// What its setter accepts.
    pub accept: Accept,
    /// Whether it can be absent or null.
    pub presence: Presence,
    /// Whether it is left out of requests.
    pub read_only: bool,
}

/// A field of which the document allows one value only.
#[derive(Debug, Clone, PartialEq)]
pub struct Constant {
    /// Its name in JSON.
    pub wire_name: String,
    /// Its value: a text, an integer or a boolean.
    pub value: serde_json::Value,
}

/// An open enum of texts.
#[derive(Debug, Clone, PartialEq)]
pub struct StringEnum {
    /// Its name.
    pub ident: Ident,
    /// Its docs.
    pub docs: Docs,
    /// Whether the document deprecates it.
    pub deprecated: bool,
    /// The values that the document names.
    pub values: Vec<EnumValue<String>>,
    /// The variant for any other value.
    pub unknown: Ident,
}

/// An open enum of integers.
#[derive(Debug, Clone, PartialEq)]
pub struct IntegerEnum {
    /// Its name.
    pub ident: Ident,
    /// Its docs.
    pub docs: Docs,
    /// Whether the document deprecates it.
    pub deprecated: bool,
    /// The values that the document names.
    pub values: Vec<EnumValue<i64>>,
    /// The variant for any other value.
    pub unknown: Ident,
}

/// A value of an enum.
#[derive(Debug, Clone, PartialEq)]
pub struct EnumValue<T> {
    /// The variant.
    pub ident: Ident,
    /// Its docs.
    pub docs: Docs,
    /// The value in JSON.
    pub value: T,
}

/// An enum that holds one of several types.
#[derive(Debug, Clone, PartialEq)]
pub struct Union {
    /// Its name.
    pub ident: Ident,
    /// Its docs.
    pub docs: Docs,
    /// Whether the document deprecates it.
    pub deprecated: bool,
    /// The alternatives, in the document's order.
    pub variants: Vec<UnionVariant>,
    /// The field whose value tells the alternatives apart, where there is one.
    pub tag: Option<Tag>,
    /// The variant for a value that fits no alternative.
    pub unknown: Ident,
    /// Whether some field further in is left out of requests.
    pub skips_in_requests: bool,
}

/// What tells the alternatives of a union apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Tag {
    /// The name of the field in JSON.
    pub wire_name: String,
}

/// An alternative of a union.
#[derive(Debug, Clone, PartialEq)]
pub struct UnionVariant {
    /// The variant.
    pub ident: Ident,
    /// The word of the document that it is named after.
    pub word: String,
    /// Its docs.
    pub docs: Docs,
    /// What it holds.
    pub ty: Type,
    /// The values of the tag that choose it. They are texts: a tag of another type is compared by its
    /// JSON text.
    pub tags: Vec<String>,
    /// Whether it is chosen where no tag chooses any.
    pub is_default: bool,
    /// Whether `From<T>` is generated: it is where no other variant holds the same type.
    pub from: bool,
}

/// Another name for a type.
#[derive(Debug, Clone, PartialEq)]
pub struct Alias {
    /// The schema whose type had this name before, where it is a name that was replaced: it is deprecated.
    pub former_of: Option<String>,
    /// The name.
    pub ident: Ident,
    /// Its docs.
    pub docs: Docs,
    /// What it stands for.
    pub ty: Type,
}

/// A type around a list, map or tuple that holds values of the type itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Wrapper {
    /// Its name.
    pub ident: Ident,
    /// Its docs.
    pub docs: Docs,
    /// Whether the document deprecates it.
    pub deprecated: bool,
    /// What it is around.
    pub ty: Type,
}

impl Field {
    /// Returns `true` if the constructor takes a value for the field.
    #[must_use]
    pub fn is_argument(&self) -> bool {
        matches!(self.presence, Presence::Required | Presence::Nullable)
    }
}

impl Struct {
    /// Returns `true` if the struct can be constructed without any value.
    #[must_use]
    pub fn has_default(&self) -> bool {
        self.constructible && !self.fields.iter().any(Field::is_argument)
    }
}
