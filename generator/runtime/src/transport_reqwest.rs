//! The default transport: reqwest, without redirects, with TLS by feature.
//!
//! The only file that names reqwest or rustls. Neither is in a public signature.

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
        .referer(false);
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
    tls.into_iter()
        .fold(builder, reqwest::ClientBuilder::add_root_certificate)
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
            let request = convert(request)?;
            let response = self.pool().execute(request).await.map_err(failure)?;
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
