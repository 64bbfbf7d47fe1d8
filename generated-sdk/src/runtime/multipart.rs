//! Multipart forms (RFC 7578).
//!
//! Names cannot break out of their headers: quotes and line ends are escaped, and what servers read in different
//! ways is refused. Content cannot break out of its part: nobody can guess the boundary.

use std::fmt;
use std::hash::{BuildHasher as _, RandomState};

use serde_json::Value;

use super::depth;
use super::json::Json;
use super::operation::Part;

/// A file in a multipart form.
#[derive(Clone)]
pub struct File {
    bytes: Vec<u8>,
    name: Option<String>,
    content_type: Option<String>,
}

impl File {
    /// Creates a file with this content.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            bytes: bytes.into(),
            name: None,
            content_type: None,
        }
    }

    /// Sets the name that is sent to the server.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The content type. Without it: the document's, or `application/octet-stream`.
    #[must_use]
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }
}

impl From<Vec<u8>> for File {
    fn from(bytes: Vec<u8>) -> Self {
        Self::new(bytes)
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("bytes", &self.bytes.len())
            .finish_non_exhaustive()
    }
}

/// A multipart form. Fields keep the order in which they are added.
#[derive(Clone, Default)]
pub struct Multipart {
    entries: Vec<(String, Content)>,
    /// Whether a field was nested too deeply. It is not kept.
    is_too_deep: bool,
}

#[derive(Clone)]
enum Content {
    Value(Value),
    File(File),
}

/// Shows only names: the values may be secret.
impl fmt::Debug for Multipart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.entries.iter().map(|(name, _)| name))
            .finish()
    }
}

impl Multipart {
    /// Creates a form without fields.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a field. A list adds a part for each item, null adds nothing.
    pub fn value<T: Json>(&mut self, name: impl Into<String>, value: &T) {
        let value = value.to_request_json();
        if depth::is_too_deep(&value) {
            self.is_too_deep = true;
            depth::dismantle(value);
        } else {
            self.push_value(name.into(), value);
        }
    }

    /// Adds a file.
    pub fn file(&mut self, name: impl Into<String>, file: impl Into<File>) {
        self.entries.push((name.into(), Content::File(file.into())));
    }

    /// Adds the fields of an object. Returns `false` if the value is not an object.
    pub(super) fn push_object(&mut self, object: Value, parts: &[Part]) -> bool {
        let Value::Object(fields) = object else {
            return false;
        };
        for (name, value) in fields {
            let binary = parts.iter().any(|part| part.binary && part.name == name);
            match bytes_of(&value).filter(|_| binary) {
                Some(bytes) => self.file(name, bytes),
                None => self.push_value(name, value),
            }
        }
        true
    }

    fn push_value(&mut self, name: String, value: Value) {
        match value {
            Value::Null => {}
            Value::Array(items) => {
                for item in items {
                    self.entries.push((name.clone(), Content::Value(item)));
                }
            }
            value => self.entries.push((name, Content::Value(value))),
        }
    }

    /// The boundary and the body.
    pub(super) fn encode(&self, parts: &[Part]) -> Result<(String, Vec<u8>), &'static str> {
        if self.is_too_deep {
            return Err("has a field that is nested too deeply");
        }
        let boundary = boundary();
        let mut body = Vec::new();
        for (name, content) in &self.entries {
            let declared = parts
                .iter()
                .find(|part| part.name == name)
                .and_then(|part| part.content_type)
                .filter(is_one_type);
            body.extend_from_slice(format!("--{boundary}\r\n").as_bytes());
            content.encode(&mut body, name, declared)?;
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        Ok((boundary, body))
    }
}

/// The bytes that a value stands for: `Vec<u8>` is a list of numbers.
fn bytes_of(value: &Value) -> Option<Vec<u8>> {
    match value {
        Value::String(text) => Some(text.clone().into_bytes()),
        Value::Array(items) => items
            .iter()
            .map(|item| item.as_u64().and_then(|byte| u8::try_from(byte).ok()))
            .collect(),
        _ => None,
    }
}

/// Returns whether a content type can be sent: a document may list several or a wildcard.
fn is_one_type(content_type: &&str) -> bool {
    !content_type.contains(['*', ','])
}

impl Content {
    fn encode(&self, body: &mut Vec<u8>, name: &str, declared: Option<&str>) -> Result<(), &'static str> {
        let mut disposition = format!("Content-Disposition: form-data; name=\"{}\"", quote(name)?);
        let (content_type, bytes) = match self {
            Self::Value(Value::String(text)) => (declared, text.clone().into_bytes()),
            Self::Value(value @ (Value::Object(_) | Value::Array(_))) => (
                declared.or(Some("application/json")),
                value.to_string().into_bytes(),
            ),
            Self::Value(value) => (declared, value.to_string().into_bytes()),
            Self::File(file) => {
                let name = file.name.as_deref().unwrap_or("file");
                disposition = format!("{disposition}; filename=\"{}\"", quote(name)?);
                (
                    file.content_type
                        .as_deref()
                        .or(declared)
                        .or(Some("application/octet-stream")),
                    file.bytes.clone(),
                )
            }
        };
        body.extend_from_slice(disposition.as_bytes());
        body.extend_from_slice(b"\r\n");
        if let Some(content_type) = content_type {
            if content_type.contains(char::is_control) {
                return Err("has a control character in the content type of a part");
            }
            body.extend_from_slice(format!("Content-Type: {content_type}\r\n").as_bytes());
        }
        body.extend_from_slice(b"\r\n");
        body.extend_from_slice(&bytes);
        Ok(())
    }
}

/// 192 bits that nobody can guess, so that no content can hold them: the keys of this hash come from the operating
/// system. A generator of random numbers that the application seeds would repeat itself.
fn boundary() -> String {
    let keys = RandomState::new();
    let [first, second, third] = [0_u64, 1, 2].map(|part| keys.hash_one(part));
    format!("{first:016x}{second:016x}{third:016x}")
}

/// As browsers do it: quotes and line ends are percent-encoded. What would read as such an escape, and what some
/// servers take for an escape or cut off, is refused.
fn quote(name: &str) -> Result<String, &'static str> {
    let lower = name.to_ascii_lowercase();
    if ["%22", "%0d", "%0a"].iter().any(|escape| lower.contains(escape)) {
        return Err("has a name with %22, %0D or %0A in it, which reads as a quote or a line end");
    }
    let mut quoted = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '"' => quoted.push_str("%22"),
            '\r' => quoted.push_str("%0D"),
            '\n' => quoted.push_str("%0A"),
            '\\' => return Err("has a name with a backslash in it, which servers read in different ways"),
            c if c.is_control() => return Err("has a name with a control character in it"),
            c => quoted.push(c),
        }
    }
    Ok(quoted)
}
