//! Credentials, and what they add to a request.
//!
//! Any of an operation's lists of schemes may be met, and of a list all of it.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use ::base64::Engine as _;
use ::base64::engine::general_purpose::STANDARD;

use super::encode::percent_encode;
use super::headers::{Headers, refuse_header};
use super::secret::Secret;
use super::token_provider::Provided;
use super::vocabulary::{ParameterLocation, SecurityKind};

/// Shorter secrets are not redacted in messages: they occur in ordinary words, and the gaps would reveal more.
const SHORTEST_REDACTED: usize = 4;

/// A security scheme.
#[derive(Clone, Copy, Debug)]
pub struct SecurityScheme {
    /// Its name in the document.
    pub name: &'static str,
    /// How the credential is sent.
    pub kind: SecurityKind,
    /// The environment variable that holds it.
    pub env: Option<&'static str>,
}

/// The credential of a scheme.
#[derive(Clone)]
pub(super) enum Credential {
    /// A key or a token.
    Key(Secret),
    /// A user name and a password.
    Basic { user: String, password: Secret },
    /// A key or a token that is fetched.
    Provided(Arc<Provided>),
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// The headers, query pairs and cookies that credentials add to a request.
#[derive(Clone, Default)]
pub(super) struct AppliedCredentials {
    pub(super) headers: Headers,
    pub(super) query: Vec<String>,
    pub(super) cookies: Vec<String>,
}

/// The security schemes with their credentials.
#[derive(Clone)]
pub(super) struct Credentials {
    schemes: &'static [SecurityScheme],
    given: Vec<(&'static str, Credential)>,
    /// The secrets of all credentials that are not fetched: they never change.
    fixed_secrets: Vec<String>,
    /// The applied credentials of each scheme that is not fetched.
    fixed_applied: Vec<(&'static str, AppliedCredentials)>,
}

/// Does not show the secrets.
impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("schemes", &self.schemes)
            .field("given", &self.given)
            .finish_non_exhaustive()
    }
}

impl Credentials {
    pub(super) fn new(schemes: &'static [SecurityScheme]) -> Self {
        Self {
            schemes,
            given: Vec::new(),
            fixed_secrets: Vec::new(),
            fixed_applied: Vec::new(),
        }
    }

    /// Sets the credential of a scheme. The error is a complete sentence.
    pub(super) fn set(&mut self, name: &str, credential: Credential) -> Result<(), String> {
        let scheme = self
            .scheme(name)
            .ok_or_else(|| format!("there is no security scheme {name:?}"))?;
        check(scheme, &credential).map_err(|problem| format!("the credential for {name} {problem}"))?;
        self.given.retain(|(given, _)| *given != scheme.name);
        self.fixed_applied.retain(|(given, _)| *given != scheme.name);
        if !matches!(credential, Credential::Provided(_)) {
            let mut applied = AppliedCredentials::default();
            add(&mut applied, scheme.kind, &credential);
            self.fixed_applied.push((scheme.name, applied));
        }
        self.given.push((scheme.name, credential));
        self.fixed_secrets = self.secrets_of(|credential| !matches!(credential, Credential::Provided(_)));
        Ok(())
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.given.iter().any(|(given, _)| *given == name)
    }

    fn scheme(&self, name: &str) -> Option<&'static SecurityScheme> {
        self.schemes.iter().find(|scheme| scheme.name == name)
    }

