//! Tests of reading: what texts become, what they are refused for, and where things are said to be.

use std::fmt::Write as _;

use serde_json::json;

use super::{Document, SchemaView, parse};
use sdk_diagnostic::{Code, Diagnostics, Locate};

fn read(text: &str) -> (Document, Vec<Code>) {
    let mut diagnostics = Diagnostics::new();
    let document = parse("test.yaml", text, &mut diagnostics);
    let codes = diagnostics.sorted().iter().map(|found| found.code).collect();
    (document, codes)
}

fn valid(rest: &str) -> Document {
    let (document, codes) = read(&format!("openapi: 3.1.0\ninfo: {{title: t, version: 1}}\n{rest}"));
    assert_eq!(codes, []);
    document
}

fn view(text: &str) -> SchemaView {
    let document = valid(&format!(
        "components:\n  schemas:\n    A: {text}\n    B: {{type: string}}\n"
    ));
    document.schema(
        document
            .tree
            .follow(document.root(), "/components/schemas/A")
            .expect("it is there"),
    )
}

fn schema(text: &str) -> serde_json::Value {
    let view = view(text);
    let mut value = serde_json::to_value(&view.keywords).expect("it is JSON");
    let data = serde_json::to_value(&view.data).expect("it is JSON");
    for (key, part) in data.as_object().expect("it is an object") {
        value[key] = part.clone();
    }
    value
}

#[test]
fn keys_are_texts_and_come_once() {
    let (_, codes) = read("openapi: 3.1.0\ninfo: {title: t, version: 1}\nx-a: {200: 1, '200': 2}");
    assert_eq!(codes, [Code::DuplicateKey]);
    let (_, codes) = read("{\"openapi\": \"3.1.0\", \"openapi\": \"3.0.0\"}");
    assert_eq!(codes, [Code::DuplicateKey]);
}

#[test]
fn yaml_is_read_as_it_is_met() {
    let document = valid(
        "x-a: &a {no: on, day: 2024-01-02, big: 18446744073709551616}\r\nx-b:\r\n  <<: *a\r\n  no: off\r\n",
    );
    let get = |key: &str| document.to_value(document.get(document.root(), key).expect("it is there"));
    assert_eq!(
        get("x-a"),
        json!({"no": "on", "day": "2024-01-02", "big": 18_446_744_073_709_551_616.0})
    );
    assert_eq!(get("x-b")["no"], "off");
    assert_eq!(get("x-b")["day"], "2024-01-02");
    let (document, codes) = read("\u{feff}openapi: 3.0.0\ninfo: {title: t, version: '1'}\n");
    assert_eq!(codes, []);
    assert!(document.get(document.root(), "openapi").is_some());
}

