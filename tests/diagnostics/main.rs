//! Findings as data: where they are found, and that what is written about them holds.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use sdk_generator::config::Config;
use sdk_generator::diagnostic::{Code, Diagnostics, reference, to_json};
use sdk_generator::{document, inspect};
use serde_json::Value;

/// How many schemas a document has for a fault to move through.
const PLACES: usize = 200;

#[test]
fn the_list_of_rules_is_up_to_date() {
    let written = fs::read_to_string(root().join("docs/diagnostics.md")).expect("the list is there");
    let hint = "run `cargo xtask lint --list > docs/diagnostics.md`";
    assert_eq!(written, reference(), "{hint}");
}

#[test]
fn codes_are_unique_and_explained() {
    for (index, code) in Code::ALL.iter().enumerate() {
        let others = Code::ALL.iter().skip(index + 1);
        for other in others {
            assert_ne!(code.as_str(), other.as_str());
            assert_ne!(code.rule(), other.rule());
        }
        assert_eq!(Code::parse(code.as_str()), Some(*code));
        assert_eq!(Code::parse(code.rule()), Some(*code));
    }
    assert_eq!(Code::parse("OAS9999"), None);
}

#[test]
fn json_is_as_its_schema_says() {
    let schema =
        fs::read_to_string(root().join("docs/diagnostics.schema.json")).expect("the schema is there");
    let schema: Value = serde_json::from_str(&schema).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    let fixtures = root().join("tests/fixtures/invalid/*.yaml");
    let mut findings = 0;
    for path in glob::glob(&fixtures.to_string_lossy()).expect("the pattern is valid") {
        let path = path.expect("the folder can be read");
        let mut diagnostics = Diagnostics::new();
        let Some(document) = document::load(&path, &mut diagnostics) else {
            continue;
        };
        inspect(&document, &Config::minimal("test", "0.1.0"), &mut diagnostics);
        let value = to_json(&diagnostics, &document);
        if let Err(error) = validator.validate(&value) {
            panic!("{}: {error} at {}", path.display(), error.instance_path());
        }
        findings += value["findings"].as_array().map_or(0, Vec::len);
    }
    assert!(findings > 60, "{findings} findings");
}

#[test]
fn a_fault_is_found_wherever_it_is_in_yaml() {
    for (name, start, filler, end) in [
        ("plain", "", "description: Text.", "\n"),
        ("byte order mark", "\u{feff}", "description: Text.", "\n"),
        ("CRLF", "", "description: Text.", "\r\n"),
        ("wide characters", "", "description: 漢字 é 😀", "\n"),
        ("tab", "", "description: \"a\tb\"\t", "\n"),
        (
            "several lines",
            "",
            "description: |\n        First.\n\n        - Second: 漢",
            "\n",
        ),
        ("anchor", "", "description: &text Text.\n      title: *text", "\n"),
    ] {
        for fault in 0..PLACES {
            let mut text =
                format!("{start}openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\ncomponents:\n  schemas:\n");
            let mut expected = 0;
            for index in 0..PLACES {
                let _ = writeln!(text, "    S{index}:\n      {filler}");
                if index == fault {
                    expected = text.lines().count() + 1;
                    let _ = writeln!(text, "      allOf: [{{title: 漢, $ref: '#/nowhere'}}]");
                }
            }
            let text = text.replace('\n', end);
            assert_eq!(
                place_of_fault(&text),
                Some((expected as u64, 32)),
                "{name}, schema {fault}"
            );
        }
    }
}

#[test]
fn a_fault_is_found_wherever_it_is_in_json() {
    for (name, start, end) in [
        ("plain", "", "\n"),
        ("byte order mark", "\u{feff}", "\n"),
        ("CRLF", "", "\r\n"),
    ] {
        for fault in 0..PLACES {
            let mut text = format!("{start}{{\"openapi\": \"3.1.0\", \"components\": {{\"schemas\": {{\n");
            for index in 0..PLACES {
                let separator = if index + 1 == PLACES { "" } else { "," };
                let value = if index == fault {
                    "{\"$ref\": \"#/nowhere\"}"
                } else {
                    "{}"
                };
                let _ = writeln!(text, "\t\"漢{index:03}\": {value}{separator}");
            }
            text.push_str("}}}");
            let text = text.replace('\n', end);
            assert_eq!(
                place_of_fault(&text),
                Some((fault as u64 + 2, 19)),
                "{name}, schema {fault}"
            );
        }
    }
}

#[test]
fn a_fault_of_a_large_document_is_at_the_right_line() {
    let mut text = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\ncomponents:\n  schemas:\n".to_owned();
    let mut index = 0;
    let mut expected = 0;
    while text.len() < 3_000_000 {
        let _ = writeln!(
            text,
            "    S{index}:\n      type: object\n      description: Some text that goes on for a while."
        );
        index += 1;
        if text.len() > 2_900_000 && expected == 0 {
            expected = text.lines().count() + 1;
            let _ = writeln!(text, "      allOf: [{{title: x, $ref: '#/nowhere'}}]");
        }
    }
    assert_eq!(place_of_fault(&text), Some((expected as u64, 32)));
}

/// The line and column of the one error of a document.
fn place_of_fault(text: &str) -> Option<(u64, u64)> {
    let mut diagnostics = Diagnostics::new();
    let document = document::parse("test", text, &mut diagnostics);
    let found = to_json(&diagnostics, &document);
    let mut errors = found["findings"]
        .as_array()?
        .iter()
        .filter(|finding| finding["severity"] == "error");
    let place = &errors.next()?["place"];
    assert!(errors.next().is_none(), "{found:#}");
    Some((place["line"].as_u64()?, place["column"].as_u64()?))
}

fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent()
        .expect("the package lies in the workspace")
        .to_owned()
}
