//! TLS by rustls, with ring and the platform's certificate verifier.

use std::sync::Arc;

use rustls::ClientConfig;
use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls_platform_verifier::Verifier;

use super::super::transport::{TransportError, TransportErrorKind};
use super::certificates;

pub(super) use hyper_rustls::{HttpsConnector, MaybeHttpsStream};

/// The TLS of a connection.
pub(super) type Settings = Arc<ClientConfig>;

/// Trusts what the platform does, and some certificates in PEM. The provider is given here: the process-wide default
/// belongs to the application.
pub(super) fn settings(roots: &[Vec<u8>]) -> Result<Settings, TransportError> {
    let failed = |error: rustls::Error| TransportError::new(TransportErrorKind::Refused, error);
    let read = |pem: &[u8]| {
        CertificateDer::pem_slice_iter(pem)
            .collect::<Result<Vec<_>, _>>()
            .ok()
    };
    let certificates = certificates(roots, read)?;
    let provider = Arc::new(ring::default_provider());
    let verifier = if certificates.is_empty() {
        Verifier::new(Arc::clone(&provider))
    } else {
        Verifier::new_with_extra_roots(certificates, Arc::clone(&provider))
    };
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(failed)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier.map_err(failed)?))
        .with_no_client_auth();
    Ok(Arc::new(config))
}
