//! The programs of the README.

use quote::quote;

use crate::context::Context;
use crate::example::{self, formatted};
use crate::file::format;
use crate::programs::credentials;
use sdk_rust::{Example, ExampleResult};

/// A function with calls.
pub(super) struct Snippet<'a> {
    context: &'a Context<'a>,
    example: &'a Example,
    imports: Vec<String>,
    has_client: bool,
    is_async: bool,
    body: Vec<String>,
}

impl<'a> Snippet<'a> {
    pub(super) fn new(context: &'a Context<'a>, example: &'a Example, body: Vec<String>) -> Self {
        Self {
            context,
            example,
            imports: Vec::new(),
            has_client: true,
            is_async: true,
            body,
        }
    }

    /// Imports something of the crate.
    pub(super) fn import(mut self, path: &str) -> Self {
        self.imports.push(path.to_owned());
        self
    }

    /// The function makes a client itself.
    pub(super) fn without_client(mut self) -> Self {
        self.has_client = false;
        self
    }

    /// The function is not async.
    pub(super) fn blocking(mut self) -> Self {
        self.is_async = false;
        self
    }

    /// The imports and the function.
    pub(super) fn lines(self) -> Vec<String> {
        let client = &self.context.krate.client;
        let root = self.context.public_root();
        let ident = client.ident.to_string();
        let names = self.imports.iter().map(String::as_str);
        let names: Vec<&str> = names.chain([ident.as_str()]).collect();
        let mut lines = example::use_lines(&root, &names, [self.example]);
        lines.push(String::new());
        let taken = if self.has_client {
            format!("{}: &{}", client.variable, client.ident)
        } else {
            String::new()
        };
        let asynchronous = if self.is_async { "async " } else { "" };
        lines.push(format!(
            "{asynchronous}fn call({taken}) -> Result<(), {}> {{",
            example::ANY_ERROR
        ));
        lines.extend(self.body.into_iter().map(|line| match line.as_str() {
            "" => line,
            _ => format!("    {line}"),
        }));
        lines.extend(["    Ok(())", "}"].map(str::to_owned));
        lines
    }
}

/// A function that makes a client with settings.
pub(super) fn client(context: &Context<'_>, settings: &[&str]) -> Vec<String> {
    let client = &context.krate.client;
    let root = context.public_root();
    let mut lines = Vec::new();
    if settings.iter().any(|setting| setting.contains("Duration")) {
        lines.extend(["use std::time::Duration;", ""].map(str::to_owned));
    }
    lines.push(format!("use {root}::{{Error, {}}};", client.ident));
    lines.push(String::new());
    lines.push(format!("fn client() -> Result<{}, Error> {{", client.ident));
    lines.push(format!("    {}::builder()", client.ident));
    if settings.is_empty() {
        lines.extend(
            credentials(context)
                .into_iter()
                .map(|line| format!("        {line}")),
        );
        lines.push("        .base_url(\"https://api.example.com\")".to_owned());
        lines.push("        .app_info(\"my-app\", \"1.0.0\")".to_owned());
    } else {
        lines.push("        .from_env()?".to_owned());
        lines.extend(settings.iter().map(|setting| format!("        {setting}")));
    }
    lines.extend(["        .build()", "}"].map(str::to_owned));
    lines
}

/// A call whose answer is looked at as a whole.
pub(super) fn with_response(context: &Context<'_>, call: &Example) -> Result<Vec<String>, String> {
    formatted(context, call, |call| {
        quote! {
            let response = #call.with_response().await?;
            println!("{} {:?}", response.status(), response.request_id());
            println!("{:?} {}", response.rate_limit(), response.attempts());
            println!("{:?}", response.value());
        }
    })
}

/// A call that waits.
pub(super) fn blocking(context: &Context<'_>, call: &Example) -> Result<Vec<String>, String> {
    formatted(context, call, |tokens| match &call.result {
        ExampleResult::Value(binding) => {
            let shown = format!("{{{}:?}}", binding.plain());
            quote! {
                let #binding = #tokens.send_blocking()?;
                println!(#shown);
            }
        }
        ExampleResult::Nothing | ExampleResult::Stream(_) => quote!(#tokens.send_blocking()?;),
    })
}

/// A middleware, and a client with it.
pub(super) fn middleware(context: &Context<'_>) -> Result<Vec<String>, String> {
    let ident = &context.krate.client.ident;
    let krate = quote::format_ident!("{}", context.krate.manifest.library_name());
    let mut names = [
        "BoxFuture",
        "Error",
        "HttpRequest",
        "HttpResponse",
        "Middleware",
        "Next",
        ident.as_str(),
    ];
    names.sort_unstable();
    let names = names.map(|name| quote::format_ident!("{name}"));
    let text = format(quote! {
        use #krate::{#(#names),*};
        #[doc = "\u{1}"]
        struct Stamp;
        #[doc = "\u{1}"]
        impl Middleware for Stamp {
            fn handle<'a>(
                &'a self,
                mut request: HttpRequest,
                next: Next<'a>,
            ) -> BoxFuture<'a, Result<HttpResponse, Error>> {
                request.headers.set("X-Operation", next.operation());
                next.run(request)
            }
        }
        #[doc = "\u{1}"]
        fn client() -> Result<#ident, Error> {
            #ident::builder().from_env()?.attempt_middleware(Stamp).build()
        }
    })?;
    Ok(text.lines().map(str::to_owned).collect())
}
