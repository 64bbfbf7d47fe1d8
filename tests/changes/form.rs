//! Changes that make no difference: order, formatting, copies and timestamps.

use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;
use sdk_generator::change::{Report, Rule, compare};
use sdk_generator::config::{self, Config};
use sdk_generator::diagnostic::Diagnostics;
use sdk_generator::emit::SourceFile;
use sdk_generator::lock::Lock;
use sdk_generator::surface::SourceKind;
use sdk_generator::versions::Version;
use sdk_generator::{document, exact_model, generate};
use serde_json::{Value, json};

/// A document with two operations that return the same schema.
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

/// Returns the rules of the changes between the document and another one, with the number of affected
/// operations.
fn changes(new: &str) -> Vec<(Rule, usize)> {
    edits(OLD, new)
}

/// Returns the rules of the changes between two documents, with the number of affected operations.
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

/// Returns the document with a string replaced.
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
    // JSON mappings are sorted here, so the order changes as well.
    assert_eq!(changes(&value.to_string()), []);
}

#[test]
fn timestamps_make_no_difference() {
    assert_eq!(
        changes(&with("2026-01-01T00:00:00.000Z", "2026-03-04T05:06:07.890Z")),
        []
    );
    assert_eq!(changes(&with(", default: \"2026-01-01T00:00:00.000Z\"", "")), []);
}

