//! The coverage report: for each value of a document the item of the model that consumes it, or the reason why it is
//! skipped.
//!
//! The report is made after the model and looks things up in it: a value counts as consumed where an item
//! that was made of its place holds it. Knows the document and the model, and nothing of how the one
//! became the other.

mod holder;
mod incoming;
mod index;
mod item;
mod operation;
mod reason;
mod report;
mod schema;
mod walk;

pub use item::Item;
pub use reason::Reason;
pub use report::{Report, Status};

use sdk_diagnostic::Diagnostics;
use sdk_model::Api;
use sdk_openapi::Document;

/// Reports the status of each leaf of a document. The model and the findings are those of the document.
#[must_use]
pub fn cover(document: &Document, api: &Api, diagnostics: &Diagnostics) -> Report {
    walk::Walker::new(document, api, diagnostics).walk()
}
