//! The model of an API: the operations and schemas of its document, resolved, with the document's names.
//!
//! References are ids. Names are spelled as in the document. Arrays keep the order of the document; the entries of
//! mappings are sorted, usually by name. The model is independent of Rust, YAML and OpenAPI versions: for example,
//! nullability is always a boolean, however the document expresses it. Facts that can be derived from the model, such
//! as which schemas are sent or received, are not stored in it but in side tables such as [`Usage`].

mod arena;
mod display;
mod operation;
mod pagination;
mod schema;
mod status;
mod timestamp;
mod usage;
pub mod words;

pub use arena::{SchemaId, Schemas, Usage};
pub use operation::{
    Content, ContentFormat, Header, IncomingKind, IncomingRequest, Operation, OperationName, Parameter,
    ParameterEncoding, PartEncoding, RequestBody, Response, SecurityRequirement,
};
pub use pagination::Pagination;
pub use schema::{
    Additional, ArraySchema, Discriminator, EnumSchema, EnumValue, IntegerSchema, MapSchema, Name, Number,
    NumberSchema, ObjectSchema, Presence, Property, Schema, SchemaKind, StringSchema, TupleSchema,
    UnionSchema, UnionVariant,
};
pub use timestamp::is_timestamp;

pub use status::reason_phrase;
pub use usage::usage;

use sdk_diagnostic::Origin;
use sdk_wire::SecurityKind;

/// An API.
#[derive(Debug, Clone, Default)]
pub struct Api {
    /// The title.
    pub title: String,
    /// The version of the API, as written in the document.
    pub version: String,
    /// A one-line summary.
    pub summary: Option<String>,
    /// The description, in Markdown.
    pub description: Option<String>,
    /// The servers.
    pub servers: Vec<Server>,
    /// The groups of operations, in the order in which operations first use them.
    pub groups: Vec<Group>,
    /// The operations, sorted by path and method.
    pub operations: Vec<Operation>,
    /// The requests that the API sends: webhooks, then callbacks.
    pub incoming: Vec<IncomingRequest>,
    /// The schemas that operations reference, and, unless operations are selected, all declared schemas.
    pub schemas: Schemas,
    /// The security schemes, sorted by name.
    pub security_schemes: Vec<SecurityScheme>,
}

/// A server of the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// The URL, with its variables replaced by their defaults.
    pub url: String,
    /// The description.
    pub description: Option<String>,
    /// The variables of the URL that have an `enum`, sorted by name.
    pub choices: Vec<ServerChoice>,
    /// The document node.
    pub origin: Origin,
}

/// A variable of a server's URL that has an `enum`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerChoice {
    /// The name of the variable.
    pub variable: String,
    /// The allowed values.
    pub values: Vec<String>,
}

/// A group of operations: those with the same first tag or, without tags, the same first path segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The tag or path segment.
    pub name: String,
    /// The description of the tag, in Markdown.
    pub description: Option<String>,
}

/// A security scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityScheme {
    /// The name by which requirements reference it.
    pub name: String,
    /// The description, in Markdown.
    pub description: Option<String>,
    /// The way in which the credential is sent, or `None` if the client does not support it, such as mutual TLS.
    pub kind: Option<SecurityKind>,
    /// The document node.
    pub origin: Origin,
}
