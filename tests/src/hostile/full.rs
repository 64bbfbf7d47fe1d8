//! A document with a hostile string in every place at once.

use sdk_generator::config::Config;
use sdk_generator::diagnostic::Diagnostics;
use sdk_generator::{document, plan};
use serde_json::Value;

use super::{Place, everything, payloads, places};

/// The number of payloads that are tried in a place that rejects some.
const TRIES: usize = 5;

/// Returns a document with a payload in every place that accepts one. Each place gets the next payload,
/// starting from index `first`.
///
/// Names are replaced last, because renaming a key moves everything below it.
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
    // In reverse order, so that a key is renamed after the values below it.
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

/// Returns the number of findings, or `None` if the document is rejected. Most places report invalid names.
fn findings(value: &Value) -> Option<usize> {
    let mut diagnostics = Diagnostics::new();
    let document = document::parse("hostile.json", &value.to_string(), &mut diagnostics);
    let config = Config::minimal("hostile-sdk", "0.1.0");
    plan(&document, &config, &mut diagnostics)?;
    Some(diagnostics.into_vec().len())
}
