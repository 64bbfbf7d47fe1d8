//! Links to the next page: found in the `Link` header, and followed on the origin alone.
//!
//! What is followed is a target, the path and query of a URL: the origin is always that of the request, so
//! that no response can send the credentials elsewhere.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use super::base_url::is_plain_path;

/// Characters that servers write in a URL, but that a request line cannot contain.
const UNWRITABLE: &AsciiSet = &CONTROLS.add(b' ');

/// The URL with `rel="next"` in the values of `Link` headers (RFC 8288, section 3).
pub(super) fn next_of<'a>(values: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    for value in values {
        let mut rest = value;
        while let Some((_, after)) = rest.split_once('<') {
            let (url, after) = after.split_once('>')?;
            let (is_next, after) = read_parameters(after);
            if is_next {
                return Some(url);
            }
            rest = after;
        }
    }
    None
}

/// Returns whether the parameters of a link have `rel="next"`, and the rest after them.
fn read_parameters(mut rest: &str) -> (bool, &str) {
    let mut is_next = false;
    while let Some(parameter) = rest.trim_start().strip_prefix(';') {
        let end = parameter.find(['=', ';', ',']).unwrap_or(parameter.len());
        let (name, after) = parameter.split_at(end);
        let Some(value) = after.strip_prefix('=') else {
            rest = after;
            continue;
        };
        let value = value.trim_start();
        let (value, after) = match value.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => value.split_at(value.find([';', ',']).unwrap_or(value.len())),
        };
        let mut relations = value.split_ascii_whitespace();
        is_next |= name.trim().eq_ignore_ascii_case("rel")
            && relations.any(|relation| relation.eq_ignore_ascii_case("next"));
        rest = after;
    }
    (is_next, rest)
}

/// Resolves a link against the URL of the page. The error is the end of a sentence, and
/// does not repeat the link.
pub(super) fn resolve(current: &str, link: &str) -> Result<String, &'static str> {
    let (origin, target) = split(current).ok_or("cannot be resolved against the URL of the page")?;
    let path = target.split('?').next().unwrap_or_default();
    let link = link.trim().split('#').next().unwrap_or_default();
    let head = link.split(['/', '?']).next().unwrap_or_default();
    let found = if let Some(authority) = link.strip_prefix("//") {
        let scheme = origin.split(':').next().unwrap_or_default();
        on_origin(&origin, &format!("{scheme}://{authority}"))?
    } else if head.contains(':') {
        on_origin(&origin, link)?
    } else if link.starts_with('/') {
        link.to_owned()
    } else if link.starts_with('?') {
        format!("{path}{link}")
    } else {
        let folder = path.rfind('/').and_then(|slash| path.get(..=slash));
        format!("{}{link}", folder.unwrap_or("/"))
    };
    let found = utf8_percent_encode(&found, UNWRITABLE).to_string();
    if is_target(&found) {
        Ok(found)
    } else {
        Err("has a path that is not plain")
    }
}

fn on_origin(origin: &str, url: &str) -> Result<String, &'static str> {
    let (other, target) = split(url).ok_or("is not a URL that can be called")?;
    if other == origin {
        Ok(target)
    } else {
        Err("is on another origin, and is not followed")
    }
}

/// Splits a URL into its normalised origin and its target.
fn split(url: &str) -> Option<(String, String)> {
    let (scheme, rest) = url.split_once("://")?;
    let (authority, target) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let scheme = scheme.to_ascii_lowercase();
    let authority = authority.to_ascii_lowercase();
    let port = match scheme.as_str() {
        "http" => ":80",
        "https" => ":443",
        _ => return None,
    };
    let authority = authority.strip_suffix(port).unwrap_or(&authority);
    let slash = if target.starts_with('/') { "" } else { "/" };
    Some((format!("{scheme}://{authority}"), format!("{slash}{target}")))
}

/// Returns whether a string is a plain path, with an optional slash at its end and an optional query.
pub(super) fn is_target(text: &str) -> bool {
    let (path, query) = text.split_once('?').unwrap_or((text, ""));
    let is_query = query
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b'#' && byte != b'\\');
    let plain = path.strip_suffix('/').unwrap_or(path);
    path.starts_with('/') && is_plain_path(plain) && is_query
}

/// Removes the query pairs with these names from a target: a server may repeat the credential of the query.
pub(super) fn without_pairs<'a>(target: &str, names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    let Some((path, query)) = target.split_once('?') else {
        return target.to_owned();
    };
    let is_kept = |pair: &&str| {
        let name = percent_decode_str(pair.split('=').next().unwrap_or_default());
        names.iter().all(|other| name.clone().ne(other.bytes()))
    };
    let kept: Vec<&str> = query.split('&').filter(is_kept).collect();
    if kept.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", kept.join("&"))
    }
}
