//! The tables as the sources of the runtime have them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    Attribute, Expr, FnArg, ImplItem, ImplItemFn, Item, ItemImpl, ItemMacro, ReturnType, Signature,
    TraitItem, Type, UseTree, Visibility,
};

use crate::expand::{self, METAVARIABLE};
use crate::print::{Export, Macro, Method, Module, Tables};
use crate::surface::ExportKind;

/// The sources of the runtime, parsed.
pub(crate) struct Sources {
    /// The items of the root module.
    root: Vec<Item>,
    /// The items of each file, by its path without `.rs`.
    files: BTreeMap<String, Vec<Item>>,
    manifest: String,
}

impl Sources {
    pub(crate) fn read(directory: &Path) -> Self {
        let mut files = BTreeMap::new();
        read_files(&directory.join("src"), "", &mut files);
        let root = files.remove("lib").expect("the runtime has a root module");
        let manifest = fs::read_to_string(directory.join("Cargo.toml")).expect("the manifest is readable");
        Self {
            root,
            files,
            manifest,
        }
    }

    pub(crate) fn tables(&self, is_at_root: &dyn Fn(&str) -> bool) -> Tables {
        let exports = self.exports(is_at_root);
        let names: Vec<&str> = exports.iter().map(|export| export.name.as_str()).collect();
        let macros = self.files.get("macros").into_iter().flatten();
        let macros = macros.filter_map(|item| match item {
            Item::Macro(definition) if definition.ident.is_some() => Some(of_macro(definition, &names)),
            _ => None,
        });
        Tables {
            client_builder: self.methods_of("ClientBuilder", &names),
            client: self.methods_of("Client", &names),
            macros: macros.collect(),
            modules: self.modules(),
            features: self.section("features"),
            dependencies: self.section("dependencies"),
            exports,
        }
    }

    fn items(&self) -> impl Iterator<Item = &Item> {
        self.files.values().flatten()
    }

    fn exports(&self, is_at_root: &dyn Fn(&str) -> bool) -> Vec<Export> {
        let mut exports = Vec::new();
        for item in &self.root {
            let Item::Use(import) = item else { continue };
            if !matches!(import.vis, Visibility::Public(_)) {
                continue;
            }
            let mut names = Vec::new();
            leaves(&import.tree, &mut names);
            for name in names {
                let mut methods: Vec<String> = self
                    .methods_of(&name, &[])
                    .into_iter()
                    .map(|method| method.name)
                    .collect();
                methods.extend(self.methods_of_trait(&name));
                methods.sort();
                methods.dedup();
                exports.push(Export {
                    kind: self.kind(&name),
                    at_root: is_at_root(&name),
                    feature: feature(&import.attrs),
                    methods,
                    name,
                });
            }
        }
        exports.sort_by(|a, b| a.name.cmp(&b.name));
        exports
    }

    fn kind(&self, name: &str) -> ExportKind {
        let kind = self.items().find_map(|item| match item {
            Item::Struct(item) if item.ident == name => Some(ExportKind::Struct),
            Item::Enum(item) if item.ident == name => Some(ExportKind::Enum),
            Item::Trait(item) if item.ident == name => Some(ExportKind::Trait),
            Item::Fn(item) if item.sig.ident == name && is_public(&item.vis) => Some(ExportKind::Function),
            _ => None,
        });
        kind.unwrap_or(ExportKind::Alias)
    }

    /// The public inherent methods of a type, in the order of the sources.
    fn methods_of(&self, ty: &str, exports: &[&str]) -> Vec<Method> {
        let blocks = self.items().filter_map(|item| match item {
            Item::Impl(block) if block.trait_.is_none() && named(&block.self_ty) == ty => Some(block),
            _ => None,
        });
        blocks.flat_map(|block| methods(block, exports)).collect()
    }

