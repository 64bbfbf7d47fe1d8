//! Structs: fields, constructor and setters, reading and writing.

use proc_macro2::TokenStream;
use quote::quote;

use super::accept::{Parameter, parameter};
use super::names::Names;
use super::tokens::{allow_deprecated, deprecated, docs, free_name, spaced, typed_integer};
use crate::rust::{Additional, Constant, Docs, Field, Ident, Presence, Struct};

/// A struct and its impls, without the macro that gives it serde's traits.
pub(super) fn items(names: &Names<'_>, item: &Struct) -> Vec<TokenStream> {
    vec![definition(names, item), inherent(names, item), json(names, item)]
}

fn definition(names: &Names<'_>, item: &Struct) -> TokenStream {
    let ident = &item.ident;
    let docs = docs(&item.docs, format!("`{}` of the API.", ident.plain()));
    let default = item.has_default().then(|| quote!(, Default));
    let (fields, uses_deprecated) = names.watch(|| {
        let fields = item.fields.iter();
        let fields: Vec<_> = fields.map(|field| self::field(names, field)).collect();
        let additional = additional(names, &item.additional);
        quote!(#(#fields)* #additional)
    });
    let expect = allow_deprecated(uses_deprecated);
    let deprecated = deprecated(item.deprecated);
    quote! {
        #docs
        #deprecated
        #expect
        #[derive(Debug, Clone, PartialEq #default)]
        #[non_exhaustive]
        pub struct #ident { #fields }
    }
}

fn field(names: &Names<'_>, field: &Field) -> TokenStream {
    let ident = &field.ident;
    let docs = docs(&field.docs, format!("The field `{}`.", ident.plain()));
    let deprecated = deprecated(field.deprecated);
    let ty = names.present(&field.ty, field.presence);
    quote!(#docs #deprecated pub #ident: #ty,)
}

fn additional(names: &Names<'_>, additional: &Additional) -> TokenStream {
    let map = names.map();
    match additional {
        Additional::Values(ident) => {
            let docs = docs(
                &Docs::default(),
                "Fields that the API's description does not name.",
            );
            let value = names.runtime(&quote!(Value));
            quote!(#docs pub #ident: #map<String, #value>,)
        }
        Additional::Typed(ident, ty) => {
            let docs = docs(&Docs::default(), "The values, by name.");
            let ty = names.ty(ty);
            quote!(#docs pub #ident: #map<String, #ty>,)
        }
    }
}

/// `new` and the setters, and what both ways of writing share.
fn inherent(names: &Names<'_>, item: &Struct) -> TokenStream {
    let (methods, uses_deprecated) = names.watch(|| {
        names.touch(item.deprecated);
        let mut methods = Vec::new();
        if item.constructible {
            methods.push(constructor(names, item));
            for field in item.fields.iter().filter(|field| !is_argument(field)) {
                methods.extend(setters(names, field));
            }
        }
        if item.skips_in_requests {
            methods.push(shared_write(names, item));
        }
        methods
    });
    if methods.is_empty() {
        return TokenStream::new();
    }
    let expect = allow_deprecated(uses_deprecated);
    let ident = &item.ident;
    let methods = spaced(methods);
    quote!(#expect impl #ident { #methods })
}

fn constructor(names: &Names<'_>, item: &Struct) -> TokenStream {
    let docs = docs(
        &Docs::default(),
        if item.has_default() {
            format!("A new `{}`, with no field set.", item.ident.plain())
        } else {
            format!(
                "A new `{}` with the fields that it must have.",
                item.ident.plain()
            )
        },
    );
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
fn initial(ident: &Ident, value: &TokenStream) -> TokenStream {
    if value.to_string() == ident.as_str() {
        quote!(#ident)
    } else {
        quote!(#ident: #value)
    }
}

fn setters(names: &Names<'_>, field: &Field) -> Vec<TokenStream> {
    let Field { ident, setter, .. } = field;
    // A deprecated method may not use a deprecated field without saying so.
    names.touch(field.deprecated);
    let docs_of_setter = docs(&field.docs, format!("Sets `{}`.", ident.plain()));
    let deprecated = deprecated(field.deprecated);
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
        let docs = docs(&Docs::default(), format!("Sets `{}` to null.", ident.plain()));
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

/// The method that writes both the whole value and what of it is sent.
fn shared_write(names: &Names<'_>, item: &Struct) -> TokenStream {
    let write = write_name(item);
    let statements = write_statements(names, item);
    quote! {
        fn #write(&self, mut object: runtime::ObjectWriter) -> runtime::Value { #statements }
    }
}

/// The name of that method, which no setter has.
fn write_name(item: &Struct) -> proc_macro2::Ident {
    let setters = item
        .fields
        .iter()
        .flat_map(|field| field.clear.iter().chain([&field.setter]));
    free_name("write", &setters.collect::<Vec<_>>())
}

fn write_statements(names: &Names<'_>, item: &Struct) -> TokenStream {
    let constants = item.constants.iter().map(write_constant);
    let fields = item.fields.iter().map(|field| {
        names.touch(field.deprecated);
        let ident = &field.ident;
        let wire_name = &field.wire_name;
        // Only what is sent leaves read-only fields out.
        let method = presence_method(field, field.read_only && item.skips_in_requests);
        quote!(object.#method(#wire_name, &self.#ident);)
    });
    let extra = additional_ident(item);
    quote! {
        #(#constants)*
        #(#fields)*
        object.extra(&self.#extra);
        object.finish()
    }
}

fn write_constant(constant: &Constant) -> TokenStream {
    let wire_name = &constant.wire_name;
    let value = constant_value(&constant.value);
    quote!(object.constant(#wire_name, #value);)
}

fn read_constant(constant: &Constant) -> TokenStream {
    let wire_name = &constant.wire_name;
    let value = constant_value(&constant.value);
    if constant.value.is_string() {
        quote!(object.constant(#wire_name, #value)?;)
    } else {
        quote!(object.constant_value(#wire_name, &#value.into())?;)
    }
}

fn constant_value(value: &serde_json::Value) -> TokenStream {
    match value {
        serde_json::Value::String(text) => quote!(#text),
        serde_json::Value::Bool(value) => quote!(#value),
        other => other
            .as_i64()
            .map_or_else(|| quote!(runtime::Value::Null), typed_integer),
    }
}

fn json(names: &Names<'_>, item: &Struct) -> TokenStream {
    let ident = &item.ident;
    let (methods, uses_deprecated) = names.watch(|| {
        names.touch(item.deprecated);
        let mut methods = vec![read(names, item)];
        if item.skips_in_requests {
            let write = write_name(item);
            methods.push(quote! {
                fn to_json(&self) -> runtime::Value { self.#write(runtime::ObjectWriter::complete()) }
            });
            methods.push(quote! {
                fn to_request_json(&self) -> runtime::Value { self.#write(runtime::ObjectWriter::request()) }
            });
        } else {
            let statements = write_statements(names, item);
            methods.push(quote! {
                fn to_json(&self) -> runtime::Value {
                    let mut object = runtime::ObjectWriter::complete();
                    #statements
                }
            });
        }
        if let Additional::Values(extra) = &item.additional {
            methods.push(quote! { fn unknown_fields(&self) -> usize { self.#extra.len() } });
        }
        spaced(methods)
    });
    let expect = allow_deprecated(uses_deprecated);
    quote!(#expect impl runtime::Json for #ident { #methods })
}

fn read(names: &Names<'_>, item: &Struct) -> TokenStream {
    let name = item.ident.plain();
    let constants = item.constants.iter().map(read_constant);
    let fields = item.fields.iter().map(|field| {
        names.touch(field.deprecated);
        let ident = &field.ident;
        let wire_name = &field.wire_name;
        let method = presence_method(field, false);
        quote!(#ident: object.#method(#wire_name)?,)
    });
    let (extra, rest) = match &item.additional {
        Additional::Values(ident) => (ident, quote!(object.extra())),
        Additional::Typed(ident, _) => (ident, quote!(object.extra_of()?)),
    };
    let is_empty = item.fields.is_empty() && item.constants.is_empty();
    let mutable = (!is_empty).then(|| quote!(mut));
    quote! {
        fn from_borrowed(value: runtime::BorrowedValue<'_>) -> Result<Self, runtime::DecodeError> {
            let #mutable object = runtime::Object::from_borrowed(#name, value)?;
            #(#constants)*
            Ok(Self { #(#fields)* #extra: #rest })
        }
    }
}

/// The method of the runtime that reads or writes a field.
fn presence_method(field: &Field, read_only: bool) -> proc_macro2::Ident {
    let presence = match field.presence {
        Presence::Required => "required",
        Presence::Optional | Presence::OptionalNullable => "optional",
        Presence::Nullable => "nullable",
        Presence::Patch => "patch",
    };
    let prefix = if read_only { "read_only_" } else { "" };
    quote::format_ident!("{prefix}{presence}")
}

fn additional_ident(item: &Struct) -> &Ident {
    match &item.additional {
        Additional::Values(ident) | Additional::Typed(ident, _) => ident,
    }
}

/// Whether `new` asks for a field.
fn is_argument(field: &Field) -> bool {
    matches!(field.presence, Presence::Required | Presence::Nullable)
}

impl Struct {
    /// Whether it can be built from nothing.
    fn has_default(&self) -> bool {
        self.constructible && !self.fields.iter().any(is_argument)
    }
}
