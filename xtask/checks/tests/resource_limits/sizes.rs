//! Very many items in each array and map of a document.

use std::fmt::Write as _;

use crate::{Case, MANY, Make};

/// Ten times as many.
const VERY_MANY: usize = 10 * MANY;

/// Fewer, if each item becomes several items of the crate.
const FEWER: usize = MANY / 5;

pub(crate) const ALL: &[Make] = &[
    || {
        Case::yaml(
            "enum of very many texts",
            schema(&format!(
                "{{type: string, enum: [{}]}}",
                list(VERY_MANY, |index| format!("v{index}"))
            )),
        )
    },
    || Case::json("JSON enum of very many texts", json_enum()),
    || {
        Case::yaml(
            "enum of very many numbers",
            schema(&format!(
                "{{type: integer, enum: [{}]}}",
                list(VERY_MANY, |index| index.to_string())
            )),
        )
    },
    || {
        Case::yaml(
            "enum of names that clash",
            schema(&format!("{{type: string, enum: [{}]}}", list(MANY, clashing))),
        )
    },
    || {
        Case::yaml(
            "enum of one value",
            schema(&format!(
                "{{type: string, enum: [{}]}}",
                list(MANY, |_| "a".to_owned())
            )),
        )
    },
    || {
        Case::yaml(
            "properties",
            schema(&format!(
                "{{type: object, properties: {{{}}}}}",
                list(FEWER, |index| format!("p{index}: {{type: string}}"))
            )),
        )
    },
    || {
        Case::yaml(
            "properties that clash",
            schema(&format!(
                "{{type: object, properties: {{{}}}}}",
                list(MANY, |index| format!("{}: {{type: string}}", clashing(index)))
            )),
        )
    },
    || {
        Case::yaml(
            "properties with objects",
            schema(&format!(
                "{{type: object, properties: {{{}}}}}",
                list(FEWER, |index| format!(
                    "p{index}: {{properties: {{a{index}: {{type: string}}}}}}"
                ))
            )),
        )
    },
    || {
        Case::yaml(
            "required properties",
            schema(&format!(
                "{{type: object, required: [{}]}}",
                list(MANY, |index| format!("p{index}"))
            )),
        )
    },
    || {
        Case::yaml(
            "required and defined properties",
            schema(&format!(
                "{{type: object, required: [{}], properties: {{{}}}}}",
                list(MANY, |index| format!("p{index}")),
                list(FEWER, |index| format!("p{index}: {{type: string}}"))
            )),
        )
    },
    || {
        Case::yaml(
            "types",
            schema(&format!("{{type: [{}]}}", list(MANY, |_| "string".to_owned()))),
        )
    },
    || {
        Case::yaml(
            "parts of allOf",
            schema(&format!(
                "{{allOf: [{}]}}",
                list(MANY, |index| format!(
                    "{{properties: {{p{index}: {{type: string}}}}}}"
                ))
            )),
        )
    },
    || {
        Case::yaml(
            "parts of allOf that say the same",
            schema(&format!(
                "{{allOf: [{}]}}",
                list(MANY, |_| "{properties: {p: {type: string}}}".to_owned())
            )),
        )
    },
    || {
        Case::yaml(
            "variants",
            schema(&format!(
                "{{oneOf: [{}]}}",
                list(FEWER, |index| format!(
                    "{{properties: {{p{index}: {{type: string}}}}, required: [p{index}]}}"
                ))
            )),
        )
    },
    || {
        Case::yaml(
            "variants with constants",
            schema(&format!(
                "{{oneOf: [{}]}}",
                list(FEWER, |index| format!(
                    "{{properties: {{kind: {{const: v{index}}}}}, required: [kind]}}"
                ))
            )),
        )
    },
    || {
        Case::yaml(
            "variants that are texts",
            schema(&format!(
                "{{oneOf: [{}]}}",
                list(FEWER, |_| "{type: string}".to_owned())
            )),
        )
    },
    || {
        Case::yaml(
            "variants of anyOf",
            schema(&format!(
                "{{anyOf: [{}]}}",
                list(FEWER, |index| format!(
                    "{{properties: {{p{index}: {{type: string}}}}}}"
                ))
            )),
        )
    },
    || {
        Case::yaml(
            "mapping of a discriminator",
            schema(&format!(
                "{{oneOf: [{{type: object}}], discriminator: {{propertyName: a, mapping: {{{}}}}}}}",
                list(MANY, |index| format!("v{index}: '#/components/schemas/S'"))
            )),
        )
    },
    || Case::yaml("schemas", schemas(FEWER, |index| format!("S{index}"))),
    || Case::yaml("schemas that clash", schemas(FEWER, clashing)),
    || Case::yaml("schemas that are one", schemas_of_one()),
    || Case::yaml("operations", operations(FEWER / 2)),
    || {
        Case::yaml(
            "operations of one name",
            paths(FEWER, |index| {
                format!(
                    "  /a{index}: {{get: {{operationId: a, responses: {{'204': {{description: d}}}}}}}}\n"
                )
            }),
        )
    },
    || {
        Case::yaml(
            "operations without names",
            paths(FEWER / 4, |index| {
                format!("  /a{index}: {{get: {{responses: {{'204': {{description: d}}}}}}}}\n")
            }),
        )
    },
    || {
        Case::yaml(
            "paths that are the same",
            paths(FEWER, |index| format!("  /a/{{a{index}}}: {{}}\n")),
        )
    },
    || {
        Case::yaml(
            "paths that may be the same",
            paths(FEWER / 4, |index| {
                format!(
                    "  /{{a}}/b{index}: {{get: {{responses: {{}}}}}}\n  /b{index}/{{a}}: {{get: {{responses: {{}}}}}}\n"
                )
            }),
        )
    },
    || {
        Case::yaml(
            "tags",
            paths(FEWER / 4, |index| {
                format!(
                    "  /a{index}: {{get: {{tags: [t{index}], operationId: a{index}, responses: {{'204': {{description: d}}}}}}}}\n"
                )
            }),
        )
    },
    || {
        Case::yaml(
            "tags of one operation",
            operation(&format!("tags: [{}]", list(MANY, |index| format!("t{index}")))),
        )
    },
    || {
        Case::yaml(
            "parameters",
            operation(&format!(
                "parameters: [{}]",
                list(FEWER, |index| format!(
                    "{{name: p{index}, in: query, schema: {{type: string}}}}"
                ))
            )),
        )
    },
    || {
        Case::yaml(
            "parameters that clash",
            operation(&format!(
                "parameters: [{}]",
                list(FEWER, |index| format!(
                    "{{name: {}, in: query, schema: {{type: string}}}}",
                    clashing(index)
                ))
            )),
        )
    },
    || {
        Case::yaml(
            "parameters that come again",
            operation(&format!(
                "parameters: [{}]",
                list(FEWER, |_| "{name: p, in: query, schema: {type: string}}"
                    .to_owned())
            )),
        )
    },
    || Case::yaml("variables of a path", variables()),
    || {
        Case::yaml(
            "media types",
            operation(&format!(
                "requestBody: {{content: {{{}}}}}",
                list(FEWER, |index| format!(
                    "application/x{index}: {{schema: {{type: string}}}}"
                ))
            )),
        )
    },
    || Case::yaml("statuses", statuses()),
    || {
        Case::yaml(
            "headers of a response",
            response(&format!(
                "headers: {{{}}}",
                list(FEWER, |index| format!("X-{index}: {{schema: {{type: string}}}}"))
            )),
        )
    },
    || {
        Case::yaml(
            "examples",
            response(&format!(
                "content: {{application/json: {{schema: {{type: string}}, examples: {{{}}}}}}}",
                list(MANY, |index| format!("e{index}: {{value: 1}}"))
            )),
        )
    },
    || {
        Case::yaml(
            "items of an example",
            response(&format!(
                "content: {{application/json: {{schema: {{type: array, items: {{type: string}}}}, example: [{}]}}}}",
                list(MANY, |index| index.to_string())
            )),
        )
    },
    || {
        Case::yaml(
            "servers",
            operation("tags: [a]").replace(
                "paths:",
                &format!(
                    "servers: [{}]\npaths:",
                    list(FEWER, |index| format!("{{url: 'https://a{index}.example'}}"))
                ),
            ),
        )
    },
    || {
        Case::yaml(
            "variables of a server",
            operation("tags: [a]").replace(
                "paths:",
                &format!(
                    "servers: [{{url: 'https://{}', variables: {{{}}}}}]\npaths:",
                    joined(FEWER, |index| format!("{{v{index}}}")),
                    list(FEWER, |index| format!("v{index}: {{default: a}}"))
                ),
            ),
        )
    },
    || {
        Case::yaml(
            "security requirements",
            operation(&format!(
                "security: [{}]",
                list(FEWER, |_| "{key: []}".to_owned())
            )),
        )
    },
    || {
        Case::yaml(
            "undefined security schemes",
            operation(&format!(
                "security: [{}]",
                list(FEWER, |index| format!("{{key{index}: []}}"))
            )),
        )
    },
    || {
        Case::yaml(
            "extensions",
            operation("tags: [a]").replace(
                "paths:",
                &format!("{}paths:", joined(MANY, |index| format!("x-{index}: 1\n"))),
            ),
        )
    },
    || {
        Case::yaml(
            "unknown keys",
            operation("tags: [a]").replace(
                "paths:",
                &format!("{}paths:", joined(MANY, |index| format!("y{index}: 1\n"))),
            ),
        )
    },
    || Case::yaml("inline copies", inline_copies()),
    || Case::yaml("similar inline responses", resembling()),
];

