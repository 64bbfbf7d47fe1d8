//! Reads an OpenAPI document and writes a Rust client crate for it.
//!
//! ```text
//! document::load    bytes        -> Document         reads, checks, normalises; knows YAML, JSON, OpenAPI versions
//! analyze::analyze  &Document    -> model::Api       resolves, merges, lifts; knows OpenAPI
//! lower::lower      &model::Api  -> rust::Crate      every choice about Rust: names, types, boxes, modules
//! emit::emit        &rust::Crate -> [SourceFile]     no choices: tokens and formatting
//! write::write      [SourceFile] -> a folder         writes, or compares
//! ```
//!
//! `model` and `rust` are plain data, and everything else is a verb between them. `lower` has never heard
//! of YAML, `emit` has never heard of OpenAPI, `model` has never heard of Rust.

// A document is hostile text: nothing that it says ends the process. A test may.
#![cfg_attr(
    not(test),
    deny(
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::string_slice,
        clippy::todo,
        clippy::unimplemented,
        clippy::unreachable,
        clippy::unwrap_used
    )
)]

pub mod config;
pub mod diagnostic;
pub mod document;
pub mod model;
pub mod words;

pub mod analyze;
pub mod rust;
pub mod surface;

pub mod lock;

pub mod change;
pub mod coverage;
pub mod lint;

pub mod lower;

pub mod emit;
pub mod release;
pub mod versions;
pub mod write;

use config::Config;
use diagnostic::{Code, Diagnostics, Origin, Severity};
use document::Document;
use emit::EmitError;
use model::Api;
use rust::{Rename, Type};

/// A generated crate, not yet written.
#[derive(Debug)]
pub struct Generated {
    /// Its files.
    pub files: Vec<emit::SourceFile>,
    /// How many operations it calls.
    pub operations: usize,
    /// How many types it defines.
    pub types: usize,
    /// In how many fields, elements and values any JSON can stand.
    pub free_form: usize,
    /// The names that are not what casing alone makes of the document's.
    pub renames: Vec<Rename>,
}

