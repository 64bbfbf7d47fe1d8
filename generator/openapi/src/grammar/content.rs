//! What travels: parameters, bodies, responses, headers, and their examples and links.

use super::FieldType::{Any, Boolean, Dictionary, List, Map, One, String};
use super::Version::V3_2;
use super::{Field, Kind, field};

pub(super) const PARAMETER: &[Field] = &[
    field("$ref", String),
    field("name", String),
    field("in", String),
    field("summary", String),
    field("description", String),
    field("required", Boolean),
    field("schema", One(Kind::Schema)),
    field("example", Any),
    field("examples", Map(Kind::Example)),
    field("deprecated", Boolean),
    field("style", String),
    field("explode", Boolean),
    field("allowReserved", Boolean),
    field("allowEmptyValue", Boolean),
    field("content", Map(Kind::MediaType)),
];

pub(super) const REQUEST_BODY: &[Field] = &[
    field("$ref", String),
    field("summary", String),
    field("description", String),
    field("content", Map(Kind::MediaType)).structural(),
    field("required", Boolean),
];

pub(super) const MEDIA_TYPE: &[Field] = &[
    field("$ref", String).since(V3_2),
    field("schema", One(Kind::Schema)),
    field("itemSchema", One(Kind::Schema)).since(V3_2),
    field("example", Any),
    field("examples", Map(Kind::Example)),
    field("encoding", Map(Kind::Encoding)),
    field("prefixEncoding", List(Kind::Encoding)).since(V3_2),
    field("itemEncoding", One(Kind::Encoding)).since(V3_2),
    field("summary", String).since(V3_2),
    field("description", String).since(V3_2),
];

pub(super) const ENCODING: &[Field] = &[
    field("contentType", String),
    field("headers", Map(Kind::Header)),
    field("style", String),
    field("explode", Boolean),
    field("allowReserved", Boolean),
    field("encoding", Map(Kind::Encoding)).since(V3_2),
    field("prefixEncoding", List(Kind::Encoding)).since(V3_2),
    field("itemEncoding", One(Kind::Encoding)).since(V3_2),
];

pub(super) const RESPONSE: &[Field] = &[
    field("$ref", String),
    field("summary", String).since(V3_2),
    field("description", String),
    field("headers", Map(Kind::Header)),
    field("content", Map(Kind::MediaType)).structural(),
    field("links", Map(Kind::Link)),
];

pub(super) const HEADER: &[Field] = &[
    field("$ref", String),
    field("summary", String),
    field("description", String),
    field("required", Boolean),
    field("deprecated", Boolean),
    field("style", String),
    field("explode", Boolean),
    field("schema", One(Kind::Schema)),
    field("example", Any),
    field("examples", Map(Kind::Example)),
    field("content", Map(Kind::MediaType)),
    field("allowEmptyValue", Boolean),
    field("allowReserved", Boolean),
];

pub(super) const EXAMPLE: &[Field] = &[
    field("$ref", String),
    field("summary", String),
    field("description", String),
    field("value", Any),
    field("dataValue", Any).since(V3_2),
    field("serializedValue", String).since(V3_2),
    field("externalValue", String),
];

pub(super) const LINK: &[Field] = &[
    field("$ref", String),
    field("operationRef", String),
    field("operationId", String),
    field("parameters", Dictionary),
    field("requestBody", Any),
    field("summary", String),
    field("description", String),
    field("server", One(Kind::Server)),
];
