//! Comparison of deprecation, sunset dates and stability levels.

use super::Comparison;
use super::operation::edit_of;
use crate::edit::Change;
use crate::ignore::is_date;
use crate::rule::Rule;
use sdk_model::Operation;

/// The known stability levels, the lowest first. An operation without a level is stable.
const LEVELS: [&str; 4] = ["draft", "alpha", "beta", "stable"];

impl Comparison<'_> {
    pub(super) fn lifecycle(&mut self, was: &Operation, is: &Operation) {
        match (was.deprecated, is.deprecated) {
            (false, true) => self.push(edit_of(Rule::OperationDeprecated, was, is)),
            (true, false) => self.push(edit_of(Rule::OperationNoLongerDeprecated, was, is)),
            _ => {}
        }
        if let Some(rule) = sunset(was.sunset.as_deref(), is.sunset.as_deref()) {
            self.push(Change {
                was: was.sunset.clone(),
                is: is.sunset.clone(),
                ..edit_of(rule, was, is)
            });
        }
        if let Some(rule) = stability(was.stability.as_deref(), is.stability.as_deref()) {
            self.push(Change {
                was: was.stability.clone(),
                is: is.stability.clone(),
                ..edit_of(rule, was, is)
            });
        }
    }
}

/// Returns the rule for a change of the sunset date.
fn sunset(was: Option<&str>, is: Option<&str>) -> Option<Rule> {
    match (was, is) {
        (was, is) if was == is => None,
        (None, _) => Some(Rule::SunsetAnnounced),
        (_, None) => Some(Rule::SunsetPutOff),
        (Some(was), Some(is)) => match (day(was), day(is)) {
            (Some(was), Some(is)) if was == is => None,
            (Some(was), Some(is)) if was < is => Some(Rule::SunsetPutOff),
            // Texts that are not dates cannot be compared, so the worse rule applies.
            _ => Some(Rule::SunsetBroughtForward),
        },
    }
}

/// Returns the date of a date or timestamp, such as `2030-12-31`.
fn day(text: &str) -> Option<&str> {
    text.get(..10).filter(|day| is_date(day))
}

/// Returns the rule for a change of the stability level.
fn stability(was: Option<&str>, is: Option<&str>) -> Option<Rule> {
    let level = |text: Option<&str>| {
        let text = text.unwrap_or("stable").to_ascii_lowercase();
        LEVELS.iter().position(|level| *level == text)
    };
    match (level(was), level(is)) {
        (Some(was), Some(is)) if was == is => None,
        (None, None) if was == is => None,
        (Some(was), Some(is)) if was < is => Some(Rule::StabilityRaised),
        // An unknown level may mean anything, so the worse rule applies.
        _ => Some(Rule::StabilityLowered),
    }
}
