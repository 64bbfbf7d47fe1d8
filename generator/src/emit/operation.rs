//! Operations: the table, the request builder with its setters, and the enums of what comes back.

use proc_macro2::TokenStream;
use quote::quote;

use super::accept::{Parameter, parameter};
use super::context::Context;
use super::file::rust_file;
use super::names::Names;
use super::tokens::{allow_deprecated, deprecated, doc_lines, docs, free_name, lines, spaced};
use super::{EmitError, SourceFile, headers, pagination, status, table};
use crate::rust::{
    Accept, Argument, BodyFormat, Decode, Docs, Group, Ident, Operation, Setter, StreamDecoding, Streaming,
    Target, Type,
};

/// `src/<group>/<operation>.rs`.
pub(super) fn file(
    context: &Context<'_>,
    group: &Group,
    operation: &Operation,
) -> Result<SourceFile, EmitError> {
    let names = Names::new(context, public_types(operation));
    names.runtime(&TokenStream::new());
    let mut items = vec![table::item(&operation.table)];
    items.extend(operation.pagination.as_ref().map(pagination::table));
    items.push(definition(operation));
    items.push(inherent(&names, operation));
    items.push(request(&names, operation));
    items.extend(streamed(&names, operation));
    if let Some(pagination) = &operation.pagination {
        items.push(pagination::streams(&names, operation, pagination));
    }
    if let Some(responses) = &operation.output.responses {
        items.extend(status::response_items(&names, responses));
    }
    if let Some(errors) = &operation.errors {
        items.extend(status::error_items(&names, &operation.table.id, errors));
    }
    if let Some(headers) = &operation.headers {
        items.extend(headers::items(&names, headers));
    }
    let mut parts = vec![names.imports(&[])];
    parts.extend(items);
    let docs = [format!(
        "`{} {}`: [`{}`].",
        operation.table.http_method,
        operation.table.path.replace('`', "'"),
        operation.ident.plain()
    )];
    let path = format!("src/{}/{}.rs", group.module.plain(), operation.module.plain());
    rust_file(path, &docs, spaced(parts))
}

/// The types that the file of an operation defines.
pub(super) fn public_types(operation: &Operation) -> Vec<&Ident> {
    let mut types = vec![&operation.ident];
    types.extend(
        operation
            .output
            .responses
            .iter()
            .map(|responses| &responses.ident),
    );
    types.extend(operation.errors.iter().map(|errors| &errors.ident));
    types.extend(operation.headers.iter().map(|headers| &headers.ident));
    types.sort();
    types
}

fn definition(operation: &Operation) -> TokenStream {
    let ident = &operation.ident;
    let mut lines = lines(
        &first_paragraph(&operation.docs),
        format!("A request of `{}`.", ident.plain()),
    );
    if let Some(pagination) = &operation.pagination {
        lines.push(String::new());
        lines.extend(pagination.docs.lines.iter().cloned());
    }
    let docs = doc_lines(lines);
    quote! {
        #docs
        #[derive(Debug, Clone)]
        #[must_use = "a request is sent when it is awaited"]
        pub struct #ident { call: runtime::Call }
    }
}

/// What the docs say in short.
fn first_paragraph(docs: &Docs) -> Docs {
    Docs {
        lines: docs
            .lines
            .iter()
            .take_while(|line| !line.trim().is_empty())
            .cloned()
            .collect(),
    }
}

