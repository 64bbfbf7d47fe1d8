//! The schemas of a document as JSON Schema 2020-12: one bundle in which references point to definitions.
//!
//! OpenAPI's own features are converted: `nullable`, boolean exclusive bounds, integer formats,
//! discriminators. A keyword with an invalid value is left out, so that one error in a document does not make
//! all of its schemas unreadable.

mod discriminator;
mod keyword;

use std::collections::{BTreeMap, BTreeSet};

use sdk_generator::diagnostic::Origin;
use sdk_generator::document::{Document, FieldType, Kind, NodeId, Subtypes};
use serde_json::{Map, Value, json};

use keyword::{
    count, either, exclusive_flags, format_of, imply_type, pattern, require, types, values_of_enum,
};

/// Schemas that reference each other.
#[derive(Debug, Clone)]
pub struct Bundle {
    /// A schema that contains only definitions.
    pub(super) schema: Value,
    examples: BTreeMap<String, Vec<Value>>,
}

impl Bundle {
    /// Reads the schemas at some places, and everything that they reference.
    #[must_use]
    pub fn new(document: &Document, places: &[Origin]) -> Self {
        let mut reader = Reader {
            document,
            subtypes: document.subtypes(),
            queue: Vec::new(),
            seen: BTreeSet::new(),
        };
        for &place in places {
            reader.name(document.node_at(place));
        }
        let mut definitions = Map::new();
        while let Some(definition) = reader.queue.pop() {
            let schema = match definition {
                Definition::Whole(node) if reader.is_base(node) => reader.base(node),
                Definition::Whole(node) | Definition::WithoutHeirs(node) => reader.schema(node),
            };
            definitions.insert(definition.key(document), schema);
        }
        Self {
            schema: json!({ "$defs": definitions }),
            examples: examples(document),
        }
    }

    /// Returns the definition of a place.
    #[must_use]
    pub fn definition(&self, name: &str) -> Option<&Value> {
        self.schema.get("$defs")?.get(name)
    }

    /// Returns the examples of a schema in the document: in the schema, and wherever it is used.
    #[must_use]
    pub fn examples(&self, place: Origin) -> Vec<Value> {
        let name = key(place);
        let own = self.definition(&name).and_then(|schema| schema.get("examples"));
        let own = own.and_then(Value::as_array).into_iter().flatten();
        own.chain(self.examples.get(&name).into_iter().flatten())
            .cloned()
            .collect()
    }
}

/// Returns the examples of bodies, parameters and headers, by the definition of their schema.
fn examples(document: &Document) -> BTreeMap<String, Vec<Value>> {
    let mut found: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    let mut queue = vec![document.root()];
    while let Some(node) = queue.pop() {
        queue.extend(document.entries(node).map(|(_, id)| id));
        queue.extend(document.items(node));
        let Some(schema) = document.get(node, "schema") else {
            continue;
        };
        let list = found
            .entry(key(document.origin(document.schema_node(schema))))
            .or_default();
        list.extend(document.get(node, "example").map(|id| document.to_value(id)));
        let named = document
            .get(node, "examples")
            .into_iter()
            .flat_map(|id| document.entries(id));
        let values = named.filter_map(|(_, id)| document.get(document.resolve(id), "value"));
        list.extend(values.map(|id| document.to_value(id)));
    }
    found
}

/// Returns the name of the definition of a place.
pub(crate) fn key(place: Origin) -> String {
    format!("n{}", place.0)
}

/// The kind of a definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Definition {
    Whole(NodeId),
    /// A discriminator base by itself, without its subtypes.
    WithoutHeirs(NodeId),
}

impl Definition {
    fn key(self, document: &Document) -> String {
        match self {
            Self::Whole(node) => key(document.origin(node)),
            Self::WithoutHeirs(node) => format!("{}b", key(document.origin(node))),
        }
    }
}

