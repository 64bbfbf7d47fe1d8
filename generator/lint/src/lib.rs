//! Rules about a document that generation does not need, and that its readers will: one file per subject.
//!
//! Each rule sees every object of the document, as the grammar of OpenAPI names it. Knows neither the model nor
//! Rust.

mod ambiguous_paths;
mod components;
mod json_schema;
mod keywords;
mod parts;
mod paths;
mod servers;
mod siblings;
mod unions;
mod values;
mod versions;

use sdk_diagnostic::Diagnostics;
use sdk_openapi::{Document, Kind};

/// Reports what the rules find in a document, unless an error left nothing to analyze.
pub fn lint(document: &Document, diagnostics: &mut Diagnostics) {
    if diagnostics.prevent_analysis() {
        return;
    }
    let objects = document.objects();
    let is_3_0 = versions::is_3_0(document);
    for &(id, kind) in objects {
        if is_3_0 {
            siblings::check(document, id, kind, diagnostics);
        }
        match kind {
            Kind::Operation => paths::success(document, id, diagnostics),
            Kind::Server => servers::check(document, id, diagnostics),
            Kind::Components => components::check(document, id, diagnostics),
            Kind::Schema => {
                versions::check(document, id, is_3_0, diagnostics);
                keywords::check(document, id, is_3_0, diagnostics);
                parts::check(document, id, diagnostics);
                unions::check(document, id, diagnostics);
                values::volatile(document, id, diagnostics);
            }
            _ => {}
        }
    }
    paths::check(document, diagnostics);
    values::check(document, objects, diagnostics);
}
