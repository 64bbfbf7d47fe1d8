//! The part of a document that some operations need, as a document of its own.
//!
//! What is kept is kept as it is written, in the order of the text. What lies in other files comes in as
//! components, so that the part is one file. Knows nothing of what the operations are for.

mod reach;

use std::collections::BTreeSet;

use serde_yaml::{Mapping, Value};

use super::grammar::{Below, Kind};
use super::operations::METHODS;
use super::tree::Node;
use super::{Document, NodeId, OperationPlace};
use reach::Reacher;
use sdk_config::{Selection, Setting};
use sdk_diagnostic::Diagnostics;

pub use reach::Reach;

/// A part of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Slice {
    /// The part, as a document. A mapping of JSON would lose the order of the text.
    value: Value,
    /// How many operations it has.
    pub operations: usize,
    /// How many components it has.
    pub components: usize,
    /// Whether it is all of the document: nothing was left out, and nothing came in from other files.
    pub is_whole: bool,
}

impl Slice {
    /// The part as YAML.
    ///
    /// # Errors
    ///
    /// Where YAML cannot say it, which only a bug of ours brings about.
    pub fn to_yaml(&self) -> Result<String, serde_yaml::Error> {
        serde_yaml::to_string(&self.value)
    }
}

impl Document {
    /// What the selected operations lead to; what all of them lead to where none is selected.
    ///
    /// References that cannot come into one file are in `diagnostics`.
    #[must_use]
    pub fn reach(&self, selections: &[Setting<Selection>], diagnostics: &mut Diagnostics) -> Reach {
        let is_kept = |place: &OperationPlace| {
            selections.is_empty() || selections.iter().any(|selection| self.selects(selection, place))
        };
        let kept = self.operations().into_iter().filter(is_kept);
        let operations = kept.map(|place| (place.path, place.method)).collect();
        let mut reach = Reach {
            operations,
            ..Reach::default()
        };
        if selections.is_empty() {
            reach.components = self.all_components();
            reach.webhooks = self.names_of("webhooks");
        }
        Reacher::new(self, diagnostics).follow(&reach)
    }

    /// The part of the document that is reached, and all that this part leads to in turn.
    ///
    /// What is reached may be that of this document after overlays changed it: overlays can lead to other
    /// components than the document does, and find them in the part.
    #[must_use]
    pub fn slice(&self, reach: &Reach, diagnostics: &mut Diagnostics) -> Slice {
        let reach = Reacher::new(self, diagnostics).follow(reach);
        let operations = self.operations();
        let is_kept = |place: &OperationPlace| reach.keeps(&place.path, &place.method);
        let kept = operations.iter().filter(|place| is_kept(place)).count();
        let all = self.all_components();
        let components = all.iter().filter(|name| reach.components.contains(name)).count();
        let webhooks = self.names_of("webhooks");
        let cut = Cut {
            document: self,
            reach: &reach,
        };
        Slice {
            value: cut.document(),
            operations: kept,
            components: components + reach.bundled.len(),
            is_whole: kept == operations.len()
                && components == all.len()
                && webhooks.iter().all(|name| reach.webhooks.contains(name))
                && self.parts.len() == 1,
        }
    }

    /// The section and the name of every component.
    fn all_components(&self) -> BTreeSet<(String, String)> {
        let components = self.get(self.root(), "components");
        let sections = components.into_iter().flat_map(|id| self.entries(id));
        let sections = sections.filter(|(section, _)| Kind::Components.below(section).is_some());
        let named = |(section, id)| {
            self.entries(id)
                .map(move |(name, _): (&str, NodeId)| (str::to_owned(section), name.to_owned()))
        };
        sections.flat_map(named).collect()
    }

    /// The keys of a field of the document.
    fn names_of(&self, field: &str) -> BTreeSet<String> {
        let field = self.get(self.root(), field);
        let entries = field.into_iter().flat_map(|id| self.entries(id));
        entries.map(|(name, _)| name.to_owned()).collect()
    }
}

/// Writes what is kept.
struct Cut<'a> {
    document: &'a Document,
    reach: &'a Reach,
}

