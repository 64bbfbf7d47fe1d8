//! Long strings, large numbers, expensive patterns, and overlays whose paths match everywhere.

use crate::{Case, MANY, Make};

/// Ten megabytes, or one.
const LONG: usize = 100 * MANY;

pub(crate) const ALL: &[Make] = &[
    || Case::yaml("long description", described("a")),
    || Case::yaml("long description of words", described("word ")),
    || Case::yaml("long description of lines", described("a\\n")),
    || Case::yaml("long description of paragraphs", described("a\\n\\n")),
    || Case::yaml("long description of brackets", described("[")),
    || Case::yaml("long description of images", described("![")),
    || Case::yaml("long description of links", described("[a](b) ")),
    || Case::yaml("long description of nested links", described("[a](")),
    || Case::yaml("long description of definitions", described("[a]: b\\n")),
    || Case::yaml("long description of stars", described("*a_ ")),
    || Case::yaml("long description of stars alone", described("**")),
    || Case::yaml("long description of quotes", described("> ")),
    || Case::yaml("long description of lists", described("* ")),
    || Case::yaml("long description of nested lists", described("- a\\n  ")),
    || Case::yaml("long description of tables", described("|a|b|\\n|-|-|\\n")),
    || Case::yaml("long description of a row", described("a|")),
    || Case::yaml("long description of code", described("`a")),
    || Case::yaml("long description of fences", described("```\\n")),
    || {
        Case::yaml(
            "long description of growing fences",
            described_as(
                &(1..4_000)
                    .map(|length| "`".repeat(length) + "a")
                    .collect::<String>(),
            ),
        )
    },
    || Case::yaml("long description of HTML", described("<a ")),
    || Case::yaml("long description of comments", described("<!-- ")),
    || Case::yaml("long description of entities", described("&amp;")),
    || Case::yaml("long description of quotation marks", described("\\\"#")),
    || Case::yaml("long description of addresses", described("https://a.example/ ")),
    || {
        Case::yaml(
            "long title",
            schema("{type: string}").replace("title: t", &format!("title: {}", "a".repeat(LONG))),
        )
    },
    || {
        Case::yaml(
            "long summary",
            schema("{type: string}").replace(
                "operationId: a",
                &format!("operationId: a\n      summary: {}", "a ".repeat(LONG / 2)),
            ),
        )
    },
    || {
        Case::yaml(
            "long name of an operation",
            schema("{type: string}").replace("operationId: a", &format!("operationId: {}", "a".repeat(LONG))),
        )
    },
    || {
        Case::yaml(
            "long name of a schema",
            schema("{type: string}")
                .replace("/S'", &format!("/{}'", "a".repeat(LONG / 10)))
                .replace("    S:", &format!("    ? {}\n    :", "a".repeat(LONG / 10))),
        )
    },
    || {
        Case::yaml(
            "long name of words",
            schema("{type: string}").replace(
                "operationId: a",
                &format!("operationId: {}", "aB".repeat(LONG / 2)),
            ),
        )
    },
    || {
        Case::yaml(
            "long name of wide letters",
            schema("{type: string}").replace(
                "operationId: a",
                &format!("operationId: {}", "漢".repeat(LONG / 3)),
            ),
        )
    },
    || {
        Case::yaml(
            "long name of a property",
            schema(&format!(
                "{{type: object, properties: {{? {} : {{type: string}}}}}}",
                "a".repeat(LONG)
            )),
        )
    },
    || {
        Case::yaml(
            "long value of an enum",
            schema(&format!("{{type: string, enum: [{}]}}", "a".repeat(LONG))),
        )
    },
    || {
        Case::yaml(
            "long default",
            schema(&format!("{{type: string, default: {}}}", "a".repeat(LONG))),
        )
    },
    || {
        Case::yaml(
            "long example",
            schema(&format!("{{type: string, example: {}}}", "a".repeat(LONG))),
        )
    },
    || {
        Case::yaml(
            "long pattern",
            schema(&format!(
                "{{type: string, pattern: {}, example: a}}",
                "a".repeat(LONG)
            )),
        )
    },
    || {
        Case::yaml(
            "long reference",
            schema(&format!("{{$ref: '#{}'}}", "/a".repeat(LONG / 2))),
        )
    },
    || {
        Case::yaml(
            "long path",
            schema("{type: string}").replace("  /a:", &format!("  ? {}\n  :", "/a".repeat(LONG / 2))),
        )
    },
    || {
        Case::yaml(
            "long URL",
            schema("{type: string}").replace(
                "paths:",
                &format!(
                    "servers: [{{url: 'https://a.example/{}'}}]\npaths:",
                    "a".repeat(LONG)
                ),
            ),
        )
    },
    || Case::yaml("pattern that looks back", schema(&pattern("^(a+)+\\\\1$"))),
    || Case::yaml("pattern that backtracks", schema(&pattern("^(a+)+$"))),
    || Case::yaml("pattern that looks ahead", schema(&pattern("^(?=(a+)+b)(a*)*c$"))),
    || {
        Case::yaml(
            "pattern that repeats",
            schema(&pattern("(((a{1000}){1000}){1000}){1000}")),
        )
    },
    || {
        Case::yaml(
            "pattern that nests",
            schema(&pattern(&format!(
                "{}a{}",
                "(".repeat(100_000),
                ")".repeat(100_000)
            ))),
        )
    },
    || Case::yaml("pattern of Unicode", schema(&pattern("(\\\\w{100}){100}"))),
    || Case::yaml("huge number", schema(&numbers("1e400"))),
    || Case::yaml("small number", schema(&numbers("1e-400"))),
    || Case::yaml("long number", schema(&numbers(&"9".repeat(100_000)))),
    || {
        Case::yaml(
            "long fraction",
            schema(&numbers(&format!("0.{}", "9".repeat(100_000)))),
        )
    },
    || {
        Case::yaml(
            "exponent that is long",
            schema(&numbers(&format!("1e{}", "9".repeat(100_000)))),
        )
    },
    || Case::json("JSON numbers", json_numbers("1e400")),
    || Case::json("JSON long number", json_numbers(&"9".repeat(100_000))),
    || {
        Case::json(
            "JSON exponent that is long",
            json_numbers(&format!("1e{}", "9".repeat(100_000))),
        )
    },
    || {
        Case::yaml(
            "number of a unit in the last place",
            schema(&format!(
                "{{type: number, multipleOf: 5e-324, example: 1e308, maximum: {}}}",
                i64::MAX
            )),
        )
    },
    || overlaid("paths that lead everywhere", "$..*", "{}"),
    || {
        overlaid(
            "path with filters in filters",
            "$..[?$..[?$..[?@.a == 'b']]]",
            "{}",
        )
    },
    || {
        overlaid(
            "path with a dear pattern",
            "$..[?match(@, '((a{100}){100}){100}')]",
            "{}",
        )
    },
    || overlaid("path with many descents", "$..*..*..*..*", "{}"),
    || {
        overlaid(
            "path with many selectors",
            &format!("$[{}'a']..*", "*,".repeat(5_000)),
            "{}",
        )
    },
    || {
        overlaid(
            "path that is nested",
            &format!("${}a{}", "[?@[?@".repeat(50_000), "]]".repeat(50_000)),
            "{}",
        )
    },
    || {
        overlaid(
            "path in brackets",
            &format!("$[?{}@.a{}]", "(".repeat(50_000), ")".repeat(50_000)),
            "{}",
        )
    },
    || {
        overlaid(
            "path that denies",
            &format!("$[?{}@.a]", "!".repeat(50_000)),
            "{}",
        )
    },
    || overlaid("path that is long", &format!("${}", ".a".repeat(100_000)), "{}"),
    || doubling(),
    || long_names(),
    || removing(),
];

