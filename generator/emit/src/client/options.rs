//! The settings of the builder, each a call of the runtime's builder.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::tokens::doc_lines;
use sdk_rust::builder_settings;
use sdk_rust::runtime::Method;

/// The methods of a builder that no API changes.
pub(super) fn options() -> impl Iterator<Item = TokenStream> {
    builder_settings().map(option)
}

fn option(setting: &Method) -> TokenStream {
    let method = format_ident!("{}", setting.name);
    let arguments: Vec<_> = setting
        .parameters
        .iter()
        .map(|(name, _)| format_ident!("{name}"))
        .collect();
    let parameters = setting.parameters.iter().zip(&arguments).map(|((_, ty), name)| {
        // The types are ours, and so are Rust.
        let ty: TokenStream = ty.parse().unwrap_or_default();
        quote!(#name: #ty)
    });
    let docs = doc_lines([setting.docs]);
    quote! {
        #docs
        pub fn #method(self, #(#parameters),*) -> Self { Self { builder: self.builder.#method(#(#arguments),*) } }
    }
}