struct Reader<'a> {
    document: &'a Document,
    subtypes: Subtypes,
    queue: Vec<Definition>,
    seen: BTreeSet<Definition>,
}

impl Reader<'_> {
    /// Returns a reference to the definition of a node.
    fn name(&mut self, node: NodeId) -> String {
        self.define(Definition::Whole(node))
    }

    /// Returns a reference to the definition of a node. A discriminator base is referenced without its
    /// subtypes.
    fn name_by_itself(&mut self, node: NodeId) -> String {
        if self.is_base(node) {
            self.define(Definition::WithoutHeirs(node))
        } else {
            self.name(node)
        }
    }

    fn define(&mut self, definition: Definition) -> String {
        if self.seen.insert(definition) {
            self.queue.push(definition);
        }
        format!("#/$defs/{}", definition.key(self.document))
    }

    fn is_base(&self, node: NodeId) -> bool {
        !self.subtypes.of(node).is_empty()
    }

    /// Returns a schema for a discriminator base: any of its subtypes, or the base by itself.
    fn base(&mut self, node: NodeId) -> Value {
        let mut nodes = self.subtypes.of(node).to_vec();
        nodes.push(node);
        let alternatives: Vec<Value> = nodes
            .into_iter()
            .map(|node| json!({ "$ref": self.name_by_itself(node) }))
            .collect();
        let mut schema = Map::from_iter([("anyOf".to_owned(), Value::Array(alternatives))]);
        self.examples_of(node, &mut schema);
        self.discriminator(node, &mut schema);
        self.nullable(node, schema)
    }

    fn schema(&mut self, node: NodeId) -> Value {
        let flag = self.document.to_value(node).as_bool();
        if let Some(flag) = flag {
            return Value::Bool(flag);
        }
        let mut schema = Map::new();
        let entries: Vec<(String, NodeId)> = self
            .document
            .entries(node)
            .map(|(name, id)| (name.to_owned(), id))
            .collect();
        for (name, child) in entries {
            self.keyword(node, &name, child, &mut schema);
        }
        self.examples_of(node, &mut schema);
        if !self.is_base(node) {
            self.discriminator(node, &mut schema);
        }
        exclusive_flags(&mut schema);
        format_of(&mut schema);
        values_of_enum(&mut schema);
        imply_type(&mut schema);
        self.nullable(node, schema)
    }

    fn keyword(&mut self, node: NodeId, name: &str, child: NodeId, schema: &mut Map<String, Value>) {
        let value = match name {
            "$ref" if self.document.resolve(node) != node => {
                Some(Value::String(self.name(self.document.resolve(node))))
            }
            "type" => types(&self.document.to_value(child)),
            "enum" => Some(self.document.to_value(child))
                .filter(|list| list.as_array().is_some_and(|list| !list.is_empty())),
            "const" => Some(self.document.to_value(child)),
            "format" | "contentEncoding" => Some(self.document.to_value(child)).filter(Value::is_string),
            "pattern" => self.document.str(child).and_then(pattern),
            "required" => Some(self.names(child)),
            "uniqueItems" => self.document.flag(node, name).map(Value::Bool),
            "allOf" => {
                let parts: Vec<NodeId> = self.document.items(child).collect();
                for part in parts {
                    let base = self.document.resolve(part);
                    let part = if self.subtypes.is_subtype(node) && self.is_base(base) {
                        json!({ "$ref": self.name_by_itself(base) })
                    } else {
                        self.schema(part)
                    };
                    require(schema, part);
                }
                None
            }
            "prefixItems" => self.list(child),
            // Servers follow at least one of several variants, and not exactly one, because open objects
            // overlap.
            "anyOf" | "oneOf" => {
                if let Some(list) = self.list(child) {
                    either(schema, list);
                }
                None
            }
            "items" if self.document.items(child).next().is_some() => {
                if let Some(list) = self.list(child) {
                    schema.insert("prefixItems".to_owned(), list);
                }
                None
            }
            "items" => Some(self.schema(child)),
            "patternProperties" => Some(self.patterns(child)),
            "dependentRequired" => {
                let entries: Vec<(String, NodeId)> = self
                    .document
                    .entries(child)
                    .map(|(name, id)| (name.to_owned(), id))
                    .collect();
                Some(
                    entries
                        .into_iter()
                        .map(|(name, id)| (name, self.names(id)))
                        .collect::<Map<_, _>>()
                        .into(),
                )
            }
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" => {
                Some(self.document.to_value(child))
                    .filter(|bound| bound.is_number() || bound.is_boolean() && name.starts_with('e'))
            }
            "multipleOf" => Some(self.document.to_value(child))
                .filter(|value| value.as_f64().is_some_and(|value| value > 0.0)),
            _ => match Kind::Schema.typ(name) {
                Some(FieldType::Count) => count(&self.document.to_value(child)),
                Some(FieldType::One(Kind::Schema)) => Some(self.schema(child)),
                // Definitions are checked where they are referenced.
                Some(FieldType::Map(Kind::Schema)) if !matches!(name, "$defs" | "definitions") => {
                    Some(self.named(child))
                }
                _ => None,
            },
        };
        if let Some(value) = value {
            schema.insert(name.to_owned(), value);
        }
    }

    fn list(&mut self, node: NodeId) -> Option<Value> {
        let items: Vec<NodeId> = self.document.items(node).collect();
        let schemas: Vec<Value> = items.into_iter().map(|item| self.schema(item)).collect();
        (!schemas.is_empty()).then_some(Value::Array(schemas))
    }

    fn named(&mut self, node: NodeId) -> Value {
        let entries: Vec<(String, NodeId)> = self
            .document
            .entries(node)
            .map(|(name, id)| (name.to_owned(), id))
            .collect();
        entries
            .into_iter()
            .map(|(name, id)| (name, self.schema(id)))
            .collect::<Map<_, _>>()
            .into()
    }

    fn patterns(&mut self, node: NodeId) -> Value {
        let mut named = self.named(node);
        if let Some(entries) = named.as_object_mut() {
            entries.retain(|text, _| pattern(text).is_some());
        }
        named
    }

    fn names(&self, node: NodeId) -> Value {
        let names: BTreeSet<&str> = self
            .document
            .items(node)
            .filter_map(|id| self.document.str(id))
            .collect();
        json!(names)
    }

    /// Adds the document's examples of a schema as instances; the validator drops invalid ones.
    fn examples_of(&self, node: NodeId, schema: &mut Map<String, Value>) {
        let mut examples = Vec::new();
        for name in ["example", "default"] {
            examples.extend(self.document.get(node, name).map(|id| self.document.to_value(id)));
        }
        let list = self
            .document
            .get(node, "examples")
            .into_iter()
            .flat_map(|id| self.document.items(id));
        examples.extend(list.map(|id| self.document.to_value(id)));
        if !examples.is_empty() {
            schema.insert("examples".to_owned(), Value::Array(examples));
        }
    }

    /// Applies `nullable`: adds null to the type, or to the whole schema if it has no type.
    fn nullable(&self, node: NodeId, mut schema: Map<String, Value>) -> Value {
        if self.document.flag(node, "nullable") != Some(true) {
            return Value::Object(schema);
        }
        if let Some(values) = schema.get_mut("enum").and_then(Value::as_array_mut)
            && !values.contains(&Value::Null)
        {
            values.push(Value::Null);
        }
        match schema.get_mut("type") {
            Some(Value::Array(types)) => types.push(json!("null")),
            Some(single) => *single = json!([single, "null"]),
            None => {
                let examples = schema.remove("examples").unwrap_or_else(|| json!([]));
                return json!({ "anyOf": [schema, { "type": "null" }], "examples": examples });
            }
        }
        Value::Object(schema)
    }
}
