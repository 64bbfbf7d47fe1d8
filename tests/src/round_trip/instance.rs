//! Instances of a schema: the smallest one, some that cover each choice in turn, and random ones.
//!
//! They are meant to be valid, and a validator makes sure of that.

use serde_json::{Map, Value, json};

use sdk_generator::diagnostic::Origin;

use super::choice::{Choices, Mode};
use super::json_schema::{Bundle, key};
use super::parts::Parts;
use super::scalar;

/// The depth below which no optional parts are made, and the depth below which nothing is made.
const DEEP: usize = 7;
const TOO_DEEP: usize = 24;
/// The number of variants that are tried for one value.
const TRIES: usize = 6;
/// Names that a document does not define, or that generated code uses itself.
const NAMES: [&str; 6] = ["unknown_field", "", "\u{fc} \u{1f980}", "extra", "type", "$ref"];

/// Makes the instances of a schema.
#[derive(Debug)]
pub struct Maker<'a> {
    bundle: &'a Bundle,
    schema: Option<&'a Value>,
}

impl<'a> Maker<'a> {
    /// Creates a generator for the schema at a place.
    #[must_use]
    pub fn new(bundle: &'a Bundle, place: Origin) -> Self {
        Self {
            bundle,
            schema: bundle.definition(&key(place)),
        }
    }

    /// Returns the instance without optional parts.
    #[must_use]
    pub fn least(&self) -> Option<Value> {
        self.make(Mode::Least).0
    }

    /// Returns instances with all optional parts. Their number is that of the options of the widest choice,
    /// up to a limit, so that each option is covered.
    #[must_use]
    pub fn every_choice(&self, limit: usize) -> Vec<Value> {
        let mut found = Vec::new();
        let mut rounds = limit.min(16);
        let mut turn = 0;
        while turn < rounds {
            let (value, widest) = self.make(Mode::Turn(turn));
            found.extend(value);
            rounds = rounds.max(widest.min(limit));
            turn += 1;
        }
        found
    }

    /// Returns random instances, which are the same in every run.
    #[must_use]
    pub fn random(&self, count: usize) -> Vec<Value> {
        (0..count)
            .filter_map(|seed| self.make(Mode::Chance(seed as u64)).0)
            .collect()
    }

    fn make(&self, mode: Mode) -> (Option<Value>, usize) {
        let mut making = Making {
            bundle: self.bundle,
            choices: Choices::new(mode),
        };
        let value = self.schema.and_then(|schema| making.value(&[schema], 0));
        (value, making.choices.widest)
    }
}

struct Making<'a> {
    bundle: &'a Bundle,
    choices: Choices,
}

