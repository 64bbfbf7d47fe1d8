//! Encodes the body of a request.

use serde::Serialize;
use serde_json::{Map, Value};

use super::call::{Call, CallBody};
use super::encode::form_pairs;
use super::error::Error;
use super::headers::refuse_header;
use super::multipart::Multipart;
use super::operation::Body;
use super::validate::{check_fields, invalid_parameter};
use super::vocabulary::{BodyKind, ParameterLocation};

/// An encoded body.
pub(super) struct Encoded {
    pub(super) content_type: String,
    pub(super) bytes: Vec<u8>,
}

/// Validates and encodes the body of a call. `None` if none is sent.
pub(super) fn encode_body(call: &Call) -> Result<Option<Encoded>, Error> {
    let content_type = call.body_content_type.as_deref();
    let encoded = match &call.body {
        CallBody::Text(index, text) => plain(entry(call, *index)?, text.clone().into_bytes(), content_type)?,
        CallBody::Bytes(index, bytes) => plain(entry(call, *index)?, bytes.clone(), content_type)?,
        CallBody::Multipart(index, form) => {
            let mut form = form.clone();
            let entry = entry(call, *index)?;
            form.push_object(Value::Object(all_fields(call)), entry.parts);
            multipart(call, entry, form)?
        }
        CallBody::Value(index, value) => encode_value(call, *index, value.clone())?,
        CallBody::None if is_plain(call) => {
            let entry = entry(call, 0)?;
            check_fields(call, &call.fields)?;
            json(entry, &call.fields)?
        }
        CallBody::None if has_parts(call) || call.empty_object_is_body() => {
            encode_value(call, 0, Value::Object(Map::new()))?
        }
        CallBody::None if call.operation.body_required && call.options.validate => {
            return Err(Error::invalid("the body is required but not given"));
        }
        CallBody::None => return Ok(None),
    };
    Ok(Some(encoded))
}

/// Returns whether the body is JSON and has only fields that the operation declares, as most bodies do.
fn is_plain(call: &Call) -> bool {
    let is_json = call.body_entry(0).is_some_and(|body| body.kind == BodyKind::Json);
    is_json && !call.fields.is_empty() && call.extra_fields.is_empty() && call.files.is_empty()
}

fn has_parts(call: &Call) -> bool {
    has_fields(call) || !call.files.is_empty()
}

fn has_fields(call: &Call) -> bool {
    !call.fields.is_empty() || !call.extra_fields.is_empty()
}

fn all_fields(call: &Call) -> Map<String, Value> {
    let mut fields = call.fields.clone();
    fields.extend(call.extra_fields.clone());
    fields
}

fn entry(call: &Call, index: usize) -> Result<&'static Body, Error> {
    call.body_entry(index)
        .ok_or_else(|| Error::invalid("the operation does not take such a body"))
}

fn encode_value(call: &Call, index: usize, mut value: Value) -> Result<Encoded, Error> {
    let entry = entry(call, index)?;
    if let Value::Object(object) = &mut value {
        object.extend(call.fields.clone());
        check_fields(call, object)?;
        object.extend(call.extra_fields.clone());
    } else if has_fields(call) {
        return Err(Error::invalid(
            "fields cannot be put into a body that is not an object",
        ));
    }
    match entry.kind {
        BodyKind::Json => json(entry, &value),
        BodyKind::Form => {
            let pairs = form_pairs(&value, entry.parts)
                .map_err(|(name, problem)| invalid_parameter(ParameterLocation::Field, &name, &problem))?;
            plain(entry, pairs.join("&").into_bytes(), None)
        }
        BodyKind::Multipart => {
            let mut form = Multipart::new();
            if !form.push_object(value, entry.parts) {
                return Err(Error::invalid("a form must be an object"));
            }
            multipart(call, entry, form)
        }
        BodyKind::Text | BodyKind::Bytes => match value {
            Value::String(text) => plain(entry, text.into_bytes(), None),
            _ => Err(Error::invalid("the body must be text")),
        },
    }
}

fn json(entry: &Body, value: &impl Serialize) -> Result<Encoded, Error> {
    let bytes = serde_json::to_vec(value)
        .map_err(|error| Error::invalid("the body cannot be written as JSON").with_source(Box::new(error)))?;
    let content_type = if is_wildcard(entry.content_type) {
        "application/json"
    } else {
        entry.content_type
    };
    Ok(Encoded {
        content_type: content_type.to_owned(),
        bytes,
    })
}

fn multipart(call: &Call, entry: &Body, mut form: Multipart) -> Result<Encoded, Error> {
    for (name, file) in &call.files {
        form.file(name, file.clone());
    }
    let (boundary, bytes) = form
        .encode(entry.parts)
        .map_err(|problem| Error::invalid(format!("the form {problem}")))?;
    Ok(Encoded {
        content_type: format!("{}; boundary={boundary}", entry.content_type),
        bytes,
    })
}

fn plain(entry: &Body, bytes: Vec<u8>, content_type: Option<&str>) -> Result<Encoded, Error> {
    let declared = if is_wildcard(entry.content_type) {
        "application/octet-stream"
    } else {
        entry.content_type
    };
    let content_type = content_type.unwrap_or(declared);
    if let Some(problem) = refuse_header("Content-Type", content_type) {
        return Err(Error::invalid(format!("the content type {problem}")));
    }
    Ok(Encoded {
        content_type: content_type.to_owned(),
        bytes,
    })
}

fn is_wildcard(content_type: &str) -> bool {
    content_type.contains('*')
}