fn schema(text: &str) -> String {
    format!(
        "openapi: 3.1.0
info: {{title: t, version: '1'}}
paths:
  /a:
    post:
      operationId: a
      requestBody: {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/S'}}}}}}}}
      responses: {{'204': {{description: d}}}}
components:
  schemas:
    S: {text}
"
    )
}

/// Returns a schema whose description repeats a text.
fn described(text: &str) -> String {
    described_as(&text.repeat(LONG / text.len()))
}

fn described_as(text: &str) -> String {
    schema(&format!("{{type: object, description: \"{text}\"}}"))
}

fn pattern(pattern: &str) -> String {
    let example = "a".repeat(50_000);
    format!(
        "{{type: string, pattern: \"{pattern}\", example: {example}b, default: {example}c, enum: [{example}d]}}"
    )
}

fn numbers(number: &str) -> String {
    format!(
        "{{type: object, properties: {{
        a: {{type: integer, minimum: {number}, maximum: -{number}, multipleOf: {number}, default: {number}, example: {number}, enum: [{number}]}},
        b: {{type: number, exclusiveMinimum: {number}, exclusiveMaximum: -{number}, const: {number}}},
        c: {{type: string, minLength: {number}, maxLength: {number}}},
        d: {{type: array, minItems: {number}, maxItems: {number}, items: {{type: integer, format: int32, default: {number}}}}},
        e: {{type: object, minProperties: {number}, maxProperties: {number}}}
      }}}}"
    )
}

