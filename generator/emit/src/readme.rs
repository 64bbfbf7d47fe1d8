//! The README: every program in it is compiled by the crate's own tests.

mod snippets;

use self::snippets::Snippet;
use super::context::Context;
use super::file::HEADER;
use super::tokens::clean;
use super::{EmitError, SourceFile, example, manifest, showcase};
use sdk_rust::SecurityScheme;
use sdk_wire::DateLibrary;

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
    text.code("rust,no_run", &example::main_function(context)?);
    text.line(
        "The same program is in `examples/quickstart.rs`; the other programs there show one thing each.",
    );
    authentication(context, &mut text);
    calls(context, &mut text)?;
    errors(context, &mut text)?;
    retries(context, &mut text);
    pagination(context, &mut text)?;
    updates(context, &mut text)?;
    values(context, &mut text);
    blocking(context, &mut text)?;
    around_calls(context, &mut text)?;
    testing(context, &mut text)?;
    features(context, &mut text);
    text.section("Minimum supported Rust version");
    text.line(&format!("Rust {}.", sdk_rust::RUST_VERSION));
    text.section("License");
    text.line(&krate.manifest.license);
    Ok(text.0)
}

fn authentication(context: &Context<'_>, text: &mut Text) {
    let client = &context.krate.client;
    if client.security.is_empty() && client.base_url_env.is_none() {
        return;
    }
    text.section("Authentication");
    let variables = client.security.iter().filter_map(|scheme| scheme.env.as_ref());
    let variables: Vec<String> = variables.map(|env| format!("`{env}`")).collect();
    if !variables.is_empty() {
        text.line(&format!(
            "`{}::from_env` takes the credential from {}. It can also be given:",
            client.ident,
            variables.join(" or ")
        ));
    }
    text.code("rust,no_run", &snippets::client(context, &[]));
    if let Some(env) = &client.base_url_env {
        text.line(&format!(
            "`{env}` sets another server for `{}::from_env`.",
            client.ident
        ));
    }
    let is_fetched = |scheme: &&SecurityScheme| scheme.provider.is_some();
    if let Some(provider) = client
        .security
        .iter()
        .find(is_fetched)
        .and_then(|scheme| scheme.provider.as_ref())
    {
        text.line(&format!(
            "A credential that ends is fetched by a `TokenProvider`, or a closure that returns a future: hand it to \
             `{provider}`. It is asked when a call needs one, by many calls at once only once, and again when the \
             server answers 401."
        ));
    }
    text.line(
        "Credentials are never shown: not by `Debug`, nor in errors, nor in spans. Plain `http` is refused but for \
         this machine, and no redirect is followed.",
    );
}

fn calls(context: &Context<'_>, text: &mut Text) -> Result<(), String> {
    text.section("Calls");
    text.line(
        "What an operation requires are arguments of its method, and the rest are setters of the request that the \
         method returns. `.await` sends it and gives the value; `.with_response()` gives what came along as well. \
         Values are checked against the API's description before they are sent.",
    );
    if let Some(call) = showcase::plain(context) {
        let body = snippets::with_response(context, call)?;
        text.code("rust,no_run", &Snippet::new(context, call, body).lines());
    }
    text.line(
        "Each request has `timeout`, `max_retries`, `header`, `query_pair`, `body_field` and `idempotency_key` for \
         this call alone. `request` of the client calls what this crate does not know, with the same credentials, \
         retries and errors.",
    );
    Ok(())
}

fn errors(context: &Context<'_>, text: &mut Text) -> Result<(), String> {
    text.section("Errors");
    if let Some((group, operation)) = showcase::failing(context)
        && let Some(errors) = &operation.errors
    {
        text.line(
            "A call that fails gives an `Error`. Where the API documents what an error's body looks like, the body \
             has a type, chosen by the status:",
        );
        let body = showcase::error_match(context, operation, errors)?;
        let import = format!("{}::{}", group.module, errors.ident);
        let snippet = Snippet::new(context, &operation.example, body).import(&import);
        text.code("rust,no_run", &snippet.lines());
    } else {
        text.line("A call that fails gives an `Error`.");
    }
    text.line(
        "Of every error there is `kind()`, `attempts()`, `elapsed()` and `is_retryable()`; where the server answered \
         also `status()`, `headers()`, `request_id()`, `rate_limit()`, `retry_after()` and `text()`. An answer that \
         is not as documented tells the JSON path of what is wrong (`decode_path()`) and keeps the body.",
    );
    Ok(())
}

fn retries(context: &Context<'_>, text: &mut Text) {
    text.section("Retries and timeouts");
    text.line(
        "A call is tried up to two times more: where the connection fails, and after 408, 429, 500, 502, 503 and \
         504. A POST or PATCH is tried again only where the server surely has not done it, or with an idempotency \
         key. The pauses are random, up to half a second and doubling; what the server asks for (`Retry-After`) is \
         obeyed, up to a minute. A budget keeps a client from retrying against a server that is down.",
    );
    let settings = [
        ".timeout(Duration::from_secs(60))",
        ".attempt_timeout(Duration::from_secs(10))",
        ".connect_timeout(Duration::from_secs(3))",
        ".stall_timeout(Duration::from_secs(20))",
        ".max_retries(4)",
    ];
    text.code("rust,no_run", &snippets::client(context, &settings));
    text.line(
        "`timeout` is for the whole call with its attempts, 600 seconds unless set. `with` gives a client with other \
         options that shares the connections. An answer of more than 64 MiB is refused (`max_response_bytes`).",
    );
}

