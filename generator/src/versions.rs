//! Two versions of a document with the crates that are made of them, to tell what changed.
//!
//! A version is what each stage makes of one document: the exact model for what changes on the wire, and the public
//! items of the crate, with where they come from, for what changes in Rust.

use crate::{exact_model, model};
use sdk_change::{Report, Side};
use sdk_config::Config;
use sdk_diagnostic::Diagnostics;
use sdk_model::Api;
use sdk_openapi::Document;
use sdk_rust::surface::{Surface, Traces};

/// A version of a document, and of the crate that is made of it.
#[derive(Debug)]
pub struct Version<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its model, in which what is said differently stays apart.
    pub api: Api,
    /// The public items of the crate.
    pub surface: Surface,
    /// Where these come from.
    pub traces: Traces,
}

impl<'a> Version<'a> {
    /// Reads a version. `None` where the document has errors, which are in `diagnostics`.
    #[must_use]
    pub fn new(document: &'a Document, config: &Config, diagnostics: &mut Diagnostics) -> Option<Self> {
        let exact = exact_model(document, config, diagnostics)?;
        // What is only warned of was told the first time.
        let mut told = Diagnostics::new();
        let api = model(document, config, &mut told)?;
        let krate = sdk_lower::lower(&api, config, &mut told);
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

/// What changed between two versions, on the wire and in Rust.
#[must_use]
pub fn compare(old: &Version<'_>, new: &Version<'_>) -> Report {
    Report::with_sdk(sdk_change::compare(&old.api, &new.api), old.side(), new.side())
}