fn json_numbers(number: &str) -> String {
    format!(
        "{{\"openapi\":\"3.1.0\",\"info\":{{\"title\":\"t\",\"version\":\"1\"}},\"paths\":{{}},\"components\":{{\"schemas\":{{\"S\":{{\"type\":\"number\",\"minimum\":{number},\"default\":{number},\"enum\":[{number}]}}}}}}}}"
    )
}

/// Returns a document of a few thousand values, and an overlay of ten actions with one JSONPath.
fn overlaid(name: &'static str, path: &str, update: &str) -> Case {
    let mut case = Case::yaml(name, schema("{type: object}"));
    let properties: Vec<String> = (0..1_000)
        .map(|index| format!("p{index}: {{type: string}}"))
        .collect();
    if let Some((_, text)) = case.files.first_mut() {
        *text = schema(&format!(
            "{{type: object, properties: {{{}}}}}",
            properties.join(", ")
        ));
    }
    let path = path.replace('"', "\\\"");
    let action = format!("  - {{target: \"{path}\", update: {update}}}\n");
    let overlay = format!(
        "overlay: 1.1.0\ninfo: {{title: t, version: '1'}}\nactions:\n{}",
        action.repeat(10)
    );
    case.files.push(("overlay.yaml".to_owned(), overlay));
    case.files.push(("sdk.toml".to_owned(), settings()));
    case
}

/// Returns an overlay that copies the document into itself: it doubles with each action.
fn doubling() -> Case {
    let mut case = Case::yaml("overlay that doubles", schema("{type: object}"));
    let mut overlay = "overlay: 1.1.0\ninfo: {title: t, version: '1'}\nactions:\n".to_owned();
    for index in 0..60 {
        overlay.push_str(&format!(
            "  - {{target: '$', update: {{x-{index}: {{}}}}}}\n  - {{target: '$.x-{index}', copy: '$'}}\n"
        ));
    }
    case.files.push(("overlay.yaml".to_owned(), overlay));
    case.files.push(("sdk.toml".to_owned(), settings()));
    case
}

/// Returns a document with a long key in the location of very many findings.
fn long_names() -> Case {
    let key = "a".repeat(1_900);
    let findings: Vec<String> = (0..MANY / 2).map(|index| format!("{{k{index}: 1}}")).collect();
    Case::yaml(
        "long keys around findings",
        schema(&format!(
            "{{properties: {{{key}: {{allOf: [{}]}}}}}}",
            findings.join(", ")
        )),
    )
}

/// Returns an overlay that removes entries of a large object one by one.
fn removing() -> Case {
    let mut case = overlaid("overlay that removes", "$.x-many.*", "{}");
    let entries: Vec<String> = (0..MANY)
        .map(|index| format!("k{}: a", (index * 7_919) % 100_003))
        .collect();
    for (name, text) in &mut case.files {
        match name.as_str() {
            "document.yaml" => text.push_str(&format!("x-many: {{{}}}\n", entries.join(", "))),
            "overlay.yaml" => *text = text.replace("update: {}", "remove: true"),
            _ => {}
        }
    }
    case
}

fn settings() -> String {
    "[crate]\nname = \"case-sdk\"\nversion = \"0.1.0\"\n\n[generate]\noverlays = [\"overlay.yaml\"]\n"
        .to_owned()
}
