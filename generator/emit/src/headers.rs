//! Structs of answer headers.

use proc_macro2::TokenStream;
use quote::quote;

use super::names::Names;
use super::tokens::docs;
use super::tree;
use sdk_rust::{AnswerHeaders, HeaderField, HeaderReading};

/// The struct, and how it is read.
pub(super) fn items(names: &Names<'_>, item: &AnswerHeaders) -> Vec<TokenStream> {
    let ident = &item.ident;
    let struct_docs = docs(&item.docs, || format!("`{}`.", ident.plain()));
    let (fields, uses_deprecated) = names.watch(|| {
        let fields = item.fields.iter().map(|field| {
            let HeaderField {
                ident, ty, wire_name, ..
            } = field;
            let docs = docs(&field.docs, || format!("`{wire_name}`."));
            let ty = names.ty(ty);
            quote!(#docs pub #ident: Option<#ty>,)
        });
        fields.collect::<TokenStream>()
    });
    let expect = tree::allow_deprecated(uses_deprecated);
    let values = item.fields.iter().map(|field| {
        let HeaderField { ident, wire_name, .. } = field;
        let reading = match field.reading {
            HeaderReading::Text => quote!(text),
            HeaderReading::Literal => quote!(literal),
            HeaderReading::Texts => quote!(texts),
            HeaderReading::Literals => quote!(literals),
            HeaderReading::Json => quote!(json),
        };
        quote!(#ident: runtime::header_values::#reading(headers, #wire_name)?,)
    });
    vec![
        quote! {
            #struct_docs
            #expect
            #[derive(Debug, Clone, PartialEq)]
            #[non_exhaustive]
            pub struct #ident { #fields }
        },
        quote! {
            impl runtime::FromHeaders for #ident {
                fn from_headers(headers: &runtime::Headers) -> Result<Self, runtime::DecodeError> {
                    Ok(Self { #(#values)* })
                }
            }
        },
    ]
}
