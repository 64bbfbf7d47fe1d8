//! Validation of the request bodies of create and update.

use serde_json::{Map, Value};

/// Splits a create body into the external ID and the other fields, or returns an error message.
pub(super) fn read_create(body: &[u8]) -> Result<(String, Map<String, Value>), String> {
    let mut fields = read_object(body)?;
    let external_id = match fields.remove("external_id") {
        Some(Value::String(text)) => text,
        Some(_) => return Err("external_id must be a string".to_owned()),
        None => return Err("external_id is required".to_owned()),
    };
    let length = external_id.chars().count();
    if !(1..=120).contains(&length) {
        return Err(format!("external_id must have 1 to 120 characters, not {length}"));
    }
    check_profile(&fields)?;
    Ok((external_id, fields))
}

/// Returns the fields of an update body, or an error message.
pub(super) fn read_update(body: &[u8]) -> Result<Map<String, Value>, String> {
    let fields = read_object(body)?;
    check_profile(&fields)?;
    Ok(fields)
}

fn read_object(body: &[u8]) -> Result<Map<String, Value>, String> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err("the body must be an object".to_owned()),
        Err(error) => Err(format!("the body is not JSON: {error}")),
    }
}

fn check_profile(fields: &Map<String, Value>) -> Result<(), String> {
    for (name, value) in fields {
        let expected = match name.as_str() {
            "display_name" | "email" | "avatar_url" => {
                (!value.is_string() && !value.is_null()).then_some("a string or null")
            }
            // Null is accepted only for fields that the document makes nullable.
            "tags" => (!is_list_of_strings(value)).then_some("a list of strings"),
            "metadata" => (!value.is_object()).then_some("an object"),
            _ => return Err(format!("unknown field `{name}`")),
        };
        if let Some(expected) = expected {
            return Err(format!("{name} must be {expected}"));
        }
    }
    Ok(())
}

fn is_list_of_strings(value: &Value) -> bool {
    value
        .as_array()
        .is_some_and(|items| items.iter().all(Value::is_string))
}
