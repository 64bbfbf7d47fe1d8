//! A call that is being built: the operation, the values, and the options of this call.
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

/// A call that is being built.
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
    /// The accepted media types of the response; empty for any.
    pub(super) accept: &'static str,
    pub(super) extra_query: Vec<(String, String)>,
    /// The path and query of a link that replaces the operation's own.
    pub(super) link: Option<String>,
    pub(super) headers: Headers,
    pub(super) idempotent: bool,
    pub(super) options: Arc<Options>,
    /// The first error in building the call. Sending reports it.
    pub(super) mistake: Option<String>,
}

/// The body as it was set. The number is the index in the operation's bodies.
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
    /// Creates a call without values.
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

    /// Returns the operation.
    #[must_use]
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// Returns the client.
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

    /// Returns the value of a parameter.
    #[must_use]
    pub fn value(&self, location: ParameterLocation, name: &str) -> Option<&Value> {
        self.values
            .iter()
            .find(|(parameter, _)| parameter.location == location && parameter.name == name)
            .map(|(_, value)| value)
    }

    /// Removes the value of a parameter.
    pub fn unset(&mut self, location: ParameterLocation, name: &str) {
        self.values
            .retain(|(parameter, _)| parameter.location != location || parameter.name != name);
    }

    /// Sets a top-level field of the body.
    pub fn field<T: Json>(&mut self, name: &str, value: T) {
        let value = self.json_of(name, value);
        self.fields.insert(name.to_owned(), value);
    }

    /// Sets a top-level field of the body to null. A parameter cannot be null: its value is removed.
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

    /// Sets the accepted media type of the response, in place of the operation's own.
    pub fn accept(&mut self, media_type: &'static str) {
        self.accept = media_type;
    }

    /// Sets a top-level field of the body to true unless the caller has set it.
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
        drop_unless_deep(value, &json);
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

    /// Sets the whole body to bytes. [`Self::body_content_type`] sets their type if the document has none.
    pub fn body_bytes(&mut self, index: usize, bytes: impl Into<Vec<u8>>) {
        self.body = CallBody::Bytes(index, bytes.into());
    }

    /// Sets the content type of a body of text or bytes, in place of the document's.
    pub fn body_content_type(&mut self, content_type: impl Into<String>) {
        self.body_content_type = Some(content_type.into());
    }

    /// Sets the whole body to a value as it is sent.
    pub(super) fn body_value(&mut self, index: usize, value: Value) {
        let value = self.shallow("body", value);
        self.body = CallBody::Value(index, value);
    }

    /// Sets the time limit of this call, including all attempts.
    pub fn set_timeout(&mut self, timeout: Duration) {
        Arc::make_mut(&mut self.options).timeout = timeout;
    }

    /// Sets how often this call is retried.
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

    /// Sends an `Idempotency-Key`, the same with every attempt, so that a POST may be retried.
    pub fn idempotency_key(&mut self, key: impl Into<String>) {
        self.idempotent = true;
        self.extra_header("Idempotency-Key", key);
    }

    /// Returns the position at which the caller starts a list.
    pub(super) fn start(&self, name: &str) -> Option<&Value> {
        let given = self
            .value(ParameterLocation::Query, name)
            .or_else(|| self.fields.get(name));
        given.filter(|value| !value.is_null())
    }

    /// Sets the position at which a list starts: in the query parameter of this name, or else in the field of the body.
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

    /// Replaces the operation's path and query by a link.
    pub(super) fn follow(&mut self, target: String) {
        self.link = Some(target);
    }

    /// Makes the call fail before it is sent.
    pub(super) fn refuse(&mut self, mistake: &str) {
        self.note(mistake.to_owned());
    }

    /// Converts a value to JSON as it is sent.
    fn json_of<T: Json>(&mut self, name: &str, value: T) -> Value {
        let json = self.written(Some(name), &value);
        drop_unless_deep(value, &json);
        self.shallow(name, json)
    }

    /// Converts a value to JSON. A non-finite number is an error: JSON would have null.
    pub(super) fn written<T: Json>(&mut self, name: Option<&str>, value: &T) -> Value {
        let (json, non_finite) = watch(|| value.to_request_json());
        if let Some(found) = non_finite {
            self.refuse_non_finite(name, found);
        }
        json
    }

    fn refuse_non_finite(&mut self, name: Option<&str>, found: DecodeError) {
        let found = match name {
            Some(name) => found.at(name),
            None => found,
        };
        let path = found.path();
        let path = path.strip_prefix("$.").unwrap_or(&path);
        self.note(format!("`{path}` {}", found.problem()));
    }

    /// Returns the value, or null and an error if it is nested too deeply.
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

    /// Returns the entry of the operation for a body.
    pub(super) fn body_entry(&self, index: usize) -> Option<&'static Body> {
        self.operation.bodies.get(index)
    }

    /// Returns whether an empty object may be sent as the required body: it may if fields are set one
    /// by one, and not where the caller gives the whole.
    pub(super) fn empty_object_is_body(&self) -> bool {
        let mut parameters = self.operation.parameters.iter();
        self.operation.body_required
            && self.body_entry(0).is_some_and(|body| body.kind == BodyKind::Json)
            && parameters.any(|parameter| parameter.location == ParameterLocation::Field)
    }
}

/// Drops a value that became this JSON, unless it is nested too deeply: dropping it would overflow the stack.
fn drop_unless_deep<T>(value: T, json: &Value) {
    if depth::is_too_deep(json) {
        std::mem::forget(value);
    }
}

/// Shows only names: the values may be secret.
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
