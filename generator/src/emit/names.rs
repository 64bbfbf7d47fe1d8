//! Prints types, and keeps in mind what a file has to import for them.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::context::Context;
use super::tokens::allow_deprecated;
use crate::rust::{self, Presence, Type};

/// The names of one file.
pub(super) struct Names<'a> {
    pub(super) context: &'a Context<'a>,
    /// What the file defines beside the types of the API: a type of such a name is told by its path.
    own: Vec<&'a rust::Ident>,
    uses_types: Cell<bool>,
    items: RefCell<BTreeSet<rust::Ident>>,
    uses_map: Cell<bool>,
    uses_runtime: Cell<bool>,
    uses_deprecated: Cell<bool>,
}

impl<'a> Names<'a> {
    pub(super) fn new(context: &'a Context<'a>, own: Vec<&'a rust::Ident>) -> Self {
        Self {
            context,
            own,
            uses_types: Cell::new(false),
            items: RefCell::default(),
            uses_map: Cell::new(false),
            uses_runtime: Cell::new(false),
            uses_deprecated: Cell::new(false),
        }
    }

    /// A type.
    pub(super) fn ty(&self, ty: &Type) -> TokenStream {
        match ty {
            Type::Unit => quote!(()),
            Type::Bool => quote!(bool),
            Type::Number(name) => {
                let name = Ident::new(name, Span::call_site());
                quote!(#name)
            }
            Type::String => quote!(String),
            Type::Value => self.runtime(&quote!(Value)),
            Type::Timestamp => self.runtime(&quote!(Timestamp)),
            // The path is one of ours, and so is Rust.
            Type::Dated(library, kind) => library.type_path(*kind).parse().unwrap_or_default(),
            Type::Secret => self.runtime(&quote!(Secret)),
            Type::Base64 => self.runtime(&quote!(Base64)),
            Type::Bytes => quote!(Vec<u8>),
            Type::File => self.runtime(&quote!(File)),
            Type::Event => self.runtime(&quote!(Event)),
            Type::Vec(inner) => {
                let inner = self.ty(inner);
                quote!(Vec<#inner>)
            }
            Type::Map(inner) => {
                let map = self.map();
                let inner = self.ty(inner);
                quote!(#map<String, #inner>)
            }
            Type::Option(inner) => {
                let inner = self.ty(inner);
                quote!(Option<#inner>)
            }
            Type::Box(inner) => {
                let inner = self.ty(inner);
                quote!(Box<#inner>)
            }
            Type::Tuple(elements) => {
                let elements = elements.iter().map(|element| self.ty(element));
                quote!((#(#elements,)*))
            }
            Type::Item(path) => self.item(&path.ident),
        }
    }

    /// A type as a field holds it that may be absent or null.
    pub(super) fn present(&self, ty: &Type, presence: Presence) -> TokenStream {
        let ty = self.ty(ty);
        match presence {
            Presence::Required => ty,
            Presence::Optional | Presence::Nullable | Presence::OptionalNullable => quote!(Option<#ty>),
            Presence::Patch => self.runtime(&quote!(Patch<#ty>)),
        }
    }

    /// A generated type.
    pub(super) fn item(&self, name: &rust::Ident) -> TokenStream {
        self.touch(self.context.is_deprecated(name));
        if self.own.contains(&name) {
            self.uses_types.set(true);
            return quote!(types::#name);
        }
        self.items.borrow_mut().insert(name.clone());
        quote!(#name)
    }

    /// Something of the runtime.
    pub(super) fn runtime(&self, name: &TokenStream) -> TokenStream {
        self.uses_runtime.set(true);
        quote!(runtime::#name)
    }

    /// `BTreeMap`.
    pub(super) fn map(&self) -> TokenStream {
        self.uses_map.set(true);
        quote!(BTreeMap)
    }

    /// Says that the code names something deprecated.
    pub(super) fn touch(&self, is_deprecated: bool) {
        self.uses_deprecated
            .set(self.uses_deprecated.get() || is_deprecated);
    }

    /// Prints an item, and tells whether it names something deprecated.
    pub(super) fn watch<T>(&self, print: impl FnOnce() -> T) -> (T, bool) {
        let before = self.uses_deprecated.replace(false);
        let result = print();
        (result, self.uses_deprecated.replace(before))
    }

    /// The `use` lines of the file, given the types that it defines itself.
    pub(super) fn imports(&self, defined: &[&rust::Ident]) -> TokenStream {
        let map = self.uses_map.get().then(|| {
            quote!(
                use std::collections::BTreeMap;
            )
        });
        let runtime = self.uses_runtime.get().then(|| {
            quote!(
                use crate::runtime;
            )
        });
        let items = self.items.borrow();
        let (deprecated, current): (Vec<_>, Vec<_>) = items
            .iter()
            .filter(|name| !defined.contains(name))
            .partition(|name| self.context.is_deprecated(name));
        let root = self.context.root();
        let types = self.uses_types.get().then(|| quote!(use #root::types;));
        let expect = allow_deprecated(!deprecated.is_empty());
        let deprecated = import(&quote!(#root::types), &deprecated);
        let current = import(&quote!(#root::types), &current);
        let marker = match (&map, &runtime) {
            (Some(_), Some(_)) => super::tokens::blank(),
            (Some(_), None) if !current.is_empty() || !deprecated.is_empty() => super::tokens::blank(),
            _ => TokenStream::new(),
        };
        quote!(#map #marker #runtime #types #current #expect #deprecated)
    }
}

/// `use path::{a, b};`, or nothing where there is nothing to import.
pub(super) fn import(path: &TokenStream, names: &[&rust::Ident]) -> TokenStream {
    match names {
        [] => TokenStream::new(),
        [name] => quote!(use #path::#name;),
        _ => quote!(use #path::{#(#names),*};),
    }
}
