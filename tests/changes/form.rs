//! What makes no difference: order, form, copies, and moments in time.

use sdk_generator::change::{Report, Rule, compare};
use sdk_generator::config::Config;
use sdk_generator::diagnostic::Diagnostics;
use sdk_generator::{document, exact_model};

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
    let [old, new] = [OLD, new].map(|text| {
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
    let value: serde_json::Value = {
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
