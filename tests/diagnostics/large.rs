//! The mistakes of the invalid fixtures, spread over documents of 3 MB. Each is reported on its line, all in
//! one run, without other findings.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::time::{Duration, Instant};

use sdk_generator::config::{Config, Limits};
use sdk_generator::diagnostic::{Diagnostics, render, to_json};
use sdk_generator::{document, inspect};

use super::fixtures;

/// The minimum size of a document, in bytes.
const SIZE: usize = 3_000_000;

/// The time limit, even on a slow and busy machine. An algorithm that is not linear takes minutes.
const BOUND: Duration = Duration::from_secs(if cfg!(debug_assertions) { 120 } else { 10 });

/// The minimum number of fixtures whose mistakes can be inserted.
const MISTAKES: usize = 55;

/// A valid operation. `N` is its number.
const OPERATION: &str = "  /sound/N/{id}:
    get:
      operationId: getSoundN
      description: Gets a thing, 漢字 and all.
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: limit, in: query, schema: {type: integer, default: 10}}
      responses:
        \"200\":
          description: A thing.
          content: {application/json: {schema: {$ref: \"#/components/schemas/SoundN\"}}}
";

/// A valid schema.
const SCHEMA: &str = "    SoundN:
      description: |
        A thing.

        - $ref: '#/nowhere'
      type: object
      required: [name]
      properties:
        name: {type: string, maxLength: 64}
        kind: {type: string, enum: [one, two]}
        next: {$ref: \"#/components/schemas/SoundN\"}
";

/// Codes of mistakes that stop the reader.
const ENDS_READING: [&str; 2] = ["OAS0101", "OAS0103"];

/// The line and the code of a finding.
type Found = (u64, String);

/// An invalid fixture that can be inserted into a large document.
struct Mistake {
    name: String,
    /// The lines of its paths, and of its components of each kind, by the line of the section's head.
    sections: BTreeMap<String, Vec<String>>,
    /// The findings of each section, by the line within it.
    found: BTreeMap<String, Vec<Found>>,
}

#[test]
fn each_mistake_in_documents_of_3_mb_is_found_at_its_line() {
    let mut planted = 0;
    for version in ["3.0", "3.1"] {
        let mistakes = mistakes(version);
        planted += mistakes.len();
        let (text, expected) = document(version, &mistakes);
        assert!(text.len() > SIZE, "{} bytes", text.len());
        let start = Instant::now();
        let found = found(&text);
        let taken = start.elapsed();
        let names: Vec<&str> = mistakes.iter().map(|mistake| mistake.name.as_str()).collect();
        println!("{} bytes of {version}: {taken:?} for {names:?}", text.len());
        assert_eq!(found, expected);
        assert!(taken < BOUND, "{taken:?}");
    }
    assert!(planted >= MISTAKES, "{planted}");
}

/// Returns the invalid fixtures of a version whose findings are all below their paths and components.
/// Mistakes that concern a whole document cannot be inserted into another one.
fn mistakes(version: &str) -> Vec<Mistake> {
    let start = format!("openapi: {version}.");
    let mut all = Vec::new();
    for path in fixtures("tests/fixtures/invalid/*.yaml") {
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let text = fs::read_to_string(&path).unwrap_or_default();
        // Skips fixtures whose mistake depends on an overlay or the configuration.
        let is_alone =
            text.lines().any(|line| line.starts_with(&start)) && !path.with_extension("toml").exists();
        if is_alone && let Some(mistake) = Mistake::of(&name, &renamed(&text, all.len())) {
            all.push(mistake);
        }
    }
    all
}

impl Mistake {
    /// Splits a fixture into its sections. Returns `None` if it has findings elsewhere.
    fn of(name: &str, text: &str) -> Option<Self> {
        let mut mistake = Self {
            name: name.to_owned(),
            sections: BTreeMap::new(),
            found: BTreeMap::new(),
        };
        // The section of each line, and its line number in the section.
        let mut places: Vec<Option<(String, u64)>> = Vec::new();
        let (mut top, mut section) = ("", None);
        for line in text.lines() {
            let indent = line.len() - line.trim_start().len();
            let is_key = line.ends_with(':') && !line.trim_start().starts_with('#');
            if indent == 0 {
                (top, section) = (line, (line == "paths:").then(|| line.to_owned()));
                places.push(None);
            } else if top == "components:" && indent == 2 {
                section = is_key.then(|| line.to_owned());
                places.push(None);
            } else if let Some(name) = &section {
                let lines = mistake.sections.entry(name.clone()).or_default();
                places.push(Some((name.clone(), lines.len() as u64)));
                lines.push(line.to_owned());
            } else {
                places.push(None);
            }
        }
        for (line, code) in found(text) {
            // An unreadable document hides the findings after the mistake.
            if ENDS_READING.contains(&code.as_str()) {
                return None;
            }
            let place = places.get(usize::try_from(line).ok()?.checked_sub(1)?)?.clone();
            let (section, line) = place?;
            mistake.found.entry(section).or_default().push((line, code));
        }
        (!mistake.found.is_empty()).then_some(mistake)
    }
}

/// Renames the paths, operations and components of a fixture, so that they are unique.
fn renamed(text: &str, number: usize) -> String {
    let mut names = BTreeSet::new();
    let mut section = "";
    for line in text.lines() {
        let name = line.trim().split_once(':').map_or("", |(name, _)| name);
        match line.len() - line.trim_start().len() {
            0 => section = name,
            2 if section == "paths" => {
                names.insert(name.trim_matches('"').to_owned());
            }
            4 if section == "components" => {
                names.insert(name.trim_matches('"').to_owned());
            }
            _ => {}
        }
        for (_, after) in line
            .match_indices("operationId: ")
            .map(|(at, key)| line.split_at(at + key.len()))
        {
            let end = after
                .find(|letter: char| !letter.is_alphanumeric())
                .unwrap_or(after.len());
            names.insert(after[..end].to_owned());
        }
    }
    let mut text = text.to_owned();
    for name in names.iter().rev().filter(|name| !name.is_empty()) {
        let new = match name.strip_prefix('/') {
            Some(path) => format!("/planted{number}/{path}"),
            None => format!("{name}{number}"),
        };
        text = with_word(&text, name, &new);
    }
    text
}

/// Replaces a whole word in a text.
fn with_word(text: &str, word: &str, new: &str) -> String {
    let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '/' | '{' | '-');
    let mut written = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(word) {
        let (before, after) = (&rest[..at], &rest[at + word.len()..]);
        written.push_str(before);
        // The name of a component follows a slash.
        let starts = word.starts_with('/') || !before.ends_with(|letter| is_part(letter) && letter != '/');
        let is_alone = starts && !after.starts_with(is_part);
        written.push_str(if is_alone { new } else { word });
        rest = after;
    }
    written.push_str(rest);
    written
}

/// Returns a large document with those mistakes, and the expected findings.
fn document(version: &str, mistakes: &[Mistake]) -> (String, Vec<Found>) {
    let mut text = format!("openapi: {version}.0\ninfo: {{title: Large, version: \"1\"}}\n");
    let mut planted = Vec::new();
    let pairs = SIZE / (OPERATION.len() + SCHEMA.len()) + 1;
    let sections: BTreeSet<&String> = mistakes
        .iter()
        .flat_map(|mistake| mistake.sections.keys())
        .collect();
    let has = |section: &str| sections.iter().any(|other| *other == section);
    assert!(has("paths:") && has("  schemas:"), "{sections:?}");
    text.push_str("paths:\n");
    plant(&mut text, &mut planted, "paths:", (OPERATION, pairs), mistakes);
    text.push_str("components:\n");
    for section in sections.into_iter().filter(|section| *section != "paths:") {
        text.push_str(section);
        text.push('\n');
        let sound = if section == "  schemas:" {
            (SCHEMA, pairs)
        } else {
            ("", mistakes.len())
        };
        plant(&mut text, &mut planted, section, sound, mistakes);
    }
    planted.sort();
    (text, planted)
}

/// A finding in a document on one line shows the part around the mistake.
#[test]
fn a_line_of_a_megabyte_is_not_shown_whole() {
    let sound: Vec<String> = (0..20_000)
        .map(|number| format!(r#""S{number}":{{"type":"object","title":"漢","description":"A thing."}}"#))
        .collect();
    let text = format!(
        r##"{{"openapi":"3.1.0","info":{{"title":"t","version":"1"}},"components":{{"schemas":{{{},"A":{{"$ref":"#/nowhere"}}}}}}}}"##,
        sound.join(",")
    );
    assert!(text.len() > 1_000_000, "{} bytes", text.len());
    let mut diagnostics = Diagnostics::new();
    let document = document::parse("large.json", &text, &mut diagnostics);
    inspect(&document, &config(), &mut diagnostics);
    let shown = render(&diagnostics, &document, false);
    assert!(shown.contains("$ref") && shown.contains("#/nowhere"), "{shown}");
    assert!(shown.len() < 2_000, "{} bytes", shown.len());
}

/// Appends a section of many valid entries, with the mistakes evenly spread among them.
fn plant(
    text: &mut String,
    planted: &mut Vec<Found>,
    section: &str,
    sound: (&str, usize),
    mistakes: &[Mistake],
) {
    let (entry, count) = sound;
    let distance = count / mistakes.len();
    let mut mistakes = mistakes.iter();
    let mut line = text.matches('\n').count() as u64 + 1;
    for number in 0..count {
        let entry = entry.replace('N', &number.to_string());
        line += entry.matches('\n').count() as u64;
        text.push_str(&entry);
        if number % distance != distance / 2 {
            continue;
        }
        let Some(mistake) = mistakes.next() else {
            continue;
        };
        let found = mistake.found.get(section).into_iter().flatten();
        planted.extend(found.map(|(within, code)| (line + within, code.clone())));
        for own in mistake.sections.get(section).into_iter().flatten() {
            text.push_str(own);
            text.push('\n');
            line += 1;
        }
    }
    assert!(mistakes.next().is_none(), "all are planted");
}

/// Returns the lines and codes of all findings, in order.
fn found(text: &str) -> Vec<Found> {
    let mut diagnostics = Diagnostics::new();
    let document = document::parse("large.yaml", text, &mut diagnostics);
    inspect(&document, &config(), &mut diagnostics);
    let told = to_json(&diagnostics, &document);
    let findings = told["findings"].as_array().expect("it is a list").iter();
    let mut found: Vec<Found> = findings
        .map(|finding| {
            let code = finding["code"].as_str().expect("it has a code").to_owned();
            (finding["place"]["line"].as_u64().unwrap_or(0), code)
        })
        .collect();
    found.sort();
    found
}

/// Returns a configuration for the many small types, which exceed the default limit.
fn config() -> Config {
    let mut config = Config::minimal("test", "0.1.0");
    config.limits = Limits {
        types: 50_000,
        operations: 50_000,
    };
    config
}
