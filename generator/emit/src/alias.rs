//! Other names for types, and types around others.

use proc_macro2::TokenStream;
use quote::quote;

use super::names::Names;
use super::tokens::{docs, renamed};
use super::tree;
use sdk_rust::{Alias, Wrapper};

/// `pub type A = B;`.
pub(super) fn item(names: &Names<'_>, item: &Alias) -> TokenStream {
    let ident = &item.ident;
    let docs = docs(&item.docs, || format!("`{}` of the API.", ident.plain()));
    let (ty, uses_deprecated) = names.watch(|| names.ty(&item.ty));
    let expect = tree::allow_deprecated(uses_deprecated);
    let renamed = item.former_of.as_ref().map(|_| renamed(&ty.to_string()));
    quote!(#docs #renamed #expect pub type #ident = #ty;)
}

/// `pub struct A(pub B);`, which reads and writes as `B` does.
pub(super) fn wrapper_items(names: &Names<'_>, item: &Wrapper) -> Vec<TokenStream> {
    let ident = &item.ident;
    let docs = docs(&item.docs, || format!("`{}` of the API.", ident.plain()));
    let is_deprecated = tree::deprecated(item.deprecated);
    let (ty, uses_deprecated) = names.watch(|| names.ty(&item.ty));
    let expect = tree::allow_deprecated(uses_deprecated);
    vec![
        quote! {
            #docs
            #is_deprecated
            #expect
            #[derive(Debug, Clone, PartialEq)]
            pub struct #ident(pub #ty);
        },
        quote!(runtime::wrapper!(#ident(#ty));),
    ]
}
