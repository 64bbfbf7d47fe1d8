//! The schemas that are sent, and those that are received.

use crate::{Api, Content, Response, SchemaId, Schemas, Usage};

/// Marks every schema that a parameter, request body, response, webhook or callback references, directly or indirectly.
#[must_use]
pub fn usage(api: &Api) -> Usage {
    let mut sent = vec![false; api.schemas.len()];
    let mut received = sent.clone();
    for operation in &api.operations {
        let parameters = operation.parameters.iter().map(|parameter| parameter.schema);
        let bodies = operation.body.iter().flat_map(|body| schemas_of(&body.content));
        mark_referenced(&api.schemas, parameters.chain(bodies), &mut sent);
        let responses = operation.responses.iter().flat_map(Response::schemas);
        mark_referenced(&api.schemas, responses, &mut received);
    }
    let incoming = api.incoming.iter().flat_map(|request| &request.body);
    let bodies = incoming.flat_map(|body| schemas_of(&body.content));
    mark_referenced(&api.schemas, bodies, &mut received);
    Usage { sent, received }
}

fn schemas_of(content: &[Content]) -> impl Iterator<Item = SchemaId> {
    content.iter().flat_map(Content::schemas)
}

/// Marks the schemas and everything that they reference, transitively.
fn mark_referenced(schemas: &Schemas, roots: impl Iterator<Item = SchemaId>, marks: &mut [bool]) {
    let mut queue: Vec<SchemaId> = roots.collect();
    while let Some(id) = queue.pop() {
        match marks.get_mut(id.index()) {
            Some(mark) if !*mark => *mark = true,
            _ => continue,
        }
        queue.extend(schemas.get(id).kind.children());
    }
}
