//! Enums of integers, written with `quote!`.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use sdk_rust::{EnumValue, IntegerEnum};

use super::{AS_WRITTEN, UNKNOWN, variant_docs};
use crate::tokens::{doc_lines, docs, integer};
use crate::tree;

/// An enum of integers and its impls.
pub(crate) fn integer_items(item: &IntegerEnum) -> Vec<TokenStream> {
    let IntegerEnum { ident, unknown, .. } = item;
    let docs = docs(&item.docs, || format!("`{}` of the API.", ident.plain()));
    let variants = variants(&item.values);
    let unknown_docs = doc_lines([UNKNOWN]);
    let deprecated = tree::deprecated(item.deprecated);
    let expect = tree::allow_deprecated(item.deprecated);
    let pairs = || {
        item.values
            .iter()
            .map(|value| (&value.ident, integer(value.value)))
    };
    let numbers = pairs().map(|(ident, number)| quote!(Self::#ident => #number));
    let values = pairs().map(|(ident, number)| quote!(#number => Self::#ident));
    let value_docs = doc_lines([AS_WRITTEN]);
    vec![
        quote! {
            #docs
            #deprecated
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
            #[non_exhaustive]
            pub enum #ident { #variants #unknown_docs #unknown(i64) }
        },
        quote! {
            #expect
            impl #ident {
                #value_docs
                #[must_use]
                pub fn value(&self) -> i64 {
                    match self { #(#numbers,)* Self::#unknown(value) => *value }
                }
            }
        },
        quote! {
            #expect
            impl From<i64> for #ident {
                fn from(value: i64) -> Self {
                    match value { #(#values,)* _ => Self::#unknown(value) }
                }
            }
        },
        quote!(runtime::integer_enum!(#ident);),
    ]
}

fn variants(values: &[EnumValue<i64>]) -> TokenStream {
    let variants = values.iter().map(|value| {
        let ident = value.ident.to_token_stream();
        let docs = docs(&value.docs, || variant_docs(&value.value.to_string()));
        quote!(#docs #ident,)
    });
    quote!(#(#variants)*)
}
