//! A mistake is reported at its line and column. It is moved through every place of documents that use all of
//! YAML's and JSON's syntax around it.
//!
//! The text marks the expected position: `⟦` stands before the mistake, and is removed.

use sdk_generator::diagnostic::{Diagnostics, Severity, to_json};
use sdk_generator::{document, inspect};

use sdk_generator::config::Config;

/// The number of places for a mistake in a document.
const PLACES: usize = 200;

/// The mark of the mistake.
const HERE: char = '⟦';

/// A valid schema, and the same schema with a mistake, by the syntax around the mistake.
const YAML: [(&str, &str, &str); 16] = [
    (
        "block",
        "    N: {type: string}\n",
        "    N:\n      $ref: ⟦'#/nowhere'\n",
    ),
    (
        "flow",
        "    N: {allOf: [{title: t}]}\n",
        "    N: {allOf: [{title: 't', \"$ref\": ⟦\"#/nowhere\"}, true]}\n",
    ),
    (
        "flow over lines",
        "    N: {\n      type: object,\n      title: t }\n",
        "    N: {\n      title: t, # {$ref: '#/nowhere'}\n        $ref: ⟦'#/nowhere' }\n",
    ),
    (
        "comments",
        "    # N\n    N: {type: string} # N\n",
        "    # $ref: '#/nowhere'\n    N:    # {\n      # - é\n      $ref:   ⟦'#/nowhere' # 漢\n",
    ),
    (
        "literal text",
        "    N:\n      description: |\n        é: 漢\n\n         - {b\n      type: string\n",
        "    N:\n      description: |+\n        $ref: '#/nowhere'\n\n         - {b\n\n      $ref: ⟦'#/nowhere'\n",
    ),
    (
        "folded text",
        "    N:\n      description: >-\n        One 😀\n        two.\n      type: string\n",
        "    N:\n      description: >2-\n          One 😀\n\n        two: '\n      $ref: ⟦\"#/nowhere\"\n",
    ),
    (
        "quoted text over lines",
        "    N: {description: 'One\n      two '' three', type: string}\n",
        "    N: {description: \"One\\\n      \\\"two\\\" \\u00e9\n\n      three\", $ref: ⟦'#/nowhere'}\n",
    ),
    (
        "plain text over lines",
        "    N:\n      description: One\n        two\n      type: string\n",
        "    N:\n      description: One\n        two é\n\n        three\n      $ref: ⟦'#/nowhere'\n",
    ),
    (
        "wide characters",
        "    N: {title: 漢字, type: string}\n",
        "    N: {title: 漢字, $ref: ⟦'#/nowhere'}\n",
    ),
    (
        "emoji",
        "    N: {title: 👩‍👩‍👧, type: string}\n",
        "    N: {title: 👩‍👩‍👧 🇳🇱, $ref: ⟦'#/nowhere'}\n",
    ),
    (
        "combining characters",
        "    N: {title: \"e\u{301}\", type: string}\n",
        "    N: {title: \"e\u{301}a\u{308}\u{200d}\", $ref: ⟦'#/nowhere'}\n",
    ),
    (
        "tabs",
        "    N: {title: \"a\tb\",\ttype: string}\n",
        "    N: {title: \"a\tb\",\t$ref:\t⟦'#/nowhere'\t}\t# t\n",
    ),
    (
        "anchors and aliases",
        "    N: {title: &tN \"é\", description: *tN}\n",
        "    N: {title: &tN \"é\", description: *tN , allOf: [&fN {$ref: ⟦'#/nowhere'}]}\n",
    ),
    (
        "merge key",
        "    N: {<<: {title: t}, type: string}\n",
        "    N: {<<: {title: t, allOf: [{$ref: ⟦'#/nowhere'}]}, description: é}\n",
    ),
    (
        "merge keys of a list",
        "    N:\n      <<: [{title: t}, {type: string}]\n",
        "    N:\n      <<:\n        - {title: é}\n        - allOf:\n          - $ref: ⟦'#/nowhere'\n",
    ),
    (
        "a key in quotes, and one of several characters",
        "    N: {properties: {\"a/b~c\": {type: string}}}\n",
        "    N: {properties: {\"a/b~c\": {type: string}, ? 漢 : {$ref: ⟦'#/nowhere'}}}\n",
    ),
];

const JSON: [(&str, &str, &str); 6] = [
    ("plain", "\t\"N\": {}", "\t\"N\": {\"$ref\": ⟦\"#/nowhere\"}"),
    (
        "wide characters",
        "\t\"N\": {\"title\": \"漢\"}",
        "\t\"N\": {\"title\": \"漢 😀 e\u{301}\", \"$ref\": ⟦\"#/nowhere\"}",
    ),
    (
        "escapes",
        "  \"N\": {\"title\": \"\\ud83d\\ude00\"}",
        "  \"N\": {\"title\": \"\\ud83d\\ude00 \\\" }\\n\", \"\\u0024ref\": ⟦\"#/nowhere\"}",
    ),
    (
        "one line",
        " \"N\":{}",
        " \"N\":{\"allOf\":[{},{\"$ref\":⟦\"#/nowhere\"}]}",
    ),
    (
        "over lines",
        "\"N\":\n{\n\n}",
        "\"N\":\n{\n \"properties\"\n:\n{ \"a~/b\": { \"$ref\"\n\t:\n\t ⟦\"#/nowhere\"\n}}}",
    ),
    (
        "empty lines",
        "\n\n\"N\": {\n\n}\n",
        "\n\n\"N\": {\n\n\"$ref\"   :   ⟦\"#/nowhere\"\n\n}\n",
    ),
];

