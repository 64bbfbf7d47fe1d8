//! Lists that come in pages: the table for the runtime, the macro, and the docs.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use super::example;
use super::names::Names;
use super::tokens::integer;
use sdk_rust::{Operation, PageCursor, Pagination, PaginationStyle};

/// `static PAGINATION`.
pub(super) fn table(pagination: &Pagination) -> TokenStream {
    let style = match &pagination.style {
        PaginationStyle::Cursor {
            is_in_item,
            forward,
            backward,
        } => {
            let constructor = if *is_in_item {
                quote!(item_cursor)
            } else {
                quote!(answer_cursor)
            };
            let forward = cursor(forward);
            let backward = backward.as_ref().map(|backward| {
                let backward = cursor(backward);
                quote!(.backward(#backward))
            });
            quote!(#constructor(#forward) #backward)
        }
        PaginationStyle::Page(parameter, first) => {
            let first = integer(*first);
            quote!(page(#parameter, #first))
        }
        PaginationStyle::Offset(parameter) => quote!(offset(#parameter)),
        PaginationStyle::LinkHeader => quote!(link_header()),
        PaginationStyle::LinkAt(pointer) => quote!(link_at(#pointer)),
    };
    let pointer = &pagination.items;
    let has_more = pagination
        .has_more
        .as_ref()
        .map(|pointer| quote!(.has_more(#pointer)));
    quote! {
        static PAGINATION: runtime::Pagination = runtime::Pagination::list(#pointer).#style #has_more;
    }
}

fn cursor(cursor: &PageCursor) -> TokenStream {
    let PageCursor { parameter, pointer } = cursor;
    quote!(#parameter, #pointer)
}

/// The macro that gives the builder its streams.
pub(super) fn streams(names: &Names<'_>, operation: &Operation, pagination: &Pagination) -> TokenStream {
    let ident = &operation.ident;
    let page = names.ty(&operation.output.ty);
    let item = names.ty(&pagination.item);
    quote!(runtime::paginated!(#ident -> #page, #item);)
}

/// The section of a method's docs.
pub(super) fn docs(context: &Context<'_>, pagination: &Pagination) -> Result<Vec<String>, String> {
    let mut docs = ["", "# Pagination", ""].map(str::to_owned).to_vec();
    docs.extend(pagination.docs.lines.iter().cloned());
    docs.push(String::new());
    docs.extend(example::walk_doctest(context, pagination)?);
    Ok(docs)
}
