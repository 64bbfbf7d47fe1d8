//! Requests that the API sends: webhooks and callbacks. Their bodies become types.

use super::builder::SchemaBuilder;
use super::content::request_body;
use super::unsupported;
use sdk_model::{IncomingKind, IncomingRequest};
use sdk_openapi::{METHODS, NodeId};

/// Returns the webhooks of the document (OpenAPI 3.1, "OpenAPI Object").
pub(super) fn webhooks(builder: &mut SchemaBuilder<'_>) -> Vec<IncomingRequest> {
    let document = builder.document();
    let Some(webhooks) = document.get(document.root(), "webhooks") else {
        return Vec::new();
    };
    let found: Vec<(&str, NodeId)> = document.sorted_entries(webhooks);
    if !found.is_empty() {
        unsupported::report_incoming(document, webhooks, "webhooks", builder.diagnostics());
    }
    let webhooks = found.into_iter();
    webhooks
        .flat_map(|(name, item)| requests(builder, name, item, IncomingKind::Webhook))
        .collect()
}

/// Returns the callbacks of an operation (OpenAPI 3.1, "Callback Object").
pub(super) fn callbacks(
    builder: &mut SchemaBuilder<'_>,
    operation: NodeId,
    operation_name: &str,
) -> Vec<IncomingRequest> {
    let document = builder.document();
    let Some(callbacks) = document.get(operation, "callbacks") else {
        return Vec::new();
    };
    unsupported::report_incoming(document, callbacks, "callbacks", builder.diagnostics());
    let mut found = Vec::new();
    for (name, callback) in document.sorted_entries(callbacks) {
        let name = format!("{operation_name} {name}");
        // A callback maps each URL expression to a path item.
        for (_, item) in document.sorted_entries(document.resolve(callback)) {
            found.extend(requests(builder, &name, item, IncomingKind::Callback));
        }
    }
    found
}

/// Returns the requests of a path item, one per method.
fn requests(
    builder: &mut SchemaBuilder<'_>,
    name: &str,
    item: NodeId,
    kind: IncomingKind,
) -> Vec<IncomingRequest> {
    let document = builder.document();
    let item = document.resolve(item);
    let methods = METHODS
        .iter()
        .filter_map(|method| Some((method, document.get(item, method)?)));
    methods
        .map(|(method, node)| {
            let view = document.operation(node);
            let id = view.operation_id.filter(|id| !id.trim().is_empty());
            let name = id.unwrap_or_else(|| name.to_owned());
            IncomingRequest {
                body: request_body(builder, node, &name),
                name,
                kind,
                method: method.to_ascii_uppercase(),
                summary: view.summary,
                description: view.description,
                origin: document.origin(node),
            }
        })
        .collect()
}
