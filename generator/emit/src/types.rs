//! The modules of types.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use super::file::{Part, file_of_parts, rust_file};
use super::names::Names;
use super::tokens::{ident, spaced, with_features};
use super::{EmitError, SourceFile, alias, enums, strukt, tree, union};
use sdk_rust::{Ident, Item, TypeModule};

/// Columns that a line of generated code takes at the most.
const LINE: usize = 100;

/// `src/types.rs`: every type under one roof.
pub(super) fn index_file(context: &Context<'_>) -> Result<SourceFile, EmitError> {
    let mut modules: Vec<&TypeModule> = context.krate.types.iter().collect();
    modules.sort_by_key(|module| module.ident.plain());
    let declarations = modules.iter().map(|module| {
        let ident = &module.ident;
        let condition = with_features(&module.features);
        quote!(#condition mod #ident;)
    });
    let exports = modules.iter().map(|module| {
        let path = &module.ident;
        let condition = with_features(&module.features);
        let mut names: Vec<&Ident> = module.items.iter().map(Item::ident).collect();
        names.sort();
        let (deprecated, current): (Vec<_>, Vec<_>) =
            names.into_iter().partition(|name| context.is_deprecated(name));
        let import =
            |names: Vec<&Ident>| tree::import([ident(path)].into_iter(), names.into_iter().map(ident));
        let expect = tree::allow_deprecated(!deprecated.is_empty());
        let current = import(current).map(|current| quote!(#condition pub #current));
        let deprecated = import(deprecated).map(|names| quote!(#condition #expect pub #names));
        quote!(#current #deprecated)
    });
    let tokens = spaced([quote!(#(#declarations)*), quote!(#(#exports)*)]);
    let docs = ["The types that requests take and answers give.".to_owned()];
    rust_file("src/types.rs".to_owned(), &docs, tokens)
}

/// `src/types/<module>.rs`.
pub(super) fn module_file(context: &Context<'_>, module: &TypeModule) -> Result<SourceFile, EmitError> {
    let names = Names::new(context, Vec::new());
    let mut items = Vec::new();
    let mut through_json = Vec::new();
    for item in &module.items {
        if !matches!(item, Item::Alias(_)) {
            names.runtime(&TokenStream::new());
        }
        match item {
            Item::Struct(item) => items.extend(strukt::items(&names, item)),
            Item::StringEnum(item) => items.extend(enums::string_items(item)),
            Item::IntegerEnum(item) => items.extend(enums::integer_items(item).into_iter().map(Part::Tokens)),
            Item::Union(item) => items.extend(union::items(&names, item)),
            Item::Alias(item) => items.push(Part::Tokens(alias::item(&names, item))),
            Item::Wrapper(item) => {
                items.extend(alias::wrapper_items(&names, item).into_iter().map(Part::Tokens));
            }
        }
        if matches!(item, Item::Struct(_) | Item::Union(_) | Item::Wrapper(_)) {
            through_json.push(item.ident());
        }
    }
    let defined: Vec<&Ident> = module.items.iter().map(Item::ident).collect();
    let mut parts = vec![Part::Items(names.imports(&defined))];
    parts.extend(items);
    parts.push(Part::Items(serde_through_json(&through_json)));
    let docs = [module_docs(module)];
    file_of_parts(format!("src/types/{}.rs", module.ident.plain()), &docs, parts)
}

fn module_docs(module: &TypeModule) -> String {
    let mut names = module.items.iter().map(Item::ident);
    match (names.next(), names.next()) {
        (Some(only), None) => format!("`{}`.", only.plain()),
        (Some(first), Some(_)) => format!("`{}` and the types that belong to it.", first.plain()),
        (None, _) => "No types.".to_owned(),
    }
}

/// The macro that gives types serde's traits, once per line's worth of types: no formatter breaks the
/// line of a macro.
fn serde_through_json(types: &[&Ident]) -> Vec<syn::Item> {
    let macro_call = |line: &[&Ident]| {
        let path = tree::our_path(&["runtime", "serde_through_json"]);
        syn::Item::Macro(tree::macro_call(path, quote!(#(#line),*)))
    };
    let mut calls = Vec::new();
    let mut line: Vec<&Ident> = Vec::new();
    let mut width = 0;
    for ident in types {
        if width + ident.as_str().len() > LINE - "runtime::serde_through_json!();".len() && !line.is_empty() {
            calls.push(macro_call(&line));
            line.clear();
            width = 0;
        }
        line.push(ident);
        width += ident.as_str().len() + 2;
    }
    if !line.is_empty() {
        calls.push(macro_call(&line));
    }
    calls
}
