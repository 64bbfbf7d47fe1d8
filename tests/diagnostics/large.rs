//! Mistakes of the invalid fixtures, far apart in documents of 3 MB: each is found, at its line and column, and nothing
//! else is.

use std::time::{Duration, Instant};

use sdk_generator::config::Config;
use sdk_generator::diagnostic::{Diagnostics, render, to_json};
use sdk_generator::{document, inspect};

/// How many bytes the document has at least.
const SIZE: usize = 3_000_000;

/// How long it may take, at the very most, on a slow and busy machine: an algorithm that is not linear takes minutes.
const BOUND: Duration = Duration::from_secs(if cfg!(debug_assertions) { 120 } else { 10 });

/// Stands before what is to be found, and is taken out.
const HERE: char = '⟦';

/// An operation without a mistake. `N` is its number.
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

/// A schema without a mistake.
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

/// The code of a mistake, and the entry that has it.
type Mistake = (&'static str, &'static str);

/// Operations with one mistake each.
const OPERATIONS: [Mistake; 9] = [
    (
        "OAS0201",
        "  /wrong_type:\n    get:\n      operationId: wrongType\n      parameters: ⟦{name: limit, in: query}\n      responses: {\"200\": {description: Done.}}\n",
    ),
    (
        "OAS0202",
        "  /parameter_without_name:\n    get:\n      operationId: parameterWithoutName\n      parameters: [⟦{in: query, schema: {type: string}}]\n      responses: {\"200\": {description: Done.}}\n",
    ),
    (
        "OAS0205",
        "  /bad_status:\n    get:\n      operationId: badStatus\n      responses: {⟦\"20O\": {description: Done.}, \"200\": {description: Done.}}\n",
    ),
    (
        "OAS0301",
        "  /unresolved_reference:\n    get:\n      operationId: unresolvedReference\n      responses: {\"200\": {description: é, content: {application/json: {schema: {$ref: ⟦\"#/components/schemas/Nowhere\"}}}}}\n",
    ),
    (
        "OAS0402",
        "  /missing_operation_id:\n    ⟦get:\n      responses: {\"200\": {description: Done.}}\n",
    ),
    (
        "OAS0403",
        "  \"/undeclared/{id}\":\n    ⟦get:\n      operationId: undeclaredPathVariable\n      responses: {\"200\": {description: Done.}}\n",
    ),
    (
        "OAS0404",
        "  /unused_path_parameter:\n    get:\n      operationId: unusedPathParameter\n      parameters: [⟦{name: id, in: path, required: true, schema: {type: string}}]\n      responses: {\"200\": {description: Done.}}\n",
    ),
    (
        "OAS0409",
        "  /undefined_security_scheme:\n    ⟦get:\n      operationId: undefinedSecurityScheme\n      security: [{apiKey: []}]\n      responses: {\"200\": {description: Done.}}\n",
    ),
    (
        "OAS0417",
        "  /missing_success:\n    get:\n      operationId: missingSuccess\n      ⟦responses: {\"404\": {description: Gone.}}\n",
    ),
];

/// Schemas with one mistake each.
const SCHEMAS: [Mistake; 8] = [
    ("OAS0201", "    SchemaIsText: ⟦string\n"),
    (
        "OAS0204",
        "    UnknownKeyword:\n      type: object\n      ⟦propertes: {name: {type: string}}\n",
    ),
    (
        "OAS0301",
        "    UnresolvedReference:\n      $ref: ⟦\"#/nowhere\"\n",
    ),
    (
        "OAS0501",
        "    UnsatisfiableAllOf:\n      allOf:\n        - {type: string}\n        - ⟦{type: integer}\n",
    ),
    (
        "OAS0504",
        "    ⟦EnumOfAnotherType:\n      type: integer\n      enum: [1, two]\n",
    ),
    (
        "OAS0508",
        "    DefaultOfAnotherType:\n      type: object\n      properties:\n        limit: {type: integer, default: ⟦many}\n",
    ),
    (
        "OAS0509",
        "    VolatileDefault:\n      type: string\n      format: date-time\n      default: ⟦\"2024-05-01T12:13:14.157Z\"\n",
    ),
    (
        "OAS0510",
        "    OverlappingObjects:\n      oneOf:\n        - {type: object, properties: {cat: {type: string}}}\n        - ⟦{type: object, properties: {dog: {type: string}}}\n",
    ),
];

