//! Keywords of a schema that belong to another version than the document's.

use sdk_diagnostic::{Code, Diagnostic, Diagnostics};
use sdk_openapi::{Document, NodeId};

/// Keywords that OpenAPI 3.0 does not have, and what says the same there.
const SINCE_3_1: [(&str, &str); 14] = [
    ("const", "write `enum` with one value"),
    ("examples", "write `example`"),
    ("prefixItems", "write `items`, or `openapi: 3.1.0`"),
    (
        "patternProperties",
        "write `additionalProperties`, or `openapi: 3.1.0`",
    ),
    ("propertyNames", "write `openapi: 3.1.0`"),
    (
        "unevaluatedProperties",
        "write `additionalProperties`, or `openapi: 3.1.0`",
    ),
    ("contains", "write `openapi: 3.1.0`"),
    ("if", "write `openapi: 3.1.0`"),
    ("dependentRequired", "write `openapi: 3.1.0`"),
    ("dependentSchemas", "write `openapi: 3.1.0`"),
    ("contentEncoding", "write `format: byte` for base64"),
    ("contentMediaType", "write `format: binary`"),
    ("$defs", "move the schemas to `components/schemas`"),
    ("$anchor", "refer to the schema by its path"),
];

/// Whether a document is one of OpenAPI 3.0.
pub(super) fn is_3_0(document: &Document) -> bool {
    document
        .version()
        .is_some_and(|version| version == "3.0" || version.starts_with("3.0."))
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
    for (key, help) in SINCE_3_1 {
        if let Some(child) = document.get(id, key) {
            tell(child, format!("`{key}` is no keyword of OpenAPI 3.0"), help);
        }
    }
    let Some(typ) = document.get(id, "type") else {
        return;
    };
    if document.items(typ).next().is_some() {
        let help = "write one type, with `nullable: true` for null, or `oneOf`";
        tell(
            typ,
            "`type` is a list, which OpenAPI 3.0 does not have".to_owned(),
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
                format!("`{key}` is a flag in OpenAPI 3.0, and here a number"),
                &help,
            );
        }
    }
}

/// What 3.0 had, in a document of 3.1 or later.
fn earlier(document: &Document, id: NodeId, diagnostics: &mut Diagnostics) {
    if let Some(child) = document.get(id, "nullable") {
        diagnostics.push(
            Diagnostic::warning(
                Code::WrongVersionKeyword,
                document.origin(child),
                "`nullable` is a keyword of OpenAPI 3.0, and none of 3.1",
            )
            .at_key()
            .effect("the SDK follows it; tools that hold to 3.1 do not")
            .help("add `\"null\"` to `type`, as in `type: [string, \"null\"]`"),
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
                    format!("`{key}` is a number since OpenAPI 3.1, and here a flag"),
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
