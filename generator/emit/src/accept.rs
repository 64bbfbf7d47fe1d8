//! What a parameter accepts, and how the value of the wanted type is made of it.

use syn::{Expr, Pat};

use super::names::Names;
use super::tokens::ident;
use super::tree;
use sdk_rust::{self as rust, Accept, Type};

/// A parameter of a method.
pub(super) struct Parameter {
    /// Its type.
    pub(super) ty: syn::Type,
    /// The expression that makes the value.
    pub(super) value: Expr,
}

/// A parameter of a name for a value of a type. A box is made here, so that callers need not.
pub(super) fn parameter(names: &Names<'_>, name: &rust::Ident, ty: &Type, accept: &Accept) -> Parameter {
    if let Type::Box(inner) = ty {
        let Parameter { ty, value } = parameter(names, name, inner, accept);
        return Parameter {
            ty,
            value: tree::call(tree::our_path(&["Box", "new"]), [value]),
        };
    }
    let given = tree::named(ident(name));
    let (ty, value) = match (accept, ty) {
        (Accept::Into, _) => (into(names.type_tree(ty)), converted(given)),
        (Accept::IterInto, Type::Vec(element)) => {
            let convert = tree::path(tree::our_path(&["Into", "into"]));
            (
                iterator(into(names.type_tree(element))),
                collected(given, Some(convert)),
            )
        }
        (Accept::Iter, Type::Vec(element)) => (iterator(names.type_tree(element)), collected(given, None)),
        (Accept::EntriesInto, Type::Map(value)) => {
            let convert = tree::closure(entry(), converted_entry(converted(tree::name("value"))));
            (
                entries(into(names.type_tree(value))),
                collected(given, Some(convert)),
            )
        }
        (Accept::Entries, Type::Map(value)) => {
            let convert = tree::closure(entry(), converted_entry(tree::name("value")));
            (entries(names.type_tree(value)), collected(given, Some(convert)))
        }
        _ => (names.type_tree(ty), given),
    };
    Parameter { ty, value }
}

/// `impl Into<Type>`.
fn into(ty: syn::Type) -> syn::Type {
    tree::implementing(tree::with_arguments(tree::our_path(&["Into"]), [ty]))
}

/// `impl IntoIterator<Item = Type>`.
fn iterator(item: syn::Type) -> syn::Type {
    tree::implementing(tree::with_item(tree::our_path(&["IntoIterator"]), item))
}

/// `impl IntoIterator<Item = (impl Into<String>, Type)>`.
fn entries(value: syn::Type) -> syn::Type {
    let key = into(tree::type_of(tree::our_path(&["String"])));
    iterator(tree::tuple([key, value]))
}

/// `value.into()`.
fn converted(value: Expr) -> Expr {
    tree::method(value, tree::ident("into"), [])
}

/// `values.into_iter().map(convert).collect()`.
fn collected(values: Expr, convert: Option<Expr>) -> Expr {
    let mut items = tree::method(values, tree::ident("into_iter"), []);
    if let Some(convert) = convert {
        items = tree::method(items, tree::ident("map"), [convert]);
    }
    tree::method(items, tree::ident("collect"), [])
}

/// `(key, value)`.
fn entry() -> Pat {
    tree::pair("key", "value")
}

/// `(key.into(), value)`.
fn converted_entry(value: Expr) -> Expr {
    tree::tuple_of([converted(tree::name("key")), value])
}
