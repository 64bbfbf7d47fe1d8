//! Headers and cookies.

use serde_json::Value;

use super::super::operation::Parameter;
use super::super::vocabulary::ParameterStyle;
use super::query::query_pairs;
use super::{Refusal, Shape, flatten, refuse_separator, scalar, shape};

/// The text of a header parameter, or nothing. Headers are not percent-encoded.
pub(in super::super) fn header_value(
    parameter: &Parameter,
    value: &Value,
) -> Result<Option<String>, Refusal> {
    if parameter.json {
        return Ok(Some(value.to_string()));
    }
    let items = match shape(value) {
        Shape::Nothing => return Ok(None),
        Shape::One(text) => return Ok(Some(text)),
        Shape::Fields(fields) if parameter.explode => fields
            .into_iter()
            .map(|(name, value)| Ok(format!("{}={}", key(name)?, scalar(value)?)))
            .collect::<Result<_, Refusal>>()?,
        shape => flatten(shape)?,
    };
    refuse_separator(&items, ',')?;
    refuse_blank(&items)?;
    Ok(if items.is_empty() {
        None
    } else {
        Some(items.join(","))
    })
}

/// Encodes a key, which ends at the first `=`.
fn key(name: &str) -> Result<&str, Refusal> {
    if name.contains('=') {
        return Err("has a key with '=' in it, which ends the key".to_owned());
    }
    Ok(name)
}

/// Recipients drop empty items, and white space around the others (RFC 9110, section 5.6.1).
fn refuse_blank(items: &[String]) -> Result<(), Refusal> {
    let is_lost = |item: &String| item.is_empty() || item.trim_matches([' ', '\t']) != item;
    if items.iter().any(is_lost) {
        return Err(
            "has an item that is empty or begins or ends with white space, which a header loses".into(),
        );
    }
    Ok(())
}

/// The `name=value` pairs of a cookie parameter, encoded as in a query: so no value can end the cookie.
pub(in super::super) fn cookie_pairs(parameter: &Parameter, value: &Value) -> Result<Vec<String>, Refusal> {
    let parameter = Parameter {
        style: ParameterStyle::Form,
        allow_reserved: false,
        ..*parameter
    };
    query_pairs(&parameter, value)
}
