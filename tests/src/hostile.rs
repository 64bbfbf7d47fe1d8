//! Hostile strings, the places of a document that can contain them, and documents filled with them.

mod full;
mod payloads;
mod places;

use std::path::Path;

use sdk_generator::diagnostic::Diagnostics;
use sdk_generator::document;
use serde_json::Value;

pub use full::full;
pub use payloads::{ALSO_HARMLESS, HARMLESS, payloads};
pub use places::{Place, places};

/// Returns a document with a harmless string in every place that can contain one.
///
/// # Panics
///
/// If the fixture is missing or has errors.
#[must_use]
pub fn everything() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/hostile/everything.yaml");
    let mut diagnostics = Diagnostics::new();
    let document = document::load(&path, &mut diagnostics).expect("the fixture can be read");
    assert!(!diagnostics.has_errors(), "{:#?}", diagnostics.sorted());
    document.to_value(document.root())
}
