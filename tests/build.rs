//! Generates a crate from every valid fixture and adds it to `src/lib.rs` as a module, so that the code in
//! the snapshots is the code that is compiled. Also writes the calls of each fixture's operations.

#[path = "build/calls.rs"]
mod calls;

use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use sdk_generator::config::{self, Config};
use sdk_generator::diagnostic::Diagnostics;
use sdk_generator::emit::{Home, type_path};
use sdk_generator::{document, plan, schema_types};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=fixtures/valid");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let folder = out.join("fixtures");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let mut modules = String::new();
    let mut trips = String::new();
    let mut calls = String::new();
    let mut fixtures: Vec<PathBuf> = fs::read_dir("fixtures/valid")?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    fixtures.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    fixtures.sort();
    for fixture in fixtures {
        let name = fixture
            .file_stem()
            .and_then(|stem| stem.to_str())
            .ok_or("a fixture without a name")?;
        let root = write_fixture(&fixture, name, &folder.join(name), (&mut trips, &mut calls))?;
        writeln!(
            modules,
            "#[path = {:?}]\npub mod {name};",
            root.display().to_string()
        )?;
    }
    writeln!(
        modules,
        "/// For each fixture the way through the type of each of its schemas, in the order of `schema_types`.\n\
         pub static ROUND_TRIPS: &[(&str, &[crate::round_trip::Through])] = &[{trips}];"
    )?;
    fs::write(out.join("fixtures.rs"), modules)?;
    fs::write(out.join("calls.rs"), calls::table(&calls))?;
    Ok(())
}

/// Writes the crate of a fixture below a folder and returns the path of its root module.
fn write_fixture(
    fixture: &Path,
    name: &str,
    folder: &Path,
    (trips, calls): (&mut String, &mut String),
) -> Result<PathBuf, Box<dyn Error>> {
    let mut diagnostics = Diagnostics::new();
    let settings = fixture.with_extension("toml");
    let mut config = if settings.exists() {
        config::load(&settings)?
    } else {
        Config::minimal(name, "0.1.0")
    };
    config.root_module = vec!["fixtures".to_owned(), name.to_owned()];
    let document = document::load_with_overlays(fixture, &config.overlays, &mut diagnostics)
        .ok_or("a fixture that cannot be read")?;
    let plan = plan(&document, &config, &mut diagnostics)
        .ok_or_else(|| format!("{}: {:#?}", fixture.display(), diagnostics.sorted()))?;
    calls.push_str(&calls::fixture(name, plan.krate()));
    for file in plan.emit()?.files {
        let path = folder.join(&file.path);
        if path.extension().is_some_and(|extension| extension == "rs") {
            syn::parse_file(&file.text).map_err(|error| format!("{}: {error}", path.display()))?;
        }
        fs::create_dir_all(path.parent().ok_or("a file without a folder")?)?;
        fs::write(path, file.text)?;
    }
    let home = Home {
        types: format!("{name}::types"),
        runtime: "crate::runtime".to_owned(),
    };
    write!(trips, "({name:?}, &[")?;
    for (_, ty) in schema_types(&document, &config) {
        write!(trips, "crate::round_trip::through::<{}>, ", type_path(&ty, &home))?;
    }
    writeln!(trips, "]),")?;
    Ok(folder.join("src/lib.rs"))
}
