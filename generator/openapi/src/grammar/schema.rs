//! Schemas: JSON Schema 2020-12 with the keywords that OpenAPI adds, and those of 3.0 and older drafts.

use super::FieldType::{
    Any, AnyList, Boolean, Count, Dictionary, ExclusiveBound, List, Map, Number, One, OneOrMoreStrings,
    String, Strings,
};
use super::Version::{V3_0, V3_1, V3_2};
use super::{Field, Kind, field};

const OBJECT: &str = "object";
const ARRAY: &str = "array";
const STRING: &str = "string";
/// Includes integers.
const NUMBER: &str = "number";

/// The most frequent come first, because rows are looked up from the start.
pub(super) const SCHEMA: &[Field] = &[
    field("type", OneOrMoreStrings),
    field("description", String),
    field("$ref", String),
    field("properties", Map(Kind::Schema)).about(OBJECT),
    field("required", Strings).about(OBJECT),
    field("items", One(Kind::Schema)).about(ARRAY),
    field("example", Any),
    field("enum", AnyList),
    field("title", String),
    field("format", String),
    field("nullable", Boolean).until(V3_0),
    field("default", Any),
    field("examples", AnyList).since(V3_1),
    field("anyOf", List(Kind::Schema)),
    field("oneOf", List(Kind::Schema)),
    field("allOf", List(Kind::Schema)),
    field("additionalProperties", One(Kind::Schema)).about(OBJECT),
    field("readOnly", Boolean),
    field("writeOnly", Boolean),
    field("deprecated", Boolean),
    field("pattern", String).about(STRING),
    field("minLength", Count).about(STRING),
    field("maxLength", Count).about(STRING),
    field("minimum", Number).about(NUMBER),
    field("maximum", Number).about(NUMBER),
    field("exclusiveMinimum", ExclusiveBound).about(NUMBER),
    field("exclusiveMaximum", ExclusiveBound).about(NUMBER),
    field("multipleOf", Number).about(NUMBER),
    field("minItems", Count).about(ARRAY),
    field("maxItems", Count).about(ARRAY),
    field("uniqueItems", Boolean).about(ARRAY),
    field("minProperties", Count).about(OBJECT).unenforced(),
    field("maxProperties", Count).about(OBJECT).unenforced(),
    field("const", Any).since(V3_1),
    field("discriminator", One(Kind::Discriminator)),
    field("xml", One(Kind::Xml)),
    field("externalDocs", One(Kind::ExternalDocumentation)),
    field("prefixItems", List(Kind::Schema)).since(V3_1).about(ARRAY),
    field("additionalItems", One(Kind::Schema))
        .about(ARRAY)
        .unenforced(),
    field("patternProperties", Map(Kind::Schema))
        .since(V3_1)
        .about(OBJECT),
    field("propertyNames", One(Kind::Schema))
        .since(V3_1)
        .about(OBJECT)
        .unenforced(),
    field("unevaluatedProperties", One(Kind::Schema))
        .since(V3_1)
        .about(OBJECT)
        .unenforced(),
    field("unevaluatedItems", One(Kind::Schema))
        .since(V3_1)
        .about(ARRAY)
        .unenforced(),
    field("contains", One(Kind::Schema))
        .since(V3_1)
        .about(ARRAY)
        .unenforced(),
    field("minContains", Count).since(V3_1).about(ARRAY).unenforced(),
    field("maxContains", Count).since(V3_1).about(ARRAY).unenforced(),
    field("not", One(Kind::Schema)).unenforced(),
    field("if", One(Kind::Schema)).since(V3_1).unenforced(),
    field("then", One(Kind::Schema)).since(V3_1).unenforced(),
    field("else", One(Kind::Schema)).since(V3_1).unenforced(),
    field("dependentRequired", Dictionary)
        .since(V3_1)
        .about(OBJECT)
        .unenforced(),
    field("dependentSchemas", Map(Kind::Schema))
        .since(V3_1)
        .about(OBJECT)
        .unenforced(),
    field("contentEncoding", String).since(V3_1).about(STRING),
    field("contentMediaType", String).since(V3_1).about(STRING),
    field("contentSchema", One(Kind::Schema))
        .since(V3_1)
        .about(STRING)
        .unenforced(),
    field("$defs", Map(Kind::Schema)).since(V3_1),
    field("definitions", Map(Kind::Schema)),
    field("$id", String).since(V3_1),
    field("$schema", String).since(V3_1),
    field("$anchor", String).since(V3_1),
    field("$dynamicAnchor", String).since(V3_1),
    field("$dynamicRef", String).since(V3_1).unenforced(),
    field("$vocabulary", Dictionary).since(V3_1),
    field("$comment", String).since(V3_1),
];

pub(super) const DISCRIMINATOR: &[Field] = &[
    field("propertyName", String),
    field("mapping", Dictionary),
    field("defaultMapping", String).since(V3_2),
];

pub(super) const XML: &[Field] = &[
    field("name", String),
    field("namespace", String),
    field("prefix", String),
    field("attribute", Boolean),
    field("wrapped", Boolean),
    field("nodeType", String).since(V3_2),
];
