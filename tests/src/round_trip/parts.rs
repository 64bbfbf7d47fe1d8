//! The parts of a schema, combined: `allOf` and references are followed, and one variant is chosen.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::choice::Choices;
use super::json_schema::Bundle;

/// The longest chain of references and `allOf`s that is followed.
const LONGEST: usize = 40;

/// Schemas that all have to match.
#[derive(Debug, Default)]
pub(super) struct Parts<'a> {
    schemas: Vec<&'a Map<String, Value>>,
    /// True if a variant was chosen, so that another one can be tried.
    pub(super) has_alternatives: bool,
}

impl<'a> Parts<'a> {
    /// Adds a schema. Returns `None` if it matches nothing.
    pub(super) fn add(
        &mut self,
        bundle: &'a Bundle,
        choices: &mut Choices,
        schema: &'a Value,
        shift: usize,
        depth: usize,
    ) -> Option<()> {
        let schema = match schema {
            Value::Object(schema) if depth < LONGEST => schema,
            Value::Object(_) | Value::Bool(false) => return None,
            _ => return Some(()),
        };
        // A schema that references itself adds nothing.
        if self.schemas.iter().any(|known| std::ptr::eq(*known, schema)) {
            return Some(());
        }
        self.schemas.push(schema);
        if let Some(target) = schema.get("$ref").and_then(Value::as_str) {
            let target = bundle.definition(target.trim_start_matches("#/$defs/"))?;
            self.add(bundle, choices, target, shift, depth + 1)?;
        }
        for part in list(schema, "allOf") {
            self.add(bundle, choices, part, shift, depth + 1)?;
        }
        let alternatives = list(schema, "anyOf");
        if alternatives.is_empty() {
            return Some(());
        }
        self.has_alternatives |= alternatives.len() > 1;
        let index = (choices.pick(alternatives.len()) + shift) % alternatives.len();
        self.add(bundle, choices, alternatives.get(index)?, shift, depth + 1)?;
        if let Some(tags) = list(schema, "x-tags").get(index) {
            self.add(bundle, choices, tags, shift, depth + 1)?;
        }
        Some(())
    }

