//! Texts and what they are read as: short as they are here, and long, with padding where `PAD` is.

use serde_json::{Value, json};

use super::*;

/// How many lines each `PAD` becomes in a long text.
const LINES: usize = 2_500;

/// Reads a text that is not JSON by its first character.
fn value(text: &str) -> Result<Value, SyntaxError> {
    let mut tree = Tree::default();
    let mut duplicates = Vec::new();
    let root = tree.next();
    let spans = read(text, &mut tree, &mut duplicates)?;
    assert_eq!(spans.len(), tree.len(), "each node has a span");
    assert_eq!(duplicates, [], "{text}");
    Ok(tree.to_value(root))
}

/// A text whose padding is comments and entries.
fn long(text: &str) -> String {
    let mut long = String::new();
    for line in text.split_inclusive('\n') {
        let Some((indent, rest)) = line.split_once("PAD") else {
            long.push_str(line);
            continue;
        };
        for index in 0..LINES {
            if rest.starts_with('#') {
                long.push_str(indent);
                long.push_str("# comment: [and more of it\n");
            } else {
                long.push_str(&format!("{indent}pad{index}: {{a: b, c: 'some text'}}{rest}"));
            }
        }
    }
    long
}

/// Removes the entries of the padding.
fn without_padding(value: Value) -> Value {
    match value {
        Value::Object(entries) => {
            let entries = entries.into_iter().filter(|(key, _)| !key.starts_with("pad"));
            Value::Object(
                entries
                    .map(|(key, value)| (key, without_padding(value)))
                    .collect(),
            )
        }
        Value::Array(items) => items.into_iter().map(without_padding).collect(),
        value => value,
    }
}

/// A text without its padding.
fn short(text: &str) -> String {
    text.split_inclusive('\n')
        .filter(|line| !line.contains("PAD"))
        .collect()
}

#[track_caller]
fn check(text: &str, expected: &Value) {
    for line_break in ["\n", "\r\n", "\r"] {
        let short = short(text).replace('\n', line_break);
        assert_eq!(value(&short).as_ref(), Ok(expected), "{short:?}");
        let long = long(text).replace('\n', line_break);
        assert_eq!(
            value(&long).map(without_padding).as_ref(),
            Ok(expected),
            "{text:?}"
        );
        assert!(!text.contains("PAD") || long.len() > 64 * 1024);
    }
}

#[test]
fn an_anchor_is_what_precedes_its_value() {
    for (text, expected) in [
        // With a comment that ends as a key does.
        (
            "PAD\na:\n  b: &b # of b:\n    PAD\n    x: 1\nc: *b\n",
            json!({"a": {"b": {"x": 1}}, "c": {"x": 1}}),
        ),
        // Of a key, defined again before it is used.
        (
            "a:\n  &p b:\n    x: &p right\n    PAD\n    y: *p\n",
            json!({"a": {"b": {"x": "right", "y": "right"}}}),
        ),
        ("&a b: 1\nPAD\nc: *a\n", json!({"b": 1, "c": "b"})),
        (
            "&a 200: 1\nc: *a\nd: {*a : 2}\n",
            json!({"200": 1, "c": 200, "d": {"200": 2}}),
        ),
        (
            "a: &x\n- 1\n- &y [2]\nPAD\nb: *y\nc: *x\n",
            json!({"a": [1, [2]], "b": [2], "c": [1, [2]]}),
        ),
        (
            "a: &x {b: &y {c: &z 1}}\nPAD\nd: [*x, *y, *z]\n",
            json!({"a": {"b": {"c": 1}}, "d": [{"b": {"c": 1}}, {"c": 1}, 1]}),
        ),
        (
            "a: &x 1\nb: *x\nPAD\nc: &x 2\nd: *x\n",
            json!({"a": 1, "b": 1, "c": 2, "d": 2}),
        ),
        ("a: &x !!str 1\nb: *x\n", json!({"a": "1", "b": "1"})),
        ("a: &x\nb: *x\n", json!({"a": null, "b": null})),
    ] {
        check(text, &expected);
    }
}

