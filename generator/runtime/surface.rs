//! What the runtime adds to the public surface of a generated crate, as tables.
//!
//! The generator includes this file with `#[path]`: reserved names, re-exports and descriptions of the surface come
//! from here. It has no dependencies and is not part of the runtime itself. `tests/surface` compares it with the
//! sources; `UPDATE_SURFACE=1 cargo test -p sdk_runtime --test surface` rewrites the tables.
//!
//! Types are written as generated code writes them: `runtime::Error`, `impl Into<String>`, `Duration`. Inside of
//! macros, `$output` is the type that the macro's parameter `$output` stands for.

/// A method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Method {
    /// The name.
    pub name: &'static str,
    /// `self`, `mut self`, `&self` or `&mut self`; empty for an associated function.
    pub receiver: &'static str,
    /// The name and the type of each parameter.
    pub parameters: &'static [(&'static str, &'static str)],
    /// The type of the result.
    pub output: &'static str,
    /// Whether it is an `async fn`.
    pub is_async: bool,
    /// The cargo feature that it needs.
    pub feature: Option<&'static str>,
    /// The documentation: one string, with `\n\n` between paragraphs.
    pub docs: &'static str,
}

/// A macro of the runtime, which generated code invokes for a type of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Macro {
    /// The name.
    pub name: &'static str,
    /// The macros that it invokes for the same type.
    pub expands_to: &'static [&'static str],
    /// The inherent methods that it gives the type.
    pub methods: &'static [Method],
    /// The traits that it implements.
    pub traits: &'static [&'static str],
}

/// The kind of an exported item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportKind {
    /// A `struct`.
    Struct,
    /// An `enum`.
    Enum,
    /// A `trait`.
    Trait,
    /// A type alias, or a type of another crate.
    Alias,
    /// A function.
    Function,
}

/// An item that can be named as `runtime::…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Export {
    /// The name.
    pub name: &'static str,
    /// The kind.
    pub kind: ExportKind,
    /// Whether generated crates re-export it at their root. This is decided here, and nowhere else.
    pub at_root: bool,
    /// The cargo feature that it needs.
    pub feature: Option<&'static str>,
    /// The names of its public methods, or of the methods of the trait, sorted.
    pub methods: &'static [&'static str],
}

/// A public module of the runtime.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Module {
    /// The name.
    pub name: &'static str,
    /// The cargo feature that it needs.
    pub feature: Option<&'static str>,
    /// Its public functions, sorted.
    pub functions: &'static [&'static str],
}

impl Method {
    const fn new(
        name: &'static str,
        receiver: &'static str,
        parameters: &'static [(&'static str, &'static str)],
        output: &'static str,
        docs: &'static str,
    ) -> Self {
        Self {
            name,
            receiver,
            parameters,
            output,
            is_async: false,
            feature: None,
            docs,
        }
    }

    const fn asynchronous(mut self) -> Self {
        self.is_async = true;
        self
    }

    const fn feature(mut self, feature: &'static str) -> Self {
        self.feature = Some(feature);
        self
    }
}

