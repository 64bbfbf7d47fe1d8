//! Enums with a variant per status: what success and what failure can look like.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, ItemEnum};

use super::file::Part;
use super::names::Names;
use super::tokens::{docs, ident, spaced};
use super::tree;
use sdk_rust::{Decode, Docs, ErrorEnum, Ident, ResponseEnum, StatusPattern, StatusVariant};

/// The enum of the errors that the document describes.
pub(super) fn error_items(names: &Names<'_>, operation_id: &str, item: &ErrorEnum) -> Vec<Part> {
    let ErrorEnum {
        ident,
        docs,
        variants,
    } = item;
    let mut arms: Vec<TokenStream> = variants
        .iter()
        .map(|variant| {
            let pattern = pattern(variant.status);
            let value = decoded(variant);
            quote!(#pattern => Some(#value))
        })
        .collect();
    if !has_default(variants) {
        arms.push(quote!(_ => None));
    }
    let (response, body) = if let ([only], true) = (variants.as_slice(), has_default(variants)) {
        // A description of nothing but the default needs no look at the status.
        let value = decoded(only);
        let response = if only.decode == Decode::Empty {
            quote!(_response)
        } else {
            quote!(response)
        };
        (response, quote!(Some(#value)))
    } else {
        (quote!(response), quote!(match response.status() { #(#arms,)* }))
    };
    let methods = spaced([
        quote!(const OPERATION: &'static str = #operation_id;),
        quote! {
            fn from_response(#response: &runtime::ErrorResponse) -> Option<Result<Self, runtime::DecodeError>> {
                #body
            }
        },
    ]);
    vec![
        Part::from(definition(names, ident, docs, variants)),
        Part::Tokens(quote!(impl runtime::ErrorBody for #ident { #methods })),
    ]
}

/// The enum of what success can look like.
pub(super) fn response_items(names: &Names<'_>, item: &ResponseEnum) -> Vec<Part> {
    let ResponseEnum {
        ident,
        docs,
        variants,
    } = item;
    let mut arms: Vec<TokenStream> = variants
        .iter()
        .map(|variant| {
            let pattern = pattern(variant.status);
            let value = decoded(variant);
            quote!(#pattern => #value)
        })
        .collect();
    if !has_default(variants) {
        arms.push(quote!(_ => Err(response.undocumented())));
    }
    vec![
        Part::from(definition(names, ident, docs, variants)),
        Part::Tokens(quote! {
            impl runtime::FromResponse for #ident {
                fn from_response(response: &runtime::SuccessResponse) -> Result<Self, runtime::DecodeError> {
                    match response.status() { #(#arms,)* }
                }
            }
        }),
    ]
}

fn has_default(variants: &[StatusVariant]) -> bool {
    variants
        .iter()
        .any(|variant| variant.status == StatusPattern::Default)
}

/// The variant, read from `response`.
fn decoded(variant: &StatusVariant) -> TokenStream {
    let ident = &variant.ident;
    match variant.decode {
        Decode::Json => quote!(response.json().map(Self::#ident)),
        Decode::Text => quote!(Ok(Self::#ident(response.text().into_owned()))),
        Decode::Bytes => quote!(Ok(Self::#ident(response.bytes().to_vec()))),
        Decode::Empty | Decode::ByStatus | Decode::Stream(_) => quote!(Ok(Self::#ident)),
    }
}

fn definition(names: &Names<'_>, name: &Ident, docs: &Docs, variants: &[StatusVariant]) -> ItemEnum {
    let (variants, uses_deprecated) = names.watch(|| {
        let variants = variants.iter().map(|variant| self::variant(names, variant));
        variants.collect::<Vec<_>>()
    });
    let mut attributes = Vec::new();
    attributes.extend(super::tokens::docs(docs, || {
        format!("`{}`, by status.", name.plain())
    }));
    attributes.extend(tree::allow_deprecated(uses_deprecated));
    attributes.push(tree::list("derive", quote!(Debug, Clone, PartialEq)));
    attributes.push(tree::flag("non_exhaustive"));
    tree::enumeration(attributes, ident(name), variants)
}

fn variant(
    names: &Names<'_>,
    variant: &StatusVariant,
) -> (Vec<Attribute>, proc_macro2::Ident, Option<syn::Type>) {
    let label = || match variant.status {
        StatusPattern::Exact(status) => format!("Status {status}."),
        StatusPattern::Range(class) => format!("Status {class}00 to {class}99."),
        StatusPattern::Default => "Any other status.".to_owned(),
    };
    let docs = docs(&variant.docs, label);
    let is_empty = matches!(variant.decode, Decode::Empty | Decode::ByStatus);
    let held = (!is_empty).then(|| names.type_tree(&variant.ty));
    (docs.into_iter().collect(), ident(&variant.ident), held)
}

fn pattern(status: StatusPattern) -> TokenStream {
    match status {
        StatusPattern::Exact(status) => {
            let status = proc_macro2::Literal::u16_unsuffixed(status);
            quote!(#status)
        }
        StatusPattern::Range(class) => {
            let first = proc_macro2::Literal::u16_unsuffixed(class.saturating_mul(100));
            let last = proc_macro2::Literal::u16_unsuffixed(class.saturating_mul(100).saturating_add(99));
            quote!(#first..=#last)
        }
        StatusPattern::Default => quote!(_),
    }
}
