//! Parts of a document that have no counterpart in a client, each told where it is.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Document, NodeId};

/// Tells the parts of the document as a whole that are left out (OpenAPI 3.1, "OpenAPI Object").
pub(super) fn tell(document: &Document, diagnostics: &mut Diagnostics) {
    let webhooks = document.get(document.root(), "webhooks");
    if let Some(webhooks) = webhooks.filter(|&id| document.entries(id).next().is_some()) {
        let message = "`webhooks` are requests to you";
        diagnostics.push(not_generated(document, webhooks, message, RECEIVED));
    }
}

/// Tells the parts of an operation that are left out (OpenAPI 3.1, "Operation Object").
pub(super) fn tell_operation(document: &Document, operation: NodeId, diagnostics: &mut Diagnostics) {
    if let Some(callbacks) = document.get(operation, "callbacks") {
        let message = "`callbacks` are requests to you";
        diagnostics.push(not_generated(document, callbacks, message, RECEIVED));
    }
    let responses = document.get(operation, "responses");
    for (_, response) in responses.into_iter().flat_map(|id| document.entries(id)) {
        if let Some(links) = document.get(document.resolve(response), "links") {
            let effect = "the operations that they name are called by the values of the answer";
            diagnostics.push(not_generated(document, links, "`links` are not followed", effect));
        }
    }
}

const RECEIVED: &str = "the schemas that they refer to are types of the crate; nothing receives them";

fn not_generated(document: &Document, id: NodeId, message: &str, effect: &str) -> Diagnostic {
    Diagnostic::warning(Code::NotGenerated, document.origin(id), message)
        .at_key()
        .effect(effect)
}
