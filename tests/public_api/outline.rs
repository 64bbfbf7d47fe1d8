//! The public outline of a file: signatures without bodies, types without their private parts.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::punctuated::Punctuated;
use syn::{
    Attribute, Block, Fields, File, ImplItem, Item, ItemImpl, ItemMacro, TraitItem, Type, Visibility,
    parse_quote,
};

use crate::modules::is_for_tests;

/// Returns the public items of a file, formatted.
pub(crate) fn of(file: &File) -> String {
    let own: Vec<String> = file.items.iter().filter_map(public_type).collect();
    let mut text = String::new();
    for item in file.items.iter().filter(|item| !is_for_tests(attributes(item))) {
        match item {
            Item::Macro(definition) if definition.ident.is_some() => text.push_str(&of_macro(definition)),
            Item::Impl(block) => text.push_str(&of_impl(block, &own)),
            item => {
                if let Some(item) = public(item.clone()) {
                    text.push_str(&format(item));
                }
            }
        }
    }
    text
}

fn format(item: Item) -> String {
    prettyplease::unparse(&File {
        shebang: None,
        attrs: Vec::new(),
        items: vec![item],
        ..parse_quote!()
    })
}

/// Returns the item without its private parts, or `None` if it is private.
fn public(mut item: Item) -> Option<Item> {
    let attributes = match &mut item {
        Item::Const(item) if is_public(&item.vis) => &mut item.attrs,
        Item::Static(item) if is_public(&item.vis) => &mut item.attrs,
        Item::Type(item) if is_public(&item.vis) => &mut item.attrs,
        Item::Use(item) if is_public(&item.vis) => &mut item.attrs,
        Item::Mod(item) if is_public(&item.vis) => {
            item.content = None;
            item.semi = Some(parse_quote!(;));
            &mut item.attrs
        }
        Item::Fn(item) if is_public(&item.vis) => {
            *item.block = empty();
            &mut item.attrs
        }
        Item::Struct(item) if is_public(&item.vis) => {
            show_fields(&mut item.fields);
            &mut item.attrs
        }
        Item::Enum(item) if is_public(&item.vis) => {
            for variant in &mut item.variants {
                keep(&mut variant.attrs);
                for field in &mut variant.fields {
                    keep(&mut field.attrs);
                }
            }
            &mut item.attrs
        }
        Item::Trait(item) if is_public(&item.vis) => {
            for part in &mut item.items {
                match part {
                    TraitItem::Fn(function) => {
                        keep(&mut function.attrs);
                        // An empty body shows that the method has a default implementation.
                        function.default = function.default.as_ref().map(|_| empty());
                    }
                    TraitItem::Type(part) => keep(&mut part.attrs),
                    TraitItem::Const(part) => keep(&mut part.attrs),
                    _ => {}
                }
            }
            &mut item.attrs
        }
        // Items that a macro generates are public if the macro declares them so.
        Item::Macro(item) if item.ident.is_none() => &mut item.attrs,
        _ => return None,
    };
    keep(attributes);
    Some(item)
}

/// Replaces private fields by a marker that there are some: such a type cannot be built without its
/// functions.
fn show_fields(fields: &mut Fields) {
    match fields {
        Fields::Named(named) => {
            let all = std::mem::take(&mut named.named);
            let is_closed = all.iter().any(|field| !is_public(&field.vis));
            let mut shown: Punctuated<_, _> = all.into_iter().filter(|field| is_public(&field.vis)).collect();
            for field in &mut shown {
                keep(&mut field.attrs);
            }
            if is_closed {
                shown.push(parse_quote!(_private: ()));
            }
            named.named = shown;
        }
        Fields::Unnamed(unnamed) => {
            for field in &mut unnamed.unnamed {
                keep(&mut field.attrs);
                if !is_public(&field.vis) {
                    field.ty = parse_quote!(_);
                }
            }
        }
        Fields::Unit => {}
    }
}

