//! The client: what all calls share.
//!
//! Cheap to clone. It holds the options and the transport, and knows nothing of calls.

use std::fmt;
use std::sync::Arc;

use super::auth::Credentials;
use super::base_url::BaseUrl;
use super::headers::Headers;
use super::middleware::Middleware;
use super::observe::Recorded;
use super::options::Options;
use super::retry::Budget;
use super::transport::HttpTransport;
use super::vocabulary::ParameterLocation;

/// A client. Clones share connections, credentials and the retry budget.
#[derive(Clone)]
pub struct Client {
    pub(super) shared: Arc<Shared>,
    pub(super) options: Arc<Options>,
}

/// What a client and those derived from it share.
pub(super) struct Shared {
    pub(super) transport: Box<dyn HttpTransport>,
    pub(super) base_url: Option<BaseUrl>,
    /// Whether the base URL is from the caller or the environment, rather than the document.
    pub(super) is_chosen_url: bool,
    pub(super) allow_http: bool,
    pub(super) credentials: Credentials,
    pub(super) user_agent: String,
    pub(super) default_headers: Headers,
    pub(super) call_middleware: Vec<Box<dyn Middleware>>,
    pub(super) attempt_middleware: Vec<Box<dyn Middleware>>,
    /// The additional headers and query parameters that spans record.
    #[cfg_attr(not(feature = "tracing"), allow(dead_code, reason = "spans alone ask for it"))]
    pub(super) recorded: Recorded,
    pub(super) budget: Budget,
}

impl Client {
    /// Returns a client with other options that shares the connections.
    #[must_use]
    pub fn with(&self, change: impl FnOnce(Options) -> Options) -> Self {
        let options = change(self.options.as_ref().clone());
        Self {
            shared: Arc::clone(&self.shared),
            options: Arc::new(options),
        }
    }

    /// Returns the base URL.
    #[must_use]
    pub fn base_url(&self) -> Option<&str> {
        self.shared.base_url.as_ref().map(BaseUrl::as_str)
    }

    /// Returns the names of the query parameters that hold credentials.
    pub(super) fn secret_query_names(&self) -> impl Iterator<Item = &'static str> {
        self.shared.credentials.names(ParameterLocation::Query)
    }

    /// Removes every credential of this client from a text.
    pub(super) fn redact(&self, text: &str) -> String {
        let mut redacted = text.to_owned();
        for secret in self.shared.credentials.secrets().iter() {
            if redacted.contains(secret.as_str()) {
                redacted = redacted.replace(secret.as_str(), "[redacted]");
            }
        }
        redacted
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.base_url())
            .field("credentials", &self.shared.credentials)
            .field("user_agent", &self.shared.user_agent)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
