//! Much of everything that a document has lists and maps of.

use std::fmt::Write as _;

use crate::{Bomb, MANY, Make};

/// Ten times as many.
const VERY_MANY: usize = 10 * MANY;

/// Fewer, where each becomes several items of the crate.
const FEWER: usize = MANY / 5;

pub(crate) const ALL: &[Make] = &[
    || {
        Bomb::yaml(
            "enum of very many texts",
            schema(&format!(
                "{{type: string, enum: [{}]}}",
                list(VERY_MANY, |index| format!("v{index}"))
            )),
        )
    },
    || Bomb::json("JSON enum of very many texts", json_enum()),
    || {
        Bomb::yaml(
            "enum of very many numbers",
            schema(&format!(
                "{{type: integer, enum: [{}]}}",
                list(VERY_MANY, |index| index.to_string())
            )),
        )
    },
    || {
        Bomb::yaml(
            "enum of names that clash",
            schema(&format!("{{type: string, enum: [{}]}}", list(MANY, clashing))),
        )
    },
    || {
        Bomb::yaml(
            "enum of one value",
            schema(&format!(
                "{{type: string, enum: [{}]}}",
                list(MANY, |_| "a".to_owned())
            )),
        )
    },
    || {
        Bomb::yaml(
            "properties",
            schema(&format!(
                "{{type: object, properties: {{{}}}}}",
                list(FEWER, |index| format!("p{index}: {{type: string}}"))
            )),
        )
    },
    || {
        Bomb::yaml(
            "properties that clash",
            schema(&format!(
                "{{type: object, properties: {{{}}}}}",
                list(MANY, |index| format!("{}: {{type: string}}", clashing(index)))
            )),
        )
    },
    || {
        Bomb::yaml(
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
        Bomb::yaml(
            "required properties",
            schema(&format!(
                "{{type: object, required: [{}]}}",
                list(MANY, |index| format!("p{index}"))
            )),
        )
    },
    || {
        Bomb::yaml(
            "required and defined properties",
            schema(&format!(
                "{{type: object, required: [{}], properties: {{{}}}}}",
                list(MANY, |index| format!("p{index}")),
                list(FEWER, |index| format!("p{index}: {{type: string}}"))
            )),
        )
    },
    || {
        Bomb::yaml(
            "types",
            schema(&format!("{{type: [{}]}}", list(MANY, |_| "string".to_owned()))),
        )
    },
    || {
        Bomb::yaml(
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
        Bomb::yaml(
            "parts of allOf that say the same",
            schema(&format!(
                "{{allOf: [{}]}}",
                list(MANY, |_| "{properties: {p: {type: string}}}".to_owned())
            )),
        )
    },
    || {
        Bomb::yaml(
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
        Bomb::yaml(
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
        Bomb::yaml(
            "variants that are texts",
            schema(&format!(
                "{{oneOf: [{}]}}",
                list(FEWER, |_| "{type: string}".to_owned())
            )),
        )
    },
    || {
        Bomb::yaml(
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
        Bomb::yaml(
            "mapping of a discriminator",
            schema(&format!(
                "{{oneOf: [{{type: object}}], discriminator: {{propertyName: a, mapping: {{{}}}}}}}",
                list(MANY, |index| format!("v{index}: '#/components/schemas/S'"))
            )),
        )
    },
    || Bomb::yaml("schemas", schemas(FEWER, |index| format!("S{index}"))),
    || Bomb::yaml("schemas that clash", schemas(FEWER, clashing)),
    || Bomb::yaml("schemas that are one", schemas_of_one()),
    || Bomb::yaml("operations", operations(FEWER / 2)),
    || {
        Bomb::yaml(
            "operations of one name",
            paths(FEWER, |index| {
                format!(
                    "  /a{index}: {{get: {{operationId: a, responses: {{'204': {{description: d}}}}}}}}\n"
                )
            }),
        )
    },
    || {
        Bomb::yaml(
            "operations without names",
            paths(FEWER / 4, |index| {
                format!("  /a{index}: {{get: {{responses: {{'204': {{description: d}}}}}}}}\n")
            }),
        )
    },
    || {
        Bomb::yaml(
            "paths that are the same",
            paths(FEWER, |index| format!("  /a/{{a{index}}}: {{}}\n")),
        )
    },
    || {
        Bomb::yaml(
            "paths that may be the same",
            paths(FEWER / 4, |index| {
                format!(
                    "  /{{a}}/b{index}: {{get: {{responses: {{}}}}}}\n  /b{index}/{{a}}: {{get: {{responses: {{}}}}}}\n"
                )
            }),
        )
    },
    || {
        Bomb::yaml(
            "tags",
            paths(FEWER / 4, |index| {
                format!(
                    "  /a{index}: {{get: {{tags: [t{index}], operationId: a{index}, responses: {{'204': {{description: d}}}}}}}}\n"
                )
            }),
        )
    },
    || {
        Bomb::yaml(
            "tags of one operation",
            operation(&format!("tags: [{}]", list(MANY, |index| format!("t{index}")))),
        )
    },
    || {
        Bomb::yaml(
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
        Bomb::yaml(
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
        Bomb::yaml(
            "parameters that come again",
            operation(&format!(
                "parameters: [{}]",
                list(FEWER, |_| "{name: p, in: query, schema: {type: string}}"
                    .to_owned())
            )),
        )
    },
    || Bomb::yaml("variables of a path", variables()),
    || {
        Bomb::yaml(
            "media types",
            operation(&format!(
                "requestBody: {{content: {{{}}}}}",
                list(FEWER, |index| format!(
                    "application/x{index}: {{schema: {{type: string}}}}"
                ))
            )),
        )
    },
    || Bomb::yaml("statuses", statuses()),
    || {
        Bomb::yaml(
            "headers of an answer",
            answer(&format!(
                "headers: {{{}}}",
                list(FEWER, |index| format!("X-{index}: {{schema: {{type: string}}}}"))
            )),
        )
    },
    || {
        Bomb::yaml(
            "examples",
            answer(&format!(
                "content: {{application/json: {{schema: {{type: string}}, examples: {{{}}}}}}}",
                list(MANY, |index| format!("e{index}: {{value: 1}}"))
            )),
        )
    },
    || {
        Bomb::yaml(
            "items of an example",
            answer(&format!(
                "content: {{application/json: {{schema: {{type: array, items: {{type: string}}}}, example: [{}]}}}}",
                list(MANY, |index| index.to_string())
            )),
        )
    },
    || {
        Bomb::yaml(
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
        Bomb::yaml(
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
        Bomb::yaml(
            "security requirements",
            operation(&format!(
                "security: [{}]",
                list(FEWER, |_| "{key: []}".to_owned())
            )),
        )
    },
    || {
        Bomb::yaml(
            "undefined security schemes",
            operation(&format!(
                "security: [{}]",
                list(FEWER, |index| format!("{{key{index}: []}}"))
            )),
        )
    },
    || {
        Bomb::yaml(
            "extensions",
            operation("tags: [a]").replace(
                "paths:",
                &format!("{}paths:", joined(MANY, |index| format!("x-{index}: 1\n"))),
            ),
        )
    },
    || {
        Bomb::yaml(
            "unknown keys",
            operation("tags: [a]").replace(
                "paths:",
                &format!("{}paths:", joined(MANY, |index| format!("y{index}: 1\n"))),
            ),
        )
    },
    || Bomb::yaml("inline copies", inline_copies()),
    || Bomb::yaml("inline answers that resemble each other", resembling()),
];

fn list(count: usize, item: impl Fn(usize) -> String) -> String {
    (0..count).map(item).collect::<Vec<_>>().join(", ")
}

/// Names that are one when only their letters count.
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

fn answer(more: &str) -> String {
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

/// Texts one after another.
fn joined(count: usize, text: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |all, index| all + &text(index))
}