#[test]
fn json_is_read_by_a_json_parser() {
    let (document, codes) =
        read(r#"{"openapi": "3.1.0", "info": {"title": "\uD83D\uDE00", "version": "1"}}"#);
    assert_eq!(codes, []);
    assert_eq!(document.info().title, "😀");
}

#[test]
fn bombs_and_depth_are_refused() {
    let mut bomb = String::from("openapi: 3.1.0\nx0: &x0 [1,1,1,1,1,1,1,1,1,1]\n");
    for level in 1..12 {
        let inner = vec![format!("*x{}", level - 1); 10].join(",");
        let _ = writeln!(bomb, "x{level}: &x{level} [{inner}]");
    }
    assert_eq!(read(&bomb).1, [Code::LimitExceeded]);
    assert_eq!(
        read(&format!("openapi: 3.1.0\nx: {}", "[".repeat(100_000))).1,
        [Code::LimitExceeded]
    );
    assert_eq!(
        read(&format!("{{\"x\": {}", "[".repeat(100_000))).1,
        [Code::LimitExceeded]
    );
    assert_eq!(read("a: 1\n---\nb: 2\n").1, [Code::SyntaxError]);
    assert_eq!(read("openapi: !Ref x\n").1, [Code::SyntaxError]);
}

#[test]
fn versions_are_told_apart() {
    assert_eq!(read("swagger: '2.0'").1, [Code::UnsupportedVersion]);
    assert_eq!(read("openapi: 4.0.0").1, [Code::UnsupportedVersion]);
    assert_eq!(read("name: x").1, [Code::UnsupportedVersion]);
    for version in ["3.0.4", "3.1.2", "3.2.0", "3.1"] {
        assert_eq!(read(&format!("openapi: {version}")).1, []);
    }
}

#[test]
fn references_lead_anywhere() {
    let document = valid(
        "components:\n  schemas:\n    a/b~c: {type: string}\n    P%: {type: integer}\n    \
         D: {$anchor: here, $defs: {X: {type: number}}}\n    all:\n      prefixItems:\n      \
         - {$ref: '#/components/schemas/a~1b~0c'}\n      - {$ref: '#/components/schemas/P%25'}\n      \
         - {$ref: '#/components/schemas/P%'}\n      - {$ref: '#here'}\n      \
         - {$ref: '#/components/schemas/D/$defs/X'}\n      - {$ref: '#/components/schemas/all/prefixItems/0'}\n      \
         - {example: {$ref: nothing}, properties: {$ref: {type: string}}}\n",
    );
    let list = document
        .tree
        .follow(document.root(), "/components/schemas/all/prefixItems")
        .expect("it is there");
    let targets: Vec<String> = document
        .items(list)
        .map(|item| document.pointer(document.resolve(item)))
        .collect();
    assert_eq!(
        targets,
        [
            "/components/schemas/a~1b~0c",
            "/components/schemas/P%",
            "/components/schemas/P%",
            "/components/schemas/D",
            "/components/schemas/D/$defs/X",
            "/components/schemas/a~1b~0c",
            "/components/schemas/all/prefixItems/6",
        ]
    );
}

#[test]
fn rewrites_give_the_shape_of_3_0() {
    assert_eq!(schema("{type: [string, 'null']}")["type"], "string");
    assert_eq!(schema("{type: [string, 'null']}")["nullable"], true);
    assert_eq!(
        view("{type: [string, integer]}").later.types,
        ["string", "integer"]
    );
    assert_eq!(view("{type: 'null'}").later.types, ["null"]);
    assert!(!view("{type: 'null'}").data.nullable);
    assert_eq!(schema("{const: 5}")["enum"], json!([5]));
    assert!(view("{const: 5}").later.is_const);
    assert_eq!(schema("{exclusiveMinimum: 5}")["minimum"], 5.0);
    assert_eq!(schema("{exclusiveMinimum: 5}")["exclusiveMinimum"], true);
    assert_eq!(
        schema("{minimum: 5, exclusiveMinimum: true}")["exclusiveMinimum"],
        true
    );
    assert_eq!(schema("{contentEncoding: base64}")["format"], "byte");
    assert_eq!(schema("{examples: [7, 8]}")["example"], 7);
    assert_eq!(schema("{minLength: 1.0}")["minLength"], 1);
    assert_eq!(
        view("{exclusiveMinimum: 9007199254740993}").later.minimum,
        Some(9_007_199_254_740_993)
    );
    assert!(view("false").later.never);
    assert_eq!(view("{not: {}, if: {}}").later.unenforced, ["not", "if"]);
}

#[test]
fn null_among_alternatives_is_a_flag() {
    let one = schema("{oneOf: [{$ref: '#/components/schemas/B'}, {type: 'null'}]}");
    assert_eq!(one["nullable"], true);
    assert_eq!(one["allOf"].as_array().map(Vec::len), Some(1));
    assert_eq!(one.get("oneOf"), None);
    let two = schema("{anyOf: [{$ref: '#/components/schemas/B'}, {type: integer}, {type: 'null'}]}");
    assert_eq!(two["anyOf"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_reference_with_siblings_is_one_branch() {
    let both = schema("{$ref: '#/components/schemas/B', description: words}");
    assert_eq!(both["allOf"].as_array().map(Vec::len), Some(1));
    assert_eq!(both["description"], "words");
}

#[test]
fn places_are_exact() {
    for text in [
        "openapi: 3.1.0\ninfo:\n  title: \"日本\" # c\n  version: 1\nx-list:\n- a\n- b: >\n    folded\n    text\n  c: 2\n",
        "openapi: 3.1.0\r\ninfo:\r\n  title: \"日本\" # c\r\n  version: 1\r\nx-list:\r\n- a\r\n- b: >\r\n    folded\r\n    text\r\n  c: 2\r\n",
        "{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"日本\", \"version\": 1}, \"x-list\": [\"a\", {\"b\": \"x\", \"c\": 2}]}",
    ] {
        let (document, codes) = read(text);
        assert_eq!(codes, []);
        for (pointer, key, value) in [("/info/version", "version", "1"), ("/x-list/1/c", "c", "2")] {
            let id = document
                .tree
                .follow(document.root(), pointer)
                .expect("it is there");
            let located = document.locate(&[document.origin(id)]);
            let location = located[0].as_ref().expect("it has a place");
            assert_eq!(location.pointer, pointer);
            assert_eq!(
                location.text[location.key.clone().expect("it has a key")].trim_matches('"'),
                key
            );
            assert_eq!(&location.text[location.value.clone()], value);
        }
    }
}