/// Generates the crate for a document. `None` where the document has errors, which are in
/// `diagnostics`.
///
/// # Errors
///
/// Where what was generated is not Rust, which only a bug of the generator brings about.
pub fn generate(
    document: &Document,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Generated>, EmitError> {
    match plan(document, config, diagnostics) {
        Some(plan) => plan.emit().map(Some),
        None => Ok(None),
    }
}

/// A crate of which everything is decided, not yet printed.
#[derive(Debug)]
pub struct Plan {
    krate: rust::Crate,
    operations: usize,
}

/// Decides everything about the crate for a document. `None` where the document has errors, which are in
/// `diagnostics`. No finding comes after this.
#[must_use]
pub fn plan(document: &Document, config: &Config, diagnostics: &mut Diagnostics) -> Option<Plan> {
    let plan = decide(document, config, diagnostics);
    settle(document, config, diagnostics, |code| !lint::alone_finds(code));
    plan
}

/// Tells once what was copied, and puts aside what the configuration says. `is_looked_for`: whether the findings are those of all rules that a code
/// stands for.
fn settle(
    document: &Document,
    config: &Config,
    diagnostics: &mut Diagnostics,
    is_looked_for: impl Fn(Code) -> bool,
) {
    diagnostics.join_copies(|origin| document.source_of(origin));
    let pointer = |origin| document.pointer_at(origin);
    diagnostics.suppress(&config.suppressions, &pointer, is_looked_for);
}

fn decide(document: &Document, config: &Config, diagnostics: &mut Diagnostics) -> Option<Plan> {
    let api = model(document, config, diagnostics)?;
    let krate = lower::lower(&api, config, diagnostics);
    (!diagnostics.has_errors()).then_some(Plan {
        krate,
        operations: api.operations.len(),
    })
}

impl Plan {
    /// The public items of the crate.
    #[must_use]
    pub fn surface(&self) -> surface::Surface {
        surface::Surface::of(&self.krate)
    }

    /// The crate, as it was decided.
    #[must_use]
    pub fn krate(&self) -> &rust::Crate {
        &self.krate
    }

    /// Prints the files.
    ///
    /// # Errors
    ///
    /// Where what was generated is not Rust, which only a bug of the generator brings about.
    pub fn emit(self) -> Result<Generated, EmitError> {
        Ok(Generated {
            files: emit::emit(&self.krate)?,
            operations: self.operations,
            types: self.krate.types.iter().map(|module| module.items.len()).sum(),
            free_form: self.krate.free_form(),
            renames: self.krate.renames,
        })
    }
}

/// Reads the model of a document to compare it with another: inline copies of a schema that differ in anything stay
/// apart. `None` where the document has errors, which are in `diagnostics`.
#[must_use]
pub fn exact_model(document: &Document, config: &Config, diagnostics: &mut Diagnostics) -> Option<Api> {
    sound(diagnostics, |diagnostics| {
        analyze::analyze_exactly(document, &config.operations, &config.pagination, diagnostics)
    })
}

/// Reads the model of a document. `None` where the document has errors, which are in `diagnostics`.
#[must_use]
pub fn model(document: &Document, config: &Config, diagnostics: &mut Diagnostics) -> Option<Api> {
    sound(diagnostics, |diagnostics| {
        analyze::analyze(document, &config.operations, &config.pagination, diagnostics)
    })
}

/// What is read, where there are no errors before and after.
fn sound(diagnostics: &mut Diagnostics, read: impl FnOnce(&mut Diagnostics) -> Api) -> Option<Api> {
    if diagnostics.has_errors() {
        return None;
    }
    let api = read(diagnostics);
    (!diagnostics.has_errors()).then_some(api)
}

/// Tells everything there is to say about a document: what generation finds, and what the rules of [`lint`] do.
/// Errors do not end it, unless the document cannot be read as OpenAPI.
///
/// What the configuration suppresses is put aside.
pub fn inspect(document: &Document, config: &Config, diagnostics: &mut Diagnostics) {
    find_all(document, config, diagnostics);
    settle(document, config, diagnostics, |_| true);
}

fn find_all(document: &Document, config: &Config, diagnostics: &mut Diagnostics) {
    if !lint::is_whole(diagnostics) {
        return;
    }
    let is_sound = !diagnostics.has_errors();
    lint::lint(document, diagnostics);
    if is_sound {
        let _ = decide(document, config, diagnostics);
        return;
    }
    // What depends on a broken place is no finding of its own, so only errors are added to those of the reader.
    let mut more = Diagnostics::new();
    let _ = analyze::analyze(document, &config.operations, &config.pagination, &mut more);
    for found in more.into_vec() {
        let may_follow = matches!(
            found.code,
            Code::UndeclaredPathVariable | Code::UndefinedRequiredProperty
        );
        let is_unresolved = found.code == Code::UnsatisfiableSchema
            && is_broken_reference(document, found.origin, diagnostics);
        if found.severity == Severity::Error && !may_follow && !is_unresolved {
            diagnostics.push(found);
        }
    }
}

/// Whether a place is a reference that leads nowhere, which is told already.
fn is_broken_reference(document: &Document, place: Origin, diagnostics: &Diagnostics) -> bool {
    let reference = document.get(document.node_at(place), "$ref");
    let reference = reference.map(|id| document.origin(id));
    let found = diagnostics.sorted();
    reference.is_some_and(|reference| found.iter().any(|found| found.origin == reference))
}

/// The types that stand for the schemas of a document: those that it names, and those of JSON bodies. None
/// where the document has errors.
#[must_use]
pub fn schema_types(document: &Document, config: &Config) -> Vec<(Origin, Type)> {
    let api = model(document, config, &mut Diagnostics::new());
    api.map(|api| lower::schema_types(&api, config))
        .unwrap_or_default()
}