fn inherent(names: &Names<'_>, operation: &Operation) -> TokenStream {
    let (methods, uses_deprecated) = names.watch(|| {
        let mut methods = vec![constructor(names, &operation.arguments)];
        methods.extend(operation.setters.iter().map(|setter| self::setter(names, setter)));
        methods
    });
    let expect = allow_deprecated(uses_deprecated);
    let ident = &operation.ident;
    let methods = spaced(methods);
    quote!(#expect impl #ident { #methods })
}

fn constructor(names: &Names<'_>, arguments: &[Argument]) -> TokenStream {
    let idents: Vec<&Ident> = arguments.iter().map(|argument| &argument.ident).collect();
    let client = free_name("client", &idents);
    let call = free_name("call", &idents);
    let mut parameters = Vec::new();
    let mut statements = Vec::new();
    for argument in arguments {
        let Argument {
            ident, ty, accept, ..
        } = argument;
        let parameter = parameter(names, ident, ty, accept);
        let parameter_ty = &parameter.ty;
        parameters.push(quote!(#ident: #parameter_ty));
        statements.push(put(
            names,
            &quote!(#call),
            &argument.target,
            (ident, ty, accept),
            &parameter,
        ));
    }
    let new = quote!(runtime::Call::new(#client, &OPERATION));
    let body = if arguments.is_empty() {
        quote!(Self { call: #new })
    } else {
        let field = if call == "call" {
            quote!(call)
        } else {
            quote!(call: #call)
        };
        quote! {
            let mut #call = #new;
            #(#statements)*
            Self { #field }
        }
    };
    quote! {
        pub(crate) fn new(#client: &runtime::Client, #(#parameters),*) -> Self { #body }
    }
}

fn setter(names: &Names<'_>, setter: &Setter) -> TokenStream {
    let ident = &setter.ident;
    let docs = docs(&setter.docs, format!("Sets `{}`.", ident.plain()));
    let deprecated = deprecated(setter.deprecated);
    let call = quote!(self.call);
    let (parameter_tokens, statement) = match &setter.ty {
        Some(ty) => {
            let parameter = parameter(names, ident, ty, &setter.accept);
            let statement = put(
                names,
                &call,
                &setter.target,
                (ident, ty, &setter.accept),
                &parameter,
            );
            let ty = parameter.ty;
            (quote!(, #ident: #ty), statement)
        }
        None => (TokenStream::new(), put_null(&call, &setter.target)),
    };
    quote! {
        #docs
        #deprecated
        pub fn #ident(mut self #parameter_tokens) -> Self {
            #statement
            self
        }
    }
}

/// The statement that puts a value where it goes.
fn put(
    names: &Names<'_>,
    call: &TokenStream,
    target: &Target,
    (ident, ty, accept): (&Ident, &Type, &Accept),
    Parameter { value, .. }: &Parameter,
) -> TokenStream {
    let (method, name) = match target {
        Target::Path(name) => (quote!(path), name),
        Target::Query(name) => (quote!(query), name),
        Target::Header(name) => (quote!(header), name),
        Target::Cookie(name) => (quote!(cookie), name),
        Target::Field(name) => (quote!(field), name),
        Target::File(name) => return quote!(#call.file(#name, #value);),
        Target::Files(name) => return quote!(for file in #ident { #call.file(#name, file); }),
        Target::Body(index, format) => return put_body(names, call, (*index, *format), ty, accept, value),
    };
    match accept {
        Accept::Exact => quote!(#call.#method(#name, #value);),
        Accept::Into => {
            let ty = names.ty(ty);
            quote!(#call.#method::<#ty>(#name, #value);)
        }
        // What is collected into is too long a type for the middle of a call.
        Accept::IterInto | Accept::Iter | Accept::EntriesInto | Accept::Entries => {
            let ty = names.ty(ty);
            quote!(let #ident: #ty = #value; #call.#method(#name, #ident);)
        }
    }
}

fn put_body(
    names: &Names<'_>,
    call: &TokenStream,
    (index, format): (usize, BodyFormat),
    ty: &Type,
    accept: &Accept,
    value: &TokenStream,
) -> TokenStream {
    let index_literal = proc_macro2::Literal::usize_unsuffixed(index);
    let method = match format {
        BodyFormat::Json if index == 0 => quote!(body),
        BodyFormat::Json => quote!(body_json),
        BodyFormat::Form => quote!(body_form),
        BodyFormat::Multipart => quote!(body_multipart),
        BodyFormat::Text => return quote!(#call.body_text(#index_literal, #value);),
        BodyFormat::Bytes => return quote!(#call.body_bytes(#index_literal, #value);),
    };
    // What is converted has its type from nowhere else.
    let of = if *accept == Accept::Exact {
        TokenStream::new()
    } else {
        let ty = names.ty(ty);
        quote!(::<#ty>)
    };
    let index = if format == BodyFormat::Json && index == 0 {
        None
    } else {
        Some(quote!(#index_literal,))
    };
    quote!(#call.#method #of(#index #value);)
}

fn put_null(call: &TokenStream, target: &Target) -> TokenStream {
    match target {
        Target::Field(name)
        | Target::Path(name)
        | Target::Query(name)
        | Target::Header(name)
        | Target::File(name)
        | Target::Files(name)
        | Target::Cookie(name) => quote!(#call.null_field(#name);),
        Target::Body(..) => quote!(#call.body(runtime::Value::Null);),
    }
}

/// The macro that makes a request of the builder: it says what an answer becomes, and how.
fn request(names: &Names<'_>, operation: &Operation) -> TokenStream {
    let ident = &operation.ident;
    let ty = match &operation.output.responses {
        // Defined in this very file.
        Some(responses) => {
            let ident = &responses.ident;
            quote!(#ident)
        }
        None => names.ty(&operation.output.ty),
    };
    let decode = match operation.output.decode {
        Decode::Stream(decoding) => {
            let decoding = self::decoding(decoding);
            return quote!(runtime::streaming_request!(#ident -> #ty, #decoding););
        }
        Decode::Empty => quote!(empty),
        Decode::Json => quote!(json),
        Decode::Text => quote!(text),
        Decode::Bytes => quote!(bytes),
        Decode::ByStatus => quote!(by_status),
    };
    quote!(runtime::request!(#ident -> #ty, #decode);)
}

/// The macro that adds a way to read an answer value by value.
fn streamed(names: &Names<'_>, operation: &Operation) -> Option<TokenStream> {
    let Streaming {
        ty,
        decoding,
        media_type,
        switch,
    } = operation.streaming.as_ref()?;
    let ident = &operation.ident;
    let ty = names.ty(ty);
    let decoding = self::decoding(*decoding);
    let switch = switch.as_ref().map(|name| quote!(, #name));
    Some(quote!(runtime::streamed!(#ident -> #ty, #decoding, #media_type #switch);))
}

/// The function of the runtime's `streaming`.
fn decoding(decoding: StreamDecoding) -> TokenStream {
    match decoding {
        StreamDecoding::Events => quote!(events),
        StreamDecoding::WholeEvents => quote!(whole_events),
        StreamDecoding::WholeTextEvents => quote!(whole_text_events),
        StreamDecoding::PlainEvents => quote!(plain_events),
        StreamDecoding::JsonLines => quote!(json_lines),
        StreamDecoding::JsonSequence => quote!(json_sequence),
        StreamDecoding::Chunks => quote!(chunks),
    }
}
