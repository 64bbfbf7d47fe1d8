//! Aliases: other names for types.

use proc_macro2::TokenStream;
use quote::quote;

use super::names::Names;
use super::tokens::{allow_deprecated, docs};
use crate::rust::Alias;

/// `pub type A = B;`.
pub(super) fn item(names: &Names<'_>, item: &Alias) -> TokenStream {
    let ident = &item.ident;
    let docs = docs(&item.docs, format!("`{}` of the API.", ident.plain()));
    let (ty, uses_deprecated) = names.watch(|| names.ty(&item.ty));
    let expect = allow_deprecated(uses_deprecated);
    quote!(#docs #expect pub type #ident = #ty;)
}
