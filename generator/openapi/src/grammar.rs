//! The fields of OpenAPI's objects, in all versions that are read: which there are, and what is below.
//!
//! A field of a later version is known in a document of an earlier one: whether it has a meaning there is
//! not decided here.

/// A kind of object of the specification (OpenAPI 3.2, "Schema").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each has the name that the specification gives it")]
pub enum Kind {
    OpenApi,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Tag,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Response,
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

/// What is below a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Below {
    /// A plain value, a list of plain values, or data of any form.
    Value,
    /// An object of a kind.
    One(Kind),
    /// A list of objects of a kind.
    List(Kind),
    /// Objects of a kind, by names that the document chooses.
    Map(Kind),
    /// Objects of a kind, by names and then by expressions: callbacks.
    MapOfMaps(Kind),
}

use Below::{List, Map, MapOfMaps, One, Value};

type Fields = &'static [(&'static str, Below)];

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
            Self::PathItem => "a path",
            Self::Operation => "an operation",
            Self::Parameter => "a parameter",
            Self::RequestBody => "a request body",
            Self::MediaType => "a media type",
            Self::Encoding => "an encoding",
            Self::Response => "a response",
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

    /// The fields of the kind.
    #[must_use]
    pub fn fields(self) -> &'static [(&'static str, Below)] {
        match self {
            Self::OpenApi => OPENAPI,
            Self::Info => INFO,
            Self::Contact => CONTACT,
            Self::License => LICENSE,
            Self::Server => SERVER,
            Self::ServerVariable => SERVER_VARIABLE,
            Self::Tag => TAG,
            Self::PathItem => PATH_ITEM,
            Self::Operation => OPERATION,
            Self::Parameter => PARAMETER,
            Self::RequestBody => REQUEST_BODY,
            Self::MediaType => MEDIA_TYPE,
            Self::Encoding => ENCODING,
            Self::Response => RESPONSE,
            Self::Header => HEADER,
            Self::Components => COMPONENTS,
            Self::Schema => SCHEMA,
            Self::Discriminator => DISCRIMINATOR,
            Self::Xml => XML,
            Self::SecurityScheme => SECURITY_SCHEME,
            Self::OAuthFlows => OAUTH_FLOWS,
            Self::OAuthFlow => OAUTH_FLOW,
            Self::ExternalDocumentation => EXTERNAL_DOCUMENTATION,
            Self::Example => EXAMPLE,
            Self::Link => LINK,
        }
    }

    /// What is below a field; `None` where the specification knows no such field.
    #[must_use]
    pub fn below(self, field: &str) -> Option<Below> {
        let mut fields = self.fields().iter();
        fields.find(|(known, _)| *known == field).map(|&(_, below)| below)
    }
}

const OPENAPI: Fields = &[
    ("openapi", Value),
    ("$self", Value),
    ("info", One(Kind::Info)),
    ("jsonSchemaDialect", Value),
    ("servers", List(Kind::Server)),
    ("paths", Map(Kind::PathItem)),
    ("webhooks", Map(Kind::PathItem)),
    ("components", One(Kind::Components)),
    ("security", Value),
    ("tags", List(Kind::Tag)),
    ("externalDocs", One(Kind::ExternalDocumentation)),
];

const INFO: Fields = &[
    ("title", Value),
    ("version", Value),
    ("summary", Value),
    ("description", Value),
    ("termsOfService", Value),
    ("contact", One(Kind::Contact)),
    ("license", One(Kind::License)),
];

const CONTACT: Fields = &[("name", Value), ("url", Value), ("email", Value)];

const LICENSE: Fields = &[("name", Value), ("identifier", Value), ("url", Value)];

const SERVER: Fields = &[
    ("url", Value),
    ("name", Value),
    ("description", Value),
    ("variables", Map(Kind::ServerVariable)),
];

const SERVER_VARIABLE: Fields = &[("default", Value), ("description", Value), ("enum", Value)];

const TAG: Fields = &[
    ("name", Value),
    ("summary", Value),
    ("description", Value),
    ("externalDocs", One(Kind::ExternalDocumentation)),
    ("parent", Value),
    ("kind", Value),
];

