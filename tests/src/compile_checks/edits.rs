//! Random edits of documents whose effect on clients and programs is known in advance.
//!
//! A seed gives the same edits on every machine. This module knows JSON and the structure of OpenAPI, but not
//! the generator's model, because it must be independent of what it checks.

use serde_json::{Map, Value, json};

use super::sites::{Sites, sites};

/// The expected effect of an edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Clients and programs keep working.
    Compatible,
    /// A client or a program breaks.
    Breaking,
}

/// A document after an edit.
#[derive(Debug, Clone)]
pub struct Edit {
    /// The kind of the edit, in one word.
    pub kind: &'static str,
    /// The JSON pointer of the edit in the old document.
    pub place: String,
    /// The text that a report has to contain: a JSON pointer, or the added name.
    pub mark: String,
    /// The JSON pointer of a renamed value in the new document.
    pub renamed: Option<String>,
    /// The effect, if it does not depend on the rest of the document.
    pub breaks: Option<Direction>,
    /// The edited document.
    pub document: Value,
}

/// A kind of edit: its possible places, and the function that applies it.
struct Kind {
    name: &'static str,
    places: fn(&Sites) -> &[String],
    apply: fn(&mut Value, &str, usize) -> Option<()>,
    mark: fn(&str, usize) -> String,
}

/// Returns the place itself.
fn here(place: &str, _: usize) -> String {
    place.to_owned()
}

/// Returns the added name.
fn added(_: &str, count: usize) -> String {
    format!("added_{count:04}")
}

const COMPATIBLE: &[Kind] = &[
    Kind {
        name: "optional-property",
        places: |sites| &sites.objects,
        apply: add_property,
        mark: added,
    },
    Kind {
        name: "operation",
        places: |sites| &sites.paths,
        apply: add_operation,
        mark: |_, count| format!("/added/{count:04}"),
    },
    Kind {
        name: "optional-parameter",
        places: |sites| &sites.operations,
        apply: add_parameter,
        mark: added,
    },
    Kind {
        name: "enum-value",
        places: |sites| &sites.enums,
        apply: add_value,
        mark: |_, count| format!("added-{count:04}"),
    },
    Kind {
        name: "error-status",
        places: |sites| &sites.operations,
        apply: add_error,
        mark: |place, _| format!("{place}/responses/418"),
    },
    Kind {
        name: "description",
        places: |sites| &sites.operations,
        apply: describe,
        mark: here,
    },
    Kind {
        name: "deprecation",
        places: |sites| &sites.operations,
        apply: deprecate,
        mark: here,
    },
    Kind {
        name: "unused-schema",
        places: |sites| &sites.paths,
        apply: add_schema,
        mark: |_, count| format!("AddedSchema{count:04}"),
    },
];

const BREAKING: &[Kind] = &[
    Kind {
        name: "property-removed",
        places: |sites| &sites.properties,
        apply: remove_property,
        mark: here,
    },
    Kind {
        name: "property-retyped",
        places: |sites| &sites.scalars,
        apply: retype,
        mark: here,
    },
    Kind {
        name: "property-required",
        places: |sites| &sites.optional,
        apply: require,
        mark: here,
    },
    Kind {
        name: "property-renamed",
        places: |sites| &sites.properties,
        apply: rename_property,
        mark: here,
    },
    Kind {
        name: "operation-removed",
        places: |sites| &sites.operations,
        apply: remove,
        mark: here,
    },
    Kind {
        name: "operation-renamed",
        places: |sites| &sites.operations,
        apply: rename_operation,
        mark: here,
    },
    Kind {
        name: "parameter-removed",
        places: |sites| &sites.parameters,
        apply: remove,
        mark: here,
    },
    Kind {
        name: "parameter-retyped",
        places: |sites| &sites.parameters,
        apply: retype_parameter,
        mark: |place, _| format!("{place}/schema"),
    },
    Kind {
        name: "required-parameter",
        places: |sites| &sites.operations,
        apply: add_required_parameter,
        mark: added,
    },
    Kind {
        name: "enum-value-removed",
        places: |sites| &sites.enums,
        apply: remove_value,
        mark: here,
    },
];

