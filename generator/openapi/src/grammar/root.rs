//! The document, its servers, tags, paths, operations and components.

use super::FieldType::{Boolean, List, Map, One, Requirements, String, Strings};
use super::Version::{V3_1, V3_2};
use super::{Field, Kind, field};

pub(super) const OPENAPI: &[Field] = &[
    field("openapi", String),
    field("$self", String).since(V3_2),
    field("info", One(Kind::Info)).structural(),
    field("jsonSchemaDialect", String).since(V3_1),
    field("servers", List(Kind::Server)).structural(),
    field("paths", One(Kind::Paths)).structural(),
    field("webhooks", Map(Kind::PathItem)).since(V3_1).structural(),
    field("components", One(Kind::Components)).structural(),
    field("security", Requirements).structural(),
    field("tags", List(Kind::Tag)).structural(),
    field("externalDocs", One(Kind::ExternalDocumentation)),
];

pub(super) const INFO: &[Field] = &[
    field("title", String),
    field("version", String),
    field("summary", String).since(V3_1),
    field("description", String),
    field("termsOfService", String),
    field("contact", One(Kind::Contact)),
    field("license", One(Kind::License)),
];

pub(super) const CONTACT: &[Field] = &[
    field("name", String),
    field("url", String),
    field("email", String),
];

pub(super) const LICENSE: &[Field] = &[
    field("name", String),
    field("identifier", String).since(V3_1),
    field("url", String),
];

pub(super) const SERVER: &[Field] = &[
    field("url", String),
    field("name", String).since(V3_2),
    field("description", String),
    field("variables", Map(Kind::ServerVariable)),
];

pub(super) const SERVER_VARIABLE: &[Field] = &[
    field("default", String),
    field("description", String),
    field("enum", Strings),
];

pub(super) const TAG: &[Field] = &[
    field("name", String),
    field("summary", String).since(V3_2),
    field("description", String),
    field("externalDocs", One(Kind::ExternalDocumentation)),
    field("parent", String).since(V3_2),
    field("kind", String).since(V3_2),
];

/// Operations come in the order in which they are generated: those that read before those that change.
pub(super) const PATH_ITEM: &[Field] = &[
    field("$ref", String),
    field("summary", String),
    field("description", String),
    field("parameters", List(Kind::Parameter)).structural(),
    field("servers", List(Kind::Server)),
    field("get", One(Kind::Operation)).structural(),
    field("query", One(Kind::Operation)).since(V3_2).structural(),
    field("head", One(Kind::Operation)).structural(),
    field("post", One(Kind::Operation)).structural(),
    field("put", One(Kind::Operation)).structural(),
    field("patch", One(Kind::Operation)).structural(),
    field("delete", One(Kind::Operation)).structural(),
    field("options", One(Kind::Operation)).structural(),
    field("trace", One(Kind::Operation)).structural(),
    field("additionalOperations", Map(Kind::Operation)).since(V3_2),
];

pub(super) const OPERATION: &[Field] = &[
    field("operationId", String).structural(),
    field("tags", Strings).structural(),
    field("summary", String),
    field("description", String),
    field("deprecated", Boolean),
    field("parameters", List(Kind::Parameter)).structural(),
    field("requestBody", One(Kind::RequestBody)).structural(),
    field("responses", One(Kind::Responses)).structural(),
    field("security", Requirements).structural(),
    field("servers", List(Kind::Server)).structural(),
    field("callbacks", Map(Kind::Callback)),
    field("externalDocs", One(Kind::ExternalDocumentation)),
];

pub(super) const CALLBACK: &[Field] = &[field("$ref", String)];

pub(super) const COMPONENTS: &[Field] = &[
    field("schemas", Map(Kind::Schema)).structural(),
    field("responses", Map(Kind::Response)).structural(),
    field("parameters", Map(Kind::Parameter)).structural(),
    field("examples", Map(Kind::Example)),
    field("requestBodies", Map(Kind::RequestBody)).structural(),
    field("headers", Map(Kind::Header)).structural(),
    field("securitySchemes", Map(Kind::SecurityScheme)).structural(),
    field("links", Map(Kind::Link)),
    field("callbacks", Map(Kind::Callback)),
    field("pathItems", Map(Kind::PathItem)).since(V3_1),
    field("mediaTypes", Map(Kind::MediaType)).since(V3_2),
];

pub(super) const EXTERNAL_DOCUMENTATION: &[Field] = &[field("url", String), field("description", String)];
