//! Merges a node and its `allOf` branches into a shape, keyword by keyword.

use std::collections::HashMap;

use openapiv3::{AdditionalProperties, ReferenceOr};
use serde_json::Value;

use super::{Additional, Alternatives, Shape, child, exact};
use sdk_diagnostic::{Code, Diagnostic, Diagnostics, Origin};
use sdk_model::Number;
use sdk_openapi::{Document, NodeId, SchemaView};
use sdk_wire::Format;

/// The maximum nesting of `allOf`. It bounds the recursion.
const MAX_DEPTH: usize = 32;

/// The maximum number of branches of one `allOf`.
const MAX_PARTS: usize = 1_000;

pub(super) struct Collector<'a> {
    pub(super) document: &'a Document,
    pub(super) diagnostics: &'a mut Diagnostics,
    pub(super) masked: &'a [NodeId],
    pub(super) stack: Vec<NodeId>,
    /// The nodes that are already merged. The key is the node and its `is_plain_base`, the value is `true` if the node
    /// allows null. A node that several branches reference is merged only once.
    pub(super) done: HashMap<(NodeId, bool), bool>,
    /// `true` once the nesting exceeds [`MAX_DEPTH`]. This is an error, so the rest of the shape is not collected.
    /// Otherwise the limit could be exceeded again on each of a great number of paths.
    pub(super) is_too_deep: bool,
    pub(super) shape: Shape,
}

