//! Operations, their parameters, bodies and responses.

use sdk_wire::{ParameterLocation, ParameterStyle, StatusPattern};
use serde_json::Value;

use super::{Pagination, SchemaId};
use sdk_diagnostic::Origin;

/// An operation: one method of one path.
#[derive(Debug, Clone)]
pub struct Operation {
    /// The name.
    pub name: OperationName,
    /// The HTTP method, in upper case.
    pub method: String,
    /// The path template.
    pub path: String,
    /// The index of the group in `Api::groups`.
    pub group: usize,
    /// A one-line summary.
    pub summary: Option<String>,
    /// The description, in Markdown.
    pub description: Option<String>,
    /// `true` if the document marks it as deprecated.
    pub deprecated: bool,
    /// The date on which it is removed, as written in the document.
    pub sunset: Option<String>,
    /// The stability level, as written in the document, such as `beta`.
    pub stability: Option<String>,
    /// The parameters, those of the path item first, unless the operation overrides them.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<RequestBody>,
    /// The responses: statuses first, then ranges, then the default.
    pub responses: Vec<Response>,
    /// The pagination, if its responses are pages of a list.
    pub pagination: Option<Pagination>,
    /// The alternative security requirements. All schemes of one alternative must be satisfied. If there are no
    /// alternatives, authentication is not required. An empty alternative makes authentication optional.
    pub security: Vec<Vec<SecurityRequirement>>,
    /// The URL of the server that overrides the servers of the API.
    pub server: Option<String>,
    /// The document node.
    pub origin: Origin,
}

/// A security scheme that an operation requires.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityRequirement {
    /// The name of the scheme.
    pub scheme: String,
    /// The scopes or roles that the credential needs.
    pub scopes: Vec<String>,
}

/// The name of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OperationName {
    /// The `operationId`.
    Declared(String),
    /// A name derived from the method and path, if the `operationId` is missing or not unique.
    Derived(String),
}

impl OperationName {
    /// Returns the name, declared or derived.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Declared(name) | Self::Derived(name) => name,
        }
    }
}

/// A parameter.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// The name on the wire.
    pub name: String,
    /// The location.
    pub location: ParameterLocation,
    /// `true` if it is required.
    pub required: bool,
    /// The serialization of its value.
    pub encoding: ParameterEncoding,
    /// The schema of its value.
    pub schema: SchemaId,
    /// The description, in Markdown.
    pub description: Option<String>,
    /// `true` if the document marks it as deprecated.
    pub deprecated: bool,
    /// An example value.
    pub example: Option<Value>,
    /// The document node.
    pub origin: Origin,
}

/// The serialization of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterEncoding {
    /// A style (OpenAPI 3.1, "Style Values").
    Style {
        /// The style.
        style: ParameterStyle,
        /// `true` if each element or property is a separate value.
        explode: bool,
        /// `true` if reserved characters are not percent-encoded.
        allow_reserved: bool,
    },
    /// JSON.
    Json,
}

/// A request body.
#[derive(Debug, Clone)]
pub struct RequestBody {
    /// `true` if it is required.
    pub required: bool,
    /// The description, in Markdown.
    pub description: Option<String>,
    /// The alternative media types, sorted by format and name.
    pub content: Vec<Content>,
}

/// A request that the API sends to the user of the client.
#[derive(Debug, Clone)]
pub struct IncomingRequest {
    /// The `operationId`, or else the name of the webhook or callback.
    pub name: String,
    /// The kind of request.
    pub kind: IncomingKind,
    /// The HTTP method, in upper case.
    pub method: String,
    /// A one-line summary.
    pub summary: Option<String>,
    /// The description, in Markdown.
    pub description: Option<String>,
    /// The body.
    pub body: Option<RequestBody>,
    /// The document node.
    pub origin: Origin,
}

/// The kind of a request that the API sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IncomingKind {
    /// A webhook: the API sends it when an event occurs.
    Webhook,
    /// A callback: the API sends it as a result of an operation.
    Callback,
}

/// A media type of a body.
#[derive(Debug, Clone)]
pub struct Content {
    /// The media type, as written in the document.
    pub media_type: String,
    /// The format of the media type.
    pub format: ContentFormat,
    /// The schema, or `None` if the document does not have one.
    pub schema: Option<SchemaId>,
    /// The schema of each value of a sequence (OpenAPI 3.2, "Media Type Object", `itemSchema`).
    pub item_schema: Option<SchemaId>,
    /// The encoding of single fields, in forms and multipart bodies.
    pub parts: Vec<(String, PartEncoding)>,
    /// An example value.
    pub example: Option<Value>,
}

impl Content {
    /// Returns the schemas that it references.
    pub fn schemas(&self) -> impl Iterator<Item = SchemaId> {
        self.schema.into_iter().chain(self.item_schema)
    }
}

/// The format of a media type, which determines how a client reads and writes it. Better supported formats come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ContentFormat {
    /// `application/json`, or a media type with the suffix `+json`.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data` and other multipart types.
    Multipart,
    /// Text, including XML.
    Text,
    /// Server-sent events.
    EventStream,
    /// One JSON value per line.
    JsonLines,
    /// JSON values that each follow a record separator (RFC 7464).
    JsonSequence,
    /// Any other media type, as bytes.
    Bytes,
}

/// The encoding of one field of a form or multipart body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PartEncoding {
    /// The media type of the part.
    pub content_type: Option<String>,
    /// The style of the field, in a URL-encoded form.
    pub style: Option<ParameterStyle>,
    /// `true` if each element is a separate field, in a URL-encoded form.
    pub explode: Option<bool>,
}

/// A response.
#[derive(Debug, Clone)]
pub struct Response {
    /// The statuses that it applies to.
    pub status: StatusPattern,
    /// The description, in Markdown.
    pub description: Option<String>,
    /// The alternative media types of the body. Empty if there is no body.
    pub content: Vec<Content>,
    /// The headers.
    pub headers: Vec<Header>,
    /// The document node.
    pub origin: Origin,
}

impl Operation {
    /// Returns the schemas that its parameters, body and responses reference, in this order.
    pub fn schemas(&self) -> impl Iterator<Item = SchemaId> {
        let parameters = self.parameters.iter().map(|parameter| parameter.schema);
        let body = self.body.iter().flat_map(RequestBody::schemas);
        parameters
            .chain(body)
            .chain(self.responses.iter().flat_map(Response::schemas))
    }
}

impl RequestBody {
    /// Returns the schemas that it references.
    pub fn schemas(&self) -> impl Iterator<Item = SchemaId> {
        self.content.iter().flat_map(Content::schemas)
    }
}

impl IncomingRequest {
    /// Returns the schemas that it references.
    pub fn schemas(&self) -> impl Iterator<Item = SchemaId> {
        self.body.iter().flat_map(RequestBody::schemas)
    }
}

impl Response {
    /// Returns the schemas that it references.
    pub fn schemas(&self) -> impl Iterator<Item = SchemaId> {
        let headers = self.headers.iter().map(|header| header.schema);
        self.content.iter().flat_map(Content::schemas).chain(headers)
    }
}

/// A header of a response.
#[derive(Debug, Clone)]
pub struct Header {
    /// The name.
    pub name: String,
    /// The description, in Markdown.
    pub description: Option<String>,
    /// `true` if every response with this status has it.
    pub required: bool,
    /// The schema of its value.
    pub schema: SchemaId,
    /// `true` if its value is JSON instead of the style `simple`.
    pub is_json: bool,
    /// The document node.
    pub origin: Origin,
}
