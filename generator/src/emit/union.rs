//! Unions: enums that hold one of several types.

use proc_macro2::TokenStream;
use quote::quote;

use super::names::Names;
use super::tokens::{allow_deprecated, deprecated, docs, spaced};
use crate::rust::{Docs, Type, Union, UnionVariant};

/// A union and its impls, without the macro that gives it serde's traits.
pub(super) fn items(names: &Names<'_>, item: &Union) -> Vec<TokenStream> {
    let mut items = vec![definition(names, item), json(item)];
    let variants = item.variants.iter().filter(|variant| variant.from);
    items.extend(variants.map(|variant| from(names, item, variant)));
    items
}

fn definition(names: &Names<'_>, item: &Union) -> TokenStream {
    let Union { ident, unknown, .. } = item;
    let enum_docs = docs(&item.docs, format!("`{}` of the API.", ident.plain()));
    let (variants, uses_deprecated) = names.watch(|| {
        item.variants
            .iter()
            .map(|variant| {
                let ident = &variant.ident;
                let docs = docs(&variant.docs, format!("The alternative `{}`.", ident.plain()));
                let ty = names.ty(&variant.ty);
                quote!(#docs #ident(#ty),)
            })
            .collect::<TokenStream>()
    });
    let unknown_docs = docs(&Docs::default(), "A value that fits no alternative.");
    let expect = allow_deprecated(uses_deprecated);
    let deprecated = deprecated(item.deprecated);
    let value = names.runtime(&quote!(Value));
    quote! {
        #enum_docs
        #deprecated
        #expect
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #ident { #variants #unknown_docs #unknown(#value) }
    }
}

fn json(item: &Union) -> TokenStream {
    let Union { ident, unknown, .. } = item;
    let read = match &item.tag {
        Some(tag) => read_tagged(item, &tag.wire_name),
        None => read_untagged(item),
    };
    let arms = |call: &TokenStream| {
        arms(
            item,
            |patterns| quote!(#(#patterns(value))|* => runtime::Json::#call(value)),
        )
    };
    let to_json = arms(&quote!(to_json));
    let to_request_json = item.skips_in_requests.then(|| {
        let arms = arms(&quote!(to_request_json));
        quote! {
            fn to_request_json(&self) -> runtime::Value {
                match self { #(#arms,)* Self::#unknown(value) => runtime::Json::to_json(value) }
            }
        }
    });
    let unknown_fields = arms(&quote!(unknown_fields));
    let methods = spaced([
        quote! {
            fn from_json(value: runtime::Value) -> Result<Self, runtime::DecodeError> { #read }
        },
        quote! {
            fn to_json(&self) -> runtime::Value {
                match self { #(#to_json,)* Self::#unknown(value) => runtime::Json::to_json(value) }
            }
        },
        to_request_json.unwrap_or_default(),
        quote! {
            fn unknown_fields(&self) -> usize {
                match self { #(#unknown_fields,)* Self::#unknown(_) => 1 }
            }
        },
    ]);
    let expect = allow_deprecated(item.deprecated);
    quote!(#expect impl runtime::Json for #ident { #methods })
}

fn read_tagged(item: &Union, wire_name: &str) -> TokenStream {
    let unknown = &item.unknown;
    let arms = item
        .variants
        .iter()
        .filter(|variant| !variant.tags.is_empty() && !variant.is_default)
        .map(|variant| {
            let UnionVariant { ident, tags, .. } = variant;
            quote!(Some(#(#tags)|*) => runtime::Json::from_json(value).map(Self::#ident))
        });
    let default = item.variants.iter().find(|variant| variant.is_default);
    let other = default.map_or_else(
        || quote!(Ok(Self::#unknown(value))),
        |UnionVariant { ident, .. }| quote!(runtime::Json::from_json(value).map(Self::#ident)),
    );
    quote! {
        match runtime::union::tag(&value, #wire_name).as_deref() {
            #(#arms,)*
            _ => #other,
        }
    }
}

fn read_untagged(item: &Union) -> TokenStream {
    let unknown = &item.unknown;
    let alternatives = item.variants.iter().map(|variant| {
        let ident = &variant.ident;
        quote!(|value| runtime::Json::from_json(value).map(Self::#ident))
    });
    quote! {
        Ok(runtime::union::best(&value, &[#(#alternatives),*]).unwrap_or(Self::#unknown(value)))
    }
}

/// An arm for each type: variants that hold the same type share one.
fn arms(item: &Union, arm: impl Fn(&[TokenStream]) -> TokenStream) -> Vec<TokenStream> {
    let mut by_type: Vec<(&Type, Vec<TokenStream>)> = Vec::new();
    for variant in &item.variants {
        let ident = &variant.ident;
        let pattern = quote!(Self::#ident);
        match by_type.iter_mut().find(|(ty, _)| *ty == &variant.ty) {
            Some((_, patterns)) => patterns.push(pattern),
            None => by_type.push((&variant.ty, vec![pattern])),
        }
    }
    by_type.iter().map(|(_, patterns)| arm(patterns)).collect()
}

fn from(names: &Names<'_>, item: &Union, variant: &UnionVariant) -> TokenStream {
    let union = &item.ident;
    let UnionVariant { ident, ty, .. } = variant;
    let (ty, value) = match ty {
        Type::Box(inner) => (&**inner, quote!(Box::new(value))),
        ty => (ty, quote!(value)),
    };
    let (ty, uses_deprecated) = names.watch(|| names.ty(ty));
    let expect = allow_deprecated(uses_deprecated || item.deprecated);
    quote! {
        #expect
        impl From<#ty> for #union {
            fn from(value: #ty) -> Self { Self::#ident(#value) }
        }
    }
}
