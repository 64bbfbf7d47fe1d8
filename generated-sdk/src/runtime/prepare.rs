//! A call becomes a request: checked against the table, encoded, and with its credentials.

use std::borrow::Cow;

use serde_json::Value;

use super::auth::Proof;
use super::base_url::{BaseUrl, is_plain_path};
use super::body::{Encoded, encode_body};
use super::call::Call;
use super::encode::{build_path, cookie_pairs, header_value, percent_encode, query_pairs};
use super::error::Error;
use super::headers::{Headers, is_token_byte, refuse_header};
use super::operation::Parameter;
use super::pagination::{is_target, without_pairs};
use super::transport::HttpRequest;
use super::vocabulary::ParameterLocation;

/// Most URLs are shorter, and most requests have fewer headers: each is allocated only once.
const LIKELY_LENGTH: usize = 128;
const LIKELY_HEADERS: usize = 8;

/// The security schemes that prove who makes a call.
pub(super) fn schemes(call: &Call) -> Result<Vec<&'static str>, Error> {
    let credentials = &call.client.shared.credentials;
    if call.raw.is_some() {
        return Ok(credentials.any());
    }
    credentials.chosen(call.operation.security).map_err(Error::config)
}

/// Whether a call can become a request at all: what has nothing to do with credentials is told before one is
/// fetched.
pub(super) fn check(call: &Call) -> Result<(), Error> {
    prepare(call, &Proof::default()).map(|_| ())
}

/// Makes the request of a call. Nothing is sent.
pub(super) fn prepare(call: &Call, proof: &Proof) -> Result<HttpRequest, Error> {
    if let Some(mistake) = &call.mistake {
        return Err(Error::invalid(mistake.clone()));
    }
    check_values(call)?;
    let body = encode_body(call)?;
    let url = build_url(call, proof)?;
    let headers = build_headers(call, proof, body.as_ref())?;
    let method = match &call.raw {
        Some((method, _)) if method.is_empty() || !method.bytes().all(is_token_byte) => {
            return Err(Error::invalid("the method is not an HTTP method"));
        }
        Some((method, _)) => method.to_ascii_uppercase(),
        None => call.operation.method.to_owned(),
    };
    Ok(HttpRequest {
        method,
        url,
        headers,
        body: body.map(|body| body.bytes).unwrap_or_default(),
    })
}

/// The error of one parameter: its name and the rule, never its value.
pub(super) fn refused(location: ParameterLocation, name: &str, problem: &str) -> Error {
    let what = match location {
        ParameterLocation::Path => "path parameter",
        ParameterLocation::Query => "query parameter",
        ParameterLocation::Header => "header parameter",
        ParameterLocation::Cookie => "cookie parameter",
        ParameterLocation::Field => "field",
    };
    Error::invalid(format!("the {what} `{name}` {problem}"))
}

/// Whether required parameters are there and all keep the rules. The fields of the body are checked with it.
fn check_values(call: &Call) -> Result<(), Error> {
    for (parameter, value) in call.values.iter().filter(|_| call.options.validate) {
        if let Some(problem) = parameter.limits.broken_by(value) {
            return Err(refused(parameter.location, parameter.name, &problem));
        }
    }
    let needed = call
        .operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required);
    for parameter in needed.filter(|parameter| {
        !matches!(
            parameter.location,
            ParameterLocation::Path | ParameterLocation::Field
        )
    }) {
        if call.options.validate
            && call
                .value(parameter.location, parameter.name)
                .is_none_or(Value::is_null)
        {
            return Err(refused(
                parameter.location,
                parameter.name,
                "is required but not given",
            ));
        }
    }
    Ok(())
}

/// The URL of a call, without the credentials that it may carry.
pub(super) fn url(call: &Call) -> Result<String, Error> {
    build_url(call, &Proof::default())
}

fn build_url(call: &Call, proof: &Proof) -> Result<String, Error> {
    if let Some(target) = &call.link {
        return link_url(call, target, proof);
    }
    let mut url = String::with_capacity(LIKELY_LENGTH);
    url.push_str(base_url(call)?.as_str());
    match &call.raw {
        Some((_, path)) if path.starts_with('/') && is_plain_path(path) => url.push_str(path),
        Some(_) => {
            return Err(Error::invalid(
                "the path must begin with / and be plain, without query or dot segments",
            ));
        }
        None => {
            build_path(&mut url, call.operation.path, |name| {
                call.values
                    .iter()
                    .find(|(parameter, _)| {
                        parameter.location == ParameterLocation::Path && parameter.name == name
                    })
                    .map(|(parameter, value)| (*parameter, value))
            })
            .map_err(|(name, problem)| refused(ParameterLocation::Path, &name, &problem))?;
        }
    }
    let mut pairs = Vec::new();
    for (parameter, value) in in_table_order(call, ParameterLocation::Query) {
        let encoded = query_pairs(parameter, value);
        let encoded =
            encoded.map_err(|problem| refused(ParameterLocation::Query, parameter.name, &problem))?;
        refuse_taken(call, parameter, &encoded)?;
        pairs.extend(encoded);
    }
    pairs.extend(call.extra_query.iter().map(|(name, value)| {
        let (name, value) = (percent_encode(name), percent_encode(value));
        format!("{name}={value}")
    }));
    pairs.extend(proof.query.iter().cloned());
    if !pairs.is_empty() {
        url.push('?');
        url.push_str(&pairs.join("&"));
    }
    Ok(url)
}

