//! Enums of texts, built as trees, and of integers; both are open for values to come.

mod integer;

use quote::quote;
use syn::{Attribute, ItemEnum, ItemImpl, Path, Type};

use super::file::Part;
use super::tokens::{doc_lines, docs, ident};
use super::tree;
use sdk_rust::{self as rust, StringEnum};

pub(super) use integer::integer_items;

/// What is said of the variant that holds any other value.
const UNKNOWN: &str = "A value that this version does not know.";

/// What is said of the method that gives a value back.
const AS_WRITTEN: &str = "The value as the API writes it.";

/// An enum of texts and its impls.
pub(super) fn string_items(item: &StringEnum) -> [Part; 4] {
    let ident = &item.ident;
    [
        Part::from(string_definition(item)),
        Part::from(as_text(item)),
        Part::from(from_text(item)),
        Part::from(tree::macro_call(
            tree::our_path(&["runtime", "string_enum"]),
            quote!(#ident),
        )),
    ]
}

fn string_definition(item: &StringEnum) -> ItemEnum {
    let mut attributes = Vec::new();
    attributes.extend(docs(&item.docs, || {
        format!("`{}` of the API.", item.ident.plain())
    }));
    attributes.extend(tree::deprecated(item.deprecated));
    attributes.push(tree::list("derive", quote!(Debug, Clone, PartialEq, Eq, Hash)));
    attributes.push(tree::flag("non_exhaustive"));
    let variants = item.values.iter().map(|value| {
        let docs = docs(&value.docs, || variant_docs(&format!("{:?}", value.value)));
        (docs.into_iter().collect(), ident(&value.ident), None)
    });
    let unknown = doc_lines([UNKNOWN]);
    let text = tree::type_of(tree::our_path(&["String"]));
    let unknown = (unknown.into_iter().collect(), ident(&item.unknown), Some(text));
    tree::enumeration(attributes, ident(&item.ident), variants.chain([unknown]))
}

/// `as_str`.
fn as_text(item: &StringEnum) -> ItemImpl {
    let arms = item.values.iter().map(|value| {
        let variant = tree::constant(of_self(&value.ident));
        (variant, tree::text(&value.value))
    });
    let unknown = tree::holding(of_self(&item.unknown), "value");
    let arms = arms.chain([(unknown, tree::name("value"))]);
    let body = tree::matching(tree::name("self"), arms);
    let mut attributes = Vec::new();
    attributes.extend(doc_lines([AS_WRITTEN]));
    attributes.push(tree::flag("must_use"));
    let as_str = tree::function(
        attributes,
        tree::ident("as_str"),
        [tree::by_reference()],
        text_type(),
        vec![tree::value(body)],
    );
    let on = tree::path_of([ident(&item.ident)]);
    tree::inherent(may_use_deprecated(item), on, vec![tree::public(as_str)])
}

/// `impl From<&str>`.
fn from_text(item: &StringEnum) -> ItemImpl {
    let arms = item.values.iter().map(|value| {
        let variant = tree::path(of_self(&value.ident));
        (tree::is_text(&value.value), variant)
    });
    let value = || tree::name("value");
    let owned = tree::method(value(), tree::ident("to_owned"), []);
    let unknown = tree::call(of_self(&item.unknown), [owned]);
    let body = tree::matching(value(), arms.chain([(tree::any(), unknown)]));
    let from = tree::function(
        Vec::new(),
        tree::ident("from"),
        [tree::parameter(tree::ident("value"), text_type())],
        tree::self_type(),
        vec![tree::value(body)],
    );
    let of = tree::with_arguments(tree::our_path(&["From"]), [text_type()]);
    let on = tree::path_of([ident(&item.ident)]);
    tree::implementation(may_use_deprecated(item), of, on, vec![from])
}

fn may_use_deprecated(item: &StringEnum) -> Vec<Attribute> {
    tree::allow_deprecated(item.deprecated).into_iter().collect()
}

/// `Self::Variant`.
fn of_self(variant: &rust::Ident) -> Path {
    tree::of_self(ident(variant))
}

/// `&str`.
fn text_type() -> Type {
    tree::reference_to(tree::type_of(tree::our_path(&["str"])))
}

/// What is said of a value that the document does not describe.
fn variant_docs(value: &str) -> String {
    format!("`{}`.", value.replace('`', "'"))
}
