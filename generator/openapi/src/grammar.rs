//! The grammar of OpenAPI 3.0 to 3.2: which object has which field, and everything that other modules need to know
//! about a field without knowing its meaning.
//!
//! This is the only place that lists fields. Reference resolution, checks of shapes, typed views, slices, rules about
//! versions and the coverage report look them up here. A new keyword is one row, and its meaning in `analyze`.
//!
//! Knows nothing of documents.

mod content;
mod root;
mod schema;
mod security;

use serde_json::Value;

/// A kind of object of the specification (OpenAPI 3.2, "Schema").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each has the name that the specification gives it")]
pub enum Kind {
    OpenApi,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Tag,
    Paths,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Callback,
    Header,
    Components,
    Schema,
    Discriminator,
    Xml,
    SecurityScheme,
    OAuthFlows,
    OAuthFlow,
    ExternalDocumentation,
    Example,
    Link,
}

/// The type of a field's value.
///
/// Only the values of `One`, `List` and `Map` hold objects of the specification. All others are opaque: a `$ref` in
/// them is data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldType {
    /// A string.
    String,
    /// A boolean.
    Boolean,
    /// A number.
    Number,
    /// A whole number that is not negative.
    Count,
    /// A number since 3.1, a boolean in 3.0.
    ExclusiveBound,
    /// An array of strings.
    Strings,
    /// A string or an array of strings.
    OneOrMoreStrings,
    /// An object whose keys the document chooses, with plain values.
    Dictionary,
    /// An array of security requirements.
    Requirements,
    /// An array of JSON values of any form.
    AnyList,
    /// A JSON value of any form.
    Any,
    /// An object of a kind.
    One(Kind),
    /// An array of objects of a kind.
    List(Kind),
    /// Objects of a kind, under names that the document chooses.
    Map(Kind),
}

/// A version of the specification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// OpenAPI 3.0.
    V3_0,
    /// OpenAPI 3.1.
    V3_1,
    /// OpenAPI 3.2.
    V3_2,
}

/// A field of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its key.
    pub name: &'static str,
    /// The type of its value.
    pub typ: FieldType,
    /// The version that introduced it. In earlier documents it is read all the same.
    pub since: Version,
    /// The last version that has it. In later documents it is read all the same.
    pub until: Version,
    /// False for a keyword that restricts values in a way that the types of an SDK do not enforce.
    pub is_enforced: bool,
    /// The JSON type of the values that a schema keyword is about: `minLength` is about strings. `None`: any.
    pub about: Option<&'static str>,
    /// True if a value of another type rejects the document. Otherwise the field is ignored.
    pub is_structural: bool,
}

/// A field of all versions, with nothing special about it.
const fn field(name: &'static str, typ: FieldType) -> Field {
    Field {
        name,
        typ,
        since: Version::V3_0,
        until: Version::V3_2,
        is_enforced: true,
        about: None,
        is_structural: false,
    }
}

impl Field {
    const fn since(mut self, version: Version) -> Self {
        self.since = version;
        self
    }

    const fn until(mut self, version: Version) -> Self {
        self.until = version;
        self
    }

    const fn unenforced(mut self) -> Self {
        self.is_enforced = false;
        self
    }

    const fn about(mut self, typ: &'static str) -> Self {
        self.about = Some(typ);
        self
    }

    const fn structural(mut self) -> Self {
        self.is_structural = true;
        self
    }
}

impl Field {
    /// Returns true for `allOf`, `anyOf` and `oneOf`: their schemas are parts of the schema around them.
    #[must_use]
    pub fn is_composition(&self) -> bool {
        self.typ == FieldType::List(Kind::Schema) && self.about.is_none()
    }
}

impl FieldType {
    /// The kind of the objects in a value of the type. `None`: the value is opaque.
    #[must_use]
    pub fn kind(self) -> Option<Kind> {
        match self {
            Self::One(kind) | Self::List(kind) | Self::Map(kind) => Some(kind),
            _ => None,
        }
    }

    /// Returns true if an opaque value is of the type.
    #[must_use]
    pub fn fits(self, value: &Value) -> bool {
        let is_list_of_strings = || {
            let list = value.as_array();
            list.is_some_and(|list| list.iter().all(Value::is_string))
        };
        match self {
            Self::String => value.is_string(),
            Self::Boolean => value.is_boolean(),
            Self::Number => value.is_number(),
            Self::Count => whole(value).is_some(),
            Self::ExclusiveBound => value.is_number() || value.is_boolean(),
            Self::Strings => is_list_of_strings(),
            Self::OneOrMoreStrings => value.is_string() || is_list_of_strings(),
            Self::AnyList => value.is_array(),
            Self::Dictionary
            | Self::Requirements
            | Self::Any
            | Self::One(_)
            | Self::List(_)
            | Self::Map(_) => true,
        }
    }
}

