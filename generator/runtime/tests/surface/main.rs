//! Compares the tables of `surface.rs` with the sources of the runtime.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a helper of a test may panic"
)]

mod expand;
mod print;
mod sources;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "the generator includes the file as a public module"
)]
#[path = "../../surface.rs"]
mod surface;

use std::path::{Path, PathBuf};
use std::{env, fs};

use sources::Sources;

/// The line of `surface.rs` after which the tables begin.
const MARKER: &str = "// The tables.";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The tables of today, printed in the same way as those of the sources, so that a difference is readable.
fn declared() -> String {
    print::tables(&print::Tables {
        client_builder: surface::CLIENT_BUILDER.iter().map(print::Method::from).collect(),
        client: surface::CLIENT.iter().map(print::Method::from).collect(),
        macros: surface::MACROS.iter().map(print::Macro::from).collect(),
        exports: surface::EXPORTS.iter().map(print::Export::from).collect(),
        modules: surface::MODULES.iter().map(print::Module::from).collect(),
        features: owned(surface::FEATURES),
        dependencies: owned(surface::DEPENDENCIES),
    })
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn tables_match_the_sources() {
    let is_at_root = |name: &str| {
        let mut exports = surface::EXPORTS.iter();
        exports.any(|export| export.name == name && export.at_root)
    };
    let sources = Sources::read(&root());
    let expected = print::tables(&sources.tables(&is_at_root));
    let path = root().join("surface.rs");
    if env::var_os("UPDATE_SURFACE").is_some() {
        let text = fs::read_to_string(&path).expect("surface.rs is readable");
        let marker = text.find(MARKER).expect("surface.rs has the marker");
        let head: String = text[marker..].lines().take(1).collect();
        let text = format!("{}{head}\n\n{expected}", &text[..marker]);
        fs::write(&path, text).expect("surface.rs is writable");
        return;
    }
    let declared = declared();
    let differences: Vec<String> = lines_missing_in(&expected, &declared, '+')
        .chain(lines_missing_in(&declared, &expected, '-'))
        .collect();
    assert!(
        expected == declared,
        "surface.rs differs from the sources; UPDATE_SURFACE=1 rewrites it:\n{}",
        differences.join("\n")
    );
}

fn lines_missing_in<'a>(text: &'a str, other: &'a str, sign: char) -> impl Iterator<Item = String> + 'a {
    let known: Vec<&str> = other.lines().collect();
    let lines = text.lines().filter(move |line| !known.contains(line));
    lines.map(move |line| format!("{sign} {line}"))
}

#[test]
fn a_method_of_a_macro_and_one_behind_a_feature_are_found() {
    let sources = Sources::read(&root());
    let tables = sources.tables(&|_| false);
    let paginated = tables.macros.iter().find(|found| found.name == "paginated");
    let methods = &paginated.expect("the macro is found").methods;
    assert_eq!(methods[0].name, "items");
    assert_eq!(methods[0].output, "runtime::Items<$item>");
    let items = tables.exports.iter().find(|export| export.name == "Items");
    assert!(
        items
            .expect("`Items` is found")
            .methods
            .contains(&"blocking".to_owned())
    );
}
