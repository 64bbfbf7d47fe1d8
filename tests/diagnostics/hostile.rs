//! What a finding repeats of a hostile document does nothing to who reads it.

use sdk_generator::config::Config;
use sdk_generator::diagnostic::{Diagnostics, github, render, to_json};
use sdk_generator::document::{self, Document};
use sdk_generator::inspect;

/// An escape that clears a terminal, a line that begins another command, a right-to-left override, a carriage return.
const PAYLOAD: &str = "\\e[2J\\n::error::x\\u202e\\r%0A";

fn found(text: &str) -> (Document, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let document = document::parse("test", text, &mut diagnostics);
    inspect(&document, &Config::minimal("test", "0.1.0"), &mut diagnostics);
    (document, diagnostics)
}

fn hostile() -> (Document, Diagnostics) {
    found(&format!(
        "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\n\"{PAYLOAD}\": 1\npaths:\n  \"/{PAYLOAD}\":\n    get:\n      \
         operationId: \"{PAYLOAD}\"\n      security: [{{\"{PAYLOAD}\": []}}]\n      responses: {{\"{PAYLOAD}\": {{description: d}}}}\n\
         components: {{schemas: {{\"{PAYLOAD}\": {{$ref: \"#/{PAYLOAD}\"}}}}}}\n"
    ))
}

#[test]
fn text_holds_nothing_that_a_terminal_obeys() {
    let (document, diagnostics) = hostile();
    let text = render(&diagnostics, &document, false);
    let obeyed = text.chars().find(|letter| {
        (letter.is_control() && *letter != '\n')
            || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    });
    assert_eq!(obeyed, None, "{text:?}");
    assert!(text.contains("unresolved-reference"), "{text}");
}

#[test]
fn an_annotation_is_one_line_and_one_command() {
    let (document, diagnostics) = hostile();
    let text = github(&diagnostics, &document);
    assert_eq!(text.lines().count(), diagnostics.sorted().len());
    for line in text.lines() {
        assert!(
            line.starts_with("::error ") || line.starts_with("::warning "),
            "{line}"
        );
        assert!(!line.contains(|letter: char| letter.is_control()), "{line:?}");
    }
}

#[test]
fn json_is_json() {
    let (document, diagnostics) = hostile();
    let text = to_json(&diagnostics, &document).to_string();
    assert!(!text.contains(|letter: char| letter.is_control()), "{text:?}");
}

/// A document on one line is shown by the part around the mistake.
#[test]
fn a_line_of_a_megabyte_is_not_shown_whole() {
    let filler: Vec<String> = (0..20_000)
        .map(|index| format!("\"S{index}\":{{\"type\":\"object\",\"title\":\"漢\"}}"))
        .collect();
    let filler = filler.join(",");
    let (document, diagnostics) = found(&format!(
        "{{\"openapi\":\"3.1.0\",\"info\":{{\"title\":\"t\",\"version\":\"1\"}},\"components\":{{\"schemas\":{{{filler},\"A\":{{\"$ref\":\"#/nowhere\"}},\"B\":{{\"type\":\"text\"}}}}}}}}"
    ));
    let text = render(&diagnostics, &document, false);
    assert!(text.contains("$ref"), "{text}");
    assert!(text.len() < 20_000, "{} bytes", text.len());
}
