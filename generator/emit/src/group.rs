//! Groups: a module, and a type with a method per operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::accept::parameter;
use super::context::Context;
use super::file::rust_file;
use super::names::Names;
use super::operation::public_types;
use super::tokens::{self, doc_lines, docs, lines, renamed, spaced};
use super::{EmitError, SourceFile, example, pagination, tree};
use sdk_rust::{Argument, Group, Ident, Operation, Setter};

/// `src/<group>.rs`.
pub(super) fn file(context: &Context<'_>, group: &Group) -> Result<SourceFile, EmitError> {
    let path = format!("src/{}.rs", group.module.plain());
    let own = group
        .operations
        .iter()
        .flat_map(public_types)
        .chain([&group.ident])
        .collect();
    let names = Names::new(context, own);
    names.runtime(&TokenStream::new());
    let ident = &group.ident;
    let fallback = format!("Operations on {}.", group.module.plain().replace('_', " "));
    let struct_docs = docs(&group.docs, || fallback.clone());
    let methods = methods(&names, group).map_err(|message| EmitError {
        path: path.clone(),
        message,
    })?;
    let mut operations: Vec<&Operation> = group.operations.iter().collect();
    operations.sort_by_key(|operation| operation.module.plain());
    let modules = operations.iter().map(|operation| &operation.module);
    let exports = operations.iter().map(|operation| {
        let types = public_types(operation).into_iter().map(tokens::ident);
        let import = tree::import([tokens::ident(&operation.module)].into_iter(), types);
        quote!(pub #import)
    });
    let imports = names.imports(&[]);
    let parts = spaced([
        quote!(#(mod #modules;)*),
        quote!(#(#imports)*),
        quote!(#(#exports)*),
        quote! {
            #struct_docs
            #[derive(Debug, Clone)]
            pub struct #ident { client: runtime::Client }
        },
        methods,
    ]);
    rust_file(path, &lines(&group.docs, fallback), parts)
}

fn methods(names: &Names<'_>, group: &Group) -> Result<TokenStream, String> {
    let (methods, uses_deprecated) = names.watch(|| {
        let operations = group.operations.iter();
        operations
            .map(|operation| {
                let mut methods = vec![method(names, operation)?];
                methods.extend(
                    operation
                        .former
                        .iter()
                        .map(|former| former_method(names, operation, former)),
                );
                Ok(methods)
            })
            .collect::<Result<Vec<_>, String>>()
    });
    let new = quote! {
        pub(crate) fn new(client: runtime::Client) -> Self { Self { client } }
    };
    let methods = spaced([new].into_iter().chain(methods?.into_iter().flatten()));
    let ident = &group.ident;
    let expect = tree::allow_deprecated(uses_deprecated);
    Ok(quote!(#expect impl #ident { #methods }))
}

fn method(names: &Names<'_>, operation: &Operation) -> Result<TokenStream, String> {
    let Operation { method, ident, .. } = operation;
    let docs = doc_lines(method_docs(names, operation)?);
    let deprecated = tree::deprecated(operation.deprecated);
    let arguments = operation.arguments.iter();
    let parameters: Vec<TokenStream> = arguments
        .map(
            |Argument {
                 ident, ty, accept, ..
             }| {
                let ty = parameter(names, ident, ty, accept).ty;
                quote!(#ident: #ty)
            },
        )
        .collect();
    let arguments = operation.arguments.iter().map(|argument| &argument.ident);
    Ok(quote! {
        #docs
        #deprecated
        pub fn #method(&self, #(#parameters),*) -> #ident { #ident::new(&self.client, #(#arguments),*) }
    })
}

/// The method that an operation was before.
fn former_method(names: &Names<'_>, operation: &Operation, former: &Ident) -> TokenStream {
    let Operation { method, ident, .. } = operation;
    let docs = doc_lines([format!("The former name of [`Self::{}`].", method.plain())]);
    let renamed = renamed(method.plain());
    let parameters = operation.arguments.iter().map(|argument| {
        let name = &argument.ident;
        let ty = parameter(names, name, &argument.ty, &argument.accept).ty;
        quote!(#name: #ty)
    });
    let arguments = operation.arguments.iter().map(|argument| &argument.ident);
    quote! {
        #docs
        #renamed
        pub fn #former(&self, #(#parameters),*) -> #ident { self.#method(#(#arguments),*) }
    }
}

/// The docs of a method: what the operation does, its arguments, an example, its errors.
fn method_docs(names: &Names<'_>, operation: &Operation) -> Result<Vec<String>, String> {
    let mut docs = lines(
        &operation.docs,
        format!("Calls `{}`.", operation.table.id.replace('`', "'")),
    );
    let described: Vec<&Argument> = operation
        .arguments
        .iter()
        .filter(|argument| !argument.docs.is_empty())
        .collect();
    if !described.is_empty() {
        docs.extend(["", "# Arguments", ""].map(str::to_owned));
        docs.extend(described.iter().map(|argument| {
            format!(
                "- `{}`: {}",
                argument.ident.plain(),
                one_line(&argument.docs.lines)
            )
        }));
    }
    docs.extend(optional_values(operation));
    docs.extend(["", "# Example", ""].map(str::to_owned));
    docs.extend(example::doctest(
        names.context,
        std::slice::from_ref(&operation.example),
    )?);
    if let Some(headers) = &operation.headers {
        docs.extend(["", "# Headers", ""].map(str::to_owned));
        docs.push(format!(
            "The headers that the API documents are those of [`{}`].",
            headers.ident.plain()
        ));
    }
    if let Some(pagination) = &operation.pagination {
        docs.extend(pagination::docs(names.context, pagination)?);
    }
    docs.extend(errors(names, operation));
    Ok(docs)
}

/// The section about setters: each with the first paragraph of its docs. What clears a field stands beside what
/// sets it.
fn optional_values(operation: &Operation) -> Vec<String> {
    let setters = &operation.setters;
    let link = |setter: &Setter| {
        let (name, builder) = (setter.ident.plain(), operation.ident.plain());
        format!("[`{name}`]({builder}::{name})")
    };
    let clears = |setter: &Setter, of: &Setter| setter.ty.is_none() && setter.target == of.target;
    let lines = setters
        .iter()
        .filter(|setter| !setter.deprecated)
        .filter_map(|setter| {
            let is_beside = |other: &Setter| other.ty.is_some() && clears(setter, other);
            if setters.iter().any(is_beside) {
                return None;
            }
            let clearing = setters.iter().filter(|other| clears(other, setter));
            let mut links = vec![link(setter)];
            links.extend(clearing.filter(|_| setter.ty.is_some()).map(link));
            let paragraph = setter
                .docs
                .lines
                .iter()
                .take_while(|line| !line.trim().is_empty());
            Some(format!("- {}: {}", links.join(", "), one_line(paragraph)))
        });
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return lines;
    }
    let mut docs = ["", "# Optional values", ""].map(str::to_owned).to_vec();
    docs.extend(lines);
    docs
}

/// The section about errors: each documented status with its meaning and its variant, and where all else is told.
fn errors(names: &Names<'_>, operation: &Operation) -> Vec<String> {
    let mut docs = ["", "# Errors", ""].map(str::to_owned).to_vec();
    let root: Vec<&str> = names.context.krate.root.iter().map(Ident::as_str).collect();
    let error = format!("[`Error`]({}::Error)", root.join("::"));
    let Some(errors) = &operation.errors else {
        docs.push(format!("The API documents none. What goes wrong is an {error}."));
        return docs;
    };
    let ident = errors.ident.plain();
    docs.push(format!(
        "The API documents these; `error.body()` gives them as [`{ident}`]:"
    ));
    docs.push(String::new());
    docs.extend(errors.variants.iter().map(|variant| {
        let name = variant.ident.plain();
        format!("- [`{name}`]({ident}::{name}): {}", one_line(&variant.docs.lines))
    }));
    docs.push(String::new());
    docs.push(format!("Whatever else goes wrong is told by the same {error}."));
    docs
}

/// Lines as one.
fn one_line<'a>(lines: impl IntoIterator<Item = &'a String>) -> String {
    let words = lines.into_iter().flat_map(|line| line.split_whitespace());
    words.collect::<Vec<_>>().join(" ")
}