#[test]
fn a_fault_is_found_wherever_it_is_in_yaml() {
    let head = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\ncomponents:\n  schemas:\n";
    for (start, end) in [("", "\n"), ("\u{feff}", "\n"), ("", "\r\n"), ("\u{feff}", "\r\n")] {
        move_fault(&YAML, |entries| {
            format!("{start}{head}{}", entries.concat()).replace('\n', end)
        });
    }
}

#[test]
fn a_fault_is_found_wherever_it_is_in_json() {
    let head = "{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"é\", \"version\": \"1\"},\n\"components\": {\"schemas\": {\n";
    for (start, end) in [("", "\n"), ("\u{feff}", "\n"), ("", "\r\n"), ("\u{feff}", "\r\n")] {
        move_fault(&JSON, |entries| {
            format!("{start}{head}{}}}}}}}", entries.join(",\n")).replace('\n', end)
        });
    }
}

/// Moves the mistake through all places, so that all other syntax is tested before and after it.
fn move_fault(forms: &[(&str, &str, &str)], document: impl Fn(&[String]) -> String) {
    for fault in 0..PLACES {
        let mut name = "";
        let entries: Vec<String> = (0..PLACES)
            .map(|index| {
                let (form, sound, faulty) = forms[index % forms.len()];
                if index == fault {
                    name = form;
                }
                let text = if index == fault { faulty } else { sound };
                text.replace('N', &format!("S{index}"))
            })
            .collect();
        let (text, expected) = marked(&document(&entries));
        assert_eq!(place_of_fault(&text), Some(expected), "{name}, schema {fault}");
    }
}

/// An alias has no text of its own: a mistake in its value is reported at the anchor, and again at the place
/// of the alias.
#[test]
fn a_fault_behind_an_alias_is_shown_at_the_alias() {
    let (text, at_anchor) = marked(
        "openapi: 3.1.0\ninfo: {title: t, version: '1'}\ncomponents:\n  schemas:\n    A: &a {allOf: [{$ref: ⟦'#/nowhere'}]}\n",
    );
    let alias = format!("{text}    漢: {{title: é, not: *a}}\n");
    assert_eq!(places_of_faults(&alias), [at_anchor, (6, 24)]);
    let merged = format!("{text}    B: {{<<: *a}}\n");
    assert_eq!(places_of_faults(&merged), [at_anchor, (6, 13)]);
}

/// The end is the column after the last character.
#[test]
fn a_place_has_an_end() {
    let text = "openapi: 3.1.0\ninfo: {title: 漢, version: '1'}\npaths: 漢é\n";
    let mut diagnostics = Diagnostics::new();
    let document = document::parse("test", text, &mut diagnostics);
    let place = &to_json(&diagnostics, &document)["findings"][0]["place"];
    let number = |name: &str| place[name].as_u64();
    assert_eq!(
        (number("line"), number("column")),
        (Some(3), Some(8)),
        "{place:#}"
    );
    assert_eq!(
        (number("end_line"), number("end_column")),
        (Some(3), Some(10)),
        "{place:#}"
    );
}

/// Findings about a key are reported at the key, about a missing field at the object, about an array element
/// at the element.
#[test]
fn keys_and_elements_are_found() {
    for text in [
        "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /a: {get: {responses: {'200': {description: d}, ⟦'600': {description: é}}}}\n",
        "openapi: 3.1.0\ninfo: {title: t, version: '1'}\ncomponents: {schemas: {A: {title: é}, ⟦\"A\": {}}}\n",
        "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /a:\n    get:\n      parameters:\n      - {name: 漢, in: query, schema: true}\n      # é\n      - ⟦{name: q, in: query}\n      responses: {}\n",
    ] {
        let (text, expected) = marked(text);
        let places = places(&text, &[Severity::Error, Severity::Warning]);
        assert!(places.contains(&expected), "{places:?}\n{text}");
    }
}

/// Returns a text without its mark, and the line and column of the mark.
fn marked(text: &str) -> (String, (u64, u64)) {
    let (before, after) = text.split_once(HERE).expect("the text has a mark");
    let before_in_text = before.strip_prefix('\u{feff}').unwrap_or(before);
    let line = before_in_text.matches('\n').count() as u64 + 1;
    let in_line = before_in_text.rsplit('\n').next().unwrap_or(before_in_text);
    let column = in_line.chars().count() as u64 + 1;
    (format!("{before}{after}"), (line, column))
}

/// Returns the line and column of the only error of a document.
fn place_of_fault(text: &str) -> Option<(u64, u64)> {
    let mut places = places_of_faults(text).into_iter();
    let place = places.next()?;
    assert_eq!(places.next(), None, "{text}");
    Some(place)
}

/// Returns the lines and columns of the errors of a document, in order.
fn places_of_faults(text: &str) -> Vec<(u64, u64)> {
    places(text, &[Severity::Error])
}

/// Returns the lines and columns of the findings of some severities, in order.
fn places(text: &str, severities: &[Severity]) -> Vec<(u64, u64)> {
    let mut diagnostics = Diagnostics::new();
    let document = document::parse("test", text, &mut diagnostics);
    if !diagnostics.has_errors() {
        inspect(&document, &Config::minimal("test", "0.1.0"), &mut diagnostics);
    }
    let found = to_json(&diagnostics, &document);
    let findings = found["findings"].as_array().expect("it is a list").iter();
    findings
        .filter(|finding| {
            severities
                .iter()
                .any(|severity| finding["severity"] == severity.as_str())
        })
        .filter_map(|finding| {
            let place = &finding["place"];
            Some((place["line"].as_u64()?, place["column"].as_u64()?))
        })
        .collect()
}
