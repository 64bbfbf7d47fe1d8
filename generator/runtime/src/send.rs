//! The ways to send a call: to a value, to a stream, or page by page.
//!
//! Generated code calls these. Each combines `execute` with one way to decode.

use std::sync::Arc;

use super::call::Call;
use super::decode_error::DecodeError;
use super::error::Error;
use super::exchange::ReadMode;
use super::execute::execute;
use super::json::Json;
use super::pagination::{Items, Pages, Pagination};
use super::response::{Response, ResponseParts};
use super::response_stream::{Decoding, ResponseStream};

impl Call {
    /// Sends the call and decodes the response.
    pub async fn send<T>(self, decode: fn(&ResponseParts) -> Result<T, DecodeError>) -> Result<T, Error> {
        self.send_with_response(decode).await.map(Response::into_inner)
    }

    /// Sends the call, decodes the response, and keeps what came along.
    pub async fn send_with_response<T>(
        self,
        decode: fn(&ResponseParts) -> Result<T, DecodeError>,
    ) -> Result<Response<T>, Error> {
        execute(self, ReadMode::Whole).await?.decode(decode)
    }

    /// Sends the call, and reads the response value by value.
    pub async fn send_streaming<T>(self, decoding: Decoding<T>) -> Result<ResponseStream<T>, Error> {
        let options = Arc::clone(&self.options);
        let response = execute(self, ReadMode::Head).await?;
        Ok(ResponseStream::new(response, &options, &decoding))
    }

    /// The pages of the list that the operation gives.
    pub fn pages<T: Json>(self, pagination: &'static Pagination) -> Pages<T> {
        Pages::new(self, pagination)
    }

    /// The items of the list that the operation gives.
    pub fn items<T: Json>(self, pagination: &'static Pagination) -> Items<T> {
        Items::new(self, pagination)
    }
}
