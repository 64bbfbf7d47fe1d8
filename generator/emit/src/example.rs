//! Calls as text: for docs, the README and the quick start.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};
use sdk_wire::DateLibrary;
use serde_json::Value;

use super::context::Context;
use super::file::{HEADER, format};
use super::tokens::{float, integer, typed_integer};
use super::{EmitError, SourceFile};
use sdk_rust::{DateKind, Example, ExampleCall, ExampleResult, Expression, Ident, Pagination, Step};

/// Stands in the tokens for a JSON value: its text comes in once the rest is formatted, since no
/// formatter knows how people write JSON.
const JSON: &str = "json_value";

/// A doctest of calls, with the lines hidden that are the same everywhere.
pub(super) fn doctest(context: &Context<'_>, examples: &[Example]) -> Result<Vec<String>, String> {
    framed(context, examples, |example| statement(context, example))
}

/// A doctest that walks through a list.
pub(super) fn walk_doctest(context: &Context<'_>, pagination: &Pagination) -> Result<Vec<String>, String> {
    let examples = std::slice::from_ref(&pagination.example);
    framed(context, examples, |_| walk(context, pagination))
}

fn framed(
    context: &Context<'_>,
    examples: &[Example],
    print: impl Fn(&Example) -> Result<Vec<String>, String>,
) -> Result<Vec<String>, String> {
    let root = context.public_root();
    let client = &context.krate.client;
    // A nested crate is a module of another one, which a doctest cannot name; and what cannot be made
    // up cannot be compiled.
    let is_whole = context.is_whole_crate() && examples.iter().all(Example::is_complete);
    let error = if examples.iter().any(Example::reads_text) {
        ANY_ERROR.to_owned()
    } else {
        format!("{root}::Error")
    };
    let mut lines = vec![if is_whole { "```no_run" } else { "```ignore" }.to_owned()];
    lines.push(format!(
        "# async fn example({}: &{root}::{}) -> Result<(), {}> {{",
        client.variable, client.ident, error
    ));
    if let Some(imports) = imports(&root, examples) {
        lines.push(imports);
        lines.push(String::new());
    }
    for example in examples {
        lines.extend(print(example)?);
    }
    lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    Ok(lines)
}

/// `examples/quickstart.rs`.
pub(super) fn quick_start_file(context: &Context<'_>) -> Result<SourceFile, EmitError> {
    let path = "examples/quickstart.rs";
    let name = &context.krate.manifest.name;
    let mut text = format!("// {HEADER}\n//! The quick start of the README of `{name}`.\n\n");
    let main = main_function(context).map_err(|message| EmitError {
        path: path.to_owned(),
        message,
    })?;
    for line in main {
        text.push_str(&line);
        text.push('\n');
    }
    Ok(SourceFile {
        path: path.to_owned(),
        text,
    })
}

/// The program of the quick start.
pub(super) fn main_function(context: &Context<'_>) -> Result<Vec<String>, String> {
    let client = &context.krate.client;
    let calls = &context.krate.examples.quick_start;
    let root = context.public_root();
    let mut lines = vec![format!("use {root}::{};", client.ident)];
    lines.extend(imports(&root, calls));
    lines.extend([
        String::new(),
        "#[tokio::main]".to_owned(),
        "async fn main() -> Result<(), Box<dyn std::error::Error>> {".to_owned(),
        format!(
            "    let {} = {}::from_env()?;",
            if calls.is_empty() {
                format!("_{}", client.variable.plain())
            } else {
                client.variable.to_string()
            },
            client.ident
        ),
    ]);
    for example in calls {
        lines.push(String::new());
        lines.extend(
            statement(context, example)?
                .into_iter()
                .map(|line| format!("    {line}")),
        );
        if let ExampleResult::Value(binding) = &example.result {
            // A format string names a raw identifier without its `r#`.
            lines.push(format!("    println!(\"{{{}:#?}}\");", binding.plain()));
        }
    }
    lines.extend(["", "    Ok(())", "}"].map(str::to_owned));
    Ok(lines)
}

