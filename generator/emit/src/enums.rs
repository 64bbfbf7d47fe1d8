//! Enums of texts and of integers, open for values to come.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, ItemEnum, ItemImpl, Path, Type};

use super::file::Part;
use super::tokens::{doc_lines, docs, ident, integer};
use super::tree;
use sdk_rust::{self as rust, EnumValue, IntegerEnum, StringEnum};

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

/// An enum of integers and its impls.
pub(super) fn integer_items(item: &IntegerEnum) -> Vec<TokenStream> {
    let IntegerEnum { ident, unknown, .. } = item;
    let docs = docs(&item.docs, || format!("`{}` of the API.", ident.plain()));
    let variants = variants(&item.values);
    let unknown_docs = doc_lines([UNKNOWN]);
    let deprecated = tree::deprecated(item.deprecated);
    let expect = tree::allow_deprecated(item.deprecated);
    let pairs = || {
        item.values
            .iter()
            .map(|value| (&value.ident, integer(value.value)))
    };
    let numbers = pairs().map(|(ident, number)| quote!(Self::#ident => #number));
    let values = pairs().map(|(ident, number)| quote!(#number => Self::#ident));
    let value_docs = doc_lines([AS_WRITTEN]);
    vec![
        quote! {
            #docs
            #deprecated
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
            #[non_exhaustive]
            pub enum #ident { #variants #unknown_docs #unknown(i64) }
        },
        quote! {
            #expect
            impl #ident {
                #value_docs
                #[must_use]
                pub fn value(&self) -> i64 {
                    match self { #(#numbers,)* Self::#unknown(value) => *value }
                }
            }
        },
        quote! {
            #expect
            impl From<i64> for #ident {
                fn from(value: i64) -> Self {
                    match value { #(#values,)* _ => Self::#unknown(value) }
                }
            }
        },
        quote!(runtime::integer_enum!(#ident);),
    ]
}

fn variants(values: &[EnumValue<i64>]) -> TokenStream {
    let variants = values.iter().map(|value| {
        let ident = value.ident.to_token_stream();
        let docs = docs(&value.docs, || variant_docs(&value.value.to_string()));
        quote!(#docs #ident,)
    });
    quote!(#(#variants)*)
}

/// What is said of a value that the document does not describe.
fn variant_docs(value: &str) -> String {
    format!("`{}`.", value.replace('`', "'"))
}
