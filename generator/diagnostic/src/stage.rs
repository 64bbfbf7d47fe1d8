//! Which findings a stage alone reports, and which ones leave nothing for later stages to look at.
//!
//! Knows the codes, and nothing of how a stage finds what it reports.

use super::{Code, Diagnostics, Severity};

impl Code {
    /// Returns `true` if only the lint rules report this code, so that generation never does.
    #[must_use]
    pub fn is_lint_only(self) -> bool {
        matches!(
            self,
            Self::AmbiguousPaths
                | Self::ClosedPart
                | Self::IdenticalPaths
                | Self::IgnoredSibling
                | Self::InvalidComponentName
                | Self::InvalidPattern
                | Self::InvalidServerVariable
                | Self::KeywordOfAnotherType
                | Self::MissingSuccess
                | Self::NullableEnumWithoutNull
                | Self::NullableWithoutType
                | Self::OptionalDiscriminator
                | Self::OverlappingAlternatives
                | Self::QueryInPath
                | Self::UndefinedServerVariable
                | Self::ValueContradictsSchema
                | Self::VolatileDefault
                | Self::WrongVersionKeyword
        )
    }

    /// Returns `true` if an error of this code means that the document could not be read as OpenAPI.
    fn prevents_analysis(self) -> bool {
        matches!(
            self,
            Self::UnreadableFile
                | Self::SyntaxError
                | Self::LimitExceeded
                | Self::UnsupportedVersion
                | Self::InvalidOverlay
                | Self::IncompatibleUpdate
        )
    }
}

impl Diagnostics {
    /// Returns `true` if an error leaves no document to analyze. A failed overlay is such an error: the defects that it
    /// was meant to correct would be reported.
    #[must_use]
    pub fn prevent_analysis(&self) -> bool {
        let mut found = self.sorted().into_iter();
        found.any(|found| found.severity == Severity::Error && found.code.prevents_analysis())
    }
}
