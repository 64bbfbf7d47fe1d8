//! Enums of texts and of integers, open for values to come.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::tokens::{allow_deprecated, deprecated, docs, integer};
use crate::rust::{Docs, EnumValue, IntegerEnum, StringEnum};

/// An enum of texts and its impls.
pub(super) fn string_items(item: &StringEnum) -> Vec<TokenStream> {
    let StringEnum { ident, unknown, .. } = item;
    let docs = docs(&item.docs, format!("`{}` of the API.", ident.plain()));
    let variants = variants(&item.values, |value| format!("{value:?}"));
    let unknown_docs = unknown_docs();
    let deprecated = deprecated(item.deprecated);
    let expect = allow_deprecated(item.deprecated);
    let texts = item
        .values
        .iter()
        .map(|EnumValue { ident, value, .. }| quote!(Self::#ident => #value));
    let values = item
        .values
        .iter()
        .map(|EnumValue { ident, value, .. }| quote!(#value => Self::#ident));
    let as_str_docs = self::docs(&Docs::default(), "The value as the API writes it.");
    vec![
        quote! {
            #docs
            #deprecated
            #[derive(Debug, Clone, PartialEq, Eq, Hash)]
            #[non_exhaustive]
            pub enum #ident { #variants #unknown_docs #unknown(String) }
        },
        quote! {
            #expect
            impl #ident {
                #as_str_docs
                #[must_use]
                pub fn as_str(&self) -> &str {
                    match self { #(#texts,)* Self::#unknown(value) => value }
                }
            }
        },
        quote! {
            #expect
            impl From<&str> for #ident {
                fn from(value: &str) -> Self {
                    match value { #(#values,)* _ => Self::#unknown(value.to_owned()) }
                }
            }
        },
        quote!(runtime::string_enum!(#ident);),
    ]
}

/// An enum of integers and its impls.
pub(super) fn integer_items(item: &IntegerEnum) -> Vec<TokenStream> {
    let IntegerEnum { ident, unknown, .. } = item;
    let docs = docs(&item.docs, format!("`{}` of the API.", ident.plain()));
    let variants = variants(&item.values, i64::to_string);
    let unknown_docs = unknown_docs();
    let deprecated = deprecated(item.deprecated);
    let expect = allow_deprecated(item.deprecated);
    let pairs = || {
        item.values
            .iter()
            .map(|value| (&value.ident, integer(value.value)))
    };
    let numbers = pairs().map(|(ident, number)| quote!(Self::#ident => #number));
    let values = pairs().map(|(ident, number)| quote!(#number => Self::#ident));
    let value_docs = self::docs(&Docs::default(), "The value as the API writes it.");
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

fn variants<T>(values: &[EnumValue<T>], show: impl Fn(&T) -> String) -> TokenStream {
    let variants = values.iter().map(|value| {
        let ident = value.ident.to_token_stream();
        let docs = docs(
            &value.docs,
            format!("`{}`.", show(&value.value).replace('`', "'")),
        );
        quote!(#docs #ident,)
    });
    quote!(#(#variants)*)
}

fn unknown_docs() -> TokenStream {
    docs(&Docs::default(), "A value that this version does not know.")
}
