//! What every builder can set, in the words of the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use crate::tokens::doc_lines;

/// The methods of a builder that no API changes.
pub(super) fn options() -> Vec<TokenStream> {
    let header = quote! {
        /// A header that every request carries, unless the request sets it.
        pub fn default_header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
            Self { builder: self.builder.default_header(name, value) }
        }
    };
    let app = quote! {
        /// The name and version of your application, which go in front of this crate's in `User-Agent`.
        pub fn app_info(self, name: impl Into<String>, version: impl Into<String>) -> Self {
            Self { builder: self.builder.app_info(name, version) }
        }
    };
    let mut methods: Vec<TokenStream> = limits()
        .into_iter()
        .chain(surroundings())
        .map(|(method, parameter, ty, docs)| option(method, parameter, &ty, docs))
        .collect();
    methods.extend([header, app]);
    methods
}

/// A method: its name, its parameter with the type, and its docs.
type Setting = (&'static str, &'static str, TokenStream, &'static str);

/// Where calls go, and what limits them.
fn limits() -> Vec<Setting> {
    vec![
        (
            "base_url",
            "url",
            quote!(impl Into<String>),
            "The server to call. A path in it is kept.",
        ),
        (
            "allow_http",
            "allow",
            quote!(bool),
            "Allows plain `http`, which anyone on the way can read, to hosts other than this machine.",
        ),
        (
            "timeout",
            "timeout",
            quote!(Duration),
            "How long a call may take, with all attempts. 600 seconds by default.",
        ),
        (
            "attempt_timeout",
            "timeout",
            quote!(Duration),
            "How long one attempt may take. By default only the whole call is limited.",
        ),
        (
            "connect_timeout",
            "timeout",
            quote!(Duration),
            "How long it may take to connect. 10 seconds by default.",
        ),
        (
            "stall_timeout",
            "timeout",
            quote!(Duration),
            "How long an answer may stand still while it is read. 60 seconds by default.",
        ),
        (
            "max_retries",
            "retries",
            quote!(u32),
            "How often a failed call is tried again. 2 by default.",
        ),
        (
            "validate",
            "validate",
            quote!(bool),
            "Whether values are checked against the API's description before they are sent. They are by default.",
        ),
        (
            "max_response_bytes",
            "bytes",
            quote!(usize),
            "How large an answer may be. 64 MiB by default.",
        ),
    ]
}

/// What goes around calls, carries them, and tells of them.
fn surroundings() -> Vec<Setting> {
    vec![
        (
            "call_middleware",
            "middleware",
            quote!(impl runtime::Middleware),
            "Goes around every call, outside of its attempts. The first that is given is the outermost.",
        ),
        (
            "attempt_middleware",
            "middleware",
            quote!(impl runtime::Middleware),
            "Goes around every attempt of every call. The first that is given is the outermost.",
        ),
        (
            "proxy",
            "url",
            quote!(impl Into<String>),
            "The proxy that all requests go through, in place of the one that the environment names.",
        ),
        (
            "root_certificates",
            "pem",
            quote!(impl AsRef<[u8]>),
            "Certificates in PEM that servers may be signed with, beside those that the platform trusts.",
        ),
        (
            "record_headers",
            "names",
            quote!(impl IntoIterator<Item = impl Into<String>>),
            "Headers of requests and answers that spans record, in `http.request.headers` and \
             `http.response.headers`. None are unless they are named here, and credentials never are. It takes the \
             feature `tracing`.",
        ),
        (
            "record_query",
            "names",
            quote!(impl IntoIterator<Item = impl Into<String>>),
            "Query parameters that spans record, in `url.query`, where the values of all others are `REDACTED`. \
             Without any, nothing of the query is recorded; credentials never are. It takes the feature `tracing`.",
        ),
        (
            "transport",
            "transport",
            quote!(impl runtime::HttpTransport),
            "Another way to send requests.",
        ),
    ]
}

fn option(method: &str, parameter: &str, ty: &TokenStream, docs: &str) -> TokenStream {
    let method = quote::format_ident!("{method}");
    let parameter = quote::format_ident!("{parameter}");
    let docs = doc_lines([docs]);
    quote! {
        #docs
        pub fn #method(self, #parameter: #ty) -> Self { Self { builder: self.builder.#method(#parameter) } }
    }
}