/// Makes edits from the random numbers of one seed.
#[derive(Debug)]
pub struct Editor {
    random: fastrand::Rng,
    /// The number of added names, which keeps them unique.
    count: usize,
}

impl Editor {
    /// Creates an editor from a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            random: fastrand::Rng::with_seed(seed),
            count: 0,
        }
    }

    /// Returns an edit of a document, at a place outside all of `taken`. Returns `None` if no edit is
    /// possible.
    pub fn edit(&mut self, document: &Value, direction: Direction, taken: &[String]) -> Option<Edit> {
        let kinds = match direction {
            Direction::Compatible => COMPATIBLE,
            Direction::Breaking => BREAKING,
        };
        let sites = sites(document);
        // Some kinds have no place in some documents, and some edits fail at the chosen place.
        for _ in 0..32 {
            let kind = self.random.choice(kinds)?;
            let places = (kind.places)(&sites);
            let free = |place: &&String| !taken.iter().any(|other| overlaps(place, other));
            let places: Vec<&String> = places.iter().filter(free).collect();
            let Some(place) = self.random.choice(&places) else {
                continue;
            };
            self.count += 1;
            let mut edited = document.clone();
            if (kind.apply)(&mut edited, place, self.count).is_some() && edited != *document {
                return Some(Edit {
                    kind: kind.name,
                    // A property that is always present may be null, or share a type with a copy that may be
                    // absent.
                    breaks: (kind.name != "property-required").then_some(direction),
                    mark: (kind.mark)(place, self.count),
                    renamed: place
                        .rsplit_once('/')
                        .filter(|_| kind.name == "property-renamed")
                        .map(|(properties, _)| format!("{properties}/{}", renamed(self.count))),
                    place: (*place).clone(),
                    document: edited,
                });
            }
        }
        None
    }
}

/// Returns whether one place contains the other, or equals it.
fn overlaps(left: &str, right: &str) -> bool {
    let within = |inner: &str, outer: &str| {
        inner
            .strip_prefix(outer)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    within(left, right) || within(right, left)
}

fn object<'a>(document: &'a mut Value, place: &str) -> Option<&'a mut Map<String, Value>> {
    document.pointer_mut(place)?.as_object_mut()
}

/// Returns the array of a key, which is created if it is missing.
fn list<'a>(owner: &'a mut Map<String, Value>, key: &str) -> Option<&'a mut Vec<Value>> {
    owner.entry(key).or_insert_with(|| json!([])).as_array_mut()
}

fn add_property(document: &mut Value, place: &str, count: usize) -> Option<()> {
    let properties = object(document, place)?.get_mut("properties")?.as_object_mut()?;
    properties.insert(format!("added_{count:04}"), json!({"type": "string"}));
    Some(())
}

fn add_operation(document: &mut Value, _: &str, count: usize) -> Option<()> {
    let paths = object(document, "/paths")?;
    let responses = json!({"204": {"description": "Done."}});
    let operation = json!({"operationId": format!("addedOperation{count:04}"), "tags": ["Added"], "responses": responses});
    paths.insert(format!("/added/{count:04}"), json!({"get": operation}));
    Some(())
}

fn add_parameter(document: &mut Value, place: &str, count: usize) -> Option<()> {
    let parameter = json!({"name": format!("added_{count:04}"), "in": "query", "schema": {"type": "string"}});
    list(object(document, place)?, "parameters")?.push(parameter);
    Some(())
}

fn add_required_parameter(document: &mut Value, place: &str, count: usize) -> Option<()> {
    let schema = json!({"type": "string"});
    let parameter =
        json!({"name": format!("added_{count:04}"), "in": "query", "required": true, "schema": schema});
    list(object(document, place)?, "parameters")?.push(parameter);
    Some(())
}

fn add_value(document: &mut Value, place: &str, count: usize) -> Option<()> {
    let values = object(document, place)?.get_mut("enum")?.as_array_mut()?;
    values.push(json!(format!("added-{count:04}")));
    Some(())
}

fn remove_value(document: &mut Value, place: &str, _: usize) -> Option<()> {
    let values = object(document, place)?.get_mut("enum")?.as_array_mut()?;
    // An enum of one value is a constant, which is a different kind of change.
    (values.len() > 2).then(|| values.pop()).map(|_| ())
}

