//! Reports parts of a document that a client does not support.

use sdk_diagnostic::{Code, Diagnostic, Diagnostics};
use sdk_openapi::{Document, NodeId};

/// Reports that webhooks or callbacks are not received (OpenAPI 3.1, "OpenAPI Object", "Callback Object").
pub(super) fn report_incoming(document: &Document, id: NodeId, key: &str, diagnostics: &mut Diagnostics) {
    let message = format!("`{key}` are requests to you");
    let effect = "what they carry is types of the crate; nothing receives them";
    diagnostics.push(not_generated(document, id, message, effect));
}

/// Reports the links of an operation (OpenAPI 3.1, "Link Object").
pub(super) fn report_links(document: &Document, operation: NodeId, diagnostics: &mut Diagnostics) {
    let responses = document.get(operation, "responses");
    for (_, response) in responses.into_iter().flat_map(|id| document.sorted_entries(id)) {
        if let Some(links) = document.get(document.resolve(response), "links") {
            let effect = "the operations that they name are called by the values of the answer";
            diagnostics.push(not_generated(document, links, "`links` are not followed", effect));
        }
    }
}

fn not_generated(document: &Document, id: NodeId, message: impl Into<String>, effect: &str) -> Diagnostic {
    Diagnostic::warning(Code::NotGenerated, document.origin(id), message)
        .at_key()
        .effect(effect)
}
