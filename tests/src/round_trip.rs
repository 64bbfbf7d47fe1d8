//! Instances of a document's schemas, and checks that they come back equal from the generated types.
//!
//! A document's schemas are converted to JSON Schema 2020-12 ([`json_schema`]), instances are made from them
//! ([`instance`]), a validator drops invalid ones ([`validator`]), and the output is compared with the input
//! ([`compare`]). The caller sends an instance through its type: the fixtures are compiled in, and [`driver`]
//! compiles the crate of any document. This module does not know what types look like.

mod choice;
pub mod compare;
pub mod driver;
pub mod instance;
pub mod json_schema;
mod parts;
pub mod report;
mod scalar;
pub mod validator;

use sdk_generator::diagnostic::Origin;
use sdk_generator::document::Document;
use serde_json::Value;

use instance::Maker;
use json_schema::Bundle;
use validator::Validator;

use crate::runtime::Json;

/// A function that deserializes a value into a type, and serializes it again.
pub type Through = fn(Value) -> Result<Value, String>;

/// Deserializes a value into a type of the fixtures, and serializes it again.
pub fn through<T: Json>(value: Value) -> Result<Value, String> {
    let read = T::from_json(value).map_err(|error| error.to_string())?;
    Ok(read.to_json())
}

/// A schema of a document, and the instances that go through its type.
#[derive(Debug, Clone)]
pub struct Subject {
    /// The JSON pointer of the schema.
    pub pointer: String,
    /// The instances that the validator accepts.
    pub instances: Vec<Value>,
    /// The validator's reasons for rejecting the other generated values.
    pub refusals: Vec<String>,
}

/// The amount of work to spend on a document.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    /// The maximum number of instances that cover each choice in turn.
    pub rounds: usize,
    /// The number of random instances.
    pub random: usize,
}

/// Makes the instances of schemas.
///
/// # Errors
///
/// If the validator cannot read a schema.
pub fn subjects(document: &Document, places: &[Origin], effort: Effort) -> Result<Vec<Subject>, String> {
    let bundle = Bundle::new(document, places);
    let validator = Validator::new(&bundle)?;
    Ok(places
        .iter()
        .map(|&place| subject(document, &bundle, &validator, place, effort))
        .collect())
}

fn subject(
    document: &Document,
    bundle: &Bundle,
    validator: &Validator,
    place: Origin,
    effort: Effort,
) -> Subject {
    let mut made: Vec<Value> = bundle.examples(place);
    let maker = Maker::new(bundle, place);
    made.extend(maker.least());
    made.extend(maker.every_choice(effort.rounds));
    made.extend(maker.random(effort.random));
    let mut subject = Subject {
        pointer: document.pointer(document.node_at(place)),
        instances: Vec::new(),
        refusals: Vec::new(),
    };
    for instance in made {
        // Equal values with different spellings, such as `1` and `1.0`, are both kept.
        if subject.instances.contains(&instance) {
            continue;
        }
        match validator.check(place, &instance) {
            Ok(()) => subject.instances.push(instance),
            Err(refusal) => subject.refusals.push(refusal),
        }
    }
    subject
}
