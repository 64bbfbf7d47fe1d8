//! What makes no difference: order, form, copies, and moments in time.

use std::path::{Path, PathBuf};

use sdk_generator::change::{Report, Rule, compare};
use sdk_generator::config::{self, Config};
use sdk_generator::diagnostic::Diagnostics;
use sdk_generator::emit::SourceFile;
use sdk_generator::{document, exact_model, generate};
use serde_json::Value;

/// Two operations, both of which give a schema.
const OLD: &str = r##"
openapi: 3.1.0
info: {title: t, version: "1"}
paths:
  /a: {get: {operationId: a, responses: {"200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}}}}
  /b: {get: {operationId: b, responses: {"200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}}}}
components:
  schemas:
    Thing:
      type: object
      description: A thing.
      required: [id]
      properties:
        id: {type: string}
        made: {type: string, format: date-time, readOnly: true, description: When., default: "2026-01-01T00:00:00.000Z"}
"##;

/// The rules of what changed between the document and another one, and how many operations each touches.
fn changes(new: &str) -> Vec<(Rule, usize)> {
    edits(OLD, new)
}

/// The rules of what changed between two documents, and how many operations each touches.
fn edits(old: &str, new: &str) -> Vec<(Rule, usize)> {
    let [old, new] = [old, new].map(|text| {
        let mut diagnostics = Diagnostics::new();
        let document = document::parse("api.yaml", text, &mut diagnostics);
        let api = exact_model(&document, &Config::minimal("t", "0.1.0"), &mut diagnostics);
        (
            document,
            api.unwrap_or_else(|| panic!("{:#?}", diagnostics.sorted())),
        )
    });
    let report = Report::new(compare(&old.1, &new.1), &old.0, &new.0);
    let entries = report.entries.iter().map(|entry| &entry.change);
    entries.map(|change| (change.rule, change.uses.len())).collect()
}

/// The document with one text in place of another.
fn with(text: &str, other: &str) -> String {
    assert!(OLD.contains(text), "{text}");
    OLD.replace(text, other)
}

#[test]
fn order_and_form_make_no_difference() {
    let value: Value = {
        let mut diagnostics = Diagnostics::new();
        let document = document::parse("api.yaml", OLD, &mut diagnostics);
        document.to_value(document.root())
    };
    // A mapping of JSON is sorted, so this is another order too.
    assert_eq!(changes(&value.to_string()), []);
}

#[test]
fn moments_in_time_make_no_difference() {
    assert_eq!(
        changes(&with("2026-01-01T00:00:00.000Z", "2026-03-04T05:06:07.890Z")),
        []
    );
    assert_eq!(changes(&with(", default: \"2026-01-01T00:00:00.000Z\"", "")), []);
}

#[test]
fn alternatives_that_are_one_make_no_difference() {
    let both = "anyOf: [{type: string, format: date-time}, {type: string, format: date-time}], readOnly";
    assert_eq!(
        changes(&with("type: string, format: date-time, readOnly", both)),
        []
    );
    let without = "anyOf: [{type: string, format: date-time}, {type: string, format: date-time}], xReadOnly";
    let found = changes(&with("type: string, format: date-time, readOnly", without));
    assert_eq!(found, [(Rule::ReadOnlyChanged, 2)]);
}

#[test]
fn another_name_for_a_schema_makes_no_difference() {
    let text = with(
        "        id: {type: string}",
        "        id: {$ref: \"#/components/schemas/ThingId\"}",
    );
    let text = text + "    ThingId: {type: string}\n";
    assert_eq!(changes(&text), []);
}

#[test]
fn an_edit_is_told_once_however_often_it_is_used() {
    assert_eq!(
        changes(&with("A thing.", "Some thing.")),
        [(Rule::DescriptionChanged, 2)]
    );
    let found = changes(&with("id: {type: string}", "id: {type: integer}"));
    assert_eq!(
        found,
        [(Rule::ResponseTypeChanged, 2), (Rule::VersionNotBumped, 0)]
    );
}

/// Mappings have no order, YAML and JSON are one form: neither the report nor the code tells them apart.
#[test]
fn shuffled_documents_give_the_same_code() {
    let mut count = 0;
    for path in documents() {
        let text = std::fs::read_to_string(&path).expect("the document is there");
        let settings = path.with_extension("toml");
        let config = if settings.exists() {
            config::load(&settings).expect("the settings are valid")
        } else {
            Config::minimal("form", "0.1.0")
        };
        let code = code(&text, &config);
        let value = value(&text);
        for seed in 0..3 {
            let mut shuffled = String::new();
            shuffle(&value, &mut fastrand::Rng::with_seed(seed), &mut shuffled);
            for (file, other) in code.iter().zip(self::code(&shuffled, &config)) {
                assert_eq!(file.path, other.path, "{}", path.display());
                assert_eq!(file.text, other.text, "{}: {}", path.display(), file.path);
            }
            assert_eq!(edits(&text, &shuffled), [], "{}", path.display());
        }
        count += 1;
    }
    assert!(count > 40, "the documents are not there");
}

/// The fixtures that are one file, and the document of the SDK.
fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pattern = root.join("fixtures/valid/*.yaml").display().to_string();
    let paths = glob::glob(&pattern).expect("the pattern is valid");
    let paths = paths.map(|path| path.expect("the folder can be read"));
    let mut documents: Vec<PathBuf> = paths
        .filter(|path| !path.with_extension("json").exists())
        .collect();
    documents.push(root.join("../spec/identities.yaml"));
    documents
}

fn code(text: &str, config: &Config) -> Vec<SourceFile> {
    let mut diagnostics = Diagnostics::new();
    let document = document::parse("api.yaml", text, &mut diagnostics);
    let generated = generate(&document, config, &mut diagnostics).expect("it is Rust");
    generated
        .unwrap_or_else(|| panic!("{:#?}", diagnostics.sorted()))
        .files
}

fn value(text: &str) -> Value {
    let document = document::parse("api.yaml", text, &mut Diagnostics::new());
    document.to_value(document.root())
}

/// Writes a value as JSON, the entries of each object in an order of chance.
fn shuffle(value: &Value, random: &mut fastrand::Rng, text: &mut String) {
    match value {
        Value::Object(entries) => {
            let mut entries: Vec<(&String, &Value)> = entries.iter().collect();
            random.shuffle(&mut entries);
            text.push('{');
            for (index, (name, value)) in entries.into_iter().enumerate() {
                text.push_str(if index == 0 { "" } else { ", " });
                text.push_str(&format!("{}: ", Value::from(name.as_str())));
                shuffle(value, random, text);
            }
            text.push('}');
        }
        Value::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                text.push_str(if index == 0 { "" } else { ", " });
                shuffle(item, random, text);
            }
            text.push(']');
        }
        scalar => text.push_str(&scalar.to_string()),
    }
}
