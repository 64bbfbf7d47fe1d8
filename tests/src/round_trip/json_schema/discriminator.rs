//! Discriminators: the property's value selects a schema (OpenAPI 3.1, "Discriminator Object").

use sdk_generator::document::{Document, NodeId};
use serde_json::{Map, Value, json};

use super::Reader;
use super::keyword::require;

/// A variant, and the property's values that select it.
struct Alternative {
    node: NodeId,
    tags: Vec<String>,
    /// True if the document maps the values. Otherwise the value is the component's name.
    is_mapped: bool,
}

impl Reader<'_> {
    /// Adds the conditions of a discriminator. The values that select each variant are stored in `x-tags`,
    /// for making instances.
    pub(super) fn discriminator(&mut self, node: NodeId, schema: &mut Map<String, Value>) {
        let Some(discriminator) = self.document.get(node, "discriminator") else {
            return;
        };
        let property = self.document.get(discriminator, "propertyName");
        let Some(property) = property.and_then(|id| self.document.str(id)) else {
            return;
        };
        let nodes = self.alternatives(node);
        let alternatives = alternatives(self.document, nodes, discriminator);
        if alternatives.iter().all(|alternative| alternative.tags.is_empty()) {
            return;
        }
        for alternative in &alternatives {
            for tag in &alternative.tags {
                let promise = json!({
                    "if": is_called(property, std::slice::from_ref(tag)),
                    "then": { "$ref": self.name_by_itself(alternative.node) },
                });
                require(schema, promise);
            }
        }
        let tags = alternatives.iter().map(|alternative| {
            let is_called = is_called(property, &alternative.tags);
            if alternative.is_mapped {
                is_called
            } else {
                // The variant itself may restrict the property.
                json!({ "anyOf": [true, is_called] })
            }
        });
        schema.insert("x-tags".to_owned(), tags.collect());
    }

    /// Returns the nodes that a discriminator selects from: the listed ones, or a base and its subtypes.
    fn alternatives(&self, node: NodeId) -> Vec<NodeId> {
        let document = self.document;
        let list = ["oneOf", "anyOf"]
            .iter()
            .find_map(|name| document.get(node, name));
        match list {
            Some(list) => document.items(list).map(|id| document.resolve(id)).collect(),
            None if self.is_base(node) => [self.subtypes.of(node), &[node]].concat(),
            None => Vec::new(),
        }
    }
}

fn alternatives(document: &Document, nodes: Vec<NodeId>, discriminator: NodeId) -> Vec<Alternative> {
    let mut alternatives: Vec<Alternative> = nodes
        .into_iter()
        .map(|node| Alternative {
            node,
            tags: Vec::new(),
            is_mapped: false,
        })
        .collect();
    let mapping = document.get(discriminator, "mapping");
    for (value, target) in mapping.into_iter().flat_map(|id| document.entries(id)) {
        let target = document
            .str(target)
            .and_then(|target| document.resolve_mapping(target));
        let named = alternatives
            .iter_mut()
            .find(|alternative| Some(alternative.node) == target);
        if let Some(alternative) = named {
            alternative.tags.push(value.to_owned());
            alternative.is_mapped = true;
        }
    }
    for alternative in alternatives
        .iter_mut()
        .filter(|alternative| !alternative.is_mapped)
    {
        let name = document.component_name(alternative.node);
        alternative.tags.extend(name.map(str::to_owned));
    }
    alternatives
}

fn is_called(property: &str, tags: &[String]) -> Value {
    let values: Vec<Value> = tags.iter().flat_map(|tag| spellings(tag)).collect();
    match values.as_slice() {
        [] => json!(true),
        values => json!({ "properties": { property: { "enum": values } }, "required": [property] }),
    }
}

/// Returns the possible values of a tag: the string, and the number or boolean that it spells.
fn spellings(tag: &str) -> Vec<Value> {
    let scalar = serde_json::from_str(tag)
        .ok()
        .filter(|value: &Value| value.is_number() || value.is_boolean());
    [Value::from(tag)].into_iter().chain(scalar).collect()
}
