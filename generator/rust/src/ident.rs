//! Identifiers.

use std::fmt;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, TokenStreamExt};

/// An identifier as it is written: a raw one carries its `r#`.
///
/// Only `lower::naming` makes one (`clippy.toml` disallows [`Ident::new`] elsewhere), so a value of this type is known
/// to be valid Rust.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ident(String);

impl Ident {
    /// Takes text that is known to be an identifier.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The identifier as it is written, with `r#` where it is raw.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The identifier without `r#`, as file names and texts show it.
    #[must_use]
    pub fn plain(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<&Ident> for proc_macro2::Ident {
    fn from(name: &Ident) -> Self {
        match name.as_str().strip_prefix("r#") {
            Some(raw) => Self::new_raw(raw, Span::call_site()),
            None => Self::new(name.as_str(), Span::call_site()),
        }
    }
}

// An identifier is a token as it is: the one place where this crate knows of tokens, since a trait of another crate can
// be implemented only here.
impl ToTokens for Ident {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append(proc_macro2::Ident::from(self));
    }
}
