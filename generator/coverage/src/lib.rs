//! Where each value of a document goes: to an item of the model, or out, for a reason.
//!
//! The ledger is made after the model and looks things up in it: a value counts as carried where an item
//! that was made of its place holds it. Knows the document and the model, and nothing of how the one
//! became the other.

mod held;
mod incoming;
mod index;
mod item;
mod ledger;
mod operation;
mod reason;
mod schema;
mod walk;

pub use item::Item;
pub use ledger::{Fate, Ledger};
pub use reason::Reason;

use sdk_diagnostic::Diagnostics;
use sdk_model::Api;
use sdk_openapi::Document;

/// Says of each leaf of a document where it went. The model and the findings are those of the document.
#[must_use]
pub fn cover(document: &Document, api: &Api, diagnostics: &Diagnostics) -> Ledger {
    walk::Walker::new(document, api, diagnostics).walk()
}
