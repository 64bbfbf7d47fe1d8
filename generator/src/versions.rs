//! Comparison of two versions of a document, including the crates generated from them.
//!
//! A version has the results of all stages for one document: the exact model, to compare what is sent; and the public
//! items of the crate with their provenance, to compare the Rust API.

use crate::{exact_model, model};
use sdk_change::{Report, Side};
use sdk_config::Config;
use sdk_diagnostic::Diagnostics;
use sdk_model::Api;
use sdk_openapi::Document;
use sdk_rust::surface::{Surface, Traces};

/// A version of a document, and of the crate generated from it.
#[derive(Debug)]
pub struct Version<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its model, without merging of similar schemas.
    pub api: Api,
    /// The public items of the crate.
    pub surface: Surface,
    /// The document nodes that they were generated from.
    pub traces: Traces,
}

impl<'a> Version<'a> {
    /// Runs the stages. Returns `None` if the document has errors, which are added to `diagnostics`.
    #[must_use]
    pub fn new(document: &'a Document, config: &Config, diagnostics: &mut Diagnostics) -> Option<Self> {
        let exact = exact_model(document, config, diagnostics)?;
        // The first run has reported the warnings already.
        let mut repeated = Diagnostics::new();
        let api = model(document, config, &mut repeated)?;
        let krate = sdk_lower::lower(&api, config, &mut repeated);
        Some(Self {
            document,
            api: exact,
            surface: Surface::of(&krate),
            traces: sdk_lower::traces(&api, config),
        })
    }

    fn side(&self) -> Side<'_> {
        Side {
            document: self.document,
            surface: &self.surface,
            traces: &self.traces,
        }
    }
}

/// Compares two versions, both the HTTP API and the SDK.
#[must_use]
pub fn compare(old: &Version<'_>, new: &Version<'_>) -> Report {
    Report::with_sdk(sdk_change::compare(&old.api, &new.api), old.side(), new.side())
}
