//! What each program holds.

use quote::quote;

use super::{Frame, Program, binding, credentials, features, from_env, indented, shown};
use crate::context::Context;
use crate::example::{self, formatted};
use crate::showcase;

pub(super) fn all_pages(context: &Context<'_>) -> Result<Option<Program>, String> {
    let Some(pagination) = showcase::paged(context) else {
        return Ok(None);
    };
    let example = &pagination.example;
    let mut body = vec!["// Item by item. A page is asked for when its first item is.".to_owned()];
    body.extend(example::walk(context, pagination)?);
    body.extend(["", "// Page by page, with a place to go on from after each."].map(str::to_owned));
    body.extend(formatted(context, example, |call| {
        quote! {
            let mut pages = #call.pages();
            let mut place = None;
            while let Some(page) = pages.next().await.transpose()? {
                println!("{page:?}");
                place = pages.cursor();
            }
        }
    })?);
    body.extend(
        [
            "",
            "// Later, perhaps in another process: on from the place that was kept.",
        ]
        .map(str::to_owned),
    );
    body.extend(formatted(context, example, |call| {
        quote! {
            if let Some(place) = place {
                let mut rest = #call.pages().resume_from(place);
                while let Some(page) = rest.next().await.transpose()? {
                    println!("{page:?}");
                }
            }
        }
    })?);
    let frame = Frame {
        imports: &[],
        std: &[],
        calls: &[example],
        client: from_env(context),
        items: Vec::new(),
        is_async: true,
        body,
    };
    Ok(Some(Program {
        name: "all_pages",
        features: features(context, &[], &[example]),
        docs: "Walks through a list that comes in pages.",
        lines: frame.lines(context),
    }))
}