/// The code, line and column of a finding.
type Found = (String, u64, u64);

/// What is no model cannot be looked at further: mistakes of form are told before those of meaning.
const OF_FORM: [&str; 3] = ["OAS0201", "OAS0202", "OAS0301"];

#[test]
fn each_mistake_of_form_in_a_document_of_3_mb_is_found_at_its_place() {
    find_all(|code| OF_FORM.contains(&code));
}

#[test]
fn each_mistake_of_meaning_in_a_document_of_3_mb_is_found_at_its_place() {
    find_all(|code| !OF_FORM.contains(&code));
}

fn find_all(is_planted: impl Fn(&str) -> bool) {
    let (text, planted) = document(is_planted);
    assert!(text.len() > SIZE, "{} bytes", text.len());
    let start = Instant::now();
    let found = found(&text);
    let taken = start.elapsed();
    println!("{} mistakes in {} bytes: {taken:?}", planted.len(), text.len());
    assert_eq!(found, planted);
    assert!(taken < BOUND, "{taken:?}");
}

/// A document with those mistakes, and what is to be found in it.
fn document(is_planted: impl Fn(&str) -> bool) -> (String, Vec<Found>) {
    let mut text = String::from("openapi: 3.1.0\ninfo: {title: Large, version: \"1\"}\npaths:\n");
    let mut planted = Vec::new();
    let pairs = SIZE / (OPERATION.len() + SCHEMA.len()) + 1;
    let of = |mistakes: &[Mistake]| -> Vec<Mistake> {
        mistakes
            .iter()
            .copied()
            .filter(|(code, _)| is_planted(code))
            .collect()
    };
    plant(&mut text, &mut planted, OPERATION, pairs, &of(&OPERATIONS));
    text.push_str("components:\n  schemas:\n");
    plant(&mut text, &mut planted, SCHEMA, pairs, &of(&SCHEMAS));
    (text, planted)
}

/// A document on one line is shown by the part around the mistake.
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
    inspect(&document, &Config::minimal("test", "0.1.0"), &mut diagnostics);
    let shown = render(&diagnostics, &document, false);
    assert!(shown.contains("$ref") && shown.contains("#/nowhere"), "{shown}");
    assert!(shown.len() < 2_000, "{} bytes", shown.len());
}

/// Appends many entries without a mistake, and those with one between them, evenly far apart.
fn plant(text: &mut String, planted: &mut Vec<Found>, sound: &str, count: usize, mistakes: &[(&str, &str)]) {
    let distance = count / mistakes.len();
    let mut mistakes = mistakes.iter();
    let mut line = text.matches('\n').count() as u64 + 1;
    for number in 0..count {
        let entry = sound.replace('N', &number.to_string());
        line += entry.matches('\n').count() as u64;
        text.push_str(&entry);
        if number % distance != distance / 2 {
            continue;
        }
        let Some((code, mistake)) = mistakes.next() else {
            continue;
        };
        let (before, after) = mistake.split_once(HERE).expect("it has a mark");
        let in_line = before.rsplit('\n').next().unwrap_or(before);
        planted.push((
            (*code).to_owned(),
            line + before.matches('\n').count() as u64,
            in_line.chars().count() as u64 + 1,
        ));
        text.push_str(before);
        text.push_str(after);
        line += mistake.matches('\n').count() as u64;
    }
    assert_eq!(mistakes.next(), None, "all are planted");
}

/// All that is told of a document, in its order.
fn found(text: &str) -> Vec<Found> {
    let mut diagnostics = Diagnostics::new();
    let document = document::parse("large.yaml", text, &mut diagnostics);
    inspect(&document, &Config::minimal("test", "0.1.0"), &mut diagnostics);
    let told = to_json(&diagnostics, &document);
    let findings = told["findings"].as_array().expect("it is a list").iter();
    let number = |value: &serde_json::Value| value.as_u64().expect("it is a number");
    findings
        .map(|finding| {
            let place = &finding["place"];
            let code = finding["code"].as_str().expect("it has a code").to_owned();
            (code, number(&place["line"]), number(&place["column"]))
        })
        .collect()
}
