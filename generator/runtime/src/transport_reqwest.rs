//! The default transport: reqwest, without redirects, with TLS by feature.
//!
//! The only file that names reqwest or rustls. Neither is in a public signature.

use std::sync::OnceLock;

use reqwest::header::{CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue};

use super::headers::Headers;
use super::transport::{
    BoxFuture, ConnectionSettings, HttpRequest, HttpResponse, HttpTransport, ReadBody, TransportError,
    TransportErrorKind,
};

/// A pool of connections.
#[derive(Clone, Debug)]
pub(super) struct ReqwestTransport {
    client: reqwest::Client,
    /// For blocking calls.
    #[cfg(feature = "blocking")]
    blocking: reqwest::Client,
    first: OnceLock<Origin>,
}

/// Where the first request went.
#[derive(Clone, Debug)]
struct Origin {
    /// As it was written: scheme, host and port.
    origin: String,
    url: reqwest::Url,
}

impl ReqwestTransport {
    /// A new pool. Fails where TLS cannot be set up, or a setting is none.
    pub(super) fn new(connection: &ConnectionSettings) -> Result<Self, TransportError> {
        // The certificates of the platform are read once, however many pools there are.
        let tls = tls(&connection.root_certificates)?;
        Ok(Self {
            #[cfg(feature = "blocking")]
            blocking: client(connection, tls.clone())?,
            client: client(connection, tls)?,
            first: OnceLock::new(),
        })
    }

    /// The pool for the thread that asks.
    fn pool(&self) -> &reqwest::Client {
        #[cfg(feature = "blocking")]
        if super::blocking::is_waiting() {
            return &self.blocking;
        }
        &self.client
    }
}

fn client(connection: &ConnectionSettings, tls: Tls) -> Result<reqwest::Client, TransportError> {
    let mut builder = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(connection.connect_timeout)
        .referer(false)
        // No compression is asked for, so that what is announced and what is read is what goes over the wire. Said
        // by name: another crate may have given reqwest decompression too.
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .no_deflate();
    if let Some(url) = &connection.proxy {
        // What the parser says may repeat the password.
        let proxy = reqwest::Proxy::all(url.expose()).map_err(|_| refused("the proxy is no URL"))?;
        builder = builder.proxy(proxy);
    }
    with_tls(builder, tls).build().map_err(refused)
}

#[cfg(feature = "rustls")]
type Tls = rustls::ClientConfig;

/// The provider is given here: the process-wide default belongs to the application.
#[cfg(feature = "rustls")]
fn tls(roots: &[Vec<u8>]) -> Result<Tls, TransportError> {
    use rustls::pki_types::CertificateDer;
    use rustls::pki_types::pem::PemObject as _;
    use rustls_platform_verifier::Verifier;

    let failed = |error: rustls::Error| TransportError::new(TransportErrorKind::Refused, error);
    let read = |pem: &[u8]| {
        CertificateDer::pem_slice_iter(pem)
            .collect::<Result<Vec<_>, _>>()
            .ok()
    };
    let certificates = certificates(roots, read)?;
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let verifier = if certificates.is_empty() {
        Verifier::new(std::sync::Arc::clone(&provider))
    } else {
        Verifier::new_with_extra_roots(certificates, std::sync::Arc::clone(&provider))
    };
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(failed)?
        .dangerous()
        .with_custom_certificate_verifier(std::sync::Arc::new(verifier.map_err(failed)?))
        .with_no_client_auth();
    Ok(config)
}

#[cfg(feature = "rustls")]
fn with_tls(builder: reqwest::ClientBuilder, tls: Tls) -> reqwest::ClientBuilder {
    builder.tls_backend_preconfigured(tls)
}

#[cfg(not(feature = "rustls"))]
type Tls = Vec<reqwest::Certificate>;

#[cfg(not(feature = "rustls"))]
fn tls(roots: &[Vec<u8>]) -> Result<Tls, TransportError> {
    certificates(roots, |pem| reqwest::Certificate::from_pem_bundle(pem).ok())
}

#[cfg(not(feature = "rustls"))]
fn with_tls(builder: reqwest::ClientBuilder, tls: Tls) -> reqwest::ClientBuilder {
    // Said by name: another crate may have given reqwest rustls too, without a provider.
    tls.into_iter().fold(
        builder.tls_backend_native(),
        reqwest::ClientBuilder::add_root_certificate,
    )
}

/// The certificates of all texts, each of which must hold one.
fn certificates<C>(
    roots: &[Vec<u8>],
    read: impl Fn(&[u8]) -> Option<Vec<C>>,
) -> Result<Vec<C>, TransportError> {
    let mut all = Vec::new();
    for pem in roots {
        let found = read(pem).filter(|found| !found.is_empty());
        all.extend(found.ok_or_else(|| refused("a root certificate is no certificate in PEM"))?);
    }
    Ok(all)
}

impl HttpTransport for ReqwestTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            let request = self.convert(request)?;
            let response = self.pool().execute(request).await.map_err(failure)?;
            let status = response.status().as_u16();
            let headers = headers_of(response.headers());
            Ok(HttpResponse::streaming(status, headers, Body(response)))
        })
    }
}

impl ReqwestTransport {
    fn convert(&self, request: HttpRequest) -> Result<reqwest::Request, TransportError> {
        let method = reqwest::Method::from_bytes(request.method.as_bytes()).map_err(refused)?;
        let url = self.parse(&request.url)?;
        // The parser folds dot segments. Nothing that gets here has them, so a difference is a bug above.
        if url.path() != request.path() {
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

    /// Parses a URL. To parse a host takes long, and nearly all requests go to one, so that it is parsed once.
    fn parse(&self, url: &str) -> Result<reqwest::Url, TransportError> {
        if let Some(first) = self.first.get()
            && let Some(target) = url.strip_prefix(first.origin.as_str())
            // Two slashes would begin a host.
            && target.starts_with('/')
            && !target.starts_with("//")
            && !target.starts_with("/\\")
        {
            return first.url.join(target).map_err(refused);
        }
        let parsed = reqwest::Url::parse(url).map_err(refused)?;
        self.first.get_or_init(|| {
            let path = url.match_indices('/').nth(2).map(|(at, _)| at);
            Origin {
                origin: path.and_then(|at| url.get(..at)).unwrap_or(url).to_owned(),
                url: parsed.clone(),
            }
        });
        Ok(parsed)
    }
}

/// Values that are no UTF-8 are mended: a header of an answer is shown, not sent.
fn headers_of(map: &HeaderMap) -> Headers {
    let bytes = map.iter().map(|(name, value)| name.as_str().len() + value.len());
    let mut headers = Headers::with_capacity(map.len(), bytes.sum());
    for (name, value) in map {
        match str::from_utf8(value.as_bytes()) {
            Ok(value) => headers.append(name.as_str(), value),
            Err(_) => headers.append(name.as_str(), String::from_utf8_lossy(value.as_bytes())),
        }
    }
    headers
}

fn convert_headers(headers: &Headers) -> Result<HeaderMap, TransportError> {
    let mut map = HeaderMap::with_capacity(headers.len());
    for (name, value, is_hidden) in headers.iter_hidden() {
        let mut value = HeaderValue::from_bytes(value.as_bytes()).map_err(refused)?;
        value.set_sensitive(is_hidden);
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
