//! The rules of a document for requests, and their checks. Reads the document itself, not the generator's
//! model.

mod read;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;
use sdk_generator::diagnostic::Origin;
use sdk_generator::document::Document;
use serde_json::{Map, Value, json};

use crate::RecordedRequest;
use crate::round_trip::json_schema::{Bundle, key};
use crate::round_trip::validator::Validator;

/// The credential that every request must contain.
pub(super) const KEY: &str = "test-key";

/// The rules of a document.
#[derive(Debug)]
pub(super) struct Rules {
    pub(super) operations: Vec<Operation>,
    bundle: Bundle,
    validator: Validator,
}

/// An operation of the document.
#[derive(Debug)]
pub(super) struct Operation {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) parameters: Vec<Parameter>,
    pub(super) body: Option<Body>,
    /// The responses by status.
    pub(super) answers: BTreeMap<String, Option<Origin>>,
    /// The security requirements, one of which has to be met.
    security: Vec<Value>,
}

/// A parameter of the document.
#[derive(Debug)]
pub(super) struct Parameter {
    pub(super) name: String,
    pub(super) location: String,
    pub(super) is_required: bool,
    pub(super) schema: Origin,
    is_exploded: bool,
}

/// A JSON body.
#[derive(Debug)]
pub(super) struct Body {
    pub(super) schema: Origin,
    pub(super) is_required: bool,
    /// The properties that are never sent.
    pub(super) read_only: Vec<String>,
}

/// The values in a request, by location and name. The body has an empty name.
pub(super) type Carried = BTreeMap<(String, String), Value>;

impl Rules {
    /// Reads the rules of a document.
    ///
    /// # Errors
    ///
    /// If the document uses a feature that these checks do not support.
    pub(super) fn new(document: &Document) -> Result<Self, String> {
        let operations: Result<Vec<Operation>, String> = document
            .operations()
            .iter()
            .map(|place| {
                read::operation(document, place)
                    .map_err(|what| format!("{} {}: {what}", place.method, place.path))
            })
            .collect();
        let operations = operations?;
        let bundle = Bundle::new(document, &places(&operations));
        let validator = Validator::new(&bundle)?;
        Ok(Self {
            operations,
            bundle,
            validator,
        })
    }

    /// Returns the schemas of all requests and responses.
    pub(super) fn places(&self) -> Vec<Origin> {
        places(&self.operations)
    }

    /// Returns whether a parameter's value can be recovered from a request. Null and empty arrays are not
    /// sent, and a comma inside an array element looks like a separator.
    pub(super) fn can_be_told(&self, parameter: &Parameter, value: &Value) -> bool {
        let is_plain = |value: &Value| match value {
            Value::String(text) => !text.is_empty() && !text.contains(','),
            Value::Number(_) | Value::Bool(_) => true,
            _ => false,
        };
        let is_list = |value: &Value| {
            value
                .as_array()
                .is_some_and(|all| !all.is_empty() && all.iter().all(is_plain))
        };
        match value {
            Value::String(text) => !matches!(text.as_str(), "" | "." | ".."),
            Value::Object(fields) => {
                let schema = self.schema(parameter.schema);
                let is_known = |name: &String| {
                    schema
                        .pointer("/properties")
                        .is_some_and(|all| all.get(name).is_some())
                };
                let mut all = fields.iter();
                !fields.is_empty()
                    && all.all(|(name, value)| is_known(name) && (is_plain(value) || is_list(value)))
            }
            value => is_plain(value) || is_list(value),
        }
    }

    /// Returns the values in a request to an operation.
    ///
    /// # Errors
    ///
    /// If the request does not match the document.
    pub(super) fn check(&self, operation: &Operation, request: &RecordedRequest) -> Result<Carried, String> {
        if request.method != operation.method {
            return Err(format!("{} in place of {}", request.method, operation.method));
        }
        authorized(operation, request)?;
        let mut carried = Carried::new();
        let mut query = pairs(request.query().unwrap_or_default());
        let segments = variables(&operation.path, request.path())?;
        for parameter in &operation.parameters {
            let schema = self.schema(parameter.schema);
            let value = match parameter.location.as_str() {
                "path" => segments
                    .get(&parameter.name)
                    .map(|text| self.value(text, &schema)),
                "header" => request
                    .header(&parameter.name)
                    .map(|text| self.value(text, &schema)),
                _ => self.queried(parameter, &schema, &mut query),
            };
            match value {
                Some(value) => {
                    self.validator
                        .check(parameter.schema, &value)
                        .map_err(|refusal| format!("`{}`: {refusal}", parameter.name))?;
                    carried.insert((parameter.location.clone(), parameter.name.clone()), value);
                }
                None if parameter.is_required => return Err(format!("`{}` is missing", parameter.name)),
                None => {}
            }
        }
        if let Some((name, _)) = query.first() {
            return Err(format!("nobody knows the query parameter `{name}`"));
        }
        let body = self.body(operation, request)?;
        carried.extend(body.map(|body| (("body".to_owned(), String::new()), body)));
        Ok(carried)
    }

