//! The libraries that generated crates can use for dates and times.

/// A library for dates and times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateLibrary {
    /// `chrono`.
    Chrono,
    /// `jiff`.
    Jiff,
    /// `time`.
    Time,
}

impl DateLibrary {
    /// Every library.
    pub const ALL: [Self; 3] = [Self::Chrono, Self::Jiff, Self::Time];

    /// The name of the crate.
    #[must_use]
    pub fn crate_name(self) -> &'static str {
        match self {
            Self::Chrono => "chrono",
            Self::Jiff => "jiff",
            Self::Time => "time",
        }
    }
}
