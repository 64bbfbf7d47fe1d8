//! Values as text in paths, queries, headers and cookies.
//!
//! Pure functions from a parameter and a JSON value to text, after the styles of `OpenAPI`. They refuse what
//! could not be distinguished on the other side. They know neither the client nor the transport.

mod header;
mod path;
mod percent;
mod query;

pub(super) use self::header::{cookie_pairs, header_value};
pub(super) use self::path::build_path;
pub(super) use self::percent::{percent_encode, percent_encode_reserved};
pub(super) use self::query::{form_pairs, query_pairs};

use serde_json::Value;

/// Why a value cannot be sent: the end of a sentence that begins with the name of the parameter.
pub(super) type Refusal = String;

/// A value as the styles see it: one string, an array, or names with values. Nulls are left out.
pub(super) enum Shape<'a> {
    /// Nothing to send.
    Nothing,
    /// One text.
    One(String),
    /// A list.
    List(Vec<&'a Value>),
    /// Names with values.
    Fields(Vec<(&'a str, &'a Value)>),
}

/// Classifies a value.
pub(super) fn shape(value: &Value) -> Shape<'_> {
    match value {
        Value::Null => Shape::Nothing,
        Value::Array(items) => Shape::List(items.iter().filter(|item| !item.is_null()).collect()),
        Value::Object(map) => Shape::Fields(
            map.iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(name, value)| (name.as_str(), value))
                .collect(),
        ),
        Value::String(text) => Shape::One(text.clone()),
        Value::Bool(_) | Value::Number(_) => Shape::One(value.to_string()),
    }
}

/// The text of a value that must be neither list nor object.
pub(super) fn scalar(value: &Value) -> Result<String, Refusal> {
    match shape(value) {
        Shape::One(text) => Ok(text),
        Shape::Nothing => Ok(String::new()),
        Shape::List(_) | Shape::Fields(_) => {
            Err("holds a list or an object inside, which its style cannot carry".into())
        }
    }
}

/// The items of a list, or names and values of an object, one after the other.
pub(super) fn flatten(shape: Shape<'_>) -> Result<Vec<String>, Refusal> {
    match shape {
        Shape::Nothing => Ok(Vec::new()),
        Shape::One(text) => Ok(vec![text]),
        Shape::List(items) => items.into_iter().map(scalar).collect(),
        Shape::Fields(fields) => {
            let mut flat = Vec::with_capacity(fields.len() * 2);
            for (name, value) in fields {
                flat.push(name.to_owned());
                flat.push(scalar(value)?);
            }
            Ok(flat)
        }
    }
}

/// Refuses an item that holds the character which separates the items.
pub(super) fn refuse_separator(items: &[String], separator: char) -> Result<(), Refusal> {
    if items.iter().any(|item| item.contains(separator)) {
        return Err(format!(
            "has an item with {separator:?} in it, which separates the items"
        ));
    }
    Ok(())
}
