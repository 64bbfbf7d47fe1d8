//! Which schemas are sent and which are received.

use crate::model::{Additional, Api, Content, SchemaId, SchemaKind, Schemas, Usage};

/// Follows every parameter and body, and every answer, to the schemas they reach.
#[must_use]
pub fn usage(api: &Api) -> Usage {
    let mut sent = vec![false; api.schemas.len()];
    let mut received = sent.clone();
    for operation in &api.operations {
        let parameters = operation.parameters.iter().map(|parameter| parameter.schema);
        let bodies = operation.body.iter().flat_map(|body| schemas_of(&body.content));
        reach(&api.schemas, parameters.chain(bodies), &mut sent);
        let answers = operation
            .responses
            .iter()
            .flat_map(|response| schemas_of(&response.content));
        reach(&api.schemas, answers, &mut received);
    }
    Usage { sent, received }
}

fn schemas_of(content: &[Content]) -> impl Iterator<Item = SchemaId> {
    content.iter().filter_map(|content| content.schema)
}

/// Marks the schemas and all they lead to.
fn reach(schemas: &Schemas, roots: impl Iterator<Item = SchemaId>, marks: &mut [bool]) {
    let mut queue: Vec<SchemaId> = roots.collect();
    while let Some(id) = queue.pop() {
        match marks.get_mut(id.index()) {
            Some(mark) if !*mark => *mark = true,
            _ => continue,
        }
        queue.extend(children(&schemas.get(id).kind));
    }
}

/// The schemas that a schema names.
fn children(kind: &SchemaKind) -> Vec<SchemaId> {
    match kind {
        SchemaKind::Array(schema) => vec![schema.items],
        SchemaKind::Tuple(schema) => schema.elements.clone(),
        SchemaKind::Map(schema) => vec![schema.values],
        SchemaKind::Object(schema) => {
            let mut all: Vec<SchemaId> = schema.properties.iter().map(|property| property.schema).collect();
            if let Additional::Schema(values) = schema.additional {
                all.push(values);
            }
            all
        }
        SchemaKind::Union(schema) => schema.variants.iter().map(|variant| variant.schema).collect(),
        SchemaKind::Alias(target) => vec![*target],
        _ => Vec::new(),
    }
}
