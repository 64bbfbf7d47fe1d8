//! The default transport: reqwest, without redirects, with TLS by feature.
//!
//! The only file that names reqwest or rustls. Neither is in a public signature.

use reqwest::header::{CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue};

use super::headers::Headers;
use super::transport::{
    BoxFuture, ConnectionSettings, HttpRequest, HttpResponse, HttpTransport, ReadBody, TransportError,
    TransportErrorKind,
};

const NO_CERTIFICATE: &str = "a root certificate is no certificate in PEM";

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
        Ok(Self {
            client: client(connection)?,
            #[cfg(feature = "blocking")]
            blocking: client(connection)?,
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

fn client(connection: &ConnectionSettings) -> Result<reqwest::Client, TransportError> {
    let mut builder = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(connection.connect_timeout)
        .referer(false);
    if let Some(url) = &connection.proxy {
        // What the parser says may repeat the password.
        let proxy = reqwest::Proxy::all(url.expose()).map_err(|_| refused("the proxy is no URL"))?;
        builder = builder.proxy(proxy);
    }
    with_tls(builder, &connection.root_certificates)?
        .build()
        .map_err(refused)
}

/// The provider is given here: the process-wide default belongs to the application.
#[cfg(feature = "rustls")]
fn with_tls(
    builder: reqwest::ClientBuilder,
    roots: &[Vec<u8>],
) -> Result<reqwest::ClientBuilder, TransportError> {
    use rustls::pki_types::CertificateDer;
    use rustls::pki_types::pem::PemObject as _;
    use rustls_platform_verifier::Verifier;

    let failed = |error: rustls::Error| TransportError::new(TransportErrorKind::Refused, error);
    let mut certificates = Vec::new();
    for pem in roots {
        let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
        let read = read.map_err(|_| refused(NO_CERTIFICATE))?;
        if read.is_empty() {
            return Err(refused(NO_CERTIFICATE));
        }
        certificates.extend(read);
    }
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
    Ok(builder.tls_backend_preconfigured(config))
}

#[cfg(not(feature = "rustls"))]
fn with_tls(
    builder: reqwest::ClientBuilder,
    roots: &[Vec<u8>],
) -> Result<reqwest::ClientBuilder, TransportError> {
    let mut builder = builder;
    for pem in roots {
        let certificates = reqwest::Certificate::from_pem_bundle(pem).map_err(|_| refused(NO_CERTIFICATE))?;
        if certificates.is_empty() {
            return Err(refused(NO_CERTIFICATE));
        }
        for certificate in certificates {
            builder = builder.add_root_certificate(certificate);
        }
    }
    Ok(builder)
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