    /// Chooses the first alternative of an operation's security whose schemes all have credentials. The error is a
    /// complete sentence.
    pub(super) fn chosen(&self, security: &[&[&'static str]]) -> Result<Vec<&'static str>, String> {
        let met = |names: &&&[&'static str]| !names.is_empty() && names.iter().all(|name| self.has(name));
        if let Some(names) = security.iter().find(met) {
            return Ok(names.to_vec());
        }
        if security.is_empty() || security.iter().any(|names| names.is_empty()) {
            return Ok(Vec::new());
        }
        Err(format!("no credential was given: {}", self.wanted(security)))
    }

    /// Returns the scheme for a request that the document does not have: the first one with a credential.
    pub(super) fn any(&self) -> Vec<&'static str> {
        let names = self.schemes.iter().map(|scheme| scheme.name);
        names.filter(|name| self.has(name)).take(1).collect()
    }

    /// Returns the token providers among the schemes.
    pub(super) fn providers(&self, names: &[&'static str]) -> Vec<Arc<Provided>> {
        let given = self.given.iter().filter(|(given, _)| names.contains(given));
        given
            .filter_map(|(_, credential)| match credential {
                Credential::Provided(provided) => Some(Arc::clone(provided)),
                _ => None,
            })
            .collect()
    }

    /// `the operation needs ApiKey (environment variable ORQ_API_KEY)`.
    fn wanted(&self, security: &[&[&'static str]]) -> String {
        let one = |name: &&'static str| match self.scheme(name).and_then(|scheme| scheme.env) {
            Some(env) => format!("{name} (environment variable {env})"),
            None => (*name).to_owned(),
        };
        let all = |names: &&[&'static str]| names.iter().map(one).collect::<Vec<_>>().join(" and ");
        format!(
            "the operation needs {}",
            security.iter().map(all).collect::<Vec<_>>().join(", or ")
        )
    }

    /// Returns what the schemes add to a request.
    pub(super) fn applied(&self, names: &[&'static str]) -> Cow<'_, AppliedCredentials> {
        if let [name] = names
            && let Some((_, applied)) = self.fixed_applied.iter().find(|(given, _)| given == name)
        {
            return Cow::Borrowed(applied);
        }
        let mut applied = AppliedCredentials::default();
        for name in names {
            let credential = self.given.iter().find(|(given, _)| given == name);
            if let (Some(scheme), Some((_, credential))) = (self.scheme(name), credential) {
                add(&mut applied, scheme.kind, credential);
            }
        }
        Cow::Owned(applied)
    }

    /// The names of the parameters in a location that hold credentials.
    pub(super) fn names(&self, location: ParameterLocation) -> impl Iterator<Item = &'static str> {
        self.schemes
            .iter()
            .filter_map(move |scheme| match (scheme.kind, location) {
                (SecurityKind::ApiKeyQuery(name), ParameterLocation::Query)
                | (SecurityKind::ApiKeyCookie(name), ParameterLocation::Cookie)
                | (SecurityKind::ApiKeyHeader(name), ParameterLocation::Header) => Some(name),
                _ => None,
            })
    }

    /// Returns every secret, longest first, so that nothing of one is left over when they are redacted.
    pub(super) fn secrets(&self) -> Cow<'_, [String]> {
        let is_fetched = |(_, credential): &(_, Credential)| matches!(credential, Credential::Provided(_));
        if self.given.iter().any(is_fetched) {
            Cow::Owned(self.secrets_of(|_| true))
        } else {
            Cow::Borrowed(&self.fixed_secrets)
        }
    }

    fn secrets_of(&self, which: impl Fn(&Credential) -> bool) -> Vec<String> {
        let credentials = self.given.iter().map(|(_, credential)| credential);
        let mut secrets: Vec<String> = credentials
            .filter(|credential| which(credential))
            .flat_map(Credential::secrets)
            .collect();
        secrets.retain(|secret| secret.len() >= SHORTEST_REDACTED);
        secrets.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        secrets.dedup();
        secrets
    }
}

impl Credential {
    /// Returns the secret in each form in which it is sent or a server may repeat it.
    fn secrets(&self) -> Vec<String> {
        match self {
            Self::Key(key) => {
                let key = strip_bearer(key.expose());
                let encoded = percent_encode(key);
                // A server may encode the query again as a form.
                let as_form = encoded.replace("%20", "+");
                vec![key.to_owned(), encoded, as_form]
            }
            Self::Basic { user, password } => {
                vec![password.expose().to_owned(), basic_pair(user, password)]
            }
            Self::Provided(provided) => {
                let known = provided.known().into_iter();
                known.flat_map(|token| Self::Key(token).secrets()).collect()
            }
        }
    }
}

fn check(scheme: &SecurityScheme, credential: &Credential) -> Result<(), &'static str> {
    match (scheme.kind, credential) {
        (SecurityKind::Basic, Credential::Key(_) | Credential::Provided(_)) => {
            Err("must be a user name and a password")
        }
        (SecurityKind::Basic, Credential::Basic { user, .. }) if user.contains(':') => {
            Err("must not have a colon in the user name")
        }
        (SecurityKind::Basic, Credential::Basic { .. }) => Ok(()),
        (_, Credential::Basic { .. }) => Err("must be a key"),
        (_, Credential::Key(key)) if strip_bearer(key.expose()).trim().is_empty() => Err("must not be empty"),
        (SecurityKind::ApiKeyQuery(_) | SecurityKind::ApiKeyCookie(_), _) => Ok(()),
        (_, Credential::Key(key)) if refuse_header("x", key.expose().trim()).is_some() => {
            Err("must not have control characters")
        }
        _ => Ok(()),
    }
}

fn add(applied: &mut AppliedCredentials, kind: SecurityKind, credential: &Credential) {
    match (kind, credential) {
        (SecurityKind::Bearer, Credential::Key(key)) => {
            applied
                .headers
                .set_sensitive("Authorization", format!("Bearer {}", strip_bearer(key.expose())));
        }
        (SecurityKind::ApiKeyHeader(name), Credential::Key(key)) => {
            applied.headers.set_sensitive(name, key.expose().trim());
        }
        (SecurityKind::ApiKeyQuery(name), Credential::Key(key)) => {
            applied.query.push(format!(
                "{}={}",
                percent_encode(name),
                percent_encode(key.expose())
            ));
        }
        (SecurityKind::ApiKeyCookie(name), Credential::Key(key)) => {
            applied.cookies.push(format!(
                "{}={}",
                percent_encode(name),
                percent_encode(key.expose())
            ));
        }
        (_, Credential::Basic { user, password }) => {
            let pair = basic_pair(user, password);
            applied
                .headers
                .set_sensitive("Authorization", format!("Basic {pair}"));
        }
        (kind, Credential::Provided(provided)) => {
            if let Some(token) = provided.current() {
                add(applied, kind, &Credential::Key(token));
            }
        }
        (SecurityKind::Basic, Credential::Key(_)) => {}
    }
}

fn basic_pair(user: &str, password: &Secret) -> String {
    STANDARD.encode(format!("{user}:{}", password.expose()))
}

/// Removes the scheme of a key that was copied as `Bearer …`.
fn strip_bearer(key: &str) -> &str {
    let key = key.trim();
    match key.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("bearer ") => {
            key.get(7..).unwrap_or_default().trim_start()
        }
        _ => key,
    }
}
