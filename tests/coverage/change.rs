//! Checks a coverage report: each value of a document is changed, and the results are compared.
//!
//! If the report calls a value consumed, the model, the crate or the findings must change. If it calls the value
//! skipped, neither the model nor the crate may change.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use sdk_generator::config::Config;
use sdk_generator::coverage::{Reason, Status, cover};
use sdk_generator::diagnostic::Diagnostics;
use sdk_generator::document::{self, Document};
use sdk_generator::model::{Api, Content, Name, Response, SchemaId, Schemas};
use sdk_generator::{model, plan};
use serde_json::{Value, json};

/// Keywords with valid replacement values; other strings would be errors.
const WORDS: [(&str, &[&str]); 3] = [
    (
        "type",
        &[
            "string", "integer", "number", "boolean", "array", "object", "apiKey", "http",
        ],
    ),
    ("in", &["query", "header", "cookie"]),
    (
        "style",
        &["form", "simple", "label", "matrix", "deepObject", "pipeDelimited"],
    ),
];

/// The results for a document as text: its model, its crate and its findings.
#[derive(PartialEq)]
struct Outcome {
    /// `None` if the document is rejected.
    model: Option<String>,
    /// `None` if the document is rejected.
    krate: Option<String>,
    findings: Vec<String>,
}

/// Changes each value of a document, and adds those with a wrong status to the faults.
pub(super) fn check(path: &Path, faults: &mut String) {
    let mut diagnostics = Diagnostics::new();
    let original = document::load(path, &mut diagnostics).expect("the document can be read");
    let tree = original.to_value(original.root());
    let (document, base, api, diagnostics) = read(&tree);
    let api = api.expect("the document is valid");
    let report = cover(&document, &api, &diagnostics);
    for &(id, status) in report.lines() {
        let place = document.place(id);
        let what = match status {
            None => "is unaccounted for".to_owned(),
            Some(status) => {
                let outcomes: Vec<Outcome> = changes(&tree, &place, status)
                    .iter()
                    .map(|tree| read(tree).1)
                    .collect();
                if is_true(status, &base, &outcomes) || decides(status, &place) {
                    continue;
                }
                format!("is not {}", status.describe(&api))
            }
        };
        let name = path.file_name().unwrap_or_default().display();
        let _ = writeln!(faults, "{name}: {place} {what}");
    }
}

fn is_true(status: Status, base: &Outcome, outcomes: &[Outcome]) -> bool {
    match status {
        Status::Consumed { .. } => outcomes.iter().any(|outcome| outcome != base),
        // A rejected document has no model to compare, and a changed copy no longer equals the schema that
        // represents it.
        Status::Skipped(Reason::StoodFor) => true,
        // The value is in the model: it was compared.
        Status::Skipped(Reason::Compared) => outcomes
            .iter()
            .all(|outcome| outcome.krate == base.krate && outcome.model != base.model),
        Status::Skipped(_) => outcomes.iter().all(|outcome| {
            outcome.krate.is_none() || outcome.krate == base.krate && outcome.model == base.model
        }),
    }
}

/// Returns whether a value causes the object around it to be skipped.
fn decides(status: Status, place: &str) -> bool {
    let keyword = place.rsplit('/').next().unwrap_or_default();
    status == Status::Skipped(Reason::ParameterWithoutEffect) && matches!(keyword, "name" | "in")
}

fn read(tree: &Value) -> (Document, Outcome, Option<Api>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let document = document::parse("document.json", &tree.to_string(), &mut diagnostics);
    let config = Config::minimal("coverage", "0.1.0");
    let api = model(&document, &config, &mut diagnostics.clone());
    let plan = plan(&document, &config, &mut diagnostics);
    let findings = diagnostics
        .sorted()
        .into_iter()
        .map(|found| format!("{} {}", found.code, found.message));
    let outcome = Outcome {
        model: api.as_ref().map(text),
        krate: plan.map(|plan| format!("{:#?}", plan.krate())),
        findings: findings.collect(),
    };
    (document, outcome, api, diagnostics)
}

