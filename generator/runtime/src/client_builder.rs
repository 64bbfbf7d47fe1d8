//! Collects the settings of a client: the document's, then those of the environment, then the caller's.

mod build;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::auth::{Credential, Credentials, SecurityScheme};
use super::environment::{env_credential, read_env};
use super::error::Error;
use super::headers::{Headers, refuse_header};
use super::middleware::Middleware;
use super::observe::Recorded;
use super::options::Options;
use super::secret::Secret;
use super::token_provider::{Provided, TokenProvider};
use super::transport::{ConnectionSettings, HttpTransport};

/// The generator's description of the SDK.
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

/// Builds a [`Client`](super::Client). Invalid settings are reported by [`Self::build`].
pub struct ClientBuilder {
    info: &'static SdkInfo,
    base_url: Option<String>,
    allow_http: bool,
    credentials: Credentials,
    required: Vec<&'static str>,
    app: Option<(String, String)>,
    default_headers: Headers,
    connection: ConnectionSettings,
    options: Options,
    transport: Option<Box<dyn HttpTransport>>,
    recorded: Recorded,
    call_middleware: Vec<Box<dyn Middleware>>,
    attempt_middleware: Vec<Box<dyn Middleware>>,
    mistake: Option<String>,
}

/// A base URL that is not validated yet may contain a password.
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
    /// Creates a builder with the document's settings.
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
            connection: ConnectionSettings::default(),
            options: Options::default(),
            transport: None,
            recorded: Recorded::default(),
            call_middleware: Vec::new(),
            attempt_middleware: Vec::new(),
            mistake: None,
        }
    }

    /// Sets the key or token of a security scheme.
    #[must_use]
    pub fn credential(mut self, scheme: &str, secret: impl Into<Secret>) -> Self {
        let set = self.credentials.set(scheme, Credential::Key(secret.into()));
        self.note(set);
        self
    }

    /// Sets the user name and password of a basic security scheme.
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

    /// Sets the provider of the key or token of a security scheme. It is called when a call needs one, when the
    /// previous one expires, and once more when the server responds with 401.
    #[must_use]
    pub fn token_provider(mut self, scheme: &str, provider: impl TokenProvider) -> Self {
        let provided = Credential::Provided(Arc::new(Provided::new(provider)));
        let set = self.credentials.set(scheme, provided);
        self.note(set);
        self
    }

    /// Makes [`Self::build`] fail without a credential for this scheme.
    #[must_use]
    pub fn require_credential(mut self, scheme: &'static str) -> Self {
        self.required.push(scheme);
        self
    }

    /// Reads the key of each scheme, and the base URL, from the SDK's environment variables.
    /// The base URL is optional; at least one key is required. An empty variable
    /// is an error. Values that the caller has set before are kept.
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

    /// Sets the base URL. A path in it is kept.
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Allows unencrypted `http://` URLs for hosts other than loopback addresses.
    #[must_use]
    pub fn allow_http(mut self, allow: bool) -> Self {
        self.allow_http = allow;
        self
    }

    /// Sets the time limit of a call, including all attempts. 600 seconds by default.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options = self.options.timeout(timeout);
        self
    }

    /// Sets the time limit of one attempt. By default only the whole call is limited.
    #[must_use]
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.options = self.options.attempt_timeout(timeout);
        self
    }

    /// Sets the time limit for connecting. 10 seconds by default. Custom transports have a limit of their own.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connection.connect_timeout = timeout;
        self
    }

    /// Sets how long the response may pause while it is read. 60 seconds by default.
    #[must_use]
    pub fn stall_timeout(mut self, timeout: Duration) -> Self {
        self.options = self.options.stall_timeout(timeout);
        self
    }

    /// Adds headers of requests and responses that spans record, in `http.request.headers` and `http.response.headers`.
    /// No others are recorded, and credentials never are. Requires the feature `tracing`.
    #[must_use]
    pub fn record_headers(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.recorded.add_headers(names.into_iter().map(Into::into));
        self
    }

    /// Adds query parameters that spans record, in `url.query`. The values of all others are `REDACTED`. Without any,
    /// nothing of the query is recorded; credentials never are. Requires the feature `tracing`.
    #[must_use]
    pub fn record_query(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.recorded.add_query(names.into_iter().map(Into::into));
        self
    }

    /// Sets how often a failed call is retried. 2 by default.
    #[must_use]
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.options = self.options.max_retries(retries);
        self
    }

    /// Enables or disables the validation of values against the API description before they are sent. Enabled by
    /// default.
    #[must_use]
    pub fn validate(mut self, validate: bool) -> Self {
        self.options = self.options.validate(validate);
        self
    }

    /// Sets the size limit of a response. 64 MiB by default; error responses are limited to 1 MiB in any case.
    #[must_use]
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.options = self.options.max_response_bytes(bytes);
        self
    }

    /// Changes any of the options that [`Client::with`](super::Client::with) can change later.
    #[must_use]
    pub fn options(mut self, change: impl FnOnce(Options) -> Options) -> Self {
        self.options = change(self.options);
        self
    }

    /// Sets a header of every request. A header of the call replaces it.
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

    /// Sets the name and version of the application. They precede the SDK's in the `User-Agent`.
    #[must_use]
    pub fn app_info(mut self, name: impl Into<String>, version: impl Into<String>) -> Self {
        self.app = Some((name.into(), version.into()));
        self
    }

    /// Adds a middleware around every call, outside of its attempts. The first one is the outermost.
    #[must_use]
    pub fn call_middleware(mut self, middleware: impl Middleware) -> Self {
        self.call_middleware.push(Box::new(middleware));
        self
    }

    /// Adds a middleware around every attempt of every call. The first one is the outermost.
    #[must_use]
    pub fn attempt_middleware(mut self, middleware: impl Middleware) -> Self {
        self.attempt_middleware.push(Box::new(middleware));
        self
    }

    /// Sets the proxy of all requests, in place of the environment's: `http://host:port`, or
    /// with a user name and a password. Custom transports have their own.
    #[must_use]
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.connection.proxy = Some(url.into().into());
        self
    }

    /// Adds root certificates in PEM, one or several, to those that the platform trusts. Custom
    /// transports have their own.
    #[must_use]
    pub fn root_certificates(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.connection.root_certificates.push(pem.as_ref().to_vec());
        self
    }

    /// Sets a custom transport, in place of the default HTTP client.
    #[must_use]
    pub fn transport(mut self, transport: impl HttpTransport) -> Self {
        self.transport = Some(Box::new(transport));
        self
    }

    fn note(&mut self, result: Result<(), String>) {
        if let (None, Err(mistake)) = (&self.mistake, result) {
            self.mistake = Some(mistake);
        }
    }
}
