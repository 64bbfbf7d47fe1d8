//! Schemas: the types of an API.

use indexmap::IndexMap;
use serde_json::Value;

use super::arena::SchemaId;
use sdk_diagnostic::Origin;

/// A schema.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Schema {
    /// What it is called, or where it was found.
    pub name: Name,
    /// What its values are.
    pub kind: SchemaKind,
    /// Whether null is a value too.
    pub nullable: bool,
    /// What it is, in Markdown.
    pub description: Option<String>,
    /// Whether the document deprecates it.
    pub deprecated: bool,
    /// Whether only the server sets it.
    pub read_only: bool,
    /// Whether the server never shows it.
    pub write_only: bool,
    /// The value that the server takes where none is sent.
    pub default: Option<Value>,
    /// A value to show.
    pub example: Option<Value>,
    /// Where it is.
    pub origin: Origin,
    /// The places that it is made of: where it is, and what holds there as well, such as `allOf`.
    pub sources: Vec<Origin>,
}

impl Schema {
    /// A schema that allows any value.
    #[must_use]
    pub fn any(name: Name, origin: Origin) -> Self {
        Self {
            name,
            kind: SchemaKind::Any,
            nullable: false,
            description: None,
            deprecated: false,
            read_only: false,
            write_only: false,
            default: None,
            example: None,
            origin,
            sources: Vec::new(),
        }
    }
}

/// What a schema is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Name {
    /// Its key under `components/schemas` or `$defs`.
    Declared(String),
    /// It has no name of its own: the words of the way that leads to it, outermost first.
    Suggested(Vec<String>),
}

/// What the values of a schema are.
#[derive(Debug, Clone)]
pub enum SchemaKind {
    /// Anything.
    Any,
    /// Null alone.
    Null,
    /// True or false.
    Boolean,
    /// An integer.
    Integer(IntegerSchema),
    /// A number.
    Number(NumberSchema),
    /// A text.
    String(StringSchema),
    /// One of some values.
    Enum(EnumSchema),
    /// A list.
    Array(ArraySchema),
    /// A list whose elements differ by position.
    Tuple(TupleSchema),
    /// An object with keys of any name and values of one type.
    Map(MapSchema),
    /// An object with named properties.
    Object(ObjectSchema),
    /// One of several schemas.
    Union(UnionSchema),
    /// What another schema says, under this name and with these docs.
    Alias(SchemaId),
}

impl SchemaKind {
    /// The schemas that it names, in order.
    #[must_use]
    pub fn children(&self) -> Vec<SchemaId> {
        match self {
            Self::Array(schema) => vec![schema.items],
            Self::Tuple(schema) => schema.elements.clone(),
            Self::Map(schema) => vec![schema.values],
            Self::Object(schema) => {
                let properties = schema.properties.iter().map(|property| property.schema);
                properties.chain(schema.additional.schema()).collect()
            }
            Self::Union(schema) => schema.variants.iter().map(|variant| variant.schema).collect(),
            Self::Alias(target) => vec![*target],
            _ => Vec::new(),
        }
    }
}

/// A number of the document, kept exactly where it is an integer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number {
    /// An integer, which may lie beyond the signed and the unsigned ones of 64 bits that JSON is read into.
    Integer(i128),
    /// Any other number.
    Float(f64),
}

/// An integer.
#[derive(Debug, Clone, Default)]
pub struct IntegerSchema {
    /// The `format`.
    pub format: Option<String>,
    /// The bounds.
    pub bounds: NumberSchema,
}

/// A number.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NumberSchema {
    /// The `format`.
    pub format: Option<String>,
    /// The least value, itself allowed.
    pub minimum: Option<Number>,
    /// The greatest value, itself allowed.
    pub maximum: Option<Number>,
    /// A value below all allowed ones.
    pub exclusive_minimum: Option<Number>,
    /// A value above all allowed ones.
    pub exclusive_maximum: Option<Number>,
    /// The value is a multiple of this one.
    pub multiple_of: Option<Number>,
}

