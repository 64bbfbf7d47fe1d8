//! A schema as `openapiv3` holds it, whatever the version of the document wrote.
//!
//! Each keyword that OpenAPI 3.0 does not have, or has in another form, is rewritten by a function of
//! its own. A view is shallow: a child is a reference to its node, so building one is never recursive.

use indexmap::IndexMap;
use openapiv3::{AnySchema, ReferenceOr, Schema, SchemaData};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::fields::schema_type::is_read;
use super::tree::Node;
use super::{Document, NodeId};

/// A schema: what it says of its values, and what it says about itself.
#[derive(Debug, Clone, Default)]
pub struct SchemaView {
    /// Annotations and extensions; keys that begin with `x-oas31-` hold what 3.0 has no word for.
    pub data: SchemaData,
    /// The keywords, all of them whatever the type.
    pub keywords: AnySchema,
}

/// Keywords that 3.0 and 3.1 share, with values that are no schemas.
const PLAIN: [&str; 20] = [
    "title",
    "description",
    "format",
    "pattern",
    "enum",
    "required",
    "nullable",
    "readOnly",
    "writeOnly",
    "deprecated",
    "default",
    "example",
    "discriminator",
    "multipleOf",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "uniqueItems",
    "externalDocs",
];

/// Keywords that are held beside the others, as `x-` keys are.
const DATA: [&str; 10] = [
    "title",
    "description",
    "nullable",
    "readOnly",
    "writeOnly",
    "deprecated",
    "default",
    "example",
    "discriminator",
    "externalDocs",
];

/// Keywords that generated types do not enforce.
const UNENFORCED: [&str; 17] = [
    "not",
    "if",
    "then",
    "else",
    "dependentRequired",
    "dependentSchemas",
    "contains",
    "minContains",
    "maxContains",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contentSchema",
    "$dynamicRef",
    "minProperties",
    "maxProperties",
    "additionalItems",
];

impl Document {
    /// The view of a schema (OpenAPI 3.1, "Schema Object").
    #[must_use]
    pub fn schema(&self, id: NodeId) -> SchemaView {
        let shallow = Rewriter::new(self, id).rewrite();
        // Each is given its own part: what `SchemaData` does not know it copies before it drops it.
        let (data, keywords): (Map<String, Value>, Map<String, Value>) = shallow
            .into_iter()
            .partition(|(key, _)| key.starts_with("x-") || DATA.contains(&key.as_str()));
        let mut keywords = AnySchema::deserialize(Value::Object(keywords)).unwrap_or_default();
        // Read apart from the other keywords, which are of JSON.
        keywords.properties = self.properties_of(id);
        SchemaView {
            data: SchemaData::deserialize(Value::Object(data)).unwrap_or_default(),
            keywords,
        }
    }

    fn properties_of(&self, id: NodeId) -> IndexMap<String, ReferenceOr<Box<Schema>>> {
        let properties = self.get(id, "properties");
        let entries = properties
            .into_iter()
            .flat_map(|properties| self.sorted_entries(properties));
        let reference = |child| ReferenceOr::Reference {
            reference: self.child_text(child),
        };
        entries
            .map(|(name, child)| (name.to_owned(), reference(child)))
            .collect()
    }

    /// A reference to the node that a child is, or leads to.
    pub(super) fn child(&self, id: NodeId) -> Value {
        json!({ "$ref": self.child_text(id) })
    }

    fn child_text(&self, id: NodeId) -> String {
        format!("#{}", self.schema_node(id).0)
    }

    /// The node that says what a schema is: what a `$ref` leads to, unless something stands beside the
    /// `$ref` that holds as well.
    #[must_use]
    pub fn schema_node(&self, id: NodeId) -> NodeId {
        let has_siblings = self
            .entries(id)
            .any(|(key, _)| key != "$ref" && !key.starts_with("x-"));
        if has_siblings { id } else { self.resolve(id) }
    }

    /// The node that a reference of a view names.
    #[must_use]
    pub fn node_of_reference(reference: &str) -> Option<NodeId> {
        reference.strip_prefix('#')?.parse().ok().map(NodeId)
    }

    /// Whether a schema allows null alone.
    #[must_use]
    pub fn is_null_schema(&self, id: NodeId) -> bool {
        let id = self.resolve(id);
        self.get(id, "type")
            .is_some_and(|typ| self.to_value(typ) == json!("null"))
            || self
                .get(id, "const")
                .is_some_and(|value| self.to_value(value).is_null())
            || self
                .get(id, "enum")
                .is_some_and(|list| self.to_value(list) == json!([null]))
    }
}

struct Rewriter<'a> {
    document: &'a Document,
    id: NodeId,
    shallow: Map<String, Value>,
    unenforced: Vec<Value>,
}

