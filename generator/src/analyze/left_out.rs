//! Parts of a document that have no counterpart in a client, each told where it is.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Document, NodeId};

/// Tells the parts of the document that are left out (OpenAPI 3.1, "OpenAPI Object").
pub(super) fn tell(document: &Document, diagnostics: &mut Diagnostics) {
    let root = document.root();
    if let Some(webhooks) = document
        .get(root, "webhooks")
        .filter(|&id| document.entries(id).next().is_some())
    {
        diagnostics.push(
            Diagnostic::warning(
                Code::NotGenerated,
                document.origin(webhooks),
                "`webhooks` are requests to you",
            )
            .at_key()
            .effect("the schemas that they refer to are types of the crate; nothing receives them"),
        );
    }
    let paths = document
        .get(root, "paths")
        .into_iter()
        .flat_map(|paths| document.entries(paths));
    for (_, item) in paths {
        for (_, operation) in document.entries(document.resolve(item)) {
            tell_operation(document, operation, diagnostics);
        }
    }
}

fn tell_operation(document: &Document, operation: NodeId, diagnostics: &mut Diagnostics) {
    if let Some(callbacks) = document.get(operation, "callbacks") {
        diagnostics.push(
            Diagnostic::warning(
                Code::NotGenerated,
                document.origin(callbacks),
                "`callbacks` are requests to you",
            )
            .at_key()
            .effect("the schemas that they refer to are types of the crate; nothing receives them"),
        );
    }
    let responses = document
        .get(operation, "responses")
        .into_iter()
        .flat_map(|id| document.entries(id));
    for (_, response) in responses {
        if let Some(links) = document.get(document.resolve(response), "links") {
            diagnostics.push(
                Diagnostic::warning(
                    Code::NotGenerated,
                    document.origin(links),
                    "`links` are not followed",
                )
                .at_key()
                .effect("the operations that they name are called by the values of the answer"),
            );
        }
    }
}