/// A text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StringSchema {
    /// The `format`.
    pub format: Option<String>,
    /// The least number of code points.
    pub min_length: Option<u64>,
    /// The greatest number of code points.
    pub max_length: Option<u64>,
    /// An ECMA-262 pattern.
    pub pattern: Option<String>,
    /// The media type of what the text holds.
    pub media_type: Option<String>,
}

/// One of some values.
#[derive(Debug, Clone, PartialEq)]
pub struct EnumSchema {
    /// The values, none of them null, none twice.
    pub values: Vec<EnumValue>,
    /// Whether the document wrote `const`.
    pub is_const: bool,
}

/// A value of an enum.
#[derive(Debug, Clone, PartialEq)]
pub struct EnumValue {
    /// The value.
    pub value: Value,
    /// A name that the document suggests for it.
    pub name: Option<String>,
    /// What it means, in Markdown.
    pub description: Option<String>,
}

/// A list.
#[derive(Debug, Clone)]
pub struct ArraySchema {
    /// What its elements are.
    pub items: SchemaId,
    /// The least number of elements.
    pub min_items: Option<u64>,
    /// The greatest number of elements.
    pub max_items: Option<u64>,
    /// Whether no element comes twice.
    pub unique_items: bool,
}

/// A list whose elements differ by position.
#[derive(Debug, Clone)]
pub struct TupleSchema {
    /// What the elements are, by position.
    pub elements: Vec<SchemaId>,
}

/// An object with keys of any name.
#[derive(Debug, Clone)]
pub struct MapSchema {
    /// What its values are.
    pub values: SchemaId,
}

/// An object with named properties.
#[derive(Debug, Clone)]
pub struct ObjectSchema {
    /// The properties: those that are always there first, and by name.
    pub properties: Vec<Property>,
    /// What other properties may be.
    pub additional: Additional,
}

/// What properties that an object does not name may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Additional {
    /// The document does not say: they may come, and they are kept.
    Unspecified,
    /// They may not come.
    Forbidden,
    /// They are of this type.
    Schema(SchemaId),
}

impl Additional {
    /// Their type, where there is one.
    #[must_use]
    pub fn schema(self) -> Option<SchemaId> {
        match self {
            Self::Schema(values) => Some(values),
            Self::Unspecified | Self::Forbidden => None,
        }
    }
}

/// A property of an object.
#[derive(Debug, Clone)]
pub struct Property {
    /// Its name.
    pub name: String,
    /// Its type.
    pub schema: SchemaId,
    /// Whether it can be absent or null.
    pub presence: Presence,
}

/// Whether a property can be absent, and whether it can be null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Always there, never null.
    Required,
    /// Maybe absent, never null.
    Optional,
    /// Always there, maybe null.
    Nullable,
    /// Maybe absent, maybe null.
    OptionalNullable,
}

impl Presence {
    /// From the two facts it is made of.
    #[must_use]
    pub fn of(required: bool, nullable: bool) -> Self {
        match (required, nullable) {
            (true, false) => Self::Required,
            (false, false) => Self::Optional,
            (true, true) => Self::Nullable,
            (false, true) => Self::OptionalNullable,
        }
    }

    /// Whether it can be absent.
    #[must_use]
    pub fn is_optional(self) -> bool {
        matches!(self, Self::Optional | Self::OptionalNullable)
    }
}

/// One of several schemas.
#[derive(Debug, Clone)]
pub struct UnionSchema {
    /// The alternatives, in the document's order.
    pub variants: Vec<UnionVariant>,
    /// The property that tells them apart.
    pub discriminator: Option<Discriminator>,
}

/// An alternative of a union.
#[derive(Debug, Clone)]
pub struct UnionVariant {
    /// What it is.
    pub schema: SchemaId,
    /// The word to name it by where its schema has no name.
    pub hint: Option<String>,
}

/// The property that tells the alternatives of a union apart.
#[derive(Debug, Clone)]
pub struct Discriminator {
    /// Its name.
    pub property: String,
    /// Its values, and the index of the alternative that each chooses.
    pub mapping: IndexMap<String, usize>,
    /// The alternative for every other value, and for want of the property.
    pub default: Option<usize>,
}