const PATH_ITEM: Fields = &[
    ("$ref", Value),
    ("summary", Value),
    ("description", Value),
    ("parameters", List(Kind::Parameter)),
    ("servers", List(Kind::Server)),
    ("get", One(Kind::Operation)),
    ("put", One(Kind::Operation)),
    ("post", One(Kind::Operation)),
    ("delete", One(Kind::Operation)),
    ("options", One(Kind::Operation)),
    ("head", One(Kind::Operation)),
    ("patch", One(Kind::Operation)),
    ("trace", One(Kind::Operation)),
    ("query", One(Kind::Operation)),
    ("additionalOperations", Map(Kind::Operation)),
];

const OPERATION: Fields = &[
    ("operationId", Value),
    ("tags", Value),
    ("summary", Value),
    ("description", Value),
    ("deprecated", Value),
    ("parameters", List(Kind::Parameter)),
    ("requestBody", One(Kind::RequestBody)),
    ("responses", Map(Kind::Response)),
    ("security", Value),
    ("servers", List(Kind::Server)),
    ("callbacks", MapOfMaps(Kind::PathItem)),
    ("externalDocs", One(Kind::ExternalDocumentation)),
];

const PARAMETER: Fields = &[
    ("$ref", Value),
    ("name", Value),
    ("in", Value),
    ("summary", Value),
    ("description", Value),
    ("required", Value),
    ("schema", One(Kind::Schema)),
    ("example", Value),
    ("examples", Map(Kind::Example)),
    ("deprecated", Value),
    ("style", Value),
    ("explode", Value),
    ("allowReserved", Value),
    ("allowEmptyValue", Value),
    ("content", Map(Kind::MediaType)),
];

const REQUEST_BODY: Fields = &[
    ("$ref", Value),
    ("summary", Value),
    ("description", Value),
    ("content", Map(Kind::MediaType)),
    ("required", Value),
];

const MEDIA_TYPE: Fields = &[
    ("$ref", Value),
    ("schema", One(Kind::Schema)),
    ("itemSchema", One(Kind::Schema)),
    ("example", Value),
    ("examples", Map(Kind::Example)),
    ("encoding", Map(Kind::Encoding)),
    ("prefixEncoding", List(Kind::Encoding)),
    ("itemEncoding", One(Kind::Encoding)),
    ("summary", Value),
    ("description", Value),
];

const ENCODING: Fields = &[
    ("contentType", Value),
    ("headers", Map(Kind::Header)),
    ("style", Value),
    ("explode", Value),
    ("allowReserved", Value),
    ("encoding", Map(Kind::Encoding)),
    ("prefixEncoding", List(Kind::Encoding)),
    ("itemEncoding", One(Kind::Encoding)),
];

const RESPONSE: Fields = &[
    ("$ref", Value),
    ("summary", Value),
    ("description", Value),
    ("headers", Map(Kind::Header)),
    ("content", Map(Kind::MediaType)),
    ("links", Map(Kind::Link)),
];

const HEADER: Fields = &[
    ("$ref", Value),
    ("summary", Value),
    ("description", Value),
    ("required", Value),
    ("deprecated", Value),
    ("style", Value),
    ("explode", Value),
    ("schema", One(Kind::Schema)),
    ("example", Value),
    ("examples", Map(Kind::Example)),
    ("content", Map(Kind::MediaType)),
    ("allowEmptyValue", Value),
    ("allowReserved", Value),
];

const COMPONENTS: Fields = &[
    ("schemas", Map(Kind::Schema)),
    ("responses", Map(Kind::Response)),
    ("parameters", Map(Kind::Parameter)),
    ("examples", Map(Kind::Example)),
    ("requestBodies", Map(Kind::RequestBody)),
    ("headers", Map(Kind::Header)),
    ("securitySchemes", Map(Kind::SecurityScheme)),
    ("links", Map(Kind::Link)),
    ("callbacks", MapOfMaps(Kind::PathItem)),
    ("pathItems", Map(Kind::PathItem)),
    ("mediaTypes", Map(Kind::MediaType)),
];