impl Collector<'_> {
    /// Merges a node and its `allOf` branches. Returns `true` if the node allows null.
    ///
    /// The alternatives of a plain base are ignored: the schema being built is one of them.
    pub(super) fn collect(&mut self, node: NodeId, is_plain_base: bool) -> bool {
        if let Some(&nullable) = self.done.get(&(node, is_plain_base)) {
            return nullable;
        }
        if self.is_too_deep {
            return false;
        }
        if self.stack.contains(&node) {
            self.report_cycle(node);
            return false;
        }
        if self.stack.len() >= MAX_DEPTH {
            self.is_too_deep = true;
            self.report_depth(node);
            return false;
        }
        self.stack.push(node);
        self.shape.sources.push(node);
        let view = self.document.schema(node);
        let nullable = self.branches(&view);
        self.annotations(&view);
        self.types(&view, node);
        if !is_plain_base && !self.masked.contains(&node) {
            self.alternatives(&view, node);
        }
        self.objects(&view);
        self.arrays(&view);
        self.values(&view);
        self.strings_and_numbers(&view);
        self.media_type(node);
        self.report_unenforced(&view.later.unenforced, node);
        self.stack.pop();
        self.done.insert((node, is_plain_base), nullable);
        nullable
    }

    fn report_unsaid(&mut self, node: NodeId, what: &str) {
        self.diagnostics.push(
            Diagnostic::warning(
                Code::UnenforcedKeyword,
                self.document.origin(node),
                format!("{what} cannot be said by a type"),
            )
            .effect("the type allows more than the schema does"),
        );
    }

    /// Reports the keywords that types do not enforce. The server still enforces them.
    fn report_unenforced(&mut self, keywords: &[&str], node: NodeId) {
        for keyword in keywords {
            let keyword_node = self.document.get(node, keyword).unwrap_or(node);
            let message = format!("`{keyword}` cannot be said by a type");
            self.diagnostics.push(
                Diagnostic::warning(
                    Code::UnenforcedKeyword,
                    self.document.origin(keyword_node),
                    message,
                )
                .at_key()
                .effect("the type allows more than the schema does"),
            );
        }
    }

    fn report_cycle(&mut self, node: NodeId) {
        let origin = self.document.origin(node);
        self.diagnostics.push(
            Diagnostic::error(Code::UnsatisfiableSchema, origin, "the schema is `allOf` itself")
                .help("take the schema out of its own `allOf`"),
        );
    }

    fn report_depth(&mut self, node: NodeId) {
        self.diagnostics.push(Diagnostic::error(
            Code::LimitExceeded,
            self.document.origin(node),
            format!("more than {MAX_DEPTH} `allOf`s lie within each other"),
        ));
    }

    fn report_parts(&mut self, count: usize, first: Option<NodeId>) {
        let origin = first.map_or(Origin::DOCUMENT, |node| self.document.origin(node));
        self.diagnostics.push(
            Diagnostic::error(
                Code::LimitExceeded,
                origin,
                format!("`allOf` has {count} parts, and {MAX_PARTS} are the most"),
            )
            .help("join parts"),
        );
    }

    /// Merges the branches of `allOf` in order. Returns `true` if the schema or all its branches allow null.
    fn branches(&mut self, view: &SchemaView) -> bool {
        let parts = &view.keywords.all_of;
        if parts.len() > MAX_PARTS {
            self.report_parts(parts.len(), parts.iter().find_map(child));
            return false;
        }
        let branches: Vec<NodeId> = parts.iter().filter_map(child).collect();
        let mut nullable = !branches.is_empty() && view.keywords.typ.is_none();
        for node in branches {
            // Already merged, including its alternatives.
            if let Some(is_nullable) = self.done.get(&(node, false)) {
                nullable &= is_nullable;
                continue;
            }
            // If a base lists its subtypes as alternatives, a subtype must not inherit these alternatives.
            let is_plain_base = self.lists_one_of_the_stack(node);
            nullable &= self.collect(node, is_plain_base);
        }
        nullable || view.data.nullable
    }

    fn lists_one_of_the_stack(&self, node: NodeId) -> bool {
        // Checked first because a view of a large schema is expensive, and few schemas have alternatives.
        let has = |key| self.document.get(node, key).is_some();
        if !has("oneOf") && !has("anyOf") {
            return false;
        }
        let view = self.document.schema(node);
        let mut alternatives = view
            .keywords
            .one_of
            .iter()
            .chain(&view.keywords.any_of)
            .filter_map(child);
        alternatives.any(|alternative| self.stack.contains(&alternative))
    }

    fn annotations(&mut self, view: &SchemaView) {
        let data = &view.data;
        let outermost = self.stack.len() == 1;
        let shape = &mut self.shape;
        if outermost {
            shape.description = data.description.clone().or(shape.description.take());
        } else {
            shape.description = shape.description.take().or_else(|| data.description.clone());
        }
        if outermost {
            shape.title = data.title.clone().or(shape.title.take());
            shape.deprecated |= data.deprecated;
        }
        shape.read_only |= data.read_only;
        shape.write_only |= data.write_only;
        shape.default = data.default.clone().or(shape.default.take());
        shape.example = data.example.clone().or(shape.example.take());
        shape.never |= view.later.never;
    }

    fn types(&mut self, view: &SchemaView, node: NodeId) {
        let mut types = view.later.types.clone();
        if types.is_empty() {
            types.extend(view.keywords.typ.clone());
        }
        if types.is_empty() {
            return;
        }
        if self.shape.types.is_empty() {
            self.shape.types = types;
            return;
        }
        let both = intersect_types(&self.shape.types, &types);
        if both.is_empty() {
            let (left, right) = (self.shape.types.join(" or "), types.join(" or "));
            self.diagnostics.push(
                Diagnostic::warning(
                    Code::UnsatisfiableSchema,
                    self.document.origin(node),
                    format!("no value is both {left} and {right}"),
                )
                .effect(format!("the type follows {right}")),
            );
            self.shape.types = types;
        } else {
            self.shape.types = both;
        }
    }

    fn alternatives(&mut self, view: &SchemaView, owner: NodeId) {
        let mut known = false;
        for (name, list) in [("oneOf", &view.keywords.one_of), ("anyOf", &view.keywords.any_of)] {
            let nodes: Vec<NodeId> = list.iter().filter_map(child).collect();
            if nodes.is_empty() {
                continue;
            }
            if nodes.iter().all(|&node| self.only_validates(node)) {
                self.report_unsaid(owner, &format!("`{name}` of requirements"));
                continue;
            }
            if std::mem::replace(&mut known, true) {
                self.report_unsaid(owner, "`anyOf` beside `oneOf`");
            }
            self.shape.alternatives.push(Alternatives {
                owner,
                nodes,
                discriminator: view.data.discriminator.clone(),
            });
        }
    }

    /// Returns `true` if an alternative only constrains values, for example by `required`, and adds no type.
    fn only_validates(&self, node: NodeId) -> bool {
        let entries: Vec<&str> = self.document.entries(node).map(|(key, _)| key).collect();
        !entries.is_empty()
            && entries
                .iter()
                .all(|key| matches!(*key, "required" | "not" | "description" | "title"))
    }

    fn objects(&mut self, view: &SchemaView) {
        let keywords = &view.keywords;
        for (name, reference) in &keywords.properties {
            if let Some(node) = child(reference) {
                let nodes = self.shape.properties.entry(name.clone()).or_default();
                if !nodes.contains(&node) {
                    nodes.push(node);
                }
            }
        }
        self.shape.required.extend(keywords.required.iter().cloned());
        let patterns = view.later.pattern_properties.iter().flatten();
        self.shape.pattern_properties.extend(patterns);
        match &keywords.additional_properties {
            None => {}
            // If a branch forbids additional properties, it also forbids those of the other branches. No object would
            // be valid, so `false` is ignored in branches.
            Some(AdditionalProperties::Any(false)) => {
                self.shape.additional = match self.stack.len() {
                    1 => Additional::Forbidden,
                    _ => std::mem::take(&mut self.shape.additional),
                };
            }
            Some(AdditionalProperties::Any(true)) => {
                self.shape.additional = match std::mem::take(&mut self.shape.additional) {
                    Additional::Unspecified => Additional::Any,
                    known => known,
                };
            }
            Some(AdditionalProperties::Schema(reference)) => {
                if let Some(node) = child(reference) {
                    match &mut self.shape.additional {
                        Additional::Schemas(nodes) if nodes.contains(&node) => {}
                        Additional::Schemas(nodes) => nodes.push(node),
                        other => *other = Additional::Schemas(vec![node]),
                    }
                }
            }
        }
    }

    fn arrays(&mut self, view: &SchemaView) {
        let keywords = &view.keywords;
        if let Some(items) = &keywords.items {
            self.shape.has_items = true;
            if let ReferenceOr::Reference { reference } = items
                && let Some(node) = Document::node_of_reference(reference)
                && !self.shape.items.contains(&node)
            {
                self.shape.items.push(node);
            }
        }
        if let Some(prefix) = view
            .later
            .prefix_items
            .as_ref()
            .filter(|prefix| !prefix.is_empty())
        {
            self.shape.prefix_items.clone_from(prefix);
        }
        self.shape.ends_after_prefix |= view.later.ends_after_prefix;
        self.shape.min_items = greater(self.shape.min_items, keywords.min_items.map(|count| count as u64));
        self.shape.max_items = lesser(self.shape.max_items, keywords.max_items.map(|count| count as u64));
        self.shape.unique_items |= keywords.unique_items.unwrap_or_default();
    }

    fn values(&mut self, view: &SchemaView) {
        if view.keywords.enumeration.is_empty() {
            return;
        }
        let values = view.keywords.enumeration.clone();
        self.shape.enumeration = Some(match self.shape.enumeration.take() {
            Some(known) if known.iter().any(|value| values.contains(value)) => {
                known.into_iter().filter(|value| values.contains(value)).collect()
            }
            _ => values,
        });
        self.shape.is_const = view.later.is_const;
        let strings = |keys: &[&str]| -> Vec<String> {
            let found = keys.iter().find_map(|key| view.data.extensions.get(*key));
            let list = found
                .and_then(Value::as_array)
                .map(Vec::as_slice)
                .unwrap_or_default();
            list.iter().filter_map(Value::as_str).map(str::to_owned).collect()
        };
        self.shape.enum_names = strings(&["x-enum-varnames", "x-enumNames", "x-enum-names"]);
        self.shape.enum_descriptions = strings(&["x-enum-descriptions", "x-enumDescriptions"]);
    }

    /// Merges the media type of a string's content (JSON Schema 2020-12, "contentMediaType").
    fn media_type(&mut self, node: NodeId) {
        let found = self.document.get(node, "contentMediaType");
        let found = found.and_then(|id| self.document.str(id)).map(str::to_owned);
        self.shape.media_type = found.or(self.shape.media_type.take());
    }

    fn strings_and_numbers(&mut self, view: &SchemaView) {
        let keywords = &view.keywords;
        let shape = &mut self.shape;
        shape.format = keywords
            .format
            .as_deref()
            .map(Format::from)
            .or(shape.format.take());
        shape.string.pattern = keywords.pattern.clone().or(shape.string.pattern.take());
        shape.string.min_length = greater(
            shape.string.min_length,
            keywords.min_length.map(|count| count as u64),
        );
        shape.string.max_length = lesser(
            shape.string.max_length,
            keywords.max_length.map(|count| count as u64),
        );
        let (minimum, exclusive_minimum) =
            bound(keywords.minimum, keywords.exclusive_minimum, view.later.minimum);
        let (maximum, exclusive_maximum) =
            bound(keywords.maximum, keywords.exclusive_maximum, view.later.maximum);
        let number = &mut shape.number;
        number.minimum = minimum.or(number.minimum);
        number.maximum = maximum.or(number.maximum);
        number.exclusive_minimum = exclusive_minimum.or(number.exclusive_minimum);
        number.exclusive_maximum = exclusive_maximum.or(number.exclusive_maximum);
        number.multiple_of = keywords.multiple_of.map(exact).or(number.multiple_of);
    }
}

