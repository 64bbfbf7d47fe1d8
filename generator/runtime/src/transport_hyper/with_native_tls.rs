//! TLS by the platform's own library.

use native_tls::{Certificate, TlsConnector};

use super::super::transport::TransportError;
use super::{certificates, refused};

pub(super) use hyper_tls::{HttpsConnector, MaybeHttpsStream};

/// The TLS of a connection.
pub(super) type Settings = tokio_native_tls::TlsConnector;

/// Trusts what the platform does, and some certificates in PEM.
pub(super) fn settings(roots: &[Vec<u8>]) -> Result<Settings, TransportError> {
    let mut builder = TlsConnector::builder();
    for certificate in certificates(roots, |pem| Certificate::stack_from_pem(pem).ok())? {
        builder.add_root_certificate(certificate);
    }
    builder.build().map(Settings::from).map_err(refused)
}
