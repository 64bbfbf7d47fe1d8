//! Everything that users of the SDK can name, as a text that is reviewed.
//!
//! It is read from the sources of `generated-sdk`, with all features, so that it needs no tool and is the same with
//! every compiler. In the runtime whatever is `pub` can be reached: a lint holds it to that. A change that breaks
//! users shows as a changed or missing line.

mod modules;
mod outline;

use std::path::Path;

use modules::Module;

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
