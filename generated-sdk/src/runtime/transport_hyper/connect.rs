//! Connections: to the server, or through a proxy, with TLS where the URL says so, within a time.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use hyper::Uri;
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::legacy::connect::{Connected, Connection, HttpConnector};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tower_service::Service;

use super::super::transport::{BoxFuture, TransportError};
use super::refused;
use super::tls::{HttpsConnector, MaybeHttpsStream, Settings};

/// After how long without traffic the system checks whether the other end is still there.
const KEEPALIVE: Duration = Duration::from_secs(15);

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// To a server or to a proxy, in plain or over TLS.
type Direct = HttpsConnector<HttpConnector>;

/// Makes connections for a pool.
#[derive(Clone)]
pub(super) struct Connector {
    direct: Direct,
    tls: Settings,
    proxies: Arc<Matcher>,
    /// For the whole of it: names, the proxy, and TLS.
    timeout: Duration,
}

impl Connector {
    pub(super) fn new(tls: Settings, proxies: Arc<Matcher>, timeout: Duration) -> Self {
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        tcp.set_keepalive(Some(KEEPALIVE));
        Self {
            direct: HttpsConnector::from((tcp, tls.clone())),
            tls,
            proxies,
            timeout,
        }
    }

    fn connect(&mut self, target: Uri) -> BoxFuture<'static, Result<Stream, BoxError>> {
        if let Some(proxy) = self.proxies.intercept(&target) {
            return self.connect_through(&proxy, target);
        }
        let connecting = self.direct.call(target);
        Box::pin(async { Ok(Stream::direct(connecting.await?)) })
    }

    fn connect_through(
        &mut self,
        proxy: &Intercept,
        target: Uri,
    ) -> BoxFuture<'static, Result<Stream, BoxError>> {
        if let Err(error) = check_proxy(proxy.uri()) {
            return Box::pin(async { Err(error.into()) });
        }
        if target.scheme_str() == Some("http") {
            let connecting = self.direct.call(proxy.uri().clone());
            return Box::pin(async {
                Ok(Stream {
                    is_proxied: true,
                    ..Stream::direct(connecting.await?)
                })
            });
        }
        let mut tunnel = Tunnel::new(proxy.uri().clone(), self.direct.clone());
        if let Some(credential) = proxy.basic_auth() {
            tunnel = tunnel.with_auth(credential.clone());
        }
        let connecting = HttpsConnector::from((tunnel, self.tls.clone())).call(target);
        Box::pin(async {
            Ok(Stream {
                inner: connecting.await?,
                is_proxied: false,
            })
        })
    }
}

/// Returns whether a proxy speaks HTTP. Its URL may contain a password and is not shown.
pub(super) fn check_proxy(proxy: &Uri) -> Result<(), TransportError> {
    match proxy.scheme_str() {
        Some("http" | "https") => Ok(()),
        _ => Err(refused(
            "the proxy is not an HTTP proxy: its URL must begin with http:// or https://",
        )),
    }
}

impl Service<Uri> for Connector {
    type Response = Stream;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<Stream, BoxError>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.direct.poll_ready(context)
    }

    fn call(&mut self, target: Uri) -> Self::Future {
        let connecting = self.connect(target);
        let timeout = self.timeout;
        Box::pin(async move {
            let out_of_time = |_| io::Error::new(io::ErrorKind::TimedOut, "no connection in time");
            tokio::time::timeout(timeout, connecting)
                .await
                .map_err(out_of_time)?
        })
    }
}

/// An established connection.
pub(super) struct Stream {
    /// The inner layer connects to the server or the proxy; the outer one adds the tunnel.
    inner: MaybeHttpsStream<MaybeHttpsStream<TokioIo<TcpStream>>>,
    /// Whether requests are sent to a proxy in absolute form.
    is_proxied: bool,
}

impl Stream {
    fn direct(stream: MaybeHttpsStream<TokioIo<TcpStream>>) -> Self {
        Self {
            inner: MaybeHttpsStream::Http(stream),
            is_proxied: false,
        }
    }
}

impl Connection for Stream {
    fn connected(&self) -> Connected {
        self.inner.connected().proxy(self.is_proxied)
    }
}

impl Read for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_read(context, buffer)
    }
}

impl Write for Stream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffers: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write_vectored(context, buffers)
    }
}
