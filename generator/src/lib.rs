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

mod media_type;

pub mod analyze;
pub mod rust;
pub mod surface;

pub mod lock;

pub mod change;
pub mod coverage;
pub mod lint;

mod findings;

pub mod lower;

pub mod emit;
pub mod release;
pub mod versions;
pub mod write;

use config::Config;
use diagnostic::{Diagnostics, Origin};
use document::Document;
use emit::EmitError;
use model::Api;
use rust::{Rename, Type};

pub use findings::{inspect, plan};

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

/// The types that stand for the schemas of a document: those that it names, and those of JSON bodies. None
/// where the document has errors.
#[must_use]
pub fn schema_types(document: &Document, config: &Config) -> Vec<(Origin, Type)> {
    let api = model(document, config, &mut Diagnostics::new());
    api.map(|api| lower::schema_types(&api, config))
        .unwrap_or_default()
}
