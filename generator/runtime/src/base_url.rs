//! The base URL: checked once, then joined by plain concatenation.
//!
//! A general URL parser repairs invalid URLs. This one rejects them, so that a request is sent where it is
//! said to go, or nowhere.

use std::net::{Ipv4Addr, Ipv6Addr};

/// A base URL without the trailing slash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BaseUrl(String);

impl BaseUrl {
    /// Checks a base URL. The error is the end of a sentence, and does not repeat the URL: it may hold a
    /// password.
    pub(super) fn parse(text: &str, allow_http: bool) -> Result<Self, &'static str> {
        let (scheme, rest) = text.trim().split_once("://").ok_or("must begin with https://")?;
        let (authority, path) = match rest.find('/') {
            Some(slash) => rest.split_at(slash),
            None => (rest, ""),
        };
        if rest.contains('?') {
            return Err("must not have a query");
        }
        if rest.contains('#') {
            return Err("must not have a fragment");
        }
        if authority.contains('@') {
            return Err("must not have a user name or password");
        }
        let host = check_authority(authority)?;
        let scheme = scheme.to_ascii_lowercase();
        match scheme.as_str() {
            "https" => {}
            "http" if allow_http || is_loopback(host) => {}
            "http" => {
                return Err("must be https: plain http is refused unless it is allowed by name");
            }
            _ => return Err("must begin with https://"),
        }
        let path = path.trim_end_matches('/');
        if !is_plain_path(path) {
            return Err("has a path that is not plain");
        }
        Ok(Self(format!("{scheme}://{authority}{path}")))
    }

    /// The URL without its path.
    pub(super) fn origin(&self) -> &str {
        let path = self.0.match_indices('/').nth(2).map(|(at, _)| at);
        path.and_then(|at| self.0.get(..at)).unwrap_or(&self.0)
    }

    /// The URL, without a trailing slash.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

/// The host of `host:port`, if both are plain.
fn check_authority(authority: &str) -> Result<&str, &'static str> {
    let (host, port) = match authority.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((host, port)) if host.parse::<Ipv6Addr>().is_ok() => (host, port),
        Some(_) => return Err("has no valid host"),
        None => authority
            .find(':')
            .map_or((authority, ""), |colon| authority.split_at(colon)),
    };
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b':');
    if host.is_empty() || !host.bytes().all(plain) || is_disguised_address(host) {
        return Err("has no valid host");
    }
    match port.strip_prefix(':') {
        None if port.is_empty() => Ok(host),
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) && digits.parse::<u16>().is_ok() => {
            Ok(host)
        }
        _ => Err("has no valid port"),
    }
}

/// Returns whether a host is an IPv4 address in an unusual form: a URL parser reads `0x7f.1` as `127.0.0.1`.
fn is_disguised_address(host: &str) -> bool {
    let name = host.strip_suffix('.').unwrap_or(host);
    let last = name.rsplit('.').next().unwrap_or(name);
    let is_number =
        last.bytes().all(|byte| byte.is_ascii_digit()) || last.to_ascii_lowercase().starts_with("0x");
    is_number && host.parse::<Ipv4Addr>().is_err()
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host.to_ascii_lowercase().ends_with(".localhost")
        || host
            .parse::<Ipv4Addr>()
            .is_ok_and(|address| address.is_loopback())
        || host
            .parse::<Ipv6Addr>()
            .is_ok_and(|address| address.is_loopback())
}

/// Returns whether a path is sent as it is written: legal characters, complete escapes, no segment that is empty or
/// means "here" or "up".
pub(super) fn is_plain_path(path: &str) -> bool {
    let Some(segments) = path.strip_prefix('/') else {
        return path.is_empty();
    };
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@%/".contains(&byte);
    path.bytes().all(legal) && has_whole_escapes(path) && segments.split('/').all(is_plain_segment)
}

fn is_plain_segment(segment: &str) -> bool {
    let dots = segment.to_ascii_lowercase().replace("%2e", ".");
    !matches!(dots.as_str(), "" | "." | "..")
}

fn has_whole_escapes(path: &str) -> bool {
    path.split('%').skip(1).all(|after| {
        let mut digits = after.bytes();
        [digits.next(), digits.next()]
            .iter()
            .all(|digit| digit.is_some_and(|digit| digit.is_ascii_hexdigit()))
    })
}
