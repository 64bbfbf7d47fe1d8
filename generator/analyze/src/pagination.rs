//! Which operations give a list in pages, and what leads from one page to the next.
//!
//! The configuration says so, or else the document does: where a parameter and the shape of the answer tell
//! the same. One of the two alone is no evidence, for a walk that goes wrong loses items in silence.

mod detect;
mod response;
mod settings;

use std::collections::BTreeMap;

use response::PagedResponse;

use sdk_config::{self as config, Spanned};
use sdk_diagnostic::{Code, Diagnostic, Diagnostics, Origin, nearest, suggestion};
use sdk_model::{Api, Operation};

/// Settles how each operation is paged. The shapes of answers have to be final.
pub(super) fn settle(
    api: &mut Api,
    settings: &BTreeMap<String, Spanned<config::Pagination>>,
    diagnostics: &mut Diagnostics,
) {
    report_unknown(api, settings, diagnostics);
    let found: Vec<_> =
        api.operations
            .iter()
            .map(|operation| {
                let answer = PagedResponse::of(&api.schemas, operation);
                match settings.get(operation.name.as_str()) {
                    Some(setting) => settings::apply(api, operation, answer.as_ref(), setting)
                        .unwrap_or_else(|problem| {
                            diagnostics.push(refusal(operation, setting.origin, &problem));
                            None
                        }),
                    None => detect::detect(api, operation, &answer?),
                }
            })
            .collect();
    for (operation, pagination) in api.operations.iter_mut().zip(found) {
        operation.pagination = pagination;
    }
}

fn refusal(operation: &Operation, setting: Origin, problem: &str) -> Diagnostic {
    Diagnostic::error(
        Code::InvalidConfiguration,
        setting,
        format!(
            "`[pagination.{}]` cannot be used: {problem}",
            operation.name.as_str()
        ),
    )
    .label(operation.origin, "the operation")
    .help("correct or remove the table")
}

fn report_unknown(
    api: &Api,
    settings: &BTreeMap<String, Spanned<config::Pagination>>,
    diagnostics: &mut Diagnostics,
) {
    let is_known = |name: &str| {
        api.operations
            .iter()
            .any(|operation| operation.name.as_str() == name)
    };
    for (name, setting) in settings.iter().filter(|(name, _)| !is_known(name)) {
        let message = format!("`[pagination.{name}]` names an operation that is not there");
        diagnostics.push(
            Diagnostic::error(Code::UnusedConfiguration, setting.origin, message).help(suggestion(
                nearest(
                    name,
                    api.operations.iter().map(|operation| operation.name.as_str()),
                ),
                "correct or remove the table",
            )),
        );
    }
}
