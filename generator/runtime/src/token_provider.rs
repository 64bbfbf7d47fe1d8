//! Credentials that are fetched when they are needed, and again when the server refuses them.
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

/// How long before its end a token is fetched anew, so that it does not end on its way.
const MARGIN: Duration = Duration::from_secs(30);

/// Gives tokens. The client's builder takes one for each security scheme, by a method whose name ends in `_provider`.
/// A closure that returns a future is one:
///
/// ```ignore
/// let builder = builder.api_key_provider(|| async { Ok(Token::new(fetch().await?).expires_in(HOUR)) });
/// ```
pub trait TokenProvider: Send + Sync + 'static {
    /// A token that is valid now. Many calls at once ask once. The error must not hold a secret.
    fn token(&self) -> BoxFuture<'_, Result<Token, Box<dyn StdError + Send + Sync>>>;
}

impl<F, Answer> TokenProvider for F
where
    F: Fn() -> Answer + Send + Sync + 'static,
    Answer: Future<Output = Result<Token, Box<dyn StdError + Send + Sync>>> + Send + 'static,
{
    fn token(&self) -> BoxFuture<'_, Result<Token, Box<dyn StdError + Send + Sync>>> {
        Box::pin(self())
    }
}

/// A token, and how long it is good for.
#[derive(Clone, Debug)]
pub struct Token {
    secret: Secret,
    expires_in: Option<Duration>,
}

impl Token {
    /// A token that is good until the server refuses it.
    #[must_use]
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self {
            secret: secret.into(),
            expires_in: None,
        }
    }

    /// How long the token is good for, from now on. It is fetched anew half a minute before.
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

/// A provider with what it gave.
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
    /// How many tokens there were. A refused token is named by its number.
    number: u64,
    /// The token before: an answer on its way may still repeat it.
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

    /// Sees to it that there is a token other than the refused one.
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

    /// The number of the token that is there.
    pub(super) fn number(&self) -> Option<u64> {
        let fetched = self.fetched.read().unwrap_or_else(PoisonError::into_inner);
        fetched.current.as_ref().map(|_| fetched.number)
    }

    /// The token that is there.
    pub(super) fn current(&self) -> Option<Secret> {
        let fetched = self.fetched.read().unwrap_or_else(PoisonError::into_inner);
        fetched.current.clone()
    }

    /// Every token that may still be seen somewhere.
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
