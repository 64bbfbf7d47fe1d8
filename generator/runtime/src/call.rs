//! A call that is being put together: the operation, the values, and what this call changes.
//!
//! Plain data: `prepare` makes the request of it, `sign` adds the credentials, and `execute` sends that. Nothing here
//! knows how.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value};

use super::client::Client;
use super::decode_error::DecodeError;
use super::depth;
use super::headers::{Headers, refuse_header};
use super::json::{Json, watch};
use super::multipart::{File, Multipart};
use super::operation::{Body, Operation, Parameter};
use super::options::Options;
use super::vocabulary::{BodyKind, ParameterLocation};

/// A call that is being put together.
#[derive(Clone)]
pub struct Call {
    pub(super) client: Client,
    pub(super) operation: &'static Operation,
    /// Method and path of a request that the document does not have.
    pub(super) raw: Option<(String, String)>,
    pub(super) values: Vec<(&'static Parameter, Value)>,
    pub(super) body: CallBody,
    /// Top-level fields of the body, as the operation declares them.
    pub(super) fields: Map<String, Value>,
    /// Top-level fields of the body that the document does not have.
    pub(super) extra_fields: Map<String, Value>,
    pub(super) files: Vec<(String, File)>,
    pub(super) body_content_type: Option<String>,
    /// The media types that the answer may have; empty for any.
    pub(super) accept: &'static str,
    pub(super) extra_query: Vec<(String, String)>,
    /// Path and query of a link that goes in place of the operation's own.
    pub(super) link: Option<String>,
    pub(super) headers: Headers,
    pub(super) idempotent: bool,
    pub(super) options: Arc<Options>,
    /// The first mistake in putting it together. Sending tells it.
    pub(super) mistake: Option<String>,
}

/// The body as it was given. The number says which of the operation's kinds of body it is.
#[derive(Clone)]
pub(super) enum CallBody {
    None,
    Value(usize, Value),
    Text(usize, String),
    Bytes(usize, Vec<u8>),
    Multipart(usize, Multipart),
}

#[allow(
    clippy::needless_pass_by_value,
    reason = "setters take values, so that a literal or a conversion needs no name"
)]
impl Call {
    /// A call of an operation, without any values.
    #[must_use]
    pub fn new(client: &Client, operation: &'static Operation) -> Self {
        Self {
            client: client.clone(),
            operation,
            raw: None,
            values: Vec::new(),
            body: CallBody::None,
            fields: Map::new(),
            extra_fields: Map::new(),
            files: Vec::new(),
            body_content_type: None,
            accept: operation.accept,
            extra_query: Vec::new(),
            link: None,
            headers: Headers::new(),
            idempotent: false,
            options: Arc::clone(&client.options),
            mistake: None,
        }
    }

    /// The operation that is called.
    #[must_use]
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// The client that calls.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Sets a path parameter.
    pub fn path<T: Json>(&mut self, name: &str, value: T) {
        let value = self.json_of(name, value);
        self.set(ParameterLocation::Path, name, value);
    }

    /// Sets a query parameter.
    pub fn query<T: Json>(&mut self, name: &str, value: T) {
        let value = self.json_of(name, value);
        self.set(ParameterLocation::Query, name, value);
    }

    /// Sets a header that the operation declares.
    pub fn header<T: Json>(&mut self, name: &str, value: T) {
        let value = self.json_of(name, value);
        self.set(ParameterLocation::Header, name, value);
    }

    /// Sets a cookie.
    pub fn cookie<T: Json>(&mut self, name: &str, value: T) {
        let value = self.json_of(name, value);
        self.set(ParameterLocation::Cookie, name, value);
    }

    /// What a parameter was set to.
    #[must_use]
    pub fn value(&self, location: ParameterLocation, name: &str) -> Option<&Value> {
        self.values
            .iter()
            .find(|(parameter, _)| parameter.location == location && parameter.name == name)
            .map(|(_, value)| value)
    }

    /// Takes back what a parameter was set to.
    pub fn unset(&mut self, location: ParameterLocation, name: &str) {
        self.values
            .retain(|(parameter, _)| parameter.location != location || parameter.name != name);
    }

