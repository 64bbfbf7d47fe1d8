//! Timestamps, which often change with each export of a document.

use serde_json::Value;

/// Returns `true` if a value is a date and time. Some exporters write the time of the export as a default value.
#[must_use]
pub fn is_timestamp(value: &Value) -> bool {
    let bytes = value.as_str().unwrap_or_default().as_bytes();
    bytes.len() >= 19
        && bytes.get(4) == Some(&b'-')
        && bytes.get(7) == Some(&b'-')
        && matches!(bytes.get(10), Some(b'T' | b' '))
        && bytes.get(13) == Some(&b':')
}
