//! The modules of a crate, read from its files.

use std::fs;
use std::path::{Path, PathBuf};

use syn::{Attribute, File, Item};

/// A module and its content.
pub(crate) struct Module {
    /// The path of the module in the crate.
    pub(crate) path: String,
    pub(crate) file: File,
}

impl Module {
    /// Reads the module in a file, and all modules below it, in the order of their declarations.
    pub(crate) fn read(path: &Path, name: &str) -> Vec<Self> {
        let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let folder = folder(path);
        let below: Vec<Self> = file
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Mod(module) if module.content.is_none() && !is_for_tests(&module.attrs) => {
                    Some(module.ident.to_string())
                }
                _ => None,
            })
            .flat_map(|module| {
                let flat = folder.join(format!("{module}.rs"));
                let nested = folder.join(&module).join("mod.rs");
                Self::read(
                    if flat.exists() { &flat } else { &nested },
                    &format!("{name}::{module}"),
                )
            })
            .collect();
        let own = Self {
            path: name.to_owned(),
            file,
        };
        [own].into_iter().chain(below).collect()
    }
}

/// Returns the folder of a file's submodules.
fn folder(path: &Path) -> PathBuf {
    let is_root = path
        .file_stem()
        .is_some_and(|stem| stem == "lib" || stem == "mod");
    if is_root {
        path.parent().expect("a file lies in a folder").to_owned()
    } else {
        path.with_extension("")
    }
}

/// Returns whether an item is compiled for tests only.
pub(crate) fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute
                .parse_args::<syn::Path>()
                .is_ok_and(|condition| condition.is_ident("test") || condition.is_ident("doctest"))
    })
}
