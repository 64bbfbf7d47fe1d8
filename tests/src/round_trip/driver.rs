//! Sends instances through the types of any document: generates its crate, compiles it with a program that
//! reads and writes lines, and runs that program.
//!
//! The program is a crate beside the generated one. All programs share a target folder, so that dependencies
//! are compiled once.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use sdk_generator::config::Config;
use sdk_generator::diagnostic::{Diagnostics, Severity};
use sdk_generator::document::{self, Document};
use sdk_generator::emit::{Home, type_path};
use sdk_generator::rust::Type;
use sdk_generator::write::{Mode, write};
use sdk_generator::{generate, schema_types};
use serde_json::Value;

use super::report::Report;
use super::{Effort, Subject, subjects};

/// The reason why a document has no report.
#[derive(Debug, Clone)]
pub enum Failure {
    /// The document has errors, so no crate was generated.
    Refused(usize),
    /// Any other failure, which is a bug of the generator.
    Failed(String),
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Failed(error.to_string())
    }
}

/// Sends the instances of a document's schemas through its types. All files are written below a folder.
pub fn round_trip(path: &Path, name: &str, folder: &Path, effort: Effort) -> Result<Report, Failure> {
    let mut diagnostics = Diagnostics::new();
    let refused = |diagnostics: &Diagnostics| Failure::Refused(diagnostics.count(Severity::Error));
    let document = document::load(path, &mut diagnostics).ok_or_else(|| refused(&diagnostics))?;
    let mut config = Config::minimal(name, "0.1.0");
    // All types are needed, and the program, which contains the crate as a module, has no features.
    config.package.group_features = Some(false);
    let generated = generate(&document, &config, &mut diagnostics)?.ok_or_else(|| refused(&diagnostics))?;
    write(&folder.join(name), &generated.files, Mode::Write)?;
    let types = schema_types(&document, &config);
    let subjects = instances(&document, &types, effort).map_err(Failure::Failed)?;
    let program = compile(folder, name, &types)?;
    let back = send(&program, &subjects)?;
    Ok(Report::new(&subjects, &back))
}

fn instances(
    document: &Document,
    types: &[(sdk_generator::diagnostic::Origin, Type)],
    effort: Effort,
) -> Result<Vec<Subject>, String> {
    let places: Vec<_> = types.iter().map(|(place, _)| *place).collect();
    subjects(document, &places, effort)
}

/// Compiles the program of a document, and returns its path.
fn compile(
    folder: &Path,
    name: &str,
    types: &[(sdk_generator::diagnostic::Origin, Type)],
) -> Result<PathBuf, Failure> {
    let package = format!("{name}-round-trip");
    let program = folder.join(&package);
    fs::create_dir_all(program.join("src"))?;
    fs::write(
        program.join("Cargo.toml"),
        format!(
            "[package]\nname = {package:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
             [dependencies]\nsdk = {{ package = {name:?}, path = {:?}, default-features = false }}\n\
             serde_json = \"1.0\"\n\n[profile.dev]\ndebug = false\nincremental = false\n",
            format!("../{name}")
        ),
    )?;
    fs::write(program.join("src/main.rs"), source(types))?;
    let target = folder.join("target");
    let output = Command::new("cargo")
        .args(["build", "--quiet", "--message-format", "short", "--target-dir"])
        .arg(&target)
        .arg("--manifest-path")
        .arg(program.join("Cargo.toml"))
        .output()?;
    if output.status.success() {
        return Ok(target.join("debug").join(package));
    }
    let messages = String::from_utf8_lossy(&output.stderr);
    let errors = messages.lines().filter(|line| line.contains("error"));
    Err(Failure::Failed(errors.take(5).collect::<Vec<_>>().join("\n  ")))
}

/// Returns a program that reads a line for each instance, preceded by the index of its type, and writes a
/// line back.
fn source(types: &[(sdk_generator::diagnostic::Origin, Type)]) -> String {
    let home = Home {
        types: "sdk::types".to_owned(),
        runtime: "sdk::runtime".to_owned(),
    };
    let mut arms = String::new();
    for (index, (_, ty)) in types.iter().enumerate() {
        let _ = writeln!(
            arms,
            "        {index} => through::<{}>(value),",
            type_path(ty, &home)
        );
    }
    format!(
        r#"#![allow(deprecated)]
use std::io::{{BufRead, Write}};
use sdk::runtime::{{Json, Value}};

fn main() {{
    // Values are nested, and unoptimized code needs a large stack for them.
    let worker = std::thread::Builder::new().stack_size(256 << 20).spawn(work).expect("a thread");
    worker.join().expect("no panic");
}}

fn work() {{
    let mut output = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {{
        let line = line.expect("input");
        let (index, text) = line.split_once(' ').expect("an index");
        let value: Value = serde_json::from_str(text).expect("JSON");
        match answer(index.parse().expect("an index"), value) {{
            Ok(value) => writeln!(output, "+{{value}}"),
            Err(message) => writeln!(output, "-{{}}", message.replace('\n', " ")),
        }}
        .expect("output");
    }}
}}

fn through<T: Json>(value: Value) -> Result<Value, String> {{
    T::from_json(value).map(|value| value.to_json()).map_err(|error| error.to_string())
}}

fn answer(index: usize, value: Value) -> Result<Value, String> {{
    match index {{
{arms}        _ => Err("no such type".to_owned()),
    }}
}}
"#
    )
}

/// Sends every instance, and returns the results in the same order.
fn send(program: &Path, subjects: &[Subject]) -> Result<Vec<Vec<Result<Value, String>>>, Failure> {
    let mut lines = String::new();
    for (index, subject) in subjects.iter().enumerate() {
        for instance in &subject.instances {
            let _ = writeln!(lines, "{index} {instance}");
        }
    }
    let mut child = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let mut input = child
        .stdin
        .take()
        .ok_or_else(|| Failure::Failed("no input".to_owned()))?;
    let writer = thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = child.wait_with_output()?;
    let written = writer.join();
    let text = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() || !matches!(written, Ok(Ok(()))) {
        let message = String::from_utf8_lossy(&output.stderr);
        return Err(Failure::Failed(format!(
            "the program stopped: {}",
            message.trim()
        )));
    }
    let mut lines = text.lines();
    let mut next = || -> Result<Result<Value, String>, Failure> {
        let line = lines
            .next()
            .ok_or_else(|| Failure::Failed("an answer is missing".to_owned()))?;
        match line.split_at_checked(1) {
            Some(("+", value)) => Ok(Ok(serde_json::from_str(value)?)),
            Some((_, message)) => Ok(Err(message.to_owned())),
            None => Err(Failure::Failed("an empty answer".to_owned())),
        }
    };
    subjects
        .iter()
        .map(|subject| subject.instances.iter().map(|_| next()).collect())
        .collect()
}
