//! How long an operation stays, and how far it can be relied on.

use super::Comparison;
use super::operation::at;
use crate::{Change, Rule, is_date};
use sdk_model::Operation;

/// The levels of stability that have an order, the least first. An operation that names none is stable.
const LEVELS: [&str; 4] = ["draft", "alpha", "beta", "stable"];

impl Comparison<'_> {
    pub(super) fn lifecycle(&mut self, was: &Operation, is: &Operation) {
        match (was.deprecated, is.deprecated) {
            (false, true) => self.push(at(Rule::OperationDeprecated, was, is)),
            (true, false) => self.push(at(Rule::OperationNoLongerDeprecated, was, is)),
            _ => {}
        }
        if let Some(rule) = sunset(was.sunset.as_deref(), is.sunset.as_deref()) {
            self.push(Change {
                was: was.sunset.clone(),
                is: is.sunset.clone(),
                ..at(rule, was, is)
            });
        }
        if let Some(rule) = stability(was.stability.as_deref(), is.stability.as_deref()) {
            self.push(Change {
                was: was.stability.clone(),
                is: is.stability.clone(),
                ..at(rule, was, is)
            });
        }
    }
}

/// What became of the day on which an operation goes.
fn sunset(was: Option<&str>, is: Option<&str>) -> Option<Rule> {
    match (was, is) {
        (was, is) if was == is => None,
        (None, _) => Some(Rule::SunsetAnnounced),
        (_, None) => Some(Rule::SunsetPutOff),
        (Some(was), Some(is)) => match (day(was), day(is)) {
            (Some(was), Some(is)) if was == is => None,
            (Some(was), Some(is)) if was < is => Some(Rule::SunsetPutOff),
            // Two texts that are no days cannot be held against each other, so the worse is told.
            _ => Some(Rule::SunsetBroughtForward),
        },
    }
}

/// The day of a date or a date and time, such as `2030-12-31`.
fn day(text: &str) -> Option<&str> {
    text.get(..10).filter(|day| is_date(day))
}

/// What became of how far an operation can be relied on.
fn stability(was: Option<&str>, is: Option<&str>) -> Option<Rule> {
    let level = |text: Option<&str>| {
        let text = text.unwrap_or("stable").to_ascii_lowercase();
        LEVELS.iter().position(|level| *level == text)
    };
    match (level(was), level(is)) {
        (Some(was), Some(is)) if was == is => None,
        (None, None) if was == is => None,
        (Some(was), Some(is)) if was < is => Some(Rule::StabilityRaised),
        // A word that has no place among the levels may mean anything, so the worse is told.
        _ => Some(Rule::StabilityLowered),
    }
}
