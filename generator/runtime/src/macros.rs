//! Macros for the code that generated types of one kind have in common.
//!
//! These macros are used by the crate that carries the runtime as `crate::runtime`, so that is what they
//! name. The stand-alone crate does not use them.

#![allow(
    unused_macros,
    unused_imports,
    reason = "only the crate that carries the runtime uses the macros"
)]

/// Implements serde's `Serialize` and `Deserialize` through `Json`.
macro_rules! serde_through_json {
    ($($name:ty),+ $(,)?) => {$(
        #[allow(deprecated, reason = "what is deprecated still works")]
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::runtime::serialize(self, serializer)
            }
        }

        #[allow(deprecated, reason = "what is deprecated still works")]
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::deserialize(deserializer)
            }
        }
    )+};
}

/// Implements the traits of an open enum of strings, apart from `From<&str>`.
macro_rules! string_enum {
    ($($name:ident),+ $(,)?) => {$(
        #[allow(deprecated, reason = "what is deprecated still works")]
        impl ::std::convert::From<::std::string::String> for $name {
            fn from(value: ::std::string::String) -> Self {
                Self::from(value.as_str())
            }
        }

        #[allow(deprecated, reason = "what is deprecated still works")]
        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            // Not `Self::Err`, which a variant may be called.
            fn from_str(value: &str) -> ::std::result::Result<Self, ::std::convert::Infallible> {
                ::std::result::Result::Ok(Self::from(value))
            }
        }

        #[allow(deprecated, reason = "what is deprecated still works")]
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        #[allow(deprecated, reason = "what is deprecated still works")]
        impl ::std::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        #[allow(deprecated, reason = "what is deprecated still works")]
        impl $crate::runtime::Json for $name {
            fn from_json(
                value: $crate::runtime::Value,
            ) -> ::std::result::Result<Self, $crate::runtime::DecodeError> {
                <::std::string::String as $crate::runtime::Json>::from_json(value).map(Self::from)
            }

            fn to_json(&self) -> $crate::runtime::Value {
                $crate::runtime::Value::String(::std::borrow::ToOwned::to_owned(self.as_str()))
            }
        }
    )+
        $crate::runtime::serde_through_json!($($name),+);
    };
}

/// Implements the traits of an open enum of integers, apart from `From<i64>`.
macro_rules! integer_enum {
    ($($name:ident),+ $(,)?) => {$(
        #[allow(deprecated, reason = "what is deprecated still works")]
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.value(), f)
            }
        }

        #[allow(deprecated, reason = "what is deprecated still works")]
        impl $crate::runtime::Json for $name {
            fn from_json(
                value: $crate::runtime::Value,
            ) -> ::std::result::Result<Self, $crate::runtime::DecodeError> {
                <i64 as $crate::runtime::Json>::from_json(value).map(Self::from)
            }

            fn to_json(&self) -> $crate::runtime::Value {
                $crate::runtime::Value::from(self.value())
            }
        }
    )+
        $crate::runtime::serde_through_json!($($name),+);
    };
}

/// Implements `From` and `Json` of a newtype, which is written as its inner type.
macro_rules! wrapper {
    ($name:ident($inner:ty)) => {
        #[allow(deprecated, reason = "what is deprecated still works")]
        impl ::std::convert::From<$inner> for $name {
            fn from(value: $inner) -> Self {
                Self(value)
            }
        }

        #[allow(deprecated, reason = "what is deprecated still works")]
        impl $crate::runtime::Json for $name {
            fn from_borrowed(
                value: $crate::runtime::BorrowedValue<'_>,
            ) -> ::std::result::Result<Self, $crate::runtime::DecodeError> {
                <$inner as $crate::runtime::Json>::from_borrowed(value).map(Self)
            }

            fn to_json(&self) -> $crate::runtime::Value {
                $crate::runtime::Json::to_json(&self.0)
            }

            fn to_request_json(&self) -> $crate::runtime::Value {
                $crate::runtime::Json::to_request_json(&self.0)
            }

            fn unknown_fields(&self) -> usize {
                $crate::runtime::Json::unknown_fields(&self.0)
            }
        }
    };
}

/// Adds the methods of a request whose response is read to its end. The builder is a `#[must_use]`
/// struct with a field `call`. The last argument is a function of `decode`.
macro_rules! request {
    ($builder:ident -> $output:ty, $decode:ident) => {
        #[allow(deprecated, reason = "what is deprecated still works")]
        impl $builder {
            /// Sends the request. `.await` on the builder itself does the same.
            pub async fn send(self) -> ::std::result::Result<$output, $crate::runtime::Error> {
                self.call.send($crate::runtime::decode::$decode).await
            }

            /// Sends the request, and keeps the status, the headers and the number of attempts.
            pub async fn with_response(
                self,
            ) -> ::std::result::Result<$crate::runtime::Response<$output>, $crate::runtime::Error> {
                self.call
                    .send_with_response($crate::runtime::decode::$decode)
                    .await
            }
        }

        #[cfg(feature = "blocking")]
        #[allow(deprecated, reason = "what is deprecated still works")]
        impl $builder {
            /// Sends the request and blocks until the response is complete.
            pub fn send_blocking(self) -> ::std::result::Result<$output, $crate::runtime::Error> {
                $crate::runtime::blocking::wait(self.send())
            }

            /// Sends the request, blocks until the response is complete, and keeps the status, the headers and the
            /// number of attempts.
            pub fn with_response_blocking(
                self,
            ) -> ::std::result::Result<$crate::runtime::Response<$output>, $crate::runtime::Error> {
                $crate::runtime::blocking::wait(self.with_response())
            }
        }

        $crate::runtime::request_options!($builder -> $output);
    };
}

