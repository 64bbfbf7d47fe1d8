//! Every operation of every fixture, callable with values that a test chooses.
//!
//! The build script writes the table: the declared parameters, and the calls of the generated builder. This
//! module does not know how values are serialized.

use std::any::Any;

use serde_json::{Value, json};

use crate::runtime::{
    BodyKind, BoxFuture, DecodeError, Error, File, Json, ParameterLocation, ParameterStyle,
};

#[allow(
    deprecated,
    unused_variables,
    clippy::redundant_closure_call,
    clippy::unit_arg,
    clippy::needless_pass_by_value,
    clippy::let_unit_value,
    reason = "what is deprecated is called as well, and what all operations are given, not each takes"
)]
mod table {
    use super::{BodyKind, Declared, Fixture, Operation, ParameterLocation, ParameterStyle};

    include!(concat!(env!("OUT_DIR"), "/calls.rs"));
}

pub use table::FIXTURES;

/// A client of a fixture.
pub type Connected = Box<dyn Any + Send + Sync>;

/// A fixture.
#[derive(Debug)]
pub struct Fixture {
    /// Its name.
    pub name: &'static str,
    /// Makes a client for a server, with a credential for each scheme.
    pub connect: fn(&str) -> Connected,
    /// Its operations.
    pub operations: &'static [Operation],
}

/// An operation.
#[derive(Debug)]
pub struct Operation {
    /// Its name.
    pub id: &'static str,
    /// The method on the wire.
    pub method: &'static str,
    /// The template of its path.
    pub path: &'static str,
    /// The declared parameters, and the form fields with a serialization other than the default.
    pub parameters: &'static [Declared],
    /// The kind of request body.
    pub body: Option<BodyKind>,
    /// Calls the operation with values.
    pub call: fn(&Connected, &mut Given<'_>) -> BoxFuture<'static, Result<(), Error>>,
}

/// A parameter as the document declares it.
#[derive(Debug)]
pub struct Declared {
    /// Its name.
    pub name: &'static str,
    /// The location of the parameter: path, query, header or cookie.
    pub place: ParameterLocation,
    /// Its style.
    pub style: ParameterStyle,
    /// The value of `explode`.
    pub explode: bool,
    /// True if the value is serialized as JSON.
    pub json: bool,
}

/// The values of one call, built from words.
#[derive(Debug)]
pub struct Given<'a> {
    words: &'a [String],
    used: usize,
    /// Location, name and value, in the order in which they were taken. The whole body has an empty name.
    pub values: Vec<(ParameterLocation, &'static str, Value)>,
    /// The file names, by field name.
    pub files: Vec<(&'static str, String)>,
}

/// The content of every file.
pub const CONTENT: &[u8] = b"\r\n--\x00\xff\r\n\r\n";

impl<'a> Given<'a> {
    /// Creates values that are built from these words, which repeat.
    #[must_use]
    pub fn new(words: &'a [String]) -> Self {
        Self {
            words,
            used: 0,
            values: Vec::new(),
            files: Vec::new(),
        }
    }

    fn word(&mut self) -> String {
        let word = self.words.get(self.used % self.words.len().max(1));
        self.used += 1;
        word.cloned().unwrap_or_default()
    }

    /// Returns a value of a type.
    ///
    /// # Panics
    ///
    /// If no value of the type can be built.
    pub fn take<T: Json>(&mut self, place: ParameterLocation, name: &'static str) -> T {
        let [a, b, c] = [self.word(), self.word(), self.word()];
        // Words that are all empty give an empty array.
        let is_nothing = [&a, &b, &c].iter().all(|word| word.is_empty());
        let list = if is_nothing { json!([]) } else { json!([a, b]) };
        let candidates = [
            json!(a),
            list,
            json!({a.as_str(): b, c.as_str(): a}),
            json!({a.as_str(): {b.as_str(): c, c.as_str(): a}}),
            json!(a.len()),
            json!([a.len(), b.len()]),
            json!(true),
            json!("2026-01-02T03:04:05Z"),
            json!("2026-01-02"),
            json!("2026-01-02T03:04:05"),
            json!("03:04:05"),
            json!({}),
            json!([]),
        ];
        for candidate in candidates {
            if let Some(value) = obliged::<T>(candidate, &a) {
                self.values.push((place, name, value.to_request_json()));
                return value;
            }
        }
        panic!("no value fits {name}")
    }

    /// Returns a file.
    pub fn file(&mut self, field: &'static str) -> File {
        let name = self.word();
        self.files.push((field, name.clone()));
        File::new(CONTENT).name(name)
    }
}

/// Returns the value of the type that is closest to this JSON: missing parts are added, parts of another type
/// are replaced.
fn obliged<T: Json>(mut json: Value, word: &str) -> Option<T> {
    for _ in 0..40 {
        let error = match T::from_json(json.clone()) {
            Ok(value) => return Some(value),
            Err(error) => error,
        };
        let is_missing = error.problem().contains("is required but missing");
        // The candidate itself has the wrong type.
        if error.path() == "$" {
            return None;
        }
        *at(&mut json, &error.path())? = if is_missing {
            json!(word)
        } else {
            wanted(&error, word)?
        };
    }
    None
}

fn wanted(error: &DecodeError, word: &str) -> Option<Value> {
    let kinds = [
        ("expected a string", json!(word)),
        ("expected an integer", json!(3)),
        ("expected a number", json!(3)),
        ("expected a boolean", json!(true)),
        ("expected an array", json!([])),
        ("expected an object", json!({})),
        ("expected null", Value::Null),
    ];
    let kind = kinds.into_iter().find(|(kind, _)| error.problem().contains(kind));
    kind.map(|(_, value)| value).or_else(|| {
        error
            .problem()
            .contains("time")
            .then(|| json!("2026-01-02T03:04:05Z"))
    })
}

/// Returns the value at a path of plain names, such as `$.a.b`.
fn at<'v>(value: &'v mut Value, path: &str) -> Option<&'v mut Value> {
    path.strip_prefix("$.")?
        .split('.')
        .try_fold(value, |value, name| {
            Some(value.as_object_mut()?.entry(name).or_insert(Value::Null))
        })
}
