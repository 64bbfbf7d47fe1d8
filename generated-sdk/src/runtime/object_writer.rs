//! Writes the named properties of a JSON object.
//!
//! One writer serves two ends: the complete value, and the value as it is sent, without the
//! read-only properties.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::json::{Json, within};
use super::patch::Patch;

/// A JSON object that is being written, property by property.
#[derive(Clone, Debug)]
pub struct ObjectWriter {
    fields: Map<String, Value>,
    request: bool,
    /// The read-only properties that this request leaves out. They do not come back as extra fields.
    left_out: Vec<String>,
    /// The properties with a constant value. A different value that was decoded replaces it.
    constants: Vec<String>,
}

impl ObjectWriter {
    /// Writes the whole object.
    #[must_use]
    pub fn complete() -> Self {
        Self {
            fields: Map::new(),
            request: false,
            left_out: Vec::new(),
            constants: Vec::new(),
        }
    }

    /// Writes the object as it is sent.
    #[must_use]
    pub fn request() -> Self {
        Self {
            fields: Map::new(),
            request: true,
            left_out: Vec::new(),
            constants: Vec::new(),
        }
    }

    /// Writes a property.
    pub fn required<T: Json>(&mut self, name: &str, value: &T) {
        let value = within(|| self.convert(value), |found| found.at(name));
        self.put(name, value);
    }

    /// Writes a property if it has a value.
    pub fn optional<T: Json>(&mut self, name: &str, value: &Option<T>) {
        if let Some(value) = value {
            self.required(name, value);
        }
    }

    /// Writes a property, as null if it has no value.
    pub fn nullable<T: Json>(&mut self, name: &str, value: &Option<T>) {
        self.required(name, value);
    }

    /// Writes a property as its patch says: not at all, as null, or with the value.
    pub fn patch<T: Json>(&mut self, name: &str, value: &Patch<T>) {
        match value {
            Patch::Keep => {}
            Patch::Null => self.put(name, Value::Null),
            Patch::Set(value) => self.required(name, value),
        }
    }

    /// Writes a property that always has this value.
    pub fn constant(&mut self, name: &str, value: impl Into<Value>) {
        self.put(name, value.into());
        self.constants.push(name.to_owned());
    }

    /// [`Self::required`] of a property that no request contains.
    pub fn read_only_required<T: Json>(&mut self, name: &str, value: &T) {
        if self.keeps(name) {
            self.required(name, value);
        }
    }

    /// [`Self::optional`] of a property that no request contains.
    pub fn read_only_optional<T: Json>(&mut self, name: &str, value: &Option<T>) {
        if self.keeps(name) {
            self.optional(name, value);
        }
    }

    /// [`Self::nullable`] of a property that no request contains.
    pub fn read_only_nullable<T: Json>(&mut self, name: &str, value: &Option<T>) {
        if self.keeps(name) {
            self.nullable(name, value);
        }
    }

    /// [`Self::patch`] of a property that no request contains.
    pub fn read_only_patch<T: Json>(&mut self, name: &str, value: &Patch<T>) {
        if self.keeps(name) {
            self.patch(name, value);
        }
    }

    /// Writes the properties that the type does not name. One that is already written stays as it is.
    pub fn extra<T: Json>(&mut self, extra: &BTreeMap<String, T>) {
        for (name, value) in extra {
            let is_free = !self.fields.contains_key(name) || self.constants.contains(name);
            if is_free && !self.left_out.contains(name) {
                self.required(name, value);
            }
        }
    }

    /// The object.
    #[must_use]
    pub fn finish(self) -> Value {
        Value::Object(self.fields)
    }

    fn keeps(&mut self, read_only: &str) -> bool {
        if self.request {
            self.left_out.push(read_only.to_owned());
        }
        !self.request
    }

    fn convert<T: Json>(&self, value: &T) -> Value {
        if self.request {
            value.to_request_json()
        } else {
            value.to_json()
        }
    }

    fn put(&mut self, name: &str, value: Value) {
        self.fields.insert(name.to_owned(), value);
    }
}
