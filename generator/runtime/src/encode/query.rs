//! Query parameters and urlencoded forms.

use serde_json::Value;

use super::super::operation::{Parameter, Part};
use super::super::vocabulary::ParameterStyle;
use super::{
    Refusal, Shape, flatten, percent_encode, percent_encode_reserved, refuse_separator, scalar, shape,
};

/// How one parameter is written.
struct Writer<'a> {
    name: &'a str,
    style: ParameterStyle,
    explode: bool,
    encode: fn(&str) -> String,
}

/// The `name=value` pairs of a query parameter, encoded.
pub(in super::super) fn query_pairs(parameter: &Parameter, value: &Value) -> Result<Vec<String>, Refusal> {
    let encode = if parameter.allow_reserved {
        percent_encode_reserved
    } else {
        percent_encode
    };
    let name = parameter.name;
    if parameter.json {
        return Ok(vec![format!(
            "{}={}",
            percent_encode(name),
            encode(&value.to_string())
        )]);
    }
    Writer {
        name,
        style: parameter.style,
        explode: parameter.explode,
        encode,
    }
    .pairs(value)
}

/// The `name=value` pairs of a urlencoded form.
pub(in super::super) fn form_pairs(form: &Value, parts: &[Part]) -> Result<Vec<String>, (String, Refusal)> {
    let Shape::Fields(fields) = shape(form) else {
        return Err(("body".into(), "must be an object to be sent as a form".into()));
    };
    let mut pairs = Vec::new();
    for (name, value) in fields {
        let part = parts.iter().find(|part| part.name == name).copied();
        pairs.extend(form_field(name, value, part).map_err(|refusal| (name.to_owned(), refusal))?);
    }
    Ok(pairs)
}

/// An object in a form is JSON text, unless the document gives it a style.
fn form_field(name: &str, value: &Value, part: Option<Part>) -> Result<Vec<String>, Refusal> {
    let json = part.is_some_and(|part| part.content_type.is_some_and(|kind| kind.contains("json")));
    if json || (part.is_none() && value.is_object()) {
        return Ok(vec![format!(
            "{}={}",
            percent_encode(name),
            percent_encode(&value.to_string())
        )]);
    }
    let (style, explode) = part.map_or((ParameterStyle::Form, true), |part| (part.style, part.explode));
    Writer {
        name,
        style,
        explode,
        encode: percent_encode,
    }
    .pairs(value)
}

impl Writer<'_> {
    fn pairs(&self, value: &Value) -> Result<Vec<String>, Refusal> {
        let shape = shape(value);
        match (self.style, shape) {
            (_, Shape::Nothing) => Ok(Vec::new()),
            (_, Shape::One(text)) => Ok(vec![self.pair(self.name, &text)]),
            (ParameterStyle::DeepObject, _) => self.deep(value),
            (ParameterStyle::SpaceDelimited, shape) if !self.explode => self.delimited(shape, ' ', "%20"),
            (ParameterStyle::PipeDelimited, shape) if !self.explode => self.delimited(shape, '|', "%7C"),
            (_, Shape::List(items)) if self.explode => items
                .into_iter()
                .map(|item| Ok(self.pair(self.name, &scalar(item)?)))
                .collect(),
            (_, Shape::Fields(fields)) if self.explode => self.exploded_fields(fields),
            (_, shape) => self.comma_joined(shape),
        }
    }

    fn pair(&self, name: &str, value: &str) -> String {
        format!("{}={}", percent_encode(name), (self.encode)(value))
    }

    /// The separator is literal: a comma inside an item is `%2C`, so it stays apart. Where reserved
    /// characters are left as they are it would not.
    fn comma_joined(&self, shape: Shape<'_>) -> Result<Vec<String>, Refusal> {
        let items = flatten(shape)?;
        if items.is_empty() {
            return Ok(Vec::new());
        }
        let encoded: Vec<String> = items.iter().map(|item| (self.encode)(item)).collect();
        refuse_separator(&encoded, ',')?;
        Ok(vec![format!(
            "{}={}",
            percent_encode(self.name),
            encoded.join(",")
        )])
    }

    /// The separator is percent-encoded, as an item with it inside would be: refused.
    fn delimited(&self, shape: Shape<'_>, separator: char, encoded: &str) -> Result<Vec<String>, Refusal> {
        let items = flatten(shape)?;
        if items.is_empty() {
            return Ok(Vec::new());
        }
        refuse_separator(&items, separator)?;
        let items: Vec<String> = items.iter().map(|item| (self.encode)(item)).collect();
        Ok(vec![format!(
            "{}={}",
            percent_encode(self.name),
            items.join(encoded)
        )])
    }

    /// Each property is a pair of its own. A list inside is joined by `%2C`: the specification leaves it open, and
    /// this is what other SDKs send.
    fn exploded_fields(&self, fields: Vec<(&str, &Value)>) -> Result<Vec<String>, Refusal> {
        let mut pairs = Vec::with_capacity(fields.len());
        for (name, value) in fields {
            let value = match shape(value) {
                Shape::List(items) if items.is_empty() => continue,
                Shape::List(items) => {
                    let items = flatten(Shape::List(items))?;
                    refuse_separator(&items, ',')?;
                    percent_encode(&items.join(","))
                }
                _ => (self.encode)(&scalar(value)?),
            };
            pairs.push(format!("{}={value}", percent_encode(name)));
        }
        Ok(pairs)
    }

    fn deep(&self, value: &Value) -> Result<Vec<String>, Refusal> {
        let mut pairs = Vec::new();
        self.push_deep(&mut pairs, self.name, value)?;
        Ok(pairs)
    }

    /// `p[a][b]=v`, and a list repeats its name. A list of lists or objects has no agreed form.
    fn push_deep(&self, pairs: &mut Vec<String>, name: &str, value: &Value) -> Result<(), Refusal> {
        match shape(value) {
            Shape::Nothing => {}
            Shape::One(text) => pairs.push(self.pair(name, &text)),
            Shape::List(items) => {
                for item in items {
                    pairs.push(self.pair(name, &scalar(item)?));
                }
            }
            Shape::Fields(fields) => {
                for (key, value) in fields {
                    refuse_bracket(key)?;
                    self.push_deep(pairs, &format!("{name}[{key}]"), value)?;
                }
            }
        }
        Ok(())
    }
}

/// A bracket within a key would be read as its end, escaped or not, and an empty key as an array.
fn refuse_bracket(key: &str) -> Result<(), Refusal> {
    if key.is_empty() || key.contains(['[', ']']) {
        return Err("has a key that is empty or has a bracket in it, which its style cannot carry".into());
    }
    Ok(())
}