    fn methods_of_trait(&self, name: &str) -> Vec<String> {
        let definition = self.items().find_map(|item| match item {
            Item::Trait(item) if item.ident == name => Some(item),
            _ => None,
        });
        let items = definition.into_iter().flat_map(|definition| &definition.items);
        items
            .filter_map(|item| match item {
                TraitItem::Fn(method) => Some(method.sig.ident.to_string()),
                _ => None,
            })
            .collect()
    }

    fn modules(&self) -> Vec<Module> {
        let modules = self.root.iter().filter_map(|item| match item {
            Item::Mod(module) if is_public(&module.vis) => Some(module),
            _ => None,
        });
        modules
            .map(|module| {
                let name = module.ident.to_string();
                let items = self.files.get(&name).expect("a module has a file");
                let mut functions: Vec<String> = items.iter().filter_map(public_function).collect();
                functions.sort();
                Module {
                    feature: feature(&module.attrs),
                    functions,
                    name,
                }
            })
            .collect()
    }

    /// The keys of a section of the manifest.
    fn section(&self, name: &str) -> Vec<String> {
        let header = format!("[{name}]");
        let lines = self.manifest.lines().skip_while(|line| *line != header).skip(1);
        let lines = lines.take_while(|line| !line.starts_with('['));
        lines
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| Some(line.split_once(" = ")?.0.to_owned()))
            .collect()
    }
}

fn read_files(directory: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<Item>>) {
    for entry in fs::read_dir(directory).expect("the sources are there") {
        let path = entry.expect("the folder is readable").path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            read_files(&path, &format!("{prefix}{stem}/"), files);
            continue;
        }
        let text = fs::read_to_string(&path).expect("a source is readable");
        let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        files.insert(format!("{prefix}{stem}"), file.items);
    }
}

fn of_macro(definition: &ItemMacro, exports: &[&str]) -> Macro {
    let mut found = Macro {
        name: definition
            .ident
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        expands_to: Vec::new(),
        methods: Vec::new(),
        traits: Vec::new(),
    };
    for item in expand::items(definition).items {
        match item {
            Item::Macro(invocation) => {
                let path = invocation.mac.path.segments.last();
                found
                    .expands_to
                    .extend(path.map(|segment| segment.ident.to_string()));
            }
            Item::Impl(block) => match &block.trait_ {
                Some((path, _)) => found.traits.push(compact(path.to_token_stream(), exports)),
                None => found.methods.extend(methods(&block, exports)),
            },
            _ => panic!("the macro {} has an item of another kind", found.name),
        }
    }
    found
}

fn methods(block: &ItemImpl, exports: &[&str]) -> Vec<Method> {
    let of_block = feature(&block.attrs);
    let functions = block.items.iter().filter_map(|item| match item {
        ImplItem::Fn(function) if is_public(&function.vis) => Some(function),
        _ => None,
    });
    functions
        .map(|function| {
            let mut found = method(function, exports);
            found.feature = found.feature.or_else(|| of_block.clone());
            found
        })
        .collect()
}

fn method(function: &ImplItemFn, exports: &[&str]) -> Method {
    let Signature {
        ident,
        inputs,
        output,
        asyncness,
        ..
    } = &function.sig;
    let mut receiver = String::new();
    let mut parameters = Vec::new();
    for input in inputs {
        match input {
            FnArg::Receiver(found) => receiver = of_receiver(&found.to_token_stream().to_string()),
            FnArg::Typed(found) => parameters.push((
                found.pat.to_token_stream().to_string(),
                compact(found.ty.to_token_stream(), exports),
            )),
        }
    }
    Method {
        name: ident.to_string(),
        receiver,
        parameters,
        output: match output {
            ReturnType::Default => String::new(),
            ReturnType::Type(_, ty) => compact(ty.to_token_stream(), exports),
        },
        is_async: asyncness.is_some(),
        feature: feature(&function.attrs),
        docs: docs(&function.attrs),
    }
}

/// The receiver as a caller sees it: `mut self` is `self`.
fn of_receiver(tokens: &str) -> String {
    let receiver = match tokens {
        "& self" => "&self",
        "& mut self" => "&mut self",
        _ => "self",
    };
    receiver.to_owned()
}