#[test]
fn a_merge_key_adds_entries() {
    for (text, expected) in [
        (
            "a: &a {x: 1, y: 2}\nPAD\nb:\n  <<: *a\n  y: 3\n",
            json!({"a": {"x": 1, "y": 2}, "b": {"x": 1, "y": 3}}),
        ),
        (
            "a: {<<: [{x: 1}, {x: 2, y: 2}]}\n",
            json!({"a": {"x": 1, "y": 2}}),
        ),
        (
            "a: &a {<<: {x: 1}}\nb: {<<: *a}\n",
            json!({"a": {"x": 1}, "b": {"x": 1}}),
        ),
        // In quotes it is a key like any other.
        ("a: {\"<<\": {x: 1}}\n", json!({"a": {"<<": {"x": 1}}})),
        ("a: {\"<<\": 1, <<: {x: 1}}\n", json!({"a": {"<<": 1, "x": 1}})),
        ("a: {<<: 1}\n", json!({"a": {"<<": 1}})),
    ] {
        check(text, &expected);
    }
}

#[test]
fn a_merge_key_of_json_is_a_property() {
    let mut tree = Tree::default();
    read("{\"a\": {\"<<\": {\"x\": 1}}}", &mut tree, &mut Vec::new()).expect("it is JSON");
    assert_eq!(tree.to_value(NodeId(0)), json!({"a": {"<<": {"x": 1}}}));
}

#[test]
fn collections_in_brackets_span_lines() {
    for (text, expected) in [
        (
            "PAD\na: {\n  b: 1\n  }\nc:\n  d: [\n    1,\n  2\n  ]\n  e: 3\n",
            json!({"a": {"b": 1}, "c": {"d": [1, 2], "e": 3}}),
        ),
        (
            "a: {\n}\nb: [\n]\nc:\n  d: {\n  e: 1\n}\nPAD\n",
            json!({"a": {}, "b": [], "c": {"d": {"e": 1}}}),
        ),
        ("a: [1, 2,]\nb: {c: 1,}\n", json!({"a": [1, 2], "b": {"c": 1}})),
        ("--- {a: 1,\nb: [2]}\n", json!({"a": 1, "b": [2]})),
        ("a: [b: 1, c]\n", json!({"a": [{"b": 1}, "c"]})),
    ] {
        check(text, &expected);
    }
}

#[test]
fn scalars_span_lines() {
    for (text, expected) in [
        (
            "a: |\n  b:\n    c: 1\n\n  # d\nPAD\n",
            json!({"a": "b:\n  c: 1\n\n# d\n"}),
        ),
        ("a: >2-\n   b\n  c\n\n  d: e\nPAD\n", json!({"a": " b\nc\nd: e"})),
        (
            "a: 'b\n\n  c: d\n  e'\nPAD\nf: \"g\\\n  h\"\n",
            json!({"a": "b\nc: d e", "f": "gh"}),
        ),
        ("a: one\n  two\n\n  four\nPAD\n", json!({"a": "one two\nfour"})),
        (
            "a:\n  b: \"x\n  c: y\nz\"\n  d: 1\nPAD\n",
            json!({"a": {"b": "x c: y z", "d": 1}}),
        ),
        ("? a\n: 1\n? |\n  b\n: 2\nPAD\n", json!({"a": 1, "b\n": 2})),
    ] {
        check(text, &expected);
    }
}

#[test]
fn comments_and_tabs_separate() {
    for (text, expected) in [
        (
            "a:\n\t\t# by tabs\n  b:\t1\t# c\n# at the margin\n        # further in\n  c: 2\nPAD#\n",
            json!({"a": {"b": 1, "c": 2}}),
        ),
        ("a: b #c\nd: e#f\nPAD#\n", json!({"a": "b", "d": "e#f"})),
    ] {
        check(text, &expected);
    }
}

#[test]
fn a_document_may_have_marks_and_directives() {
    for text in [
        "a: {b: 1}\nPAD\n",
        "---\na: {b: 1}\nPAD\n...\n",
        "%YAML 1.2\n---\na:\n  b: !!int 1\nPAD\n...\n# end\n",
        "%TAG !y! tag:yaml.org,2002:\n--- # begin\nPAD\na:\n  b: !y!int 1\n",
    ] {
        check(text, &json!({"a": {"b": 1}}));
    }
}

#[test]
fn keys_keep_their_text() {
    check(
        "? \n: h\n1.0: a\n012: b\n~: c\nTrue: d\n'e': f\n0x1F: g\nPAD\n",
        &json!({"": "h", "1.0": "a", "012": "b", "~": "c", "True": "d", "e": "f", "0x1F": "g"}),
    );
}

