//! What a client, or one call, may change about how requests are made.

use std::time::Duration;

/// The options of a client. [`Client::with`](super::Client::with) changes them.
#[derive(Clone, Debug)]
pub struct Options {
    pub(super) timeout: Duration,
    pub(super) attempt_timeout: Option<Duration>,
    pub(super) stall_timeout: Duration,
    pub(super) max_retries: u32,
    pub(super) retry_unsafe: bool,
    pub(super) validate: bool,
    pub(super) max_response_bytes: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(600),
            attempt_timeout: None,
            stall_timeout: Duration::from_secs(60),
            max_retries: 2,
            retry_unsafe: false,
            validate: true,
            max_response_bytes: 64 * 1024 * 1024,
        }
    }
}

impl Options {
    /// How long a call may take, with all attempts and the waiting between them. 600 seconds by default.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How long one attempt may take. By default only the whole call is limited.
    #[must_use]
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// How long the body of an answer may stand still. 60 seconds by default.
    #[must_use]
    pub fn stall_timeout(mut self, timeout: Duration) -> Self {
        self.stall_timeout = timeout;
        self
    }

    /// How often a failed call is tried again. 2 by default.
    #[must_use]
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.max_retries = retries;
        self
    }

    /// Tries POST and PATCH again too where the server may have done its part already. Off by default: what
    /// is done twice then is the caller's to know.
    #[must_use]
    pub fn retry_unsafe(mut self, allow: bool) -> Self {
        self.retry_unsafe = allow;
        self
    }

    /// Whether values are checked against the document before they are sent. They are by default.
    #[must_use]
    pub fn validate(mut self, validate: bool) -> Self {
        self.validate = validate;
        self
    }

    /// How large an answer may be. 64 MiB by default; one that is no success may have 1 MiB at the most.
    #[must_use]
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.max_response_bytes = bytes;
        self
    }
}
