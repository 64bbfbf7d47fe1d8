//! Schemas that are other names for each other, all the way round: they say nothing, which is told where they are read.
//! Whoever follows an alias comes to an end.

use sdk_model::{SchemaId, SchemaKind, Schemas};

/// Makes a schema that is another name for itself one of any value.
pub(super) fn end_cycles(schemas: &mut Schemas) {
    let ids: Vec<SchemaId> = schemas.iter().map(|(id, _)| id).collect();
    // The walk that came to a schema first: what an earlier one has seen leads to an end.
    let mut seen: Vec<Option<SchemaId>> = vec![None; ids.len()];
    for &start in &ids {
        let mut current = start;
        while let SchemaKind::Alias(target) = schemas.get(current).kind {
            match seen.get_mut(current.index()) {
                Some(slot @ None) => *slot = Some(start),
                Some(Some(first)) if *first == start => {
                    if let Some(schema) = schemas.get_mut(current) {
                        schema.kind = SchemaKind::Any;
                    }
                    break;
                }
                _ => break,
            }
            current = target;
        }
    }
}
