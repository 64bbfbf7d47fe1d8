//! YAML as `serde_yaml` reads it, which is `libyaml` translated to Rust and shares no code with the generator's reader.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// Parses a text. Returns `None` if `serde_yaml` is known to deviate from YAML 1.2 for it.
pub(super) fn read(text: &str) -> Option<Result<Value, serde_yaml::Error>> {
    // It counts a byte order mark as a column of the first line.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // It leaves merge keys to its callers, which cannot see whether a key is quoted.
    if text.contains("<<") {
        return None;
    }
    // It confuses anchors after one whose name is redefined.
    let mut names = BTreeSet::new();
    let is_name = |letter: &char| letter.is_alphanumeric() || "_-".contains(*letter);
    if !text
        .split('&')
        .skip(1)
        .all(|rest| names.insert(rest.chars().take_while(is_name).collect::<String>()))
    {
        return None;
    }
    // It ends a name of an anchor before a colon, which is a part of the name.
    let is_longer = |rest: &str| {
        let after = rest.trim_start_matches(|letter| is_name(&letter));
        after.len() < rest.len()
            && !after.is_empty()
            && !after.starts_with(|letter: char| letter.is_whitespace() || ",]}".contains(letter))
    };
    if text.split(['&', '*']).skip(1).any(is_longer) {
        return None;
    }
    // In flow collections, it takes `?` for an indicator whatever follows.
    if text
        .split('?')
        .skip(1)
        .any(|rest| !rest.is_empty() && !rest.starts_with(char::is_whitespace))
    {
        return None;
    }
    // It follows YAML 1.1, where these are line breaks.
    if text.contains(['\u{85}', '\u{2028}', '\u{2029}']) {
        return None;
    }
    // It accepts binary numbers and signs before `0x`, which the core schema does not include.
    let differs = |word: &str| {
        let unsigned = word.trim_start_matches(['+', '-']);
        let prefix = unsigned.get(..2).unwrap_or_default();
        prefix == "0b" || (unsigned.len() < word.len() && ["0x", "0o"].contains(&prefix))
    };
    if text
        .split(|letter: char| letter.is_whitespace() || ",[]{}".contains(letter))
        .any(differs)
    {
        return None;
    }
    Some(serde_yaml::from_str::<Json>(text).map(|Json(value)| value))
}

struct Json(Value);

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor).map(Self)
    }
}

/// Returns a number, or the name of a non-finite number.
fn float(value: f64) -> Value {
    Number::from_f64(value).map_or_else(|| value.to_string().into(), Value::Number)
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value without a tag")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    #[expect(clippy::cast_precision_loss, reason = "JSON holds no wider number")]
    fn visit_i128<E>(self, value: i128) -> Result<Value, E> {
        Ok(float(value as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "JSON holds no wider number")]
    fn visit_u128<E>(self, value: u128) -> Result<Value, E> {
        Ok(float(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(float(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(Json(item)) = access.next_element()? {
            items.push(item);
        }
        Ok(items.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut entries = Map::new();
        // Deserialized as a `String`, a key keeps its text, whatever its type is.
        while let Some((key, Json(value))) = access.next_entry::<String, _>()? {
            entries.entry(key).or_insert(value);
        }
        Ok(entries.into())
    }
}
