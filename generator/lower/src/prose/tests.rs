//! Descriptions as they are written, and as rustdoc gets them.

use super::{edits, is_plain, labelled, line, lines};

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(lines(text), expected);
}

#[test]
fn fences_and_indented_text_are_no_doctests() {
    check("```rust\npanic!()\n```", &["```text", "panic!()", "```"]);
    check(
        "a\n\n    let x = 1;\n\nb",
        &["a", "", "```text", "let x = 1;", "```", "", "b"],
    );
    check("~~~\nx\n~~~", &["```text", "x", "```"]);
    check("~~~\n```\n~~~", &["````text", "```", "````"]);
    check("> ~~~ a\n> x\n> ~~~", &["> ```text", "> x", "> ```"]);
    check(
        "- a\n  ```js\n  x\n  ```\n- b",
        &["- a", "  ```text", "  x", "  ```", "- b"],
    );
}

#[test]
fn an_open_fence_is_closed() {
    check("```\nx", &["```text", "x", "```"]);
}

#[test]
fn a_line_begins_no_block() {
    for (text, expected) in [
        ("~~~\na();", "a();"),
        ("```rust\na()\n```\nb", "a() b"),
        ("> ```\n> a();\nb", "> a(); b"),
        ("~~~ a", ""),
        ("a\n\n    b();", "a b();"),
        ("```\n<b>[a]\n```", "\\<b>\\[a\\]"),
        ("```a``` b", "```a``` b"),
        ("[a]: https://a.example", "\\[a\\]: <https://a.example>"),
        ("- [a]: https://a.example", "- \\[a\\]: <https://a.example>"),
    ] {
        assert_eq!(line(text), expected, "{text:?}");
    }
}

#[test]
fn a_block_after_a_label_stays_a_block() {
    for (text, expected) in [
        (None, &["404."] as &[&str]),
        (Some("Not found."), &["404: Not found."]),
        (Some("`a` or **b**\nc"), &["404: `a` or **b**", "c"]),
        (Some("```\na();\n```"), &["404:", "", "```text", "a();", "```"]),
        (Some("~~~\na();"), &["404:", "", "```text", "a();", "```"]),
        (
            Some("> ```\n> a();\n> ```"),
            &["404:", "", "> ```text", "> a();", "> ```"],
        ),
        (Some("- a\n\n    b();"), &["404:", "", "- a", "", "    b();"]),
        (
            Some("[a]: https://a.example"),
            &["404:", "", "[a]: https://a.example"],
        ),
        (Some("[a](https://b)."), &["404: [a](https://b)."]),
        (Some("1. a\n\n   b"), &["404:", "", "1. a", "", "   b"]),
    ] {
        assert_eq!(labelled("404", text), expected, "{text:?}");
    }
}

#[test]
fn brackets_are_no_links_to_items() {
    check("an [Item] here", &["an \\[Item\\] here"]);
    check("see [docs](/guide) now", &["see docs now"]);
    check(
        "see [docs](https://a.example/b) now",
        &["see [docs](https://a.example/b) now"],
    );
}

#[test]
fn addresses_become_links() {
    check("see https://a.example/b.", &["see <https://a.example/b>."]);
}

#[test]
fn html_is_shown_and_not_passed_on() {
    check("a <b>c</b> <script>", &["a \\<b>c\\</b> \\<script>"]);
    check("Vec<T>", &["Vec\\<T>"]);
}

#[test]
fn what_is_plain_stays_as_it_is() {
    for text in [
        "A sentence.",
        "`a` and *b* & c > d",
        "- a\n  - b\n\n1. c\n   d",
        "a\n---\n# b",
    ] {
        assert!(is_plain(text));
        for within_line in [false, true] {
            assert!(edits(text, within_line).is_empty(), "{text}");
        }
    }
}

#[test]
fn marks_that_turn_text_are_dropped() {
    check("a\u{202e}b\r\nc\u{0}", &["ab", "c"]);
}
