//! Compares two values as JSON, and explains acceptable differences.
//!
//! The order of an object's properties is ignored. Numbers are compared by value, as in JSON Schema: `1`,
//! `1.0` and `10e-1` are equal, and so are `0` and `-0`. Everything else must be identical.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Number, Value};

use super::validator::base64_bytes;

/// An acceptable reason for a value that comes back different, or not at all. The list is closed: a
/// difference without a reason is a bug.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// An integer beyond 2^53 for a schema of type `number`.
    NotADouble,
    /// An integer without documented bounds that is too large for any integer type.
    LargeInteger,
    /// Bytes in another base64 spelling.
    Base64Spelling,
    /// A timestamp in another spelling, or with another offset.
    DateSpelling,
}

impl Reason {
    /// Describes the actual behaviour.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::NotADouble => "a `number` is a 64-bit float, which holds not every integer beyond 2^53",
            Self::LargeInteger => {
                "an `integer` without a format is read into 64 bits; a larger one is refused"
            }
            Self::DateSpelling => {
                "the types of date libraries keep the instant, but for a leap second, and not how it is spelled"
            }
            Self::Base64Spelling => "base64 is read in any spelling and written in the standard one",
        }
    }
}

/// The outcome of a round trip.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// The value came back equal.
    Equal,
    /// The value came back different, for known reasons.
    Explained(Vec<Reason>),
    /// The value came back different without a known reason.
    Different {
        /// The JSON pointer of the first difference.
        pointer: String,
        /// A description of the difference.
        what: String,
    },
}

/// Compares the output with the input.
#[must_use]
pub fn verdict(sent: &Value, back: &Result<Value, String>) -> Verdict {
    let back = match back {
        Ok(back) => back,
        Err(message) if is_too_large(sent, message) => return Verdict::Explained(vec![Reason::LargeInteger]),
        Err(message) => {
            return Verdict::Different {
                pointer: String::new(),
                what: format!("not read: {message}"),
            };
        }
    };
    let mut reasons = Vec::new();
    match compare(sent, back, &mut String::new(), &mut reasons) {
        Err((pointer, what)) => Verdict::Different { pointer, what },
        Ok(()) if reasons.is_empty() => Verdict::Equal,
        Ok(()) => {
            reasons.sort_unstable();
            reasons.dedup();
            Verdict::Explained(reasons)
        }
    }
}

type Difference = (String, String);

fn compare(
    sent: &Value,
    back: &Value,
    pointer: &mut String,
    reasons: &mut Vec<Reason>,
) -> Result<(), Difference> {
    match (sent, back) {
        (Value::Number(left), Value::Number(right)) if equal(left, right) => Ok(()),
        (Value::Number(left), Value::Number(right))
            if !left.is_f64() && right.is_f64() && left.as_f64() == right.as_f64() =>
        {
            reasons.push(Reason::NotADouble);
            Ok(())
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            for (index, (left, right)) in left.iter().zip(right).enumerate() {
                within(pointer, &index.to_string(), |pointer| {
                    compare(left, right, pointer, reasons)
                })?;
            }
            Ok(())
        }
        (Value::Object(left), Value::Object(right)) => {
            for (name, value) in left {
                within(pointer, name, |pointer| match right.get(name) {
                    Some(other) => compare(value, other, pointer, reasons),
                    None => Err((pointer.clone(), format!("{value} is lost"))),
                })?;
            }
            match right.iter().find(|(name, _)| !left.contains_key(*name)) {
                Some((name, value)) => within(pointer, name, |pointer| {
                    Err((pointer.clone(), format!("{value} is made up")))
                }),
                None => Ok(()),
            }
        }
        (Value::String(left), Value::String(right)) if left != right && is_respelled(left, right) => {
            reasons.push(Reason::Base64Spelling);
            Ok(())
        }
        (Value::String(left), Value::String(right)) if left != right && is_same_moment(left, right) => {
            reasons.push(Reason::DateSpelling);
            Ok(())
        }
        (left, right) if left == right => Ok(()),
        (left, right) => Err((pointer.clone(), format!("{left} became {right}"))),
    }
}

fn within<T>(pointer: &mut String, step: &str, inner: impl FnOnce(&mut String) -> T) -> T {
    let length = pointer.len();
    pointer.push('/');
    pointer.push_str(&step.replace('~', "~0").replace('/', "~1"));
    let result = inner(pointer);
    pointer.truncate(length);
    result
}

/// Returns whether two numbers have the same value.
fn equal(left: &Number, right: &Number) -> bool {
    match (whole(left), whole(right)) {
        (Some(left), Some(right)) => left == right,
        (None, None) => left.as_f64() == right.as_f64(),
        _ => false,
    }
}

/// Returns the number as an integer if it fits into 127 bits.
fn whole(number: &Number) -> Option<i128> {
    if let Some(signed) = number.as_i64() {
        return Some(i128::from(signed));
    }
    if let Some(unsigned) = number.as_u64() {
        return Some(i128::from(unsigned));
    }
    let float = number
        .as_f64()
        .filter(|float| float.fract() == 0.0 && float.abs() < 1e38)?;
    format!("{float:.0}").parse().ok()
}

