//! What the document says a value may be, checked before it is sent.
//!
//! A message names the rule and never the value. It knows nothing of where the value is sent.

use std::cmp::Ordering;

use serde_json::{Number, Value};

/// A number in a constraint.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// An integer: wide enough for the bounds of `i64` and of `u64`.
    Integer(i128),
    /// Any number.
    Float(f64),
}

/// The rules for one value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Sets the minimum.
    pub minimum: Option<Bound>,
    /// Sets the maximum.
    pub maximum: Option<Bound>,
    /// Sets the exclusive minimum.
    pub exclusive_minimum: Option<Bound>,
    /// Sets the exclusive maximum.
    pub exclusive_maximum: Option<Bound>,
    /// Makes multiples of this the only valid values.
    pub multiple_of: Option<Bound>,
    /// The least number of code points.
    pub min_length: Option<usize>,
    /// The greatest number of code points.
    pub max_length: Option<usize>,
    /// The least number of items.
    pub min_items: Option<usize>,
    /// The greatest number of items.
    pub max_items: Option<usize>,
}

impl Limits {
    /// No constraints.
    pub const NONE: Self = Self {
        minimum: None,
        maximum: None,
        exclusive_minimum: None,
        exclusive_maximum: None,
        multiple_of: None,
        min_length: None,
        max_length: None,
        min_items: None,
        max_items: None,
    };

    /// The rule that the value breaks, as the end of a sentence: `must be at most 50`. A rule for another
    /// kind of value does not apply, as in JSON Schema.
    pub(super) fn broken_by(&self, value: &Value) -> Option<String> {
        match value {
            Value::Number(number) => self.broken_by_number(number),
            Value::String(text) if self.min_length.is_some() || self.max_length.is_some() => count_broken(
                text.chars().count(),
                self.min_length,
                self.max_length,
                "have",
                "character",
            ),
            Value::Array(items) => count_broken(items.len(), self.min_items, self.max_items, "have", "item"),
            _ => None,
        }
    }

    fn broken_by_number(&self, number: &Number) -> Option<String> {
        let rules = [
            (self.minimum, Ordering::Less, true, "at least"),
            (self.exclusive_minimum, Ordering::Greater, false, "more than"),
            (self.maximum, Ordering::Greater, true, "at most"),
            (self.exclusive_maximum, Ordering::Less, false, "less than"),
        ];
        for (bound, ordering, refused, words) in rules {
            if let Some(bound) = bound
                && (compare(number, bound) == Some(ordering)) == refused
            {
                return Some(format!("must be {words} {}", bound.text()));
            }
        }
        let step = self.multiple_of.filter(|step| !is_multiple(number, *step))?;
        Some(format!("must be a multiple of {}", step.text()))
    }
}

impl Bound {
    fn float(self) -> f64 {
        match self {
            #[allow(clippy::cast_precision_loss, reason = "a float is compared with floats")]
            Self::Integer(integer) => integer as f64,
            Self::Float(float) => float,
        }
    }

    fn text(self) -> String {
        match self {
            Self::Integer(integer) => integer.to_string(),
            Self::Float(float) => float.to_string(),
        }
    }
}

fn integer(number: &Number) -> Option<i128> {
    number
        .as_i64()
        .map(i128::from)
        .or_else(|| number.as_u64().map(i128::from))
}

/// Integers are compared as integers: a float does not hold all of them.
fn compare(number: &Number, bound: Bound) -> Option<Ordering> {
    match (integer(number), bound) {
        (Some(number), Bound::Integer(bound)) => Some(number.cmp(&bound)),
        _ => number.as_f64()?.partial_cmp(&bound.float()),
    }
}

/// Floats are allowed a rounding error: 0.3 is a multiple of 0.1.
fn is_multiple(number: &Number, step: Bound) -> bool {
    match (integer(number), step) {
        (_, Bound::Integer(0)) => true,
        (Some(number), Bound::Integer(step)) => number.checked_rem(step).is_none_or(|rest| rest == 0),
        _ => {
            let times = number.as_f64().unwrap_or(f64::NAN) / step.float();
            !times.is_finite() || (times - times.round()).abs() <= 1e-9 * times.abs().max(1.0)
        }
    }
}

fn count_broken(
    count: usize,
    least: Option<usize>,
    most: Option<usize>,
    verb: &str,
    unit: &str,
) -> Option<String> {
    let plural = |n: usize| if n == 1 { "" } else { "s" };
    if let Some(least) = least.filter(|least| count < *least) {
        return Some(format!("must {verb} at least {least} {unit}{}", plural(least)));
    }
    let most = most.filter(|most| count > *most)?;
    Some(format!("must {verb} at most {most} {unit}{}", plural(most)))
}
