//! An API as its document describes it, resolved: operations and schemas, in the document's own words.
//!
//! References are ids, spelling is the document's. So is the order of lists; mappings have none, and their entries are
//! in the order of their names, or in one that follows from what they are. Nothing here knows Rust,
//! YAML, or versions of OpenAPI: that a value may be null is one flag, whatever the document wrote.
//! Facts that follow from the model (what recurs, what is sent, what is received) are not kept on its
//! nodes but in side tables such as [`Usage`].

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
    /// Its title.
    pub title: String,
    /// The version of the API, as the document gives it.
    pub version: String,
    /// What it is, in one line.
    pub summary: Option<String>,
    /// What it is, in Markdown.
    pub description: Option<String>,
    /// Where it runs.
    pub servers: Vec<Server>,
    /// What operations are grouped by, in the order in which operations first name them.
    pub groups: Vec<Group>,
    /// The operations, by path and method.
    pub operations: Vec<Operation>,
    /// The requests that the API sends, by name: webhooks first.
    pub incoming: Vec<IncomingRequest>,
    /// The schemas that operations reach, and the declared ones that none reaches.
    pub schemas: Schemas,
    /// The ways to authenticate, by name.
    pub security_schemes: Vec<SecurityScheme>,
}

/// A place where the API runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Its URL, with the defaults of its variables filled in.
    pub url: String,
    /// What it is for.
    pub description: Option<String>,
    /// The variables of its URL that take one of some values, by name.
    pub choices: Vec<ServerChoice>,
    /// Where it is.
    pub origin: Origin,
}

/// A variable of a server's URL that takes one of some values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerChoice {
    /// The name of the variable.
    pub variable: String,
    /// The values.
    pub values: Vec<String>,
}

/// What operations are grouped by: their first tag, or for want of one the first word of their path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The tag or word.
    pub name: String,
    /// What the group is about, in Markdown.
    pub description: Option<String>,
}

/// A way to authenticate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityScheme {
    /// The name that requirements refer to.
    pub name: String,
    /// What it is, in Markdown.
    pub description: Option<String>,
    /// How the credential is sent; `None` if the transport takes care of it, such as a client certificate.
    pub kind: Option<SecurityKind>,
    /// Where it is declared.
    pub origin: Origin,
}