fn add_error(document: &mut Value, place: &str, _: usize) -> Option<()> {
    let responses = object(document, place)?.get_mut("responses")?.as_object_mut()?;
    responses
        .entry("418")
        .or_insert_with(|| json!({"description": "No."}));
    Some(())
}

fn describe(document: &mut Value, place: &str, count: usize) -> Option<()> {
    object(document, place)?.insert(
        "description".to_owned(),
        json!(format!("Said in another way, {count:04}.")),
    );
    Some(())
}

fn deprecate(document: &mut Value, place: &str, _: usize) -> Option<()> {
    object(document, place)?.insert("deprecated".to_owned(), json!(true));
    Some(())
}

fn add_schema(document: &mut Value, _: &str, count: usize) -> Option<()> {
    let schemas = document
        .as_object_mut()?
        .entry("components")
        .or_insert_with(|| json!({}))
        .as_object_mut()?;
    let schemas = schemas
        .entry("schemas")
        .or_insert_with(|| json!({}))
        .as_object_mut()?;
    let schema = json!({"type": "object", "properties": {"name": {"type": "string"}}});
    schemas.insert(format!("AddedSchema{count:04}"), schema);
    Some(())
}

/// Removes the value at a place.
fn remove(document: &mut Value, place: &str, _: usize) -> Option<()> {
    let (around, key) = place.rsplit_once('/')?;
    match document.pointer_mut(around)? {
        Value::Array(items) => {
            items.remove(key.parse().ok()?);
        }
        Value::Object(entries) => {
            entries.remove(&key.replace("~1", "/").replace("~0", "~"))?;
        }
        _ => return None,
    }
    Some(())
}

/// Returns the schema around a property, and the property's name.
fn owner<'a>(document: &'a mut Value, place: &str) -> Option<(&'a mut Map<String, Value>, String)> {
    let (properties, name) = place.rsplit_once('/')?;
    let schema = properties.strip_suffix("/properties")?;
    Some((
        object(document, schema)?,
        name.replace("~1", "/").replace("~0", "~"),
    ))
}

fn remove_property(document: &mut Value, place: &str, _: usize) -> Option<()> {
    let (schema, name) = owner(document, place)?;
    let properties = schema.get_mut("properties")?.as_object_mut()?;
    // An object without properties is a map, which is a different kind of change.
    (properties.len() > 1).then_some(())?;
    properties.remove(&name)?;
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
        required.retain(|other| other.as_str() != Some(&name));
    }
    Some(())
}

/// Returns the new name of a property.
fn renamed(count: usize) -> String {
    format!("renamed_{count:04}")
}

fn rename_property(document: &mut Value, place: &str, count: usize) -> Option<()> {
    let (schema, name) = owner(document, place)?;
    let renamed = renamed(count);
    let properties = schema.get_mut("properties")?.as_object_mut()?;
    let property = properties.remove(&name)?;
    properties.insert(renamed.clone(), property);
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
        for other in required.iter_mut().filter(|other| other.as_str() == Some(&name)) {
            *other = json!(renamed);
        }
    }
    Some(())
}

fn require(document: &mut Value, place: &str, _: usize) -> Option<()> {
    let (schema, name) = owner(document, place)?;
    list(schema, "required")?.push(json!(name));
    Some(())
}

/// Changes the type of a scalar schema, and removes the constraints of the old type.
fn retype(document: &mut Value, place: &str, _: usize) -> Option<()> {
    let schema = document.pointer_mut(place)?;
    let other = match schema.get("type")?.as_str()? {
        "string" => "boolean",
        _ => "string",
    };
    let description = schema.get("description").cloned();
    *schema = json!({"type": other});
    let said = description.map(|description| ("description".to_owned(), description));
    schema.as_object_mut()?.extend(said);
    Some(())
}

fn retype_parameter(document: &mut Value, place: &str, count: usize) -> Option<()> {
    retype(document, &format!("{place}/schema"), count)
}

fn rename_operation(document: &mut Value, place: &str, count: usize) -> Option<()> {
    let id = object(document, place)?.get_mut("operationId")?;
    *id = json!(format!("renamedOperation{count:04}"));
    Some(())
}
