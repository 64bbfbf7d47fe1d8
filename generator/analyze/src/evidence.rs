//! Response examples: if an example contradicts its schema, the type is relaxed so that it accepts both.
//!
//! If a schema requires a property that its own example omits, real responses probably omit it too. A client that
//! required the property would fail to read them.

use serde_json::Value;

use sdk_diagnostic::{Code, Diagnostic, Diagnostics};
use sdk_model::{Api, Presence, SchemaId, SchemaKind, Schemas};

/// The maximum depth to which an example is compared with its schema.
const MAX_DEPTH: usize = 16;

/// Makes a property optional if a response example omits it, and nullable if an example has null for it.
pub(super) fn follow(api: &mut Api, diagnostics: &mut Diagnostics) {
    let responses = api.operations.iter().flat_map(|operation| &operation.responses);
    let examples: Vec<(SchemaId, Value)> = responses
        .flat_map(|response| &response.content)
        .filter_map(|content| Some((content.schema?, content.example.clone()?)))
        .collect();
    for (id, example) in examples {
        compare(&mut api.schemas, id, &example, diagnostics, 0);
    }
}

fn compare(
    schemas: &mut Schemas,
    id: SchemaId,
    example: &Value,
    diagnostics: &mut Diagnostics,
    depth: usize,
) {
    if depth > MAX_DEPTH {
        return;
    }
    let target = schemas.resolve(id);
    match (&schemas.get(target).kind, example) {
        (SchemaKind::Array(list), Value::Array(elements)) => {
            let items = list.items;
            for element in elements {
                compare(schemas, items, element, diagnostics, depth + 1);
            }
        }
        (SchemaKind::Map(map), Value::Object(entries)) => {
            let values = map.values;
            for value in entries.values() {
                compare(schemas, values, value, diagnostics, depth + 1);
            }
        }
        (SchemaKind::Object(object), Value::Object(entries)) => {
            let names: Vec<(String, SchemaId)> = object
                .properties
                .iter()
                .map(|property| (property.name.clone(), property.schema))
                .collect();
            for (name, schema) in names {
                property(schemas, target, &name, schema, entries.get(&name), diagnostics);
                if let Some(value) = entries.get(&name) {
                    compare(schemas, schema, value, diagnostics, depth + 1);
                }
            }
        }
        _ => {}
    }
}

/// Compares one property with its value in an example, or `None` if the example omits it.
fn property(
    schemas: &mut Schemas,
    owner: SchemaId,
    name: &str,
    schema: SchemaId,
    value: Option<&Value>,
    diagnostics: &mut Diagnostics,
) {
    let accepts_anything = matches!(
        schemas.get(schemas.resolve(schema)).kind,
        SchemaKind::Any | SchemaKind::Null
    );
    if accepts_anything {
        return;
    }
    let origin = schemas.get(schema).origin;
    let Some(owner) = schemas.get_mut(owner) else {
        return;
    };
    let SchemaKind::Object(object) = &mut owner.kind else {
        return;
    };
    let Some(property) = object
        .properties
        .iter_mut()
        .find(|property| property.name == name)
    else {
        return;
    };
    let (presence, what) = match (value, property.presence) {
        (None, Presence::Required) => (Presence::Optional, "required, and absent"),
        (None, Presence::Nullable) => (Presence::OptionalNullable, "required, and absent"),
        (Some(Value::Null), Presence::Required) => (Presence::Nullable, "never null, and null"),
        (Some(Value::Null), Presence::Optional) => (Presence::OptionalNullable, "never null, and null"),
        _ => return,
    };
    property.presence = presence;
    let kind = if value.is_none() { "optional" } else { "nullable" };
    diagnostics.push(
        Diagnostic::warning(
            Code::ExampleContradictsSchema,
            origin,
            format!("`{name}` is {what} in an example of an answer"),
        )
        .effect(format!(
            "`{name}` is {kind} in the type, so that an answer like the example can be read"
        ))
        .help("correct the schema, or the example"),
    );
}
