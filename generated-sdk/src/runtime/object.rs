//! Reads the named properties of a JSON object.
//!
//! What no one asked for stays behind as the extra fields, so that it can be sent back. [`ObjectWriter`]
//! is the other direction.
//!
//! [`ObjectWriter`]: super::ObjectWriter

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::decode_error::DecodeError;
use super::json::Json;
use super::json::decode_map;
use super::patch::Patch;

/// A JSON object that is being read, property by property.
#[derive(Clone, Debug)]
pub struct Object {
    fields: Map<String, Value>,
    /// Optional properties that were null. They stay in `fields`.
    nulls: Vec<String>,
}

impl Object {
    /// Takes a value that must be an object. The error names the type that it was read for.
    pub fn from_json(type_name: &str, value: Value) -> Result<Self, DecodeError> {
        match value {
            Value::Object(fields) => Ok(Self {
                fields,
                nulls: Vec::new(),
            }),
            other => Err(DecodeError::expected(&format!("an object ({type_name})"), &other)),
        }
    }

    /// Reads a property that must be there.
    pub fn required<T: Json>(&mut self, name: &str) -> Result<T, DecodeError> {
        decode(name, self.take(name)?)
    }

    /// Reads a property that may be absent. An explicit null also reads as `None`, and stays among the
    /// extra fields, so that it is written back.
    pub fn optional<T: Json>(&mut self, name: &str) -> Result<Option<T>, DecodeError> {
        self.take_value(name).map(|value| decode(name, value)).transpose()
    }

    /// Reads a property that must be there and may be null.
    pub fn nullable<T: Json>(&mut self, name: &str) -> Result<Option<T>, DecodeError> {
        decode(name, self.take(name)?)
    }

    /// Reads a property where absent and null differ.
    pub fn patch<T: Json>(&mut self, name: &str) -> Result<Patch<T>, DecodeError> {
        match self.fields.remove(name) {
            None => Ok(Patch::Keep),
            Some(Value::Null) => Ok(Patch::Null),
            Some(value) => decode(name, value).map(Patch::Set),
        }
    }

    /// Reads a property that must be there and is documented to be this text.
    pub fn constant(&mut self, name: &str, expected: &str) -> Result<(), DecodeError> {
        self.constant_value(name, &Value::from(expected))
    }

    /// Reads a property that must be there and is documented to be this value. Another value, of a newer
    /// server, is kept among the extra fields and so written back.
    pub fn constant_value(&mut self, name: &str, expected: &Value) -> Result<(), DecodeError> {
        let value = self.take(name)?;
        if value != *expected {
            self.fields.insert(name.to_owned(), value);
        }
        Ok(())
    }

    /// What has not been read.
    #[must_use]
    pub fn extra(self) -> BTreeMap<String, Value> {
        self.fields.into_iter().collect()
    }

    /// What has not been read, where the document gives its type. A null that an optional property left
    /// behind is dropped: it need not be a value of that type.
    pub fn extra_of<T: Json>(mut self) -> Result<BTreeMap<String, T>, DecodeError> {
        for name in &self.nulls {
            self.fields.remove(name);
        }
        decode_map(self.fields)
    }

    fn take(&mut self, name: &str) -> Result<Value, DecodeError> {
        self.fields.remove(name).ok_or_else(|| DecodeError::missing(name))
    }

    fn take_value(&mut self, name: &str) -> Option<Value> {
        if self.fields.get(name)?.is_null() {
            self.nulls.push(name.to_owned());
            return None;
        }
        self.fields.remove(name)
    }
}

fn decode<T: Json>(name: &str, value: Value) -> Result<T, DecodeError> {
    T::from_json(value).map_err(|error| error.at(name))
}
