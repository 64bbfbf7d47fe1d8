//! Pagination: the operations that return a list in pages, and the way to request the next page.
//!
//! It is configured, or else detected if a parameter and the shape of the response agree. One of the two is not
//! enough, because iteration with a wrong guess would silently skip items.

mod detect;
mod response;
mod settings;

use std::collections::BTreeMap;

use response::PagedResponse;

use sdk_config::{self as config, Spanned};
use sdk_diagnostic::{Code, Diagnostic, Diagnostics, Origin, nearest, suggestion};
use sdk_model::{Api, Operation};

/// Determines the pagination of each operation. The schemas must be final.
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
                let response = PagedResponse::of(&api.schemas, operation);
                match settings.get(operation.name.as_str()) {
                    Some(setting) => settings::apply(api, operation, response.as_ref(), setting)
                        .unwrap_or_else(|problem| {
                            diagnostics.push(invalid_setting(operation, setting.origin, &problem));
                            None
                        }),
                    None => detect::detect(api, operation, &response?),
                }
            })
            .collect();
    for (operation, pagination) in api.operations.iter_mut().zip(found) {
        operation.pagination = pagination;
    }
}

fn invalid_setting(operation: &Operation, setting: Origin, problem: &str) -> Diagnostic {
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
