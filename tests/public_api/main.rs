//! Everything that users of the SDK can name, as a text that is reviewed.
//!
//! It is read from the sources of `generated-sdk`, with all features, so it needs no tool and is the same
//! with every compiler. In the runtime, everything that is `pub` is reachable: a lint enforces that. A change
//! that breaks users shows as a changed or missing line.

mod described;
mod emitted;
mod modules;
mod outline;

use std::collections::BTreeSet;
use std::path::Path;

use modules::Module;
use sdk_generator::config::{self, Config};
use sdk_generator::diagnostic::Diagnostics;
use sdk_generator::{document, plan};

/// The generator's list of a crate's public items matches the items that `syn` finds in the emitted files.
#[test]
fn described_items_are_those_of_the_emitted_files() {
    insta::glob!("../fixtures", "{valid,whole}/*.yaml", |path| {
        let settings = path.with_extension("toml");
        let config = if settings.exists() {
            config::load(&settings).expect("the settings of the fixture are valid")
        } else {
            Config::minimal("fixture", "0.1.0")
        };
        let mut diagnostics = Diagnostics::new();
        let document = document::load_with_overlays(path, &config.overlays, &mut diagnostics);
        let document = document.expect("the fixture can be read");
        let plan = plan(&document, &config, &mut diagnostics).expect("the fixture is valid");
        let described: BTreeSet<String> = described::lines(&plan.complete_surface()).into_iter().collect();
        let emitted = plan.emit().expect("it is Rust");
        let emitted: BTreeSet<String> = emitted::lines(&emitted.files).into_iter().collect();
        let differences: Vec<String> = described
            .symmetric_difference(&emitted)
            .map(|line| {
                format!(
                    "{} {line}",
                    if emitted.contains(line) {
                        "emitted only:"
                    } else {
                        "described only:"
                    }
                )
            })
            .collect();
        assert!(
            differences.is_empty(),
            "{}:\n{}",
            path.display(),
            differences.join("\n")
        );
    });
}

#[test]
fn what_users_can_name_is_what_was_reviewed() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated-sdk/src");
    let mut text = String::new();
    for module in Module::read(&sources.join("lib.rs"), "orq_sdk") {
        let lines = outline::of(&module.file);
        if !lines.is_empty() {
            text.push_str(&format!("// {}\n{}\n", module.path, lines));
        }
    }
    insta::assert_snapshot!("orq_sdk", text);
}

#[test]
fn what_is_private_is_left_out_and_what_is_public_is_not() {
    let file = syn::parse_file(
        r#"
        //! Docs.
        mod hidden;
        pub mod shown;
        pub(crate) struct Inner;
        /// Docs.
        #[derive(Debug, Clone)]
        #[non_exhaustive]
        pub struct Outer { pub a: u8, b: u8 }
        pub struct Wrapper(u8);
        impl Outer {
            /// Docs.
            #[must_use]
            pub async fn send(self, to: impl Into<String>) -> Result<u8, Error> { 1 }
            fn inner(&self) {}
        }
        impl Inner { fn nothing(&self) {} }
        impl<T: Json> Json for Option<T> { fn from_json(value: Value) -> Self { None } }
        pub trait Doing: Send { type Out; fn one(&self) -> Self::Out { 1 } fn two(&self); }
        #[cfg(feature = "x")]
        pub enum Kind { A, B(u8), C { d: u8 } }
        pub const N: usize = 1;
        static PRIVATE: u8 = 1;
        request!(Outer -> u8, json);
        macro_rules! request {
            ($a:ident -> $b:ty, $c:ident) => {
                impl $a { pub async fn go(self) -> Result<$b, Error> { self.call.go().await } fn not(&self) {} }
                impl Future for $a { fn poll(&self) { } }
            };
        }
        #[cfg(test)]
        pub mod tests {}
        "#,
    )
    .expect("it is Rust");
    insta::assert_snapshot!("outline", outline::of(&file));
}
