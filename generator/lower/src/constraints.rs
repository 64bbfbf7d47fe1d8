//! Constraints: what is checked before sending, and the sentences that tell it.

use sdk_model::{Number, NumberSchema, SchemaId, SchemaKind, Schemas};
use sdk_rust::{Bound, Constraints};

/// What is checked of a value before it is sent.
pub(super) fn constraints(schemas: &Schemas, id: SchemaId) -> Constraints {
    match &schemas.get(schemas.resolve(id)).kind {
        SchemaKind::Integer(schema) => of_number(&schema.bounds),
        SchemaKind::Number(schema) => of_number(schema),
        SchemaKind::String(schema) => Constraints {
            min_length: schema.min_length.filter(|&least| least > 0),
            max_length: schema.max_length,
            ..Constraints::default()
        },
        SchemaKind::Array(schema) => Constraints {
            min_items: schema.min_items.filter(|&least| least > 0),
            max_items: schema.max_items,
            ..Constraints::default()
        },
        _ => Constraints::default(),
    }
}

fn of_number(schema: &NumberSchema) -> Constraints {
    Constraints {
        minimum: schema.minimum.map(bound),
        maximum: schema.maximum.map(bound),
        exclusive_minimum: schema.exclusive_minimum.map(bound),
        exclusive_maximum: schema.exclusive_maximum.map(bound),
        multiple_of: schema.multiple_of.map(bound),
        ..Constraints::default()
    }
}

fn bound(number: Number) -> Bound {
    match number {
        Number::Integer(value) => Bound::Integer(value),
        Number::Float(value) => Bound::Float(value),
    }
}

/// The constraints in a sentence; nothing where there are none.
pub(super) fn sentence(constraints: &Constraints) -> Option<String> {
    let numbers = range(
        constraints.minimum.map(text),
        constraints.maximum.map(text),
        constraints.exclusive_minimum.map(text),
        constraints.exclusive_maximum.map(text),
    );
    let multiple = constraints
        .multiple_of
        .map(|bound| format!("a multiple of {}", text(bound)));
    let length = count(constraints.min_length, constraints.max_length, "character");
    let items = count(constraints.min_items, constraints.max_items, "element");
    let parts: Vec<String> = [numbers, multiple, length, items].into_iter().flatten().collect();
    if parts.is_empty() {
        return None;
    }
    let mut sentence = parts.join(", ");
    if let Some(first) = sentence.get(..1) {
        sentence.replace_range(..1, &first.to_ascii_uppercase());
    }
    sentence.push('.');
    Some(sentence)
}

fn text(bound: Bound) -> String {
    match bound {
        Bound::Integer(value) => value.to_string(),
        Bound::Float(value) => value.to_string(),
    }
}

fn range(
    minimum: Option<String>,
    maximum: Option<String>,
    above: Option<String>,
    below: Option<String>,
) -> Option<String> {
    let from = minimum
        .map(|value| format!("at least {value}"))
        .or_else(|| above.map(|value| format!("greater than {value}")));
    let to = maximum
        .map(|value| format!("at most {value}"))
        .or_else(|| below.map(|value| format!("less than {value}")));
    match (from, to) {
        (Some(from), Some(to)) => Some(format!("{from} and {to}")),
        (from, to) => from.or(to),
    }
}

fn count(least: Option<u64>, most: Option<u64>, unit: &str) -> Option<String> {
    let units = |number: u64| {
        if number == 1 {
            unit.to_owned()
        } else {
            format!("{unit}s")
        }
    };
    match (least, most) {
        (Some(least), Some(most)) if least == most => Some(format!("exactly {most} {}", units(most))),
        (Some(least), Some(most)) => Some(format!("{least} to {most} {}", units(most))),
        (Some(least), None) => Some(format!("at least {least} {}", units(least))),
        (None, Some(most)) => Some(format!("at most {most} {}", units(most))),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_read_as_sentences() {
        let limit = Constraints {
            minimum: Some(Bound::Integer(1)),
            maximum: Some(Bound::Integer(50)),
            ..Constraints::default()
        };
        assert_eq!(sentence(&limit).as_deref(), Some("At least 1 and at most 50."));
        let text = Constraints {
            min_length: Some(1),
            max_length: Some(120),
            ..Constraints::default()
        };
        assert_eq!(sentence(&text).as_deref(), Some("1 to 120 characters."));
        assert_eq!(sentence(&Constraints::default()), None);
    }
}
