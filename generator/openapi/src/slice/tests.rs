//! Tests of slices: what is kept, what is not, and that a slice says what the document says.

use std::fs;

use serde_json::json;
use serde_yaml::Value;

use super::Slice;
use crate::{Document, load, parse};
use sdk_config::{Selection, Spanned};
use sdk_diagnostic::{Code, Diagnostics, Origin, Severity};

const DOCUMENT: &str = r##"
openapi: 3.1.0
info: {title: t, version: "1.0"}
x-vendor: {kept: as it is}
security: [{Key: []}]
tags: [{name: Cats}, {name: Dogs, description: About dogs}]
paths:
  /dogs:
    parameters: [{$ref: "#/components/parameters/Trace"}]
    get:
      tags: [Dogs]
      operationId: listDogs
      responses:
        "200": {$ref: "#/components/responses/Dogs"}
        "404": {$ref: "#/paths/~1errors/get/responses/404"}
    post: {tags: [Cats], operationId: catDog, responses: {}}
  /cats:
    get:
      tags: [Cats]
      operationId: listCats
      security: [{Other: []}]
      responses: {"200": {description: "no", content: {application/json: {schema: {$ref: "#/components/schemas/Cat"}}}}}
  /errors:
    get: {tags: [Cats], operationId: errors, responses: {"404": {description: gone}}}
webhooks:
  born: {post: {requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Cat"}}}}, responses: {}}}
components:
  parameters:
    Trace: {name: trace, in: header, schema: {$ref: "#/components/schemas/Trace"}}
  responses:
    Dogs: {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Animal"}}}}
  schemas:
    Cat: {type: object}
    Trace: {type: string, default: "12:30"}
    Alias: {$ref: "#/components/schemas/Dog"}
    Animal:
      oneOf: [{$ref: "#/components/schemas/Alias"}]
      discriminator: {propertyName: kind, mapping: {wolf: Wolf, dog: "#/components/schemas/Dog"}}
    Dog: {type: object, properties: {parent: {$ref: "#/components/schemas/Animal"}, default: {$ref: "#/components/schemas/Toy"}}}
    Toy: {type: object}
    Wolf: {type: object, example: {$ref: "#/components/schemas/Cat"}}
  securitySchemes:
    Key: {type: http, scheme: bearer}
    Other: {type: http, scheme: basic}
"##;

fn slice(document: &Document, selections: &[&str]) -> Slice {
    let selections: Vec<Spanned<Selection>> = selections
        .iter()
        .filter_map(|text| Selection::parse(text))
        .map(|value| Spanned {
            value,
            origin: Origin::DOCUMENT,
        })
        .collect();
    let mut diagnostics = Diagnostics::new();
    let reach = document.reach(&selections, &mut diagnostics);
    let slice = document.slice(&reach, &mut diagnostics);
    assert!(diagnostics.sorted().is_empty());
    slice
}

fn document(text: &str) -> Document {
    let mut diagnostics = Diagnostics::new();
    let document = parse("test.yaml", text, &mut diagnostics);
    assert!(!diagnostics.has_errors());
    document
}

fn keys(value: &Value) -> Vec<&str> {
    let entries = value.as_mapping().into_iter().flatten();
    entries.filter_map(|(key, _)| key.as_str()).collect()
}

fn json(value: &Value) -> serde_json::Value {
    serde_json::to_value(value).expect("it is JSON")
}

#[test]
fn a_slice_is_what_its_operations_lead_to() {
    let slice = slice(&document(DOCUMENT), &["listDogs"]);
    let value = &slice.value;
    let expected = [
        "openapi",
        "info",
        "x-vendor",
        "security",
        "tags",
        "paths",
        "components",
    ];
    assert_eq!(keys(value), expected);
    assert_eq!(keys(&value["paths"]["/dogs"]), ["parameters", "get"]);
    // The other path is there for the answer that the first one borrows from it.
    assert_eq!(keys(&value["paths"]), ["/dogs", "/errors"]);
    assert_eq!(value["tags"][1]["description"], "About dogs");
    let components = &value["components"];
    assert_eq!(
        keys(components),
        ["parameters", "responses", "schemas", "securitySchemes"]
    );
    assert_eq!(
        keys(&components["schemas"]),
        ["Trace", "Alias", "Animal", "Dog", "Toy", "Wolf"]
    );
    assert_eq!(keys(&components["securitySchemes"]), ["Key"]);
    assert_eq!(
        (slice.operations, slice.components, slice.is_whole),
        (2, 9, false)
    );
}

#[test]
fn tags_select_and_unused_tags_are_left_out() {
    let slice = slice(&document(DOCUMENT), &["tag:Cats"]);
    assert_eq!(json(&slice.value["tags"]), json!([{"name": "Cats"}]));
    assert_eq!(keys(&slice.value["paths"]["/dogs"]), ["parameters", "post"]);
    let schemes = &slice.value["components"]["securitySchemes"];
    assert_eq!(keys(schemes), ["Key", "Other"]);
}

#[test]
fn without_a_selection_nothing_is_left_out() {
    let document = document(DOCUMENT);
    let slice = slice(&document, &[]);
    assert!(slice.is_whole);
    assert_eq!(json(&slice.value), document.to_value(document.root()));
}

#[test]
fn as_yaml_a_slice_says_the_same() {
    let document = document(DOCUMENT);
    let slice = slice(&document, &[]);
    let text = slice.to_yaml().expect("it can be said");
    let again = parse("again.yaml", &text, &mut Diagnostics::new());
    assert_eq!(again.to_value(again.root()), json(&slice.value));
}

#[test]
fn what_lies_in_other_files_comes_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("it has a folder")).expect("a folder");
        fs::write(path, text).expect("it is written");
    };
    let main = r#"
openapi: 3.0.3
info: {title: t, version: "1"}
paths:
  /dogs: {$ref: "paths/dogs.yaml"}
components:
  schemas:
    Dog: {type: string}
"#;
    write("api.yaml", main);
    write(
        "paths/dogs.yaml",
        r#"
get:
  operationId: listDogs
  responses: {"200": {description: ok, content: {application/json: {schema: {$ref: "dog.json"}}}}}
post: {operationId: addDog, responses: {}}
"#,
    );
    write(
        "paths/dog.json",
        r##"{"type": "object", "properties": {"toy": {"$ref": "#/$defs/Toy"}, "mother": {"$ref": "#"}},
             "$defs": {"Toy": {"type": "string"}}}"##,
    );
    write("paths/Dog.yaml", "type: string");
    let mut diagnostics = Diagnostics::new();
    let document = load(&folder.path().join("api.yaml"), &mut diagnostics).expect("it is read");
    let slice = slice(&document, &["listDogs"]);
    assert_eq!(
        json(&slice.value["paths"]["/dogs"]),
        json!({"get": {
            "operationId": "listDogs",
            "responses": {"200": {"description": "ok", "content": {"application/json": {
                "schema": {"$ref": "#/components/schemas/dog"}
            }}}}
        }})
    );
    let schemas = &slice.value["components"]["schemas"];
    assert_eq!(keys(schemas), ["dog", "Toy"]);
    let mother = &schemas["dog"]["properties"]["mother"];
    assert_eq!(mother["$ref"], "#/components/schemas/dog");
    assert_eq!(
        schemas["dog"]["properties"]["toy"]["$ref"],
        "#/components/schemas/Toy"
    );
}