fn list(count: usize, item: impl Fn(usize) -> String) -> String {
    (0..count).map(item).collect::<Vec<_>>().join(", ")
}

/// Names that differ only in punctuation.
fn clashing(index: usize) -> String {
    format!("'{}'", format!("{index:b}").replace('0', "-").replace('1', "."))
}

fn operation(more: &str) -> String {
    format!(
        "openapi: 3.1.0
info: {{title: t, version: '1'}}
paths:
  /a:
    post:
      operationId: a
      {more}
      responses: {{'204': {{description: d}}}}
components:
  schemas: {{S: {{type: object}}}}
  securitySchemes: {{key: {{type: apiKey, in: header, name: X-Key}}}}
"
    )
}

fn response(more: &str) -> String {
    operation("tags: [a]").replace(
        "responses: {'204': {description: d}}",
        &format!("responses: {{'200': {{description: d, {more}}}}}"),
    )
}

fn schema(text: &str) -> String {
    operation("requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/T'}}}}")
        .replace(
            "schemas: {S: {type: object}}",
            &format!("schemas:\n    S: {{type: object}}\n    T: {text}"),
        )
}

fn json_enum() -> String {
    let values: Vec<String> = (0..VERY_MANY).map(|index| format!("\"v{index}\"")).collect();
    format!(
        "{{\"openapi\":\"3.1.0\",\"info\":{{\"title\":\"t\",\"version\":\"1\"}},\"paths\":{{}},\"components\":{{\"schemas\":{{\"S\":{{\"enum\":[{}]}}}}}}}}",
        values.join(",")
    )
}