impl Cut<'_> {
    fn document(&self) -> Value {
        let mut kept = Mapping::new();
        for (key, child) in self.document.entries(self.document.root()) {
            let value = match key {
                "paths" => self.paths(child),
                "components" => self.components(child),
                "webhooks" => self.named(child, |name| self.reach.webhooks.contains(name)),
                "tags" => self.tags(child),
                _ => self.value(child),
            };
            let is_left_out = matches!(key, "components" | "webhooks" | "tags") && is_empty(&value);
            if !is_left_out || self.is_empty(child) {
                kept.insert(key.into(), value);
            }
        }
        if !self.reach.bundled.is_empty() && !kept.contains_key("components") {
            kept.insert("components".into(), self.bundle(Mapping::new()));
        }
        Value::Mapping(kept)
    }

    fn is_empty(&self, id: NodeId) -> bool {
        self.document.entries(id).next().is_none() && self.document.items(id).next().is_none()
    }

    /// The paths that have a kept operation, with these alone.
    fn paths(&self, id: NodeId) -> Value {
        let mut kept = Mapping::new();
        for (path, item) in self.document.entries(id) {
            if path.starts_with("x-") {
                kept.insert(path.into(), self.value(item));
                continue;
            }
            let mut methods = self.reach.operations.iter();
            if methods.any(|(known, _)| known == path) {
                kept.insert(path.into(), self.path_item(path, item));
            }
        }
        Value::Mapping(kept)
    }

    fn path_item(&self, path: &str, item: NodeId) -> Value {
        // A path item of another file is written where it is used: OpenAPI 3.0 has no other place for it.
        let leads_out = self.document.is_in_other_file(self.document.resolve(item));
        let item = if leads_out {
            self.document.resolve(item)
        } else {
            item
        };
        let mut kept = Mapping::new();
        for (key, child) in self.document.entries(item) {
            let value = match key {
                "additionalOperations" => self.named(child, |method| self.reach.keeps(path, method)),
                _ if !METHODS.contains(&key) || self.reach.keeps(path, &key.to_ascii_uppercase()) => {
                    self.value(child)
                }
                _ => continue,
            };
            kept.insert(key.into(), value);
        }
        Value::Mapping(self.with_target(item, kept))
    }

    fn components(&self, id: NodeId) -> Value {
        let mut kept = Mapping::new();
        for (section, child) in self.document.entries(id) {
            let value = match Kind::Components.below(section) {
                Some(Below::Map(_) | Below::MapOfMaps(_)) => {
                    self.named(child, |name| self.reach.has_component(section, name))
                }
                _ => self.value(child),
            };
            if !is_empty(&value) || self.is_empty(child) {
                kept.insert(section.into(), value);
            }
        }
        self.bundle(kept)
    }

    /// Adds what comes in from other files.
    fn bundle(&self, mut components: Mapping) -> Value {
        for (&node, (section, name)) in &self.reach.bundled {
            let entries = components
                .entry(section.as_str().into())
                .or_insert_with(|| Value::Mapping(Mapping::new()));
            if let Value::Mapping(entries) = entries {
                entries.insert(name.as_str().into(), self.value(node));
            }
        }
        Value::Mapping(components)
    }

    /// The tags that kept operations have.
    fn tags(&self, id: NodeId) -> Value {
        let is_used = |tag: &NodeId| {
            let name = self.document.get(*tag, "name");
            let name = name.and_then(|name| self.document.str(name));
            name.is_some_and(|name| self.reach.tags.contains(name))
        };
        let tags = self.document.items(id).filter(is_used);
        tags.map(|tag| self.value(tag)).collect()
    }

    /// The entries of a mapping whose keys are kept.
    fn named(&self, id: NodeId, is_kept: impl Fn(&str) -> bool) -> Value {
        let entries = self.document.entries(id).filter(|(name, _)| is_kept(name));
        let entries = entries.map(|(name, child)| (name.into(), self.value(child)));
        Value::Mapping(entries.collect())
    }

    /// A node and all below it. The depth of a document is bounded where it is read.
    fn value(&self, id: NodeId) -> Value {
        match self.document.tree.node(id) {
            Node::Leaf(leaf) => scalar(leaf),
            Node::Array(items) => items.iter().map(|&item| self.value(item)).collect(),
            Node::Object(entries) => {
                let entries = entries.iter();
                let entries = entries.map(|(key, &child)| (key.as_ref().into(), self.value(child)));
                Value::Mapping(self.with_target(id, entries.collect()))
            }
        }
    }

    /// Lets a reference that led into another file lead to the component that came of it.
    fn with_target(&self, place: NodeId, mut kept: Mapping) -> Mapping {
        let component = self.reach.bundled.get(&self.document.resolve(place));
        if let (Some((section, name)), true) = (component, self.document.is_reference(place)) {
            let pointer = format!("#/components/{section}/{name}");
            kept.insert("$ref".into(), Value::String(pointer));
        }
        kept
    }
}

fn scalar(leaf: &serde_json::Value) -> Value {
    match leaf {
        serde_json::Value::Bool(flag) => Value::Bool(*flag),
        serde_json::Value::String(text) => Value::String(text.clone()),
        serde_json::Value::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
            (Some(number), _, _) => number.into(),
            (_, Some(number), _) => number.into(),
            (_, _, Some(number)) => number.into(),
            _ => Value::Null,
        },
        // No leaf is a list or a mapping.
        _ => Value::Null,
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Mapping(entries) => entries.is_empty(),
        Value::Sequence(items) => items.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
