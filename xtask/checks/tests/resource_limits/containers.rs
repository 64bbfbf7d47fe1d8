//! YAML and JSON that nest, repeat and alias: no schema is needed for these to be dear.

use std::fmt::Write as _;

use crate::{Bomb, MANY, Make};

/// How deep what is deep is.
const DEEP: usize = 100_000;

pub(crate) const ALL: &[Make] = &[
    || Bomb::yaml("aliases of aliases", aliases("[", "]", 9)),
    || Bomb::yaml("aliases of mappings", mappings_of_aliases()),
    || Bomb::yaml("aliases of a large list", large_alias()),
    || Bomb::yaml("merges of merges", merges()),
    || Bomb::yaml("anchors", anchors()),
    || Bomb::yaml("an alias of itself", head("x-a: &a [*a]\n")),
    || Bomb::yaml("block lists", head(&format!("x-a:\n  {}x\n", "- ".repeat(DEEP)))),
    || {
        Bomb::yaml(
            "block mappings of lists",
            head(&format!("x-a:\n  {}x\n", "- a: ".repeat(DEEP))),
        )
    },
    || {
        Bomb::yaml(
            "block mappings as keys",
            head(&format!("x-a:\n  {}x\n", "? ".repeat(DEEP))),
        )
    },
    || Bomb::yaml("block mappings", block_mappings()),
    || {
        Bomb::yaml(
            "flow lists",
            head(&format!("x-a: {}{}\n", "[".repeat(DEEP), "]".repeat(DEEP))),
        )
    },
    || {
        Bomb::yaml(
            "flow mappings",
            head(&format!("x-a: {}x{}\n", "{a: ".repeat(DEEP), "}".repeat(DEEP))),
        )
    },
    || {
        Bomb::yaml(
            "flow lists, fewer",
            head(&format!("x-a: {}{}\n", "[".repeat(1900), "]".repeat(1900))),
        )
    },
    || Bomb::yaml("open flow lists", head(&format!("x-a: {}\n", "[".repeat(DEEP)))),
    || {
        Bomb::json(
            "JSON lists",
            json_head(&format!("{}{}", "[".repeat(DEEP), "]".repeat(DEEP))),
        )
    },
    || {
        Bomb::json(
            "JSON objects",
            json_head(&format!("{}1{}", "{\"a\":".repeat(DEEP), "}".repeat(DEEP))),
        )
    },
    || Bomb::json("open JSON lists", json_head(&"[".repeat(DEEP))),
    || {
        Bomb::json(
            "JSON as deep as may be",
            json_head(&format!("{}{}", "[".repeat(120), "]".repeat(120))),
        )
    },
    || {
        Bomb::yaml(
            "YAML as deep as may be",
            head(&format!("x-a: {}{}\n", "[".repeat(120), "]".repeat(120))),
        )
    },
    || {
        Bomb::yaml(
            "keys that come twice",
            head(&format!("x-a:\n{}", "  a: 1\n".repeat(MANY))),
        )
    },
    || {
        Bomb::json(
            "JSON keys that come twice",
            json_head(&format!("{{{}\"a\":1}}", "\"a\":1,".repeat(MANY))),
        )
    },
    || Bomb::yaml("tags", head(&format!("x-a: {}x\n", "!a ".repeat(DEEP)))),
    || Bomb::yaml("documents", head(&"---\na: 1\n".repeat(DEEP))),
    || {
        Bomb::yaml(
            "directives",
            format!("{}---\nopenapi: 3.1.0\n", "%TAG !a! tag:a\n".repeat(DEEP)),
        )
    },
    || Bomb::yaml("comments", head(&"# x\n".repeat(10 * DEEP))),
    || {
        Bomb::yaml(
            "quotes that never end",
            head(&format!("x-a: \"{}", "a\n".repeat(10 * DEEP))),
        )
    },
    || {
        Bomb::yaml(
            "keys without values",
            head(&format!("x-a:\n{}", "  ? a\n".repeat(MANY))),
        )
    },
    || {
        Bomb::yaml(
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

/// Each list holds the one before ten times.
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

/// As many values as may be, out of aliases that the parser does not yet refuse.
fn large_alias() -> String {
    let mut text = format!("x-0: &a [{}]\nx-1:\n", "a, ".repeat(50_000));
    text.push_str(&"  - *a\n".repeat(5_000));
    head(&text)
}

/// Each mapping takes over all entries of the one before.
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
