//! Decodes requests as a server does: the inverse of the parameter styles of `OpenAPI`.

use sdk_runtime::{HttpRequest, Parameter, ParameterStyle, Value};

use super::BASE;

/// A value as pairs of name and string. An array has no names, and a string is an array of one.
pub(super) type Read = Vec<(String, String)>;

/// Returns the expected result of decoding a value.
pub(super) fn expected(parameter: &Parameter, value: &Value) -> Read {
    if parameter.json {
        return vec![(String::new(), value.to_string())];
    }
    match value {
        Value::Array(items) => items.iter().map(|item| (String::new(), text(item))).collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| (name.clone(), text(value)))
            .collect(),
        value => vec![(String::new(), text(value))],
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

pub(super) fn path(parameter: &Parameter, request: &HttpRequest, value: &Value) -> Read {
    let rest = request
        .url
        .strip_prefix(BASE)
        .and_then(|rest| rest.strip_prefix("/p/"));
    let segment = rest.and_then(|rest| rest.strip_suffix("/end"));
    let segment = segment.unwrap_or_else(|| panic!("a value moved the request to {}", request.url));
    assert!(
        !segment.contains(['/', '?', '#', '\\']),
        "{segment} is more than a segment"
    );
    assert!(
        !matches!(segment, "" | "." | ".."),
        "{segment:?} moves the request"
    );
    if parameter.json || (parameter.style == ParameterStyle::Simple && is_one(value)) {
        return vec![(String::new(), decoded(segment))];
    }
    let name = "a%20b";
    match parameter.style {
        ParameterStyle::Label => {
            let items = strip(segment, ".");
            match (is_one(value), parameter.explode) {
                (true, _) => vec![(String::new(), decoded(items))],
                (_, true) => exploded(items, '.', value),
                (_, false) => joined(items, value),
            }
        }
        ParameterStyle::Matrix if parameter.explode && value.is_object() => {
            exploded(strip(segment, ";"), ';', value)
        }
        ParameterStyle::Matrix if parameter.explode => {
            let items = strip(segment, ";").split(';');
            // An empty value is sent as its name alone (RFC 6570, 3.2.7).
            let value = |item| match strip(item, name) {
                "" => "",
                rest => strip(rest, "="),
            };
            items.map(|item| (String::new(), decoded(value(item)))).collect()
        }
        ParameterStyle::Matrix => {
            let items = strip(strip(segment, ";"), name);
            let items = items.strip_prefix('=').unwrap_or(items);
            if is_one(value) {
                vec![(String::new(), decoded(items))]
            } else {
                joined(items, value)
            }
        }
        _ if parameter.explode => exploded(segment, ',', value),
        _ => joined(segment, value),
    }
}

pub(super) fn query(parameter: &Parameter, request: &HttpRequest, value: &Value) -> Read {
    let rest = request
        .url
        .strip_prefix(BASE)
        .and_then(|rest| rest.strip_prefix("/q"));
    let rest = rest.unwrap_or_else(|| panic!("a value moved the request to {}", request.url));
    let query = rest.strip_prefix('?').unwrap_or_default();
    assert!(!query.contains(['#', ' ']), "{query} is no query");
    form(parameter, query, '&', value)
}

pub(super) fn cookie(parameter: &Parameter, request: &HttpRequest, value: &Value) -> Read {
    let text = request.headers.get("cookie").unwrap_or_default();
    assert!(!text.contains(|letter: char| letter.is_control()), "{text:?}");
    form(parameter, &text.replace("; ", ";"), ';', value)
}

pub(super) fn header(parameter: &Parameter, request: &HttpRequest, value: &Value) -> Read {
    let Some(text) = request.headers.get(parameter.name) else {
        return Vec::new();
    };
    assert!(!text.contains(['\r', '\n', '\0']), "{text:?} ends the header");
    if parameter.json || is_one(value) {
        return vec![(String::new(), text.to_owned())];
    }
    let items: Vec<&str> = text.split(',').collect();
    if !value.is_object() {
        return items
            .into_iter()
            .map(|item| (String::new(), item.to_owned()))
            .collect();
    }
    if parameter.explode {
        // A name may contain `=`: headers are not encoded, so the end of a name is ambiguous.
        let named = items.into_iter().zip(value.as_object().into_iter().flatten());
        return named
            .map(|(item, (name, _))| (name.clone(), strip(strip(item, name), "=").to_owned()))
            .collect();
    }
    items
        .chunks(2)
        .map(|pair| {
            (
                pair[0].to_owned(),
                pair.get(1).copied().unwrap_or_default().to_owned(),
            )
        })
        .collect()
}

/// Decodes the styles of queries, cookies and forms.
fn form(parameter: &Parameter, text: &str, separator: char, value: &Value) -> Read {
    let pairs = pairs(text, separator);
    if parameter.json || is_one(value) {
        return pairs
            .into_iter()
            .map(|(_, value)| (String::new(), value))
            .collect();
    }
    match parameter.style {
        ParameterStyle::DeepObject if value.is_object() => {
            let inner = |name: String| {
                strip(strip(&name, parameter.name), "[")
                    .trim_end_matches(']')
                    .to_owned()
            };
            // A name may end with the closing bracket.
            let names = value.as_object().into_iter().flatten().map(|(name, _)| name);
            let restored = pairs.into_iter().zip(names);
            restored
                .map(|((name, value), own)| {
                    let is_whole = name == format!("{}[{own}]", parameter.name);
                    let name = if is_whole { own.clone() } else { inner(name) };
                    (name, value)
                })
                .collect()
        }
        ParameterStyle::SpaceDelimited | ParameterStyle::PipeDelimited if !parameter.explode => {
            let sign = if parameter.style == ParameterStyle::SpaceDelimited {
                "%20"
            } else {
                "%7C"
            };
            split(raw_value(text), sign, value)
        }
        _ if parameter.explode && value.is_object() => pairs,
        _ if parameter.explode || parameter.style == ParameterStyle::DeepObject => pairs
            .into_iter()
            .map(|(_, value)| (String::new(), value))
            .collect(),
        _ => split(raw_value(text), ",", value),
    }
}

/// Returns the encoded value of the only pair, or `None` if there is no pair.
fn raw_value(text: &str) -> Option<&str> {
    text.split_once('=').map(|(_, value)| value)
}

fn split(text: Option<&str>, separator: &str, value: &Value) -> Read {
    let Some(text) = text else {
        return Vec::new();
    };
    let items: Vec<String> = text.split(separator).map(decoded).collect();
    unflattened(items, value)
}

fn joined(text: &str, value: &Value) -> Read {
    unflattened(text.split(',').map(decoded).collect(), value)
}

fn unflattened(items: Vec<String>, value: &Value) -> Read {
    if !value.is_object() {
        return items.into_iter().map(|item| (String::new(), item)).collect();
    }
    items
        .chunks(2)
        .map(|pair| (pair[0].clone(), pair.get(1).cloned().unwrap_or_default()))
        .collect()
}

fn exploded(text: &str, separator: char, value: &Value) -> Read {
    if value.is_object() {
        return pairs(text, separator);
    }
    text.split(separator)
        .map(|item| (String::new(), decoded(item)))
        .collect()
}

/// Returns decoded `name=value` pairs.
pub(super) fn pairs(text: &str, separator: char) -> Read {
    let pairs = text.split(separator).filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value))
        })
        .collect()
}

fn is_one(value: &Value) -> bool {
    !value.is_array() && !value.is_object()
}

fn strip<'a>(text: &'a str, start: &str) -> &'a str {
    text.strip_prefix(start)
        .unwrap_or_else(|| panic!("{text:?} does not begin with {start:?}"))
}

/// Decodes percent-encoding. A plus is not a space here.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::new();
    let mut index = 0;
    while let Some(&byte) = bytes.get(index) {
        let code = text.get(index + 1..index + 3).filter(|_| byte == b'%');
        let code = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        assert!(
            byte != b'%' || code.is_some(),
            "{text:?} has a percent sign that encodes nothing"
        );
        decoded.push(code.unwrap_or(byte));
        index += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8(decoded).unwrap_or_else(|error| panic!("{error}: {text:?}"))
}
