//! Schemas that reference each other: chains, cycles, diamonds.

use std::fmt::Write as _;

use crate::{Case, MANY, Make};

/// The length of chains in which each schema becomes a type, since writing a crate of many types takes time.
const TYPES: usize = MANY / 5;

pub(crate) const ALL: &[Make] = &[
    || {
        Case::yaml(
            "chain of references",
            chain(MANY, |next| format!("{{$ref: {next}}}")),
        )
    },
    || {
        Case::yaml(
            "cycle of references",
            cycle(MANY, |next| format!("{{$ref: {next}}}")),
        )
    },
    || Case::yaml("small cycles of references", small_cycles()),
    || Case::yaml("tail to a cycle of references", tail_to_cycle()),
    || {
        Case::yaml(
            "chain of items",
            chain(TYPES, |next| format!("{{type: array, items: {{$ref: {next}}}}}")),
        )
    },
    || {
        Case::yaml(
            "chain of properties",
            chain(TYPES, |next| format!("{{properties: {{a: {{$ref: {next}}}}}}}")),
        )
    },
    || {
        Case::yaml(
            "chain of required properties",
            chain(TYPES, |next| {
                format!("{{required: [a], properties: {{a: {{$ref: {next}}}}}}}")
            }),
        )
    },
    || {
        Case::yaml(
            "chain of allOf",
            chain(TYPES, |next| format!("{{allOf: [{{$ref: {next}}}]}}")),
        )
    },
    || {
        Case::yaml(
            "chain of allOf with more",
            chain(TYPES, |next| {
                format!("{{allOf: [{{$ref: {next}}}, {{properties: {{a: {{type: string}}}}}}]}}")
            }),
        )
    },
    || Case::yaml("growing chain of allOf", growing_all_of()),
    || {
        Case::yaml(
            "chain of anyOf",
            chain(TYPES, |next| {
                format!("{{anyOf: [{{$ref: {next}}}, {{type: string}}]}}")
            }),
        )
    },
    || {
        Case::yaml(
            "chain of oneOf",
            chain(TYPES, |next| {
                format!("{{oneOf: [{{$ref: {next}}}, {{type: string}}]}}")
            }),
        )
    },
    || {
        Case::yaml(
            "chain of oneOf of one",
            chain(TYPES, |next| format!("{{oneOf: [{{$ref: {next}}}]}}")),
        )
    },
    || {
        Case::yaml(
            "chain of nullable",
            chain(TYPES, |next| {
                format!("{{anyOf: [{{$ref: {next}}}, {{type: 'null'}}]}}")
            }),
        )
    },
    || {
        Case::yaml(
            "chain of not",
            chain(TYPES, |next| format!("{{not: {{$ref: {next}}}}}")),
        )
    },
    || {
        Case::yaml(
            "chain of additionalProperties",
            chain(TYPES, |next| {
                format!("{{type: object, additionalProperties: {{$ref: {next}}}}}")
            }),
        )
    },
    || {
        Case::yaml(
            "chain of prefixItems",
            chain(TYPES, |next| {
                format!("{{type: array, prefixItems: [{{$ref: {next}}}]}}")
            }),
        )
    },
    || {
        Case::yaml(
            "chain of patternProperties",
            chain(TYPES, |next| {
                format!("{{type: object, patternProperties: {{a: {{$ref: {next}}}}}}}")
            }),
        )
    },
    || {
        Case::yaml(
            "chain of if",
            chain(TYPES, |next| {
                format!("{{if: {{$ref: {next}}}, then: {{$ref: {next}}}, else: {{$ref: {next}}}}}")
            }),
        )
    },
    || {
        Case::yaml(
            "chain of dependentSchemas",
            chain(TYPES, |next| {
                format!("{{type: object, dependentSchemas: {{a: {{$ref: {next}}}}}}}")
            }),
        )
    },
    || {
        Case::yaml(
            "chain of definitions",
            chain(TYPES, |next| {
                format!("{{$ref: '#/$defs/x', $defs: {{x: {{$ref: {next}}}}}}}")
            }),
        )
    },
    || Case::yaml("chain of pointers through references", pointers()),
    || {
        Case::yaml(
            "chain of parameters",
            chain_of("parameters", "{in: query, name: a, schema: {type: string}}"),
        )
    },
    || Case::yaml("chain of responses", chain_of("responses", "{description: d}")),
    || {
        Case::yaml(
            "cycle of allOf",
            cycle(TYPES, |next| format!("{{allOf: [{{$ref: {next}}}]}}")),
        )
    },
    || {
        Case::yaml(
            "cycle of allOf with more",
            cycle(TYPES, |next| {
                format!("{{allOf: [{{$ref: {next}}}, {{properties: {{a: {{type: string}}}}}}]}}")
            }),
        )
    },
    || Case::yaml("small cycles of allOf", small_cycles_of_all_of()),
    || {
        Case::yaml(
            "cycle of oneOf",
            cycle(TYPES, |next| {
                format!("{{oneOf: [{{$ref: {next}}}, {{type: string}}]}}")
            }),
        )
    },
    || {
        Case::yaml(
            "cycle of items",
            cycle(TYPES, |next| format!("{{type: array, items: {{$ref: {next}}}}}")),
        )
    },
    || {
        Case::yaml(
            "cycle of required properties",
            cycle(TYPES, |next| {
                format!("{{required: [a], properties: {{a: {{$ref: {next}}}}}}}")
            }),
        )
    },
    || {
        Case::yaml(
            "cycle of anyOf of itself",
            cycle(1, |next| {
                format!("{{anyOf: [{{$ref: {next}}}, {{$ref: {next}}}]}}")
            }),
        )
    },
    || Case::yaml("diamonds of allOf", diamonds("allOf", 64)),
    || Case::yaml("diamonds of oneOf", diamonds("oneOf", 64)),
    || Case::yaml("diamonds of anyOf", diamonds("anyOf", 64)),
    || Case::yaml("diamonds of properties", diamonds_of_properties(64)),
    || Case::yaml("products of oneOf", products()),
    || Case::yaml("everything refers to everything", mesh(400)),
    || Case::yaml("allOf of everything", all_of_all(300)),
    || Case::yaml("references to nothing", to_nothing()),
    || Case::yaml("references to other files", other_files()),
    || Case::yaml("recursive example", recursive_example()),
];