impl<'a> Rewriter<'a> {
    fn new(document: &'a Document, id: NodeId) -> Self {
        Self {
            document,
            id,
            shallow: Map::new(),
            unenforced: Vec::new(),
        }
    }

    fn rewrite(mut self) -> Map<String, Value> {
        if let Node::Leaf(Value::Bool(false)) = self.document.tree.node(self.id) {
            self.set("x-oas31-never", json!(true));
            self.unenforced.push(json!("false"));
        }
        let entries: Vec<(&str, NodeId)> = self.document.entries(self.id).collect();
        for (key, child) in entries {
            self.keyword(key, child);
        }
        if !self.unenforced.is_empty() {
            let unenforced = std::mem::take(&mut self.unenforced);
            self.set("x-oas31-unenforced", Value::Array(unenforced));
        }
        self.shallow
    }

    fn set(&mut self, key: &str, value: Value) {
        self.shallow.insert(key.to_owned(), value);
    }

    fn keyword(&mut self, key: &str, child: NodeId) {
        match key {
            "$ref" => self.reference(),
            "type" => self.types(child),
            "const" => self.constant(child),
            "allOf" => self.all_of(child),
            "oneOf" | "anyOf" => self.alternatives(key, child),
            "patternProperties" => self.pattern_properties(child),
            "additionalProperties" => self.additional_properties(child),
            "items" => self.items(child),
            "prefixItems" => self.prefix_items(child),
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" => self.bound(key, child),
            "contentEncoding" => self.content_encoding(child),
            "examples" => self.examples(child),
            "multipleOf" => self.plain_number(key, child),
            _ if PLAIN.contains(&key) => self.plain(key, child),
            _ if UNENFORCED.contains(&key) => self.unenforced.push(json!(key)),
            _ if key.starts_with("x-") => {
                let value = self.document.to_value(child);
                self.set(key, value);
            }
            _ => {}
        }
    }

    /// A `$ref` with siblings is one branch of an `allOf`; the siblings hold as well (JSON Schema
    /// 2020-12, section 8.2.3.1). A `$ref` alone never comes here: children are resolved.
    fn reference(&mut self) {
        if self.document.is_reference(self.id) {
            let target = self.document.resolve(self.id);
            self.add_branch(json!({ "$ref": format!("#{}", target.0) }));
        }
    }

    fn add_branch(&mut self, branch: Value) {
        match self.shallow.get_mut("allOf") {
            Some(Value::Array(branches)) => branches.push(branch),
            _ => self.set("allOf", json!([branch])),
        }
    }

    fn all_of(&mut self, child: NodeId) {
        let items: Vec<NodeId> = self.document.items(child).collect();
        for item in items {
            let branch = self.document.child(item);
            self.add_branch(branch);
        }
    }

    /// A list of types becomes one type and whether null is allowed; several types stay a list. What is no type has
    /// been told.
    fn types(&mut self, child: NodeId) {
        let mut types: Vec<Value> = match self.document.to_value(child) {
            Value::Array(types) => types,
            other => vec![other],
        };
        types.retain(|typ| typ.as_str().is_none_or(is_read));
        let count = types.len();
        types.retain(|typ| typ != "null");
        match types.as_slice() {
            [] if count == 0 => {}
            [] => self.set("x-oas31-types", json!(["null"])),
            [single] => {
                let single = single.clone();
                self.set("type", single);
            }
            _ => {
                let types = types.clone();
                self.set("x-oas31-types", Value::Array(types));
            }
        }
        if types.len() < count && !types.is_empty() {
            self.set("nullable", json!(true));
        }
    }

    fn constant(&mut self, child: NodeId) {
        let value = self.document.to_value(child);
        self.set("enum", json!([value]));
        self.set("x-oas31-const", json!(true));
    }

    /// An alternative that is null becomes a flag; a single alternative that is left, an `allOf`.
    fn alternatives(&mut self, key: &str, child: NodeId) {
        let (null, other): (Vec<NodeId>, Vec<NodeId>) = self
            .document
            .items(child)
            .partition(|&item| self.document.is_null_schema(item));
        if !null.is_empty() {
            self.set("nullable", json!(true));
        }
        let children: Vec<Value> = other.iter().map(|&item| self.document.child(item)).collect();
        match children.as_slice() {
            [single] if !null.is_empty() => {
                let single = single.clone();
                self.add_branch(single);
            }
            _ => self.set(key, Value::Array(children)),
        }
    }

    fn pattern_properties(&mut self, child: NodeId) {
        let children: Map<String, Value> = self
            .document
            .entries(child)
            .map(|(pattern, id)| (pattern.to_owned(), json!(self.document.child_text(id))))
            .collect();
        self.set("x-oas31-patternProperties", Value::Object(children));
    }

