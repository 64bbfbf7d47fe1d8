//! Schemas: the types of an API.

use indexmap::IndexMap;
use sdk_wire::Format;
use serde_json::Value;

use super::arena::SchemaId;
use sdk_diagnostic::Origin;

/// A schema.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Schema {
    /// The name, or the words of its path if it has no name.
    pub name: Name,
    /// The kind of its values.
    pub kind: SchemaKind,
    /// `true` if null is also a valid value.
    pub nullable: bool,
    /// The description, in Markdown.
    pub description: Option<String>,
    /// `true` if the document marks it as deprecated.
    pub deprecated: bool,
    /// `true` if it is only valid in responses.
    pub read_only: bool,
    /// `true` if it is only valid in requests.
    pub write_only: bool,
    /// The value that the server uses if none is sent.
    pub default: Option<Value>,
    /// An example value.
    pub example: Option<Value>,
    /// The document node.
    pub origin: Origin,
    /// The document nodes that it was merged from: its own node and, for example, its `allOf` branches.
    pub sources: Vec<Origin>,
}

impl Schema {
    /// Returns a schema that accepts any value.
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

/// The name of a schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Name {
    /// The key under `components/schemas` or `$defs`.
    Declared(String),
    /// The words of the path to an inline schema, which has no name. The outermost word comes first.
    Suggested(Vec<String>),
}

/// The kind of a schema's values.
#[derive(Debug, Clone)]
pub enum SchemaKind {
    /// Any value.
    Any,
    /// Only null.
    Null,
    /// A boolean.
    Boolean,
    /// An integer.
    Integer(IntegerSchema),
    /// A number.
    Number(NumberSchema),
    /// A string.
    String(StringSchema),
    /// One of several constants.
    Enum(EnumSchema),
    /// An array.
    Array(ArraySchema),
    /// An array of fixed length whose elements have a schema each.
    Tuple(TupleSchema),
    /// An object with arbitrary keys and values of one type.
    Map(MapSchema),
    /// An object with named properties.
    Object(ObjectSchema),
    /// One of several schemas.
    Union(UnionSchema),
    /// Another schema, under this name and with this documentation.
    Alias(SchemaId),
}

impl SchemaKind {
    /// Returns the schemas that it references, in order.
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

/// A number in the document. Integers are exact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number {
    /// An integer, which can be out of range of both `i64` and `u64`.
    Integer(i128),
    /// Any other number.
    Float(f64),
}

/// An integer.
#[derive(Debug, Clone, Default)]
pub struct IntegerSchema {
    /// The `format`.
    pub format: Option<Format>,
    /// The bounds.
    pub bounds: NumberSchema,
}

/// A number.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NumberSchema {
    /// The `format`.
    pub format: Option<Format>,
    /// The minimum, inclusive.
    pub minimum: Option<Number>,
    /// The maximum, inclusive.
    pub maximum: Option<Number>,
    /// The exclusive minimum.
    pub exclusive_minimum: Option<Number>,
    /// The exclusive maximum.
    pub exclusive_maximum: Option<Number>,
    /// The number of which the value is a multiple.
    pub multiple_of: Option<Number>,
}

/// A string.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StringSchema {
    /// The `format`.
    pub format: Option<Format>,
    /// The minimum number of code points.
    pub min_length: Option<u64>,
    /// The maximum number of code points.
    pub max_length: Option<u64>,
    /// An ECMA-262 pattern.
    pub pattern: Option<String>,
    /// The media type of the content (`contentMediaType`).
    pub media_type: Option<String>,
}

/// One of several constants.
#[derive(Debug, Clone, PartialEq)]
pub struct EnumSchema {
    /// The values. They are unique and not null.
    pub values: Vec<EnumValue>,
    /// `true` if the document has `const` instead of `enum`.
    pub is_const: bool,
}

/// A value of an enum.
#[derive(Debug, Clone, PartialEq)]
pub struct EnumValue {
    /// The value.
    pub value: Value,
    /// A name that the document suggests for it.
    pub name: Option<String>,
    /// The description, in Markdown.
    pub description: Option<String>,
}

/// An array.
#[derive(Debug, Clone)]
pub struct ArraySchema {
    /// The schema of the elements.
    pub items: SchemaId,
    /// The minimum number of elements.
    pub min_items: Option<u64>,
    /// The maximum number of elements.
    pub max_items: Option<u64>,
    /// `true` if the elements are unique.
    pub unique_items: bool,
}

/// An array of fixed length whose elements have a schema each.
#[derive(Debug, Clone)]
pub struct TupleSchema {
    /// The schemas of the elements, by position.
    pub elements: Vec<SchemaId>,
}

/// An object with arbitrary keys.
#[derive(Debug, Clone)]
pub struct MapSchema {
    /// The schema of the values.
    pub values: SchemaId,
}

/// An object with named properties.
#[derive(Debug, Clone)]
pub struct ObjectSchema {
    /// The properties: required ones first, then by name.
    pub properties: Vec<Property>,
    /// The schema of additional properties.
    pub additional: Additional,
}

/// The schema of properties that an object does not list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Additional {
    /// The document does not specify it. Additional properties are allowed and preserved.
    Unspecified,
    /// Additional properties are not allowed.
    Forbidden,
    /// Additional properties have this schema.
    Schema(SchemaId),
}

impl Additional {
    /// Returns the schema of additional properties, if it is specified.
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
    /// The name.
    pub name: String,
    /// The schema of its value.
    pub schema: SchemaId,
    /// The presence: whether it can be absent or null.
    pub presence: Presence,
}

/// The presence of a property: whether it can be absent, and whether it can be null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Always present, never null.
    Required,
    /// Possibly absent, never null.
    Optional,
    /// Always present, possibly null.
    Nullable,
    /// Possibly absent, possibly null.
    OptionalNullable,
}

impl Presence {
    /// Returns the presence of a property that is required or not, and nullable or not.
    #[must_use]
    pub fn of(required: bool, nullable: bool) -> Self {
        match (required, nullable) {
            (true, false) => Self::Required,
            (false, false) => Self::Optional,
            (true, true) => Self::Nullable,
            (false, true) => Self::OptionalNullable,
        }
    }

    /// Returns `true` if the property can be absent.
    #[must_use]
    pub fn is_optional(self) -> bool {
        matches!(self, Self::Optional | Self::OptionalNullable)
    }
}

/// One of several schemas.
#[derive(Debug, Clone)]
pub struct UnionSchema {
    /// The variants, in the order of the document.
    pub variants: Vec<UnionVariant>,
    /// The discriminator, if there is one.
    pub discriminator: Option<Discriminator>,
}

/// A variant of a union.
#[derive(Debug, Clone)]
pub struct UnionVariant {
    /// The schema.
    pub schema: SchemaId,
    /// The word that names the variant if its schema has no name.
    pub hint: Option<String>,
}

/// A property whose value selects the variant of a union.
#[derive(Debug, Clone)]
pub struct Discriminator {
    /// The name of the property.
    pub property: String,
    /// The values of the property, each with the index of the variant that it selects.
    pub mapping: IndexMap<String, usize>,
    /// The index of the variant for every other value, or if the property is absent.
    pub default: Option<usize>,
}
