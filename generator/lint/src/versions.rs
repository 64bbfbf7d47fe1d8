//! Keywords of a schema that belong to another version than the document's.

use sdk_diagnostic::{Code, Diagnostic, Diagnostics};
use sdk_openapi::{Document, Field, Kind, NodeId, Version};

/// Keywords of 3.1 that are not reported in a document of 3.0: those that only say something beside another keyword,
/// which is reported, and those that identify a schema for tools.
const QUIET: [&str; 12] = [
    "then",
    "else",
    "minContains",
    "maxContains",
    "contentSchema",
    "unevaluatedItems",
    "$id",
    "$schema",
    "$dynamicAnchor",
    "$dynamicRef",
    "$vocabulary",
    "$comment",
];

/// How to say in OpenAPI 3.0 what a later keyword says.
fn in_3_0(keyword: &str) -> &'static str {
    match keyword {
        "const" => "write `enum` with one value",
        "examples" => "write `example`",
        "prefixItems" => "write `items`, or `openapi: 3.1.0`",
        "patternProperties" | "unevaluatedProperties" => "write `additionalProperties`, or `openapi: 3.1.0`",
        "contentEncoding" => "write `format: byte` for base64",
        "contentMediaType" => "write `format: binary`",
        "$defs" => "move the schemas to `components/schemas`",
        "$anchor" => "refer to the schema by its path",
        _ => "write `openapi: 3.1.0`",
    }
}

/// Whether a document is one of OpenAPI 3.0.
pub(super) fn is_3_0(document: &Document) -> bool {
    document.specification() == Version::V3_0
}

pub(super) fn check(document: &Document, id: NodeId, is_3_0: bool, diagnostics: &mut Diagnostics) {
    if is_3_0 {
        later(document, id, diagnostics);
    } else {
        earlier(document, id, diagnostics);
    }
}

/// What 3.1 brought, in a document of 3.0.
fn later(document: &Document, id: NodeId, diagnostics: &mut Diagnostics) {
    let mut tell = |place: NodeId, message: String, help: &str| {
        diagnostics.push(
            Diagnostic::warning(Code::WrongVersionKeyword, document.origin(place), message)
                .at_key()
                .effect("the SDK follows it; tools that hold to 3.0 do not")
                .help(help),
        );
    };
    for (key, child) in document.entries(id) {
        let is_later = |field: &Field| field.since > Version::V3_0 && !QUIET.contains(&key);
        if Kind::Schema.field(key).is_some_and(is_later) {
            let message = format!("`{key}` is not a keyword of OpenAPI 3.0");
            tell(child, message, in_3_0(key));
        }
    }
    let Some(typ) = document.get(id, "type") else {
        return;
    };
    if document.items(typ).next().is_some() {
        let help = "write one type, with `nullable: true` for null, or `oneOf`";
        tell(
            typ,
            "`type` is an array, which OpenAPI 3.0 does not allow".to_owned(),
            help,
        );
    } else if document.str(typ) == Some("null") {
        let help = "write `nullable: true` in the schema that may be null";
        tell(typ, "OpenAPI 3.0 has no type `null`".to_owned(), help);
    }
    for key in ["exclusiveMinimum", "exclusiveMaximum"] {
        if let Some(child) = document.get(id, key)
            && document.to_value(child).is_number()
        {
            let bound = if key == "exclusiveMinimum" {
                "minimum"
            } else {
                "maximum"
            };
            let help = format!("write the number as `{bound}`, and `{key}: true`");
            tell(
                child,
                format!("`{key}` is a boolean in OpenAPI 3.0, and a number here"),
                &help,
            );
        }
    }
}

/// What 3.0 had, in a document of 3.1 or later.
fn earlier(document: &Document, id: NodeId, diagnostics: &mut Diagnostics) {
    for (key, child) in document.entries(id) {
        if Kind::Schema
            .field(key)
            .is_none_or(|field| field.until > Version::V3_0)
        {
            continue;
        }
        let help = match key {
            "nullable" => "add `\"null\"` to `type`, as in `type: [string, \"null\"]`",
            _ => "write it as 3.1 does",
        };
        diagnostics.push(
            Diagnostic::warning(
                Code::WrongVersionKeyword,
                document.origin(child),
                format!("`{key}` is a keyword of OpenAPI 3.0 that 3.1 does not have"),
            )
            .at_key()
            .effect("the SDK follows it; tools that hold to 3.1 do not")
            .help(help),
        );
    }
    for (key, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        if let Some(child) = document.get(id, key)
            && document.to_value(child).is_boolean()
        {
            diagnostics.push(
                Diagnostic::warning(
                    Code::WrongVersionKeyword,
                    document.origin(child),
                    format!("`{key}` is a number since OpenAPI 3.1, and a boolean here"),
                )
                .at_key()
                .effect("the SDK follows it; tools that hold to 3.1 do not")
                .help(format!(
                    "write the value of `{bound}` as `{key}`, and remove `{bound}`"
                )),
            );
        }
    }
}