/// The lines that import names of the crate and the types that calls name, in the order of `rustfmt`: one name at the
/// root, then what lies deeper, then several names at the root.
pub(super) fn use_lines<'a>(
    root: &str,
    names: &[&str],
    examples: impl IntoIterator<Item = &'a Example>,
) -> Vec<String> {
    let (mut deeper, mut at_root): (Vec<&str>, Vec<&str>) =
        names.iter().copied().partition(|name| name.contains("::"));
    deeper.sort_unstable();
    at_root.sort_unstable();
    let mut lines: Vec<String> = deeper.iter().map(|path| format!("use {root}::{path};")).collect();
    lines.extend(imports(root, examples));
    match at_root.as_slice() {
        [] => {}
        [only] => lines.insert(0, format!("use {root}::{only};")),
        _ => lines.push(format!("use {root}::{{{}}};", at_root.join(", "))),
    }
    lines
}

/// The line that imports the types that calls name.
pub(super) fn imports<'a>(root: &str, examples: impl IntoIterator<Item = &'a Example>) -> Option<String> {
    let mut names: Vec<&str> = examples
        .into_iter()
        .flat_map(|example| &example.imports)
        .map(Ident::as_str)
        .collect();
    names.sort_unstable();
    names.dedup();
    match names.as_slice() {
        [] => None,
        [only] => Some(format!("use {root}::types::{only};")),
        _ => Some(format!("use {root}::types::{{{}}};", names.join(", "))),
    }
}

