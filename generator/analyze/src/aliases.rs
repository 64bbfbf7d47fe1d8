//! Alias cycles: schemas that are only aliases of each other and so describe no type. The cycle itself is reported
//! where the document is read. Breaking cycles here lets later passes follow aliases without a guard.

use sdk_model::{SchemaId, SchemaKind, Schemas};

/// Breaks alias cycles: one schema of each cycle accepts any value instead.
pub(super) fn end_cycles(schemas: &mut Schemas) {
    let ids: Vec<SchemaId> = schemas.iter().map(|(id, _)| id).collect();
    // By schema, the walk that visited it first. A chain that an earlier walk visited is known to end.
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
