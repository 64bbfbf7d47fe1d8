//! A document with a hostile text in every place at once.

use sdk_generator::config::Config;
use sdk_generator::diagnostic::Diagnostics;
use sdk_generator::{document, generate};
use serde_json::Value;

use super::{Place, everything, payloads, places};

/// How many payloads are tried in a place where some are refused.
const TRIES: usize = 5;

/// A document with payloads in all its places, as far as they are not refused there. The first payload of each place
/// is another one than that of the place before, from `first` on.
///
/// Names come last: whoever changes a key moves what lies below it.
#[must_use]
pub fn full(first: usize) -> Value {
    let payloads = payloads();
    let turn = |index: usize| payloads.iter().cycle().skip((first + index) % payloads.len());
    let value = everything();
    let (prose, names): (Vec<Place>, Vec<Place>) = places(&value).into_iter().partition(Place::is_prose);
    let filled = prose.iter().enumerate().fold(value, |value, (index, place)| {
        turn(index)
            .next()
            .map_or_else(|| value.clone(), |payload| place.with(&value, payload))
    });
    // From the last to the first, so that a key is renamed after what it leads to.
    names.iter().rev().enumerate().fold(filled, |value, (index, place)| {
        let mut tried = turn(index).take(TRIES).map(|payload| place.with(&value, payload));
        tried.find(is_generated_from).unwrap_or(value)
    })
}

fn is_generated_from(value: &Value) -> bool {
    let mut diagnostics = Diagnostics::new();
    let document = document::parse("hostile.json", &value.to_string(), &mut diagnostics);
    let config = Config::minimal("hostile-sdk", "0.1.0");
    matches!(generate(&document, &config, &mut diagnostics), Ok(Some(_)))
}
