//! Nested, repeated and aliased YAML and JSON, which is expensive without any schema.

use std::fmt::Write as _;

use crate::{Case, MANY, Make};

/// The depth of nested values.
const DEEP: usize = 100_000;

pub(crate) const ALL: &[Make] = &[
    || Case::yaml("aliases of aliases", aliases("[", "]", 9)),
    || Case::yaml("aliases of mappings", mappings_of_aliases()),
    || Case::yaml("aliases of a large list", large_alias()),
    || Case::yaml("merges of merges", merges()),
    || Case::yaml("anchors", anchors()),
    || Case::yaml("an alias of itself", head("x-a: &a [*a]\n")),
    || Case::yaml("block lists", head(&format!("x-a:\n  {}x\n", "- ".repeat(DEEP)))),
    || {
        Case::yaml(
            "block mappings of lists",
            head(&format!("x-a:\n  {}x\n", "- a: ".repeat(DEEP))),
        )
    },
    || {
        Case::yaml(
            "block mappings as keys",
            head(&format!("x-a:\n  {}x\n", "? ".repeat(DEEP))),
        )
    },
    || Case::yaml("block mappings", block_mappings()),
    || {
        Case::yaml(
            "flow lists",
            head(&format!("x-a: {}{}\n", "[".repeat(DEEP), "]".repeat(DEEP))),
        )
    },
    || {
        Case::yaml(
            "flow mappings",
            head(&format!("x-a: {}x{}\n", "{a: ".repeat(DEEP), "}".repeat(DEEP))),
        )
    },
    || {
        Case::yaml(
            "flow lists, fewer",
            head(&format!("x-a: {}{}\n", "[".repeat(1900), "]".repeat(1900))),
        )
    },
    || Case::yaml("open flow lists", head(&format!("x-a: {}\n", "[".repeat(DEEP)))),
    || {
        Case::json(
            "JSON lists",
            json_head(&format!("{}{}", "[".repeat(DEEP), "]".repeat(DEEP))),
        )
    },
    || {
        Case::json(
            "JSON objects",
            json_head(&format!("{}1{}", "{\"a\":".repeat(DEEP), "}".repeat(DEEP))),
        )
    },
    || Case::json("open JSON lists", json_head(&"[".repeat(DEEP))),
    || {
        Case::json(
            "JSON as deep as may be",
            json_head(&format!("{}{}", "[".repeat(120), "]".repeat(120))),
        )
    },
    || {
        Case::yaml(
            "YAML as deep as may be",
            head(&format!("x-a: {}{}\n", "[".repeat(120), "]".repeat(120))),
        )
    },
    || {
        Case::yaml(
            "keys that come twice",
            head(&format!("x-a:\n{}", "  a: 1\n".repeat(MANY))),
        )
    },
    || {
        Case::json(
            "JSON keys that come twice",
            json_head(&format!("{{{}\"a\":1}}", "\"a\":1,".repeat(MANY))),
        )
    },
    || Case::yaml("tags", head(&format!("x-a: {}x\n", "!a ".repeat(DEEP)))),
    || Case::yaml("documents", head(&"---\na: 1\n".repeat(DEEP))),
    || {
        Case::yaml(
            "directives",
            format!("{}---\nopenapi: 3.1.0\n", "%TAG !a! tag:a\n".repeat(DEEP)),
        )
    },
    || Case::yaml("comments", head(&"# x\n".repeat(10 * DEEP))),
    || {
        Case::yaml(
            "quotes that never end",
            head(&format!("x-a: \"{}", "a\n".repeat(10 * DEEP))),
        )
    },
    || {
        Case::yaml(
            "keys without values",
            head(&format!("x-a:\n{}", "  ? a\n".repeat(MANY))),
        )
    },
    || {
        Case::yaml(
            "keys that might be",
            head(&format!("x-a: {{{}}}\n", "a: [b, \"c".repeat(DEEP))),
        )
    },
];

fn head(rest: &str) -> String {
    format!("openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths: {{}}\n{rest}")
}

fn json_head(value: &str) -> String {
    format!(
        "{{\"openapi\":\"3.1.0\",\"info\":{{\"title\":\"t\",\"version\":\"1\"}},\"paths\":{{}},\"x-a\":{value}}}"
    )
}

/// Returns nested aliases: each array contains the one before ten times.
fn aliases(open: &str, close: &str, levels: usize) -> String {
    let mut text = format!("x-0: &a0 {open}a{close}\n");
    for level in 1..=levels {
        let inner = vec![format!("*a{}", level - 1); 10].join(", ");
        let _ = writeln!(text, "x-{level}: &a{level} {open}{inner}{close}");
    }
    head(&text)
}

fn mappings_of_aliases() -> String {
    let mut text = "x-0: &a0 {k: a}\n".to_owned();
    for level in 1..=9 {
        let entries = (0..10).map(|key| format!("k{key}: *a{}", level - 1));
        let _ = writeln!(
            text,
            "x-{level}: &a{level} {{{}}}",
            entries.collect::<Vec<_>>().join(", ")
        );
    }
    head(&text)
}

/// Returns aliases with the maximum number of values that the parser accepts.
fn large_alias() -> String {
    let mut text = format!("x-0: &a [{}]\nx-1:\n", "a, ".repeat(50_000));
    text.push_str(&"  - *a\n".repeat(5_000));
    head(&text)
}

/// Returns merge keys: each mapping merges all entries of the one before.
fn merges() -> String {
    let mut text = "x-0: &a0 {k: a}\n".to_owned();
    for level in 1..20_000 {
        let _ = writeln!(text, "x-{level}: &a{level} {{<<: *a{}, k{level}: a}}", level - 1);
    }
    head(&text)
}

fn anchors() -> String {
    let mut text = String::new();
    for index in 0..MANY {
        let _ = writeln!(text, "x-{index}: &a{index} a\ny-{index}: *a{index}");
    }
    head(&text)
}

fn block_mappings() -> String {
    let mut text = "x-a:\n".to_owned();
    for level in 1..3_000 {
        let _ = writeln!(text, "{}a:", " ".repeat(level));
    }
    head(&text)
}