/// Returns an operation with a response of the first schema, followed by the schemas.
fn head(schemas: &str) -> String {
    format!(
        "openapi: 3.1.0
info: {{title: t, version: '1'}}
paths:
  /a:
    get:
      operationId: a
      responses: {{'200': {{description: d, content: {{application/json: {{schema: {{$ref: '#/components/schemas/S0'}}}}}}}}}}
    post:
      operationId: b
      requestBody: {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/S0'}}}}}}}}
      responses: {{'204': {{description: d}}}}
components:
  schemas:
{schemas}"
    )
}

fn chain(length: usize, link: impl Fn(&str) -> String) -> String {
    let mut text = String::new();
    for index in 0..length {
        let _ = writeln!(
            text,
            "    S{index}: {}",
            link(&format!("'#/components/schemas/S{}'", index + 1))
        );
    }
    let _ = writeln!(text, "    S{length}: {{type: string}}");
    head(&text)
}

fn cycle(length: usize, link: impl Fn(&str) -> String) -> String {
    let mut text = String::new();
    for index in 0..length {
        let _ = writeln!(
            text,
            "    S{index}: {}",
            link(&format!("'#/components/schemas/S{}'", (index + 1) % length))
        );
    }
    head(&text)
}

fn chain_of(kind: &str, end: &str) -> String {
    let mut text = head("    S0: {type: string}\n");
    let _ = writeln!(text, "  {kind}:");
    for index in 0..MANY {
        let _ = writeln!(
            text,
            "    P{index}: {{$ref: '#/components/{kind}/P{}'}}",
            index + 1
        );
    }
    let _ = writeln!(text, "    P{MANY}: {end}");
    match kind {
        "parameters" => text.replace(
            "operationId: a\n",
            "operationId: a\n      parameters: [{$ref: '#/components/parameters/P0'}]\n",
        ),
        _ => text.replace(
            "'204': {description: d}",
            "'204': {$ref: '#/components/responses/P0'}",
        ),
    }
}

fn small_cycles() -> String {
    let mut text = String::new();
    for index in (0..MANY / 2).step_by(2) {
        let _ = writeln!(
            text,
            "    S{index}: {{$ref: '#/components/schemas/S{}'}}",
            index + 1
        );
        let _ = writeln!(
            text,
            "    S{}: {{$ref: '#/components/schemas/S{index}'}}",
            index + 1
        );
    }
    head(&text)
}

fn small_cycles_of_all_of() -> String {
    let mut text = String::new();
    for index in (0..TYPES).step_by(2) {
        let _ = writeln!(
            text,
            "    S{index}: {{allOf: [{{$ref: '#/components/schemas/S{}'}}]}}",
            index + 1
        );
        let _ = writeln!(
            text,
            "    S{}: {{allOf: [{{$ref: '#/components/schemas/S{index}'}}]}}",
            index + 1
        );
    }
    head(&text)
}

fn tail_to_cycle() -> String {
    let mut text = String::new();
    for index in 0..MANY / 2 {
        let _ = writeln!(
            text,
            "    S{index}: {{$ref: '#/components/schemas/S{}'}}",
            index + 1
        );
    }
    let _ = writeln!(
        text,
        "    S{}: {{$ref: '#/components/schemas/S{}'}}",
        MANY / 2,
        MANY / 2 - 1
    );
    head(&text)
}

/// Returns schemas, each with the properties of all before it and one of its own.
fn growing_all_of() -> String {
    let mut text = String::new();
    let length = 1_000;
    for index in 0..length {
        let _ = writeln!(
            text,
            "    S{index}: {{allOf: [{{$ref: '#/components/schemas/S{}'}}], properties: {{p{index}: {{type: string}}}}}}",
            index + 1
        );
    }
    let _ = writeln!(text, "    S{length}: {{type: object}}");
    head(&text)
}

fn pointers() -> String {
    let mut text = String::new();
    for index in 0..TYPES {
        let _ = writeln!(
            text,
            "    S{index}: {{properties: {{a: {{$ref: '#/components/schemas/S{}/properties/a'}}}}}}",
            index + 1
        );
    }
    let _ = writeln!(text, "    S{TYPES}: {{properties: {{a: {{type: string}}}}}}");
    head(&text)
}

/// Returns schemas with two paths from each level to the next, so 2^levels in total.
fn diamonds(keyword: &str, levels: usize) -> String {
    let mut text = String::new();
    for level in 0..levels {
        for side in ["", "b"] {
            let _ = writeln!(
                text,
                "    S{level}{side}: {{properties: {{p{level}{side}: {{type: string}}}}, {keyword}: [{{$ref: '#/components/schemas/S{0}'}}, {{$ref: '#/components/schemas/S{0}b'}}]}}",
                level + 1
            );
        }
    }
    let _ = writeln!(
        text,
        "    S{levels}: {{type: object}}\n    S{levels}b: {{type: object}}"
    );
    head(&text)
}

fn diamonds_of_properties(levels: usize) -> String {
    let mut text = String::new();
    for level in 0..levels {
        let _ = writeln!(
            text,
            "    S{level}: {{required: [a, b], properties: {{a: {{$ref: '#/components/schemas/S{0}'}}, b: {{$ref: '#/components/schemas/S{0}'}}}}}}",
            level + 1
        );
    }
    let _ = writeln!(text, "    S{levels}: {{type: string}}");
    head(&text)
}

/// Returns unions side by side: 10^10 combinations.
fn products() -> String {
    let mut parts = Vec::new();
    for outer in 0..10 {
        let inner = (0..10).map(|inner| format!("{{properties: {{a{outer}: {{const: v{inner}}}}}}}"));
        parts.push(format!("{{oneOf: [{}]}}", inner.collect::<Vec<_>>().join(", ")));
    }
    head(&format!("    S0: {{allOf: [{}]}}\n", parts.join(", ")))
}

fn mesh(size: usize) -> String {
    let mut text = String::new();
    for from in 0..size {
        let _ = writeln!(text, "    S{from}:\n      type: object\n      properties:");
        for to in 0..size {
            let _ = writeln!(text, "        p{to}: {{$ref: '#/components/schemas/S{to}'}}");
        }
    }
    head(&text)
}

fn all_of_all(size: usize) -> String {
    let mut text = String::new();
    for from in 0..size {
        let _ = writeln!(
            text,
            "    S{from}:\n      properties: {{p{from}: {{type: string}}}}\n      allOf:"
        );
        for to in from + 1..=size {
            let _ = writeln!(text, "        - {{$ref: '#/components/schemas/S{to}'}}");
        }
    }
    let _ = writeln!(text, "    S{size}: {{type: object}}");
    head(&text)
}

fn to_nothing() -> String {
    let mut text = String::new();
    for index in 0..MANY / 2 {
        let _ = writeln!(
            text,
            "    S{index}: {{items: {{$ref: '#/components/schemas/T{index}'}}}}"
        );
    }
    head(&text)
}

fn other_files() -> String {
    let mut text = String::new();
    for index in 0..MANY / 2 {
        let _ = writeln!(text, "    S{index}: {{items: {{$ref: 'a{index}.yaml#/a'}}}}");
    }
    head(&text)
}

fn recursive_example() -> String {
    head(
        "    S0:
      allOf: [{$ref: '#/components/schemas/S1'}]
      anyOf: [{$ref: '#/components/schemas/S0'}, {$ref: '#/components/schemas/S1'}]
      example: {a: {a: {a: 1}}}
      default: 1
    S1:
      oneOf: [{$ref: '#/components/schemas/S0'}, {$ref: '#/components/schemas/S1'}]
      not: {$ref: '#/components/schemas/S0'}
      properties: {a: {$ref: '#/components/schemas/S0'}}
      example: {a: {a: {a: 1}}}
      default: 1
",
    )
}
