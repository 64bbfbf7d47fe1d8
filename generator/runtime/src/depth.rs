//! How deeply JSON that is sent may be nested: as deeply as JSON is read.
//!
//! What is nested without end would end the stack of whoever copies, writes or drops it by recursion. Nothing here
//! is deeper than what may be sent.

use serde_json::Value;

/// The limit of nested arrays and objects, the same as `serde_json`'s.
const DEEPEST: usize = 127;

/// Returns whether a value is nested too deeply to be sent.
pub(super) fn is_too_deep(value: &Value) -> bool {
    is_deeper_than(DEEPEST, value)
}

fn is_deeper_than(levels: usize, value: &Value) -> bool {
    match (value, levels.checked_sub(1)) {
        (Value::Array(_) | Value::Object(_), None) => true,
        (Value::Array(items), Some(levels)) => items.iter().any(|item| is_deeper_than(levels, item)),
        (Value::Object(fields), Some(levels)) => fields.values().any(|value| is_deeper_than(levels, value)),
        _ => false,
    }
}

/// Copies a value of any depth without recursion.
pub(super) fn copy(value: &Value) -> Value {
    if !is_too_deep(value) {
        return value.clone();
    }
    let mut copy = Value::Null;
    let mut left = vec![(value, &mut copy)];
    while let Some((from, to)) = left.pop() {
        *to = match from {
            Value::Array(items) => Value::Array(vec![Value::Null; items.len()]),
            Value::Object(fields) => fields.keys().map(|name| (name.clone(), Value::Null)).collect(),
            scalar => scalar.clone(),
        };
        match (from, to) {
            (Value::Array(from), Value::Array(to)) => left.extend(from.iter().zip(to)),
            (Value::Object(from), Value::Object(to)) => left.extend(from.values().zip(to.values_mut())),
            _ => {}
        }
    }
    copy
}

/// Drops a value, however deep it is.
pub(super) fn dismantle(value: Value) {
    let mut left = vec![value];
    while let Some(value) = left.pop() {
        match value {
            Value::Array(items) => left.extend(items),
            Value::Object(fields) => left.extend(fields.into_iter().map(|(_, value)| value)),
            _ => {}
        }
    }
}
