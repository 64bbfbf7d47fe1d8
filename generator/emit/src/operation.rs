//! Operations: the table, the request builder with its setters, and the enums of what comes back.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::{Expr, FnArg, ImplItemFn, ItemImpl, ItemMacro, ItemStruct, Stmt};

use super::accept::{Parameter, parameter};
use super::context::Context;
use super::file::{Part, file_of_parts};
use super::names::Names;
use super::tokens::{doc_lines, docs, free_name, ident, lines};
use super::{EmitError, SourceFile, headers, pagination, status, table, tree};
use sdk_rust::{
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
    let mut items = vec![Part::from(table::item(&operation.table))];
    items.extend(
        operation
            .pagination
            .as_ref()
            .map(pagination::table)
            .map(Part::Tokens),
    );
    items.push(Part::from(definition(operation)));
    items.push(Part::from(inherent(&names, operation)));
    items.push(Part::from(request(&names, operation)));
    items.extend(streamed(&names, operation).map(Part::from));
    if let Some(pagination) = &operation.pagination {
        items.push(Part::Tokens(pagination::streams(&names, operation, pagination)));
    }
    if let Some(responses) = &operation.output.responses {
        items.extend(status::response_items(&names, responses));
    }
    if let Some(errors) = &operation.errors {
        items.extend(status::error_items(&names, &operation.table.id, errors));
    }
    if let Some(headers) = &operation.headers {
        items.extend(headers::items(&names, headers).into_iter().map(Part::Tokens));
    }
    let imports = Part::Items(names.imports(&[]));
    let docs = [format!(
        "`{} {}`: [`{}`].",
        operation.table.http_method,
        operation.table.path.replace('`', "'"),
        operation.ident.plain()
    )];
    let path = format!("src/{}/{}.rs", group.module.plain(), operation.module.plain());
    file_of_parts(path, &docs, [imports].into_iter().chain(items))
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

fn definition(operation: &Operation) -> ItemStruct {
    let name = &operation.ident;
    let mut lines = lines(
        &first_paragraph(&operation.docs),
        format!("A request of `{}`.", name.plain()),
    );
    if let Some(pagination) = &operation.pagination {
        lines.push(String::new());
        lines.extend(pagination.docs.lines.iter().cloned());
    }
    let mut attributes: Vec<_> = doc_lines(lines).into_iter().collect();
    attributes.push(tree::list("derive", quote!(Debug, Clone)));
    attributes.push(tree::noted("must_use", "a request is sent when it is awaited"));
    let call = tree::type_of(tree::our_path(&["runtime", "Call"]));
    let fields = tree::private_fields([(tree::ident("call"), call)]);
    tree::strukt(attributes, ident(name), fields)
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

fn inherent(names: &Names<'_>, operation: &Operation) -> ItemImpl {
    let (methods, uses_deprecated) = names.watch(|| {
        let mut methods = vec![constructor(names, &operation.arguments)];
        methods.extend(operation.setters.iter().map(|setter| self::setter(names, setter)));
        methods
    });
    let attributes = tree::allow_deprecated(uses_deprecated);
    let on = tree::path_of([ident(&operation.ident)]);
    tree::inherent(attributes.into_iter().collect(), on, methods)
}

fn constructor(names: &Names<'_>, arguments: &[Argument]) -> ImplItemFn {
    let idents: Vec<&Ident> = arguments.iter().map(|argument| &argument.ident).collect();
    let client = free_name("client", &idents);
    let call = free_name("call", &idents);
    let client_type = tree::reference_to(tree::type_of(tree::our_path(&["runtime", "Client"])));
    let mut inputs: Vec<FnArg> = vec![tree::parameter(client.clone(), client_type)];
    let mut statements = Vec::new();
    for argument in arguments {
        let Argument {
            ident: name,
            ty,
            accept,
            ..
        } = argument;
        let Parameter {
            ty: parameter_ty,
            value,
        } = parameter(names, name, ty, accept);
        inputs.push(tree::parameter(ident(name), parameter_ty));
        let call = tree::named(call.clone());
        statements.extend(put(names, call, &argument.target, (name, ty, accept), value));
    }
    let operation = tree::reference(tree::name("OPERATION"));
    let new = tree::call(
        tree::our_path(&["runtime", "Call", "new"]),
        [tree::named(client), operation],
    );
    let record = |value: Expr| tree::value(tree::record([(tree::ident("call"), value)]));
    let body = if arguments.is_empty() {
        vec![record(new)]
    } else {
        let mut body = vec![tree::variable(call.clone(), true, new)];
        body.extend(statements);
        body.push(record(tree::named(call.clone())));
        body
    };
    let new = tree::function(Vec::new(), tree::ident("new"), inputs, tree::self_type(), body);
    tree::within_crate(new)
}

fn setter(names: &Names<'_>, setter: &Setter) -> ImplItemFn {
    let name = &setter.ident;
    let mut attributes = vec![tree::blank()];
    attributes.extend(docs(&setter.docs, || format!("Sets `{}`.", name.plain())));
    attributes.extend(tree::deprecated(setter.deprecated));
    let call = tree::field(tree::name("self"), tree::ident("call"));
    let (parameter, mut body) = match &setter.ty {
        Some(ty) => {
            let Parameter {
                ty: parameter_ty,
                value,
            } = parameter(names, name, ty, &setter.accept);
            let body = put(names, call, &setter.target, (name, ty, &setter.accept), value);
            (Some(tree::parameter(ident(name), parameter_ty)), body)
        }
        None => (None, vec![tree::statement(put_null(call, &setter.target))]),
    };
    body.push(tree::value(tree::name("self")));
    let inputs = [tree::by_value()].into_iter().chain(parameter);
    tree::public(tree::function(
        attributes,
        ident(name),
        inputs,
        tree::self_type(),
        body,
    ))
}

/// The statements that put a value where it goes.
fn put(
    names: &Names<'_>,
    call: Expr,
    target: &Target,
    (name, ty, accept): (&Ident, &Type, &Accept),
    value: Expr,
) -> Vec<Stmt> {
    let one = |put: Expr| vec![tree::statement(put)];
    let (method, wire_name) = match target {
        Target::Path(name) => ("path", name),
        Target::Query(name) => ("query", name),
        Target::Header(name) => ("header", name),
        Target::Cookie(name) => ("cookie", name),
        Target::Field(name) => ("field", name),
        Target::File(name) => {
            return one(tree::method(call, tree::ident("file"), [tree::text(name), value]));
        }
        Target::Files(wire_name) => {
            let file = tree::ident("file");
            let put = tree::method(call, file.clone(), [tree::text(wire_name), tree::name("file")]);
            return vec![tree::each(file, tree::named(ident(name)), one(put))];
        }
        Target::Body(index, format) => {
            return one(put_body(names, call, (*index, *format), ty, accept, value));
        }
        Target::ContentType => {
            return one(tree::method(call, tree::ident("body_content_type"), [value]));
        }
    };
    let method = tree::ident(method);
    match accept {
        Accept::Exact => one(tree::method(call, method, [tree::text(wire_name), value])),
        Accept::Into => {
            let ty = names.type_tree(ty);
            one(tree::method_of(call, method, ty, [tree::text(wire_name), value]))
        }
        // What is collected into is too long a type for the middle of a call.
        Accept::IterInto | Accept::Iter | Accept::EntriesInto | Accept::Entries => {
            vec![
                tree::typed_variable(ident(name), names.type_tree(ty), value),
                tree::statement(tree::method(
                    call,
                    method,
                    [tree::text(wire_name), tree::named(ident(name))],
                )),
            ]
        }
    }
}

fn put_body(
    names: &Names<'_>,
    call: Expr,
    (index, format): (usize, BodyFormat),
    ty: &Type,
    accept: &Accept,
    value: Expr,
) -> Expr {
    let is_default = format == BodyFormat::Json && index == 0;
    let method = match format {
        BodyFormat::Json if is_default => "body",
        BodyFormat::Json => "body_json",
        BodyFormat::Form => "body_form",
        BodyFormat::Multipart => "body_multipart",
        BodyFormat::Text => "body_text",
        BodyFormat::Bytes => "body_bytes",
    };
    let method = tree::ident(method);
    let index = (!is_default).then(|| tree::number(Literal::usize_unsuffixed(index)));
    let arguments = index.into_iter().chain([value]);
    // What is converted has its type from nowhere else, but for text and bytes.
    let is_plain = matches!(format, BodyFormat::Text | BodyFormat::Bytes);
    if is_plain || *accept == Accept::Exact {
        return tree::method(call, method, arguments);
    }
    tree::method_of(call, method, names.type_tree(ty), arguments)
}

fn put_null(call: Expr, target: &Target) -> Expr {
    match target {
        Target::Field(name)
        | Target::Path(name)
        | Target::Query(name)
        | Target::Header(name)
        | Target::File(name)
        | Target::Files(name)
        | Target::Cookie(name) => tree::method(call, tree::ident("null_field"), [tree::text(name)]),
        Target::Body(..) | Target::ContentType => {
            let null = tree::path(tree::our_path(&["runtime", "Value", "Null"]));
            tree::method(call, tree::ident("body"), [null])
        }
    }
}

/// A macro of the runtime.
fn runtime_macro(name: &str, tokens: TokenStream) -> ItemMacro {
    tree::macro_call(tree::our_path(&["runtime", name]), tokens)
}

/// The macro that makes a request of the builder: it says what an answer becomes, and how.
fn request(names: &Names<'_>, operation: &Operation) -> ItemMacro {
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
            return runtime_macro("streaming_request", quote!(#ident -> #ty, #decoding));
        }
        Decode::Empty => quote!(empty),
        Decode::Json => quote!(json),
        Decode::Text => quote!(text),
        Decode::Bytes => quote!(bytes),
        Decode::ByStatus => quote!(by_status),
    };
    runtime_macro("request", quote!(#ident -> #ty, #decode))
}

/// The macro that adds a way to read an answer value by value.
fn streamed(names: &Names<'_>, operation: &Operation) -> Option<ItemMacro> {
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
    let tokens = quote!(#ident -> #ty, #decoding, #media_type #switch);
    Some(runtime_macro("streamed", tokens))
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