    fn values(&self, name: &str) -> impl Iterator<Item = &'a Value> {
        self.schemas.iter().filter_map(move |schema| schema.get(name))
    }

    /// Returns the arrays of a keyword, concatenated.
    fn lists(&self, name: &str) -> impl Iterator<Item = &'a Value> {
        self.values(name).filter_map(Value::as_array).flatten()
    }

    /// Returns the document's examples.
    pub(super) fn examples(&self) -> Vec<&'a Value> {
        self.lists("examples").collect()
    }

    /// Returns the allowed values, if they are listed.
    pub(super) fn listed(&self) -> Option<Vec<&'a Value>> {
        let mut lists = self
            .schemas
            .iter()
            .filter_map(|schema| match schema.get("const") {
                Some(value) => Some(vec![value]),
                None => schema
                    .get("enum")
                    .and_then(Value::as_array)
                    .map(|values| values.iter().collect()),
            });
        let first: Vec<&Value> = lists.next()?;
        Some(lists.fold(first, |kept, list| {
            kept.into_iter().filter(|value| list.contains(value)).collect()
        }))
    }

    /// Returns the allowed types, named or implied by keywords. An empty list allows any type.
    pub(super) fn types(&self) -> Vec<&'a str> {
        let mut named = self
            .values("type")
            .filter_map(Value::as_array)
            .map(|types| types.iter().filter_map(Value::as_str).collect::<Vec<_>>());
        if let Some(first) = named.next() {
            return named.fold(first, |kept, types| {
                // Every integer is a number.
                kept.into_iter()
                    .filter_map(|name| match name {
                        "number" if !types.contains(&"number") && types.contains(&"integer") => {
                            Some("integer")
                        }
                        "integer" if types.contains(&"number") => Some("integer"),
                        _ => types.contains(&name).then_some(name),
                    })
                    .collect()
            });
        }
        for (keyword, implied) in [
            ("properties", "object"),
            ("required", "object"),
            ("additionalProperties", "object"),
            ("patternProperties", "object"),
            ("items", "array"),
            ("prefixItems", "array"),
            ("pattern", "string"),
            ("format", "string"),
            ("minLength", "string"),
            ("maxLength", "string"),
            ("minimum", "number"),
            ("maximum", "number"),
        ] {
            if self.values(keyword).next().is_some() {
                return vec![implied];
            }
        }
        Vec::new()
    }

    /// Returns the schemas of each named property, all of which have to match.
    pub(super) fn properties(&self) -> BTreeMap<&'a str, Vec<&'a Value>> {
        let mut properties: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
        for (name, schema) in self.values("properties").filter_map(Value::as_object).flatten() {
            properties.entry(name).or_default().push(schema);
        }
        properties
    }

    /// Returns the names of required properties.
    pub(super) fn required(&self) -> BTreeSet<&'a str> {
        self.lists("required").filter_map(Value::as_str).collect()
    }

    /// Returns the schemas of additional properties, all of which have to match. Returns `None` if there may
    /// be none.
    pub(super) fn additional(&self) -> Option<Vec<&'a Value>> {
        let rules = self
            .values("additionalProperties")
            .chain(self.values("unevaluatedProperties"));
        let rules: Vec<&Value> = rules.collect();
        (!rules.contains(&&Value::Bool(false))).then_some(rules)
    }

    /// Returns the schemas of properties whose names match a pattern.
    pub(super) fn pattern_properties(&self) -> Vec<(&'a str, &'a Value)> {
        let all = self
            .values("patternProperties")
            .filter_map(Value::as_object)
            .flatten();
        all.map(|(pattern, schema)| (pattern.as_str(), schema)).collect()
    }

    /// Returns the schemas of the element at an index, all of which have to match. Returns `None` if there
    /// may be none.
    pub(super) fn element(&self, index: usize) -> Option<Vec<&'a Value>> {
        let mut rules = Vec::new();
        for schema in &self.schemas {
            match list(schema, "prefixItems").get(index) {
                Some(rule) => rules.push(rule),
                None => rules.extend(schema.get("items")),
            }
        }
        (!rules.contains(&&Value::Bool(false))).then_some(rules)
    }

    /// Returns the number of elements with a schema of their own.
    pub(super) fn fixed_elements(&self) -> usize {
        self.schemas
            .iter()
            .map(|schema| list(schema, "prefixItems").len())
            .max()
            .unwrap_or_default()
    }

    /// Returns the greatest of a keyword's numbers.
    pub(super) fn greatest(&self, name: &str) -> Option<f64> {
        self.values(name).filter_map(Value::as_f64).reduce(f64::max)
    }

    /// Returns the least of a keyword's numbers.
    pub(super) fn least(&self, name: &str) -> Option<f64> {
        self.values(name).filter_map(Value::as_f64).reduce(f64::min)
    }

    /// Returns the greatest of a keyword's counts.
    pub(super) fn at_least(&self, name: &str) -> usize {
        let counts = self.values(name).filter_map(Value::as_u64);
        counts
            .filter_map(|count| usize::try_from(count).ok())
            .max()
            .unwrap_or_default()
    }

    /// Returns the least of a keyword's counts.
    pub(super) fn at_most(&self, name: &str) -> usize {
        let counts = self.values(name).filter_map(Value::as_u64);
        counts
            .filter_map(|count| usize::try_from(count).ok())
            .min()
            .unwrap_or(usize::MAX)
    }

    /// Returns whether a boolean keyword is true.
    pub(super) fn flag(&self, name: &str) -> bool {
        self.values(name).any(|flag| *flag == Value::Bool(true))
    }

    /// Returns the first string of a keyword.
    pub(super) fn text(&self, name: &str) -> Option<&'a str> {
        self.values(name).find_map(Value::as_str)
    }
}

fn list<'a>(schema: &'a Map<String, Value>, name: &str) -> &'a [Value] {
    schema
        .get(name)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}
