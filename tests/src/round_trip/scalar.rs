//! Edge cases of numbers and strings: the ends of ranges, other spellings, other alphabets.

use std::ops::RangeInclusive;

use rand::RngExt as _;
use serde_json::{Value, json};

use super::choice::Choices;
use super::parts::Parts;

/// Returns integers, including some that are written as floats.
pub(super) fn integers(parts: &Parts<'_>) -> Vec<Value> {
    let all = [
        json!(1),
        json!(0),
        json!(-1),
        json!(42),
        json!(255),
        json!(-32_768),
        json!(i32::MAX),
        json!(i32::MIN),
        json!(9_007_199_254_740_993_i64),
        json!(i64::MAX),
        json!(i64::MIN),
        json!(7.0),
        json!(-0.0),
    ];
    within(parts, all.into_iter())
}

/// Returns integers that do not fit into 64 bits, or only without a sign. Few instances contain one, because
/// a type may reject it.
pub(super) fn large_integers(parts: &Parts<'_>) -> Vec<Value> {
    within(parts, [json!(u64::MAX), json!(1e20)].into_iter())
}

/// Returns numbers of any kind.
pub(super) fn numbers(parts: &Parts<'_>) -> Vec<Value> {
    let all = [
        json!(1.5),
        json!(1),
        json!(0),
        json!(-0.0),
        json!(1.0),
        json!(0.1),
        json!(-273.15),
        json!(1e-7),
        json!(0.300_000_000_000_000_04),
        json!(3.402_823_466_385_288_6e38),
        json!(1e300),
        json!(f64::MAX),
        json!(f64::MIN_POSITIVE),
        json!(5e-324),
        json!(9_007_199_254_740_993_i64),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(123_456_789.123_456_79),
        json!(2.225_073_858_507_201e-308),
    ];
    within(parts, all.into_iter())
}

/// Returns the values within the bounds, and the bounds themselves.
fn within(parts: &Parts<'_>, values: impl Iterator<Item = Value>) -> Vec<Value> {
    let (least, greatest) = (parts.greatest("minimum"), parts.least("maximum"));
    let (above, below) = (
        parts.greatest("exclusiveMinimum"),
        parts.least("exclusiveMaximum"),
    );
    let step = parts.greatest("multipleOf");
    let fits = |value: &Value| {
        value.as_f64().is_some_and(|value| {
            least.is_none_or(|least| value >= least)
                && greatest.is_none_or(|greatest| value <= greatest)
                && above.is_none_or(|above| value > above)
                && below.is_none_or(|below| value < below)
                && step.is_none_or(|step| value % step == 0.0)
        })
    };
    let bounds = [
        least,
        greatest,
        above.map(|above| above + step.unwrap_or(1.0)),
        below.map(|below| below - step.unwrap_or(1.0)),
        above.zip(below).map(|(above, below)| f64::midpoint(above, below)),
        step,
        step.map(|step| step * 3.0),
        step.zip(least).map(|(step, least)| (least / step).ceil() * step),
    ];
    let bounds = bounds.into_iter().flatten().map(plain);
    values.chain(bounds).filter(fits).collect()
}

/// Writes a whole number as an integer.
fn plain(number: f64) -> Value {
    let whole = (number.fract() == 0.0).then(|| format!("{number:.0}"));
    whole
        .and_then(|text| text.parse::<i64>().ok())
        .map_or_else(|| json!(number), Value::from)
}

/// Returns a string.
pub(super) fn text(parts: &Parts<'_>, choices: &mut Choices) -> String {
    let known = texts(parts.text("format").unwrap_or_default());
    let index = choices.pick(known.len());
    let text = known.get(index).copied().unwrap_or_default().to_owned();
    let (least, greatest) = (parts.at_least("minLength"), parts.at_most("maxLength"));
    let pattern = parts.text("pattern");
    let matching = pattern.and_then(|pattern| matching(pattern, least..=greatest, choices));
    matching.unwrap_or_else(|| sized(&text, least, greatest))
}

fn texts(format: &str) -> &'static [&'static str] {
    match format {
        "date-time" => &[
            "2024-02-29T12:30:00Z",
            "2024-01-01T00:00:00.123456789+02:00",
            "1999-12-31t23:59:60z",
            "0000-01-01T00:00:00-00:00",
        ],
        "date" => &["2024-02-29", "0001-01-01", "9999-12-31"],
        "time" => &["12:30:00Z", "23:59:60.5+01:00"],
        "date-time-local" => &["2024-02-29T12:30:00", "2024-01-01T00:00:00.123456789"],
        "time-local" => &["12:30:00", "23:59:59.5"],
        "duration" => &["P1DT2H", "PT0S", "P4W"],
        "uuid" => &[
            "00000000-0000-0000-0000-000000000000",
            "F81D4FAE-7dec-11d0-a765-00a0c91e6bf6",
        ],
        "uri" | "url" => &["https://example.com/a?b=c#d", "urn:a:b", "https://example.com"],
        "email" => &["a@example.com", "\"a b\"@example.com"],
        "ipv4" => &["192.0.2.1", "255.255.255.255"],
        "ipv6" => &["2001:db8::1", "::"],
        "hostname" => &["example.com", "a"],
        "byte" => &["aGk=", "", "AP/+aGk=", "+/+/"],
        _ => &[
            "text",
            "",
            "\u{fc}n\u{ef} \u{1f980}",
            "a\u{0}b\n\"\\/\u{7f}",
            "null",
            "0",
            " ",
            "true",
            "\u{feff}x",
        ],
    }
}

/// Returns a string of an allowed length.
fn sized(text: &str, least: usize, greatest: usize) -> String {
    let mut letters: Vec<char> = text.chars().take(greatest).collect();
    while letters.len() < least {
        letters.push('x');
    }
    letters.into_iter().collect()
}

/// Returns a string of some length that matches a pattern, if the pattern is of a supported kind.
pub(super) fn matching(
    pattern: &str,
    length: RangeInclusive<usize>,
    choices: &mut Choices,
) -> Option<String> {
    // JavaScript's character classes are limited to ASCII.
    let pattern = without_ends(pattern)
        .replace(r"\d", "[0-9]")
        .replace(r"\w", "[0-9A-Za-z_]")
        .replace(r"\s", "[ ]");
    let most = u32::try_from(*length.start()).unwrap_or_default().clamp(8, 1000);
    let regex = rand_regex::Regex::compile(&pattern, most).ok()?;
    let mut samples = (0..40).map(|_| -> String { choices.rng().sample(&regex) });
    samples.find(|text| length.contains(&text.chars().count()))
}

/// Removes `^` and `$` from a pattern: generated strings match it as a whole.
fn without_ends(pattern: &str) -> String {
    let mut plain = String::new();
    let (mut is_escaped, mut is_in_class) = (false, false);
    for letter in pattern.chars() {
        let is_end = matches!(letter, '^' | '$') && !is_escaped && !is_in_class;
        if !is_end {
            plain.push(letter);
        }
        is_in_class = match letter {
            '[' if !is_escaped => true,
            ']' if !is_escaped => false,
            _ => is_in_class,
        };
        is_escaped = letter == '\\' && !is_escaped;
    }
    plain
}
