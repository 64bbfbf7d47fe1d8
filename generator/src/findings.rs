//! All findings of a document in one run: those of its form, and those of its meaning that stand whatever is said to
//! mend the others.
//!
//! Knows which stages there are, and nothing of what they look for.

mod bounds;
mod faults;

use sdk_analyze::analyze;
use sdk_config::Config;
use sdk_diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use sdk_openapi::Document;

use crate::plan::Plan;
use faults::Faults;

/// Tells everything there is to say about a document: what generation finds, and what the lint rules do.
/// Errors do not end it, unless the document cannot be read as OpenAPI.
///
/// What the configuration suppresses is put aside.
#[cfg(feature = "lint")]
pub fn inspect(document: &Document, config: &Config, diagnostics: &mut Diagnostics) {
    if !diagnostics.prevent_analysis() {
        sdk_lint::lint(document, diagnostics);
        let _ = decide(document, config, diagnostics);
    }
    settle(document, config, diagnostics, |_| true);
}

/// Decides everything about the crate for a document. `None` where the document has errors, which are in
/// `diagnostics`. No finding comes after this.
#[must_use]
pub fn plan(document: &Document, config: &Config, diagnostics: &mut Diagnostics) -> Option<Plan> {
    let plan = if diagnostics.prevent_analysis() {
        None
    } else {
        decide(document, config, diagnostics)
    };
    settle(document, config, diagnostics, |code| !code.is_lint_only());
    plan
}

/// Tells once what was copied, and puts aside what the configuration says. `is_looked_for`: whether the findings are
/// those of all rules that a code stands for.
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

/// Goes through all stages, also where a stage finds errors: then the findings of later ones are told that do not
/// follow from them.
fn decide(document: &Document, config: &Config, diagnostics: &mut Diagnostics) -> Option<Plan> {
    let mut found = Diagnostics::new();
    let api = analyze(document, &config.operations, &config.pagination, &mut found);
    bounds::check(&api, config.limits, &mut found);
    let is_bounded = !found.prevent_analysis();
    add(document, found, diagnostics);
    if !is_bounded {
        return None;
    }
    let mut found = Diagnostics::new();
    let krate = sdk_lower::lower(&api, config, &mut found);
    add(document, found, diagnostics);
    (!diagnostics.has_errors()).then_some(Plan {
        krate,
        operations: api.operations.len(),
    })
}

/// Adds what a stage has found to what is known.
fn add(document: &Document, found: Diagnostics, diagnostics: &mut Diagnostics) {
    let found = found.into_vec();
    if !diagnostics.has_errors() || found.is_empty() {
        for found in found {
            diagnostics.push(found);
        }
        return;
    }
    let mut faults = Faults::of(document, diagnostics);
    for found in found {
        if is_sure(&found, &mut faults) {
            diagnostics.push(found);
        }
    }
}

/// Whether a finding stands beside errors that are told. An error is one of its own, but for those that say that
/// something is missing, which a broken place may hold; a warning may be about what is left of a broken thing.
fn is_sure(found: &Diagnostic, faults: &mut Faults<'_>) -> bool {
    let is_of_lack = matches!(found.code, Code::UnknownSelection | Code::UnusedConfiguration);
    let is_unresolved = found.code == Code::UnsatisfiableSchema && faults.is_broken_reference(found.origin);
    let is_own = found.severity == Severity::Error && !is_of_lack && !is_unresolved;
    is_own || !faults.touch(found.origin)
}