/// The keys of an exploded object become names of their own: none may be that of another parameter or of a
/// credential, or a key of a map could set what was not asked for.
fn refuse_taken(call: &Call, parameter: &Parameter, pairs: &[String]) -> Result<(), Error> {
    let declared = call.operation.parameters.iter();
    let declared = declared.filter(|other| other.location == parameter.location);
    let taken: Vec<String> = declared
        .map(|other| other.name)
        .chain(call.client.shared.credentials.names(parameter.location))
        .filter(|name| *name != parameter.name)
        .map(percent_encode)
        .collect();
    let is_taken = |pair: &String| {
        let name = pair.split('=').next().unwrap_or_default();
        taken.iter().any(|taken| taken == name)
    };
    if pairs.iter().any(is_taken) {
        return Err(refused(
            parameter.location,
            parameter.name,
            "has a key that is the name of another parameter",
        ));
    }
    Ok(())
}

/// The URL of a link: it is whole, and only the credentials are added.
fn link_url(call: &Call, target: &str, proof: &Proof) -> Result<String, Error> {
    if !is_target(target) {
        return Err(Error::invalid("the cursor to go on from is no path of this API"));
    }
    let target = without_pairs(target, call.client.secret_query_names());
    let mut url = format!("{}{target}", base_url(call)?.origin());
    for pair in &proof.query {
        url.push(if url.contains('?') { '&' } else { '?' });
        url.push_str(pair);
    }
    Ok(url)
}

/// The operation's own server, or the client's. A server that the caller chose goes before both: a test
/// server gets every request, and credentials go nowhere else.
fn base_url(call: &Call) -> Result<Cow<'_, BaseUrl>, Error> {
    let shared = &call.client.shared;
    if let Some(server) = call.operation.server.filter(|_| !shared.is_chosen_url) {
        return BaseUrl::parse(server, shared.allow_http)
            .map(Cow::Owned)
            .map_err(|problem| Error::config(format!("the server of the operation {problem}")));
    }
    let base_url = shared.base_url.as_ref();
    base_url
        .map(Cow::Borrowed)
        .ok_or_else(|| Error::config("no base URL was given"))
}

/// The values of one location, in the order of the table: the order of the setters makes no difference.
fn in_table_order(
    call: &Call,
    location: ParameterLocation,
) -> impl Iterator<Item = (&'static Parameter, &Value)> {
    call.operation
        .parameters
        .iter()
        .filter(move |parameter| parameter.location == location)
        .filter_map(move |parameter| Some((parameter, call.value(location, parameter.name)?)))
}

/// Later ones replace earlier ones: what the call says wins.
fn build_headers(call: &Call, proof: &Proof, body: Option<&Encoded>) -> Result<Headers, Error> {
    let mut headers = Headers::with_capacity(LIKELY_HEADERS, LIKELY_LENGTH * 2);
    headers.set("User-Agent", call.client.shared.user_agent.as_str());
    if !call.accept.is_empty() {
        headers.set("Accept", call.accept);
    }
    headers.merge(&call.client.shared.default_headers);
    headers.merge(&proof.headers);
    for (parameter, value) in in_table_order(call, ParameterLocation::Header) {
        let text = header_value(parameter, value)
            .map_err(|problem| refused(ParameterLocation::Header, parameter.name, &problem))?;
        let Some(text) = text else { continue };
        if let Some(problem) = refuse_header(parameter.name, &text) {
            return Err(refused(ParameterLocation::Header, parameter.name, problem));
        }
        headers.set_sensitive(parameter.name, text);
    }
    let mut cookies = proof.cookies.clone();
    for (parameter, value) in in_table_order(call, ParameterLocation::Cookie) {
        let encoded = cookie_pairs(parameter, value);
        let encoded =
            encoded.map_err(|problem| refused(ParameterLocation::Cookie, parameter.name, &problem))?;
        refuse_taken(call, parameter, &encoded)?;
        cookies.extend(encoded);
    }
    if !cookies.is_empty() {
        headers.set_sensitive("Cookie", cookies.join("; "));
    }
    if let Some(body) = body {
        headers.set("Content-Type", body.content_type.as_str());
    }
    headers.merge(&call.headers);
    Ok(headers)
}
