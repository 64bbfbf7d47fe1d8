//! Schemas of a document as JSON Schema 2020-12, for a validator to judge values by.
//!
//! Where the two differ, what is made is wider than the document, never narrower: a finding is to be true. So
//! formats and `oneOf`'s "exactly one" are not held to, and a keyword with a value that it cannot have is left
//! out.

use std::collections::BTreeSet;

use jsonschema::{Draft, ValidatorMap};
use serde_json::{Map, Value, json};

use sdk_openapi::{Document, NodeId, SCHEMA_TYPES};

/// Keywords that hold one schema.
const ONE: [&str; 6] = [
    "items",
    "additionalProperties",
    "not",
    "contains",
    "propertyNames",
    "additionalItems",
];
/// Keywords that hold a list of schemas.
const LISTS: [&str; 4] = ["allOf", "anyOf", "oneOf", "prefixItems"];
/// Keywords that hold a count.
const COUNTS: [&str; 6] = [
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
];

/// A validator for each of some schemas.
pub(super) struct Judge {
    validators: ValidatorMap,
}

impl Judge {
    /// Compiles schemas and all that they lead to.
    ///
    /// # Errors
    ///
    /// Where the validator cannot read one of them.
    pub(super) fn new(document: &Document, schemas: &[NodeId]) -> Result<Self, String> {
        let mut reader = Reader {
            document,
            queue: Vec::new(),
            seen: BTreeSet::new(),
        };
        for &schema in schemas {
            reader.name(schema);
        }
        let mut definitions = Map::new();
        while let Some(node) = reader.queue.pop() {
            let schema = reader.schema(node);
            definitions.insert(key(document, node), schema);
        }
        let bundle = json!({ "$defs": definitions });
        let validators = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(false)
            .build_map(&bundle)
            .map_err(|error| error.to_string())?;
        Ok(Self { validators })
    }

    /// Why a value is no instance of a schema; `None` where it is one.
    pub(super) fn fault(&self, document: &Document, schema: NodeId, value: NodeId) -> Option<String> {
        let validator = self
            .validators
            .get(&format!("#/$defs/{}", key(document, schema)))?;
        let value = document.to_value(value);
        let error = validator.iter_errors(&value).next()?;
        let path = error.instance_path().to_string();
        // The value itself may be a secret: only the schema is quoted.
        let reason = error.masked_with("it").to_string();
        Some(if path.is_empty() {
            reason
        } else {
            format!("at `{path}`, {reason}")
        })
    }
}

fn key(document: &Document, node: NodeId) -> String {
    format!("n{}", document.origin(node).0)
}

struct Reader<'a> {
    document: &'a Document,
    queue: Vec<NodeId>,
    seen: BTreeSet<NodeId>,
}

