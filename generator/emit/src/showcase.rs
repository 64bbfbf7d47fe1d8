//! Which of the API's calls show a thing best, and the lines that show it: README and programs share them.

use quote::quote;

use super::context::Context;
use super::example::{self, formatted};
use super::programs::credentials;
use sdk_rust::{Decode, ErrorEnum, Example, ExampleResult, Group, Operation, Pagination};

/// The operations whose call can be made up and compiled, with their groups; those of the tour first.
fn operations<'a>(context: &Context<'a>) -> Vec<(&'a Group, &'a Operation)> {
    let tour = example::tour(context);
    let groups = context.krate.groups.iter();
    let all = groups.flat_map(|group| group.operations.iter().map(move |operation| (group, operation)));
    let mut all: Vec<_> = all
        .filter(|(_, operation)| !operation.deprecated && example::is_complete(&operation.example))
        .collect();
    all.sort_by_key(|(_, operation)| !tour.contains(&&operation.example));
    all
}

/// The first list that comes in pages, of those whose call can be made up.
pub(super) fn paged<'a>(context: &Context<'a>) -> Option<&'a Pagination> {
    let operations = context.krate.groups.iter().flat_map(|group| &group.operations);
    operations
        .filter(|operation| !operation.deprecated)
        .filter_map(|operation| operation.pagination.as_ref())
        .find(|pagination| example::is_complete(&pagination.example))
}

/// A call whose answer is read as a whole.
pub(super) fn plain<'a>(context: &Context<'a>) -> Option<&'a Example> {
    let operations = operations(context).into_iter();
    let mut examples = operations.map(|(_, operation)| &operation.example);
    examples.find(|example| !matches!(example.result, ExampleResult::Stream(_)))
}

/// A call that changes something, and that a server may take twice for two changes.
pub(super) fn changing<'a>(context: &Context<'a>) -> Option<&'a Example> {
    let mut operations = operations(context).into_iter();
    let changes = |operation: &Operation| matches!(operation.table.http_method.as_str(), "POST" | "PATCH");
    let found = operations.find(|(_, operation)| {
        changes(operation) && !matches!(operation.example.result, ExampleResult::Stream(_))
    });
    found.map(|(_, operation)| &operation.example)
}

/// A call that sets a field to null.
pub(super) fn clearing<'a>(context: &Context<'a>) -> Option<&'a Example> {
    let operations = operations(context).into_iter();
    let mut examples = operations.map(|(_, operation)| &operation.example);
    examples.find(|example| example.call.steps.iter().any(|step| step.arguments.is_empty()))
}

/// The operation whose errors say the most: the first with two kinds of them, or else the first with any.
pub(super) fn failing<'a>(context: &Context<'a>) -> Option<(&'a Group, &'a Operation)> {
    let count = |operation: &Operation| {
        let errors = operation.errors.as_ref();
        errors.map_or(0, |errors| errors.variants.len())
    };
    let with_errors: Vec<_> = operations(context)
        .into_iter()
        .filter(|(_, operation)| count(operation) > 0)
        .collect();
    let several = with_errors.iter().find(|(_, operation)| count(operation) > 1);
    several.or(with_errors.first()).copied()
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

/// The operation that a test without a network shows, and the test. Its path must be one that a template stands for
/// segment by segment.
pub(super) fn mocked<'a>(context: &Context<'a>) -> Result<Option<(&'a Operation, Vec<String>)>, String> {
    let is_plain = |segment: &str| {
        let inner = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        !inner.unwrap_or(segment).contains(['{', '}', '?'])
    };
    let fits = |operation: &Operation| {
        operation.table.server.is_none()
            && operation.table.path.split('/').all(is_plain)
            && !matches!(operation.example.result, ExampleResult::Stream(_))
    };
    let operations = operations(context);
    let Some((_, operation)) = operations.into_iter().find(|(_, operation)| fits(operation)) else {
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