/// Returns an inclusive and an exclusive bound. `openapiv3` has one number and a boolean instead.
fn bound(
    value: Option<f64>,
    exclusive: Option<bool>,
    integer: Option<i128>,
) -> (Option<Number>, Option<Number>) {
    let number = integer.map(Number::Integer).or_else(|| value.map(exact));
    if exclusive == Some(true) {
        (None, number)
    } else {
        (number, None)
    }
}

fn intersect_types(left: &[String], right: &[String]) -> Vec<String> {
    let allows = |types: &[String], wanted: &str| {
        types
            .iter()
            .any(|known| known == wanted || (known == "number" && wanted == "integer"))
    };
    let mut both: Vec<String> = left
        .iter()
        .filter(|known| allows(right, known))
        .cloned()
        .collect();
    for known in right {
        if allows(left, known) && !both.contains(known) {
            both.push(known.clone());
        }
    }
    // The intersection of `number` and `integer` is `integer`.
    if both.iter().any(|known| known == "integer")
        && !(left.contains(&"number".into()) && right.contains(&"number".into()))
    {
        both.retain(|known| known != "number");
    }
    both
}

fn greater(left: Option<u64>, right: Option<u64>) -> Option<u64> {
    left.max(right)
}

fn lesser(left: Option<u64>, right: Option<u64>) -> Option<u64> {
    match (left, right) {
        (Some(left), Some(right)) => Some(left.min(right)),
        (left, right) => left.or(right),
    }
}
