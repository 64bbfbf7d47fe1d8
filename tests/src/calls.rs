//! Every operation of every fixture, to be called with values that a test chooses.
//!
//! The build script writes the table: what the document says of the parameters, and the way through the generated
//! builder. Nothing here knows how a value is written.

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
    /// What the document says of its parameters, and of fields of a form that are not written in the default way.
    pub parameters: &'static [Declared],
    /// The kind of body that it takes.
    pub body: Option<BodyKind>,
    /// Calls it with values.
    pub call: fn(&Connected, &mut Given<'_>) -> BoxFuture<'static, Result<(), Error>>,
}

/// What the document says of a parameter.
#[derive(Debug)]
pub struct Declared {
    /// Its name.
    pub name: &'static str,
    /// Where it travels.
    pub place: ParameterLocation,
    /// Its style.
    pub style: ParameterStyle,
    /// Whether it is exploded.
    pub explode: bool,
    /// Whether it is JSON text.
    pub json: bool,
}

/// The values of one call, made of words.
#[derive(Debug)]
pub struct Given<'a> {
    words: &'a [String],
    used: usize,
    /// Location, name and value, in the order in which they were taken. The whole body has no name.
    pub values: Vec<(ParameterLocation, &'static str, Value)>,
    /// The names of files, by the names of their fields.
    pub files: Vec<(&'static str, String)>,
}

/// The content of every file.
pub const CONTENT: &[u8] = b"\r\n--\x00\xff\r\n\r\n";

impl<'a> Given<'a> {
    /// Values that are made of these words, over and over.
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

    /// A value of a type.
    ///
    /// # Panics
    ///
    /// Where no value of the type can be made.
    pub fn take<T: Json>(&mut self, place: ParameterLocation, name: &'static str) -> T {
        let [a, b, c] = [self.word(), self.word(), self.word()];
        // Where there is nothing to say, a list is empty as well.
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

    /// A file.
    pub fn file(&mut self, field: &'static str) -> File {
        let name = self.word();
        self.files.push((field, name.clone()));
        File::new(CONTENT).name(name)
    }
}

/// The value of the type that is nearest to this JSON: what is missing is added, what is of another kind replaced.
fn obliged<T: Json>(mut json: Value, word: &str) -> Option<T> {
    for _ in 0..40 {
        let error = match T::from_json(json.clone()) {
            Ok(value) => return Some(value),
            Err(error) => error,
        };
        let is_missing = error.problem().contains("is required but missing");
        // The candidate itself is of another kind.
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

/// The value at a path of plain names, such as `$.a.b`.
fn at<'v>(value: &'v mut Value, path: &str) -> Option<&'v mut Value> {
    path.strip_prefix("$.")?
        .split('.')
        .try_fold(value, |value, name| {
            Some(value.as_object_mut()?.entry(name).or_insert(Value::Null))
        })
}
