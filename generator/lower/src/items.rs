//! Types to be defined: a struct, enum, union or alias for each schema that has a name.

mod enums;
mod fields;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde_json::Value;

use super::{Lowering, prose};
use enums::{integer_enum, string_enum, union};
use fields::{FieldNames, field};
use sdk_model::{
    Additional as ModelAdditional, Name, ObjectSchema, Presence as ModelPresence, Property, Schema, SchemaId,
    SchemaKind, Schemas,
};
use sdk_rust::{
    Additional, Alias, Constant, Docs, Field, Ident, Item, Presence, Struct, Type, TypeModule, Wrapper,
};

pub(super) use fields::{access, value_docs};

/// The modules below `types`.
pub(super) fn type_modules(lowering: &Lowering<'_>) -> Vec<TypeModule> {
    // Types do not depend on one another.
    let modules = lowering.names.modules().par_iter();
    modules
        .map(|(ident, members)| TypeModule {
            features: Vec::new(),
            ident: ident.clone(),
            items: members.iter().filter_map(|&id| item(lowering, id)).collect(),
        })
        .collect()
}

fn item(lowering: &Lowering<'_>, id: SchemaId) -> Option<Item> {
    let ident = lowering.names.get(id)?.clone();
    let schema = lowering.api.schemas.get(id);
    let docs = prose::docs(schema.description.as_deref(), || {
        described_by_name(schema, &ident)
    });
    Some(match &schema.kind {
        SchemaKind::Object(object) => Item::Struct(strukt(lowering, id, schema, object, ident, docs)),
        SchemaKind::Union(alternatives) => {
            Item::Union(union(lowering, id, schema, alternatives, ident, docs))
        }
        SchemaKind::Enum(values) if values.values.iter().all(|value| value.value.is_string()) => {
            Item::StringEnum(string_enum(lowering, id, schema, values, (ident, docs)))
        }
        SchemaKind::Enum(values) if values.values.iter().all(|value| value.value.is_i64()) => {
            Item::IntegerEnum(integer_enum(lowering, id, schema, values, (ident, docs)))
        }
        _ if lowering.names.is_wrapper(id) => Item::Wrapper(Wrapper {
            ident,
            docs,
            deprecated: is_deprecated(schema),
            ty: lowering.structure(id),
        }),
        _ => Item::Alias(Alias {
            former_of: None,
            ident,
            docs,
            ty: lowering.structure(id),
        }),
    })
}

/// Whether a type is deprecated. Of an inline schema, only the place that holds it is.
fn is_deprecated(schema: &Schema) -> bool {
    schema.deprecated && matches!(schema.name, Name::Declared(_))
}

/// A sentence for a schema that the document does not describe. One without a name goes by that of its type, so that
/// nothing changes where the document gives it that name.
fn described_by_name(schema: &Schema, ident: &Ident) -> String {
    match &schema.name {
        Name::Declared(name) => format!("`{}` of the API.", code(name)),
        Name::Suggested(_) => format!("`{}` of the API.", ident.plain()),
    }
}

/// A text that fits between backticks.
pub(super) fn code(text: &str) -> String {
    let plain: String = text
        .chars()
        .filter(|letter| *letter != '`' && !letter.is_control())
        .collect();
    if plain.is_empty() {
        "\"\"".to_owned()
    } else {
        plain
    }
}

/// The one value that a property can have, where it is written without being part of the struct.
pub(super) fn constant(schemas: &Schemas, property: &Property) -> Option<Value> {
    let target = schemas.resolve(property.schema);
    let schema = schemas.get(target);
    match &schema.kind {
        SchemaKind::Enum(values)
            if property.presence == ModelPresence::Required && matches!(schema.name, Name::Suggested(_)) =>
        {
            match values.values.as_slice() {
                [single]
                    if single.value.is_string() || single.value.is_i64() || single.value.is_boolean() =>
                {
                    Some(single.value.clone())
                }
                _ => None,
            }
        }
        _ => None,
    }
}

fn strukt(
    lowering: &Lowering<'_>,
    id: SchemaId,
    schema: &Schema,
    object: &ObjectSchema,
    ident: Ident,
    mut docs: Docs,
) -> Struct {
    let schemas = &lowering.api.schemas;
    let constructible = lowering.usage.is_sent(id);
    let mut constants = Vec::new();
    let mut named = Vec::new();
    for property in &object.properties {
        match constant(schemas, property) {
            Some(value) => constants.push(Constant {
                wire_name: property.name.clone(),
                value,
            }),
            None => named.push(property),
        }
    }
    for constant in &constants {
        docs.paragraph([format!(
            "On the wire, `{}` is always `{}`.",
            code(&constant.wire_name),
            code(&constant.value.to_string())
        )]);
    }
    let additional = match object.additional {
        ModelAdditional::Schema(values) => lowering.type_of(values),
        ModelAdditional::Unspecified | ModelAdditional::Forbidden => Type::Value,
    };
    let mut names = FieldNames::new();
    let held = &lowering.config.names;
    let released = lowering.names.released(id);
    if let Some(released) = released {
        names.hold_setters(held, released, &named);
    }
    let fields = names.settle(&named, &ident, |property| {
        released.and_then(|released| held.get(released, "field", property).map(str::to_owned))
    });
    let fields: Vec<Field> = named
        .iter()
        .zip(fields)
        .map(|(property, name)| field(lowering, id, property, name, &mut names))
        .map(|field| keep_null(field, &additional))
        .collect();
    let extra = names.extra();
    Struct {
        ident,
        docs,
        deprecated: is_deprecated(schema),
        fields,
        constants,
        additional: match additional {
            Type::Value => Additional::Values(extra),
            ty => Additional::Typed(extra, ty),
        },
        constructible,
        skips_in_requests: constructible && lowering.reaching_read_only.contains(&id),
    }
}

/// An explicit null is kept among the additional fields where those are JSON values, and in the field itself
/// where they are not.
fn keep_null(field: Field, additional: &Type) -> Field {
    match field.presence {
        Presence::OptionalNullable if *additional != Type::Value => Field {
            presence: Presence::Patch,
            ..field
        },
        _ => field,
    }
}

/// The schemas of which some field, or one of what they hold, is set by the server alone.
pub(super) fn reaching_read_only(schemas: &Schemas) -> BTreeSet<SchemaId> {
    let mut holders: BTreeMap<SchemaId, Vec<SchemaId>> = BTreeMap::new();
    let mut queue = Vec::new();
    for (id, schema) in schemas.iter() {
        for child in schema.kind.children() {
            holders.entry(child).or_default().push(id);
        }
        if let SchemaKind::Object(object) = &schema.kind
            && object
                .properties
                .iter()
                .any(|property| access(schemas, property.schema).0)
        {
            queue.push(id);
        }
    }
    let mut reaching = BTreeSet::new();
    while let Some(id) = queue.pop() {
        if reaching.insert(id) {
            queue.extend(holders.get(&id).into_iter().flatten());
        }
    }
    reaching
}
