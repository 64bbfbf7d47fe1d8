//! Operations, what they take and what they answer.

use serde_json::Value;

use super::{Pagination, SchemaId};
use sdk_diagnostic::Origin;

/// One method on one path.
#[derive(Debug, Clone)]
pub struct Operation {
    /// What it is called.
    pub name: OperationName,
    /// The method on the wire, in capitals.
    pub method: String,
    /// The path template.
    pub path: String,
    /// The index of its group in `Api::groups`.
    pub group: usize,
    /// What it does, in one line.
    pub summary: Option<String>,
    /// What it does, in Markdown.
    pub description: Option<String>,
    /// Whether the document deprecates it.
    pub deprecated: bool,
    /// The day on which it is to go, as the document writes it.
    pub sunset: Option<String>,
    /// How far it can be relied on, in the document's word, such as `beta`.
    pub stability: Option<String>,
    /// The parameters, those of the path item first, each overridden where the operation does so.
    pub parameters: Vec<Parameter>,
    /// The body.
    pub body: Option<RequestBody>,
    /// The answers: statuses first, then ranges, then the default.
    pub responses: Vec<Response>,
    /// How its answers are the pages of a list.
    pub pagination: Option<Pagination>,
    /// Alternatives of schemes that must all be met. No alternative: nothing is needed. An empty
    /// alternative: authentication is optional.
    pub security: Vec<Vec<SecurityRequirement>>,
    /// A server of its own.
    pub server: Option<String>,
    /// Where it is.
    pub origin: Origin,
}

/// A scheme that an operation needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityRequirement {
    /// The name of the scheme.
    pub scheme: String,
    /// What the credential must be good for: scopes, or roles.
    pub scopes: Vec<String>,
}

/// What an operation is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OperationName {
    /// By its `operationId`.
    Declared(String),
    /// By its method and path, for want of one.
    Derived(String),
}

impl OperationName {
    /// The name, wherever it comes from.
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
    /// Its name on the wire.
    pub name: String,
    /// Where it travels.
    pub location: ParameterLocation,
    /// Whether it must be given.
    pub required: bool,
    /// How its value is written.
    pub encoding: ParameterEncoding,
    /// Its type.
    pub schema: SchemaId,
    /// What it means, in Markdown.
    pub description: Option<String>,
    /// Whether the document deprecates it.
    pub deprecated: bool,
    /// A value to show.
    pub example: Option<Value>,
    /// Where it is.
    pub origin: Origin,
}

/// Where a parameter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ParameterLocation {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
}

/// How the value of a parameter is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterEncoding {
    /// By a style (OpenAPI 3.1, "Style Values").
    Style {
        /// The style.
        style: ParameterStyle,
        /// Whether elements and properties become values of their own.
        explode: bool,
        /// Whether reserved characters stay as they are.
        allow_reserved: bool,
    },
    /// As JSON text.
    Json,
}

/// The styles of OpenAPI.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterStyle {
    /// `a,b`.
    Simple,
    /// `.a.b`.
    Label,
    /// `;p=a,b`.
    Matrix,
    /// `p=a&p=b`.
    Form,
    /// `p=a b`.
    SpaceDelimited,
    /// `p=a|b`.
    PipeDelimited,
    /// `p[k]=v`.
    DeepObject,
}

/// What a request carries.
#[derive(Debug, Clone)]
pub struct RequestBody {
    /// Whether it must be given.
    pub required: bool,
    /// What it is, in Markdown.
    pub description: Option<String>,
    /// The forms it can take, by family and name.
    pub content: Vec<Content>,
}

/// A request that the API sends: the counterpart of an operation, which a client sends.
#[derive(Debug, Clone)]
pub struct IncomingRequest {
    /// Its `operationId`, or else the name of the webhook or callback.
    pub name: String,
    /// What brings it about.
    pub kind: IncomingKind,
    /// The HTTP method in capitals.
    pub method: String,
    /// In one line, what it tells.
    pub summary: Option<String>,
    /// What it tells, in Markdown.
    pub description: Option<String>,
    /// What it carries.
    pub body: Option<RequestBody>,
    /// Where it is.
    pub origin: Origin,
}