    fn body(&self, operation: &Operation, request: &RecordedRequest) -> Result<Option<Value>, String> {
        let Some(body) = &operation.body else {
            return if request.body.is_empty() {
                Ok(None)
            } else {
                Err("there is a body where none is expected".to_owned())
            };
        };
        if request.body.is_empty() && !body.is_required {
            return Ok(None);
        }
        if request.header("content-type") != Some("application/json") {
            return Err(format!("the body is {:?}", request.header("content-type")));
        }
        let value: Value = serde_json::from_slice(&request.body).map_err(|error| error.to_string())?;
        self.validator.check(body.schema, &value)?;
        Ok(Some(value))
    }

    /// Removes a query parameter from the query, and returns its value.
    fn queried(
        &self,
        parameter: &Parameter,
        schema: &Value,
        query: &mut Vec<(String, String)>,
    ) -> Option<Value> {
        let mut take = |name: &str| -> Vec<String> {
            let (own, others) = std::mem::take(query)
                .into_iter()
                .partition(|(key, _)| key == name);
            *query = others;
            own.into_iter()
                .map(|(_, value): (String, String)| value)
                .collect()
        };
        let properties = schema.get("properties").and_then(Value::as_object);
        if let Some(properties) = properties.filter(|_| parameter.is_exploded) {
            let mut object = Map::new();
            for (name, schema) in properties {
                let schema = self.target(schema);
                for text in take(name) {
                    object.insert(name.clone(), self.value(&text, &schema));
                }
            }
            return (!object.is_empty()).then_some(Value::Object(object));
        }
        let texts = take(&parameter.name);
        let first = texts.first()?;
        if is(schema, "array") && parameter.is_exploded {
            let inner = self.inner(schema);
            return Some(texts.iter().map(|text| self.value(text, &inner)).collect());
        }
        match texts.len() {
            1 => Some(self.value(first, schema)),
            // A parameter that is sent twice is not a single value.
            _ => Some(json!(texts)),
        }
    }

    /// Returns the value that a string represents.
    fn value(&self, text: &str, schema: &Value) -> Value {
        if is(schema, "array") {
            let inner = self.inner(schema);
            return text.split(',').map(|text| self.value(text, &inner)).collect();
        }
        let is_literal = ["boolean", "integer", "number"]
            .iter()
            .any(|name| is(schema, name));
        let literal = is_literal.then(|| serde_json::from_str(text).ok()).flatten();
        literal.unwrap_or_else(|| json!(text))
    }

    fn schema(&self, place: Origin) -> Value {
        self.target(&json!({ "$ref": format!("#/$defs/{}", key(place)) }))
    }

    fn inner(&self, schema: &Value) -> Value {
        self.target(schema.get("items").unwrap_or(&Value::Null))
    }

    /// Returns the schema that a reference points to.
    fn target(&self, schema: &Value) -> Value {
        let mut schema = schema;
        for _ in 0..16 {
            let name = schema.get("$ref").and_then(Value::as_str);
            let name = name.and_then(|name| name.strip_prefix("#/$defs/"));
            match name.and_then(|name| self.bundle.definition(name)) {
                Some(target) => schema = target,
                None => break,
            }
        }
        schema.clone()
    }
}

/// Returns whether a request contains a credential that its operation accepts.
fn authorized(operation: &Operation, request: &RecordedRequest) -> Result<(), String> {
    let bearer = format!("Bearer {KEY}");
    let is_met = |scheme: &Value| match scheme.get("type").and_then(Value::as_str) {
        Some("apiKey") => {
            let name = scheme.get("name").and_then(Value::as_str).unwrap_or_default();
            request.header(name) == Some(KEY)
        }
        _ => request.header("authorization") == Some(&bearer),
    };
    if operation.security.is_empty() || operation.security.iter().any(is_met) {
        return Ok(());
    }
    Err("the credential is missing".to_owned())
}

/// Returns whether a schema allows a type.
fn is(schema: &Value, name: &str) -> bool {
    match schema.get("type") {
        Some(Value::Array(names)) => names.iter().any(|other| other == name),
        Some(other) => other == name,
        None => false,
    }
}

fn places(operations: &[Operation]) -> Vec<Origin> {
    let mut places = Vec::new();
    for operation in operations {
        places.extend(operation.parameters.iter().map(|parameter| parameter.schema));
        places.extend(operation.body.iter().map(|body| body.schema));
        places.extend(operation.answers.values().flatten());
    }
    places
}

/// Returns the decoded pairs of a query.
fn pairs(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value))
        })
        .collect()
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Returns the values of the template's variables in a path.
fn variables(template: &str, path: &str) -> Result<BTreeMap<String, String>, String> {
    let (wanted, found): (Vec<&str>, Vec<&str>) = (template.split('/').collect(), path.split('/').collect());
    let mut variables = BTreeMap::new();
    for (wanted, found) in wanted.iter().zip(&found) {
        let name = wanted.strip_prefix('{').and_then(|name| name.strip_suffix('}'));
        match name {
            Some(name) => drop(variables.insert(name.to_owned(), decoded(found))),
            None if wanted == found => {}
            None => return Err(format!("{path} in place of {template}")),
        }
    }
    if wanted.len() == found.len() {
        Ok(variables)
    } else {
        Err(format!("{path} in place of {template}"))
    }
}
