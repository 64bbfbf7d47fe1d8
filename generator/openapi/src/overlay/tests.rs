//! Tests of applying overlays: what documents become, what is refused, and where that is said to be.

use serde_json::{Value, json};

use super::super::Document;
use super::apply;
use crate::draft::Draft;
use sdk_diagnostic::{Code, Diagnostic, Diagnostics, Locate};

/// A document, as it is after an overlay, and what is told about that.
fn overlaid(document: &str, overlay: &str) -> (Value, Vec<Diagnostic>, Document) {
    let mut diagnostics = Diagnostics::new();
    let mut read = Document::read("api.yaml".to_owned(), document.to_owned(), &mut diagnostics);
    let mut draft = Draft::of(&read.tree, read.root());
    let root = read.tree.next();
    read.add_part("o.yaml".to_owned(), overlay.to_owned(), &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{:#?}", diagnostics.sorted());
    let mut found = Vec::new();
    apply(&read, root, "api.yaml", &mut draft, &mut found);
    (draft.to_value(), found, read)
}

fn in_version(version: &str, document: &str, actions: &str) -> (Value, Vec<String>) {
    let head = format!("overlay: {version}\ninfo: {{title: t, version: 1}}\nactions:\n");
    let (value, found, _) = overlaid(document, &format!("{head}{actions}"));
    (value, found.into_iter().map(|found| found.message).collect())
}

fn after(document: &str, actions: &str) -> Value {
    let (value, found) = in_version("1.1.0", document, actions);
    assert_eq!(found, Vec::<String>::new());
    value
}

fn refused(document: &str, actions: &str) -> String {
    let (_, found) = in_version("1.1.0", document, actions);
    found.join("\n")
}

#[test]
fn values_are_merged_by_their_kind() {
    let document = "a: {b: 1, c: [1], d: {e: 1}, same: x}";
    assert_eq!(
        after(
            document,
            "- {target: $.a, update: {b: 2, c: [2], d: {f: 2}, new: [3]}}"
        ),
        json!({"a": {"b": 2, "c": [1, 2], "d": {"e": 1, "f": 2}, "same": "x", "new": [3]}})
    );
    assert_eq!(
        after("a: [1]", "- {target: $.a, update: [2, 3]}"),
        json!({"a": [1, 2, 3]})
    );
    assert_eq!(
        after("a: [1]", "- {target: $.a, update: {b: 1}}"),
        json!({"a": [1, {"b": 1}]})
    );
    assert_eq!(
        after("a: [1]", "- {target: $.a, update: 2}"),
        json!({"a": [1, 2]})
    );
    assert_eq!(after("a: 1", "- {target: $.a, update: null}"), json!({"a": null}));
}

#[test]
fn each_action_sees_what_the_ones_before_made() {
    let document = "paths: {/a: {get: 1}, /b: {put: 2}}";
    let moves = "- {target: $.paths, update: {/c: {}}}\n\
                 - {target: \"$.paths['/c']\", copy: \"$.paths['/a']\"}\n\
                 - {target: \"$.paths['/a']\", remove: true}\n\
                 - {target: \"$.paths['/c']\", update: {post: 3}}\n";
    assert_eq!(
        after(document, moves),
        json!({"paths": {"/b": {"put": 2}, "/c": {"get": 1, "post": 3}}})
    );
    let again = "- {target: $.a, remove: true}\n- {target: $, update: {a: [2]}}\n";
    assert_eq!(after("a: [1]", again), json!({"a": [2]}));
    let itself = "- {target: $.a, copy: $.a}\n- {target: '$.a[1:]', remove: true}\n";
    assert_eq!(after("a: [1, 2]", itself), json!({"a": [1]}));
}

#[test]
fn every_selected_node_changes_once() {
    assert_eq!(
        after(
            "a: [{n: x}, {n: y}, {n: x}, {n: z}]",
            "- {target: \"$.a[?@.n == 'x']\", remove: true}"
        ),
        json!({"a": [{"n": "y"}, {"n": "z"}]})
    );
    assert_eq!(
        after("a: [1]", "- {target: \"$['a', 'a']\", update: 2}"),
        json!({"a": [1, 2]})
    );
    assert_eq!(
        after("a: {k: 1, b: {k: 1}}", "- {target: '$..[?@.k]', update: {x: 2}}"),
        json!({"a": {"k": 1, "x": 2, "b": {"k": 1, "x": 2}}})
    );
    assert_eq!(
        after("a: {k: {k: {}}}", "- {target: $..k, remove: true}"),
        json!({"a": {}})
    );
}

#[test]
fn paths_have_the_functions_of_the_rfc() {
    let document = "a: [{id: listA}, {id: getB}]";
    for test in [
        "match(@.id, 'list.*')",
        "search(@.id, 'ist')",
        "length(@.id) == 5",
    ] {
        let action = format!("- {{target: \"$.a[?{test}]\", remove: true}}");
        assert_eq!(after(document, &action), json!({"a": [{"id": "getB"}]}), "{test}");
    }
}

#[test]
fn numbers_and_keys_stay_as_they_are() {
    let document = "a: {200: 18446744073709551615, x: 1.0, z: 1e300, 'q\"~/': -0.0}";
    let value = after(document, "- {target: $.a, update: {n: 9223372036854775808}}");
    let expected = "{\"a\":{\"200\":18446744073709551615,\"n\":9223372036854775808,\
                    \"q\\\"~/\":-0.0,\"x\":1.0,\"z\":1e+300}}";
    assert_eq!(value.to_string(), expected);
}

#[test]
fn kinds_that_do_not_go_together_are_refused() {
    let other = "the value is of another kind than what it is put into";
    for (document, update) in [
        ("a: {b: 1}", "1"),
        ("a: {b: 1}", "[1]"),
        ("a: 1", "{b: 1}"),
        ("a: {b: 1}", "{b: [1]}"),
        ("a: {b: [1]}", "{b: 1}"),
        ("a: {b: {}}", "{b: null}"),
    ] {
        let action = format!("- {{target: $.a, update: {update}}}");
        assert_eq!(refused(document, &action), other, "{document} {update}");
    }
    let mixed = refused("a: {b: {}, c: [], d: 1}", "- {target: $.a.*, update: 1}");
    assert_eq!(
        mixed,
        "the target selects objects and lists and values without children together"
    );
}

#[test]
fn version_1_0_is_held_to_what_it_knows() {
    let (value, found) = in_version("1.0.0", "a: {b: 1}", "- {target: $.a.b, update: 2}");
    assert_eq!(value, json!({"a": {"b": 1}}));
    assert_eq!(
        found,
        ["an overlay of version 1.0 can update objects and lists alone"]
    );
    let (_, found) = in_version("1.0.0", "a: {}\nb: {}", "- {target: $.a, copy: $.b}");
    assert_eq!(
        found,
        [
            "an overlay has no `copy` here",
            "the action changes nothing: it has neither `update`, `remove` nor `copy`",
        ]
    );
    let (value, found) = in_version("1.0.7", "a: {b: 1}", "- {target: $.a.b, remove: true}");
    assert_eq!((value, found), (json!({"a": {}}), Vec::new()));
    for version in ["1.2.0", "10.0", "1", "1.10.0", "2.0.0"] {
        let (_, found) = in_version(&format!("'{version}'"), "a: 1", "- {target: $.a, remove: true}");
        assert_eq!(found, [format!("Overlay {version} is not read")]);
    }
}

#[test]
fn what_an_overlay_must_not_say_is_told() {
    for (actions, message) in [
        ("- 1\n", "an action must be an object"),
        (
            "- {target: $, remove: true}\n",
            "the document as a whole cannot be removed",
        ),
        (
            "- {target: $.a, remove: 'yes'}\n",
            "`remove` must be `true` or `false`",
        ),
        ("- {target: 5, remove: true}\n", "a JSONPath is a text"),
        (
            "- {target: $.a, remove: true, update: 1}\n",
            "`update` has no effect beside `remove`",
        ),
        (
            "- {target: $.a, copy: $.nothing}\n",
            "`copy` must select one value, and selects 0",
        ),
        (
            "- {target: $.a, update: {}}\n- {target: $.a, update: {}}\n",
            "the same action comes twice",
        ),
        ("- {target: $.b, remove: true}\n", "the target matches nothing"),
    ] {
        assert_eq!(refused("a: {}", actions), message, "{actions}");
    }
    let (_, found, _) = overlaid("a: {}", "overlay: 1.1.0\nactions: [{target: $.a, update: {}}]");
    let codes: Vec<Code> = found.iter().map(|found| found.code).collect();
    assert_eq!(codes, [Code::MissingField]);
}

#[test]
fn paths_are_bounded() {
    let deep = |open: &str, count: usize, close: &str| {
        let path = format!("$[?{}@.a{}]", open.repeat(count), close.repeat(count));
        refused("a: {}", &format!("- {{target: \"{path}\", remove: true}}"))
    };
    for (open, close) in [("(", ")"), ("@[?", "]"), ("length(", ")")] {
        let message = deep(open, 1_000, close);
        assert_eq!(
            message, "the path has more than 12 brackets open at once",
            "{open}"
        );
    }
    let quoted = "- {target: \"$['((((((((((((((((\\\\'[']\", remove: true}";
    assert_eq!(
        refused("\"((((((((((((((((\\\\'[\": 1", quoted),
        "the target matches nothing"
    );
    let document = format!("a: [{}]\nb: [{}]", "{},".repeat(3_000), "1,".repeat(3_000));
    let many = "- {target: '$.a[*]', update: {c: []}}\n- {target: '$.a[*].c', copy: $.b}\n";
    assert_eq!(
        refused(&document, many),
        "the action makes the document larger or deeper than any may be"
    );
    let nesting: String = "- {target: $.a, update: {b: {}}}\n- {target: $.a.b, copy: $}\n".repeat(200);
    assert!(refused("a: {}", &nesting).contains("larger or deeper than any may be"));
}

#[test]
fn mistakes_and_sources_have_places_in_their_files() {
    let overlay = "overlay: 1.1.0\ninfo: {title: t, version: 1}\nactions:\n- target: $.a[\n  remove: true\n";
    let (_, found, read) = overlaid("a: 1", overlay);
    let located = read.locate(&[found[0].origin]);
    let location = located[0].as_ref().expect("it has a place");
    assert_eq!(
        (location.file, location.pointer.as_str()),
        ("o.yaml", "/actions/0/target")
    );
    assert_eq!(&location.text[location.value.clone()], "$.a[");
}
