//! The default transport: hyper over a pool of connections. It follows no redirect and unpacks nothing.
//!
//! Only this file and those below it name hyper and TLS libraries. None of these is in a public signature.

mod connect;
#[cfg(not(feature = "rustls"))]
mod with_native_tls;
#[cfg(feature = "rustls")]
mod with_rustls;

use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue, PROXY_AUTHORIZATION};
use hyper::{Method, Request, Uri};
use hyper_util::client::legacy::{Client, Error};
use hyper_util::client::proxy::matcher::Matcher;
use hyper_util::rt::{TokioExecutor, TokioTimer};

use self::connect::Connector;
#[cfg(not(feature = "rustls"))]
use self::with_native_tls as tls;
#[cfg(feature = "rustls")]
use self::with_rustls as tls;
use super::headers::Headers;
use super::transport::{
    BoxFuture, ConnectionSettings, HttpRequest, HttpResponse, HttpTransport, ReadBody, TransportError,
    TransportErrorKind,
};

/// How long an idle connection stays open. Many servers close theirs after one or two minutes.
const IDLE: Duration = Duration::from_secs(90);

type Pool = Client<Connector, Full<Bytes>>;

/// A pool of connections.
pub(super) struct HyperTransport {
    pool: Pool,
    /// For blocking calls.
    #[cfg(feature = "blocking")]
    blocking: Pool,
    proxies: Arc<Matcher>,
}

impl HyperTransport {
    /// Creates a pool. Fails if TLS cannot be set up or a setting is invalid.
    pub(super) fn new(connection: &ConnectionSettings) -> Result<Self, TransportError> {
        let proxies = Arc::new(proxies(connection)?);
        // The certificates of the platform are read once, however many pools there are.
        let tls = tls::settings(&connection.root_certificates)?;
        let connector = Connector::new(tls, Arc::clone(&proxies), connection.connect_timeout);
        Ok(Self {
            #[cfg(feature = "blocking")]
            blocking: pool(connector.clone()),
            pool: pool(connector),
            proxies,
        })
    }

    /// The pool for the thread that asks.
    fn pool(&self) -> &Pool {
        #[cfg(feature = "blocking")]
        if super::blocking::is_waiting() {
            return &self.blocking;
        }
        &self.pool
    }

    fn convert(&self, request: HttpRequest) -> Result<Request<Full<Bytes>>, TransportError> {
        let uri = Uri::try_from(request.url.as_str()).map_err(refused)?;
        // Nothing that gets here is folded or cut off by the parser, so a difference is a bug above.
        if uri.path() != request.path() {
            return Err(refused("the HTTP client would send another path"));
        }
        let mut headers = convert_headers(&request.headers)?;
        if request.body.is_empty() && matches!(request.method.as_str(), "POST" | "PUT" | "PATCH") {
            // Some servers refuse a request that may have a body but does not say how long it is.
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        // Over TLS, the proxy gets its credentials when the tunnel is made, and the server does not.
        if uri.scheme_str() == Some("http")
            && let Some(proxy) = self.proxies.intercept(&uri)
            && let Some(credential) = proxy.basic_auth()
        {
            headers.insert(PROXY_AUTHORIZATION, credential.clone());
        }
        let mut converted = Request::new(Full::new(Bytes::from(request.body)));
        *converted.method_mut() = Method::from_bytes(request.method.as_bytes()).map_err(refused)?;
        *converted.uri_mut() = uri;
        *converted.headers_mut() = headers;
        Ok(converted)
    }
}

fn pool(connector: Connector) -> Pool {
    Client::builder(TokioExecutor::new())
        .pool_idle_timeout(IDLE)
        .pool_timer(TokioTimer::new())
        .build(connector)
}

/// The proxy that was chosen, or those of the environment (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`).
fn proxies(connection: &ConnectionSettings) -> Result<Matcher, TransportError> {
    let Some(url) = &connection.proxy else {
        return Ok(Matcher::from_env());
    };
    let matcher = Matcher::builder().all(url.expose()).build();
    // The parser's message may contain the password.
    match matcher.intercept(&Uri::from_static("https://localhost")) {
        Some(proxy) => connect::check_proxy(proxy.uri())?,
        None => return Err(refused("the proxy is not a URL")),
    }
    Ok(matcher)
}

impl HttpTransport for HyperTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            let request = self.convert(request)?;
            let (head, body) = self.pool().request(request).await.map_err(failure)?.into_parts();
            Ok(HttpResponse::streaming(
                head.status.as_u16(),
                headers_of(&head.headers),
                Body(body),
            ))
        })
    }
}

/// Invalid UTF-8 in values is replaced: a header of a response is shown, not sent.
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
    // One more, for the host.
    let mut map = HeaderMap::with_capacity(headers.len() + 1);
    for (name, value, is_hidden) in headers.iter_hidden() {
        let mut value = HeaderValue::from_bytes(value.as_bytes()).map_err(refused)?;
        value.set_sensitive(is_hidden);
        map.append(HeaderName::from_bytes(name.as_bytes()).map_err(refused)?, value);
    }
    Ok(map)
}

struct Body(Incoming);

impl ReadBody for Body {
    fn read<'a>(&'a mut self, buffer: &'a mut Vec<u8>) -> BoxFuture<'a, Result<bool, TransportError>> {
        Box::pin(async move {
            // A frame may contain trailers instead of data.
            while let Some(frame) = self.0.frame().await {
                let frame = frame.map_err(|error| TransportError::new(TransportErrorKind::Other, error))?;
                if let Some(piece) = frame.data_ref() {
                    buffer.extend_from_slice(piece);
                    return Ok(true);
                }
            }
            Ok(false)
        })
    }
}

fn refused(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> TransportError {
    TransportError::new(TransportErrorKind::Refused, source)
}

fn failure(error: Error) -> TransportError {
    let kind = if error.is_connect() {
        TransportErrorKind::Connect
    } else {
        TransportErrorKind::Other
    };
    TransportError::new(kind, error)
}

/// The certificates of all texts, each of which must hold one.
fn certificates<C>(
    roots: &[Vec<u8>],
    read: impl Fn(&[u8]) -> Option<Vec<C>>,
) -> Result<Vec<C>, TransportError> {
    let mut all = Vec::new();
    for pem in roots {
        let found = read(pem).filter(|found| !found.is_empty());
        all.extend(found.ok_or_else(|| refused("a root certificate is not a certificate in PEM"))?);
    }
    Ok(all)
}
