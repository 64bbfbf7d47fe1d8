//! Credentials that are fetched when they are needed, and again when the server rejects them.
//!
//! Holds what was fetched and sees to it that many calls at once fetch once. Knows nothing of how a credential
//! travels.

use std::error::Error as StdError;
use std::fmt;
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::Instant;

use super::error::{Error, ErrorKind};
use super::headers::refuse_header;
use super::secret::Secret;
use super::transport::BoxFuture;

/// How long before it expires a token is replaced, so that it does not expire on the way.
const MARGIN: Duration = Duration::from_secs(30);

/// Provides tokens. The client's builder takes one for each security scheme, by a method whose name ends in
/// `_provider`. A closure that returns a future implements it:
///
/// ```ignore
/// let builder = builder.api_key_provider(|| async { Ok(Token::new(fetch().await?).expires_in(HOUR)) });
/// ```
pub trait TokenProvider: Send + Sync + 'static {
    /// Returns a token that is valid now. Concurrent calls share one request. The error must not contain a secret.
    fn token(&self) -> BoxFuture<'_, Result<Token, Box<dyn StdError + Send + Sync>>>;
}

impl<F, Fetching> TokenProvider for F
where
    F: Fn() -> Fetching + Send + Sync + 'static,
    Fetching: Future<Output = Result<Token, Box<dyn StdError + Send + Sync>>> + Send + 'static,
{
    fn token(&self) -> BoxFuture<'_, Result<Token, Box<dyn StdError + Send + Sync>>> {
        Box::pin(self())
    }
}

/// A token and its lifetime.
#[derive(Clone, Debug)]
pub struct Token {
    secret: Secret,
    expires_in: Option<Duration>,
}

impl Token {
    /// Creates a token that is valid until the server rejects it.
    #[must_use]
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self {
            secret: secret.into(),
            expires_in: None,
        }
    }

    /// Sets the lifetime of the token, from now on. A new one is fetched 30 seconds before it expires.
    #[must_use]
    pub fn expires_in(mut self, time: Duration) -> Self {
        self.expires_in = Some(time);
        self
    }
}

impl From<Secret> for Token {
    fn from(secret: Secret) -> Self {
        Self::new(secret)
    }
}

/// A provider with its current token.
pub(super) struct Provided {
    provider: Box<dyn TokenProvider>,
    /// Held while a token is fetched.
    fetching: Mutex<()>,
    fetched: RwLock<Fetched>,
}

#[derive(Default)]
struct Fetched {
    current: Option<Secret>,
    until: Option<Instant>,
    /// The number of tokens so far. It identifies a rejected token.
    number: u64,
    /// The previous token: a response on its way may still repeat it.
    before: Option<Secret>,
}

impl Provided {
    pub(super) fn new(provider: impl TokenProvider) -> Self {
        Self {
            provider: Box::new(provider),
            fetching: Mutex::new(()),
            fetched: RwLock::default(),
        }
    }

    /// Fetches a token unless there is one other than the rejected one.
    pub(super) async fn ensure(&self, refused: Option<u64>) -> Result<(), Error> {
        if self.is_good(refused) {
            return Ok(());
        }
        let _fetching = self.fetching.lock().await;
        if self.is_good(refused) {
            return Ok(());
        }
        let asked = Instant::now();
        let token = self.provider.token().await.map_err(|source| {
            Error::new(ErrorKind::Credential, "the token provider has no token").with_source(source)
        })?;
        let text = token.secret.expose().trim();
        if text.is_empty() || refuse_header("x", text).is_some() {
            let message = "the token provider gave a token that is empty or has control characters";
            return Err(Error::new(ErrorKind::Credential, message));
        }
        let mut fetched = self.fetched.write().unwrap_or_else(PoisonError::into_inner);
        fetched.until = token
            .expires_in
            .and_then(|time| asked.checked_add(time.saturating_sub(MARGIN)));
        fetched.before = fetched.current.replace(token.secret);
        fetched.number += 1;
        Ok(())
    }

    fn is_good(&self, refused: Option<u64>) -> bool {
        let fetched = self.fetched.read().unwrap_or_else(PoisonError::into_inner);
        let is_over = fetched.until.is_some_and(|until| until <= Instant::now());
        fetched.current.is_some() && !is_over && Some(fetched.number) != refused
    }

    /// Returns the number of the current token.
    pub(super) fn number(&self) -> Option<u64> {
        let fetched = self.fetched.read().unwrap_or_else(PoisonError::into_inner);
        fetched.current.as_ref().map(|_| fetched.number)
    }

    /// Returns the current token.
    pub(super) fn current(&self) -> Option<Secret> {
        let fetched = self.fetched.read().unwrap_or_else(PoisonError::into_inner);
        fetched.current.clone()
    }

    /// Returns every token that a response may still contain.
    pub(super) fn known(&self) -> Vec<Secret> {
        let fetched = self.fetched.read().unwrap_or_else(PoisonError::into_inner);
        fetched.current.iter().chain(&fetched.before).cloned().collect()
    }
}

impl fmt::Debug for Provided {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[provided]")
    }
}
