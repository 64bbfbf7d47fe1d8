//! Unions: enums that hold one of several types.

use proc_macro2::Literal;
use quote::quote;
use syn::{Expr, ItemEnum, ItemImpl, Pat, Path};

use super::file::Part;
use super::names::Names;
use super::tokens::{doc_lines, docs, ident};
use super::{json, tree};
use sdk_rust::{self as rust, Type, Union, UnionVariant};

/// A union and its impls, without the macro that gives it serde's traits.
pub(super) fn items(names: &Names<'_>, item: &Union) -> Vec<Part> {
    let mut items = vec![Part::from(definition(names, item)), Part::from(json_impl(item))];
    let variants = item.variants.iter().filter(|variant| variant.from);
    items.extend(variants.map(|variant| Part::from(from(names, item, variant))));
    items
}

fn definition(names: &Names<'_>, item: &Union) -> ItemEnum {
    let (mut variants, uses_deprecated) = names.watch(|| {
        let variants = item.variants.iter().map(|variant| {
            let name = variant.ident.plain();
            let docs = docs(&variant.docs, || format!("The alternative `{name}`."));
            let held = names.type_tree(&variant.ty);
            (
                docs.into_iter().collect::<Vec<_>>(),
                ident(&variant.ident),
                Some(held),
            )
        });
        variants.collect::<Vec<_>>()
    });
    let unknown = doc_lines(["A value that fits no alternative."]);
    let value = names.runtime_type("Value");
    variants.push((unknown.into_iter().collect(), ident(&item.unknown), Some(value)));
    let mut attributes = Vec::new();
    attributes.extend(docs(&item.docs, || {
        format!("`{}` of the API.", item.ident.plain())
    }));
    attributes.extend(tree::deprecated(item.deprecated));
    attributes.extend(tree::allow_deprecated(uses_deprecated));
    attributes.push(tree::list("derive", quote!(Debug, Clone, PartialEq)));
    attributes.push(tree::flag("non_exhaustive"));
    tree::enumeration(attributes, ident(&item.ident), variants)
}

/// `impl runtime::Json`.
fn json_impl(item: &Union) -> ItemImpl {
    let read = match &item.tag {
        Some(tag) => read_tagged(item, &tag.wire_name),
        None => read_untagged(item),
    };
    let from_json = json::reading("from_json", json::value_type(), vec![tree::value(read)]);
    let written = |name: &str| {
        let unknown = tree::holding(of_self(&item.unknown), "value");
        let arms = arms(item, name).into_iter();
        let arms = arms.chain([(unknown, tree::call(json::path("to_json"), [tree::name("value")]))]);
        json::writing(name, vec![tree::value(tree::matching(tree::name("self"), arms))])
    };
    let mut methods = vec![from_json, written("to_json")];
    methods.extend(item.skips_in_requests.then(|| written("to_request_json")));
    let one = tree::number(Literal::usize_unsuffixed(1));
    let unknown = (tree::holding_any(of_self(&item.unknown)), one);
    let arms = arms(item, "unknown_fields").into_iter().chain([unknown]);
    methods.push(json::counting(tree::matching(tree::name("self"), arms)));
    json::implementation(item.deprecated, &item.ident, methods)
}

/// `Self::Variant`.
fn of_self(variant: &rust::Ident) -> Path {
    tree::of_self(ident(variant))
}

/// `runtime::Json::from_json(value).map(Self::Variant)`.
fn read_as(variant: &rust::Ident) -> Expr {
    let read = tree::call(json::path("from_json"), [tree::name("value")]);
    tree::method(read, tree::ident("map"), [tree::path(of_self(variant))])
}

/// `Self::Unknown(value)`.
fn unknown(item: &Union) -> Expr {
    tree::call(of_self(&item.unknown), [tree::name("value")])
}

/// `&value`.
fn borrowed_value() -> Expr {
    tree::reference(tree::name("value"))
}

fn read_tagged(item: &Union, wire_name: &str) -> Expr {
    let tagged = item.variants.iter();
    let arms = tagged
        .filter(|variant| !variant.tags.is_empty() && !variant.is_default)
        .map(|UnionVariant { ident, tags, .. }| {
            let tags = tree::one_of(tags.iter().map(|tag| tree::is_text(tag)));
            (
                tree::holding_pattern(tree::our_path(&["Some"]), tags),
                read_as(ident),
            )
        });
    let default = item.variants.iter().find(|variant| variant.is_default);
    let other = default.map_or_else(
        || tree::call(tree::our_path(&["Ok"]), [unknown(item)]),
        |variant| read_as(&variant.ident),
    );
    let tag = tree::call(
        tree::our_path(&["runtime", "union", "tag"]),
        [borrowed_value(), tree::text(wire_name)],
    );
    let tag = tree::method(tag, tree::ident("as_deref"), []);
    tree::matching(tag, arms.chain([(tree::any(), other)]))
}

fn read_untagged(item: &Union) -> Expr {
    let alternatives = item.variants.iter();
    let alternatives =
        alternatives.map(|variant| tree::closure(tree::variable_pattern("value"), read_as(&variant.ident)));
    let best = tree::call(
        tree::our_path(&["runtime", "union", "best"]),
        [borrowed_value(), tree::reference(tree::array(alternatives))],
    );
    let read = tree::method(best, tree::ident("unwrap_or"), [unknown(item)]);
    tree::call(tree::our_path(&["Ok"]), [read])
}

/// An arm for each type: variants that hold the same type share one.
fn arms(item: &Union, function: &str) -> Vec<(Pat, Expr)> {
    let mut by_type: Vec<(&Type, Vec<Pat>)> = Vec::new();
    for variant in &item.variants {
        let pattern = tree::holding(of_self(&variant.ident), "value");
        match by_type.iter_mut().find(|(ty, _)| *ty == &variant.ty) {
            Some((_, patterns)) => patterns.push(pattern),
            None => by_type.push((&variant.ty, vec![pattern])),
        }
    }
    let call = || tree::call(json::path(function), [tree::name("value")]);
    let arms = by_type.into_iter();
    arms.map(|(_, patterns)| (tree::one_of(patterns), call()))
        .collect()
}

fn from(names: &Names<'_>, item: &Union, variant: &UnionVariant) -> ItemImpl {
    let value = tree::name("value");
    let (ty, value) = match &variant.ty {
        Type::Box(inner) => (&**inner, tree::call(tree::our_path(&["Box", "new"]), [value])),
        ty => (ty, value),
    };
    let (ty, uses_deprecated) = names.watch(|| names.type_tree(ty));
    let body = tree::call(of_self(&variant.ident), [value]);
    let from = tree::function(
        Vec::new(),
        tree::ident("from"),
        [tree::parameter(tree::ident("value"), ty.clone())],
        tree::self_type(),
        vec![tree::value(body)],
    );
    tree::implementation(
        tree::allow_deprecated(uses_deprecated || item.deprecated)
            .into_iter()
            .collect(),
        tree::with_arguments(tree::our_path(&["From"]), [ty]),
        tree::path_of([ident(&item.ident)]),
        vec![from],
    )
}
