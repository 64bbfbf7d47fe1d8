//! Makes the complete request of a call: the method, the URL, the headers and the body.
//!
//! Credentials are added later, by `sign`.

use std::borrow::Cow;

use serde_json::Value;

use super::base_url::{BaseUrl, is_plain_path};
use super::body::{Encoded, encode_body};
use super::call::Call;
use super::encode::{build_path, cookie_pairs, header_value, percent_encode, query_pairs};
use super::error::Error;
use super::headers::{Headers, Mark, is_token_byte, refuse_header};
use super::link::{is_target, without_pairs};
use super::operation::Parameter;
use super::transport::HttpRequest;
use super::validate::{check_values, invalid_parameter};
use super::vocabulary::ParameterLocation;

/// Most URLs are shorter, and most requests have fewer headers: each is allocated only once.
const LIKELY_LENGTH: usize = 128;
const LIKELY_HEADERS: usize = 8;

/// A complete request without credentials.
pub(super) struct Prepared {
    pub(super) request: HttpRequest,
    /// Where the headers of credentials go: after the client's headers, which they replace, and before those of the
    /// call, which replace them.
    pub(super) headers_at: Mark,
    /// Where the cookies of credentials go. `None` if the caller has set the `Cookie` header.
    pub(super) cookies_at: Option<Mark>,
}

/// Makes the request of a call. Nothing is sent.
pub(super) fn prepare(call: &Call) -> Result<Prepared, Error> {
    if let Some(mistake) = &call.mistake {
        return Err(Error::invalid(mistake.clone()));
    }
    check_values(call)?;
    let body = encode_body(call)?;
    let url = url(call)?;
    let (headers, headers_at, cookies_at) = build_headers(call, body.as_ref())?;
    let method = match &call.raw {
        Some((method, _)) if method.is_empty() || !method.bytes().all(is_token_byte) => {
            return Err(Error::invalid("the method is not an HTTP method"));
        }
        Some((method, _)) => method.to_ascii_uppercase(),
        None => call.operation.method.to_owned(),
    };
    Ok(Prepared {
        request: HttpRequest {
            method,
            url,
            headers,
            body: body.map(|body| body.bytes).unwrap_or_default(),
        },
        headers_at,
        cookies_at,
    })
}

/// The URL of a call, without credentials.
pub(super) fn url(call: &Call) -> Result<String, Error> {
    if let Some(target) = &call.link {
        return link_url(call, target);
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
            .map_err(|(name, problem)| invalid_parameter(ParameterLocation::Path, &name, &problem))?;
        }
    }
    let mut pairs = Vec::new();
    for (parameter, value) in in_table_order(call, ParameterLocation::Query) {
        let encoded = query_pairs(parameter, value);
        let encoded = encoded
            .map_err(|problem| invalid_parameter(ParameterLocation::Query, parameter.name, &problem))?;
        refuse_taken(call, parameter, &encoded)?;
        pairs.extend(encoded);
    }
    pairs.extend(call.extra_query.iter().map(|(name, value)| {
        let (name, value) = (percent_encode(name), percent_encode(value));
        format!("{name}={value}")
    }));
    if !pairs.is_empty() {
        url.push('?');
        url.push_str(&pairs.join("&"));
    }
    Ok(url)
}

/// Rejects keys of an exploded object that are the name of another parameter or of a
/// credential: a key of a map could set them.
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
        return Err(invalid_parameter(
            parameter.location,
            parameter.name,
            "has a key that is the name of another parameter",
        ));
    }
    Ok(())
}

/// The URL of a link, without the credentials that the server may have repeated in it.
fn link_url(call: &Call, target: &str) -> Result<String, Error> {
    if !is_target(target) {
        return Err(Error::invalid(
            "the cursor to continue from is not a path of this API",
        ));
    }
    let target = without_pairs(target, call.client.secret_query_names());
    Ok(format!("{}{target}", base_url(call)?.origin()))
}

/// Returns the operation's own server, or the client's. A server that the caller chose replaces both: a test
/// server receives every request, and credentials are sent nowhere else.
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

/// Returns the values of one location in the order of the table, independent of the order of the setters.
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

/// The headers, and where those of credentials go. Later ones replace earlier ones: what the call says wins.
fn build_headers(call: &Call, body: Option<&Encoded>) -> Result<(Headers, Mark, Option<Mark>), Error> {
    let mut headers = Headers::with_capacity(LIKELY_HEADERS, LIKELY_LENGTH * 2);
    headers.set("User-Agent", call.client.shared.user_agent.as_str());
    if !call.accept.is_empty() {
        headers.set("Accept", call.accept);
    }
    headers.merge(&call.client.shared.default_headers);
    let headers_at = headers.mark();
    for (parameter, value) in in_table_order(call, ParameterLocation::Header) {
        let text = header_value(parameter, value)
            .map_err(|problem| invalid_parameter(ParameterLocation::Header, parameter.name, &problem))?;
        let Some(text) = text else { continue };
        if let Some(problem) = refuse_header(parameter.name, &text) {
            return Err(invalid_parameter(
                ParameterLocation::Header,
                parameter.name,
                problem,
            ));
        }
        headers.set_sensitive(parameter.name, text);
    }
    let cookies_at = headers.mark();
    let mut cookies = Vec::new();
    for (parameter, value) in in_table_order(call, ParameterLocation::Cookie) {
        let encoded = cookie_pairs(parameter, value);
        let encoded = encoded
            .map_err(|problem| invalid_parameter(ParameterLocation::Cookie, parameter.name, &problem))?;
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
    let cookies_at = call.headers.get("Cookie").is_none().then_some(cookies_at);
    Ok((headers, headers_at, cookies_at))
}
