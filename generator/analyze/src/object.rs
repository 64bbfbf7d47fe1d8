//! Objects: properties, additional properties, and names in `required` that are not properties.

use std::collections::BTreeMap;

use super::builder::SchemaBuilder;
use super::shape::{Additional as ShapeAdditional, Key, Shape};
use sdk_diagnostic::{Code, Diagnostic, Origin};
use sdk_model::{Additional, MapSchema, ObjectSchema, Presence, Property, SchemaKind};

impl SchemaBuilder<'_> {
    pub(super) fn object(&mut self, shape: &Shape, words: &[String]) -> SchemaKind {
        self.report_undefined(shape);
        let additional = self.additional(shape, words);
        if shape.properties.is_empty() {
            match additional {
                Additional::Schema(values) => return SchemaKind::Map(MapSchema { values }),
                Additional::Unspecified => {
                    let mut value_words = words.to_vec();
                    value_words.push("Value".to_owned());
                    let values = self.any(&value_words);
                    return SchemaKind::Map(MapSchema { values });
                }
                Additional::Forbidden => {}
            }
        }
        let properties = shape
            .properties
            .iter()
            .map(|(name, nodes)| {
                let mut property_words = words.to_vec();
                property_words.push(name.clone());
                let key = Key {
                    nodes: nodes.clone(),
                    ..Key::default()
                };
                Property {
                    name: name.clone(),
                    schema: self.of_key(key, &property_words),
                    presence: Presence::of(shape.required.contains(name), false),
                }
            })
            .collect();
        SchemaKind::Object(ObjectSchema {
            properties,
            additional,
        })
    }

    fn additional(&mut self, shape: &Shape, words: &[String]) -> Additional {
        let mut value_words = words.to_vec();
        value_words.push("Value".to_owned());
        match &shape.additional {
            ShapeAdditional::Schemas(nodes) if shape.pattern_properties.is_empty() => {
                let key = Key {
                    nodes: nodes.clone(),
                    ..Key::default()
                };
                Additional::Schema(self.of_key(key, &value_words))
            }
            ShapeAdditional::Any => Additional::Schema(self.any(&value_words)),
            // Requires `additionalProperties: false`: otherwise keys that don't match the pattern may have any value.
            ShapeAdditional::Forbidden
                if shape.properties.is_empty() && shape.pattern_properties.len() == 1 =>
            {
                let nodes = shape.pattern_properties.clone();
                Additional::Schema(self.of_key(
                    Key {
                        nodes,
                        ..Key::default()
                    },
                    &value_words,
                ))
            }
            ShapeAdditional::Forbidden if shape.pattern_properties.is_empty() => Additional::Forbidden,
            _ => {
                if !shape.pattern_properties.is_empty() {
                    self.report_unsaid(shape, "`patternProperties` beside other properties");
                }
                Additional::Unspecified
            }
        }
    }

    /// Reports that the type allows more than its schema, because of the keyword in `what`.
    pub(super) fn report_unsaid(&mut self, shape: &Shape, what: &str) {
        let origin = self.origin_of(shape);
        let message = format!("{what} cannot be said by a type");
        self.diagnostics().push(
            Diagnostic::warning(Code::UnenforcedKeyword, origin, message)
                .effect("the type allows more than the schema does"),
        );
    }

    fn origin_of(&self, shape: &Shape) -> Origin {
        let node = shape.sources.first();
        node.map_or(Origin::DOCUMENT, |&node| self.document().origin(node))
    }

    /// Reports names in `required` that are not properties.
    fn report_undefined(&mut self, shape: &Shape) {
        let undefined = shape.required.iter();
        let undefined: Vec<&String> = undefined
            .filter(|name| !shape.properties.contains_key(*name))
            .collect();
        if undefined.is_empty() {
            return;
        }
        let document = self.document();
        // By name, the first node that requires it.
        let mut nodes = BTreeMap::new();
        let lists = shape
            .sources
            .iter()
            .filter_map(|&node| document.get(node, "required"));
        for node in lists.flat_map(|list| document.items(list)) {
            nodes.entry(document.str(node)).or_insert(node);
        }
        for name in undefined {
            let node = nodes.get(&Some(name.as_str()));
            let origin = node.map_or_else(|| self.origin_of(shape), |&node| document.origin(node));
            self.diagnostics().push(
                Diagnostic::warning(
                    Code::UndefinedRequiredProperty,
                    origin,
                    format!("`required` names `{name}`, which is no property"),
                )
                .effect("values without it are taken")
                .help("add it to `properties`, or take it out of `required`"),
            );
        }
    }
}
