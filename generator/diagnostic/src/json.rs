//! Findings as JSON for programs, as `docs/diagnostics.schema.json` describes it.

use serde_json::{Map, Value, json};

use super::position::LineIndex;
use super::render::primary_span;
use super::{Diagnostic, Diagnostics, Locate, Location, Severity};

/// The version of the form. A change that breaks a reader gets another one.
const VERSION: u32 = 1;

/// Renders every finding, in the order of their places.
#[must_use]
pub fn to_json(diagnostics: &Diagnostics, source: &dyn Locate) -> Value {
    let sorted = diagnostics.sorted();
    let places = |found: &Diagnostic| {
        let labels = found.labels.iter().map(|label| label.origin);
        std::iter::once(found.origin).chain(labels).collect::<Vec<_>>()
    };
    let origins: Vec<_> = sorted.iter().flat_map(|found| places(found)).collect();
    let mut located = source.locate(&origins).into_iter();
    let mut lines = LineIndex::default();
    let findings: Vec<Value> = sorted
        .iter()
        .map(|found| {
            let places: Vec<_> = located.by_ref().take(1 + found.labels.len()).collect();
            Value::Object(finding(found, &places, &mut lines))
        })
        .collect();
    let suppressed = diagnostics.suppressed();
    let origins: Vec<_> = suppressed
        .iter()
        .flat_map(|found| places(&found.diagnostic))
        .collect();
    let mut located = source.locate(&origins).into_iter();
    let suppressed: Vec<Value> = suppressed
        .iter()
        .map(|found| {
            let count = 1 + found.diagnostic.labels.len();
            let places: Vec<_> = located.by_ref().take(count).collect();
            let mut fields = finding(&found.diagnostic, &places, &mut lines);
            fields.insert("reason".to_owned(), json!(found.reason));
            Value::Object(fields)
        })
        .collect();
    json!({
        "version": VERSION,
        "errors": diagnostics.count(Severity::Error),
        "warnings": diagnostics.count(Severity::Warning),
        "findings": findings,
        "suppressed": suppressed,
    })
}

fn finding<'a>(
    found: &Diagnostic,
    places: &[Option<Location<'a>>],
    lines: &mut LineIndex<'a>,
) -> Map<String, Value> {
    let mut fields = Map::new();
    let mut add = |name: &str, value: Value| {
        if !value.is_null() {
            fields.insert(name.to_owned(), value);
        }
    };
    add("code", json!(found.code.as_str()));
    add("rule", json!(found.code.rule()));
    add("severity", json!(found.severity.as_str()));
    add("message", json!(found.message));
    let primary = places.first().and_then(Option::as_ref);
    add(
        "place",
        primary.map_or(Value::Null, |at| place(at, found.at_key, lines)),
    );
    let labels = found.labels.iter().zip(places.iter().skip(1));
    let labels = labels.map(|(label, at)| {
        let mut fields = Map::new();
        fields.insert("message".to_owned(), json!(label.message));
        if let Some(at) = at {
            fields.insert("place".to_owned(), place(at, found.at_key, lines));
        }
        Value::Object(fields)
    });
    add("labels", labels.collect());
    add("effect", json!(found.effect));
    add("help", json!(found.help));
    add("section", json!(found.code.section()));
    fields
}

fn place<'a>(location: &Location<'a>, at_key: bool, lines: &mut LineIndex<'a>) -> Value {
    let span = primary_span(location, at_key);
    let (line, column) = lines.position(location, span.start);
    let (end_line, end_column) = lines.position(location, span.end);
    json!({
        "file": location.file,
        "pointer": location.pointer,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
    })
}
