//! A crate of which everything is decided, and the files that are printed from it.
//!
//! Knows neither how it was decided nor where the files go.

use sdk_emit::{EmitError, SourceFile};
use sdk_rust::surface::Surface;
use sdk_rust::{Crate, Rename};

/// A generated crate, not yet written.
#[derive(Debug)]
pub struct Generated {
    /// Its files.
    pub files: Vec<SourceFile>,
    /// How many operations it calls.
    pub operations: usize,
    /// How many types it defines.
    pub types: usize,
    /// In how many fields, elements and values any JSON can stand.
    pub free_form: usize,
    /// The names that are not what casing alone makes of the document's.
    pub renames: Vec<Rename>,
}

/// A crate of which everything is decided, not yet printed.
#[derive(Debug)]
pub struct Plan {
    pub(crate) krate: Crate,
    pub(crate) operations: usize,
}

impl Plan {
    /// Every public item of the crate, also those that no document changes.
    #[must_use]
    pub fn complete_surface(&self) -> Surface {
        Surface::complete(&self.krate)
    }

    /// The public items of the crate that its document decides.
    #[must_use]
    pub fn surface(&self) -> Surface {
        Surface::of(&self.krate)
    }

    /// The crate, as it was decided.
    #[must_use]
    pub fn krate(&self) -> &Crate {
        &self.krate
    }

    /// Prints the files.
    ///
    /// # Errors
    ///
    /// Where what was generated is not Rust, which only a bug of the generator brings about.
    pub fn emit(self) -> Result<Generated, EmitError> {
        Ok(Generated {
            files: sdk_emit::emit(&self.krate)?,
            operations: self.operations,
            types: self.krate.types.iter().map(|module| module.items.len()).sum(),
            free_form: self.krate.free_form(),
            renames: self.krate.renames,
        })
    }
}