    /// Sets a top-level field of the body.
    pub fn field<T: Json>(&mut self, name: &str, value: T) {
        let value = self.json_of(name, value);
        self.fields.insert(name.to_owned(), value);
    }

    /// Sets a top-level field of the body to null. A parameter cannot be null: it is taken back.
    pub fn null_field(&mut self, name: &str) {
        if self.operation.bodies.is_empty() {
            self.values.retain(|(parameter, _)| parameter.name != name);
        } else {
            self.fields.insert(name.to_owned(), Value::Null);
        }
    }

    /// Adds a file to a multipart body.
    pub fn file(&mut self, name: &str, file: impl Into<File>) {
        self.files.push((name.to_owned(), file.into()));
    }

    /// Asks for an answer of this media type, in place of the operation's own.
    pub fn accept(&mut self, media_type: &'static str) {
        self.accept = media_type;
    }

    /// Sets a top-level field of the body to true where the caller has not set it.
    pub fn switch_on(&mut self, name: &str) {
        self.fields.entry(name).or_insert(Value::Bool(true));
    }

    /// Sets the whole body, of the operation's first kind. Fields that were or will be set are put into it.
    pub fn body<T: Json>(&mut self, value: T) {
        self.body_json(0, value);
    }

    /// Sets the whole body to JSON.
    pub fn body_json<T: Json>(&mut self, index: usize, value: T) {
        let json = self.written(None, &value);
        let_go(value, &json);
        self.body_value(index, json);
    }

    /// Sets the whole body to a urlencoded form with the properties of an object.
    pub fn body_form<T: Json>(&mut self, index: usize, value: T) {
        self.body_json(index, value);
    }

    /// Sets the whole body to a multipart form with the properties of an object. [`Self::file`] adds to it.
    pub fn body_multipart<T: Json>(&mut self, index: usize, value: T) {
        self.body_json(index, value);
    }

    /// Sets the whole body to a multipart form.
    pub fn body_parts(&mut self, index: usize, form: Multipart) {
        self.body = CallBody::Multipart(index, form);
    }

    /// Sets the whole body to a text.
    pub fn body_text(&mut self, index: usize, text: impl Into<String>) {
        self.body = CallBody::Text(index, text.into());
    }

    /// Sets the whole body to bytes. [`Self::body_content_type`] tells their type where the document does not.
    pub fn body_bytes(&mut self, index: usize, bytes: impl Into<Vec<u8>>) {
        self.body = CallBody::Bytes(index, bytes.into());
    }

    /// The content type of a body of text or bytes, in place of the document's.
    pub fn body_content_type(&mut self, content_type: impl Into<String>) {
        self.body_content_type = Some(content_type.into());
    }

    /// Sets the whole body to a value as the request carries it.
    pub(super) fn body_value(&mut self, index: usize, value: Value) {
        let value = self.shallow("body", value);
        self.body = CallBody::Value(index, value);
    }

    /// How long this call may take, with all attempts.
    pub fn set_timeout(&mut self, timeout: Duration) {
        Arc::make_mut(&mut self.options).timeout = timeout;
    }

    /// How often this call is tried again.
    pub fn set_max_retries(&mut self, retries: u32) {
        Arc::make_mut(&mut self.options).max_retries = retries;
    }

    /// Sets any header. `Debug` does not show its value.
    pub fn extra_header(&mut self, name: impl Into<String>, value: impl Into<String>) {
        let (name, value) = (name.into(), value.into());
        match refuse_header(&name, &value) {
            Some(problem) => self.note(format!("the header {name:?} {problem}")),
            None => self.headers.set_sensitive(name, value),
        }
    }

    /// Adds a pair to the query, after those of the operation.
    pub fn extra_query(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.extra_query.push((name.into(), value.into()));
    }

    /// Sets a top-level field of the body that the document does not have.
    pub fn extra_field(&mut self, name: impl Into<String>, value: impl Into<Value>) {
        let name = name.into();
        let value = self.shallow(&name, value.into());
        self.extra_fields.insert(name, value);
    }

