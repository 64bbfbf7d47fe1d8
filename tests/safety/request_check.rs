//! Checks that a received request contains the given values, all of them, and nothing else.

use serde_json::{Map, Value};
use tests::RecordedRequest;
use tests::calls::{CONTENT, Declared, Given, Operation};
use tests::runtime::{BodyKind, ParameterLocation, ParameterStyle};

use crate::reader::{self, Part, Said, decoded, form_decoded, sorted};

/// The names of headers that every request may have.
const OF_EVERY_REQUEST: [&str; 10] = [
    "host",
    "user-agent",
    "accept",
    "content-type",
    "content-length",
    "authorization",
    "x-api-key",
    "x-key",
    "x-account",
    "cookie",
];

/// Query parameters and cookies that contain the credentials of fixtures.
const CREDENTIALS: [&str; 2] = ["api_key", "sid"];

/// Panics if the request does not match the values.
pub(crate) fn check_request(operation: &Operation, given: &Given<'_>, request: &RecordedRequest) {
    assert_eq!(request.method, operation.method);
    let case = Case { operation, given };
    case.path(request.path());
    case.query(request.query().unwrap_or_default());
    case.headers(request);
    case.cookies(request.header("cookie").unwrap_or_default());
    case.body(request);
}

struct Case<'a> {
    operation: &'a Operation,
    given: &'a Given<'a>,
}