fn schemas(count: usize, name: impl Fn(usize) -> String) -> String {
    let mut text =
        "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n".to_owned();
    for index in 0..count {
        let _ = writeln!(
            text,
            "    {}: {{type: object, properties: {{a: {{type: string}}}}}}",
            name(index)
        );
    }
    text
}

fn schemas_of_one() -> String {
    let mut text = schema("{type: object}");
    text = text.replace(
        "schemas:\n    S: {type: object}",
        "schemas:\n    S: {type: object}\n    U:\n      properties:",
    );
    let end = text.find("    T: {type: object}").unwrap_or(text.len());
    let mut more = String::new();
    for index in 0..FEWER {
        let _ = writeln!(
            more,
            "        p{index}: {{type: object, properties: {{a: {{type: string}}, b: {{type: integer}}}}}}"
        );
    }
    text.insert_str(end, &more);
    text
}

fn paths(count: usize, path: impl Fn(usize) -> String) -> String {
    let paths: String = (0..count).map(path).collect();
    format!("openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths:\n{paths}")
}

fn operations(count: usize) -> String {
    paths(count, |index| {
        format!(
            "  /a{index}: {{get: {{tags: [t{}], operationId: a{index}, parameters: [{{name: q, in: query, schema: {{type: string}}}}], responses: {{'204': {{description: d}}}}}}}}\n",
            index / 50
        )
    })
}

fn variables() -> String {
    let path = joined(FEWER, |index| format!("/{{v{index}}}"));
    operation("tags: [a]")
        .replace("  /a:", &format!("  ? {path}\n  :"))
        .replace(
            "tags: [a]",
            &format!(
                "parameters: [{}]",
                list(FEWER, |index| format!(
                    "{{name: v{index}, in: path, required: true, schema: {{type: string}}}}"
                ))
            ),
        )
}

fn statuses() -> String {
    let statuses = list(500, |index| {
        format!(
            "'{}': {{description: d, content: {{application/json: {{schema: {{properties: {{p{index}: {{type: string}}}}}}}}}}}}",
            index + 100
        )
    });
    operation("tags: [a]").replace(
        "responses: {'204': {description: d}}",
        &format!(
            "responses: {{{statuses}, {}}}",
            list(FEWER, |index| format!("'{}': {{description: d}}", index + 1000))
        ),
    )
}

fn inline_copies() -> String {
    paths(FEWER / 4, |index| {
        format!(
            "  /a{index}: {{get: {{tags: [t{}], operationId: a{index}, responses: {{'200': {{description: d, content: {{application/json: {{schema: {{properties: {{a: {{type: string}}, b: {{properties: {{c: {{type: string}}}}}}}}}}}}}}}}}}}}}}\n",
            index / 50
        )
    })
}

fn resembling() -> String {
    paths(FEWER / 10, |index| {
        format!(
            "  /a{index}: {{get: {{tags: [t], operationId: a{index}, responses: {{'200': {{description: d, content: {{application/json: {{schema: {{properties: {{a: {{type: string}}, b: {{type: string}}, c: {{type: string}}, d: {{type: string}}, p{index}: {{type: string}}}}}}}}}}}}}}}}}}\n"
        )
    })
}

/// Concatenates strings.
fn joined(count: usize, text: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |all, index| all + &text(index))
}
