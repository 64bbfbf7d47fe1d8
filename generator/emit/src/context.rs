//! What every file may look up: facts about the crate as a whole.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::ident;
use sdk_rust::{Crate, Ident, Item};

/// The crate that is printed, and what is known of its types by name.
pub(super) struct Context<'a> {
    pub(super) krate: &'a Crate,
    deprecated: BTreeSet<&'a Ident>,
}

impl<'a> Context<'a> {
    pub(super) fn new(krate: &'a Crate) -> Self {
        let items = krate.types.iter().flat_map(|module| &module.items);
        Self {
            krate,
            deprecated: items
                .filter(|item| is_deprecated(item))
                .map(Item::ident)
                .collect(),
        }
    }

    /// Whether the crate stands alone, rather than being a module of another one.
    pub(super) fn is_whole_crate(&self) -> bool {
        self.krate.is_whole()
    }

    /// The path of the crate's root module.
    pub(super) fn root(&self) -> TokenStream {
        let parts = self.krate.root.iter().map(ident);
        quote!(#(#parts)::*)
    }

    /// The path of the crate's root module as code outside of the crate writes it.
    pub(super) fn public_root(&self) -> String {
        let mut path = self.krate.manifest.library_name();
        for part in self.krate.root.iter().skip(1) {
            path.push_str("::");
            path.push_str(part.as_str());
        }
        path
    }

    /// Whether using a type makes the compiler warn.
    pub(super) fn is_deprecated(&self, name: &Ident) -> bool {
        self.deprecated.contains(name)
    }
}

/// Whether the document deprecates a type.
fn is_deprecated(item: &Item) -> bool {
    match item {
        Item::Struct(item) => item.deprecated,
        Item::StringEnum(item) => item.deprecated,
        Item::IntegerEnum(item) => item.deprecated,
        Item::Union(item) => item.deprecated,
        Item::Wrapper(item) => item.deprecated,
        Item::Alias(item) => item.former_of.is_some(),
    }
}