impl Reader<'_> {
    /// A reference to the definition of a node.
    fn name(&mut self, node: NodeId) -> Value {
        if self.seen.insert(node) {
            self.queue.push(node);
        }
        json!({ "$ref": format!("#/$defs/{}", key(self.document, node)) })
    }

    /// One schema; those below it are references, so depth costs no stack.
    fn schema(&mut self, node: NodeId) -> Value {
        let document = self.document;
        if document.entries(node).next().is_none() {
            // `true`, `false`, or an empty schema.
            return Value::Bool(document.to_value(node).as_bool().unwrap_or(true));
        }
        let mut schema = Map::new();
        let target = document.resolve(node);
        if target != node {
            schema.insert("allOf".to_owned(), json!([self.name(target)]));
        } else if document.get(node, "$ref").is_some() {
            return Value::Bool(true);
        }
        for (name, child) in document.entries(node) {
            self.keyword(node, name, child, &mut schema);
        }
        exclusive_flags(&mut schema);
        self.nullable(node, schema)
    }

    fn keyword(&mut self, node: NodeId, name: &str, child: NodeId, schema: &mut Map<String, Value>) {
        let document = self.document;
        let value = match name {
            "type" => types(&document.to_value(child)),
            "enum" => Some(document.to_value(child))
                .filter(|list| list.as_array().is_some_and(|list| !list.is_empty())),
            "const" => Some(document.to_value(child)),
            "pattern" => document.str(child).and_then(pattern),
            "required" => Some(self.required(node, child)),
            "uniqueItems" => document.flag(node, name).map(Value::Bool),
            "properties" => Some(self.named(child)),
            "minimum" | "maximum" => Some(document.to_value(child)).filter(Value::is_number),
            "exclusiveMinimum" | "exclusiveMaximum" => {
                Some(document.to_value(child)).filter(|bound| bound.is_number() || bound.is_boolean())
            }
            "multipleOf" => {
                Some(document.to_value(child)).filter(|value| value.as_f64().is_some_and(|value| value > 0.0))
            }
            // A list of `items` is a tuple of older drafts; what follows it is not judged.
            "items" if document.items(child).next().is_some() => None,
            // Properties that patterns take are not known to `additionalProperties` here.
            "additionalProperties" if document.get(node, "patternProperties").is_some() => None,
            _ if COUNTS.contains(&name) => {
                Some(document.to_value(child)).filter(|count| count.as_u64().is_some())
            }
            _ if ONE.contains(&name) => Some(self.name(child)),
            _ if LISTS.contains(&name) => {
                self.alternatives(name, child, schema);
                None
            }
            _ => None,
        };
        if let Some(value) = value {
            schema.insert(name.to_owned(), value);
        }
    }

    fn alternatives(&mut self, name: &str, child: NodeId, schema: &mut Map<String, Value>) {
        let list: Vec<Value> = self.document.items(child).map(|item| self.name(item)).collect();
        if list.is_empty() {
            return;
        }
        let (name, mut list) = match name {
            "oneOf" | "anyOf" => ("allOf", vec![json!({ "anyOf": list })]),
            other => (other, list),
        };
        let known = schema.entry(name).or_insert_with(|| json!([]));
        if let Some(known) = known.as_array_mut() {
            known.append(&mut list);
        }
    }

    fn named(&mut self, node: NodeId) -> Value {
        let entries = self.document.entries(node);
        let schemas: Map<_, _> = entries
            .map(|(name, id)| (name.to_owned(), self.name(id)))
            .collect();
        Value::Object(schemas)
    }

    /// The required properties, without those that only one direction has: an example may be of the other.
    fn required(&self, node: NodeId, child: NodeId) -> Value {
        let document = self.document;
        let properties = document.get(node, "properties");
        let is_of_one_direction = |name: &str| {
            let property = properties.and_then(|properties| document.get(properties, name));
            property.is_some_and(|property| {
                [property, document.resolve(property)].iter().any(|&id| {
                    ["readOnly", "writeOnly"]
                        .iter()
                        .any(|flag| document.flag(id, flag) == Some(true))
                })
            })
        };
        let names = document.items(child).filter_map(|id| document.str(id));
        let names: BTreeSet<&str> = names.filter(|name| !is_of_one_direction(name)).collect();
        json!(names)
    }

    /// `nullable` adds null to all that the schema says.
    fn nullable(&self, node: NodeId, schema: Map<String, Value>) -> Value {
        if self.document.flag(node, "nullable") == Some(true) {
            return json!({ "anyOf": [schema, { "type": "null" }] });
        }
        Value::Object(schema)
    }
}

fn types(value: &Value) -> Option<Value> {
    let names = match value {
        Value::Array(names) => names.as_slice(),
        single => std::slice::from_ref(single),
    };
    let known: BTreeSet<&str> = names.iter().filter_map(Value::as_str).collect();
    let are_known = !known.is_empty() && known.iter().all(|name| SCHEMA_TYPES.contains(name));
    are_known.then(|| json!(known))
}

/// The longest pattern that values are judged by, in bytes. A long one takes a hundred times its size to compile.
const MAX_PATTERN: usize = 10_000;

/// A pattern that the validator can read.
fn pattern(text: &str) -> Option<Value> {
    if text.len() > MAX_PATTERN {
        return None;
    }
    let schema = json!({ "pattern": text });
    jsonschema::validator_for(&schema).is_ok().then(|| json!(text))
}

/// In 3.0 an exclusive bound is a flag beside the bound.
fn exclusive_flags(schema: &mut Map<String, Value>) {
    for (flag, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        if let Some(&Value::Bool(is_exclusive)) = schema.get(flag) {
            schema.remove(flag);
            if let Some(value) = schema.remove(bound) {
                schema.insert(if is_exclusive { flag } else { bound }.to_owned(), value);
            }
        }
    }
}
