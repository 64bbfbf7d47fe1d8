//! A program that uses every public item of a crate, written from the crate's source.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sdk_generator::emit::SourceFile;
use syn::Item;

use super::CheckError;
use super::items::{Uses, type_name};
use super::public::{Module, Source};

/// Writes the program for a crate that is nested into a module of the crate `sdk`.
///
/// # Errors
///
/// If the source is not valid Rust, or has an item of an unsupported kind.
pub fn program(files: &[SourceFile], root: &str) -> Result<String, CheckError> {
    let source = Source::parse(files, root)?;
    let public = source.public_items();
    let mut program = String::new();
    for (index, (module, file)) in source.modules.iter().enumerate() {
        let mut names = Source::imports(file);
        for ((home, name), seen) in &public {
            if home == module || seen == module {
                names.insert(name.clone(), path(root, seen, name));
            }
        }
        let is_public = |name: &str| public.contains_key(&(module.clone(), name.to_owned()));
        let uses = uses(file, &is_public)?;
        let _ = write!(
            program,
            "\n/// `{}`.\nmod file_{index} {{\n{}\n{uses}}}\n",
            module.join("::"),
            imports(&names)
        );
    }
    Ok(program)
}

fn path(root: &str, module: &Module, name: &str) -> String {
    let below = module
        .iter()
        .map(|name| match syn::parse_str::<syn::Ident>(name) {
            Ok(_) => name.clone(),
            Err(_) => format!("r#{name}"),
        });
    let all = ["sdk", root].map(str::to_owned).into_iter();
    let all: Vec<String> = all.chain(below).chain([name.to_owned()]).collect();
    all.join("::")
}

fn imports(names: &BTreeMap<String, String>) -> String {
    let lines = names.iter().map(|(name, path)| {
        if path.rsplit("::").next() == Some(name) {
            format!("    use {path};\n")
        } else {
            format!("    use {path} as {name};\n")
        }
    });
    lines.collect()
}

/// Writes uses of the items of a file.
fn uses(file: &syn::File, is_public: &dyn Fn(&str) -> bool) -> Result<String, CheckError> {
    let mut uses = Uses::default();
    for item in &file.items {
        match item {
            Item::Struct(item) if is_public(&item.ident.to_string()) => uses.structure(item),
            Item::Enum(item) if is_public(&item.ident.to_string()) => uses.enumeration(item)?,
            Item::Type(item) if is_public(&item.ident.to_string()) => uses.alias(item),
            Item::Impl(item) if is_public(&type_name(&item.self_ty)) => uses.implementation(item)?,
            Item::Macro(item) => uses.macro_call(&item.mac, is_public)?,
            Item::Fn(item) if is_public(&item.sig.ident.to_string()) => {
                return Err(CheckError(format!(
                    "nothing uses the function `{}`",
                    item.sig.ident
                )));
            }
            Item::Const(item) if is_public(&item.ident.to_string()) => {
                return Err(CheckError(format!("nothing uses the constant `{}`", item.ident)));
            }
            _ => {}
        }
    }
    Ok(uses.text)
}