fn pagination(context: &Context<'_>, text: &mut Text) -> Result<(), String> {
    let Some(pagination) = showcase::paged(context) else {
        return Ok(());
    };
    text.section("Pagination");
    text.line(
        "`items()` walks through a list that comes in pages, and `pages()` gives its pages. Nothing is sent until the \
         first one is awaited, and no page is asked for ahead of its time:",
    );
    let body = example::walk(context, pagination)?;
    text.code(
        "rust,no_run",
        &Snippet::new(context, &pagination.example, body).lines(),
    );
    text.line(
        "An error comes once and ends the walk; `resume()` goes on. `cursor()` gives a text to store, and \
         `resume_from(cursor)` goes on there. Both are streams of `futures_core`.",
    );
    Ok(())
}

fn updates(context: &Context<'_>, text: &mut Text) -> Result<(), String> {
    let Some(call) = showcase::clearing(context) else {
        return Ok(());
    };
    text.section("Partial updates");
    text.line(
        "A field that is not set is not sent and stays as it is. `clear_…` sends null; it is there only where the API \
         allows that.",
    );
    let body = example::statement(context, call)?;
    text.code("rust,no_run", &Snippet::new(context, call, body).lines());
    text.line("As a struct, such a field is a `Patch`: `Keep`, `Null` or `Set`.");
    Ok(())
}

fn values(context: &Context<'_>, text: &mut Text) {
    text.section("Unknown fields and values");
    text.line(
        "Fields that the API's description does not name are kept in `extra`, and sent back. An enum has a variant \
         for values that it does not know, with the text; a union one with the JSON. So an API that grows breaks no \
         program that is deployed. All types are `serde`'s as well.",
    );
    if let Some(library) = context.krate.manifest.dates {
        text.line(dates(library));
    }
}

/// What becomes of dates on their way through the types of a library.
fn dates(library: DateLibrary) -> &'static str {
    match library {
        DateLibrary::Chrono => {
            "Dates and times are the types of `chrono`, which this crate re-exports. A date and time keeps its \
             instant and its offset; how many zeros end the fraction of a second is lost. A time of day with an \
             offset is a `String`, for `chrono` has no type for it."
        }
        DateLibrary::Jiff => {
            "Dates and times are the types of `jiff`, which this crate re-exports. A date and time keeps its \
             instant; its offset, and how many zeros end the fraction of a second, are lost. A `Timestamp` ends with \
             `9999-12-30T22:00:00Z`: what is later is an error. A time of day with an offset is a `String`, for \
             `jiff` has no type for it."
        }
        DateLibrary::Time => {
            "Dates and times are the types of `time`, which this crate re-exports. A date and time keeps its instant, \
             but for a leap second, and its offset; how many zeros end the fraction of a second is lost. A time of \
             day with an offset is a `String`, for `time` has no type for it."
        }
    }
}

fn blocking(context: &Context<'_>, text: &mut Text) -> Result<(), String> {
    let Some(call) = showcase::plain(context) else {
        return Ok(());
    };
    text.section("Blocking");
    text.line(
        "With the feature `blocking` a request also has `send_blocking()` and `with_response_blocking()`, and \
         `items().blocking()` is an iterator. No runtime is needed.",
    );
    let body = snippets::blocking(context, call)?;
    text.code(
        "rust,no_run",
        &Snippet::new(context, call, body).blocking().lines(),
    );
    Ok(())
}

fn around_calls(context: &Context<'_>, text: &mut Text) -> Result<(), String> {
    text.section("Middleware");
    text.line(
        "`call_middleware` goes around every call, `attempt_middleware` around every attempt. It sees the request and \
         the answer, may change both, and may answer itself:",
    );
    text.code("rust,no_run", &snippets::middleware(context)?);
    text.section("Logging");
    text.line(
        "With the feature `tracing` there is a span for each call and one for each of its attempts, with \
         OpenTelemetry's names: method, path template, server, status, request id. Headers and query parameters are \
         recorded only where `record_headers` and `record_query` of the builder name them: as \
         `http.request.headers`, `http.response.headers` and `url.query`, in which all else is `REDACTED`. \
         Credentials never are.",
    );
    text.section("Custom transport");
    text.line(
        "`proxy` and `root_certificates` are for the HTTP client that the crate has. `transport` takes one of your \
         own, any `HttpTransport`; then no TLS and no HTTP client need be compiled (`default-features = false`).",
    );
    if showcase::plain(context).is_some() {
        text.line("`examples/custom_transport.rs` has one.");
    }
    Ok(())
}

fn testing(context: &Context<'_>, text: &mut Text) -> Result<(), String> {
    let Some((operation, body)) = showcase::mocked(context)? else {
        return Ok(());
    };
    text.section("Testing");
    text.line(
        "With the feature `test-util`, `MockTransport` answers in place of a server, and tells what was sent. Delays \
         and faults can be told too, and tokio's time may be paused:",
    );
    let snippet = Snippet::new(context, &operation.example, body).without_client();
    let snippet = snippet
        .import("MockResponse")
        .import("MockTransport")
        .import("json");
    text.code("rust,no_run", &snippet.lines());
    text.line(
        "A value of any type is made of JSON: `serde_json::from_value(json!({ … }))`. `MockResponse::json` takes either.",
    );
    Ok(())
}

fn features(context: &Context<'_>, text: &mut Text) {
    let features = manifest::features(context);
    if features.is_empty() {
        return;
    }
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

/// Markdown, block by block.
struct Text(String);

impl Text {
    fn section(&mut self, title: &str) {
        self.0.push_str("\n## ");
        self.0.push_str(title);
        self.0.push('\n');
    }

    fn line(&mut self, line: &str) {
        self.paragraph(&[line.to_owned()]);
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
