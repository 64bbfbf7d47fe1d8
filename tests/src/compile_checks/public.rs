//! The items of a crate that are reachable from outside, with their paths.

use std::collections::BTreeMap;

use sdk_generator::emit::SourceFile;
use syn::{Item, UseTree, Visibility};

use super::CheckError;

/// The path of modules from the root to a file or an item.
pub(super) type Module = Vec<String>;

/// The source of a crate, module by module.
pub(super) struct Source {
    pub(super) modules: BTreeMap<Module, syn::File>,
    /// The name of the module that the crate is nested into.
    root: String,
}

/// The module in which an item is defined, and the item's name.
pub(super) type Definition = (Module, String);

impl Source {
    pub(super) fn parse(files: &[SourceFile], root: &str) -> Result<Self, CheckError> {
        let mut modules = BTreeMap::new();
        for file in files {
            let Some(path) = file.path.strip_suffix(".rs") else {
                continue;
            };
            let path = path.trim_start_matches("src/");
            let module: Module = match path {
                "lib" => Vec::new(),
                path => path.split('/').map(str::to_owned).collect(),
            };
            let parsed = syn::parse_file(&file.text).map_err(|error| CheckError::of(&file.path, error))?;
            modules.insert(module, parsed);
        }
        Ok(Self {
            modules,
            root: root.to_owned(),
        })
    }

    /// Returns each public item with the module that exports it.
    pub(super) fn public_items(&self) -> BTreeMap<Definition, Module> {
        let mut found = BTreeMap::new();
        let mut open = vec![Module::new()];
        while let Some(module) = open.pop() {
            let Some(file) = self.modules.get(&module) else {
                continue;
            };
            for item in file.items.iter().filter(|item| is_public(item)) {
                match item {
                    Item::Mod(inner) => open.push(below(&module, &inner.ident.to_string())),
                    Item::Use(import) => {
                        for (name, path) in leaves(&import.tree) {
                            if let Some(home) = self.home(&module, &path) {
                                found.entry((home, name)).or_insert_with(|| module.clone());
                            }
                        }
                    }
                    other => {
                        if let Some(name) = name_of(other) {
                            found.insert((module.clone(), name), module.clone());
                        }
                    }
                }
            }
        }
        found
    }

    /// Returns the module that an import's path refers to, below the root of the crate. Returns `None` for
    /// modules of the runtime.
    fn home(&self, from: &Module, path: &[String]) -> Option<Module> {
        let path: Module = path.iter().map(|name| plain(name)).collect();
        let (_, modules) = path.split_last()?;
        match modules {
            [first, root, rest @ ..] if first == "crate" && *root == self.root => Some(rest.to_vec()),
            [first, ..] if first == "crate" => None,
            rest => Some(from.iter().chain(rest).cloned().collect()),
        }
    }

    /// Returns the private imports of a module: the local name, and the full path that a program has to use.
    pub(super) fn imports(file: &syn::File) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        for item in &file.items {
            let Item::Use(import) = item else { continue };
            if is_public(item) {
                continue;
            }
            for (name, mut path) in leaves(&import.tree) {
                if let Some(first) = path.first_mut().filter(|first| *first == "crate") {
                    "sdk".clone_into(first);
                }
                found.insert(name, path.join("::"));
            }
        }
        found
    }
}

fn below(module: &Module, name: &str) -> Module {
    module.iter().cloned().chain([plain(name)]).collect()
}

/// Returns a name without `r#`, as in file names.
fn plain(name: &str) -> String {
    name.trim_start_matches("r#").to_owned()
}

/// Returns the names that an import introduces, each with its full path.
fn leaves(tree: &UseTree) -> Vec<(String, Vec<String>)> {
    match tree {
        UseTree::Path(path) => {
            let below = leaves(&path.tree).into_iter();
            below
                .map(|(name, rest)| {
                    let whole = [path.ident.to_string()].into_iter().chain(rest).collect();
                    (name, whole)
                })
                .collect()
        }
        UseTree::Name(name) => vec![(name.ident.to_string(), vec![name.ident.to_string()])],
        UseTree::Rename(rename) => vec![(rename.rename.to_string(), vec![rename.ident.to_string()])],
        UseTree::Group(group) => group.items.iter().flat_map(leaves).collect(),
        UseTree::Glob(_) => Vec::new(),
    }
}

fn is_public(item: &Item) -> bool {
    let visibility = match item {
        Item::Struct(item) => &item.vis,
        Item::Enum(item) => &item.vis,
        Item::Type(item) => &item.vis,
        Item::Fn(item) => &item.vis,
        Item::Const(item) => &item.vis,
        Item::Mod(item) => &item.vis,
        Item::Use(item) => &item.vis,
        _ => return false,
    };
    matches!(visibility, Visibility::Public(_))
}

fn name_of(item: &Item) -> Option<String> {
    let ident = match item {
        Item::Struct(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Const(item) => &item.ident,
        _ => return None,
    };
    Some(ident.to_string())
}