/// Shows the first line of a trait implementation, and the public functions of an inherent one.
fn of_impl(block: &ItemImpl, own: &[String]) -> String {
    let mut shown = block.clone();
    keep(&mut shown.attrs);
    shown.items.clear();
    if block.trait_.is_none() {
        for part in &block.items {
            match part.clone() {
                ImplItem::Fn(mut function) if is_public(&function.vis) => {
                    keep(&mut function.attrs);
                    function.block = empty();
                    shown.items.push(ImplItem::Fn(function));
                }
                ImplItem::Const(mut constant) if is_public(&constant.vis) => {
                    keep(&mut constant.attrs);
                    shown.items.push(ImplItem::Const(constant));
                }
                _ => {}
            }
        }
        if shown.items.is_empty() {
            return String::new();
        }
    } else if !is_foreign_or(own, &block.self_ty) {
        return String::new();
    }
    format(Item::Impl(shown))
}

/// Returns whether a type is public here, or defined outside of this file.
fn is_foreign_or(own: &[String], ty: &Type) -> bool {
    let Type::Path(path) = ty else { return true };
    let Some(name) = path.path.segments.last().map(|segment| segment.ident.to_string()) else {
        return true;
    };
    path.path.segments.len() > 1 || own.contains(&format!("+{name}")) || !own.contains(&format!("-{name}"))
}

/// Returns the name of a type that an item declares, and whether it is public.
fn public_type(item: &Item) -> Option<String> {
    let (vis, ident) = match item {
        Item::Struct(item) => (&item.vis, &item.ident),
        Item::Enum(item) => (&item.vis, &item.ident),
        _ => return None,
    };
    Some(format!("{}{ident}", if is_public(vis) { '+' } else { '-' }))
}

/// Shows the public functions and the first lines of implementations in a macro, as written.
fn of_macro(definition: &ItemMacro) -> String {
    let name = definition
        .ident
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default();
    let mut lines = Vec::new();
    collect(definition.mac.tokens.clone(), &mut lines);
    let told = lines.into_iter();
    told.fold(String::new(), |all, line| {
        all + &format!("macro {name}: {line}\n")
    })
}

fn collect(tokens: TokenStream, lines: &mut Vec<String>) {
    let mut head: Vec<TokenTree> = Vec::new();
    for token in tokens {
        let TokenTree::Group(group) = &token else {
            let ends = matches!(&token, TokenTree::Punct(mark) if mark.as_char() == ';');
            head.push(token);
            if ends {
                head.clear();
            }
            continue;
        };
        if group.delimiter() != Delimiter::Brace {
            // Match arms and repetitions of a macro are groups too.
            let begins = head
                .last()
                .is_some_and(|last| matches!(last, TokenTree::Punct(mark) if mark.as_char() == '$'));
            if begins {
                collect(group.stream(), lines);
            }
            head.push(token);
            continue;
        }
        let starts = |word: &str| {
            head.iter()
                .position(|token| matches!(token, TokenTree::Ident(ident) if ident == word))
        };
        if let Some(at) = starts("pub") {
            lines.push(spoken(&head[at..]));
        } else if let Some(at) = starts("impl") {
            lines.push(spoken(&head[at..]));
        }
        collect(group.stream(), lines);
        head.clear();
    }
}

fn spoken(tokens: &[TokenTree]) -> String {
    tokens.iter().cloned().collect::<TokenStream>().to_string()
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Keeps the attributes that affect users: conditions, derived traits, and lints on misuse.
fn keep(attributes: &mut Vec<Attribute>) {
    let noticed = [
        "cfg",
        "derive",
        "deprecated",
        "must_use",
        "non_exhaustive",
        "repr",
    ];
    attributes.retain(|attribute| noticed.iter().any(|name| attribute.path().is_ident(name)));
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Mod(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        _ => &[],
    }
}

fn empty() -> Block {
    parse_quote!({})
}