/// Returns whether an error is about an integer that does not fit into 64 bits.
fn is_too_large(sent: &Value, message: &str) -> bool {
    let speaks_of_it = [
        "does not fit a signed 64-bit integer",
        "expected an integer, found a number",
    ]
    .iter()
    .any(|text| message.contains(text));
    speaks_of_it && holds_large_integer(sent)
}

fn holds_large_integer(value: &Value) -> bool {
    match value {
        Value::Number(number) => {
            let float = number.as_f64().unwrap_or_default();
            number.as_i64().is_none() && float.fract() == 0.0 && float.abs() > 9_007_199_254_740_992.0
        }
        Value::Array(items) => items.iter().any(holds_large_integer),
        Value::Object(entries) => entries.values().any(holds_large_integer),
        _ => false,
    }
}

/// Returns whether a string is the standard base64 form of the bytes of another one.
fn is_respelled(sent: &str, back: &str) -> bool {
    base64_bytes(sent).is_some_and(|bytes| STANDARD.encode(bytes) == back)
}

/// Returns whether two strings represent the same timestamp or time of day. Some libraries represent a leap
/// second by its start or its end only.
fn is_same_moment(sent: &str, back: &str) -> bool {
    let near = |difference: chrono::TimeDelta| difference.abs() <= chrono::TimeDelta::seconds(1);
    let is_leap = sent.contains(":60");
    if let (Ok(sent), Ok(back)) = (
        chrono::DateTime::parse_from_rfc3339(sent),
        chrono::DateTime::parse_from_rfc3339(back),
    ) {
        return sent == back || (is_leap && near(sent - back));
    }
    match (
        sent.parse::<chrono::NaiveTime>(),
        back.parse::<chrono::NaiveTime>(),
    ) {
        (Ok(sent), Ok(back)) => sent == back,
        _ => match (
            sent.parse::<chrono::NaiveDateTime>(),
            back.parse::<chrono::NaiveDateTime>(),
        ) {
            (Ok(sent), Ok(back)) => sent == back,
            _ => false,
        },
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn of(sent: &Value, back: &Value) -> Verdict {
        verdict(sent, &Ok(back.clone()))
    }

    #[test]
    fn numbers_are_equal_by_value() {
        for (left, right) in [
            (json!(1), json!(1.0)),
            (json!(-0.0), json!(0)),
            (json!(u64::MAX), json!(u64::MAX)),
            (json!(1e300), json!(1e300)),
            (
                json!(18_446_744_073_709_551_616.0),
                json!(1.844_674_407_370_955_2e19),
            ),
        ] {
            assert_eq!(of(&left, &right), Verdict::Equal);
        }
        let precise = json!(9_007_199_254_740_993_i64);
        assert_eq!(
            of(&precise, &json!(9_007_199_254_740_992.0)),
            Verdict::Explained(vec![Reason::NotADouble])
        );
        for (left, right) in [
            (json!(1), json!(2)),
            (json!(0.1), json!(0.100_000_000_000_000_02)),
            (json!(9_007_199_254_740_992_i64), precise),
            (json!(1), json!("1")),
        ] {
            assert!(matches!(of(&left, &right), Verdict::Different { .. }));
        }
    }

    #[test]
    fn what_is_lost_or_made_up_is_told_with_its_place() {
        let place = |sent: Value, back: Value| match of(&sent, &back) {
            Verdict::Different { pointer, what } => format!("{pointer}: {what}"),
            other => format!("{other:?}"),
        };
        assert_eq!(
            place(json!({"a": [{"b/c": null}]}), json!({"a": [{}]})),
            "/a/0/b~1c: null is lost"
        );
        assert_eq!(place(json!({}), json!({"a": null})), "/a: null is made up");
        assert_eq!(place(json!([1]), json!([])), ": [1] became []");
        assert_eq!(
            place(json!({"a": "b"}), json!({"a": "c"})),
            "/a: \"b\" became \"c\""
        );
    }

    #[test]
    fn known_reasons_explain() {
        let large = "$: the number does not fit a signed 64-bit integer".to_owned();
        assert_eq!(
            verdict(&json!(u64::MAX), &Err(large.clone())),
            Verdict::Explained(vec![Reason::LargeInteger])
        );
        assert!(matches!(
            verdict(&json!(1), &Err(large)),
            Verdict::Different { .. }
        ));
        assert_eq!(
            of(&json!("-_8"), &json!("+/8=")),
            Verdict::Explained(vec![Reason::Base64Spelling])
        );
        for (sent, back) in [
            ("2024-02-29T12:30:00.50+02:00", "2024-02-29T10:30:00.5Z"),
            ("1999-12-31t23:59:60z", "1999-12-31T23:59:59.999999999Z"),
            ("12:30:00.50", "12:30:00.5"),
        ] {
            assert_eq!(
                of(&json!(sent), &json!(back)),
                Verdict::Explained(vec![Reason::DateSpelling])
            );
        }
        assert!(matches!(
            of(
                &json!("2024-02-29T12:30:00+02:00"),
                &json!("2024-02-29T12:30:00Z")
            ),
            Verdict::Different { .. }
        ));
        assert!(matches!(
            of(&json!("ab"), &json!("ac")),
            Verdict::Different { .. }
        ));
    }
}