#[test]
fn what_no_component_can_be_does_not_come_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("api.yaml");
    let main = r#"
openapi: 3.1.0
info: {title: t, version: "1"}
paths:
  /dogs: {get: {operationId: listDogs, externalDocs: {$ref: "other.yaml#/docs"}, responses: {}}}
"#;
    fs::write(&path, main).expect("it is written");
    fs::write(folder.path().join("other.yaml"), "docs: {url: https://a.example}").expect("it is written");
    let mut diagnostics = Diagnostics::new();
    let document = load(&path, &mut diagnostics).expect("it is read");
    let reach = document.reach(&[], &mut diagnostics);
    let _ = document.slice(&reach, &mut diagnostics);
    let found: Vec<_> = diagnostics
        .sorted()
        .iter()
        .filter(|found| found.severity == Severity::Error)
        .map(|found| (found.code, found.message.as_str()))
        .collect();
    assert_eq!(
        found,
        [(
            Code::UnbundledReference,
            "`externalDocs` cannot come in from another file"
        )]
    );
}

/// A base, of which an operation gives any subtype, and one operation that gives a single one.
const BASES: &str = r##"
openapi: 3.0.3
info: {title: t, version: "1"}
paths:
  /pets: {get: {operationId: pets, responses: {"200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}}}}
  /cats: {get: {operationId: cats, responses: {"200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Cat"}}}}}}}
components:
  schemas:
    Pet: {type: object, discriminator: {propertyName: kind}, properties: {kind: {type: string}}}
    Cat: {allOf: [{$ref: "#/components/schemas/Pet"}]}
    Dog: {allOf: [{$ref: "#/components/schemas/Pet"}, {properties: {toy: {$ref: "#/components/schemas/Toy"}}}]}
    Toy: {type: object}
"##;

#[test]
fn a_base_comes_with_what_extends_it() {
    let slice = slice(&document(BASES), &["pets"]);
    let schemas = &slice.value["components"]["schemas"];
    assert_eq!(keys(schemas), ["Pet", "Cat", "Dog", "Toy"]);
}

#[test]
fn what_extends_a_base_comes_without_its_siblings() {
    let slice = slice(&document(BASES), &["cats"]);
    assert_eq!(keys(&slice.value["components"]["schemas"]), ["Pet", "Cat"]);
}

#[test]
fn data_with_a_ref_stays_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("it is written");
    write(
        "api.yaml",
        r##"
openapi: 3.1.0
info: {title: t, version: "1"}
paths:
  /dogs:
    get:
      operationId: listDogs
      responses: {"200": {$ref: "dogs.yaml#/ok"}}
components:
  schemas:
    Unused: {example: {$ref: "#/components/schemas/Example"}}
    Example: {type: string}
"##,
    );
    let row = r##"{"type": "object", "examples": [{"$ref": "#/components/schemas/Example"}],
        "properties": {"example": {"$ref": "#/text"}, "$ref": {"const": {"$ref": "nowhere.yaml"}}}}"##;
    write(
        "dogs.yaml",
        &format!(
            "ok: {{description: ok, content: {{application/json: {{schema: {row}}}}}}}\ntext: {{type: string}}\n"
        ),
    );
    let mut diagnostics = Diagnostics::new();
    let document = load(&folder.path().join("api.yaml"), &mut diagnostics).expect("it is read");
    assert!(!diagnostics.has_errors());
    let slice = slice(&document, &["listDogs"]);
    let components = &slice.value["components"];
    assert_eq!(keys(components), ["responses", "schemas"]);
    assert_eq!(keys(&components["schemas"]), ["text"]);
    let schema = &components["responses"]["ok"]["content"]["application/json"]["schema"];
    assert_eq!(
        json(schema),
        json!({
            "type": "object",
            "examples": [{"$ref": "#/components/schemas/Example"}],
            "properties": {
                "example": {"$ref": "#/components/schemas/text"},
                "$ref": {"const": {"$ref": "nowhere.yaml"}},
            },
        })
    );
}
