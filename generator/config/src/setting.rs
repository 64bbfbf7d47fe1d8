//! A value of the file that something of the document is looked up by, and where it stands.

use std::ops::{Deref, Range};

use sdk_diagnostic::Origin;

/// A value that keeps its place, for findings about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// Where it stands in the file.
    pub origin: Origin,
}

impl<T> Setting<T> {
    /// A value that stands at some bytes of the file.
    pub(super) fn new(value: T, span: &Range<usize>) -> Self {
        Self {
            value,
            origin: Origin::setting(span.start),
        }
    }

    /// The same setting with a value made of its own.
    pub fn map<U>(&self, make: impl FnOnce(&T) -> U) -> Setting<U> {
        Setting {
            value: make(&self.value),
            origin: self.origin,
        }
    }
}

impl<T> Deref for Setting<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}
