//! Checks that a generated crate and a server understand each other. A program calls every operation over
//! HTTP on loopback. Values and responses are instances of the document's schemas, and requests are checked
//! against the document.
//!
//! The calls are derived from the crate's Rust model, and the server's rules from the document alone
//! (`rules.rs`).

mod program;
mod rules;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use sdk_generator::diagnostic::Origin;
use sdk_generator::document::Document;
use sdk_generator::emit::SourceFile;
use sdk_generator::rust::{Crate, Group, Operation};
use serde_json::{Value, json};

use super::deep_nesting::{nest, workspace, write};
use super::{CheckError, FixtureCrates};
use crate::recording_server::RecordingServer;
use crate::round_trip::compare::{Verdict, verdict};
use crate::round_trip::{Effort, subjects};
use crate::{CannedReply, RecordedRequest};
use rules::{Carried, Rules};

/// The maximum number of instances of each schema.
const EFFORT: Effort = Effort { rounds: 8, random: 6 };

/// A crate and the document that it is generated from.
pub(super) struct Party<'a> {
    /// The module that contains the crate.
    pub(super) module: String,
    pub(super) document: &'a Document,
    pub(super) krate: &'a Crate,
    pub(super) files: &'a [SourceFile],
}

/// The result of calling a server.
#[derive(Debug, Clone, Default)]
pub struct Scenario {
    /// The number of calls.
    pub calls: usize,
    /// Requests that the server rejects, and responses that the program misreads.
    pub complaints: Vec<String>,
}

/// A call and its response.
struct Call<'a> {
    group: &'a Group,
    operation: &'a Operation,
    /// The operation in the document.
    asked: &'a rules::Operation,
    given: Carried,
    status: u16,
    answer: Option<Value>,
}