fn public_function(item: &Item) -> Option<String> {
    match item {
        Item::Fn(function) if is_public(&function.vis) => Some(function.sig.ident.to_string()),
        _ => None,
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// The name of a type, without its path and parameters.
fn named(ty: &Type) -> String {
    let last = match ty {
        Type::Path(ty) => ty.path.segments.last(),
        _ => None,
    };
    last.map(|segment| segment.ident.to_string()).unwrap_or_default()
}

fn leaves(tree: &UseTree, names: &mut Vec<String>) {
    match tree {
        UseTree::Path(path) => leaves(&path.tree, names),
        UseTree::Group(group) => group.items.iter().for_each(|tree| leaves(tree, names)),
        UseTree::Name(name) => names.push(name.ident.to_string()),
        UseTree::Rename(_) | UseTree::Glob(_) => panic!("the runtime exports by name"),
    }
}

/// The feature of `#[cfg(feature = "…")]`.
fn feature(attributes: &[Attribute]) -> Option<String> {
    let condition = attributes
        .iter()
        .find(|attribute| attribute.path().is_ident("cfg"))?;
    let text = condition.meta.require_list().ok()?.tokens.to_string();
    let name = text.strip_prefix("feature = \"")?.strip_suffix('"')?;
    Some(name.to_owned())
}

/// The documentation: the lines of a paragraph are joined.
fn docs(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| {
        let meta = attribute.meta.require_name_value().ok()?;
        match &meta.value {
            Expr::Lit(literal) if meta.path.is_ident("doc") => match &literal.lit {
                syn::Lit::Str(text) => Some(text.value().trim().to_owned()),
                _ => None,
            },
            _ => None,
        }
    });
    let lines: Vec<String> = lines.collect();
    let paragraphs = lines.split(String::is_empty).map(|lines| lines.join(" "));
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

/// A type without the paths of its parts: `runtime::` stands before what the runtime exports, and nothing before
/// the rest.
fn compact(tokens: TokenStream, exports: &[&str]) -> String {
    let mut words = Vec::new();
    flatten(tokens, &mut words);
    let mut text = String::new();
    let mut rest = words.as_slice();
    while let [word, after @ ..] = rest {
        rest = match after {
            // `::std::string::String` is `String`.
            [second, after @ ..] if word == ":" && second == ":" => after,
            [first, second, after @ ..] if is_segment(word) && first == ":" && second == ":" => {
                if word == "runtime" {
                    push(&mut text, "runtime::");
                }
                after
            }
            after => {
                if exports.contains(&word.as_str()) && !text.ends_with("::") {
                    push(&mut text, "runtime::");
                }
                push(&mut text, &word.replace(METAVARIABLE, "$"));
                after
            }
        };
    }
    text
}

/// Whether a word can be the segment of a path.
fn is_segment(word: &str) -> bool {
    !matches!(word, "impl" | "dyn") && word.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// Adds a word, with the spaces that Rust code has.
fn push(text: &mut String, word: &str) {
    match word {
        "=" | "+" => text.push_str(&format!(" {word} ")),
        "-" => text.push_str(" -"),
        "," => text.push_str(", "),
        word => {
            // The tick of a lifetime is a word of its own, and stands directly before the name.
            let is_name = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '$');
            let both_are_names = text.ends_with(is_name) && word.starts_with(is_name);
            if both_are_names || text.ends_with("->") {
                text.push(' ');
            }
            text.push_str(word);
        }
    }
}

fn flatten(tokens: TokenStream, words: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let text = group.to_string();
                let bounds = text.chars().next().zip(text.chars().last());
                words.extend(bounds.map(|(open, _)| open.to_string()));
                flatten(group.stream(), words);
                words.extend(bounds.map(|(_, close)| close.to_string()));
            }
            token => words.push(token.to_string()),
        }
    }
}