    fn additional_properties(&mut self, child: NodeId) {
        let value = match self.document.tree.node(child) {
            Node::Leaf(Value::Bool(flag)) => json!(flag),
            _ => self.document.child(child),
        };
        self.set("additionalProperties", value);
    }

    /// `items: false` closes a tuple and `items: true` opens a list: neither is a type of elements.
    fn items(&mut self, child: NodeId) {
        match self.document.tree.node(child) {
            Node::Object(_) => {
                let child = self.document.child(child);
                self.set("items", child);
            }
            Node::Array(_) => self.prefix_items(child),
            Node::Leaf(value) => {
                let value = value.clone();
                self.set("x-oas31-items", value);
            }
        }
    }

    fn prefix_items(&mut self, child: NodeId) {
        let children: Vec<Value> = self
            .document
            .items(child)
            .map(|item| json!(self.document.child_text(item)))
            .collect();
        self.set("x-oas31-prefixItems", Value::Array(children));
    }

    /// 3.1 gives an exclusive bound as a number, 3.0 as a flag beside the bound.
    fn bound(&mut self, key: &str, child: NodeId) {
        let value = self.document.to_value(child);
        let is_exclusive = key.starts_with("exclusive");
        if is_exclusive && value.is_boolean() {
            self.set(key, value);
            return;
        }
        if !value.is_number() {
            return;
        }
        let plain = if key.ends_with("inimum") {
            "minimum"
        } else {
            "maximum"
        };
        if is_exclusive {
            self.set(key, json!(true));
        } else if self.shallow.get(if plain == "minimum" {
            "exclusiveMinimum"
        } else {
            "exclusiveMaximum"
        }) == Some(&json!(true))
            && self.shallow.contains_key(plain)
        {
            // An exclusive bound was read already and is taken to be the stronger one.
            return;
        }
        // `openapiv3` keeps bounds as floats, which hold no integer beyond 2^53.
        if value.is_i64() || value.is_u64() {
            self.set(&format!("x-oas31-{plain}"), value.clone());
        }
        self.set(plain, value);
    }

    fn plain_number(&mut self, key: &str, child: NodeId) {
        let value = self.document.to_value(child);
        if value.is_number() {
            self.set(key, value);
        }
    }

    /// Text that holds bytes is what 3.0 calls `format: byte`.
    fn content_encoding(&mut self, child: NodeId) {
        let is_base64 = self
            .document
            .str(child)
            .is_some_and(|name| name.to_ascii_lowercase().starts_with("base64"));
        if is_base64 {
            self.set("format", json!("byte"));
        }
    }

    /// The first of several examples stands for them.
    fn examples(&mut self, child: NodeId) {
        if let Some(first) = self.document.items(child).next() {
            let value = self.document.to_value(first);
            self.shallow.entry("example").or_insert(value);
        }
    }

    /// A keyword with the value it should have; one of another type says nothing.
    fn plain(&mut self, key: &str, child: NodeId) {
        let value = self.document.to_value(child);
        if !fits(key, &value) {
            return;
        }
        match whole(&value) {
            Some(count) if is_count(key) => self.set(key, json!(count)),
            _ => self.set(key, value),
        }
    }
}

/// Whether a value is of the type that its keyword wants.
pub(super) fn fits(key: &str, value: &Value) -> bool {
    let is_list_of_texts = || {
        let list = value.as_array();
        list.is_some_and(|names| names.iter().all(Value::is_string))
    };
    match key {
        "title" | "description" | "format" | "pattern" | "contentEncoding" | "$ref" => value.is_string(),
        "nullable" | "readOnly" | "writeOnly" | "deprecated" | "uniqueItems" => value.is_boolean(),
        "type" => value.is_string() || is_list_of_texts(),
        "required" => is_list_of_texts(),
        "enum" => value.is_array(),
        "discriminator" => value.get("propertyName").is_some_and(Value::is_string),
        "externalDocs" => value.get("url").is_some_and(Value::is_string),
        "minimum" | "maximum" | "multipleOf" => value.is_number(),
        "exclusiveMinimum" | "exclusiveMaximum" => value.is_number() || value.is_boolean(),
        _ if is_count(key) => whole(value).is_some(),
        _ => true,
    }
}

fn is_count(key: &str) -> bool {
    matches!(key, "minLength" | "maxLength" | "minItems" | "maxItems")
}

/// A count, which may be written as `1.0` (JSON Schema 2020-12, section 6.1.1).
fn whole(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| {
        let float = value
            .as_f64()
            .filter(|float| float.fract() == 0.0 && (0.0..1e15).contains(float))?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked just above"
        )]
        let whole = float as u64;
        Some(whole)
    })
}