/// A count, which may be written as `1.0` (JSON Schema 2020-12, section 6.1.1).
pub(super) fn whole(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| {
        let float = value
            .as_f64()
            .filter(|float| float.fract() == 0.0 && (0.0..1e15).contains(float))?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked just above"
        )]
        let whole = float as u64;
        Some(whole)
    })
}

impl Kind {
    /// The name of the kind in messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::OpenApi => "the document",
            Self::Info => "`info`",
            Self::Contact => "`contact`",
            Self::License => "`license`",
            Self::Server => "a server",
            Self::ServerVariable => "a server variable",
            Self::Tag => "a tag",
            Self::Paths => "`paths`",
            Self::PathItem => "a path",
            Self::Operation => "an operation",
            Self::Parameter => "a parameter",
            Self::RequestBody => "a request body",
            Self::MediaType => "a media type",
            Self::Encoding => "an encoding",
            Self::Responses => "`responses`",
            Self::Response => "a response",
            Self::Callback => "a callback",
            Self::Header => "a header",
            Self::Components => "`components`",
            Self::Schema => "a schema",
            Self::Discriminator => "a discriminator",
            Self::Xml => "`xml`",
            Self::SecurityScheme => "a security scheme",
            Self::OAuthFlows => "`flows`",
            Self::OAuthFlow => "a flow",
            Self::ExternalDocumentation => "`externalDocs`",
            Self::Example => "an example",
            Self::Link => "a link",
        }
    }

    /// The fields that the specification gives a name.
    #[must_use]
    pub fn fields(self) -> &'static [Field] {
        match self {
            Self::OpenApi => root::OPENAPI,
            Self::Info => root::INFO,
            Self::Contact => root::CONTACT,
            Self::License => root::LICENSE,
            Self::Server => root::SERVER,
            Self::ServerVariable => root::SERVER_VARIABLE,
            Self::Tag => root::TAG,
            Self::Paths | Self::Responses => &[],
            Self::PathItem => root::PATH_ITEM,
            Self::Operation => root::OPERATION,
            Self::Callback => root::CALLBACK,
            Self::Components => root::COMPONENTS,
            Self::ExternalDocumentation => root::EXTERNAL_DOCUMENTATION,
            Self::Parameter => content::PARAMETER,
            Self::RequestBody => content::REQUEST_BODY,
            Self::MediaType => content::MEDIA_TYPE,
            Self::Encoding => content::ENCODING,
            Self::Response => content::RESPONSE,
            Self::Header => content::HEADER,
            Self::Example => content::EXAMPLE,
            Self::Link => content::LINK,
            Self::Schema => schema::SCHEMA,
            Self::Discriminator => schema::DISCRIMINATOR,
            Self::Xml => schema::XML,
            Self::SecurityScheme => security::SECURITY_SCHEME,
            Self::OAuthFlows => security::OAUTH_FLOWS,
            Self::OAuthFlow => security::OAUTH_FLOW,
        }
    }

    /// A field by its name.
    #[must_use]
    pub fn field(self, name: &str) -> Option<&'static Field> {
        self.fields().iter().find(|field| field.name == name)
    }

    /// The kind of the objects whose keys follow a pattern: paths, statuses, expressions.
    #[must_use]
    pub fn patterned(self) -> Option<Self> {
        match self {
            Self::Paths | Self::Callback => Some(Self::PathItem),
            Self::Responses => Some(Self::Response),
            _ => None,
        }
    }

    /// The type of the value of a key. `None`: the specification does not define the key.
    #[must_use]
    pub fn typ(self, key: &str) -> Option<FieldType> {
        if let Some(field) = self.field(key) {
            return Some(field.typ);
        }
        let patterned = self.patterned()?;
        (key != "$ref" && !key.starts_with("x-")).then_some(FieldType::One(patterned))
    }

    /// The section of `components` that holds objects of the kind.
    #[must_use]
    pub fn section(self) -> Option<&'static str> {
        let mut sections = Self::Components.fields().iter();
        let section = sections.find(|section| section.typ == FieldType::Map(self));
        section.map(|section| section.name)
    }
}

/// The methods of a path item, those that read before those that change.
pub const METHODS: [&str; 9] = methods();

const fn methods() -> [&'static str; 9] {
    let mut methods = [""; 9];
    let (mut row, mut found) = (0, 0);
    while row < root::PATH_ITEM.len() {
        #[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
        if matches!(root::PATH_ITEM[row].typ, FieldType::One(Kind::Operation)) {
            methods[found] = root::PATH_ITEM[row].name;
            found += 1;
        }
        row += 1;
    }
    methods
}
