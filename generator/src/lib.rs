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

mod findings;
mod plan;
pub mod release;
pub mod versions;

pub use sdk_analyze as analyze;
pub use sdk_change as change;
pub use sdk_config as config;
pub use sdk_coverage as coverage;
pub use sdk_diagnostic as diagnostic;
pub use sdk_emit as emit;
#[cfg(feature = "lint")]
pub use sdk_lint as lint;
pub use sdk_lock as lock;
pub use sdk_lower as lower;
pub use sdk_model as model;
pub use sdk_openapi as document;
pub use sdk_rust as rust;
pub use sdk_rust::surface;
pub use sdk_write as write;

use sdk_config::Config;
use sdk_diagnostic::{Diagnostics, Origin};
use sdk_emit::EmitError;
use sdk_model::Api;
use sdk_openapi::Document;
use sdk_rust::Type;

#[cfg(feature = "lint")]
pub use findings::inspect;
pub use findings::plan;
pub use plan::{Generated, Plan};

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

/// Reads the model of a document to compare it with another: inline copies of a schema that differ in anything stay
/// apart. `None` where the document has errors, which are in `diagnostics`.
#[must_use]
pub fn exact_model(document: &Document, config: &Config, diagnostics: &mut Diagnostics) -> Option<Api> {
    sound(diagnostics, |diagnostics| {
        sdk_analyze::analyze_exactly(document, &config.operations, &config.pagination, diagnostics)
    })
}

/// Reads the model of a document. `None` where the document has errors, which are in `diagnostics`.
#[must_use]
pub fn model(document: &Document, config: &Config, diagnostics: &mut Diagnostics) -> Option<Api> {
    sound(diagnostics, |diagnostics| {
        sdk_analyze::analyze(document, &config.operations, &config.pagination, diagnostics)
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
    api.map(|api| sdk_lower::schema_types(&api, config))
        .unwrap_or_default()
}
