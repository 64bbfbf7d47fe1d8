//! YAML is parsed to the intended values and positions, and to the same values as by an independent parser.
//!
//! Bytes choose a value and one of the many ways to write it. The same bytes are also parsed as a text of
//! their own: if both parsers accept it, they agree on its value.

mod independent;
mod scalars;
mod write;

use arbitrary::Unstructured;
use sdk_generator::diagnostic::{Code, Diagnostics, Locate, to_json};
use sdk_generator::document::{self, Document, NodeId};
use serde_json::Value;

use write::{Content, Written};

/// Parses a text that is written from bytes, and the bytes themselves.
pub fn yaml(bytes: &[u8]) {
    let (text, expected) = write::document(&mut Unstructured::new(bytes));
    check_written(&text, &expected);
    if let Ok(text) = std::str::from_utf8(bytes) {
        check_text(text);
    }
}

/// Compares values and positions with the intended ones.
fn check_written(text: &str, expected: &Written) {
    let mut found = Diagnostics::new();
    let document = document::parse("fuzz.yaml", text, &mut found);
    let refused = refusal(&found, &document);
    assert!(
        refused.is_none(),
        "{}: {text:?}\n{text}",
        refused.unwrap_or_default()
    );
    let value = document.to_value(document.root());
    assert_eq!(value, expected.to_value(), "{text:?}\n{text}");
    check_positions(&document, document.root(), expected, text);
    // The independent parser rejects tabs that YAML 1.2 allows.
    if let Some(other) = independent::read(text).filter(|other| other.is_ok() || !text.contains('\t')) {
        let other = other.unwrap_or_else(|error| panic!("{error}: {text:?}\n{text}"));
        assert_eq!(value, other, "by serde_yaml: {text:?}\n{text}");
    }
}

/// Compares the value of any text with that of the independent parser.
fn check_text(text: &str) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim_start().starts_with('{') {
        return;
    }
    let mut found = Diagnostics::new();
    let document = document::parse("fuzz.yaml", text, &mut found);
    if refusal(&found, &document).is_some() {
        return;
    }
    if let Some(Ok(other)) = independent::read(text) {
        let value = document.to_value(document.root());
        assert_eq!(value, other, "by serde_yaml: {text:?}\n{text}");
    }
}

/// Returns the findings of the reader for a document.
fn refusal(found: &Diagnostics, document: &Document) -> Option<String> {
    let reading = [Code::SyntaxError, Code::LimitExceeded, Code::DuplicateKey];
    let mut all = found.sorted().into_iter();
    let is_refused = all.any(|finding| reading.contains(&finding.code));
    is_refused.then(|| format!("{:#}", to_json(found, document)))
}

fn check_positions(document: &Document, id: NodeId, expected: &Written, text: &str) {
    let located = document.locate(&[document.origin(id)]);
    let Some(Some(found)) = located.first() else {
        panic!("no position of {}: {text:?}", document.pointer(id));
    };
    // The text of a document does not include its byte order mark.
    let mark = text.len() - text.strip_prefix('\u{feff}').unwrap_or(text).len();
    let pointer = document.pointer(id);
    let key = found.key.clone().map(|key| key.start + mark..key.end + mark);
    assert_eq!(key, expected.key, "the key of {pointer}: {text:?}\n{text}");
    if let Some(start) = expected.start {
        assert_eq!(
            found.value.start + mark,
            start,
            "the start of {pointer}: {text:?}\n{text}"
        );
    }
    if let Some(end) = expected.end {
        assert_eq!(
            found.value.end + mark,
            end,
            "the end of {pointer}: {text:?}\n{text}"
        );
    }
    match &expected.content {
        Content::Leaf(_) => {}
        Content::Array(items) => {
            for (item, expected) in document.items(id).zip(items) {
                check_positions(document, item, expected, text);
            }
        }
        Content::Object(entries) => {
            for (key, expected) in entries {
                let value = document.get(id, key);
                let value = value.unwrap_or_else(|| panic!("no {key:?} in {pointer}: {text:?}"));
                check_positions(document, value, expected, text);
            }
        }
    }
}

impl Written {
    fn to_value(&self) -> Value {
        match &self.content {
            Content::Leaf(value) => value.clone(),
            Content::Array(items) => items.iter().map(Self::to_value).collect(),
            Content::Object(entries) => {
                let entries = entries.iter().map(|(key, value)| (key.clone(), value.to_value()));
                Value::Object(entries.collect())
            }
        }
    }
}
