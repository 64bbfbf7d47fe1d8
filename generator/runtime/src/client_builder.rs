//! How a client is made: what the document says, then the environment, then the caller.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::auth::{Credential, Credentials, SecurityKind, SecurityScheme};
use super::base_url::BaseUrl;
use super::client::{Client, Shared};
use super::error::Error;
use super::headers::{Headers, is_token_byte, refuse_header};
use super::options::Options;
use super::retry::Budget;
use super::secret::Secret;
use super::transport::HttpTransport;

/// What the generator knows of the SDK.
#[derive(Clone, Copy, Debug)]
pub struct SdkInfo {
    /// The name in the `User-Agent`.
    pub name: &'static str,
    /// The version in the `User-Agent`.
    pub version: &'static str,
    /// The base URL that the document gives.
    pub base_url: Option<&'static str>,
    /// The environment variable with another base URL.
    pub base_url_env: Option<&'static str>,
    /// The security schemes.
    pub security: &'static [SecurityScheme],
}

/// Makes a [`Client`]. Mistakes are told by [`Self::build`].
pub struct ClientBuilder {
    info: &'static SdkInfo,
    base_url: Option<String>,
    allow_http: bool,
    credentials: Credentials,
    required: Vec<&'static str>,
    app: Option<(String, String)>,
    default_headers: Headers,
    connect_timeout: Duration,
    options: Options,
    transport: Option<Box<dyn HttpTransport>>,
    mistake: Option<String>,
}

/// A base URL that is not checked yet may hold a password.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("sdk", &self.info.name)
            .field("credentials", &self.credentials)
            .field("default_headers", &self.default_headers)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

impl ClientBuilder {
    /// A builder with what the document says.
    #[must_use]
    pub fn new(info: &'static SdkInfo) -> Self {
        Self {
            info,
            base_url: None,
            allow_http: false,
            credentials: Credentials::new(info.security),
            required: Vec::new(),
            app: None,
            default_headers: Headers::new(),
            connect_timeout: Duration::from_secs(10),
            options: Options::default(),
            transport: None,
            mistake: None,
        }
    }

    /// The key or token for a security scheme.
    #[must_use]
    pub fn credential(mut self, scheme: &str, secret: impl Into<Secret>) -> Self {
        let set = self.credentials.set(scheme, Credential::Key(secret.into()));
        self.note(set);
        self
    }

    /// The user name and password for a basic security scheme.
    #[must_use]
    pub fn basic(mut self, scheme: &str, user: impl Into<String>, password: impl Into<Secret>) -> Self {
        let set = self.credentials.set(
            scheme,
            Credential::Basic {
                user: user.into(),
                password: password.into(),
            },
        );
        self.note(set);
        self
    }

    /// A scheme without which [`Self::build`] fails.
    #[must_use]
    pub fn require_credential(mut self, scheme: &'static str) -> Self {
        self.required.push(scheme);
        self
    }

    /// Reads the key of each scheme, and the base URL, from the environment variables that the SDK names.
    /// The base URL may be unset; of the keys at least one must be there. A variable that is set to nothing
    /// is a mistake. What the caller has given before is kept.
    pub fn from_env(mut self) -> Result<Self, Error> {
        for scheme in self.info.security {
            let Some(variable) = scheme.env else { continue };
            if self.credentials.has(scheme.name) {
                continue;
            }
            if let Some(value) = read_env(variable)? {
                let credential = env_credential(scheme, variable, value)?;
                self.credentials
                    .set(scheme.name, credential)
                    .map_err(Error::config)?;
            }
        }
        let variables: Vec<&str> = self
            .info
            .security
            .iter()
            .filter_map(|scheme| scheme.env)
            .collect();
        let any = self
            .info
            .security
            .iter()
            .any(|scheme| self.credentials.has(scheme.name));
        if !variables.is_empty() && !any {
            return Err(Error::config(format!(
                "the environment variable {} is not set",
                variables.join(" or ")
            )));
        }
        if self.base_url.is_none()
            && let Some(variable) = self.info.base_url_env
        {
            self.base_url = read_env(variable)?;
        }
        Ok(self)
    }

    /// Another base URL. A path in it is kept.
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Allows plain `http`, which anyone on the way can read, to hosts other than this machine.
    #[must_use]
    pub fn allow_http(mut self, allow: bool) -> Self {
        self.allow_http = allow;
        self
    }

