//! The runtime of generated clients.
//!
//! Values go through [`Json`]; an operation is a table, [`Operation`]; a call is a [`Call`], which a
//! [`Client`] sends through an [`HttpTransport`]. A generated crate carries these files as its module
//! `runtime`, byte for byte, so nothing here names its crate, and this file is also a `mod.rs`.

// A response is untrusted: nothing in it may panic. Tests may.
#![cfg_attr(
    not(test),
    deny(
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::string_slice,
        clippy::todo,
        clippy::unimplemented,
        clippy::unreachable,
        clippy::unwrap_used
    )
)]

mod auth;
mod base64;
mod base_url;
#[cfg(feature = "blocking")]
pub mod blocking;
mod body;
mod call;
mod client;
mod client_builder;
mod constraint;
pub mod decode;
mod decode_error;
mod depth;
mod encode;
mod environment;
mod error;
mod event;
mod exchange;
mod execute;
mod framing;
pub mod header_values;
mod headers;
mod json;
mod link;
mod macros;
mod middleware;
mod multipart;
mod object;
mod object_writer;
mod observe;
mod operation;
mod options;
mod pagination;
mod patch;
mod prepare;
mod rate_limit;
mod raw;
mod response;
mod response_stream;
mod retry;
mod secret;
mod send;
mod sign;
pub mod streaming;
#[cfg(feature = "test-util")]
mod testing;
mod timestamp;
mod token_provider;
mod transport;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod transport_hyper;
mod undecoded;
pub mod union;
mod validate;
mod vocabulary;

pub use self::auth::SecurityScheme;
pub use self::base64::Base64;
#[cfg(feature = "blocking")]
pub use self::blocking::Blocking;
pub use self::call::Call;
pub use self::client::Client;
pub use self::client_builder::{ClientBuilder, SdkInfo};
pub use self::constraint::{Bound, Limits};
pub use self::decode::FromResponse;
pub use self::decode_error::DecodeError;
pub use self::error::{Error, ErrorBody, ErrorKind};
pub use self::event::Event;
pub use self::header_values::FromHeaders;
pub use self::headers::Headers;
pub use self::json::{BorrowedValue, Json, Value, deserialize, parse_text, serialize};
pub use self::middleware::{Middleware, Next};
pub use self::multipart::{File, Multipart};
pub use self::object::Object;
pub use self::object_writer::ObjectWriter;
pub use self::operation::{Body, Operation, Parameter, Part};
pub use self::options::Options;
pub use self::pagination::{Items, Pages, Pagination};
pub use self::patch::Patch;
pub use self::rate_limit::RateLimit;
pub use self::raw::RawRequest;
pub use self::response::{ErrorResponse, Response, ResponseParts, SuccessResponse};
pub use self::response_stream::{Decoding, ResponseStream};
pub use self::secret::Secret;
#[cfg(feature = "test-util")]
pub use self::testing::{MockResponse, MockTransport};
pub use self::timestamp::Timestamp;
pub use self::token_provider::{Token, TokenProvider};
pub use self::transport::{
    BoxFuture, HttpRequest, HttpResponse, HttpTransport, ReadBody, TransportError, TransportErrorKind,
};
pub use self::vocabulary::{
    BodyKind, CursorSource, PageCursor, PaginationStyle, ParameterLocation, ParameterStyle, SecurityKind,
};

#[allow(
    unused_imports,
    reason = "only the crate that carries the runtime uses the macros"
)]
pub(crate) use self::macros::{
    integer_enum, paginated, request, request_options, serde_through_json, streamed, streaming_request,
    string_enum, wrapper,
};
