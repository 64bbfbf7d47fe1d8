//! Answers that are read value by value: server-sent events, JSON lines, JSON sequences, bytes.

use super::Lowering;
use sdk_model::{self as model, Content, ContentFormat, Property, Response, SchemaId, SchemaKind};
use sdk_rust::{Decode, Output, StreamDecoding, Streaming, Type};

/// The properties of a server-sent event: an object with no others describes the event as a whole.
const EVENT_FIELDS: [&str; 5] = ["event", "data", "id", "retry", "comment"];

/// The property that asks for a stream, in bodies of operations that answer in both ways.
const SWITCH: &str = "stream";

/// Whether the values of a body follow one another.
pub(super) fn is_sequential(format: ContentFormat) -> bool {
    matches!(
        format,
        ContentFormat::EventStream | ContentFormat::JsonLines | ContentFormat::JsonSequence
    )
}

/// The type of the values of a sequential body, and how they are told apart.
pub(super) fn values(lowering: &Lowering<'_>, content: &Content) -> (Type, StreamDecoding) {
    let item = content
        .item_schema
        .or_else(|| content.schema.map(|schema| element(lowering, schema)));
    let ty = item.map_or(Type::Value, |id| lowering.type_of(id));
    match content.format {
        ContentFormat::JsonLines => (ty, StreamDecoding::JsonLines),
        ContentFormat::JsonSequence => (ty, StreamDecoding::JsonSequence),
        _ => match item {
            Some(id) => event(lowering, id, ty),
            None => (Type::Event, StreamDecoding::PlainEvents),
        },
    }
}

/// The second way of an operation to answer, beside its output.
pub(super) fn second_way(
    lowering: &Lowering<'_>,
    operation: &model::Operation,
    successes: &[&Response],
    output: &Output,
) -> Option<Streaming> {
    if matches!(output.decode, Decode::Stream(_)) {
        return None;
    }
    let mut contents = successes.iter().flat_map(|response| &response.content);
    if let Some(content) = contents.clone().find(|content| is_sequential(content.format)) {
        let (ty, decoding) = values(lowering, content);
        return Some(Streaming {
            ty,
            decoding,
            media_type: content.media_type.trim().to_owned(),
            switch: has_switch(lowering, operation).then(|| SWITCH.to_owned()),
        });
    }
    if output.decode != Decode::Bytes {
        return None;
    }
    Some(Streaming {
        ty: Type::Bytes,
        decoding: StreamDecoding::Chunks,
        media_type: contents.next()?.media_type.trim().to_owned(),
        switch: None,
    })
}

/// What the document gives as a list is a list of what follows one another.
fn element(lowering: &Lowering<'_>, id: SchemaId) -> SchemaId {
    let schemas = &lowering.api.schemas;
    match &schemas.get(schemas.resolve(id)).kind {
        SchemaKind::Array(list) => list.items,
        _ => id,
    }
}

/// A schema of events describes what their data holds, or an event as a whole.
fn event(lowering: &Lowering<'_>, id: SchemaId, ty: Type) -> (Type, StreamDecoding) {
    let schemas = &lowering.api.schemas;
    match whole_event(lowering, id) {
        Some(data) if is_text(lowering, data) => (ty, StreamDecoding::WholeTextEvents),
        Some(_) => (ty, StreamDecoding::WholeEvents),
        None => match &schemas.get(schemas.resolve(id)).kind {
            SchemaKind::String(_) | SchemaKind::Any => (Type::Event, StreamDecoding::PlainEvents),
            _ => (ty, StreamDecoding::Events),
        },
    }
}

/// The schema of `data`, where a schema describes events as a whole, or alternatives that all do.
fn whole_event(lowering: &Lowering<'_>, id: SchemaId) -> Option<SchemaId> {
    let schemas = &lowering.api.schemas;
    let data = |id: SchemaId| match &schemas.get(schemas.resolve(id)).kind {
        SchemaKind::Object(object) => {
            let is_field = |property: &Property| EVENT_FIELDS.contains(&property.name.as_str());
            let mut properties = object.properties.iter();
            let data = properties.find(|property| property.name == "data")?;
            object.properties.iter().all(is_field).then_some(data.schema)
        }
        _ => None,
    };
    match &schemas.get(schemas.resolve(id)).kind {
        SchemaKind::Union(union) => {
            let all: Option<Vec<SchemaId>> = union
                .variants
                .iter()
                .map(|variant| data(variant.schema))
                .collect();
            all?.first().copied()
        }
        _ => data(id),
    }
}

fn is_text(lowering: &Lowering<'_>, id: SchemaId) -> bool {
    let schemas = &lowering.api.schemas;
    matches!(schemas.get(schemas.resolve(id)).kind, SchemaKind::String(_))
}

/// Whether the JSON body has a flag that asks for a stream.
fn has_switch(lowering: &Lowering<'_>, operation: &model::Operation) -> bool {
    let schemas = &lowering.api.schemas;
    let contents = operation.body.iter().flat_map(|body| &body.content);
    let json = contents.filter(|content| content.format == ContentFormat::Json);
    json.filter_map(|content| content.schema).any(|id| {
        let SchemaKind::Object(object) = &schemas.get(schemas.resolve(id)).kind else {
            return false;
        };
        object.properties.iter().any(|property| {
            let kind = &schemas.get(schemas.resolve(property.schema)).kind;
            property.name == SWITCH && matches!(kind, SchemaKind::Boolean)
        })
    })
}
