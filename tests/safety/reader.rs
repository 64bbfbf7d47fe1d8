//! Decodes requests as a server does, written from the specifications: RFC 3986 and 6570 for paths, the URL
//! standard for queries and forms, RFC 9110 for headers, RFC 6265 for cookies, RFC 7578 for multipart forms,
//! and the tables of styles of `OpenAPI`. It is independent of the client's serialization.

use percent_encoding::percent_decode_str;
use serde_json::Value;
use tests::runtime::ParameterStyle;

/// The content of a value that a style can represent: strings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Said {
    Nothing,
    One(String),
    List(Vec<String>),
    Fields(Vec<(String, String)>),
}

impl Said {
    /// Returns the content of a JSON value. A null has none; fields are sorted by name.
    pub(crate) fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Nothing,
            Value::Array(items) if items.is_empty() => Self::Nothing,
            Value::Array(items) => Self::List(items.iter().map(text).collect()),
            Value::Object(fields) if fields.is_empty() => Self::Nothing,
            Value::Object(fields) => {
                let fields = fields.iter().map(|(name, value)| (name.clone(), text(value)));
                Self::Fields(sorted(fields.collect()))
            }
            scalar => Self::One(text(scalar)),
        }
    }

    /// Returns the content of separated items, if it is of the same kind as another value.
    fn like(&self, items: Vec<String>, explode: bool) -> Self {
        match self {
            Self::Nothing | Self::One(_) => Self::One(items.concat()),
            Self::List(_) => Self::List(items),
            Self::Fields(_) if explode => {
                Self::Fields(sorted(items.iter().map(|item| pair(item, '=')).collect()))
            }
            Self::Fields(_) => {
                let pairs = items
                    .chunks(2)
                    .map(|pair| (pair[0].clone(), pair.get(1).cloned().unwrap_or_default()));
                Self::Fields(sorted(pairs.collect()))
            }
        }
    }
}

pub(crate) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

pub(crate) fn sorted<T: Ord>(mut list: Vec<T>) -> Vec<T> {
    list.sort();
    list
}

fn pair(text: &str, separator: char) -> (String, String) {
    let (name, value) = text.split_once(separator).unwrap_or((text, ""));
    (name.to_owned(), value.to_owned())
}

/// Decodes percent-encoding in a path.
pub(crate) fn decoded(text: &str) -> String {
    percent_decode_str(text)
        .decode_utf8()
        .expect("it is UTF-8")
        .into_owned()
}

/// Decodes a name or a value of a query or a form, where `+` is a space.
pub(crate) fn form_decoded(text: &str) -> String {
    decoded(&text.replace('+', " "))
}

/// Decodes a path value within its segment: splits at separators first, then decodes escapes. Exploded pairs
/// are decoded one by one.
pub(crate) fn of_path(raw: &str, name: &str, style: ParameterStyle, explode: bool, like: &Said) -> Said {
    let is_one = matches!(like, Said::One(_));
    let split = |text: &str, separator: char| -> Said {
        if is_one {
            return Said::One(decoded(text));
        }
        let items: Vec<&str> = text.split(separator).collect();
        if explode && matches!(like, Said::Fields(_)) {
            let pairs = items.iter().map(|item| pair(item, '='));
            let pairs = pairs.map(|(name, value)| (decoded(&name), decoded(&value)));
            return Said::Fields(sorted(pairs.collect()));
        }
        like.like(items.into_iter().map(decoded).collect(), false)
    };
    match style {
        ParameterStyle::Label => {
            let rest = raw.strip_prefix('.').expect("a label begins with a dot");
            split(rest, if explode { '.' } else { ',' })
        }
        ParameterStyle::Matrix => {
            let rest = raw.strip_prefix(';').expect("a matrix begins with a semicolon");
            if !explode || is_one {
                let (found, value) = pair(rest, '=');
                assert_eq!(decoded(&found), name);
                return split(&value, ',');
            }
            if matches!(like, Said::Fields(_)) {
                return split(rest, ';');
            }
            let items = rest.split(';').map(|item| pair(item, '='));
            Said::List(
                items
                    .map(|(found, value)| {
                        assert_eq!(decoded(&found), name);
                        decoded(&value)
                    })
                    .collect(),
            )
        }
        _ => split(raw, ','),
    }
}

/// Returns the names and values of a query or a form, not decoded.
pub(crate) fn pairs_of(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|text| !text.is_empty());
    pairs.map(|text| pair(text, '=')).collect()
}

