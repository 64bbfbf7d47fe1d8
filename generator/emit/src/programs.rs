//! The programs in `examples/`, each about one thing, made of the API's own calls.
//!
//! A program is left out where the API has no call to show it with. Each has its work in a function `run`, so that a
//! test can do it.

mod kinds;

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use super::file::HEADER;
use super::{EmitError, SourceFile, example, manifest};
use sdk_rust::{Example, ExampleResult, Ident, SecurityKind};

/// A program of `examples/`.
pub(super) struct Program {
    /// Its name, which is that of its file.
    pub(super) name: &'static str,
    /// The cargo features that it cannot do without.
    pub(super) features: Vec<String>,
    /// Its first line of docs.
    docs: &'static str,
    /// What it holds.
    lines: Vec<String>,
}

/// The programs besides the quick start, in the order of their names.
fn programs(context: &Context<'_>) -> Result<Vec<Program>, String> {
    let all = [
        kinds::all_pages(context)?,
        kinds::blocking(context)?,
        kinds::custom_transport(context)?,
        kinds::errors(context)?,
        kinds::partial_update(context)?,
        kinds::retries(context)?,
        kinds::testing(context)?,
    ];
    Ok(all.into_iter().flatten().collect())
}

/// The files of the programs, and the manifest, which says what each needs.
pub(super) fn files(context: &Context<'_>) -> Result<Vec<SourceFile>, EmitError> {
    let path = |name: &str| format!("examples/{name}.rs");
    let programs = programs(context).map_err(|message| EmitError {
        path: path("…"),
        message,
    })?;
    let manifest = manifest::file(context, &programs);
    let files = programs.into_iter().map(|program| {
        let mut text = format!("// {HEADER}\n//! {}\n\n", program.docs);
        for line in &program.lines {
            text.push_str(line);
            text.push('\n');
        }
        SourceFile {
            path: path(program.name),
            text,
        }
    });
    Ok(files.chain([manifest]).collect())
}

/// What a program needs of features: its own, and those of the groups that it calls.
fn features(context: &Context<'_>, own: &[&str], calls: &[&Example]) -> Vec<String> {
    let mut features: Vec<String> = own.iter().map(|&feature| feature.to_owned()).collect();
    for group in &context.krate.groups {
        if calls.iter().any(|example| example.call.group == group.module) {
            features.extend(group.feature.clone());
        }
    }
    features
}

/// A program whose `run` is async and takes the client that the environment describes.
struct Frame<'a> {
    /// What it imports of the crate, beside the client.
    imports: &'a [&'a str],
    /// What it imports of the standard library.
    std: &'a [&'a str],
    /// The calls whose types it names.
    calls: &'a [&'a Example],
    /// How the client is made.
    client: Vec<String>,
    /// What comes between `main` and `run`.
    items: Vec<String>,
    is_async: bool,
    body: Vec<String>,
}

impl Frame<'_> {
    fn lines(self, context: &Context<'_>) -> Vec<String> {
        let client = &context.krate.client;
        let (root, variable) = (context.public_root(), &client.variable);
        let mut lines: Vec<String> = self.std.iter().map(|path| format!("use std::{path};")).collect();
        if !lines.is_empty() {
            lines.push(String::new());
        }
        let ident = client.ident.to_string();
        let names: Vec<&str> = self.imports.iter().copied().chain([ident.as_str()]).collect();
        lines.extend(example::use_lines(&root, &names, self.calls.iter().copied()));
        lines.push(String::new());
        let (attribute, asynchronous, awaited) = if self.is_async {
            (Some("#[tokio::main]".to_owned()), "async ", ".await")
        } else {
            (None, "", "")
        };
        lines.extend(attribute);
        lines.push(format!(
            "{asynchronous}fn main() -> Result<(), Box<dyn std::error::Error>> {{"
        ));
        lines.extend(indented(self.client));
        lines.push(format!("    run(&{variable}){awaited}"));
        lines.extend(["}".to_owned(), String::new()]);
        if !self.items.is_empty() {
            lines.extend(self.items);
            lines.push(String::new());
        }
        lines.push("/// What the program does, with any client.".to_owned());
        lines.push(format!(
            "pub {asynchronous}fn run({variable}: &{ident}) -> Result<(), Box<dyn std::error::Error>> {{"
        ));
        lines.extend(indented(self.body));
        lines.extend(["    Ok(())", "}"].map(str::to_owned));
        lines
    }
}

fn indented(lines: Vec<String>) -> impl Iterator<Item = String> {
    lines.into_iter().map(|line| {
        if line.is_empty() {
            line
        } else {
            format!("    {line}")
        }
    })
}

/// `let client = Client::from_env()?;`.
fn from_env(context: &Context<'_>) -> Vec<String> {
    let client = &context.krate.client;
    vec![format!(
        "let {} = {}::from_env()?;",
        client.variable, client.ident
    )]
}

/// A line that shows what a call gave.
fn shown(example: &Example) -> Option<String> {
    match &example.result {
        // A format string names a raw identifier without its `r#`.
        ExampleResult::Value(binding) => Some(format!("println!(\"{{{}:#?}}\");", binding.plain())),
        ExampleResult::Nothing | ExampleResult::Stream(_) => None,
    }
}

/// What is bound to the value of a call.
fn binding(example: &Example) -> TokenStream {
    match &example.result {
        ExampleResult::Value(binding) => quote!(let #binding =),
        ExampleResult::Nothing | ExampleResult::Stream(_) => TokenStream::new(),
    }
}

/// The builder's calls that set a credential for each scheme.
pub(super) fn credentials(context: &Context<'_>) -> Vec<String> {
    let schemes = context.krate.client.security.iter();
    schemes
        .map(|scheme| {
            let method: &Ident = &scheme.ident;
            if scheme.kind == SecurityKind::Basic {
                format!(".{method}(\"user\", \"password\")")
            } else {
                format!(".{method}(\"your credential\")")
            }
        })
        .collect()
}
