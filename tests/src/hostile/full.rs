//! A document with a hostile text in every place at once.

use sdk_generator::config::Config;
use sdk_generator::diagnostic::Diagnostics;
use sdk_generator::{document, plan};
use serde_json::Value;

use super::{Place, everything, payloads, places};

/// How many payloads are tried in a place where something is said against some.
const TRIES: usize = 5;

/// A document with payloads in all its places, as far as nothing is said against them there. Each place has another one than
/// the place before, from the payload of index `first` on.
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
    let expected = findings(&filled);
    names
        .iter()
        .rev()
        .enumerate()
        .fold(filled, |value, (index, place)| {
            let mut tried = turn(index).take(TRIES).map(|payload| place.with(&value, payload));
            tried.find(|tried| findings(tried) == expected).unwrap_or(value)
        })
}

/// How many findings a document has that becomes a crate: what is no name is told in most places.
fn findings(value: &Value) -> Option<usize> {
    let mut diagnostics = Diagnostics::new();
    let document = document::parse("hostile.json", &value.to_string(), &mut diagnostics);
    let config = Config::minimal("hostile-sdk", "0.1.0");
    plan(&document, &config, &mut diagnostics)?;
    Some(diagnostics.into_vec().len())
}
