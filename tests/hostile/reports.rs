//! Findings and change reports: strings of a document stay text in a terminal, a log and a page.

use pulldown_cmark::{Event, Options, Parser, Tag};
use sdk_generator::change::{Report, compare};
use sdk_generator::config::Config;
use sdk_generator::diagnostic::{Diagnostics, Severity, github, render, to_json};
use sdk_generator::{document, exact_model, inspect};
use serde_json::{Value, json};
use tests::hostile::payloads;

/// Returns a document with a mistake at each place that a finding can name.
fn mistaken(text: &str) -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {"title": text, "version": text},
        "paths": {
            format!("/{text}/{{{text}}}"): {"get": {"operationId": text, "tags": [text], "security": [{text: []}], "responses": {text: {}}}},
            "/b": {"get": {"operationId": text, "parameters": [{"name": text, "in": text}], "responses": {}}},
        },
        "components": {
            "schemas": {
                text: {"required": [text], "properties": {text: {"type": "string", "default": 1, "pattern": text}}, text: 1},
                "B": {"$ref": format!("#/components/schemas/{text}/none")},
                "C": {"type": "string", "enum": [text, text], "format": text},
            },
        },
        text: 1,
    })
}

/// Returns whether a terminal interprets a character, or displays it as something else.
fn is_obeyed(letter: char) -> bool {
    letter.is_control() && letter != '\n'
        || matches!(letter, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[test]
fn findings_show_texts_as_texts() {
    for payload in payloads() {
        let text = serde_json::to_string_pretty(&mistaken(&payload)).expect("it is JSON");
        // Findings quote the document, so it contains the raw characters where JSON allows them.
        let text = text.replace("\\u001b", "\u{7f}");
        let mut diagnostics = Diagnostics::new();
        let document = document::parse("hostile.json", &text, &mut diagnostics);
        inspect(
            &document,
            &Config::minimal("hostile-sdk", "0.1.0"),
            &mut diagnostics,
        );
        let all = diagnostics.count(Severity::Error) + diagnostics.count(Severity::Warning);
        assert!(all > 3, "{payload:?}: {all} findings");
        let shown = render(&diagnostics, &document, false);
        assert!(!shown.contains(is_obeyed), "{payload:?}: {shown:?}");
        let annotations = github(&diagnostics, &document);
        assert_eq!(annotations.lines().count(), all, "{payload:?}: {annotations}");
        let is_one = |line: &str| line.starts_with("::error file=") || line.starts_with("::warning file=");
        assert!(annotations.lines().all(is_one), "{payload:?}: {annotations}");
        assert!(!annotations.contains(is_obeyed), "{payload:?}: {annotations:?}");
        let value = to_json(&diagnostics, &document);
        assert_eq!(value["findings"].as_array().map(Vec::len), Some(all));
    }
}

/// Returns the report for two documents in which everything with the given name changed.
fn report(text: &str) -> Option<Report> {
    let side = |default: &str, kind: &str| {
        json!({
            "openapi": "3.1.0",
            "info": {"title": "t", "version": "1"},
            "paths": {"/a": {"post": {
                "operationId": format!("a{text}"),
                "parameters": [{"name": format!("p{text}"), "in": "query", "schema": {"type": kind, "default": default}}],
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/S"}}}},
                "responses": {"200": {"description": "d", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/S"}}}}},
            }}},
            "components": {"schemas": {"S": {
                "type": "object",
                "properties": {format!("q{text}"): {"type": kind}, "e": {"type": "string", "enum": [default, "x"], "pattern": default}},
            }}},
        })
    };
    let open = |value: Value| {
        let mut diagnostics = Diagnostics::new();
        let document = document::parse("hostile.json", &value.to_string(), &mut diagnostics);
        let api = exact_model(
            &document,
            &Config::minimal("hostile-sdk", "0.1.0"),
            &mut diagnostics,
        )?;
        Some((document, api))
    };
    let (old, was) = open(side("y", "string"))?;
    let (new, is) = open(side(text, "integer"))?;
    Some(Report::new(compare(&was, &is), &old, &new))
}

#[test]
fn reports_of_changes_show_texts_as_texts() {
    let mut count = 0;
    for payload in payloads() {
        let Some(report) = report(&payload) else {
            continue;
        };
        count += 1;
        let text = report.text(false);
        assert!(!text.contains(is_obeyed), "{payload:?}: {text:?}");
        let annotations = report.github();
        assert_eq!(
            annotations.lines().count(),
            report.entries.len(),
            "{payload:?}: {annotations}"
        );
        let is_one = |line: &str| {
            ["::error ", "::warning ", "::notice "]
                .iter()
                .any(|start| line.starts_with(start))
        };
        assert!(annotations.lines().all(is_one), "{payload:?}: {annotations}");
        assert!(!annotations.contains(is_obeyed), "{payload:?}: {annotations:?}");
        check_markdown(&payload, &report);
    }
    assert!(count > 60, "{count} reports");
}

/// Asserts that a report contains only headings, one list for each, rule names as code, and bold subjects.
fn check_markdown(payload: &str, report: &Report) {
    let markdown = report.markdown();
    assert!(!markdown.contains(is_obeyed), "{payload:?}: {markdown:?}");
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS;
    let mut items = 0;
    for event in Parser::new_ext(&markdown, options) {
        let is_ours = match &event {
            Event::Start(Tag::Item) => {
                items += 1;
                true
            }
            Event::Start(tag) => matches!(
                tag,
                Tag::Heading { .. } | Tag::List(None) | Tag::Strong | Tag::Paragraph
            ),
            Event::Code(code) => report
                .entries
                .iter()
                .any(|entry| entry.change.rule.id() == &**code),
            Event::End(_) | Event::Text(_) => true,
            _ => false,
        };
        assert!(is_ours, "{payload:?}: {event:?} is in\n{markdown}");
    }
    assert_eq!(items, report.entries.len(), "{payload:?}: {markdown}");
}
