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

/// Makes a [`Client`](super::Client). Mistakes are told by [`Self::build`].
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
            connection: ConnectionSettings::default(),
            options: Options::default(),
            transport: None,
            recorded: Recorded::default(),
            call_middleware: Vec::new(),
            attempt_middleware: Vec::new(),
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

    /// Where the key or token for a security scheme comes from. It is asked when a call needs one, when the one before
    /// ends, and once more when the server answers 401.
    #[must_use]
    pub fn token_provider(mut self, scheme: &str, provider: impl TokenProvider) -> Self {
        let provided = Credential::Provided(Arc::new(Provided::new(provider)));
        let set = self.credentials.set(scheme, provided);
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
        self.connection.connect_timeout = timeout;
        self
    }

    /// How long an answer may stand still while it is read. 60 seconds by default.
    #[must_use]
    pub fn stall_timeout(mut self, timeout: Duration) -> Self {
        self.options = self.options.stall_timeout(timeout);
        self
    }

    /// Headers of requests and answers that spans record, in `http.request.headers` and `http.response.headers`. None
    /// are unless they are named here, and credentials never are. It takes the feature `tracing`.
    #[must_use]
    pub fn record_headers(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.recorded.add_headers(names.into_iter().map(Into::into));
        self
    }

    /// Query parameters that spans record, in `url.query`, where the values of all others are `REDACTED`. Without any,
    /// nothing of the query is recorded; credentials never are. It takes the feature `tracing`.
    #[must_use]
    pub fn record_query(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.recorded.add_query(names.into_iter().map(Into::into));
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

    /// How large an answer may be. 64 MiB by default; one that is no success may have 1 MiB at the most.
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

    /// Goes around every call, outside of its attempts. The first that is given is the outermost.
    #[must_use]
    pub fn call_middleware(mut self, middleware: impl Middleware) -> Self {
        self.call_middleware.push(Box::new(middleware));
        self
    }

    /// Goes around every attempt of every call. The first that is given is the outermost.
    #[must_use]
    pub fn attempt_middleware(mut self, middleware: impl Middleware) -> Self {
        self.attempt_middleware.push(Box::new(middleware));
        self
    }

    /// The proxy that all requests go through, in place of the one that the environment names: `http://host:port`, or
    /// with a user name and a password. A transport of one's own has its own.
    #[must_use]
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.connection.proxy = Some(url.into().into());
        self
    }

    /// A certificate, or several, in PEM, that servers may be signed with, beside those that the platform trusts. A
    /// transport of one's own has its own.
    #[must_use]
    pub fn root_certificates(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.connection.root_certificates.push(pem.as_ref().to_vec());
        self
    }

    /// Another way to send requests.
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
