//! Requests that the document does not have, with all that the client gives to those it has.

use std::future::IntoFuture;
use std::time::Duration;

use serde_json::Value;

use super::call::Call;
use super::client::Client;
use super::decode;
use super::decode_error::DecodeError;
use super::error::Error;
use super::json::Json;
use super::operation::{Body, Operation};
use super::response::{Response, ResponseParts};
use super::transport::BoxFuture;

/// A request that the API description does not have. [`Client::request`] creates it.
#[derive(Clone, Debug)]
pub struct RawRequest {
    call: Call,
}

/// The operation of every request that the document does not have.
static RAW: Operation = Operation {
    id: "request",
    method: "",
    path: "",
    parameters: &[],
    bodies: &[Body::json("application/json")],
    body_required: false,
    accept: "application/json",
    security: &[],
    server: None,
};

impl Client {
    /// Creates a request that the API description does not have, with the same credentials, retries and errors. The
    /// path is sent as it is, under the base URL, and must be plain: no query, no dot segments.
    #[must_use]
    pub fn request(&self, method: impl Into<String>, path: impl Into<String>) -> RawRequest {
        let mut call = Call::new(self, &RAW);
        call.raw = Some((method.into(), path.into()));
        RawRequest { call }
    }
}

impl RawRequest {
    /// Adds a query parameter.
    #[must_use]
    pub fn query_pair(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.call.extra_query(name, value);
        self
    }

    /// Sets a header.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.call.extra_header(name, value);
        self
    }

    /// Sets a JSON body.
    #[must_use]
    pub fn body<T: Json>(mut self, value: &T) -> Self {
        let value = self.call.written(None, value);
        self.call.body_value(0, value);
        self
    }

    /// Sets the time limit, including all attempts.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.call.set_timeout(timeout);
        self
    }

    /// Sets how often the request is retried.
    #[must_use]
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.call.set_max_retries(retries);
        self
    }

    /// Sends an `Idempotency-Key`, so that a POST may be retried.
    #[must_use]
    pub fn idempotency_key(mut self, key: impl Into<String>) -> Self {
        self.call.idempotency_key(key);
        self
    }

    /// Sends the request and decodes the response from JSON.
    pub async fn json<T: Json>(self) -> Result<T, Error> {
        self.call.send(decode::json).await
    }

    /// Sends the request and returns the response as text.
    pub async fn text(self) -> Result<String, Error> {
        self.call.send(decode::text).await
    }

    /// Sends the request and returns the response as bytes.
    pub async fn bytes(self) -> Result<Vec<u8>, Error> {
        self.call.send(decode::bytes).await
    }

    /// Sends the request and returns the response as JSON, or null if it is empty.
    pub async fn send(self) -> Result<Value, Error> {
        self.call.send(any).await
    }

    /// Sends the request and keeps the status, the headers and the number of attempts.
    pub async fn with_response(self) -> Result<Response<Value>, Error> {
        self.call.send_with_response(any).await
    }
}

/// The blocking variants.
#[cfg(feature = "blocking")]
impl RawRequest {
    /// Sends the request and blocks until the response is complete. Returns it as JSON, or null if it is empty.
    pub fn send_blocking(self) -> Result<Value, Error> {
        super::blocking::wait(self.send())
    }

    /// Sends the request, blocks until the response is complete, and keeps the status, the headers and the number of
    /// attempts.
    pub fn with_response_blocking(self) -> Result<Response<Value>, Error> {
        super::blocking::wait(self.with_response())
    }

    /// Sends the request, blocks until the response is complete, and decodes it from JSON.
    pub fn json_blocking<T: Json + Send>(self) -> Result<T, Error> {
        super::blocking::wait(self.json())
    }
}

fn any(response: &ResponseParts) -> Result<Value, DecodeError> {
    if response.body.is_empty() {
        Ok(Value::Null)
    } else {
        response.value()
    }
}

impl IntoFuture for RawRequest {
    type Output = Result<Value, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
