//! The path of a request, from its template and the values.
//!
//! A value never leaves its segment: a segment that is empty, `.` or `..` cannot be escaped, so it is refused.

use serde_json::Value;

use super::super::operation::Parameter;
use super::super::vocabulary::ParameterStyle;
use super::percent::{encode_literal, percent_encoded};
use super::{Refusal, Shape, flatten, percent_encode, refuse_separator, scalar, shape};

/// Fills in the template, behind what the URL has. The error names the parameter. `value_of` gives a parameter and
/// its value by name.
pub(in super::super) fn build_path<'a>(
    url: &mut String,
    template: &str,
    value_of: impl Fn(&str) -> Option<(&'a Parameter, &'a Value)>,
) -> Result<(), (String, Refusal)> {
    for segment in template.strip_prefix('/').unwrap_or(template).split('/') {
        url.push('/');
        build_segment(url, segment, &value_of)?;
    }
    Ok(())
}

fn build_segment<'a>(
    url: &mut String,
    template: &str,
    value_of: &impl Fn(&str) -> Option<(&'a Parameter, &'a Value)>,
) -> Result<(), (String, Refusal)> {
    let start = url.len();
    let mut rest = template;
    let mut last = None;
    while let Some((literal, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        url.extend(encode_literal(literal));
        let (parameter, value) = value_of(name).ok_or_else(|| {
            (
                name.to_owned(),
                "is required in the path but not given".to_owned(),
            )
        })?;
        expand(url, parameter, value).map_err(|refusal| (name.to_owned(), refusal))?;
        last = Some(name);
        rest = after;
    }
    url.extend(encode_literal(rest));
    match (last, url.get(start..).unwrap_or_default()) {
        (Some(name), "") => Err((name.to_owned(), "must not be empty in the path".to_owned())),
        (Some(name), "." | "..") => Err((name.to_owned(), "must not make a path segment of dots".to_owned())),
        _ => Ok(()),
    }
}

/// One value in the style of its parameter. Separators are literal, items are encoded.
fn expand(url: &mut String, parameter: &Parameter, value: &Value) -> Result<(), Refusal> {
    if parameter.json {
        url.push_str(&percent_encode(&value.to_string()));
        return Ok(());
    }
    if let (ParameterStyle::Simple, Value::String(text)) = (parameter.style, value) {
        url.extend(percent_encoded(text));
        return Ok(());
    }
    let name = percent_encode(parameter.name);
    let shape = shape(value);
    let one = matches!(shape, Shape::One(_));
    let items = items(shape, parameter.explode)?;
    if items.is_empty() {
        return Err("must not be empty in the path".to_owned());
    }
    // Dots cannot be escaped: they are unreserved characters.
    if parameter.style == ParameterStyle::Label && parameter.explode && !one {
        refuse_separator(&items, '.')?;
    }
    let text = match (parameter.style, parameter.explode) {
        (ParameterStyle::Label, true) if !one => format!(".{}", items.join(".")),
        (ParameterStyle::Label, _) => format!(".{}", items.join(",")),
        (ParameterStyle::Matrix, true) if matches!(value, Value::Object(_)) => {
            format!(";{}", items.join(";"))
        }
        (ParameterStyle::Matrix, true) if !one => {
            format!(";{name}={}", items.join(&format!(";{name}=")))
        }
        (ParameterStyle::Matrix, _) => match items.join(",") {
            text if text.is_empty() => format!(";{name}"),
            text => format!(";{name}={text}"),
        },
        _ => items.join(","),
    };
    url.push_str(&text);
    Ok(())
}

/// The encoded items; of an exploded object `name=value`.
fn items(shape: Shape<'_>, explode: bool) -> Result<Vec<String>, Refusal> {
    match shape {
        Shape::Fields(fields) if explode => fields
            .into_iter()
            .map(|(name, value)| {
                Ok(format!(
                    "{}={}",
                    percent_encode(name),
                    percent_encode(&scalar(value)?)
                ))
            })
            .collect(),
        shape => Ok(flatten(shape)?.iter().map(|item| percent_encode(item)).collect()),
    }
}
