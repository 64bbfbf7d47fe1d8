//! The README: every program in it is compiled by the crate's own tests.

use quote::quote;

use super::context::Context;
use super::file::{HEADER, format};
use super::tokens::clean;
use super::{EmitError, SourceFile, example, manifest};
use crate::rust::{Decode, ExampleResult, Group, Operation, Pagination, SecurityKind};

/// `README.md`.
pub(super) fn file(context: &Context<'_>) -> Result<SourceFile, EmitError> {
    let path = "README.md".to_owned();
    match text(context) {
        Ok(text) => Ok(SourceFile { path, text }),
        Err(message) => Err(EmitError { path, message }),
    }
}

fn text(context: &Context<'_>) -> Result<String, String> {
    let krate = context.krate;
    let name = &krate.manifest.name;
    let mut text = Text(format!("<!-- {HEADER} -->\n\n# {name}\n"));
    text.paragraph(&krate.docs.lines);
    text.section("Install");
    text.code(
        "sh",
        &[
            format!("cargo add {name}"),
            "cargo add tokio --features macros,rt-multi-thread".to_owned(),
        ],
    );
    text.section("Quick start");
    if let Some(env) = krate
        .client
        .security
        .iter()
        .find_map(|scheme| scheme.env.as_ref())
    {
        text.paragraph(&[format!("`{env}` holds your credential.")]);
    }
    text.code("rust,no_run", &example::main_function(context)?);
    text.paragraph(&["The same program is in `examples/quickstart.rs`.".to_owned()]);
    if let Some(pagination) = with_pagination(context) {
        text.section("Pagination");
        text.paragraph(&[
            "`items()` walks through a list that comes in pages, and `pages()` gives its pages. Nothing is sent \
             until the first one is awaited, and no page is asked for ahead of its time:"
                .to_owned(),
        ]);
        text.code("rust,no_run", &walk(context, pagination)?);
        text.paragraph(&[
            "An error comes once and ends the walk; `resume()` goes on. `cursor()` gives a text to store, and \
             `resume_from(cursor)` goes on there. Both are streams of `futures_core`."
                .to_owned(),
        ]);
    }
    if let Some((group, operation)) = with_errors(context) {
        text.section("Errors");
        text.paragraph(&[
            "A call that fails gives an `Error`. Where the API documents what an error's body looks like, \
             the body has a type, chosen by the status:"
                .to_owned(),
        ]);
        text.code("rust,no_run", &errors(context, group, operation)?);
    }
    text.section("Configuration");
    text.code("rust,no_run", &configuration(context)?);
    if let Some(env) = &krate.client.base_url_env {
        text.paragraph(&[format!(
            "`{env}` sets another server for `{}::from_env`.",
            krate.client.ident
        )]);
    }
    text.paragraph(&AROUND_CALLS.map(str::to_owned));
    let features = manifest::features(context);
    if !features.is_empty() {
        text.section("Features");
        let mut lines = vec!["| feature | what it adds |".to_owned(), "|---|---|".to_owned()];
        lines.extend(
            features
                .iter()
                .filter(|feature| !feature.is_group)
                .map(|feature| format!("| `{}` | {} |", feature.name, feature.docs_in_table())),
        );
        text.paragraph(&lines);
    }
    text.section("License");
    text.paragraph(std::slice::from_ref(&krate.manifest.license));
    Ok(text.0)
}

/// What there is beside the calls, in words: each has its example in the docs of the type.
const AROUND_CALLS: [&str; 5] = [
    "- `call_middleware` and `attempt_middleware` go around every call and every attempt of it: see `Middleware`.",
    "- A credential can be fetched when it is needed, and again when the server refuses it: see `TokenProvider`.",
    "- `proxy`, `root_certificates`, or a `transport` of your own: see `HttpTransport`.",
    "- With the feature `blocking` a request also has `send_blocking()`, and `items().blocking()` is an iterator.",
    "- With the feature `test-util`, `MockTransport` answers in your tests, and tells what was sent.",
];

/// Markdown, block by block.
struct Text(String);

impl Text {
    fn section(&mut self, title: &str) {
        self.0.push_str("\n## ");
        self.0.push_str(title);
        self.0.push('\n');
    }

    fn paragraph(&mut self, lines: &[String]) {
        self.0.push('\n');
        for line in lines.iter().flat_map(|lines| lines.split('\n')) {
            self.0.push_str(&clean(line));
            self.0.push('\n');
        }
    }

    fn code(&mut self, language: &str, lines: &[String]) {
        self.0.push_str("\n```");
        self.0.push_str(language);
        self.0.push('\n');
        for line in lines {
            self.0.push_str(line);
            self.0.push('\n');
        }
        self.0.push_str("```\n");
    }
}

