//! Prints types, and keeps in mind what a file has to import for them.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::Item;

use super::context::Context;
use super::tokens::ident;
use super::tree;
use sdk_rust::{self as rust, Presence, Type};

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
        self.type_tree(ty).into_token_stream()
    }

    /// A type as a field holds it that may be absent or null.
    pub(super) fn present(&self, ty: &Type, presence: Presence) -> TokenStream {
        self.present_tree(ty, presence).into_token_stream()
    }

    /// A type, as a tree.
    pub(super) fn type_tree(&self, ty: &Type) -> syn::Type {
        let plain = |name: &str| tree::type_of(tree::our_path(&[name]));
        let around =
            |name: &str, inner: &Type| tree::generic(tree::our_path(&[name]), [self.type_tree(inner)]);
        match ty {
            Type::Unit => tree::tuple([]),
            Type::Bool => plain("bool"),
            Type::Number(name) => plain(name),
            Type::String => plain("String"),
            Type::Value => self.runtime_type("Value"),
            Type::Timestamp => self.runtime_type("Timestamp"),
            // The path is one of ours, and so is Rust.
            Type::Dated(library, kind) => {
                syn::parse_str(library.type_path(*kind)).unwrap_or_else(|_| tree::tuple([]))
            }
            Type::Secret => self.runtime_type("Secret"),
            Type::Base64 => self.runtime_type("Base64"),
            Type::Bytes => tree::generic(tree::our_path(&["Vec"]), [plain("u8")]),
            Type::File => self.runtime_type("File"),
            Type::Event => self.runtime_type("Event"),
            Type::Vec(inner) => around("Vec", inner),
            Type::Map(inner) => self.map_of(self.type_tree(inner)),
            Type::Option(inner) => around("Option", inner),
            Type::Box(inner) => around("Box", inner),
            Type::Tuple(elements) => tree::tuple(elements.iter().map(|element| self.type_tree(element))),
            Type::Item(path) => tree::type_of(self.item(&path.ident)),
        }
    }

    /// A type as a field holds it that may be absent or null, as a tree.
    pub(super) fn present_tree(&self, ty: &Type, presence: Presence) -> syn::Type {
        let ty = self.type_tree(ty);
        match presence {
            Presence::Required => ty,
            Presence::Optional | Presence::Nullable | Presence::OptionalNullable => {
                tree::generic(tree::our_path(&["Option"]), [ty])
            }
            Presence::Patch => {
                self.uses_runtime.set(true);
                tree::generic(tree::our_path(&["runtime", "Patch"]), [ty])
            }
        }
    }

    /// A map from texts to a type.
    pub(super) fn map_of(&self, value: syn::Type) -> syn::Type {
        self.uses_map.set(true);
        let key = tree::type_of(tree::our_path(&["String"]));
        tree::generic(tree::our_path(&["BTreeMap"]), [key, value])
    }

    /// A type of the runtime.
    pub(super) fn runtime_type(&self, name: &str) -> syn::Type {
        self.uses_runtime.set(true);
        tree::type_of(tree::our_path(&["runtime", name]))
    }

    /// The path of a generated type.
    fn item(&self, name: &rust::Ident) -> syn::Path {
        self.touch(self.context.is_deprecated(name));
        if self.own.contains(&name) {
            self.uses_types.set(true);
            return tree::path_of([tree::ident("types"), ident(name)]);
        }
        self.items.borrow_mut().insert(name.clone());
        tree::path_of([ident(name)])
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
    pub(super) fn imports(&self, defined: &[&rust::Ident]) -> Vec<Item> {
        let root = || self.context.krate.root.iter().map(ident);
        let types = || root().chain([tree::ident("types")]);
        let items = self.items.borrow();
        let (deprecated, current): (Vec<_>, Vec<_>) = items
            .iter()
            .filter(|name| !defined.contains(name))
            .partition(|name| self.context.is_deprecated(name));
        let mut uses = Vec::new();
        if self.uses_runtime.get() {
            let root = [tree::ident("crate")].into_iter();
            uses.extend(tree::import(root, [tree::ident("runtime")]));
        }
        if self.uses_types.get() {
            uses.extend(tree::import(root(), [tree::ident("types")]));
        }
        uses.extend(tree::import(types(), current.into_iter().map(ident)));
        if let Some(mut deprecated) = tree::import(types(), deprecated.into_iter().map(ident)) {
            deprecated.attrs.extend(tree::allow_deprecated(true));
            uses.push(deprecated);
        }
        if self.uses_map.get() {
            if let Some(first) = uses.first_mut() {
                first.attrs.insert(0, tree::blank());
            }
            let path = ["std", "collections"].map(tree::ident).into_iter();
            let map = tree::import(path, [tree::ident("BTreeMap")]);
            uses.splice(..0, map);
        }
        uses.into_iter().map(Item::Use).collect()
    }
}
