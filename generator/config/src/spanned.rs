//! Values with their location in `sdk.toml`.

use std::ops::{Deref, Range};

use sdk_diagnostic::Origin;

/// A value with its location, for findings about it.
///
/// `toml::Spanned` has a range of bytes instead; findings locate a setting by its [`Origin`], as they locate a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its location in the file.
    pub origin: Origin,
}

impl<T> Spanned<T> {
    /// Creates a value with its span.
    pub(super) fn new(value: T, span: &Range<usize>) -> Self {
        Self {
            value,
            origin: Origin::setting(span.start),
        }
    }

    /// Replaces the value.
    pub fn map<U>(&self, make: impl FnOnce(&T) -> U) -> Spanned<U> {
        Spanned {
            value: make(&self.value),
            origin: self.origin,
        }
    }
}

impl<T> Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}