/// What brings a request of the API about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IncomingKind {
    /// Something that happened.
    Webhook,
    /// A call of an operation.
    Callback,
}

/// A form that a body can take.
#[derive(Debug, Clone)]
pub struct Content {
    /// The media type as the document writes it.
    pub media_type: String,
    /// What family the media type belongs to.
    pub format: ContentFormat,
    /// The type; `None` where the document gives none.
    pub schema: Option<SchemaId>,
    /// The type of each of several values that follow one another (OpenAPI 3.2, "Media Type Object").
    pub item_schema: Option<SchemaId>,
    /// How single fields are written, in forms and multipart bodies.
    pub parts: Vec<(String, PartEncoding)>,
    /// A value to show.
    pub example: Option<Value>,
}

impl Content {
    /// The types that it names.
    pub fn schemas(&self) -> impl Iterator<Item = SchemaId> {
        self.schema.into_iter().chain(self.item_schema)
    }
}

/// Families of media types, by what a client does with them. Those that say most of their values come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ContentFormat {
    /// JSON, by its own name or by a `+json` suffix.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data` and its kin.
    Multipart,
    /// Text.
    Text,
    /// Server-sent events.
    EventStream,
    /// A JSON value a line.
    JsonLines,
    /// JSON values behind record separators (RFC 7464).
    JsonSequence,
    /// Anything else.
    Bytes,
}

/// How one field of a form or multipart body is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PartEncoding {
    /// The media type of the part.
    pub content_type: Option<String>,
    /// The style of the field, in a urlencoded form.
    pub style: Option<ParameterStyle>,
    /// Whether elements become fields of their own, in a urlencoded form.
    pub explode: Option<bool>,
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Response {
    /// The statuses it stands for.
    pub status: StatusPattern,
    /// What it means, in Markdown.
    pub description: Option<String>,
    /// The forms its body can take; none where it has no body.
    pub content: Vec<Content>,
    /// The headers it carries.
    pub headers: Vec<Header>,
    /// Where it is.
    pub origin: Origin,
}

/// The statuses that a response stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatusPattern {
    /// One status.
    Exact(u16),
    /// A hundred of them: `Range(4)` is `4XX`.
    Range(u16),
    /// Every status that no other response stands for.
    Default,
}

impl Operation {
    /// The types that its parameters, body and answers name, in this order.
    pub fn schemas(&self) -> impl Iterator<Item = SchemaId> {
        let parameters = self.parameters.iter().map(|parameter| parameter.schema);
        let body = self.body.iter().flat_map(RequestBody::schemas);
        parameters
            .chain(body)
            .chain(self.responses.iter().flat_map(Response::schemas))
    }
}

impl RequestBody {
    /// The types that it names.
    pub fn schemas(&self) -> impl Iterator<Item = SchemaId> {
        self.content.iter().flat_map(Content::schemas)
    }
}

impl IncomingRequest {
    /// The types that it names.
    pub fn schemas(&self) -> impl Iterator<Item = SchemaId> {
        self.body.iter().flat_map(RequestBody::schemas)
    }
}

impl Response {
    /// The types that it names.
    pub fn schemas(&self) -> impl Iterator<Item = SchemaId> {
        let headers = self.headers.iter().map(|header| header.schema);
        self.content.iter().flat_map(Content::schemas).chain(headers)
    }
}

impl StatusPattern {
    /// Whether the pattern stands for success only: 2xx.
    #[must_use]
    pub fn is_success(self) -> bool {
        matches!(self, Self::Exact(200..=299) | Self::Range(2))
    }
}

/// A header of an answer.
#[derive(Debug, Clone)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// What it means, in Markdown.
    pub description: Option<String>,
    /// Whether every answer of the status carries it.
    pub required: bool,
    /// Its type.
    pub schema: SchemaId,
    /// Whether its value is JSON text, rather than in the style `simple`.
    pub is_json: bool,
    /// Where it is.
    pub origin: Origin,
}
