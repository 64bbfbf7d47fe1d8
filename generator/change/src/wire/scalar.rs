//! Comparison of bounds, lengths, patterns, formats and defaults.

use std::cmp::Ordering;

use serde_json::Value;

use sdk_model::{Number, NumberSchema, SchemaKind, is_timestamp};
use sdk_wire::Format;

/// The effect of a change on the set of allowed values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Narrower,
    Wider,
    Other,
}

/// One keyword that changed.
pub(super) struct KeywordChange {
    pub(super) keyword: &'static str,
    pub(super) was: Option<String>,
    pub(super) is: Option<String>,
    pub(super) direction: Direction,
}

/// Returns the constraints that differ between two schemas of the same kind. A format is not a constraint.
pub(super) fn constraints(was: &SchemaKind, is: &SchemaKind) -> Vec<KeywordChange> {
    let mut found = Vec::new();
    match (was, is) {
        (SchemaKind::String(was), SchemaKind::String(is)) => {
            bound(&mut found, "minLength", was.min_length, is.min_length, true);
            bound(&mut found, "maxLength", was.max_length, is.max_length, false);
            choice(&mut found, "pattern", was.pattern.as_ref(), is.pattern.as_ref());
        }
        (SchemaKind::Array(was), SchemaKind::Array(is)) => {
            bound(&mut found, "minItems", was.min_items, is.min_items, true);
            bound(&mut found, "maxItems", was.max_items, is.max_items, false);
            bound(
                &mut found,
                "uniqueItems",
                was.unique_items.then_some(1),
                is.unique_items.then_some(1),
                true,
            );
        }
        _ => {
            if let (Some(was), Some(is)) = (bounds(was), bounds(is)) {
                numbers(&mut found, was, is);
            }
        }
    }
    found
}

fn bounds(kind: &SchemaKind) -> Option<&NumberSchema> {
    match kind {
        SchemaKind::Integer(integer) => Some(&integer.bounds),
        SchemaKind::Number(number) => Some(number),
        _ => None,
    }
}

fn numbers(found: &mut Vec<KeywordChange>, was: &NumberSchema, is: &NumberSchema) {
    bound(found, "minimum", wrap(was.minimum), wrap(is.minimum), true);
    bound(found, "maximum", wrap(was.maximum), wrap(is.maximum), false);
    let (old, new) = (wrap(was.exclusive_minimum), wrap(is.exclusive_minimum));
    bound(found, "exclusiveMinimum", old, new, true);
    let (old, new) = (wrap(was.exclusive_maximum), wrap(is.exclusive_maximum));
    bound(found, "exclusiveMaximum", old, new, false);
    choice(
        found,
        "multipleOf",
        wrap(was.multiple_of).as_ref(),
        wrap(is.multiple_of).as_ref(),
    );
}

/// A number with `Display` and `PartialOrd`.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Shown(Number);

fn wrap(number: Option<Number>) -> Option<Shown> {
    number.map(Shown)
}

impl std::fmt::Display for Shown {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            Number::Integer(value) => write!(formatter, "{value}"),
            Number::Float(value) => write!(formatter, "{value}"),
        }
    }
}

impl PartialOrd for Shown {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a bound next to a fraction needs no last digit"
    )]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match (self.0, other.0) {
            (Number::Integer(left), Number::Integer(right)) => left.partial_cmp(&right),
            (Number::Integer(left), Number::Float(right)) => (left as f64).partial_cmp(&right),
            (Number::Float(left), Number::Integer(right)) => left.partial_cmp(&(right as f64)),
            (Number::Float(left), Number::Float(right)) => left.partial_cmp(&right),
        }
    }
}

fn bound<T: PartialOrd + ToString>(
    found: &mut Vec<KeywordChange>,
    keyword: &'static str,
    was: Option<T>,
    is: Option<T>,
    is_lower: bool,
) {
    let grows = match (&was, &is) {
        (None, None) => return,
        (None, Some(_)) => is_lower,
        (Some(_), None) => !is_lower,
        (Some(was), Some(is)) => match was.partial_cmp(is) {
            Some(Ordering::Less) => true,
            Some(Ordering::Greater) => false,
            _ => return,
        },
    };
    found.push(KeywordChange {
        keyword,
        was: was.map(|value| value.to_string()),
        is: is.map(|value| value.to_string()),
        direction: if grows == is_lower {
            Direction::Narrower
        } else {
            Direction::Wider
        },
    });
}

/// Compares a keyword whose values have no order.
fn choice<T: PartialEq + ToString>(
    found: &mut Vec<KeywordChange>,
    keyword: &'static str,
    was: Option<&T>,
    is: Option<&T>,
) {
    let direction = match (was, is) {
        (None, Some(_)) => Direction::Narrower,
        (Some(_), None) => Direction::Wider,
        (Some(was), Some(is)) if was != is => Direction::Other,
        _ => return,
    };
    found.push(KeywordChange {
        keyword,
        was: was.map(ToString::to_string),
        is: is.map(ToString::to_string),
        direction,
    });
}

/// Returns the effect of a change of format on the set of allowed values.
pub(super) fn format_direction(was: Option<&Format>, is: Option<&Format>) -> Option<Direction> {
    match (was, is) {
        (was, is) if was == is => None,
        (None, Some(_))
        | (Some(Format::Int64), Some(Format::Int32))
        | (Some(Format::Double), Some(Format::Float)) => Some(Direction::Narrower),
        (Some(_), None)
        | (Some(Format::Int32), Some(Format::Int64))
        | (Some(Format::Float), Some(Format::Double)) => Some(Direction::Wider),
        _ => Some(Direction::Other),
    }
}

/// Returns the format of a schema.
pub(super) fn format(kind: &SchemaKind) -> Option<&Format> {
    match kind {
        SchemaKind::String(text) => text.format.as_ref(),
        SchemaKind::Integer(integer) => integer.format.as_ref(),
        SchemaKind::Number(number) => number.format.as_ref(),
        _ => None,
    }
}

/// Returns a default, unless it is a timestamp: some tools write the time of the export there.
pub(super) fn chosen(default: Option<&Value>) -> Option<&Value> {
    default.filter(|value| !is_timestamp(value))
}