#[test]
fn what_is_not_yaml_is_refused_where_it_is() {
    for (text, reason) in [
        // An entry without a colon, which is a text among entries.
        ("PAD\na:\n  b: 1\n  @/lost {\"c\":1}\nPAD\nd: 2\n", ""),
        ("PAD\na:\n  @{b: 1}\n  c: 2\nPAD\n", ""),
        ("a:\n  b: 1\n  c:\n    d: 1\n   @e: 1\nPAD\n", ""),
        ("a:\n  b: 1\n@...\n  c: 2\nPAD\n", ""),
        ("a:\n  b: 1\r@...\r  c: 2\nPAD\n", ""),
        ("PAD\na:\n  b: 1\n@---\nc: 2\nPAD\n", "several YAML documents"),
        (
            "%TAG !! tag:example.com,2000:\n---\nPAD\na: @!!str 1\nPAD\n",
            "tag:example.com,2000:str",
        ),
        ("a: @!thing {b: 1}\nPAD\n", "!thing"),
        ("a: !!int @b\nPAD\n", "not an integer"),
        ("? @[a]\n: b\nPAD\n", "a key is a string"),
        ("a: &x [@*x]\nPAD\n", "without end"),
        ("PAD\na: @*x\nPAD\n", "anchor"),
        ("a: \"b@\u{1}\"\nPAD\n", ""),
        ("a: b@\u{0}\nc: d\nPAD\n", ""),
        ("a: 1\n\tb: 2\n", ""),
        ("a: [1, 2\nb: 3\n", ""),
        ("a: 'b\n", ""),
        ("# nothing\n", "no value"),
    ] {
        for is_long in [false, true] {
            let text = if is_long { long(text) } else { short(text) };
            let mark = text.find('@');
            let text = text.replacen('@', "", 1);
            let error = value(&text).expect_err(&text[..text.len().min(200)]);
            assert!(error.message.contains(reason), "{error:?}");
            let offset = error.offset.expect("a position");
            assert!(offset <= text.len());
            if let Some(mark) = mark {
                let line = |byte: usize| text[..byte].matches(['\n', '\r']).count();
                assert!(line(offset).abs_diff(line(mark)) <= 1, "{error:?}, not at {mark}");
            }
        }
    }
}

#[test]
fn limits_hold_at_their_bounds() {
    let nested = |levels: usize| format!("a: {}{}\n", "[".repeat(levels), "]".repeat(levels));
    assert!(value(&nested(127)).is_ok());
    let error = value(&nested(128)).expect_err("too deep");
    assert!(
        error.is_limit && error.message.contains("128 levels"),
        "{error:?}"
    );
    // An alias is as deep as what it repeats.
    let aliased = |levels: usize| format!("a: &a {}{}\nb: [*a]\n", "[".repeat(levels), "]".repeat(levels));
    assert!(value(&aliased(126)).is_ok());
    assert!(value(&aliased(127)).expect_err("too deep").is_limit);
    // So are brackets that open nothing.
    assert_eq!(
        value(&format!("a: '{}'\n", "[".repeat(5_000))).map(|value| value["a"].is_string()),
        Ok(true)
    );
    let key = |length: usize| format!("{}: 1\n", "k".repeat(length));
    assert!(value(&key(1_000)).is_ok());
    let long_key = format!("? {}\n: 1\n", "k".repeat(2_001));
    assert!(value(&long_key).expect_err("too long").is_limit);
}

#[test]
fn aliases_repeat_within_limits() {
    let text = format!("a: &a {}\nb: [{}]\n", "x".repeat(1_000_000), "*a, ".repeat(100));
    assert!(value(&text).expect_err("100 MB").is_limit);
    let text = format!("a: &a [{}]\nb: [{}]\n", "1, ".repeat(1_000), "*a, ".repeat(1_000));
    assert!(value(&text).expect_err("a million nodes").is_limit);
    let mut text = "a0: &a0 [a]\n".to_owned();
    for level in 1..20 {
        let item = format!("*a{}, ", level - 1);
        text.push_str(&format!("a{level}: &a{level} [{}]\n", item.repeat(10)));
    }
    assert!(value(&text).expect_err("10^20 nodes").is_limit);
}
