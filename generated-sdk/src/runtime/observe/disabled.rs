//! What `spans` is where nothing is recorded.

use std::time::Duration;

use super::super::client::Client;
use super::super::error::Error;
use super::super::middleware::Target;
use super::super::response::ResponseParts;
use super::super::transport::HttpRequest;

/// Stands for what the caller lists for spans.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Recorded(());

#[allow(
    clippy::unused_self,
    reason = "the same signatures as where something is recorded"
)]
impl Recorded {
    pub(in super::super) fn add_headers(&mut self, _names: impl Iterator<Item = String>) {}

    pub(in super::super) fn add_query(&mut self, _names: impl Iterator<Item = String>) {}
}

/// Stands for the span of a call or of an attempt.
pub(in super::super) struct Observed;

#[allow(
    clippy::unused_self,
    reason = "the same signatures as where something is recorded"
)]
impl Observed {
    pub(in super::super) fn call(_target: Target, _method: &str) -> Self {
        Self
    }

    pub(in super::super) fn attempt(_target: Target, _request: &HttpRequest, _client: &Client) -> Self {
        Self
    }

    pub(in super::super) fn around<F: Future>(&self, work: F) -> F {
        work
    }

    pub(in super::super) fn succeeded(&self, _response: &ResponseParts) {}

    pub(in super::super) fn failed(&self, _error: &Error) {}

    pub(in super::super) fn retries(&self, _pause: Duration) {}
}