/// The operation whose errors say the most: the first with two kinds of them, or else the first with any.
fn with_errors<'a>(context: &Context<'a>) -> Option<(&'a Group, &'a Operation)> {
    let tour = example::tour(context);
    let mut candidates = context
        .krate
        .groups
        .iter()
        .flat_map(|group| group.operations.iter().map(move |operation| (group, operation)))
        .filter(|(_, operation)| operation.errors.is_some() && tour.contains(&&operation.example))
        .filter(|(_, operation)| example::call_tokens(context, &operation.example).is_some());
    let count = |operation: &Operation| {
        operation
            .errors
            .as_ref()
            .map_or(0, |errors| errors.variants.len())
    };
    let first = candidates.next()?;
    if count(first.1) > 1 {
        Some(first)
    } else {
        Some(
            candidates
                .find(|(_, operation)| count(operation) > 1)
                .unwrap_or(first),
        )
    }
}

/// The first list that comes in pages, of those whose call can be made up.
fn with_pagination<'a>(context: &Context<'a>) -> Option<&'a Pagination> {
    let operations = context.krate.groups.iter().flat_map(|group| &group.operations);
    operations
        .filter_map(|operation| operation.pagination.as_ref())
        .find(|pagination| example::is_complete(&pagination.example))
}

fn walk(context: &Context<'_>, pagination: &Pagination) -> Result<Vec<String>, String> {
    let (root, client) = (context.public_root(), &context.krate.client);
    let reads_text = example::reads_text(&pagination.example);
    let (import, error) = if reads_text {
        (format!("use {root}::{};", client.ident), example::ANY_ERROR)
    } else {
        (format!("use {root}::{{Error, {}}};", client.ident), "Error")
    };
    let mut lines = vec![import];
    lines.extend(example::imports(&root, [&pagination.example]));
    lines.extend([
        String::new(),
        format!(
            "async fn walk({}: &{}) -> Result<(), {error}> {{",
            client.variable, client.ident
        ),
    ]);
    let statements = example::walk(context, pagination)?;
    lines.extend(statements.into_iter().map(|line| format!("    {line}")));
    lines.extend(["    Ok(())", "}"].map(str::to_owned));
    Ok(lines)
}

fn errors(context: &Context<'_>, group: &Group, operation: &Operation) -> Result<Vec<String>, String> {
    let Some(enumeration) = &operation.errors else {
        return Ok(Vec::new());
    };
    let client = &context.krate.client;
    let (client_ident, variable, module, errors) =
        (&client.ident, &client.variable, &group.module, &enumeration.ident);
    let krate = quote::format_ident!("{}", context.krate.manifest.library_name());
    let arms = enumeration.variants.iter().map(|variant| {
        let ident = &variant.ident;
        let label = ident.plain();
        if matches!(variant.decode, Decode::Empty | Decode::ByStatus) {
            quote!(Some(#errors::#ident) => eprintln!(#label))
        } else {
            let message = format!("{label}: {{body:?}}");
            quote!(Some(#errors::#ident(body)) => eprintln!(#message))
        }
    });
    let call = example::call_tokens(context, &operation.example);
    let types = operation.example.imports.iter();
    let types = (types.len() > 0).then(|| quote!(use #krate::types::{#(#types),*};));
    let (success, use_success) = match &operation.example.result {
        ExampleResult::Nothing => (quote!(()), quote!(println!("done"))),
        _ => (quote!(answer), quote!(println!("{answer:#?}"))),
    };
    let name = quote::format_ident!("call");
    let (import, error, unknown) = if example::reads_text(&operation.example) {
        let error: proc_macro2::TokenStream = example::ANY_ERROR.parse().unwrap_or_default();
        (quote!(use #krate::#client_ident;), error, quote!(error.into()))
    } else {
        (
            quote!(use #krate::{Error, #client_ident};),
            quote!(Error),
            quote!(error),
        )
    };
    code(quote! {
        use #krate::#module::#errors;
        #types
        #import

        #[doc = "\u{1}"]
        async fn #name(#variable: &#client_ident) -> Result<(), #error> {
            match #call.await {
                Ok(#success) => #use_success,
                Err(error) => match error.body::<#errors>() {
                    #(#arms,)*
                    _ => return Err(#unknown),
                },
            }
            Ok(())
        }
    })
}

fn configuration(context: &Context<'_>) -> Result<Vec<String>, String> {
    let client = &context.krate.client;
    let ident = &client.ident;
    let krate = quote::format_ident!("{}", context.krate.manifest.library_name());
    let credential = client.security.first().map(|scheme| {
        let method = &scheme.ident;
        if scheme.kind == SecurityKind::Basic {
            quote!(.#method("user", "password"))
        } else {
            quote!(.#method("your credential"))
        }
    });
    code(quote! {
        use std::time::Duration;
        #[doc = "\u{1}"]
        use #krate::{Error, #ident};
        #[doc = "\u{1}"]
        fn client() -> Result<#ident, Error> {
            #ident::builder()
                #credential
                .base_url("http://localhost:8080")
                .timeout(Duration::from_secs(60))
                .max_retries(3)
                .app_info("my-app", "1.0.0")
                .build()
        }
    })
}

fn code(tokens: proc_macro2::TokenStream) -> Result<Vec<String>, String> {
    Ok(format(tokens)?.lines().map(str::to_owned).collect())
}
