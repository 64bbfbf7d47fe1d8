//! Types of schemas that JSON Schema does not know (JSON Schema Validation 2020-12, section 6.1.1).

use super::near;
use crate::{Document, NodeId};
use sdk_diagnostic::{Code, Diagnostic, Diagnostics};

/// The types of schemas.
pub const SCHEMA_TYPES: [&str; 7] = [
    "string", "number", "integer", "boolean", "array", "object", "null",
];

/// A type of Swagger 2.0, which many documents still have. It is read as the text that it becomes.
const FILE: &str = "file";

/// Names of types in other languages and tools, and the ones of JSON Schema.
const MEANT: [(&[&str], &str); 10] = [
    (&["int", "int32", "int64", "long", "short"], "`integer`"),
    (&["float", "double", "decimal", "numeric"], "`number`"),
    (&["bool"], "`boolean`"),
    (&["str", "text", "char"], "`string`"),
    (&[FILE, "binary", "bytes"], "`string`, with `format: binary`"),
    (&["date"], "`string`, with `format: date`"),
    (
        &["date-time", "datetime", "timestamp"],
        "`string`, with `format: date-time`",
    ),
    (&["list", "set", "tuple"], "`array`"),
    (&["dict", "map", "hash", "json", "struct"], "`object`"),
    (&["none", "nil", "undefined"], "`null`"),
];

/// Returns true if a type of a schema is supported.
pub(crate) fn is_read(name: &str) -> bool {
    SCHEMA_TYPES.contains(&name) || name == FILE
}

/// Reports types of a schema that do not exist.
pub(super) fn report_unknown(document: &Document, id: NodeId, diagnostics: &mut Diagnostics) {
    for id in document.items(id).chain([id]) {
        let Some(name) = document.str(id).filter(|name| !SCHEMA_TYPES.contains(name)) else {
            continue;
        };
        let help = meant(name).map_or_else(
            || format!("write one of `{}`", SCHEMA_TYPES.join("`, `")),
            |meant| format!("did you mean {meant}?"),
        );
        diagnostics.push(
            Diagnostic::warning(
                Code::InvalidValue,
                document.origin(id),
                format!("`{name}` is not a type of JSON Schema"),
            )
            .effect(if is_read(name) {
                "it is read as `string`"
            } else {
                "the type is ignored"
            })
            .help(help),
        );
    }
}

fn meant(name: &str) -> Option<String> {
    let lower = name.to_ascii_lowercase();
    let mut meant = MEANT.iter();
    if let Some((_, meant)) = meant.find(|(names, _)| names.contains(&lower.as_str())) {
        return Some((*meant).to_owned());
    }
    near(&lower, SCHEMA_TYPES.into_iter()).map(|near| format!("`{near}`"))
}