#[test]
fn merged_variants_make_no_difference() {
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
fn an_edit_is_reported_once_however_often_it_is_used() {
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

/// Mappings have no order, and YAML and JSON are equivalent: neither the report nor the code distinguishes
/// them.
#[test]
fn shuffled_documents_give_the_same_code() {
    let mut count = 0;
    for path in documents() {
        let text = std::fs::read_to_string(&path).expect("the document is there");
        let config = settings(&path);
        let code = code(&text, &config);
        let value = value(&text);
        for seed in 0..3 {
            let mut shuffled = String::new();
            shuffle(&value, &mut fastrand::Rng::with_seed(seed), &mut shuffled);
            let shuffled_code = self::code(&shuffled, &config);
            assert_eq!(difference(&code, &shuffled_code), None, "{}", path.display());
            assert_eq!(edits(&text, &shuffled), [], "{}", path.display());
        }
        count += 1;
    }
    assert!(count > 40, "the documents are not there");
}

/// Naming an inline schema after its generated type changes nothing.
#[test]
fn schemas_that_move_to_components_under_their_names_give_the_same_code() {
    let mut count = 0;
    let mut faults = Vec::new();
    // If copies differ, their merged type does not have the name of any of them.
    let differ = ["inline_copies.yaml", "inline_service.yaml"];
    let documents = documents()
        .into_iter()
        .filter(|path| !differ.iter().any(|name| path.ends_with(name)));
    for path in documents {
        let text = std::fs::read_to_string(&path).expect("the document is there");
        let config = settings(&path);
        let before = code(&text, &config);
        for (name, places) in inline_types(&text, &config) {
            let Some(moved) = moved(&value(&text), &name, &places) else {
                continue;
            };
            let place = format!("{}: {name} from {places:?}", path.display());
            // A release keeps its names, including those derived from the path of a schema.
            let after = code(&moved.to_string(), &released(&text, &config));
            if let Some(fault) = difference(&before, &after) {
                faults.push(format!("{place}: {fault}"));
            }
            if !edits(&text, &moved.to_string()).is_empty() {
                faults.push(format!("{place}: there are edits"));
            }
            count += 1;
        }
    }
    assert!(
        faults.is_empty(),
        "{} of {count}:\n{}",
        faults.len(),
        faults.join("\n")
    );
    assert!(count > 30, "only {count} schemas move");
}

/// Returns the settings after a release of a document.
fn released(text: &str, config: &Config) -> Config {
    let document = document::parse("api.yaml", text, &mut Diagnostics::new());
    let version = Version::new(&document, config, &mut Diagnostics::new()).expect("it was valid before");
    let lock = Lock {
        version: "0.1.0".to_owned(),
        surface: version.surface,
    };
    let mut config = config.clone();
    config.names = lock.names();
    config
}

/// Returns the types of inline schemas, with the places that each represents.
fn inline_types(text: &str, config: &Config) -> Vec<(String, Vec<String>)> {
    let document = document::parse("api.yaml", text, &mut Diagnostics::new());
    let version = Version::new(&document, config, &mut Diagnostics::new()).expect("it was valid before");
    let items = version.surface.items.iter();
    let inline = items.filter(|item| item.source.kind == SourceKind::Inline);
    let found = inline.filter_map(|item| {
        let name = item.path.strip_prefix("types::")?;
        let places = version.traces.types.get(name)?.iter();
        let places: Vec<String> = places.filter_map(|place| document.pointer_at(*place)).collect();
        Some((name.to_owned(), places))
    });
    let found: Vec<(String, Vec<String>)> = found.collect();
    // A schema with several types has a Rust type for each of them, and no name for all.
    let is_alone = |places: &[String]| {
        let same = found
            .iter()
            .filter(|(_, other)| other.iter().any(|place| places.contains(place)));
        same.count() == 1
    };
    let wanted = found.iter().filter(|(_, places)| is_alone(places));
    wanted.cloned().collect()
}

/// Returns the document with a schema moved to the components, and references in all places. Returns `None`
/// if the schemas at these places differ, or if one is not a separate schema.
fn moved(document: &Value, name: &str, places: &[String]) -> Option<Value> {
    let schema = document.pointer(places.first()?)?.clone();
    let mut moved = document.clone();
    if places.iter().any(|place| leads_into(document, place)) {
        return None;
    }
    for place in places {
        let there = moved.pointer_mut(place).filter(|there| **there == schema)?;
        *there = json!({ "$ref": format!("#/components/schemas/{name}") });
    }
    let root = moved.as_object_mut()?;
    let components = root.entry("components").or_insert_with(|| json!({}));
    let schemas = components
        .as_object_mut()?
        .entry("schemas")
        .or_insert_with(|| json!({}));
    schemas
        .as_object_mut()?
        .insert(name.to_owned(), schema)
        .is_none()
        .then_some(moved)
}

/// Returns the first file in which two crates differ, or the file lists if these differ.
fn difference(before: &[SourceFile], after: &[SourceFile]) -> Option<String> {
    let paths =
        |files: &[SourceFile]| -> Vec<String> { files.iter().map(|file| file.path.clone()).collect() };
    let (old, new) = (paths(before), paths(after));
    if old != new {
        return Some(changed_lines(&old.join("\n"), &new.join("\n")));
    }
    let mut both = before.iter().zip(after);
    let (file, other) = both.find(|(file, other)| file.text != other.text)?;
    Some(format!(
        "{}:\n{}",
        file.path,
        changed_lines(&file.text, &other.text)
    ))
}

/// Returns the lines that only one of two texts contains.
fn changed_lines(before: &str, after: &str) -> String {
    let lacking = |text: &str, other: &str, sign: &str| -> Vec<String> {
        text.lines()
            .filter(|line| !other.lines().any(|other| other == *line))
            .map(|line| format!("{sign}{line}"))
            .collect()
    };
    [lacking(before, after, "-"), lacking(after, before, "+")]
        .concat()
        .join("\n")
}

/// Returns whether a value contains a reference to a place or below it.
fn leads_into(value: &Value, place: &str) -> bool {
    match value {
        Value::Object(entries) => entries.iter().any(|(name, value)| {
            let reference = value.as_str().filter(|_| name == "$ref");
            let target = reference.map(|text| percent_decode_str(text).decode_utf8_lossy().into_owned());
            target.is_some_and(|target| target.starts_with(&format!("#{place}"))) || leads_into(value, place)
        }),
        Value::Array(items) => items.iter().any(|value| leads_into(value, place)),
        _ => false,
    }
}

fn settings(path: &Path) -> Config {
    let settings = path.with_extension("toml");
    if settings.exists() {
        config::load(&settings).expect("the settings are valid")
    } else {
        Config::minimal("form", "0.1.0")
    }
}

/// Returns the single-file fixtures, and the document of the SDK.
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

/// Writes a value as JSON, with the entries of each object in random order.
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
