//! The default transport: reqwest, without redirects, with TLS by feature.
//!
//! The only file that names reqwest or rustls. Neither is in a public signature.

use std::time::Duration;

use reqwest::header::{CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue};

use super::headers::Headers;
use super::transport::{
    BoxFuture, HttpRequest, HttpResponse, HttpTransport, ReadBody, TransportError, TransportErrorKind,
};

/// A pool of connections.
#[derive(Clone, Debug)]
pub(super) struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// A new pool. Fails where TLS cannot be set up.
    pub(super) fn new(connect_timeout: Duration) -> Result<Self, TransportError> {
        let builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(connect_timeout)
            .referer(false);
        let client = with_tls(builder)?.build().map_err(refused)?;
        Ok(Self { client })
    }
}

/// The provider is given here: the process-wide default belongs to the application.
#[cfg(feature = "rustls")]
fn with_tls(builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, TransportError> {
    use rustls_platform_verifier::BuilderVerifierExt as _;

    let failed = |error: rustls::Error| TransportError::new(TransportErrorKind::Refused, error);
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(failed)?
        .with_platform_verifier()
        .map_err(failed)?
        .with_no_client_auth();
    Ok(builder.tls_backend_preconfigured(config))
}

#[cfg(not(feature = "rustls"))]
#[allow(clippy::unnecessary_wraps, reason = "the same signature as with rustls")]
fn with_tls(builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, TransportError> {
    Ok(builder)
}

impl HttpTransport for ReqwestTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            let request = convert(request)?;
            let response = self.client.execute(request).await.map_err(failure)?;
            let status = response.status().as_u16();
            let headers = response
                .headers()
                .iter()
                .map(|(name, value)| {
                    (
                        name.as_str(),
                        String::from_utf8_lossy(value.as_bytes()).into_owned(),
                    )
                })
                .collect();
            Ok(HttpResponse::streaming(status, headers, Body(response)))
        })
    }
}

fn convert(request: HttpRequest) -> Result<reqwest::Request, TransportError> {
    let method = reqwest::Method::from_bytes(request.method.as_bytes()).map_err(refused)?;
    let url = reqwest::Url::parse(&request.url).map_err(refused)?;
    // The parser folds dot segments. Nothing that gets here has them, so a difference is a bug above.
    if url.path() != path_of(&request.url) {
        return Err(refused("the HTTP client would send another path"));
    }
    let mut built = reqwest::Request::new(method, url);
    *built.headers_mut() = convert_headers(&request.headers)?;
    if !request.body.is_empty() {
        *built.body_mut() = Some(request.body.into());
    } else if matches!(request.method.as_str(), "POST" | "PUT" | "PATCH") {
        // Some servers refuse a request that may have a body but does not say how long it is.
        built
            .headers_mut()
            .insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
    Ok(built)
}

/// The path of an absolute URL as it is written.
fn path_of(url: &str) -> &str {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = after_scheme.find('/').and_then(|slash| after_scheme.get(slash..));
    let path = path.and_then(|path| path.split(['?', '#']).next());
    path.unwrap_or("/")
}

fn convert_headers(headers: &Headers) -> Result<HeaderMap, TransportError> {
    let mut map = HeaderMap::with_capacity(headers.len());
    for (name, value) in headers.iter() {
        let mut value = HeaderValue::from_bytes(value.as_bytes()).map_err(refused)?;
        value.set_sensitive(headers.is_sensitive(name));
        map.append(HeaderName::from_bytes(name.as_bytes()).map_err(refused)?, value);
    }
    Ok(map)
}

struct Body(reqwest::Response);

impl ReadBody for Body {
    fn read<'a>(&'a mut self, buffer: &'a mut Vec<u8>) -> BoxFuture<'a, Result<bool, TransportError>> {
        Box::pin(async move {
            match self.0.chunk().await.map_err(failure)? {
                None => Ok(false),
                Some(chunk) => {
                    buffer.extend_from_slice(&chunk);
                    Ok(true)
                }
            }
        })
    }
}

fn refused(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> TransportError {
    TransportError::new(TransportErrorKind::Refused, source)
}

/// A URL in the error would show the query.
fn failure(error: reqwest::Error) -> TransportError {
    let kind = if error.is_connect() {
        TransportErrorKind::Connect
    } else if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if error.is_builder() {
        TransportErrorKind::Refused
    } else {
        TransportErrorKind::Other
    };
    TransportError::new(kind, error.without_url())
}