/// JSON Schema 2020-12 with the keywords that OpenAPI adds, and what 3.0 and older drafts wrote.
const SCHEMA: Fields = &[
    ("type", Value),
    ("description", Value),
    ("$ref", Value),
    ("properties", Map(Kind::Schema)),
    ("required", Value),
    ("items", One(Kind::Schema)),
    ("example", Value),
    ("enum", Value),
    ("title", Value),
    ("format", Value),
    ("nullable", Value),
    ("default", Value),
    ("examples", Value),
    ("anyOf", List(Kind::Schema)),
    ("oneOf", List(Kind::Schema)),
    ("allOf", List(Kind::Schema)),
    ("additionalProperties", One(Kind::Schema)),
    ("readOnly", Value),
    ("writeOnly", Value),
    ("deprecated", Value),
    ("pattern", Value),
    ("minLength", Value),
    ("maxLength", Value),
    ("minimum", Value),
    ("maximum", Value),
    ("exclusiveMinimum", Value),
    ("exclusiveMaximum", Value),
    ("multipleOf", Value),
    ("minItems", Value),
    ("maxItems", Value),
    ("uniqueItems", Value),
    ("minProperties", Value),
    ("maxProperties", Value),
    ("const", Value),
    ("discriminator", One(Kind::Discriminator)),
    ("xml", One(Kind::Xml)),
    ("externalDocs", One(Kind::ExternalDocumentation)),
    ("prefixItems", List(Kind::Schema)),
    ("additionalItems", One(Kind::Schema)),
    ("patternProperties", Map(Kind::Schema)),
    ("propertyNames", One(Kind::Schema)),
    ("unevaluatedProperties", One(Kind::Schema)),
    ("unevaluatedItems", One(Kind::Schema)),
    ("contains", One(Kind::Schema)),
    ("minContains", Value),
    ("maxContains", Value),
    ("not", One(Kind::Schema)),
    ("if", One(Kind::Schema)),
    ("then", One(Kind::Schema)),
    ("else", One(Kind::Schema)),
    ("dependentRequired", Value),
    ("dependentSchemas", Map(Kind::Schema)),
    ("contentEncoding", Value),
    ("contentMediaType", Value),
    ("contentSchema", One(Kind::Schema)),
    ("$defs", Map(Kind::Schema)),
    ("definitions", Map(Kind::Schema)),
    ("$id", Value),
    ("$schema", Value),
    ("$anchor", Value),
    ("$dynamicAnchor", Value),
    ("$dynamicRef", Value),
    ("$vocabulary", Value),
    ("$comment", Value),
];

const DISCRIMINATOR: Fields = &[
    ("propertyName", Value),
    ("mapping", Value),
    ("defaultMapping", Value),
];

const XML: Fields = &[
    ("name", Value),
    ("namespace", Value),
    ("prefix", Value),
    ("attribute", Value),
    ("wrapped", Value),
    ("nodeType", Value),
];

const SECURITY_SCHEME: Fields = &[
    ("$ref", Value),
    ("type", Value),
    ("summary", Value),
    ("description", Value),
    ("name", Value),
    ("in", Value),
    ("scheme", Value),
    ("bearerFormat", Value),
    ("flows", One(Kind::OAuthFlows)),
    ("openIdConnectUrl", Value),
    ("oauth2MetadataUrl", Value),
    ("deprecated", Value),
];

const OAUTH_FLOWS: Fields = &[
    ("implicit", One(Kind::OAuthFlow)),
    ("password", One(Kind::OAuthFlow)),
    ("clientCredentials", One(Kind::OAuthFlow)),
    ("authorizationCode", One(Kind::OAuthFlow)),
    ("deviceAuthorization", One(Kind::OAuthFlow)),
];

const OAUTH_FLOW: Fields = &[
    ("authorizationUrl", Value),
    ("deviceAuthorizationUrl", Value),
    ("tokenUrl", Value),
    ("refreshUrl", Value),
    ("scopes", Value),
];

const EXTERNAL_DOCUMENTATION: Fields = &[("url", Value), ("description", Value)];

const EXAMPLE: Fields = &[
    ("$ref", Value),
    ("summary", Value),
    ("description", Value),
    ("value", Value),
    ("dataValue", Value),
    ("serializedValue", Value),
    ("externalValue", Value),
];

const LINK: Fields = &[
    ("$ref", Value),
    ("operationRef", Value),
    ("operationId", Value),
    ("parameters", Value),
    ("requestBody", Value),
    ("summary", Value),
    ("description", Value),
    ("server", One(Kind::Server)),
];
