//! The public items of emitted files, as parsed by `syn`, in the same lines as for a surface.
//!
//! Calls of runtime macros are expanded to the methods and traits in the runtime's table.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::ToTokens;
use sdk_generator::emit::SourceFile;
use sdk_generator::rust::runtime::{MACROS, Macro};
use syn::parse::{ParseStream, Parser};
use syn::{
    Attribute, Fields, FnArg, ImplItem, Item, ItemImpl, ItemMacro, Meta, ReturnType, Signature, Token, Type,
    UseTree, Visibility,
};

use crate::described::{field, implements, method, plain, variant};

/// Returns the sorted lines of a crate's files.
pub(crate) fn lines(files: &[SourceFile]) -> Vec<String> {
    let sources = files.iter().filter_map(|file| {
        let path = file.path.strip_prefix("src/")?.strip_suffix(".rs")?;
        (!path.starts_with("runtime/")).then_some((path, file))
    });
    let mut found = Found::default();
    for (path, file) in sources {
        let parsed = syn::parse_file(&file.text).unwrap_or_else(|error| panic!("{}: {error}", file.path));
        // Types and operations are in private modules, and re-exported by their parents.
        let module = match path.split_once('/') {
            Some((parent, _)) => format!("{parent}::"),
            None if matches!(path, "lib" | "client" | "types") => String::new(),
            None => format!("{path}::"),
        };
        let is_index = matches!(path, "types") || !path.contains('/') && path != "lib" && path != "client";
        for item in &parsed.items {
            found.item(&module, item, is_index);
        }
    }
    found.lines.into_iter().collect()
}

#[derive(Default)]
struct Found {
    lines: BTreeSet<String>,
}

impl Found {
    fn add(&mut self, line: String) {
        self.lines.insert(line);
    }

    fn item(&mut self, module: &str, item: &Item, is_index: bool) {
        match item {
            Item::Mod(item) if is_public(&item.vis) => {
                let path = format!("{module}{}", name(&item.ident));
                self.add(format!("module {path}"));
                for item in item.content.iter().flat_map(|(_, items)| items) {
                    self.item(&format!("{path}::"), item, true);
                }
            }
            Item::Use(item) if is_public(&item.vis) && !is_index => self.exports(&item.tree, false),
            Item::Type(item) if is_public(&item.vis) => {
                let path = format!("{module}{}", name(&item.ident));
                self.add(plain(&format!("alias {path} = {}", text(&item.ty))));
            }
            Item::Struct(item) if is_public(&item.vis) => {
                let path = format!("{module}{}", name(&item.ident));
                self.add(format!("struct {path}"));
                self.derives(&path, &item.attrs);
                self.fields(&path, &item.fields);
            }
            Item::Enum(item) if is_public(&item.vis) => {
                let path = format!("{module}{}", name(&item.ident));
                self.add(format!("enum {path}"));
                self.derives(&path, &item.attrs);
                for found in &item.variants {
                    let held = found.fields.iter().next().map(|field| text(&field.ty));
                    self.add(variant(&path, &name(&found.ident), held.as_deref()));
                }
            }
            Item::Impl(item) => self.implementation(module, item),
            Item::Macro(item) => self.runtime_macro(module, item),
            _ => {}
        }
    }