impl<'a> Making<'a> {
    /// Returns a value that matches all the schemas.
    fn value(&mut self, schemas: &[&'a Value], depth: usize) -> Option<Value> {
        if depth > TOO_DEEP {
            return None;
        }
        for shift in 0..TRIES {
            if !self.choices.spend() {
                return None;
            }
            let mut parts = Parts::default();
            let is_possible = schemas.iter().all(|schema| {
                parts
                    .add(self.bundle, &mut self.choices, schema, shift, 0)
                    .is_some()
            });
            let value = if is_possible {
                self.value_of(&parts, depth)
            } else {
                None
            };
            if value.is_some() || !parts.has_alternatives {
                return value;
            }
        }
        None
    }

    fn value_of(&mut self, parts: &Parts<'a>, depth: usize) -> Option<Value> {
        if let Some(listed) = parts.listed() {
            let index = self.choices.pick(listed.len());
            return listed.get(index).map(|value| (*value).clone());
        }
        let examples = parts.examples();
        if !self.is_least(depth) && !examples.is_empty() {
            let index = self.choices.pick(examples.len() * 3);
            if let Some(example) = examples.get(index) {
                return Some((*example).clone());
            }
        }
        let types = parts.types();
        if types.is_empty() {
            return Some(self.anything());
        }
        // Null is the smallest value, and tests the least.
        let (nulls, others): (Vec<&str>, Vec<&str>) = types.into_iter().partition(|name| *name == "null");
        let types = [others, nulls].concat();
        let index = self.choices.pick(types.len());
        self.value_of_type(types.get(index)?, parts, depth)
    }

    fn value_of_type(&mut self, name: &str, parts: &Parts<'a>, depth: usize) -> Option<Value> {
        match name {
            "null" => Some(Value::Null),
            "boolean" => Some(Value::Bool(self.choices.pick(2) == 0)),
            "integer" => {
                let large = if self.choices.is_rare() {
                    scalar::large_integers(parts)
                } else {
                    Vec::new()
                };
                self.one_of(if large.is_empty() {
                    scalar::integers(parts)
                } else {
                    large
                })
            }
            "number" => self.one_of(scalar::numbers(parts)),
            "string" => Some(Value::String(scalar::text(parts, &mut self.choices))),
            "array" => self.array(parts, depth),
            _ => self.object(parts, depth),
        }
    }

    fn one_of(&mut self, mut values: Vec<Value>) -> Option<Value> {
        let index = self.choices.pick(values.len());
        (index < values.len()).then(|| values.swap_remove(index))
    }

    fn anything(&mut self) -> Value {
        let values = vec![
            json!("text"),
            json!(null),
            json!(true),
            json!(0),
            json!(1.5),
            json!([]),
            json!({}),
            json!(u64::MAX),
            json!({"": [null, {"a": 1e300}], "\u{fc}": -0.0}),
            json!([[], {}, ""]),
        ];
        self.one_of(values).unwrap_or_default()
    }

    fn is_least(&self, depth: usize) -> bool {
        depth > DEEP || self.choices.is_least()
    }

    fn array(&mut self, parts: &Parts<'a>, depth: usize) -> Option<Value> {
        let least = parts.at_least("minItems");
        let greatest = parts.at_most("maxItems");
        let usual = parts.fixed_elements().max(1);
        let wanted = [usual, 0, usual + 1, usual + 2];
        let wanted = if self.is_least(depth) {
            0
        } else {
            wanted[self.choices.pick(wanted.len())]
        };
        let mut elements: Vec<Value> = Vec::new();
        for index in 0..wanted.clamp(least, greatest.max(least)) {
            let element = parts
                .element(index)
                .and_then(|rules| self.value(&rules, depth + 1));
            match element {
                Some(element) if parts.flag("uniqueItems") && elements.contains(&element) => {}
                Some(element) => elements.push(element),
                None if index >= least => break,
                None => return None,
            }
        }
        Some(Value::Array(elements))
    }

    fn object(&mut self, parts: &Parts<'a>, depth: usize) -> Option<Value> {
        let properties = parts.properties();
        let required = parts.required();
        let mut object = Map::new();
        for (name, schemas) in &properties {
            let is_required = required.contains(name);
            if !is_required && (self.is_least(depth) || !self.choices.includes()) {
                continue;
            }
            match self.value(schemas, depth + 1) {
                Some(value) => drop(object.insert((*name).to_owned(), value)),
                None if is_required => return None,
                None => {}
            }
        }
        let additional = parts.additional();
        for name in required.iter().filter(|name| !properties.contains_key(*name)) {
            let value = self.value(additional.as_ref()?, depth + 1)?;
            object.insert((*name).to_owned(), value);
        }
        self.further_properties(parts, depth, &mut object);
        Some(Value::Object(object))
    }

    /// Returns properties that the schema does not name.
    fn further_properties(&mut self, parts: &Parts<'a>, depth: usize, object: &mut Map<String, Value>) {
        let properties = parts.properties();
        let (least, greatest) = (parts.at_least("minProperties"), parts.at_most("maxProperties"));
        let wanted = [1, 2, 0, 3];
        let wanted = if self.is_least(depth) {
            0
        } else {
            wanted[self.choices.pick(wanted.len())]
        };
        let wanted = (object.len() + wanted).clamp(least, greatest.max(least));
        let patterns = parts.pattern_properties();
        let additional = parts.additional();
        for _ in 0..wanted + 2 {
            if object.len() >= wanted {
                return;
            }
            let rule = self
                .choices
                .pick(patterns.len() + usize::from(additional.is_some()));
            let (name, rules) = match (patterns.get(rule), &additional) {
                (Some((pattern, schema)), _) => (
                    scalar::matching(pattern, 0..=usize::MAX, &mut self.choices),
                    vec![*schema],
                ),
                (None, Some(rules)) => {
                    let name = NAMES[self.choices.pick(NAMES.len())];
                    let is_taken = object.contains_key(name);
                    (
                        Some(if is_taken {
                            format!("{name}{}", object.len())
                        } else {
                            name.to_owned()
                        }),
                        rules.clone(),
                    )
                }
                (None, None) => return,
            };
            let Some(name) = name.filter(|name| !properties.contains_key(name.as_str())) else {
                continue;
            };
            if let Some(value) = self.value(&rules, depth + 1) {
                object.insert(name, value);
            }
        }
    }
}
