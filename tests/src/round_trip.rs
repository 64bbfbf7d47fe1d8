//! Instances of a document's schemas, and whether they come back equal from the types that were generated.
//!
//! A document's schemas become JSON Schema 2020-12 ([`json_schema`]), instances are made from them
//! ([`instance`]), a validator drops those that are none ([`judge`]), and what comes back is compared with
//! what went in ([`compare`]). Who sends an instance through its type is up to the caller: the fixtures are
//! compiled in, and [`driver`] compiles the crate of any document. Nothing here knows what types look like.

mod choice;
pub mod compare;
pub mod driver;
pub mod instance;
pub mod json_schema;
pub mod judge;
mod parts;
pub mod report;
mod scalar;

use sdk_generator::diagnostic::Origin;
use sdk_generator::document::Document;
use serde_json::Value;

use instance::Maker;
use json_schema::Bundle;
use judge::Judge;

use crate::runtime::Json;

/// Reads a value into a type, and writes it again.
pub type Through = fn(Value) -> Result<Value, String>;

/// The way through a type of the fixtures.
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
    /// Why the validator refuses what else was made.
    pub refusals: Vec<String>,
}

/// How much work a document is worth.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    /// Instances that show each choice in turn, at most.
    pub rounds: usize,
    /// Instances that choose at random.
    pub random: usize,
}

/// Makes the instances of schemas.
///
/// # Errors
///
/// Where the schemas are none that the validator can read.
pub fn subjects(document: &Document, places: &[Origin], effort: Effort) -> Result<Vec<Subject>, String> {
    let bundle = Bundle::new(document, places);
    let judge = Judge::new(&bundle)?;
    Ok(places
        .iter()
        .map(|&place| subject(document, &bundle, &judge, place, effort))
        .collect())
}

fn subject(document: &Document, bundle: &Bundle, judge: &Judge, place: Origin, effort: Effort) -> Subject {
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
        // Equal values may be written differently, such as `1` and `1.0`: both go through.
        if subject.instances.contains(&instance) {
            continue;
        }
        match judge.check(place, &instance) {
            Ok(()) => subject.instances.push(instance),
            Err(refusal) => subject.refusals.push(refusal),
        }
    }
    subject
}
