//! The client type and its builder: thin names for what the runtime has.

mod options;

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use super::file::rust_file;
use super::table::optional_text;
use super::tokens::{doc_lines, docs, lines, renamed, spaced, with_features};
use super::{EmitError, SourceFile, tree};
use sdk_rust::{Client, Group, SecurityKind, SecurityScheme};

/// `src/client.rs`.
pub(super) fn file(context: &Context<'_>) -> Result<SourceFile, EmitError> {
    let client = &context.krate.client;
    let parts = spaced([
        imports(context),
        sdk_info(context),
        definition(client),
        inherent(client, &context.krate.groups),
        builder_definition(client),
        builder(client),
    ]);
    rust_file(
        "src/client.rs".to_owned(),
        &["The client, and how it is made.".to_owned()],
        parts,
    )
}

fn imports(context: &Context<'_>) -> TokenStream {
    let root = context.root();
    let mut imports: Vec<(TokenStream, TokenStream)> = context
        .krate
        .groups
        .iter()
        .map(|group| (&group.module, &group.ident, with_features(&group.feature)))
        .map(|(module, ident, condition)| (quote!(use #root::#module::#ident;), condition))
        .collect();
    let runtime = quote!(
        use crate::runtime;
    );
    imports.push((runtime, TokenStream::new()));
    imports.sort_by_key(|(import, _)| import.to_string());
    let imports = imports
        .into_iter()
        .map(|(import, condition)| quote!(#condition #import));
    let blank = tree::blank();
    quote! {
        use std::time::Duration;
        #blank
        #(#imports)*
    }
}

fn sdk_info(context: &Context<'_>) -> TokenStream {
    let manifest = &context.krate.manifest;
    let client = &context.krate.client;
    let name = &manifest.name;
    let version = if context.is_whole_crate() {
        quote!(env!("CARGO_PKG_VERSION"))
    } else {
        let version = &manifest.version;
        quote!(#version)
    };
    let base_url = optional_text(client.base_url.as_deref());
    let base_url_env = optional_text(client.base_url_env.as_deref());
    let security = client.security.iter().map(|scheme| {
        let name = &scheme.name;
        let kind = kind(&scheme.kind);
        let env = optional_text(scheme.env.as_deref());
        quote!(runtime::SecurityScheme { name: #name, kind: runtime::SecurityKind::#kind, env: #env })
    });
    quote! {
        static SDK: runtime::SdkInfo = runtime::SdkInfo {
            name: #name,
            version: #version,
            base_url: #base_url,
            base_url_env: #base_url_env,
            security: &[#(#security),*],
        };
    }
}

fn kind(kind: &SecurityKind) -> TokenStream {
    match kind {
        SecurityKind::Bearer => quote!(Bearer),
        SecurityKind::Basic => quote!(Basic),
        SecurityKind::Header(name) => quote!(ApiKeyHeader(#name)),
        SecurityKind::Query(name) => quote!(ApiKeyQuery(#name)),
        SecurityKind::Cookie(name) => quote!(ApiKeyCookie(#name)),
    }
}

fn definition(client: &Client) -> TokenStream {
    let ident = &client.ident;
    let mut text = lines(&client.docs, "The client of the API.");
    text.extend(["", "Cheap to clone: clones share their connections."].map(str::to_owned));
    let docs = doc_lines(text);
    quote! {
        #docs
        #[derive(Debug, Clone)]
        pub struct #ident { client: runtime::Client }
    }
}

fn inherent(client: &Client, groups: &[Group]) -> TokenStream {
    let Client { ident, builder, .. } = client;
    let from_env_docs = doc_lines(from_env_docs("A client", client));
    let mut methods = vec![quote! {
        #from_env_docs
        pub fn from_env() -> Result<Self, runtime::Error> { Self::builder().from_env()?.build() }
    }];
    methods.extend(new(client));
    let required = client
        .security
        .iter()
        .filter(|scheme| scheme.required)
        .map(|scheme| &scheme.name);
    methods.push(quote! {
        /// A builder, for all that can be set.
        pub fn builder() -> #builder {
            #builder { builder: runtime::ClientBuilder::new(&SDK) #(.require_credential(#required))* }
        }
    });
    methods.extend(groups.iter().map(|group| {
        let Group {
            module,
            ident,
            feature,
            ..
        } = group;
        let condition = with_features(feature);
        let docs = docs(&group.docs, || {
            format!("Operations on {}.", module.plain().replace('_', " "))
        });
        quote! {
            #docs
            #condition
            #[must_use]
            pub fn #module(&self) -> #ident { #ident::new(self.client.clone()) }
        }
    }));
    methods.extend(groups.iter().flat_map(former_accessors));
    methods.push(quote! {
        /// A client with other options, which shares the connections of this one.
        #[must_use]
        pub fn with(&self, change: impl FnOnce(runtime::Options) -> runtime::Options) -> Self {
            Self { client: self.client.with(change) }
        }
    });
    methods.push(quote! {
        /// A request that this crate does not know, with the credentials, the retries and the errors of all others.
        pub fn request(&self, method: impl Into<String>, path: impl Into<String>) -> runtime::RawRequest {
            self.client.request(method, path)
        }
    });
    let methods = spaced(methods);
    quote!(impl #ident { #methods })
}

/// The accessors that a group had before.
fn former_accessors(group: &Group) -> impl Iterator<Item = TokenStream> {
    let Group { module, ident, .. } = group;
    group.former.iter().map(move |former| {
        let name = &former.module;
        let condition = with_features(&group.feature);
        let docs = doc_lines([format!("The former name of [`Self::{}`].", module.plain())]);
        let deprecated = renamed(module.plain());
        quote! {
            #docs
            #condition
            #deprecated
            #[must_use]
            pub fn #name(&self) -> #ident { self.#module() }
        }
    })
}

/// `new`, where one text is all that it takes to authenticate.
fn new(client: &Client) -> Option<TokenStream> {
    let [SecurityScheme { ident, kind, .. }] = client.security.as_slice() else {
        return None;
    };
    if *kind == SecurityKind::Basic {
        return None;
    }
    Some(quote! {
        /// A client with a credential, and the defaults for all else.
        ///
        /// # Errors
        ///
        /// The HTTP client cannot be set up.
        pub fn new(#ident: impl Into<runtime::Secret>) -> Result<Self, runtime::Error> {
            Self::builder().#ident(#ident).build()
        }
    })
}

fn from_env_docs(what: &str, client: &Client) -> Vec<String> {
    let credentials: Vec<String> = client
        .security
        .iter()
        .filter_map(|scheme| scheme.env.as_ref())
        .map(|env| format!("`{env}`"))
        .collect();
    let mut docs = Vec::new();
    if credentials.is_empty() {
        docs.push(format!("{what} with what the environment says."));
    } else {
        docs.push(format!(
            "{what} with the credential that the environment variable {} holds.",
            credentials.join(" or ")
        ));
    }
    if let Some(env) = &client.base_url_env {
        docs.extend([
            String::new(),
            format!("`{env}` sets another server, where it is set."),
        ]);
    }
    docs.extend(["", "# Errors", ""].map(str::to_owned));
    docs.push(if credentials.is_empty() {
        "A variable is set to nothing, or to what cannot be used.".to_owned()
    } else {
        "The variable is not set, or a variable is set to nothing.".to_owned()
    });
    docs
}

fn builder_definition(client: &Client) -> TokenStream {
    let builder = &client.builder;
    let docs = doc_lines([format!(
        "Makes a [`{}`]. Mistakes are told by [`Self::build`].",
        client.ident.plain()
    )]);
    quote! {
        #docs
        #[derive(Debug)]
        #[must_use = "a builder does nothing until `build` is called"]
        pub struct #builder { builder: runtime::ClientBuilder }
    }
}

fn builder(client: &Client) -> TokenStream {
    let Client { ident, builder, .. } = client;
    let mut methods: Vec<TokenStream> = client.security.iter().map(credential).collect();
    let from_env_docs = doc_lines(from_env_docs("The builder", client));
    methods.push(quote! {
        #from_env_docs
        pub fn from_env(self) -> Result<Self, runtime::Error> { Ok(Self { builder: self.builder.from_env()? }) }
    });
    methods.extend(options::options());
    let build_docs = doc_lines([
        "The client.",
        "",
        "# Errors",
        "",
        "A value that was given cannot be used, or the HTTP client cannot be set up.",
    ]);
    methods.push(quote! {
        #build_docs
        pub fn build(self) -> Result<#ident, runtime::Error> { Ok(#ident { client: self.builder.build()? }) }
    });
    let methods = spaced(methods);
    quote!(impl #builder { #methods })
}

fn credential(scheme: &SecurityScheme) -> TokenStream {
    let SecurityScheme {
        ident,
        name,
        kind,
        provider,
        ..
    } = scheme;
    let docs = docs(&scheme.docs, || "Sets the credential.".to_owned());
    if *kind == SecurityKind::Basic {
        return quote! {
            #docs
            pub fn #ident(self, user: impl Into<String>, password: impl Into<runtime::Secret>) -> Self {
                Self { builder: self.builder.basic(#name, user, password) }
            }
        };
    }
    let provider = provider.as_ref().map(|provider| {
        let blank = tree::blank();
        let docs = doc_lines([
            format!("Sets where the credential of [`Self::{}`] comes from.", ident.plain()),
            String::new(),
            "It is asked when a call needs one, when the one before ends, and once more when the server answers 401."
                .to_owned(),
        ]);
        quote! {
            #blank
            #docs
            pub fn #provider(self, provider: impl runtime::TokenProvider) -> Self {
                Self { builder: self.builder.token_provider(#name, provider) }
            }
        }
    });
    quote! {
        #docs
        pub fn #ident(self, #ident: impl Into<runtime::Secret>) -> Self {
            Self { builder: self.builder.credential(#name, #ident) }
        }
        #provider
    }
}
