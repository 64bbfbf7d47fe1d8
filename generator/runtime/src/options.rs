//! The options of a client or of one call.

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
    /// Sets the time limit of a call, including all attempts and the pauses between them. 600 seconds by default.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets the time limit of one attempt. By default only the whole call is limited.
    #[must_use]
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// Sets how long the body of a response may pause. 60 seconds by default.
    #[must_use]
    pub fn stall_timeout(mut self, timeout: Duration) -> Self {
        self.stall_timeout = timeout;
        self
    }

    /// Sets how often a failed call is retried. 2 by default.
    #[must_use]
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.max_retries = retries;
        self
    }

    /// Retries POST and PATCH even if the server may have executed them already. Disabled by default: the
    /// caller must know that executing them twice is harmless.
    #[must_use]
    pub fn retry_unsafe(mut self, allow: bool) -> Self {
        self.retry_unsafe = allow;
        self
    }

    /// Enables or disables the validation of values against the API description before they are sent. Enabled by
    /// default.
    #[must_use]
    pub fn validate(mut self, validate: bool) -> Self {
        self.validate = validate;
        self
    }

    /// Sets the size limit of a response. 64 MiB by default; error responses are limited to 1 MiB in any case.
    #[must_use]
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.max_response_bytes = bytes;
        self
    }
}
