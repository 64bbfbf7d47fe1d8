//! The types that libraries have for dates and times.

use sdk_wire::DateLibrary;

/// The kind of date or time that a type holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateKind {
    /// An instant: a date and a time with an offset.
    Instant,
    /// A date.
    Date,
    /// A date and a time as clocks show them, somewhere.
    LocalDateTime,
    /// A time of day as clocks show it, somewhere.
    LocalTime,
}

impl DateKind {
    /// The path of the library's type.
    #[must_use]
    pub fn type_path(self, library: DateLibrary) -> &'static str {
        match (library, self) {
            (DateLibrary::Chrono, Self::Instant) => "chrono::DateTime<chrono::FixedOffset>",
            (DateLibrary::Chrono, Self::Date) => "chrono::NaiveDate",
            (DateLibrary::Chrono, Self::LocalDateTime) => "chrono::NaiveDateTime",
            (DateLibrary::Chrono, Self::LocalTime) => "chrono::NaiveTime",
            (DateLibrary::Jiff, Self::Instant) => "jiff::Timestamp",
            (DateLibrary::Jiff, Self::Date) => "jiff::civil::Date",
            (DateLibrary::Jiff, Self::LocalDateTime) => "jiff::civil::DateTime",
            (DateLibrary::Jiff, Self::LocalTime) => "jiff::civil::Time",
            (DateLibrary::Time, Self::Instant) => "time::OffsetDateTime",
            (DateLibrary::Time, Self::Date) => "time::Date",
            (DateLibrary::Time, Self::LocalDateTime) => "time::PrimitiveDateTime",
            (DateLibrary::Time, Self::LocalTime) => "time::Time",
        }
    }

    /// A word for it, to name a variant by.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Instant => "Timestamp",
            Self::Date => "Date",
            Self::LocalDateTime => "LocalDateTime",
            Self::LocalTime => "LocalTime",
        }
    }
}
