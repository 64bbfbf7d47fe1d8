//! The types that libraries have for dates and times.

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

/// What a type tells.
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

impl DateLibrary {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Chrono, Self::Jiff, Self::Time];

    /// The name of its crate.
    #[must_use]
    pub fn crate_name(self) -> &'static str {
        match self {
            Self::Chrono => "chrono",
            Self::Jiff => "jiff",
            Self::Time => "time",
        }
    }

    /// The path of its type of a kind.
    #[must_use]
    pub fn type_path(self, kind: DateKind) -> &'static str {
        match (self, kind) {
            (Self::Chrono, DateKind::Instant) => "chrono::DateTime<chrono::FixedOffset>",
            (Self::Chrono, DateKind::Date) => "chrono::NaiveDate",
            (Self::Chrono, DateKind::LocalDateTime) => "chrono::NaiveDateTime",
            (Self::Chrono, DateKind::LocalTime) => "chrono::NaiveTime",
            (Self::Jiff, DateKind::Instant) => "jiff::Timestamp",
            (Self::Jiff, DateKind::Date) => "jiff::civil::Date",
            (Self::Jiff, DateKind::LocalDateTime) => "jiff::civil::DateTime",
            (Self::Jiff, DateKind::LocalTime) => "jiff::civil::Time",
            (Self::Time, DateKind::Instant) => "time::OffsetDateTime",
            (Self::Time, DateKind::Date) => "time::Date",
            (Self::Time, DateKind::LocalDateTime) => "time::PrimitiveDateTime",
            (Self::Time, DateKind::LocalTime) => "time::Time",
        }
    }
}

impl DateKind {
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
