//! What a parameter accepts, and how the value of the wanted type is made of it.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::names::Names;
use crate::rust::{Accept, Type};

/// A parameter of a method.
pub(super) struct Parameter {
    /// Its type.
    pub(super) ty: TokenStream,
    /// The expression that makes the value.
    pub(super) value: TokenStream,
}

/// A parameter of a name for a value of a type. A box is made here, so that callers need not.
pub(super) fn parameter(names: &Names<'_>, name: &impl ToTokens, ty: &Type, accept: &Accept) -> Parameter {
    if let Type::Box(inner) = ty {
        let Parameter { ty, value } = parameter(names, name, inner, accept);
        return Parameter {
            ty,
            value: quote!(Box::new(#value)),
        };
    }
    let (ty, value) = match (accept, ty) {
        (Accept::Into, _) => {
            let ty = names.ty(ty);
            (quote!(impl Into<#ty>), quote!(#name.into()))
        }
        (Accept::IterInto, Type::Vec(element)) => {
            let element = names.ty(element);
            (
                quote!(impl IntoIterator<Item = impl Into<#element>>),
                quote!(#name.into_iter().map(Into::into).collect()),
            )
        }
        (Accept::Iter, Type::Vec(element)) => {
            let element = names.ty(element);
            (
                quote!(impl IntoIterator<Item = #element>),
                quote!(#name.into_iter().collect()),
            )
        }
        (Accept::EntriesInto, Type::Map(value)) => {
            let value = names.ty(value);
            (
                quote!(impl IntoIterator<Item = (impl Into<String>, impl Into<#value>)>),
                quote!(#name.into_iter().map(|(key, value)| (key.into(), value.into())).collect()),
            )
        }
        (Accept::Entries, Type::Map(value)) => {
            let value = names.ty(value);
            (
                quote!(impl IntoIterator<Item = (impl Into<String>, #value)>),
                quote!(#name.into_iter().map(|(key, value)| (key.into(), value)).collect()),
            )
        }
        _ => (names.ty(ty), quote!(#name)),
    };
    Parameter { ty, value }
}