/// Decodes the value of one query pair, whose items are separated by its style.
pub(crate) fn of_query(raw: &str, style: ParameterStyle, like: &Said) -> Said {
    if matches!(like, Said::One(_)) {
        return Said::One(form_decoded(raw));
    }
    let raw = match style {
        ParameterStyle::SpaceDelimited => raw.replace("%20", "+").replace('+', "\n"),
        ParameterStyle::PipeDelimited => raw.replace("%7C", "|").replace("%7c", "|").replace('|', "\n"),
        _ => raw.replace(',', "\n"),
    };
    like.like(raw.split('\n').map(form_decoded).collect(), false)
}

/// Returns the keys in brackets of a name such as `p[a][b]`.
pub(crate) fn keys_of(name: &str, parameter: &str) -> Option<Vec<String>> {
    let keys = name
        .strip_prefix(parameter)?
        .strip_prefix('[')?
        .strip_suffix(']')?;
    Some(keys.split("][").map(str::to_owned).collect())
}

/// Decodes a header value: arrays ignore empty items, and white space around items.
pub(crate) fn of_header(raw: &str, explode: bool, like: &Said) -> Said {
    if matches!(like, Said::One(_)) {
        return Said::One(raw.to_owned());
    }
    let items = raw.split(',').map(|item| item.trim_matches([' ', '\t']));
    like.like(
        items.filter(|item| !item.is_empty()).map(str::to_owned).collect(),
        explode,
    )
}

/// Returns the names and values of a `Cookie` header, not decoded.
pub(crate) fn cookies_of(header: &str) -> Vec<(String, String)> {
    header
        .split(';')
        .map(|text| pair(text.trim_matches(' '), '='))
        .collect()
}

/// A part of a multipart form.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) file: Option<String>,
    pub(crate) content: Vec<u8>,
}

/// Returns the parts of a multipart form.
pub(crate) fn parts_of(content_type: &str, body: &[u8]) -> Vec<Part> {
    let boundary = content_type
        .split_once("boundary=")
        .expect("there is a boundary")
        .1;
    let delimiter = format!("\r\n--{boundary}");
    // The first delimiter is not preceded by a line break.
    let body = [b"\r\n", body].concat();
    let mut pieces = split(&body, delimiter.as_bytes()).into_iter();
    assert_eq!(pieces.next(), Some(&b""[..]), "nothing before the first part");
    let mut pieces: Vec<&[u8]> = pieces.collect();
    assert_eq!(
        pieces.pop(),
        Some(&b"--\r\n"[..]),
        "the last delimiter ends the body"
    );
    pieces.into_iter().map(part).collect()
}

fn part(piece: &[u8]) -> Part {
    let piece = piece.strip_prefix(b"\r\n").expect("a delimiter ends its line");
    let pieces = split(piece, b"\r\n\r\n");
    let head = std::str::from_utf8(pieces[0]).expect("a head is text");
    let mut part = Part {
        name: String::new(),
        file: None,
        content: piece[pieces[0].len() + 4..].to_vec(),
    };
    let mut names = 0;
    for line in head.split("\r\n") {
        let (name, value) = line.split_once(": ").expect("a header");
        match name {
            "Content-Disposition" => {
                let rest = value.strip_prefix("form-data; name=").expect("a part of a form");
                let (name, rest) = quoted(rest);
                part.name = name;
                part.file = (!rest.is_empty()).then(|| {
                    let (file, rest) = quoted(rest.strip_prefix("; filename=").expect("a file name"));
                    assert_eq!(rest, "");
                    file
                });
                names += 1;
            }
            "Content-Type" => {}
            other => panic!("a part has the header {other}"),
        }
    }
    assert_eq!(names, 1);
    part
}

/// Returns the text in quotes, with the escapes of browsers decoded, and the rest.
fn quoted(text: &str) -> (String, &str) {
    let text = text.strip_prefix('"').expect("names are quoted");
    let (name, rest) = text.split_once('"').expect("the quote ends");
    assert!(
        !name.contains('\\') && !name.contains(char::is_control),
        "{name:?}"
    );
    let name = name
        .replace("%22", "\"")
        .replace("%0D", "\r")
        .replace("%0A", "\n");
    (name, rest)
}

fn split<'a>(mut bytes: &'a [u8], separator: &[u8]) -> Vec<&'a [u8]> {
    let mut pieces = Vec::new();
    while let Some(at) = bytes
        .windows(separator.len())
        .position(|window| window == separator)
    {
        pieces.push(&bytes[..at]);
        bytes = &bytes[at + separator.len()..];
    }
    pieces.push(bytes);
    pieces
}
