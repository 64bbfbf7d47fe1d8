//! Adds the credentials of a call to its complete request.
//!
//! Every request goes through [`Signer::sign`] once per attempt. Method, URL, headers and body are final there, apart
//! from the credentials: a signature over the whole request (HMAC, AWS Signature Version 4) is one more step at its
//! end. Knows nothing of attempts and of how a request is sent.

use std::borrow::Cow;
use std::sync::Arc;

use super::auth::{AppliedCredentials, Credentials};
use super::call::Call;
use super::error::Error;
use super::prepare::Prepared;
use super::token_provider::Provided;
use super::transport::HttpRequest;

/// The credentials of one call.
pub(super) struct Signer<'a> {
    credentials: &'a Credentials,
    schemes: Vec<&'static str>,
    /// The providers of the tokens among them.
    providers: Vec<Arc<Provided>>,
}

/// A signed request that can be signed again: for a request that middleware has changed since.
pub(super) struct Signed {
    request: HttpRequest,
    applied: AppliedCredentials,
}

impl<'a> Signer<'a> {
    /// The credentials that the operation of a call requires.
    pub(super) fn new(call: &'a Call) -> Result<Self, Error> {
        let credentials = &call.client.shared.credentials;
        let schemes = if call.raw.is_some() {
            credentials.any()
        } else {
            credentials
                .chosen(call.operation.security)
                .map_err(Error::config)?
        };
        Ok(Self {
            credentials,
            providers: credentials.providers(&schemes),
            schemes,
        })
    }

    /// Whether a token has to be fetched before a request can be signed.
    pub(super) fn has_providers(&self) -> bool {
        !self.providers.is_empty()
    }

    /// The numbers of the current tokens.
    pub(super) fn token_numbers(&self) -> Vec<Option<u64>> {
        self.providers.iter().map(|provided| provided.number()).collect()
    }

    /// Fetches the tokens that are missing, expired or among those that the server has refused.
    pub(super) async fn fetch(&self, refused: &[Option<u64>]) -> Result<(), Error> {
        for (index, provided) in self.providers.iter().enumerate() {
            provided.ensure(refused.get(index).copied().flatten()).await?;
        }
        Ok(())
    }

    /// Signs a complete request.
    pub(super) fn sign(&self, prepared: Prepared) -> HttpRequest {
        let applied = self.applied();
        let mut request = prepared.request;
        for pair in &applied.query {
            let separator = if request.url.contains('?') { '&' } else { '?' };
            request.url.push(separator);
            request.url.push_str(pair);
        }
        if let Some(at) = prepared.cookies_at.filter(|_| !applied.cookies.is_empty()) {
            let mut cookies = applied.cookies.join("; ");
            if let Some(others) = request.headers.get_after(at, "Cookie") {
                cookies.push_str("; ");
                cookies.push_str(others);
            }
            request.headers.insert_sensitive(at, "Cookie", &cookies);
        }
        request.headers.merge_at(prepared.headers_at, &applied.headers);
        request
    }

    /// Remembers what a request was signed with.
    pub(super) fn keep(&self, request: HttpRequest) -> Signed {
        Signed {
            request,
            applied: self.applied().into_owned(),
        }
    }

    /// Signs a request again. Replaces the credentials of the earlier signature, unless middleware has.
    pub(super) fn sign_again(&self, signed: &mut Signed) -> HttpRequest {
        let applied = self.applied();
        if is_changed(&signed.applied, &applied) {
            replace(&signed.applied, &applied, &mut signed.request);
            signed.applied = applied.into_owned();
        }
        signed.request.clone()
    }

    fn applied(&self) -> Cow<'a, AppliedCredentials> {
        self.credentials.applied(&self.schemes)
    }
}

fn is_changed(old: &AppliedCredentials, new: &AppliedCredentials) -> bool {
    old.query != new.query || old.cookies != new.cookies || !old.headers.iter().eq(new.headers.iter())
}

/// Replaces credentials in a request by newer ones.
fn replace(old: &AppliedCredentials, new: &AppliedCredentials, request: &mut HttpRequest) {
    for (name, value) in new.headers.iter() {
        if request.headers.get(name) == old.headers.get(name) {
            request.headers.set_sensitive(name, value);
        }
    }
    for (old, new) in old.query.iter().zip(&new.query) {
        if let Some((target, query)) = request.url.split_once('?') {
            let pairs = query.split('&').map(|pair| if pair == old { new } else { pair });
            request.url = format!("{target}?{}", pairs.collect::<Vec<_>>().join("&"));
        }
    }
    for (old, new) in old.cookies.iter().zip(&new.cookies) {
        if let Some(cookies) = request.headers.get("Cookie") {
            let pairs = cookies
                .split("; ")
                .map(|pair| if pair == old { new } else { pair });
            let cookies = pairs.collect::<Vec<_>>().join("; ");
            request.headers.set_sensitive("Cookie", cookies);
        }
    }
}
