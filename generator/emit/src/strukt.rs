//! Structs: fields, constructor and setters.

mod json;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Expr, ItemStruct, Type};

use super::accept::{Parameter, parameter};
use super::file::Part;
use super::names::Names;
use super::tokens::{doc_lines, docs, ident, spaced};
use super::tree;
use sdk_rust::{Additional, Field, Ident, Presence, Struct};

/// A struct and its impls, without the macro that gives it serde's traits.
pub(super) fn items(names: &Names<'_>, item: &Struct) -> [Part; 3] {
    [
        Part::from(definition(names, item)),
        Part::Tokens(inherent(names, item)),
        Part::from(json::implementation(names, item)),
    ]
}

fn definition(names: &Names<'_>, item: &Struct) -> ItemStruct {
    let (fields, uses_deprecated) = names.watch(|| {
        let mut fields: Vec<_> = item
            .fields
            .iter()
            .map(|field| self::field(names, field))
            .collect();
        fields.push(additional(names, &item.additional));
        fields
    });
    let mut attributes = Vec::new();
    attributes.extend(docs(&item.docs, || {
        format!("`{}` of the API.", item.ident.plain())
    }));
    attributes.extend(tree::deprecated(item.deprecated));
    attributes.extend(tree::allow_deprecated(uses_deprecated));
    let default = item.has_default().then(|| quote!(, Default));
    attributes.push(tree::list("derive", quote!(Debug, Clone, PartialEq #default)));
    attributes.push(tree::flag("non_exhaustive"));
    tree::strukt(attributes, ident(&item.ident), tree::named_fields(fields))
}

/// A public field: what stands before it, its name and its type.
type PublicField = (Vec<Attribute>, proc_macro2::Ident, Type);

fn field(names: &Names<'_>, field: &Field) -> PublicField {
    let mut attributes = Vec::new();
    attributes.extend(docs(&field.docs, || {
        format!("The field `{}`.", field.ident.plain())
    }));
    attributes.extend(tree::deprecated(field.deprecated));
    let ty = names.present_tree(&field.ty, field.presence);
    (attributes, ident(&field.ident), ty)
}

fn additional(names: &Names<'_>, additional: &Additional) -> PublicField {
    let (name, docs, value) = match additional {
        Additional::Values(name) => {
            let docs = "Fields that the API's description does not name.";
            (name, docs, names.runtime_type("Value"))
        }
        Additional::Typed(name, ty) => (name, "The values, by name.", names.type_tree(ty)),
    };
    let docs = doc_lines([docs]);
    (docs.into_iter().collect(), ident(name), names.map_of(value))
}

/// `new` and the setters, and what both ways of writing share.
fn inherent(names: &Names<'_>, item: &Struct) -> TokenStream {
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

fn additional_ident(item: &Struct) -> &Ident {
    match &item.additional {
        Additional::Values(ident) | Additional::Typed(ident, _) => ident,
    }
}