impl<'a> Case<'a> {
    fn value(&self, place: ParameterLocation, name: &str) -> Option<&'a Value> {
        let mut values = self.given.values.iter();
        values
            .find(|(of, called, _)| *of == place && *called == name)
            .map(|(.., value)| value)
    }

    /// Returns the declared parameters of a location, with their given values.
    fn parameters(&self, place: ParameterLocation) -> impl Iterator<Item = (&'a Declared, &'a Value)> {
        let declared = self
            .operation
            .parameters
            .iter()
            .filter(move |declared| declared.place == place);
        declared.filter_map(move |declared| Some((declared, self.value(place, declared.name)?)))
    }

    fn path(&self, path: &str) {
        let templates: Vec<&str> = self.operation.path.split('/').collect();
        let segments: Vec<&str> = path.split('/').collect();
        assert_eq!(segments.len(), templates.len(), "{path}");
        for (template, segment) in templates.into_iter().zip(segments) {
            assert!(!["", ".", ".."].contains(&decoded(segment).as_str()) || template.is_empty());
            self.segment(template, segment);
        }
    }

    fn segment(&self, template: &str, segment: &str) {
        if template.matches('{').count() != 1 {
            let mut expected = template.to_owned();
            for (declared, value) in self.parameters(ParameterLocation::Path) {
                expected = expected.replace(&format!("{{{}}}", declared.name), &reader::text(value));
            }
            assert_eq!(decoded(segment), expected);
            return;
        }
        let (before, rest) = template.split_once('{').expect("it was counted");
        let (name, after) = rest.split_once('}').expect("a name ends");
        let raw = segment
            .strip_prefix(before)
            .and_then(|raw| raw.strip_suffix(after));
        let raw = raw.expect("what is no variable stays");
        let (declared, value) = self
            .parameters(ParameterLocation::Path)
            .find(|(declared, _)| declared.name == name)
            .expect("it was given");
        if declared.json {
            let json: Value = serde_json::from_str(&decoded(raw)).expect("it is JSON");
            assert_eq!(json, *value);
            return;
        }
        let said = Said::of(value);
        let found = reader::of_path(raw, name, declared.style, declared.explode, &said);
        assert_eq!(found, said, "{segment}");
    }

    fn query(&self, query: &str) {
        let pairs = reader::pairs_of(query);
        let pairs = pairs
            .into_iter()
            .map(|(name, value)| (form_decoded(&name), value));
        let pairs: Vec<_> = pairs
            .filter(|(name, _)| !CREDENTIALS.contains(&name.as_str()))
            .collect();
        let parameters: Vec<_> = self.parameters(ParameterLocation::Query).collect();
        Self::pairs(pairs, &parameters, form_decoded);
    }

    fn cookies(&self, header: &str) {
        let pairs = reader::cookies_of(header)
            .into_iter()
            .filter(|(name, _)| !name.is_empty() || !header.is_empty());
        let pairs = pairs.map(|(name, value)| (decoded(&name), value));
        let pairs: Vec<_> = pairs
            .filter(|(name, _)| !CREDENTIALS.contains(&name.as_str()))
            .collect();
        let parameters: Vec<_> = self.parameters(ParameterLocation::Cookie).collect();
        Self::pairs(pairs, &parameters, decoded);
    }

    /// Decodes names, but not values.
    fn pairs(
        mut pairs: Vec<(String, String)>,
        parameters: &[(&Declared, &Value)],
        decode: fn(&str) -> String,
    ) {
        let mut spread = Vec::new();
        for (declared, value) in parameters {
            let said = Said::of(value);
            if said == Said::Nothing && !declared.json {
                continue;
            }
            let named = |name: &String| name == declared.name;
            if declared.style == ParameterStyle::DeepObject && !declared.json {
                let (of_it, others) = pairs
                    .into_iter()
                    .partition(|(name, _)| reader::keys_of(name, declared.name).is_some());
                pairs = others;
                let found: Vec<(String, String)> = of_it;
                let found = found.into_iter().map(|(name, value)| {
                    (
                        reader::keys_of(&name, declared.name).expect("it has keys"),
                        decode(&value),
                    )
                });
                assert_eq!(sorted(found.collect()), sorted(deep(value, &[])));
                continue;
            }
            if let (Said::Fields(fields), true, false) = (&said, declared.explode, declared.json) {
                spread.extend(fields.clone());
                continue;
            }
            let (of_it, others): (Vec<_>, Vec<_>) = pairs.into_iter().partition(|(name, _)| named(name));
            pairs = others;
            let values: Vec<&str> = of_it.iter().map(|(_, value)| value.as_str()).collect();
            if declared.json {
                let json: Value = serde_json::from_str(&decode(values[0])).expect("it is JSON");
                assert_eq!((json, values.len()), ((*value).clone(), 1));
                continue;
            }
            let found = match (&said, &values[..]) {
                (Said::List(_), _) if declared.explode => {
                    Said::List(values.iter().map(|text| decode(text)).collect())
                }
                (Said::One(_), [raw]) => Said::One(decode(raw)),
                (_, [raw]) => reader::of_query(raw, declared.style, &said),
                _ => panic!("{} is there {} times", declared.name, values.len()),
            };
            assert_eq!(found, said, "{}", declared.name);
        }
        let left = pairs.into_iter().map(|(name, value)| (name, decode(&value)));
        assert_eq!(
            sorted(left.collect::<Vec<_>>()),
            sorted(spread),
            "nothing that was not asked for"
        );
    }

    fn headers(&self, request: &RecordedRequest) {
        for (name, _) in &request.headers {
            let name = name.to_ascii_lowercase();
            let is_declared = self.operation.parameters.iter().any(|declared| {
                declared.place == ParameterLocation::Header && declared.name.eq_ignore_ascii_case(&name)
            });
            assert!(
                is_declared || OF_EVERY_REQUEST.contains(&name.as_str()),
                "the header {name}"
            );
            let count = request
                .headers
                .iter()
                .filter(|(other, _)| other.eq_ignore_ascii_case(&name))
                .count();
            assert_eq!(count, 1, "the header {name}");
        }
        for (declared, value) in self.parameters(ParameterLocation::Header) {
            let raw = request.header(declared.name);
            let said = Said::of(value);
            if declared.json {
                let json: Value = serde_json::from_str(raw.expect("it is there")).expect("it is JSON");
                assert_eq!(json, *value);
            } else if said == Said::Nothing {
                assert_eq!(raw, None);
            } else {
                let raw = raw.expect("it is there");
                assert_eq!(
                    reader::of_header(raw, declared.explode, &said),
                    said,
                    "{}",
                    declared.name
                );
            }
        }
    }

    /// Returns the given body: an object if it has fields.
    fn given_body(&self) -> Option<Value> {
        let whole = self.value(ParameterLocation::Field, "").cloned();
        let fields = self
            .given
            .values
            .iter()
            .filter(|(place, name, _)| *place == ParameterLocation::Field && !name.is_empty());
        let fields: Map<String, Value> = fields
            .map(|(_, name, value)| ((*name).to_owned(), value.clone()))
            .collect();
        match whole {
            Some(Value::Object(mut object)) => {
                object.extend(fields);
                Some(Value::Object(object))
            }
            None if !fields.is_empty() => Some(Value::Object(fields)),
            whole => whole,
        }
    }

    fn body(&self, request: &RecordedRequest) {
        let given = self.given_body();
        match (self.operation.body, given) {
            (Some(BodyKind::Json), Some(given)) => assert_eq!(request.json(), given),
            (Some(BodyKind::Text), Some(given)) => assert_eq!(Value::from(request.text()), given),
            (Some(BodyKind::Form), Some(Value::Object(fields))) => self.form(request.text(), &fields),
            (Some(BodyKind::Multipart), given) => {
                let fields = given
                    .and_then(|given| given.as_object().cloned())
                    .unwrap_or_default();
                self.multipart(request, &fields);
            }
            _ => {}
        }
    }

    fn form(&self, body: &str, fields: &Map<String, Value>) {
        let rows: Vec<Declared> = fields
            .keys()
            .map(|name| {
                let known = self.operation.parameters.iter();
                let mut known = known
                    .filter(|declared| declared.place == ParameterLocation::Field && declared.name == name);
                let known = known.next();
                Declared {
                    name: name.clone().leak(),
                    place: ParameterLocation::Field,
                    style: known.map_or(ParameterStyle::Form, |known| known.style),
                    explode: known.is_none_or(|known| known.explode),
                    json: known.map_or(fields[name].is_object(), |known| known.json),
                }
            })
            .collect();
        let pairs = reader::pairs_of(body).into_iter();
        let pairs = pairs.map(|(name, value)| (form_decoded(&name), value)).collect();
        let parameters: Vec<_> = rows.iter().map(|row| (row, &fields[row.name])).collect();
        Self::pairs(pairs, &parameters, form_decoded);
    }

    fn multipart(&self, request: &RecordedRequest, fields: &Map<String, Value>) {
        let found = reader::parts_of(
            request.header("content-type").expect("it has a type"),
            &request.body,
        );
        let mut expected: Vec<(String, Option<String>, Vec<u8>)> = Vec::new();
        for (name, value) in fields {
            let items = match value {
                Value::Null => Vec::new(),
                Value::Array(items) => items.clone(),
                other => vec![other.clone()],
            };
            for item in items {
                let content = item.as_str().map_or_else(|| item.to_string(), str::to_owned);
                expected.push((name.clone(), None, content.into_bytes()));
            }
        }
        for (name, file) in &self.given.files {
            expected.push(((*name).to_owned(), Some(file.clone()), CONTENT.to_vec()));
        }
        let found = found
            .into_iter()
            .map(|Part { name, file, content }| (name, file, content));
        assert_eq!(sorted(found.collect()), sorted(expected));
    }
}

/// Returns the strings of an object, with the keys that lead to each.
fn deep(value: &Value, keys: &[String]) -> Vec<(Vec<String>, String)> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(items) => items.iter().flat_map(|item| deep(item, keys)).collect(),
        Value::Object(fields) => {
            let within =
                |(key, value): (&String, &Value)| deep(value, &[keys, std::slice::from_ref(key)].concat());
            fields.iter().flat_map(within).collect()
        }
        scalar => vec![(keys.to_vec(), reader::text(scalar))],
    }
}
