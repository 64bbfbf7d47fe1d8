//! The places of a JSON value that can contain a payload: every key and every string.

use serde_json::{Map, Value};

/// A step from a value to one of its children.
#[derive(Debug, Clone)]
enum Step {
    Index(usize),
    Key(String),
}

/// A place that can contain a payload.
#[derive(Debug, Clone)]
pub struct Place {
    steps: Vec<Step>,
    /// True if the place is the last key itself, not the value below it.
    is_key: bool,
}

/// Returns every place of a value, in order.
#[must_use]
pub fn places(value: &Value) -> Vec<Place> {
    let mut found = Vec::new();
    collect(value, &mut Vec::new(), &mut found);
    found
}

fn collect(value: &Value, steps: &mut Vec<Step>, found: &mut Vec<Place>) {
    let mut add = |steps: &[Step], is_key| {
        found.push(Place {
            steps: steps.to_vec(),
            is_key,
        });
    };
    match value {
        Value::String(_) => add(steps, false),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                steps.push(Step::Index(index));
                collect(item, steps, found);
                steps.pop();
            }
        }
        Value::Object(entries) => {
            for (key, value) in entries {
                steps.push(Step::Key(key.clone()));
                found.push(Place {
                    steps: steps.clone(),
                    is_key: true,
                });
                collect(value, steps, found);
                steps.pop();
            }
        }
        _ => {}
    }
}

impl Place {
    /// Returns the value with another string in this place only.
    #[must_use]
    pub fn with(&self, value: &Value, text: &str) -> Value {
        let mut value = value.clone();
        let Some((last, around)) = self.steps.split_last() else {
            return Value::from(text);
        };
        let mut current = &mut value;
        for step in around {
            current = child(current, step);
        }
        match last {
            Step::Key(key) if self.is_key => rename(current, key, text),
            step => *child(current, step) = Value::from(text),
        }
        value
    }

    /// Returns whether the string is prose, which no rule restricts.
    #[must_use]
    pub fn is_prose(&self) -> bool {
        let names = self.steps.iter().rev();
        let key = names.filter_map(|step| match step {
            Step::Key(key) => Some(key.as_str()),
            Step::Index(_) => None,
        });
        let prose = [
            "description",
            "summary",
            "title",
            "termsOfService",
            "x-enum-descriptions",
        ];
        let is_prose = |key: &&str| prose.contains(key) || key.starts_with("x-");
        !self.is_key && key.take(1).any(|key| is_prose(&key))
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(if self.is_key { "key of " } else { "" })?;
        for step in &self.steps {
            match step {
                Step::Index(index) => write!(formatter, "/{index}")?,
                Step::Key(key) => write!(formatter, "/{key}")?,
            }
        }
        Ok(())
    }
}

fn child<'v>(value: &'v mut Value, step: &Step) -> &'v mut Value {
    match step {
        Step::Index(index) => &mut value[*index],
        Step::Key(key) => &mut value[key.as_str()],
    }
}

/// Renames a key without changing its position.
fn rename(object: &mut Value, key: &str, name: &str) {
    let entries = object.as_object_mut().map(std::mem::take).unwrap_or_default();
    let renamed: Map<String, Value> = entries
        .into_iter()
        .map(|(old, value)| {
            if old == key {
                (name.to_owned(), value)
            } else {
                (old, value)
            }
        })
        .collect();
    *object = Value::Object(renamed);
}