/// Adds the methods of a request whose response is read value by value. The last argument is a
/// function of `streaming`.
macro_rules! streaming_request {
    ($builder:ident -> $item:ty, $decoding:ident) => {
        #[allow(deprecated, reason = "what is deprecated still works")]
        impl $builder {
            /// Sends the request. `.await` on the builder itself does the same.
            pub async fn send(
                self,
            ) -> ::std::result::Result<$crate::runtime::ResponseStream<$item>, $crate::runtime::Error> {
                self.call
                    .send_streaming($crate::runtime::streaming::$decoding())
                    .await
            }
        }

        #[cfg(feature = "blocking")]
        #[allow(deprecated, reason = "what is deprecated still works")]
        impl $builder {
            /// Sends the request and blocks until the head of the response has arrived. `blocking` of the stream
            /// returns an iterator.
            pub fn send_blocking(
                self,
            ) -> ::std::result::Result<$crate::runtime::ResponseStream<$item>, $crate::runtime::Error> {
                $crate::runtime::blocking::wait(self.send())
            }
        }

        $crate::runtime::request_options!($builder -> $crate::runtime::ResponseStream<$item>);
    };
}

/// Adds a second way to send a request: the response has another media type and is read value by value, which
/// a field of the body may have to ask for.
macro_rules! streamed {
    ($builder:ident -> $item:ty, $decoding:ident, $media_type:literal $(, $switch:literal)?) => {
        #[allow(deprecated, reason = "what is deprecated still works")]
        impl $builder {
            /// Sends the request and returns the values of the response one by one, as they arrive.
            pub async fn send_streaming(
                mut self,
            ) -> ::std::result::Result<$crate::runtime::ResponseStream<$item>, $crate::runtime::Error> {
                self.call.accept($media_type);
                $(self.call.switch_on($switch);)?
                self.call
                    .send_streaming($crate::runtime::streaming::$decoding())
                    .await
            }

            /// Sends the request and blocks until the head of the response has arrived. `blocking` of the stream
            /// returns an iterator.
            #[cfg(feature = "blocking")]
            pub fn send_streaming_blocking(
                self,
            ) -> ::std::result::Result<$crate::runtime::ResponseStream<$item>, $crate::runtime::Error> {
                $crate::runtime::blocking::wait(self.send_streaming())
            }
        }
    };
}

/// Adds the methods that every request has. `surface.rs` beside the sources lists the names that setters must not have.
macro_rules! request_options {
    ($builder:ident -> $output:ty) => {
        #[allow(deprecated, reason = "what is deprecated still works")]
        impl $builder {
            /// Sets the time limit of this call, including all attempts and the pauses between them.
            pub fn timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.call.set_timeout(timeout);
                self
            }

            /// Sets how often this call is retried when it fails.
            pub fn max_retries(mut self, retries: u32) -> Self {
                self.call.set_max_retries(retries);
                self
            }

            /// Sets a header of this call. It replaces a header of the client.
            pub fn header(
                mut self,
                name: impl ::std::convert::Into<::std::string::String>,
                value: impl ::std::convert::Into<::std::string::String>,
            ) -> Self {
                self.call.extra_header(name, value);
                self
            }

            /// Adds a query parameter that the API description does not have.
            pub fn query_pair(
                mut self,
                name: impl ::std::convert::Into<::std::string::String>,
                value: impl ::std::convert::Into<::std::string::String>,
            ) -> Self {
                self.call.extra_query(name, value);
                self
            }

            /// Sets a field of the body that the API description does not have.
            pub fn body_field(
                mut self,
                name: impl ::std::convert::Into<::std::string::String>,
                value: impl ::std::convert::Into<$crate::runtime::Value>,
            ) -> Self {
                self.call.extra_field(name, value);
                self
            }

            /// Sends an `Idempotency-Key`, the same with every attempt, so that a call that changes something may
            /// be retried.
            pub fn idempotency_key(mut self, key: impl ::std::convert::Into<::std::string::String>) -> Self {
                self.call.idempotency_key(key);
                self
            }
        }

        #[allow(deprecated, reason = "what is deprecated still works")]
        impl ::std::future::IntoFuture for $builder {
            type Output = ::std::result::Result<$output, $crate::runtime::Error>;
            type IntoFuture = $crate::runtime::BoxFuture<'static, Self::Output>;

            fn into_future(self) -> Self::IntoFuture {
                ::std::boxed::Box::pin(self.send())
            }
        }
    };
}

/// Adds the methods of a request for a paginated list. The file has a `static PAGINATION`.
macro_rules! paginated {
    ($builder:ident -> $page:ty, $item:ty) => {
        #[allow(deprecated, reason = "what is deprecated still works")]
        impl $builder {
            /// Returns all items of the list, starting with the page that this request selects. Nothing is sent until
            /// an item is awaited. The options of the request apply to each page.
            pub fn items(self) -> $crate::runtime::Items<$item> {
                self.call.items(&PAGINATION)
            }

            /// Returns all pages of the list, starting with the page that this request selects, each with its status
            /// and headers. Nothing is sent until a page is awaited. The options of the request apply to each page.
            pub fn pages(self) -> $crate::runtime::Pages<$page> {
                self.call.pages(&PAGINATION)
            }
        }
    };
}

pub(crate) use {
    integer_enum, paginated, request, request_options, serde_through_json, streamed, streaming_request,
    string_enum, wrapper,
};
