//! The error of a value that does not match its type, with its path in the response.
//!
//! It never repeats the value: a response may hold what must not be logged. It knows nothing of HTTP.

use std::fmt;

use serde_json::Value;

/// The longest property name that an error repeats. A server chooses the names in a map.
const LONGEST_NAME: usize = 64;

/// A value that could not be decoded, with its path.
pub struct DecodeError(Box<Inner>);

struct Inner {
    /// Innermost first: the path is built while the decoders return.
    steps: Vec<Step>,
    problem: String,
}

enum Step {
    Name(String),
    Index(usize),
}

impl DecodeError {
    /// An error with a text of its own. The text must not repeat the value.
    pub fn new(problem: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            steps: Vec::new(),
            problem: problem.into(),
        }))
    }

    /// The error of a value of the wrong kind: `expected an integer, found a string`.
    #[must_use]
    pub fn expected(expected: &str, found: &Value) -> Self {
        Self::new(format!("expected {expected}, found {}", kind_of(found)))
    }

    /// The error of a required property that is not there.
    #[must_use]
    pub fn missing(name: &str) -> Self {
        Self::new("the property is required but missing").at(name)
    }

    /// Prepends a property name to the path.
    #[must_use]
    pub fn at(mut self, name: &str) -> Self {
        self.0.steps.push(Step::Name(name.to_owned()));
        self
    }

    /// Prepends an index to the path.
    #[must_use]
    pub fn at_index(mut self, index: usize) -> Self {
        self.0.steps.push(Step::Index(index));
        self
    }

    /// Changes the texts of the error.
    pub(super) fn redacted(mut self, redact: impl Fn(&str) -> String) -> Self {
        self.0.problem = redact(&self.0.problem);
        for step in &mut self.0.steps {
            if let Step::Name(name) = step {
                *name = redact(name);
            }
        }
        self
    }

    /// Returns the path of the value from the root `$` of the response: `$.data[3].created`.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = String::from("$");
        for step in self.0.steps.iter().rev() {
            match step {
                Step::Name(name) => push_name(&mut path, name),
                Step::Index(index) => {
                    path.push('[');
                    path.push_str(&index.to_string());
                    path.push(']');
                }
            }
        }
        path
    }

    /// Returns the problem, without the path.
    #[must_use]
    pub fn problem(&self) -> &str {
        &self.0.problem
    }
}

/// A plain name is written with a dot, any other in brackets, escaped, so that the path stays one line.
fn push_name(path: &mut String, name: &str) {
    let plain = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '$'))
        && name.len() <= LONGEST_NAME;
    if plain {
        path.push('.');
        path.push_str(name);
        return;
    }
    path.push_str("['");
    path.extend(name.chars().take(LONGEST_NAME).flat_map(char::escape_debug));
    if name.chars().nth(LONGEST_NAME).is_some() {
        path.push('…');
    }
    path.push_str("']");
}

/// The kind of a JSON value, as an error says it.
pub(super) fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(number) if number.is_f64() => "a number",
        Value::Number(_) => "an integer",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path(), self.0.problem)
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("path", &self.path())
            .field("problem", &self.0.problem)
            .finish()
    }
}

impl std::error::Error for DecodeError {}