    /// Adds re-exports from the runtime and from other crates. The client's types are listed at their
    /// definition.
    fn exports(&mut self, tree: &UseTree, is_own: bool) {
        match tree {
            UseTree::Path(path) => self.exports(&path.tree, is_own || path.ident == "client"),
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.exports(tree, is_own);
                }
            }
            UseTree::Name(found) if !is_own => self.add(format!("export {}", found.ident)),
            _ => {}
        }
    }

    fn derives(&mut self, path: &str, attributes: &[Attribute]) {
        for attribute in attributes
            .iter()
            .filter(|attribute| attribute.path().is_ident("derive"))
        {
            let Meta::List(list) = &attribute.meta else {
                continue;
            };
            for derived in list.tokens.to_string().split(',') {
                self.add(implements(path, derived.trim()));
            }
        }
    }

    fn fields(&mut self, path: &str, fields: &Fields) {
        for (index, found) in fields
            .iter()
            .enumerate()
            .filter(|(_, field)| is_public(&field.vis))
        {
            let name = found.ident.as_ref().map_or_else(|| index.to_string(), name);
            self.add(field(path, &name, &text(&found.ty)));
        }
    }

    fn implementation(&mut self, module: &str, item: &ItemImpl) {
        let path = format!("{module}{}", text(&item.self_ty).replace("r#", ""));
        if let Some((of, ..)) = &item.trait_ {
            let of = of.segments.last().map(text);
            self.add(implements(&path, &of.unwrap_or_default()));
            return;
        }
        for part in &item.items {
            if let ImplItem::Fn(function) = part
                && is_public(&function.vis)
            {
                self.add(signature(&path, &function.sig));
            }
        }
    }

    fn runtime_macro(&mut self, module: &str, item: &ItemMacro) {
        let segments: Vec<String> = item
            .mac
            .path
            .segments
            .iter()
            .map(|part| part.ident.to_string())
            .collect();
        let [runtime, called] = segments.as_slice() else {
            return;
        };
        if runtime != "runtime" {
            return;
        }
        for (ident, types) in invocation(called, item.mac.tokens.clone()) {
            self.expansion(&format!("{module}{ident}"), called, &types);
        }
    }

    fn expansion(&mut self, path: &str, called: &str, types: &[(&str, String)]) {
        let found: &Macro = MACROS
            .iter()
            .find(|item| item.name == called)
            .expect("the table has every macro");
        let with_types = |text: &str| {
            let text = text.to_owned();
            types.iter().fold(text, |text, (name, ty)| text.replace(name, ty))
        };
        for name in found.traits {
            let name = with_types(name).replace("runtime::", "").replace("<'de>", "");
            self.add(implements(path, &name));
        }
        for found in found.methods {
            let parameters = found.parameters.iter();
            let parameters = parameters.map(|(name, ty)| ((*name).to_owned(), with_types(ty)));
            let parameters: Vec<_> = parameters.collect();
            self.add(method(path, found.name, &parameters, &with_types(found.output)));
        }
        for other in found.expands_to {
            self.expansion(path, other, types);
        }
    }
}

/// Returns the types that a macro is called for, with the values of the macro's parameters.
fn invocation(called: &str, tokens: TokenStream) -> Vec<(String, Vec<(&'static str, String)>)> {
    let parse = |input: ParseStream<'_>| {
        let mut found = Vec::new();
        while !input.is_empty() {
            let ident: syn::Ident = syn::ext::IdentExt::parse_any(input)?;
            let mut types = Vec::new();
            if input.peek(syn::token::Paren) {
                let inner;
                syn::parenthesized!(inner in input);
                types.push(("$inner", text(&inner.parse::<Type>()?)));
            } else if input.parse::<Option<Token![->]>>()?.is_some() {
                let first = text(&input.parse::<Type>()?);
                types.extend(["$output", "$page"].map(|name| (name, first.clone())));
                input.parse::<Token![,]>()?;
                let item = if called == "paginated" {
                    text(&input.parse::<Type>()?)
                } else {
                    first
                };
                types.push(("$item", item));
                input.parse::<TokenStream>()?;
            }
            found.push((name(&ident), types));
            input.parse::<Option<Token![,]>>()?;
        }
        Ok(found)
    };
    parse.parse2(tokens).expect("the invocation is one of ours")
}

fn signature(path: &str, signature: &Signature) -> String {
    let arguments = signature.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(input) => Some((text(&input.pat), text(&input.ty))),
        FnArg::Receiver(_) => None,
    });
    let output = match &signature.output {
        ReturnType::Default => "()".to_owned(),
        ReturnType::Type(_, ty) => text(ty),
    };
    method(
        path,
        &name(&signature.ident),
        &arguments.collect::<Vec<_>>(),
        &output,
    )
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn name(ident: &syn::Ident) -> String {
    ident.to_string().replace("r#", "")
}

fn text(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string()
}