/// Calls the operations of each party on a server that follows the rules of its own document, and returns the
/// results.
///
/// # Errors
///
/// If a program cannot be compiled or run, or if a document uses an unsupported feature.
pub(super) fn scenarios(
    parties: &[Party<'_>],
    fixture_crates: &FixtureCrates,
) -> Result<Vec<Scenario>, CheckError> {
    let of = |party: &Party<'_>, what: String| CheckError::of(&party.module, what);
    let mut rules = Vec::new();
    for party in parties {
        rules.push(Rules::new(party.document).map_err(|what| of(party, what))?);
    }
    let mut all = Vec::new();
    for (party, rules) in parties.iter().zip(&rules) {
        all.push(calls(party, rules).map_err(|what| of(party, what))?);
    }
    let program = compile(parties, &all, fixture_crates)?;
    let mut scenarios = Vec::new();
    for ((party, rules), calls) in parties.iter().zip(&rules).zip(&all) {
        let scenario = hold(&program, party, rules, calls).map_err(|what| of(party, what))?;
        scenarios.push(scenario);
    }
    Ok(scenarios)
}

/// Returns the calls of all operations: every documented response, and every value that a request can
/// contain.
fn calls<'a>(party: &Party<'a>, rules: &'a Rules) -> Result<Vec<Call<'a>>, String> {
    let places = rules.places();
    let subjects = subjects(party.document, &places, EFFORT)?;
    let instances: BTreeMap<Origin, Vec<Value>> = places
        .into_iter()
        .zip(subjects.into_iter().map(|subject| subject.instances))
        .collect();
    let mut calls = Vec::new();
    for group in &party.krate.groups {
        for operation in &group.operations {
            let table = &operation.table;
            let is_asked =
                |asked: &&rules::Operation| asked.path == table.path && asked.method == table.http_method;
            let asked = rules.operations.iter().find(is_asked);
            let asked = asked.ok_or_else(|| format!("the document has no `{}`", table.id))?;
            let values = values(rules, asked, &instances)?;
            let answers = answers(asked, &instances)?;
            let turns = values.iter().map(|(_, _, values)| values.len()).max();
            for turn in 0..turns.unwrap_or_default().max(answers.len()) {
                let (status, answer) = &answers[turn % answers.len()];
                let given = values
                    .iter()
                    .filter(|(_, is_required, _)| *is_required || turn % 3 != 0);
                calls.push(Call {
                    group,
                    operation,
                    asked,
                    given: given
                        .map(|(key, _, values)| (key.clone(), values[turn % values.len()].clone()))
                        .collect(),
                    status: *status,
                    answer: answer.clone(),
                });
            }
        }
    }
    Ok(calls)
}

/// The key of a part of a request, whether it is required, and its possible values.
type Values = ((String, String), bool, Vec<Value>);

fn values(
    rules: &Rules,
    asked: &rules::Operation,
    instances: &BTreeMap<Origin, Vec<Value>>,
) -> Result<Vec<Values>, String> {
    let mut all = Vec::new();
    for parameter in &asked.parameters {
        let key = (parameter.location.clone(), parameter.name.clone());
        let values = instances.get(&parameter.schema).into_iter().flatten();
        let values = values.filter(|value| rules.can_be_told(parameter, value));
        all.push((key, parameter.is_required, values.cloned().collect()));
    }
    if let Some(body) = &asked.body {
        let mut values = instances.get(&body.schema).cloned().unwrap_or_default();
        for object in values.iter_mut().filter_map(Value::as_object_mut) {
            object.retain(|name, _| !body.read_only.contains(name));
        }
        // An optional body without content is not sent.
        values.retain(|value| body.is_required || value.as_object().is_none_or(|fields| !fields.is_empty()));
        all.push((("body".to_owned(), String::new()), true, values));
    }
    match all.iter().find(|(_, _, values)| values.is_empty()) {
        Some(((_, name), _, _)) => Err(format!("{}: there is no instance of `{name}`", asked.path)),
        None => Ok(all),
    }
}

/// Returns the documented responses: every status with each of its bodies.
fn answers(
    asked: &rules::Operation,
    instances: &BTreeMap<Origin, Vec<Value>>,
) -> Result<Vec<(u16, Option<Value>)>, String> {
    let mut answers = Vec::new();
    for (status, schema) in &asked.answers {
        let number = match status.as_str() {
            "default" => "400".to_owned(),
            range => range.replace("XX", "99"),
        };
        let number: u16 = number.parse().map_err(|_| format!("{status} is no status"))?;
        match schema {
            None => answers.push((number, None)),
            Some(schema) => {
                let bodies = instances.get(schema).cloned().unwrap_or_default();
                answers.extend(bodies.into_iter().map(|body| (number, Some(body))));
            }
        }
    }
    match answers.as_slice() {
        [] => Err(format!("{}: there is nothing to answer", asked.path)),
        _ => Ok(answers),
    }
}

/// Compiles one program for all calls, and returns its path.
fn compile(
    parties: &[Party<'_>],
    calls: &[Vec<Call<'_>>],
    fixture_crates: &FixtureCrates,
) -> Result<PathBuf, CheckError> {
    let home = fixture_crates.home().join("scenario");
    let written = || -> Result<(), Box<dyn std::error::Error>> {
        workspace(&home, &["sdk", "caller"])?;
        let crates = parties.iter().map(|party| (party.module.as_str(), party.files));
        nest(&home, "sdk", crates)?;
        write(&home.join("caller/Cargo.toml"), program::MANIFEST)?;
        write(
            &home.join("caller/src/main.rs"),
            &program::source(parties, calls)?,
        )?;
        Ok(())
    };
    written().map_err(|error| CheckError(format!("`{}`: {error}", home.display())))?;
    let output = Command::new(env!("CARGO"))
        .args([
            "build",
            "--quiet",
            "--message-format",
            "short",
            "--package",
            "caller",
        ])
        .arg("--manifest-path")
        .arg(home.join("Cargo.toml"))
        .arg("--target-dir")
        .arg(fixture_crates.target())
        .env_remove("RUSTFLAGS")
        .output()
        .map_err(|error| CheckError(format!("cargo cannot be run: {error}")))?;
    if output.status.success() {
        return Ok(fixture_crates.target().join("debug/caller"));
    }
    let text = String::from_utf8_lossy(&output.stderr);
    let errors: Vec<&str> = text.lines().filter(|line| line.contains("error")).collect();
    Err(CheckError(format!(
        "the calls do not compile:\n{}",
        errors[..errors.len().min(5)].join("\n")
    )))
}

/// Runs the program of a party against a server, and checks both sides.
fn hold(program: &Path, party: &Party<'_>, rules: &Rules, calls: &[Call<'_>]) -> Result<Scenario, String> {
    let server = RecordingServer::start().map_err(|error| error.to_string())?;
    for call in calls {
        server.reply_next(&match &call.answer {
            Some(answer) => CannedReply::json(call.status, answer),
            None => CannedReply::empty(call.status),
        });
    }
    let output = Command::new(program)
        .args([&party.module, &server.base_url()])
        .output()
        .map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout);
    let told: Vec<&str> = text.lines().collect();
    let requests = server.requests();
    if told.len() != calls.len() {
        let why = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{} of {} calls end: {why}", told.len(), calls.len()));
    }
    let mut complaints = Vec::new();
    let mut requests = requests.iter();
    for (call, told) in calls.iter().zip(told) {
        // A call that the program rejects sends no request, so its response would go to the next call.
        if told.starts_with("unsent ") {
            return Err(format!("{}: {told}", call.operation.table.id));
        }
        let request = requests.next().ok_or("a request is missing")?;
        let found = check(call, rules, request, told).err();
        complaints.extend(found.map(|what| format!("{}: {what}", call.operation.table.id)));
    }
    Ok(Scenario {
        calls: calls.len(),
        complaints,
    })
}

/// Returns whether a request contains the given values according to the rules, and whether its response was
/// understood.
fn check(call: &Call<'_>, rules: &Rules, request: &RecordedRequest, told: &str) -> Result<(), String> {
    let carried = rules
        .check(call.asked, request)
        .map_err(|what| format!("{what}, in {} {}", request.method, request.target))?;
    let object = |carried: &Carried| {
        let entries = carried
            .iter()
            .map(|((place, name), value)| (format!("{place} {name}"), value.clone()));
        Value::Object(entries.collect())
    };
    same(&object(&call.given), &object(&carried))?;
    let expected = if (200..300).contains(&call.status) {
        "ok".to_owned()
    } else {
        call.status.to_string()
    };
    let back = told
        .strip_prefix(&expected)
        .and_then(|rest| serde_json::from_str::<Value>(rest).ok());
    let back = back.ok_or_else(|| format!("{} was answered, and understood as: {told}", call.status))?;
    same(&call.answer.clone().unwrap_or(json!(null)), &back)
}

fn same(sent: &Value, back: &Value) -> Result<(), String> {
    match verdict(sent, &Ok(back.clone())) {
        Verdict::Different { pointer, what } => Err(format!("{what} at `{pointer}`: {sent} became {back}")),
        _ => Ok(()),
    }
}
