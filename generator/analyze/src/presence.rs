//! Whether each property can be absent or null: known only once every schema is.

use sdk_model::{Presence, SchemaId, SchemaKind, Schemas};

/// Adds to each property's presence whether its schema allows null.
pub(super) fn settle(schemas: &mut Schemas) {
    let ids: Vec<SchemaId> = schemas.iter().map(|(id, _)| id).collect();
    for id in ids {
        let SchemaKind::Object(object) = &schemas.get(id).kind else {
            continue;
        };
        let mut object = object.clone();
        for property in &mut object.properties {
            let target = schemas.resolve(property.schema);
            // A free-form value holds null itself, and a value that is always null needs no option.
            let absorbs_null = matches!(schemas.get(target).kind, SchemaKind::Any | SchemaKind::Null);
            let nullable = schemas.is_nullable(property.schema) && !absorbs_null;
            property.presence = Presence::of(!property.presence.is_optional(), nullable);
        }
        if let Some(schema) = schemas.get_mut(id) {
            schema.kind = SchemaKind::Object(object);
        }
    }
}