pub(super) fn blocking(context: &Context<'_>) -> Result<Option<Program>, String> {
    let Some(call) = showcase::plain(context) else {
        return Ok(None);
    };
    let mut calls = vec![call];
    let bound = binding(call);
    let mut body = formatted(context, call, |call| quote!(#bound #call.send_blocking()?;))?;
    body.extend(shown(call));
    if let Some(pagination) = showcase::paged(context) {
        let item = &pagination.item_variable;
        let shown = format!("{{{}:?}}", item.plain());
        body.push(String::new());
        body.extend(formatted(context, &pagination.example, |call| {
            quote! {
                for #item in #call.items().blocking() {
                    let #item = #item?;
                    println!(#shown);
                }
            }
        })?);
        calls.push(&pagination.example);
    }
    let frame = Frame {
        imports: &[],
        std: &[],
        calls: &calls,
        client: from_env(context),
        items: Vec::new(),
        is_async: false,
        body,
    };
    Ok(Some(Program {
        name: "blocking",
        features: features(context, &["blocking"], &calls),
        docs: "Calls from code that is not async: no runtime is needed.",
        lines: frame.lines(context),
    }))
}

pub(super) fn custom_transport(context: &Context<'_>) -> Result<Option<Program>, String> {
    let Some(call) = showcase::plain(context) else {
        return Ok(None);
    };
    let client = &context.krate.client;
    let mut made = vec![format!("let {} = {}::builder()", client.variable, client.ident)];
    made.extend(credentials(context).into_iter().map(|line| format!("    {line}")));
    made.extend(
        [
            "    .base_url(\"https://api.example.com\")",
            "    .transport(Offline)",
            "    .build()?;",
        ]
        .map(str::to_owned),
    );
    let items = [
        "/// Answers each request itself. One of your own hands it to the HTTP client that you have.",
        "struct Offline;",
        "",
        "impl HttpTransport for Offline {",
        "    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {",
        "        Box::pin(async move {",
        "            println!(\"{} {}\", request.method, request.path());",
        "            let mut headers = Headers::new();",
        "            headers.append(\"Content-Type\", \"application/json\");",
        "            Ok(HttpResponse::new(404, headers, r#\"{\"message\": \"there is no network\"}\"#))",
        "        })",
        "    }",
        "}",
    ];
    let body = formatted(context, call, |call| {
        quote! {
            if let Err(error) = #call.await {
                println!("{error}");
            }
        }
    })?;
    let frame = Frame {
        imports: &[
            "BoxFuture",
            "Headers",
            "HttpRequest",
            "HttpResponse",
            "HttpTransport",
            "TransportError",
        ],
        std: &[],
        calls: &[call],
        client: made,
        items: items.map(str::to_owned).to_vec(),
        is_async: true,
        body,
    };
    Ok(Some(Program {
        name: "custom_transport",
        features: features(context, &[], &[call]),
        docs: "Sends requests in a way of one's own: credentials, retries and decoding stay as they are.",
        lines: frame.lines(context),
    }))
}

pub(super) fn errors(context: &Context<'_>) -> Result<Option<Program>, String> {
    let Some((group, operation)) = showcase::failing(context) else {
        return Ok(None);
    };
    let Some(errors) = &operation.errors else {
        return Ok(None);
    };
    let body = showcase::error_match(context, operation, errors)?;
    let import = format!("{}::{}", group.module, errors.ident);
    let frame = Frame {
        imports: &[&import],
        std: &[],
        calls: &[&operation.example],
        client: from_env(context),
        items: Vec::new(),
        is_async: true,
        body,
    };
    Ok(Some(Program {
        name: "errors",
        features: features(context, &[], &[&operation.example]),
        docs: "Tells what went wrong: by the body that the API documents, and by what kind of failure it is.",
        lines: frame.lines(context),
    }))
}

pub(super) fn partial_update(context: &Context<'_>) -> Result<Option<Program>, String> {
    let Some(call) = showcase::clearing(context) else {
        return Ok(None);
    };
    let mut body = vec![
        "// What is set is sent, what is cleared becomes null, and everything else stays as it is."
            .to_owned(),
    ];
    body.extend(example::statement(context, call)?);
    body.extend(shown(call));
    let frame = Frame {
        imports: &[],
        std: &[],
        calls: &[call],
        client: from_env(context),
        items: Vec::new(),
        is_async: true,
        body,
    };
    Ok(Some(Program {
        name: "partial_update",
        features: features(context, &[], &[call]),
        docs: "Changes some fields, clears one, and leaves the others alone.",
        lines: frame.lines(context),
    }))
}

pub(super) fn retries(context: &Context<'_>) -> Result<Option<Program>, String> {
    let Some(call) = showcase::plain(context) else {
        return Ok(None);
    };
    let client = &context.krate.client;
    let made = [
        format!("let {} = {}::builder()", client.variable, client.ident),
        "    .from_env()?".to_owned(),
        "    // All attempts of a call together, and each of them.".to_owned(),
        "    .timeout(Duration::from_secs(60))".to_owned(),
        "    .attempt_timeout(Duration::from_secs(10))".to_owned(),
        "    .max_retries(4)".to_owned(),
        "    .build()?;".to_owned(),
    ];
    let mut body = vec!["// A call of its own mind: one attempt, five seconds.".to_owned()];
    body.extend(formatted(context, call, |call| {
        quote! {
            let once = #call.max_retries(0).timeout(Duration::from_secs(5)).await;
            if let Err(error) = once {
                println!("{error}, in {:?}", error.elapsed());
                println!("worth another one: {}", error.is_retryable());
            }
        }
    })?);
    let mut calls = vec![call];
    if let Some(change) = showcase::changing(context) {
        body.push(String::new());
        body.push(
            "// What changes something is tried again where it surely was not done. With a key of yours by"
                .to_owned(),
        );
        body.push("// which the server knows the request again, it may always be.".to_owned());
        body.extend(formatted(
            context,
            change,
            |call| quote!(#call.idempotency_key("a text that is new for each change").await?;),
        )?);
        calls.push(change);
    }
    let frame = Frame {
        imports: &[],
        std: &["time::Duration"],
        calls: &calls,
        client: made.to_vec(),
        items: Vec::new(),
        is_async: true,
        body,
    };
    Ok(Some(Program {
        name: "retries",
        features: features(context, &[], &calls),
        docs: "Says how long calls may take, and how often they are tried.",
        lines: frame.lines(context),
    }))
}

pub(super) fn testing(context: &Context<'_>) -> Result<Option<Program>, String> {
    let Some((operation, body)) = showcase::mocked(context)? else {
        return Ok(None);
    };
    let ident = &context.krate.client.ident;
    let root = context.public_root();
    let names = ["MockResponse", "MockTransport", "json", ident.as_str()];
    let mut lines = example::use_lines(&root, &names, [&operation.example]);
    lines.push(String::new());
    lines.extend(
        [
            "#[tokio::main]",
            "async fn main() -> Result<(), Box<dyn std::error::Error>> {",
            "    run().await",
            "}",
            "",
            "/// What a test of yours may look like.",
            "///",
            "/// # Panics",
            "///",
            "/// Where something is not as it should be.",
            "pub async fn run() -> Result<(), Box<dyn std::error::Error>> {",
        ]
        .map(str::to_owned),
    );
    lines.extend(indented(body));
    lines.extend(["    Ok(())", "}"].map(str::to_owned));
    Ok(Some(Program {
        name: "testing",
        features: features(context, &["test-util"], &[&operation.example]),
        docs: "Tests code that makes calls, without a network.",
        lines,
    }))
}
