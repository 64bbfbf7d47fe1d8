//! The constructor and the setters of a struct, written with `quote!`.

use proc_macro2::TokenStream;
use quote::quote;
use sdk_rust::{Additional, Field, Ident, Presence, Struct};
use syn::Expr;

use super::json;
use crate::accept::{Parameter, parameter};
use crate::names::Names;
use crate::tokens::{doc_lines, docs, ident, spaced};
use crate::tree;

/// `new` and the setters, and what both ways of writing share.
pub(super) fn inherent(names: &Names<'_>, item: &Struct) -> TokenStream {
    let (methods, uses_deprecated) = names.watch(|| {
        names.touch(item.deprecated);
        let mut methods = Vec::new();
        if item.constructible {
            methods.push(constructor(names, item));
            for field in item.fields.iter().filter(|field| !field.is_argument()) {
                methods.extend(setters(names, field));
            }
        }
        if item.skips_in_requests {
            methods.push(json::shared_write(names, item));
        }
        methods
    });
    if methods.is_empty() {
        return TokenStream::new();
    }
    let expect = tree::allow_deprecated(uses_deprecated);
    let ident = &item.ident;
    let methods = spaced(methods);
    quote!(#expect impl #ident { #methods })
}

fn constructor(names: &Names<'_>, item: &Struct) -> TokenStream {
    let name = item.ident.plain();
    let docs = doc_lines([if item.has_default() {
        format!("A new `{name}`, with no field set.")
    } else {
        format!("A new `{name}` with the fields that it must have.")
    }]);
    if item.has_default() {
        // A field may be called `default`, and its setter then hides the trait's function.
        let is_hidden = item.fields.iter().any(|field| field.setter.plain() == "default");
        let default = if is_hidden {
            quote!(<Self as Default>::default())
        } else {
            quote!(Self::default())
        };
        return quote! {
            #docs
            #[must_use]
            pub fn new() -> Self { #default }
        };
    }
    let mut parameters = Vec::new();
    let mut values = Vec::new();
    for field in &item.fields {
        let ident = &field.ident;
        names.touch(field.deprecated);
        match field.presence {
            Presence::Required => {
                let Parameter { ty, value } = parameter(names, ident, &field.ty, &field.accept);
                parameters.push(quote!(#ident: #ty));
                values.push(initial(ident, &value));
            }
            Presence::Nullable => {
                let ty = names.present(&field.ty, field.presence);
                parameters.push(quote!(#ident: #ty));
                values.push(quote!(#ident));
            }
            Presence::Optional | Presence::OptionalNullable => values.push(quote!(#ident: None)),
            Presence::Patch => {
                let patch = names.runtime(&quote!(Patch));
                values.push(quote!(#ident: #patch::Keep));
            }
        }
    }
    let extra = additional_ident(item);
    let map = names.map();
    quote! {
        #docs
        #[must_use]
        pub fn new(#(#parameters),*) -> Self { Self { #(#values,)* #extra: #map::new() } }
    }
}

/// `field: value`, or `field` alone where the value is called that.
fn initial(name: &Ident, value: &Expr) -> TokenStream {
    if matches!(value, Expr::Path(value) if value.path.is_ident(&ident(name))) {
        quote!(#name)
    } else {
        quote!(#name: #value)
    }
}

fn setters(names: &Names<'_>, field: &Field) -> Vec<TokenStream> {
    let Field { ident, setter, .. } = field;
    // A deprecated method may not use a deprecated field without saying so.
    names.touch(field.deprecated);
    let docs_of_setter = docs(&field.docs, || format!("Sets `{}`.", ident.plain()));
    let deprecated = tree::deprecated(field.deprecated);
    let is_patch = field.presence == Presence::Patch;
    let Parameter { ty, value } = parameter(names, ident, &field.ty, &field.accept);
    let wrapper = if is_patch {
        names.runtime(&quote!(Patch::Set))
    } else {
        quote!(Some)
    };
    let mut methods = vec![quote! {
        #docs_of_setter
        #deprecated
        #[must_use]
        pub fn #setter(mut self, #ident: #ty) -> Self {
            self.#ident = #wrapper(#value);
            self
        }
    }];
    if let (Some(clear), true) = (&field.clear, is_patch) {
        let docs = doc_lines([format!("Sets `{}` to null.", ident.plain())]);
        let null = names.runtime(&quote!(Patch::Null));
        methods.push(quote! {
            #docs
            #deprecated
            #[must_use]
            pub fn #clear(mut self) -> Self {
                self.#ident = #null;
                self
            }
        });
    }
    methods
}

pub(super) fn additional_ident(item: &Struct) -> &Ident {
    match &item.additional {
        Additional::Values(ident) | Additional::Typed(ident, _) => ident,
    }
}
