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

use crate::diagnostic::{Code, Diagnostics, Severity};
use crate::document::{Document, Kind};

/// Tells what the rules find in a document. One that could not be read as OpenAPI has nothing to be told of.
pub fn lint(document: &Document, diagnostics: &mut Diagnostics) {
    if !is_whole(diagnostics) {
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

/// Whether the rules here are the only ones that tell something under a code, so that generation does not.
#[must_use]
pub fn alone_finds(code: Code) -> bool {
    matches!(
        code,
        Code::AmbiguousPaths
            | Code::ClosedPart
            | Code::IdenticalPaths
            | Code::IgnoredSibling
            | Code::InvalidComponentName
            | Code::InvalidPattern
            | Code::InvalidServerVariable
            | Code::KeywordOfAnotherType
            | Code::MissingSuccess
            | Code::NullableEnumWithoutNull
            | Code::NullableWithoutType
            | Code::OptionalDiscriminator
            | Code::OverlappingAlternatives
            | Code::QueryInPath
            | Code::UndefinedServerVariable
            | Code::ValueContradictsSchema
            | Code::VolatileDefault
            | Code::WrongVersionKeyword
    )
}

/// Whether a document could be read as far as rules can be held to it. One with an overlay that does not fit is not the
/// one that its overlays make of it: what they mend would be told.
#[must_use]
pub fn is_whole(diagnostics: &Diagnostics) -> bool {
    let ends_reading = |code: Code| {
        matches!(
            code,
            Code::UnreadableFile
                | Code::SyntaxError
                | Code::LimitExceeded
                | Code::UnsupportedVersion
                | Code::InvalidOverlay
                | Code::IncompatibleUpdate
        )
    };
    let mut found = diagnostics.sorted().into_iter();
    !found.any(|found| found.severity == Severity::Error && ends_reading(found.code))
}