impl Export {
    const fn new(kind: ExportKind, name: &'static str, methods: &'static [&'static str]) -> Self {
        Self {
            name,
            kind,
            at_root: false,
            feature: None,
            methods,
        }
    }

    const fn at_root(mut self) -> Self {
        self.at_root = true;
        self
    }

    const fn feature(mut self, feature: &'static str) -> Self {
        self.feature = Some(feature);
        self
    }
}

// The tables. Everything below is rewritten by `UPDATE_SURFACE=1`, which keeps `at_root`.

/// The methods of `runtime::ClientBuilder`.
#[rustfmt::skip]
pub const CLIENT_BUILDER: &[Method] = &[
    Method::new("new", "", &[("info", "&'static runtime::SdkInfo")], "Self", "Creates a builder with the document's settings."),
    Method::new("credential", "self", &[("scheme", "&str"), ("secret", "impl Into<runtime::Secret>")], "Self", "Sets the key or token of a security scheme."),
    Method::new("basic", "self", &[("scheme", "&str"), ("user", "impl Into<String>"), ("password", "impl Into<runtime::Secret>")], "Self", "Sets the user name and password of a basic security scheme."),
    Method::new("token_provider", "self", &[("scheme", "&str"), ("provider", "impl runtime::TokenProvider")], "Self", "Sets the provider of the key or token of a security scheme. It is called when a call needs one, when the previous one expires, and once more when the server responds with 401."),
    Method::new("require_credential", "self", &[("scheme", "&'static str")], "Self", "Makes [`Self::build`] fail without a credential for this scheme."),
    Method::new("from_env", "self", &[], "Result<Self, runtime::Error>", "Reads the key of each scheme, and the base URL, from the SDK's environment variables. The base URL is optional; at least one key is required. An empty variable is an error. Values that the caller has set before are kept."),
    Method::new("base_url", "self", &[("url", "impl Into<String>")], "Self", "Sets the base URL. A path in it is kept."),
    Method::new("allow_http", "self", &[("allow", "bool")], "Self", "Allows unencrypted `http://` URLs for hosts other than loopback addresses."),
    Method::new("timeout", "self", &[("timeout", "Duration")], "Self", "Sets the time limit of a call, including all attempts. 600 seconds by default."),
    Method::new("attempt_timeout", "self", &[("timeout", "Duration")], "Self", "Sets the time limit of one attempt. By default only the whole call is limited."),
    Method::new("connect_timeout", "self", &[("timeout", "Duration")], "Self", "Sets the time limit for connecting. 10 seconds by default. Custom transports have a limit of their own."),
    Method::new("stall_timeout", "self", &[("timeout", "Duration")], "Self", "Sets how long the response may pause while it is read. 60 seconds by default."),
    Method::new("record_headers", "self", &[("names", "impl IntoIterator<Item = impl Into<String>>")], "Self", "Adds headers of requests and responses that spans record, in `http.request.headers` and `http.response.headers`. No others are recorded, and credentials never are. Requires the feature `tracing`."),
    Method::new("record_query", "self", &[("names", "impl IntoIterator<Item = impl Into<String>>")], "Self", "Adds query parameters that spans record, in `url.query`. The values of all others are `REDACTED`. Without any, nothing of the query is recorded; credentials never are. Requires the feature `tracing`."),
    Method::new("max_retries", "self", &[("retries", "u32")], "Self", "Sets how often a failed call is retried. 2 by default."),
    Method::new("validate", "self", &[("validate", "bool")], "Self", "Enables or disables the validation of values against the API description before they are sent. Enabled by default."),
    Method::new("max_response_bytes", "self", &[("bytes", "usize")], "Self", "Sets the size limit of a response. 64 MiB by default; error responses are limited to 1 MiB in any case."),
    Method::new("options", "self", &[("change", "impl FnOnce(runtime::Options) -> runtime::Options")], "Self", "Changes any of the options that [`Client::with`](super::Client::with) can change later."),
    Method::new("default_header", "self", &[("name", "impl Into<String>"), ("value", "impl Into<String>")], "Self", "Sets a header of every request. A header of the call replaces it."),
    Method::new("app_info", "self", &[("name", "impl Into<String>"), ("version", "impl Into<String>")], "Self", "Sets the name and version of the application. They precede the SDK's in the `User-Agent`."),
    Method::new("call_middleware", "self", &[("middleware", "impl runtime::Middleware")], "Self", "Adds a middleware around every call, outside of its attempts. The first one is the outermost."),
    Method::new("attempt_middleware", "self", &[("middleware", "impl runtime::Middleware")], "Self", "Adds a middleware around every attempt of every call. The first one is the outermost."),
    Method::new("proxy", "self", &[("url", "impl Into<String>")], "Self", "Sets the proxy of all requests, in place of the environment's: `http://host:port`, or with a user name and a password. Custom transports have their own."),
    Method::new("root_certificates", "self", &[("pem", "impl AsRef<[u8]>")], "Self", "Adds root certificates in PEM, one or several, to those that the platform trusts. Custom transports have their own."),
    Method::new("transport", "self", &[("transport", "impl runtime::HttpTransport")], "Self", "Sets a custom transport, in place of the default HTTP client."),
    Method::new("build", "self", &[], "Result<runtime::Client, runtime::Error>", "Builds the client, or returns the first error in the settings."),
];

/// The methods of `runtime::Client`.
#[rustfmt::skip]
pub const CLIENT: &[Method] = &[
    Method::new("with", "&self", &[("change", "impl FnOnce(runtime::Options) -> runtime::Options")], "Self", "Returns a client with other options that shares the connections."),
    Method::new("base_url", "&self", &[], "Option<&str>", "Returns the base URL."),
    Method::new("request", "&self", &[("method", "impl Into<String>"), ("path", "impl Into<String>")], "runtime::RawRequest", "Creates a request that the API description does not have, with the same credentials, retries and errors. The path is sent as it is, under the base URL, and must be plain: no query, no dot segments."),
];

/// The macros, which generated code invokes as `runtime::name!`.
#[rustfmt::skip]
pub const MACROS: &[Macro] = &[
    Macro { name: "serde_through_json", expands_to: &[], traits: &["Serialize", "Deserialize<'de>"], methods: &[
    ] },
    Macro { name: "string_enum", expands_to: &["serde_through_json"], traits: &["From<String>", "FromStr", "Display", "AsRef<str>", "runtime::Json"], methods: &[
    ] },
    Macro { name: "integer_enum", expands_to: &["serde_through_json"], traits: &["Display", "runtime::Json"], methods: &[
    ] },
    Macro { name: "wrapper", expands_to: &[], traits: &["From<$inner>", "runtime::Json"], methods: &[
    ] },
    Macro { name: "request", expands_to: &["request_options"], traits: &[], methods: &[
        Method::new("send", "self", &[], "Result<$output, runtime::Error>", "Sends the request. `.await` on the builder itself does the same.").asynchronous(),
        Method::new("with_response", "self", &[], "Result<runtime::Response<$output>, runtime::Error>", "Sends the request, and keeps the status, the headers and the number of attempts.").asynchronous(),
        Method::new("send_blocking", "self", &[], "Result<$output, runtime::Error>", "Sends the request and blocks until the response is complete.").feature("blocking"),
        Method::new("with_response_blocking", "self", &[], "Result<runtime::Response<$output>, runtime::Error>", "Sends the request, blocks until the response is complete, and keeps the status, the headers and the number of attempts.").feature("blocking"),
    ] },
    Macro { name: "streaming_request", expands_to: &["request_options"], traits: &[], methods: &[
        Method::new("send", "self", &[], "Result<runtime::ResponseStream<$item>, runtime::Error>", "Sends the request. `.await` on the builder itself does the same.").asynchronous(),
        Method::new("send_blocking", "self", &[], "Result<runtime::ResponseStream<$item>, runtime::Error>", "Sends the request and blocks until the head of the response has arrived. `blocking` of the stream returns an iterator.").feature("blocking"),
    ] },
    Macro { name: "streamed", expands_to: &[], traits: &[], methods: &[
        Method::new("send_streaming", "self", &[], "Result<runtime::ResponseStream<$item>, runtime::Error>", "Sends the request and returns the values of the response one by one, as they arrive.").asynchronous(),
        Method::new("send_streaming_blocking", "self", &[], "Result<runtime::ResponseStream<$item>, runtime::Error>", "Sends the request and blocks until the head of the response has arrived. `blocking` of the stream returns an iterator.").feature("blocking"),
    ] },
    Macro { name: "request_options", expands_to: &[], traits: &["IntoFuture"], methods: &[
        Method::new("timeout", "self", &[("timeout", "Duration")], "Self", "Sets the time limit of this call, including all attempts and the pauses between them."),
        Method::new("max_retries", "self", &[("retries", "u32")], "Self", "Sets how often this call is retried when it fails."),
        Method::new("header", "self", &[("name", "impl Into<String>"), ("value", "impl Into<String>")], "Self", "Sets a header of this call. It replaces a header of the client."),
        Method::new("query_pair", "self", &[("name", "impl Into<String>"), ("value", "impl Into<String>")], "Self", "Adds a query parameter that the API description does not have."),
        Method::new("body_field", "self", &[("name", "impl Into<String>"), ("value", "impl Into<runtime::Value>")], "Self", "Sets a field of the body that the API description does not have."),
        Method::new("idempotency_key", "self", &[("key", "impl Into<String>")], "Self", "Sends an `Idempotency-Key`, the same with every attempt, so that a call that changes something may be retried."),
    ] },
    Macro { name: "paginated", expands_to: &[], traits: &[], methods: &[
        Method::new("items", "self", &[], "runtime::Items<$item>", "Returns all items of the list, starting with the page that this request selects. Nothing is sent until an item is awaited. The options of the request apply to each page."),
        Method::new("pages", "self", &[], "runtime::Pages<$page>", "Returns all pages of the list, starting with the page that this request selects, each with its status and headers. Nothing is sent until a page is awaited. The options of the request apply to each page."),
    ] },
];

/// The items of the module `runtime`.
#[rustfmt::skip]
pub const EXPORTS: &[Export] = &[
    Export::new(ExportKind::Struct, "Base64", &["as_bytes", "into_bytes", "new"]).at_root(),
    Export::new(ExportKind::Struct, "Blocking", &["get_ref", "into_inner"]).at_root().feature("blocking"),
    Export::new(ExportKind::Struct, "Body", &["bytes", "form", "json", "multipart", "parts", "text"]),
    Export::new(ExportKind::Enum, "BodyKind", &[]),
    Export::new(ExportKind::Struct, "BorrowedValue", &["into_value"]),
    Export::new(ExportKind::Enum, "Bound", &[]),
    Export::new(ExportKind::Alias, "BoxFuture", &[]).at_root(),
    Export::new(ExportKind::Struct, "Call", &["accept", "body", "body_bytes", "body_content_type", "body_form", "body_json", "body_multipart", "body_parts", "body_text", "client", "cookie", "extra_field", "extra_header", "extra_query", "field", "file", "header", "idempotency_key", "items", "new", "null_field", "operation", "pages", "path", "query", "send", "send_streaming", "send_with_response", "set_max_retries", "set_timeout", "switch_on", "unset", "value"]),
    Export::new(ExportKind::Struct, "Client", &["base_url", "request", "with"]),
    Export::new(ExportKind::Struct, "ClientBuilder", &["allow_http", "app_info", "attempt_middleware", "attempt_timeout", "base_url", "basic", "build", "call_middleware", "connect_timeout", "credential", "default_header", "from_env", "max_response_bytes", "max_retries", "new", "options", "proxy", "record_headers", "record_query", "require_credential", "root_certificates", "stall_timeout", "timeout", "token_provider", "transport", "validate"]),
    Export::new(ExportKind::Enum, "CursorSource", &[]),
    Export::new(ExportKind::Struct, "DecodeError", &["at", "at_index", "expected", "missing", "new", "path", "problem"]).at_root(),
    Export::new(ExportKind::Struct, "Decoding", &[]),
    Export::new(ExportKind::Struct, "Error", &["attempts", "body", "bytes", "decode_path", "elapsed", "headers", "is_config", "is_conflict", "is_connect", "is_decode", "is_forbidden", "is_invalid_request", "is_not_found", "is_rate_limited", "is_retryable", "is_server_error", "is_timeout", "is_unauthorized", "kind", "may_have_been_sent", "middleware", "operation", "rate_limit", "request_id", "response", "retry_after", "status", "text"]).at_root(),
    Export::new(ExportKind::Trait, "ErrorBody", &["from_response"]),
    Export::new(ExportKind::Enum, "ErrorKind", &[]).at_root(),
    Export::new(ExportKind::Alias, "ErrorResponse", &[]).at_root(),
    Export::new(ExportKind::Struct, "Event", &[]).at_root(),
    Export::new(ExportKind::Struct, "File", &["content_type", "name", "new"]).at_root(),
    Export::new(ExportKind::Trait, "FromHeaders", &["from_headers"]),
    Export::new(ExportKind::Trait, "FromResponse", &["from_response"]),
    Export::new(ExportKind::Struct, "Headers", &["append", "get", "get_all", "is_empty", "is_sensitive", "iter", "len", "new", "read", "remove", "set", "set_sensitive"]).at_root(),
    Export::new(ExportKind::Struct, "HttpRequest", &["json", "path", "query"]).at_root(),
    Export::new(ExportKind::Struct, "HttpResponse", &["new", "streaming"]).at_root(),
    Export::new(ExportKind::Trait, "HttpTransport", &["send"]).at_root(),
    Export::new(ExportKind::Struct, "Items", &["blocking", "cursor", "next", "resume", "resume_from"]).at_root(),
    Export::new(ExportKind::Trait, "Json", &["from_borrowed", "from_json", "to_json", "to_request_json", "unknown_fields"]),
    Export::new(ExportKind::Struct, "Limits", &[]),
    Export::new(ExportKind::Trait, "Middleware", &["handle"]).at_root(),
    Export::new(ExportKind::Struct, "MockResponse", &["connect_error", "delay", "empty", "header", "json", "new", "reset", "reset_after", "stall_after", "timeout"]).at_root().feature("test-util"),
    Export::new(ExportKind::Struct, "MockTransport", &["new", "on", "requests"]).at_root().feature("test-util"),
    Export::new(ExportKind::Struct, "Multipart", &["file", "new", "value"]),
    Export::new(ExportKind::Struct, "Next", &["attempt", "operation", "path_template", "run"]).at_root(),
    Export::new(ExportKind::Struct, "Object", &["constant", "constant_value", "extra", "extra_of", "from_borrowed", "from_json", "nullable", "optional", "patch", "required"]),
    Export::new(ExportKind::Struct, "ObjectWriter", &["complete", "constant", "extra", "finish", "nullable", "optional", "patch", "read_only_nullable", "read_only_optional", "read_only_patch", "read_only_required", "request", "required"]),
    Export::new(ExportKind::Struct, "Operation", &[]),
    Export::new(ExportKind::Struct, "Options", &["attempt_timeout", "max_response_bytes", "max_retries", "retry_unsafe", "stall_timeout", "timeout", "validate"]).at_root(),
    Export::new(ExportKind::Struct, "PageCursor", &[]),
    Export::new(ExportKind::Struct, "Pages", &["blocking", "cursor", "next", "resume", "resume_from"]).at_root(),
    Export::new(ExportKind::Struct, "Pagination", &["backward", "has_more", "item_cursor", "link_at", "link_header", "list", "offset", "page", "response_cursor"]),
    Export::new(ExportKind::Enum, "PaginationStyle", &[]),
    Export::new(ExportKind::Struct, "Parameter", &["allow_reserved", "content_json", "cookie", "exclusive_maximum", "exclusive_minimum", "explode", "field", "header", "max_items", "max_length", "maximum", "min_items", "min_length", "minimum", "multiple_of", "path", "query", "required", "style"]),
    Export::new(ExportKind::Enum, "ParameterLocation", &[]),
    Export::new(ExportKind::Enum, "ParameterStyle", &[]),
    Export::new(ExportKind::Struct, "Part", &["binary", "content_type", "explode", "new", "style"]),
    Export::new(ExportKind::Enum, "Patch", &["as_ref", "into_set", "is_keep", "is_null", "map", "set"]).at_root(),
    Export::new(ExportKind::Struct, "RateLimit", &[]).at_root(),
    Export::new(ExportKind::Struct, "RawRequest", &["body", "bytes", "header", "idempotency_key", "json", "json_blocking", "max_retries", "query_pair", "send", "send_blocking", "text", "timeout", "with_response", "with_response_blocking"]).at_root(),
    Export::new(ExportKind::Trait, "ReadBody", &["read"]).at_root(),
    Export::new(ExportKind::Struct, "Response", &["attempts", "elapsed", "headers", "into_inner", "map", "rate_limit", "request_id", "status", "value"]).at_root(),
    Export::new(ExportKind::Struct, "ResponseParts", &["bytes", "content_type", "headers", "is_content_type", "json", "rate_limit", "request_id", "status", "text", "undocumented", "value"]),
    Export::new(ExportKind::Struct, "ResponseStream", &["attempts", "blocking", "headers", "next", "request_id", "status"]).at_root(),
    Export::new(ExportKind::Struct, "SdkInfo", &[]),
    Export::new(ExportKind::Struct, "Secret", &["expose", "new"]).at_root(),
    Export::new(ExportKind::Enum, "SecurityKind", &[]),
    Export::new(ExportKind::Struct, "SecurityScheme", &[]),
    Export::new(ExportKind::Alias, "SuccessResponse", &[]),
    Export::new(ExportKind::Struct, "Timestamp", &["as_str", "into_string", "new"]).at_root(),
    Export::new(ExportKind::Struct, "Token", &["expires_in", "new"]).at_root(),
    Export::new(ExportKind::Trait, "TokenProvider", &["token"]).at_root(),
    Export::new(ExportKind::Struct, "TransportError", &["kind", "new"]).at_root(),
    Export::new(ExportKind::Enum, "TransportErrorKind", &[]).at_root(),
    Export::new(ExportKind::Alias, "Value", &[]).at_root(),
    Export::new(ExportKind::Function, "deserialize", &[]),
    Export::new(ExportKind::Function, "parse_text", &[]),
    Export::new(ExportKind::Function, "serialize", &[]),
];

/// The public modules below `runtime`.
#[rustfmt::skip]
pub const MODULES: &[Module] = &[
    Module { name: "blocking", feature: Some("blocking"), functions: &["wait"] },
    Module { name: "decode", feature: None, functions: &["by_status", "bytes", "empty", "json", "text"] },
    Module { name: "header_values", feature: None, functions: &["json", "literal", "literals", "text", "texts"] },
    Module { name: "streaming", feature: None, functions: &["chunks", "events", "json_lines", "json_sequence", "plain_events", "whole_events", "whole_text_events"] },
    Module { name: "union", feature: None, functions: &["best", "tag"] },
];

/// The cargo features of the runtime.
#[rustfmt::skip]
pub const FEATURES: &[&str] = &[
    "default",
    "rustls",
    "native-tls",
    "blocking",
    "tracing",
    "test-util",
    "chrono",
    "jiff",
    "time",
];

/// The crates that the runtime can depend on.
#[rustfmt::skip]
pub const DEPENDENCIES: &[&str] = &[
    "base64",
    "chrono",
    "fastrand",
    "futures-core",
    "http-body-util",
    "httpdate",
    "hyper",
    "hyper-rustls",
    "hyper-tls",
    "hyper-util",
    "jiff",
    "native-tls",
    "percent-encoding",
    "rustls",
    "rustls-platform-verifier",
    "serde",
    "serde_json",
    "time",
    "tokio",
    "tokio-native-tls",
    "tower-service",
    "tracing",
];
