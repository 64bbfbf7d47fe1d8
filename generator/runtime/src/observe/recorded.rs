//! Which headers and query parameters spans hold beside what they always do: those that the caller lists.
//!
//! The names of a span's fields are fixed when the program is compiled, so all headers are one field, as JSON.
//! Credentials are never recorded, whatever is listed: neither by their names, nor by their values
//! under any other name.

use serde_json::{Map, Value};

use super::super::auth::Credentials;
use super::super::client::Client;
use super::super::headers::{Headers, is_secret_name};
use super::super::transport::decoded;
use super::super::vocabulary::ParameterLocation;

/// The replacement of a value that is not recorded.
const REDACTED: &str = "REDACTED";

/// The headers and query parameters that the caller lists.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Recorded {
    /// In small letters.
    headers: Vec<String>,
    query: Vec<String>,
}

impl Recorded {
    /// Lists headers.
    pub(in super::super) fn add_headers(&mut self, names: impl Iterator<Item = String>) {
        self.headers.extend(names.map(|name| name.to_ascii_lowercase()));
    }

    /// Lists query parameters.
    pub(in super::super) fn add_query(&mut self, names: impl Iterator<Item = String>) {
        self.query.extend(names);
    }

    /// Returns whether nothing is listed.
    pub(super) fn is_empty(&self) -> bool {
        self.headers.is_empty() && self.query.is_empty()
    }
}

/// The listed headers among these: an object of arrays, with names in small letters.
pub(super) fn headers(client: &Client, headers: &Headers) -> Option<String> {
    let credentials = &client.shared.credentials;
    let secrets = credentials.secrets();
    let mut shown = Map::new();
    for name in &client.shared.recorded.headers {
        if is_secret_name(name)
            || credentials
                .names(ParameterLocation::Header)
                .any(|own| own.eq_ignore_ascii_case(name))
        {
            continue;
        }
        let values = headers.get_all(name).filter(|value| !holds_any(value, &secrets));
        let values: Vec<Value> = values.map(Value::from).collect();
        if !values.is_empty() {
            shown.insert(name.clone(), Value::Array(values));
        }
    }
    (!shown.is_empty()).then(|| Value::Object(shown).to_string())
}

/// The query of a URL as it is written, with every value redacted that is not listed.
pub(super) fn query(client: &Client, url: &str) -> Option<String> {
    let listed = &client.shared.recorded.query;
    let (_, query) = url.split_once('?').filter(|_| !listed.is_empty())?;
    let credentials = &client.shared.credentials;
    let secrets = credentials.secrets();
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let shown: Vec<String> = pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let plain = decoded(name);
            let is_listed = listed.contains(&plain) && !is_credential(credentials, &plain);
            if holds_any(name, &secrets) || holds_any(&plain, &secrets) {
                REDACTED.to_owned()
            } else if is_listed && !holds_any(value, &secrets) && !holds_any(&decoded(value), &secrets) {
                pair.to_owned()
            } else {
                format!("{name}={REDACTED}")
            }
        })
        .collect();
    Some(shown.join("&"))
}

fn is_credential(credentials: &Credentials, name: &str) -> bool {
    credentials.names(ParameterLocation::Query).any(|own| own == name)
}

fn holds_any(text: &str, secrets: &[String]) -> bool {
    secrets.iter().any(|secret| text.contains(secret.as_str()))
}