    /// Sends an `Idempotency-Key`, the same with every attempt, so that a POST may be tried again.
    pub fn idempotency_key(&mut self, key: impl Into<String>) {
        self.idempotent = true;
        self.extra_header("Idempotency-Key", key);
    }

    /// Where the caller has a list begin.
    pub(super) fn start(&self, name: &str) -> Option<&Value> {
        let given = self
            .value(ParameterLocation::Query, name)
            .or_else(|| self.fields.get(name));
        given.filter(|value| !value.is_null())
    }

    /// Has a list begin elsewhere: by the query parameter of this name, or else by the field of the body.
    pub(super) fn start_at(&mut self, name: &str, position: Value) {
        let is_named =
            |parameter: &&Parameter| parameter.location == ParameterLocation::Query && parameter.name == name;
        if self
            .operation
            .parameters
            .iter()
            .any(|parameter| is_named(&parameter))
        {
            self.set(ParameterLocation::Query, name, position);
        } else {
            self.fields.insert(name.to_owned(), position);
        }
    }

    /// Goes to a link in place of the operation's path and query.
    pub(super) fn follow(&mut self, target: String) {
        self.link = Some(target);
    }

    /// Has the call fail before it is sent.
    pub(super) fn refuse(&mut self, mistake: &str) {
        self.note(mistake.to_owned());
    }

    /// A value as the request carries it.
    fn json_of<T: Json>(&mut self, name: &str, value: T) -> Value {
        let json = self.written(Some(name), &value);
        let_go(value, &json);
        self.shallow(name, json)
    }

    /// A value, written. A number that JSON does not have would become null in silence.
    pub(super) fn written<T: Json>(&mut self, name: Option<&str>, value: &T) -> Value {
        let (json, endless) = watch(|| value.to_request_json());
        if let Some(found) = endless {
            self.refuse_endless(name, found);
        }
        json
    }

    fn refuse_endless(&mut self, name: Option<&str>, found: DecodeError) {
        let found = match name {
            Some(name) => found.at(name),
            None => found,
        };
        let path = found.path();
        let path = path.strip_prefix("$.").unwrap_or(&path);
        self.note(format!("`{path}` {}", found.problem()));
    }

    /// The value, or null and a mistake where it is nested too deeply.
    fn shallow(&mut self, name: &str, value: Value) -> Value {
        if !depth::is_too_deep(&value) {
            return value;
        }
        self.note(format!("`{name}` is nested too deeply"));
        depth::dismantle(value);
        Value::Null
    }

    fn set(&mut self, location: ParameterLocation, name: &str, value: Value) {
        let declared = self.operation.parameters.iter();
        let Some(parameter) = declared
            .into_iter()
            .find(|parameter| parameter.location == location && parameter.name == name)
        else {
            return self.note(format!("the operation has no parameter {name:?} there"));
        };
        self.unset(location, name);
        self.values.push((parameter, value));
    }

    fn note(&mut self, mistake: String) {
        self.mistake.get_or_insert(mistake);
    }

    /// The table's entry for the body that was given.
    pub(super) fn body_entry(&self, index: usize) -> Option<&'static Body> {
        self.operation.bodies.get(index)
    }

    /// Whether an object without fields can stand for a body that must be there: it can where fields are set one
    /// by one, and not where the caller gives the whole.
    pub(super) fn empty_object_is_body(&self) -> bool {
        let mut parameters = self.operation.parameters.iter();
        self.operation.body_required
            && self.body_entry(0).is_some_and(|body| body.kind == BodyKind::Json)
            && parameters.any(|parameter| parameter.location == ParameterLocation::Field)
    }
}

/// Drops a value that became this JSON. One that is nested too deeply is not: that would take more stack than there is.
fn let_go<T>(value: T, json: &Value) {
    if depth::is_too_deep(json) {
        std::mem::forget(value);
    }
}

/// Only names: the values may be anything.
impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parameters: Vec<&str> = self.values.iter().map(|(parameter, _)| parameter.name).collect();
        let fields: Vec<&String> = self.fields.keys().collect();
        f.debug_struct("Call")
            .field("operation", &self.operation.id)
            .field("parameters", &parameters)
            .field("fields", &fields)
            .field("headers", &self.headers)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