/// Returns the model as text, without node ids and unused schemas.
fn text(api: &Api) -> String {
    let used = used(api);
    let mut rest = api.clone();
    rest.schemas = Schemas::default();
    let mut text = format!("{rest:#?}");
    for (id, schema) in api.schemas.iter() {
        if used.contains(&id) {
            let mut schema = schema.clone();
            schema.sources.clear();
            let _ = write!(text, "{id:?} {schema:#?}");
        }
    }
    without_places(&text)
}

/// Removes node ids. Each is printed on three lines, with its number on the second.
fn without_places(text: &str) -> String {
    let mut kept = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        kept.push(line);
        if line.ends_with("origin: Origin(") {
            lines.next();
        }
    }
    kept.join("\n")
}

fn used(api: &Api) -> BTreeSet<SchemaId> {
    let mut queue: Vec<SchemaId> = Vec::new();
    for (id, schema) in api.schemas.iter() {
        if matches!(schema.name, Name::Declared(_)) {
            queue.push(id);
        }
    }
    for operation in &api.operations {
        queue.extend(operation.parameters.iter().map(|parameter| parameter.schema));
        let bodies = operation.body.iter().flat_map(|body| &body.content);
        queue.extend(bodies.flat_map(Content::schemas));
        queue.extend(operation.responses.iter().flat_map(Response::schemas));
    }
    let incoming = api.incoming.iter().flat_map(|request| &request.body);
    queue.extend(incoming.flat_map(|body| &body.content).flat_map(Content::schemas));
    let mut used = BTreeSet::new();
    while let Some(id) = queue.pop() {
        if used.insert(id) {
            queue.extend(api.schemas.get(id).kind.children());
        }
    }
    used
}

/// Returns copies of the document with one value changed, in each way that is meaningful for it.
fn changes(tree: &Value, place: &str, status: Status) -> Vec<Value> {
    let value = tree.pointer(place).expect("the place is in the document");
    let (around, key) = place.rsplit_once('/').expect("the document is no leaf");
    let keyword = place
        .split('/')
        .rfind(|step| step.parse::<usize>().is_err())
        .unwrap_or_default();
    let others: Vec<Value> = match value {
        Value::String(text) if keyword == "openapi" => vec![json!(format!("{text}1"))],
        Value::String(text) => match WORDS.iter().find(|(known, _)| *known == keyword) {
            Some((_, words)) if words.contains(&text.as_str()) || text == "path" || text == "null" => {
                let others = words.iter().filter(|word| *word != text);
                others.map(|word| json!(word)).collect()
            }
            _ => vec![json!(format!("x{text}"))],
        },
        Value::Number(number) => vec![match number.as_i64().and_then(|integer| integer.checked_add(1)) {
            Some(integer) => json!(integer),
            // Beyond 64 bits, adding one gives the same number.
            None => json!(number.as_f64().unwrap_or_default() * 2.0 + 1.0),
        }],
        // The opposite boolean may have an effect where this one has none. A value that no type can represent
        // has no effect either way.
        Value::Bool(_) if matches!(status, Status::Skipped(reason) if reason != Reason::Unenforced) => {
            return vec![without(tree, around, key)];
        }
        Value::Bool(flag) => vec![json!(!flag)],
        Value::Null | Value::Array(_) | Value::Object(_) => return vec![without(tree, around, key)],
    };
    let replaced = |other| {
        let mut changed = tree.clone();
        *changed.pointer_mut(place).expect("it is there") = other;
        changed
    };
    others.into_iter().map(replaced).collect()
}

/// Returns the document without a value.
fn without(tree: &Value, around: &str, key: &str) -> Value {
    let mut changed = tree.clone();
    match changed.pointer_mut(around).expect("it is there") {
        Value::Array(items) => {
            items.remove(key.parse().expect("an element has a number"));
        }
        Value::Object(entries) => {
            entries.remove(&key.replace("~1", "/").replace("~0", "~"));
        }
        _ => {}
    }
    changed
}
