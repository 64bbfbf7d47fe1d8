//! Servers: where requests go by default, and where those of an operation with a server of its own go.
//!
//! A relative URL is seen from where the document is published (OpenAPI 3.1, "Relative References in URLs"), which
//! the document does not tell.

use super::Lowering;
use sdk_config::Config;
use sdk_diagnostic::{Code, Diagnostic, Diagnostics};
use sdk_model::{Api, Operation};

/// The server that a client calls where nobody names another one: configured, or the document's first.
pub(super) fn default_server(api: &Api, config: &Config) -> Option<String> {
    let first = api.servers.first().map(|server| server.url.clone());
    let url = config.client.base_url.clone().or(first);
    url.filter(|url| is_absolute(url))
}

/// The server of an operation's own, seen from the client's where it is relative. None where that has none either:
/// the operation is called where the caller says.
pub(super) fn own_server(lowering: &Lowering<'_>, operation: &Operation) -> Option<String> {
    let own = operation.server.as_ref()?;
    if is_absolute(own) {
        return Some(own.clone());
    }
    join(&default_server(lowering.api, lowering.config)?, own)
}

/// Tells that a client has no server unless its caller names one.
pub(super) fn report_relative(api: &Api, config: &Config, diagnostics: &mut Diagnostics) {
    let Some(first) = api.servers.first() else { return };
    if default_server(api, config).is_some() {
        return;
    }
    let message = format!(
        "the URL `{}` of the server is relative to where the document is published",
        first.url
    );
    diagnostics.push(
        Diagnostic::warning(Code::RelativeServer, first.origin, message)
            .effect("the client has no server of its own: its callers give it a base URL, path included")
            .help("set `base_url` under `[client]` in `sdk.toml`"),
    );
}

fn is_absolute(url: &str) -> bool {
    ["https://", "http://"]
        .iter()
        .any(|scheme| url.to_ascii_lowercase().starts_with(scheme))
}

/// A relative URL as it is seen from an absolute one (RFC 3986, section 5.2): `//host/path`, `/path`, or a path
/// beside the last segment.
fn join(base: &str, relative: &str) -> Option<String> {
    let (scheme, rest) = base.split_once("://")?;
    if let Some(other) = relative.strip_prefix("//") {
        return Some(format!("{scheme}://{other}"));
    }
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let mut segments: Vec<&str> = if relative.starts_with('/') {
        Vec::new()
    } else {
        path.split('/').collect()
    };
    segments.pop();
    for segment in relative.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            segment => segments.push(segment),
        }
    }
    let mut url = format!("{scheme}://{authority}");
    for segment in segments {
        url.push('/');
        url.push_str(segment);
    }
    Some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relative_server_is_seen_from_the_clients() {
        for (relative, expected) in [
            ("/v2", "https://api.example/v2"),
            ("v2", "https://api.example/base/v2"),
            ("../v2", "https://api.example/v2"),
            ("../../../v2/", "https://api.example/v2"),
            ("./", "https://api.example/base"),
            ("//other.example/v2", "https://other.example/v2"),
        ] {
            assert_eq!(
                join("https://api.example/base/v1", relative).as_deref(),
                Some(expected)
            );
        }
        assert_eq!(
            join("https://api.example", "v2").as_deref(),
            Some("https://api.example/v2")
        );
    }
}
