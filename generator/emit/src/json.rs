//! What impls of the runtime's `Json` have in common, whatever they are for.

use syn::{Attribute, Expr, ImplItemFn, ItemImpl, Path, Stmt, Type};

use super::tokens::ident;
use super::tree;
use sdk_rust as rust;

/// `impl runtime::Json for Type`.
pub(super) fn implementation(uses_deprecated: bool, on: &rust::Ident, methods: Vec<ImplItemFn>) -> ItemImpl {
    let attributes: Vec<Attribute> = tree::allow_deprecated(uses_deprecated).into_iter().collect();
    let on = tree::path_of([ident(on)]);
    tree::implementation(attributes, tree::our_path(&["runtime", "Json"]), on, methods)
}

/// The method that reads a value, the first of them.
pub(super) fn reading(name: &str, value: Type, body: Vec<Stmt>) -> ImplItemFn {
    let output = [
        tree::self_type(),
        tree::type_of(tree::our_path(&["runtime", "DecodeError"])),
    ];
    tree::function(
        Vec::new(),
        tree::ident(name),
        [tree::parameter(tree::ident("value"), value)],
        tree::generic(tree::our_path(&["Result"]), output),
        body,
    )
}

/// A method that writes a value.
pub(super) fn writing(name: &str, body: Vec<Stmt>) -> ImplItemFn {
    method(name, value_type(), body)
}

/// The method that counts what the API's description does not name.
pub(super) fn counting(count: Expr) -> ImplItemFn {
    let output = tree::type_of(tree::our_path(&["usize"]));
    method("unknown_fields", output, vec![tree::value(count)])
}

/// A method of `&self` that comes after another one.
fn method(name: &str, output: Type, body: Vec<Stmt>) -> ImplItemFn {
    tree::function(
        vec![tree::blank()],
        tree::ident(name),
        [tree::by_reference()],
        output,
        body,
    )
}

/// `runtime::Value`.
pub(super) fn value_type() -> Type {
    tree::type_of(tree::our_path(&["runtime", "Value"]))
}

/// `runtime::Json::function`.
pub(super) fn path(function: &str) -> Path {
    tree::our_path(&["runtime", "Json", function])
}