    /// How long a call may take, with all attempts. 600 seconds by default.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options = self.options.timeout(timeout);
        self
    }

    /// How long one attempt may take. By default only the whole call is limited.
    #[must_use]
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.options = self.options.attempt_timeout(timeout);
        self
    }

    /// How long it may take to connect. 10 seconds by default. A transport of one's own has its own.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How often a failed call is tried again. 2 by default.
    #[must_use]
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.options = self.options.max_retries(retries);
        self
    }

    /// Whether values are checked against the document before they are sent. They are by default.
    #[must_use]
    pub fn validate(mut self, validate: bool) -> Self {
        self.options = self.options.validate(validate);
        self
    }

    /// How large an answer may be. 64 MiB by default.
    #[must_use]
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.options = self.options.max_response_bytes(bytes);
        self
    }

    /// Changes any of the options that [`Client::with`] can change later.
    #[must_use]
    pub fn options(mut self, change: impl FnOnce(Options) -> Options) -> Self {
        self.options = change(self.options);
        self
    }

    /// A header that every request carries, unless the call sets it.
    #[must_use]
    pub fn default_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let (name, value) = (name.into(), value.into());
        if let Some(problem) = refuse_header(&name, &value) {
            self.note(Err(format!("the default header {name:?} {problem}")));
        } else {
            self.default_headers.set_sensitive(name, value);
        }
        self
    }

    /// The name and version of the application, in front of the SDK's in the `User-Agent`.
    #[must_use]
    pub fn app_info(mut self, name: impl Into<String>, version: impl Into<String>) -> Self {
        self.app = Some((name.into(), version.into()));
        self
    }

    /// Another way to send requests.
    #[must_use]
    pub fn transport(mut self, transport: impl HttpTransport) -> Self {
        self.transport = Some(Box::new(transport));
        self
    }

    /// The client, or the first mistake.
    pub fn build(self) -> Result<Client, Error> {
        if let Some(mistake) = self.mistake {
            return Err(Error::config(mistake));
        }
        for name in self.required {
            if !self.credentials.has(name) {
                let scheme = self.info.security.iter().find(|scheme| scheme.name == name);
                let hint = scheme
                    .and_then(|scheme| scheme.env)
                    .map(|env| format!(" (environment variable {env})"));
                return Err(Error::config(format!(
                    "no credential for {name}{}",
                    hint.unwrap_or_default()
                )));
            }
        }
        let base_url = match self.base_url.as_deref().or(self.info.base_url) {
            Some(url) => Some(
                BaseUrl::parse(url, self.allow_http)
                    .map_err(|problem| Error::config(format!("the base URL {problem}")))?,
            ),
            None => None,
        };
        let user_agent = user_agent(self.info, self.app)?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(self.connect_timeout)?,
        };
        let shared = Shared {
            transport,
            base_url,
            is_chosen_url: self.base_url.is_some(),
            allow_http: self.allow_http,
            credentials: self.credentials,
            user_agent,
            default_headers: self.default_headers,
            budget: Budget::new(),
        };
        Ok(Client {
            shared: Arc::new(shared),
            options: Arc::new(self.options),
        })
    }

    fn note(&mut self, result: Result<(), String>) {
        if let (None, Err(mistake)) = (&self.mistake, result) {
            self.mistake = Some(mistake);
        }
    }
}

/// A variable that is set to nothing is told apart from one that is not set.
fn read_env(variable: &str) -> Result<Option<String>, Error> {
    match std::env::var(variable) {
        Ok(value) if value.trim().is_empty() => Err(Error::config(format!(
            "the environment variable {variable} is empty"
        ))),
        Ok(value) => Ok(Some(value)),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => Err(Error::config(format!(
            "the environment variable {variable} is not text"
        ))),
    }
}

/// Basic credentials are `user:password` in one variable.
fn env_credential(scheme: &SecurityScheme, variable: &str, value: String) -> Result<Credential, Error> {
    if scheme.kind != SecurityKind::Basic {
        return Ok(Credential::Key(Secret::new(value)));
    }
    let (user, password) = value.split_once(':').ok_or_else(|| {
        Error::config(format!(
            "the environment variable {variable} must be user:password"
        ))
    })?;
    Ok(Credential::Basic {
        user: user.to_owned(),
        password: password.into(),
    })
}

fn user_agent(info: &SdkInfo, app: Option<(String, String)>) -> Result<String, Error> {
    let sdk = format!("{}/{}", info.name, info.version);
    let Some((name, version)) = app else {
        return Ok(sdk);
    };
    for part in [&name, &version] {
        if part.is_empty() || !part.bytes().all(is_token_byte) {
            return Err(Error::config(
                "the application's name and version must be letters, digits and !#$%&'*+-.^_`|~",
            ));
        }
    }
    Ok(format!("{name}/{version} {sdk}"))
}

#[cfg(any(feature = "rustls", feature = "native-tls"))]
fn default_transport(connect_timeout: Duration) -> Result<Box<dyn HttpTransport>, Error> {
    match super::transport_reqwest::ReqwestTransport::new(connect_timeout) {
        Ok(transport) => Ok(Box::new(transport)),
        Err(error) => Err(Error::config("the HTTP client cannot be set up").with_source(error.into_source())),
    }
}

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
fn default_transport(_connect_timeout: Duration) -> Result<Box<dyn HttpTransport>, Error> {
    Err(Error::config(
        "no HTTP client is compiled in: enable a TLS feature or give a transport",
    ))
}
