//! Every payload in every place for a string.

use rayon::prelude::*;
use serde_json::Value;
use tests::hostile::{ALSO_HARMLESS, HARMLESS, Place, everything, payloads, places};

use crate::crates::{Crate, Outcome, generated};

/// The stride through the pairs of place and payload without `--ignored`. It is a prime, so that all payloads
/// and all places are covered.
const STRIDE: usize = 701;

/// Returns the crate of a harmless string in a place, and whether the string names something.
fn harmless(value: &Value, place: &Place) -> Result<Option<(Box<Crate>, bool)>, String> {
    let (first, second) = (place.with(value, HARMLESS), place.with(value, ALSO_HARMLESS));
    match (generated(&first)?, generated(&second)?) {
        (Outcome::Crate(first), Outcome::Crate(second)) => {
            let is_name = !first.is_same(&second);
            Ok(Some((first, is_name)))
        }
        _ => Ok(None),
    }
}

/// Returns the faults of the crates for payloads in one place.
fn faults(value: &Value, place: &Place, payloads: &[&String]) -> Vec<String> {
    let told = |payload: &str, fault: String| format!("{place}: {payload:?}: {fault}");
    let expected = match harmless(value, place) {
        Ok(expected) => expected,
        Err(fault) => return vec![told(HARMLESS, fault)],
    };
    let fault = |payload: &&&String| match generated(&place.with(value, payload)) {
        Err(fault) => Some(told(payload, fault)),
        Ok(Outcome::Refused) => None,
        Ok(Outcome::Crate(made)) => {
            let (harmless, is_name) = expected.as_ref()?;
            made.fault(harmless, *is_name).map(|fault| told(payload, fault))
        }
    };
    payloads.iter().filter_map(|payload| fault(&payload)).collect()
}

/// Asserts that there are no faults, and shows the first one of each place.
fn assert_none(faults: &[String]) {
    let mut shown = faults.to_vec();
    shown.dedup_by_key(|fault| fault.split_once(": ").map(|(place, _)| place.to_owned()));
    shown.truncate(20);
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), shown.join("\n"));
}

#[test]
fn payloads_stay_texts() {
    let value = everything();
    let (places, payloads) = (places(&value), payloads());
    let of = |(index, place): (usize, &Place)| {
        let pair = |payload: &usize| (index * payloads.len() + payload).is_multiple_of(STRIDE);
        let some: Vec<&String> = (0..payloads.len())
            .filter(pair)
            .filter_map(|index| payloads.get(index))
            .collect();
        if some.is_empty() {
            Vec::new()
        } else {
            faults(&value, place, &some)
        }
    };
    assert_none(&places.par_iter().enumerate().flat_map(of).collect::<Vec<_>>());
}

/// Prose is never rejected, so all prose can contain payloads at once.
#[test]
fn payloads_in_all_prose_at_once_stay_prose() {
    let value = everything();
    let prose: Vec<Place> = places(&value).into_iter().filter(Place::is_prose).collect();
    assert!(prose.len() > 40, "{}", prose.len());
    let filled = |text: &str| {
        prose
            .iter()
            .fold(value.clone(), |value, place| place.with(&value, text))
    };
    let Ok(Outcome::Crate(harmless)) = generated(&filled(HARMLESS)) else {
        panic!("harmless texts are refused");
    };
    let payloads = payloads();
    let fault = |payload: &String| match generated(&filled(payload)) {
        Ok(Outcome::Crate(made)) => made.fault(&harmless, false),
        Ok(Outcome::Refused) => Some("it is refused".to_owned()),
        Err(fault) => Some(fault),
    };
    let faults = payloads
        .par_iter()
        .filter_map(|payload| Some(format!("{payload:?}: {}", fault(payload)?)));
    assert_none(&faults.collect::<Vec<_>>());
}

/// Tests all pairs, about forty thousand crates.
#[ignore = "takes minutes: run it with `--release`"]
#[test]
fn every_payload_in_every_place_stays_a_text() {
    let value = everything();
    let (places, payloads) = (places(&value), payloads());
    let all: Vec<&String> = payloads.iter().collect();
    println!("{} places, {} payloads", places.len(), payloads.len());
    let of = |place: &Place| faults(&value, place, &all);
    assert_none(&places.par_iter().flat_map(of).collect::<Vec<_>>());
}
