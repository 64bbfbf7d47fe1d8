//! The lines that show the calls which were chosen for README and samples: both share them.

use quote::quote;

use super::context::Context;
use super::example::formatted;
use super::programs::credentials;
use sdk_rust::{
    Decode, ErrorEnum, Example, ExampleResult, Examples, Group, Operation, OperationIndex, Pagination,
};

/// A list that comes in pages.
pub(super) fn paged<'a>(context: &Context<'a>) -> Option<&'a Pagination> {
    let (_, operation) = chosen(context, |examples| examples.pages)?;
    operation.pagination.as_ref()
}

/// A call whose response is read as a whole.
pub(super) fn plain<'a>(context: &Context<'a>) -> Option<&'a Example> {
    example(context, |examples| examples.call)
}

/// A call that changes something.
pub(super) fn changing<'a>(context: &Context<'a>) -> Option<&'a Example> {
    example(context, |examples| examples.change)
}

/// A call that sets a field to null.
pub(super) fn clearing<'a>(context: &Context<'a>) -> Option<&'a Example> {
    example(context, |examples| examples.clear)
}

/// The operation whose errors are matched.
pub(super) fn failing<'a>(context: &Context<'a>) -> Option<(&'a Group, &'a Operation)> {
    chosen(context, |examples| examples.errors)
}

fn example<'a>(
    context: &Context<'a>,
    choice: impl Fn(&Examples) -> Option<OperationIndex>,
) -> Option<&'a Example> {
    chosen(context, choice).map(|(_, operation)| &operation.example)
}

fn chosen<'a>(
    context: &Context<'a>,
    choice: impl Fn(&Examples) -> Option<OperationIndex>,
) -> Option<(&'a Group, &'a Operation)> {
    let krate = context.krate;
    choice(&krate.examples).and_then(|index| krate.operation(index))
}

/// A call, and what is made of each of its errors.
pub(super) fn error_match(
    context: &Context<'_>,
    operation: &Operation,
    errors: &ErrorEnum,
) -> Result<Vec<String>, String> {
    let enumeration = &errors.ident;
    let arms: Vec<_> = errors
        .variants
        .iter()
        .map(|variant| {
            let ident = &variant.ident;
            let label = ident.plain();
            if matches!(variant.decode, Decode::Empty | Decode::ByStatus) {
                quote!(Some(#enumeration::#ident) => { println!(#label); })
            } else {
                let message = format!("{label}: {{body:?}}");
                quote!(Some(#enumeration::#ident(body)) => { println!(#message); })
            }
        })
        .collect();
    let (success, told) = match &operation.example.result {
        ExampleResult::Nothing => (quote!(()), quote!(println!("done"))),
        ExampleResult::Value(_) | ExampleResult::Stream(_) => {
            (quote!(answer), quote!(println!("{answer:#?}")))
        }
    };
    formatted(context, &operation.example, |call| {
        quote! {
            match #call.await {
                Ok(#success) => #told,
                Err(error) => match error.body::<#enumeration>() {
                    #(#arms)*
                    _ if error.is_rate_limited() => { println!("again in {:?}", error.retry_after()); }
                    _ if error.is_timeout() => { println!("perhaps done: {}", error.may_have_been_sent()); }
                    _ => return Err(error.into()),
                },
            }
        }
    })
}

/// The operation that a test without a network shows, and the test.
pub(super) fn mocked<'a>(context: &Context<'a>) -> Result<Option<(&'a Operation, Vec<String>)>, String> {
    let Some((_, operation)) = chosen(context, |examples| examples.mock) else {
        return Ok(None);
    };
    let client = &context.krate.client;
    let (method, path) = (&operation.table.http_method, &operation.table.path);
    let mut lines = vec![
        "let server = MockTransport::new();".to_owned(),
        format!("let path = {path:?};"),
        "let missing = json!({\"message\": \"nothing is here\"});".to_owned(),
        "server".to_owned(),
        format!("    .on({method:?}, path, MockResponse::empty(429).header(\"Retry-After\", \"0\"))"),
        format!("    .on({method:?}, path, MockResponse::json(404, &missing));"),
        format!("let {} = {}::builder()", client.variable, client.ident),
    ];
    lines.extend(credentials(context).into_iter().map(|line| format!("    {line}")));
    lines.extend(
        [
            "    .base_url(\"https://api.example.com\")",
            "    .transport(server.clone())",
            "    .build()?;",
            "",
        ]
        .map(str::to_owned),
    );
    lines.extend(formatted(context, &operation.example, |call| {
        quote! {
            let error = #call.await.expect_err("the server has nothing");
            assert!(error.is_not_found());
        }
    })?);
    lines.extend(
        [
            "// What is too much is tried again: the real retries, credentials and decoding are at work.",
            "assert_eq!(error.attempts(), 2);",
            "assert_eq!(server.requests().len(), 2);",
        ]
        .map(str::to_owned),
    );
    Ok(Some((operation, lines)))
}