/// One call, formatted.
pub(super) fn statement(context: &Context<'_>, example: &Example) -> Result<Vec<String>, String> {
    formatted(context, example, |call| match &example.result {
        ExampleResult::Nothing => quote!(#call.await?;),
        ExampleResult::Value(binding) => quote!(let #binding = #call.await?;),
        ExampleResult::Stream(item) => {
            let shown = format!("{{{}:#?}}", item.plain());
            quote! {
                let mut stream = #call.await?;
                while let Some(#item) = stream.next().await.transpose()? {
                    println!(#shown);
                }
            }
        }
    })
}

/// A walk through a list, formatted.
pub(super) fn walk(context: &Context<'_>, pagination: &Pagination) -> Result<Vec<String>, String> {
    let item = &pagination.item_variable;
    // A format string names a raw identifier without its `r#`.
    let shown = format!("{{{}:?}}", item.plain());
    formatted(context, &pagination.example, |call| {
        quote! {
            let mut items = #call.items();
            while let Some(#item) = items.next().await.transpose()? {
                println!(#shown);
            }
        }
    })
}

/// Statements around a call, formatted.
pub(super) fn formatted(
    context: &Context<'_>,
    example: &Example,
    statements: impl Fn(TokenStream) -> TokenStream,
) -> Result<Vec<String>, String> {
    let mut printer = Printer {
        root: context.public_root(),
        json: Vec::new(),
    };
    let call = printer.call(&context.krate.client.variable, &example.call);
    let statements = statements(call);
    let mut text = format(quote!(async fn example() { #statements }))?;
    for value in printer.json.iter().rev() {
        // The last one goes in first, so that text which looks like a place to fill stays as it is.
        if let Some(at) = text.rfind(JSON) {
            text.replace_range(at..at + JSON.len(), value);
        }
    }
    let body = text.lines().skip(1);
    let mut lines: Vec<String> = body
        .map(|line| line.strip_prefix("    ").unwrap_or(line).to_owned())
        .collect();
    // The brace that closes the function.
    lines.pop();
    Ok(lines)
}

struct Printer {
    root: String,
    json: Vec<String>,
}

impl Printer {
    fn call(&mut self, client: &Ident, call: &ExampleCall) -> TokenStream {
        let ExampleCall {
            group,
            method,
            arguments,
            steps,
        } = call;
        let arguments = self.expressions(arguments);
        let steps = self.steps(steps);
        quote!(#client.#group().#method(#(#arguments),*) #steps)
    }

    fn steps(&mut self, steps: &[Step]) -> TokenStream {
        let mut tokens = TokenStream::new();
        for Step { ident, arguments } in steps {
            let arguments = self.expressions(arguments);
            tokens.extend(quote!(.#ident(#(#arguments),*)));
        }
        tokens
    }

    fn expressions(&mut self, expressions: &[Expression]) -> Vec<TokenStream> {
        expressions
            .iter()
            .map(|expression| self.expression(expression))
            .collect()
    }

    fn expression(&mut self, expression: &Expression) -> TokenStream {
        match expression {
            Expression::Text(text) => quote!(#text),
            Expression::IntoText(text) => quote!(#text.into()),
            Expression::Dated(library, kind, text) => dated(*library, *kind, text),
            Expression::Integer(value) => integer(*value).into_token_stream(),
            Expression::Float(value) => float(*value).into_token_stream(),
            Expression::Bool(value) => quote!(#value),
            Expression::List(elements) => {
                let elements = self.expressions(elements);
                quote!([#(#elements),*])
            }
            Expression::Vec(elements) => {
                let elements = self.expressions(elements);
                quote!(vec![#(#elements),*])
            }
            Expression::Entries(entries) => {
                let entries = entries.iter().map(|(key, value)| {
                    let value = self.expression(value);
                    quote!((#key, #value))
                });
                let entries: Vec<_> = entries.collect();
                quote!([#(#entries),*])
            }
            Expression::Variant(item, variant) => quote!(#item::#variant),
            Expression::VariantOf(item, variant, value) => {
                let value = self.expression(value);
                quote!(#item::#variant(#value))
            }
            Expression::Build {
                item,
                arguments,
                steps,
            } => {
                let arguments = self.expressions(arguments);
                let steps = self.steps(steps);
                quote!(#item::new(#(#arguments),*) #steps)
            }
            Expression::Json(value) => {
                self.json.push(json_text(value));
                let root: TokenStream = self.root.parse().unwrap_or_default();
                let place = quote::format_ident!("{JSON}");
                quote!(#root::json!(#place))
            }
            Expression::Todo(text) => quote!(todo!(#text)),
        }
    }
}

/// A date or time, read from its text. `time` has no way to do so but with a format.
fn dated(library: DateLibrary, kind: DateKind, text: &str) -> TokenStream {
    if library != DateLibrary::Time {
        return quote!(#text.parse()?);
    }
    let ty: TokenStream = kind.type_path(library).parse().unwrap_or_default();
    let format = match kind {
        DateKind::Instant => quote!(Rfc3339),
        DateKind::Date => quote!(Iso8601::DATE),
        DateKind::LocalDateTime => quote!(Iso8601::DATE_TIME),
        DateKind::LocalTime => quote!(Iso8601::TIME),
    };
    quote!(#ty::parse(#text, &time::format_description::well_known::#format)?)
}

/// The error of a function with such calls, in place of the crate's own: where a value is read from a text.
pub(super) const ANY_ERROR: &str = "Box<dyn std::error::Error>";

/// A JSON value as `json!` reads it: JSON, but for the escapes and the sizes of literals, which are
/// Rust's.
fn json_text(value: &Value) -> String {
    match value {
        Value::Null | Value::Bool(_) => value.to_string(),
        Value::String(text) => Literal::string(text).to_string(),
        Value::Number(number) => {
            let text = match (number.as_i64(), number.as_u64()) {
                (Some(value), _) => typed_integer(value).to_token_stream().to_string(),
                (None, Some(value)) => format!("{value}_u64"),
                (None, None) => float(number.as_f64().unwrap_or_default())
                    .to_token_stream()
                    .to_string(),
            };
            text.replace(' ', "")
        }
        Value::Array(elements) => {
            let elements: Vec<String> = elements.iter().map(json_text).collect();
            format!("[{}]", elements.join(", "))
        }
        Value::Object(entries) if entries.is_empty() => "{}".to_owned(),
        Value::Object(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|(key, value)| format!("{}: {}", Literal::string(key), json_text(value)))
                .collect();
            format!("{{ {} }}", entries.join(", "))
        }
    }
}
