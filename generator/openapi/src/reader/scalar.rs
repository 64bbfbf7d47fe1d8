//! Scalars of YAML become JSON values, by the core schema (YAML 1.2.2, 10.3).

use granit_parser::{ScalarStyle, Tag};
use serde_json::{Number, Value};

/// The prefix of all tags that YAML itself defines.
const YAML: &str = "tag:yaml.org,2002:";

/// Returns the value of a scalar, or the reason why it has none.
pub(super) fn resolve(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Result<Value, String> {
    let Some(tag) = tag else {
        return Ok(if style == ScalarStyle::Plain {
            plain(text)
        } else {
            text.into()
        });
    };
    check_tag(tag)?;
    let (value, expected) = match tag.core_suffix() {
        Some("null") => (null(text), "null"),
        Some("bool") => (boolean(text), "a boolean"),
        Some("int") => (integer(text), "an integer"),
        Some("float") => (float(text), "a number"),
        // `!` alone and `!!str` make a string of a plain scalar; so do types that JSON lacks, as `!!binary`.
        _ => (Some(text.into()), "a string"),
    };
    value.ok_or_else(|| format!("`{text}` is not {expected}, as its tag says"))
}

/// Refuses tags that YAML does not define: what they mean is known to one program alone.
pub(super) fn check_tag(tag: &Tag) -> Result<(), String> {
    let name = format!("{}{}", tag.handle(), tag.suffix());
    if name == "!" || name.starts_with(YAML) {
        return Ok(());
    }
    Err(format!("the tag `{name}` is not one of YAML's own"))
}

/// The value of a scalar without quotes and tag.
fn plain(text: &str) -> Value {
    // Most scalars are words.
    if text.starts_with(|first: char| first.is_alphabetic() && !"nNtTfF".contains(first)) {
        return text.into();
    }
    if is_code(text) {
        return text.into();
    }
    null(text)
        .or_else(|| boolean(text))
        .or_else(|| integer(text))
        .or_else(|| float(text))
        .unwrap_or_else(|| text.into())
}

fn null(text: &str) -> Option<Value> {
    matches!(text, "" | "~" | "null" | "Null" | "NULL").then_some(Value::Null)
}

fn boolean(text: &str) -> Option<Value> {
    match text {
        "true" | "True" | "TRUE" => Some(true.into()),
        "false" | "False" | "FALSE" => Some(false.into()),
        _ => None,
    }
}

/// Returns whether a scalar is all digits after a zero: `0123` is more often a code than a number, so it is a string.
/// The core schema makes it the integer 123.
fn is_code(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    digits.len() > 1 && digits.starts_with('0') && digits.bytes().all(|digit| digit.is_ascii_digit())
}

/// An integer: `[-+]?[0-9]+`, `0o[0-7]+` or `0x[0-9a-fA-F]+`.
fn integer(text: &str) -> Option<Value> {
    let (digits, radix) = match text.get(..2) {
        Some("0o") => (text.get(2..)?, 8),
        Some("0x") => (text.get(2..)?, 16),
        _ => (text.strip_prefix(['+', '-']).unwrap_or(text), 10),
    };
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return None;
    }
    let signed = if radix == 10 { text } else { digits };
    if let Ok(value) = u64::from_str_radix(signed, radix) {
        return Some(value.into());
    }
    if let Ok(value) = i64::from_str_radix(signed, radix) {
        return Some(value.into());
    }
    // JSON's other numbers are all of limited precision.
    if radix == 10 {
        return finite(text.parse().ok()?);
    }
    #[expect(clippy::cast_precision_loss, reason = "no wider number can be held")]
    let value = u128::from_str_radix(digits, radix).ok()? as f64;
    finite(value)
}

/// A number with a fraction or an exponent, `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`, or one that is not
/// finite. JSON has no word for those, so they are strings.
fn float(text: &str) -> Option<Value> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") {
        return Some(if text.starts_with('-') { "-inf" } else { "inf" }.into());
    }
    if matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Some("NaN".into());
    }
    // Rust's own syntax is the same, but for `inf`, `infinity` and `nan`.
    if !unsigned.starts_with(|first: char| first == '.' || first.is_ascii_digit()) {
        return None;
    }
    finite(text.parse().ok()?)
}

fn finite(value: f64) -> Option<Value> {
    Number::from_f64(value).map(Value::Number)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::plain;

    #[test]
    fn plain_scalars_follow_the_core_schema() {
        for (text, expected) in [
            ("", Value::Null),
            ("~", Value::Null),
            ("Null", Value::Null),
            ("nULL", json!("nULL")),
            ("True", json!(true)),
            ("FALSE", json!(false)),
            ("yes", json!("yes")),
            ("on", json!("on")),
            ("0", json!(0)),
            ("-0", json!(0)),
            ("+12", json!(12)),
            ("-12", json!(-12)),
            ("012", json!("012")),
            ("-00", json!("-00")),
            ("00.5", json!(0.5)),
            ("0o14", json!(12)),
            ("0x1F", json!(31)),
            ("0b11", json!("0b11")),
            ("-0x1F", json!("-0x1F")),
            ("0x", json!("0x")),
            ("1_000", json!("1_000")),
            ("18446744073709551615", json!(u64::MAX)),
            ("18446744073709551616", json!(18_446_744_073_709_551_616.0)),
            ("-9223372036854775809", json!(-9_223_372_036_854_775_809.0)),
            ("0xFFFFFFFFFFFFFFFFF", json!(295_147_905_179_352_825_855.0)),
            ("1.", json!(1.0)),
            (".5", json!(0.5)),
            ("-.5e-3", json!(-0.0005)),
            ("+1E3", json!(1000.0)),
            (".", json!(".")),
            ("+", json!("+")),
            ("-", json!("-")),
            ("1e", json!("1e")),
            ("1e400", json!("1e400")),
            (".inf", json!("inf")),
            ("+.Inf", json!("inf")),
            ("-.INF", json!("-inf")),
            (".nan", json!("NaN")),
            ("inf", json!("inf")),
            ("nan", json!("nan")),
            ("infinity", json!("infinity")),
            ("1.2.3", json!("1.2.3")),
            ("2020-01-01", json!("2020-01-01")),
            ("12:30", json!("12:30")),
            ("é", json!("é")),
            ("٣", json!("٣")),
        ] {
            assert_eq!(plain(text), expected, "{text}");
        }
    }
}
