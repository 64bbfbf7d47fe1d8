//! The presence of properties: nullability is known only once every schema is built.

use sdk_model::{Presence, SchemaId, SchemaKind, Schemas};

/// Makes each property nullable whose schema allows null.
pub(super) fn settle(schemas: &mut Schemas) {
    let ids: Vec<SchemaId> = schemas.iter().map(|(id, _)| id).collect();
    for id in ids {
        let SchemaKind::Object(object) = &schemas.get(id).kind else {
            continue;
        };
        let mut object = object.clone();
        for property in &mut object.properties {
            let target = schemas.resolve(property.schema);
            // The types of these schemas already include null.
            let absorbs_null = matches!(schemas.get(target).kind, SchemaKind::Any | SchemaKind::Null);
            let nullable = schemas.is_nullable(property.schema) && !absorbs_null;
            property.presence = Presence::of(!property.presence.is_optional(), nullable);
        }
        if let Some(schema) = schemas.get_mut(id) {
            schema.kind = SchemaKind::Object(object);
        }
    }
}
