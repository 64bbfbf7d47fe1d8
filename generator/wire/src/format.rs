//! Formats: the values of the keyword `format` that have a meaning for types.

use std::fmt;

/// Declares the known formats once.
macro_rules! formats {
    ($($(#[$doc:meta])* $variant:ident = $name:literal;)+) => {
        /// The `format` of a string or number (OpenAPI 3.1, "Data Types", and the OpenAPI Format Registry).
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Format {
            $($(#[$doc])* $variant,)+
            /// Any other format. It doesn't change the type.
            Other(String),
        }

        impl Format {
            /// The format as documents write it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $name,)+
                    Self::Other(name) => name,
                }
            }
        }

        impl From<&str> for Format {
            fn from(name: &str) -> Self {
                match name {
                    $($name => Self::$variant,)+
                    other => Self::Other(other.to_owned()),
                }
            }
        }
    };
}

formats! {
    /// An integer of 8 bits.
    Int8 = "int8";
    /// An integer of 16 bits.
    Int16 = "int16";
    /// An integer of 32 bits.
    Int32 = "int32";
    /// An integer of 64 bits.
    Int64 = "int64";
    /// An unsigned integer of 8 bits.
    UInt8 = "uint8";
    /// An unsigned integer of 16 bits.
    UInt16 = "uint16";
    /// An unsigned integer of 32 bits.
    UInt32 = "uint32";
    /// An unsigned integer of 64 bits.
    UInt64 = "uint64";
    /// An unsigned integer of unknown size.
    UInt = "uint";
    /// A number of single precision.
    Float = "float";
    /// A number of double precision.
    Double = "double";
    /// A date and a time with an offset (RFC 3339, section 5.6).
    DateTime = "date-time";
    /// A date (RFC 3339, section 5.6).
    Date = "date";
    /// A time with an offset (RFC 3339, section 5.6).
    Time = "time";
    /// A date and a time without an offset.
    DateTimeLocal = "date-time-local";
    /// A time without an offset.
    TimeLocal = "time-local";
    /// A universally unique identifier (RFC 4122).
    Uuid = "uuid";
    /// A URI (RFC 3986).
    Uri = "uri";
    /// A URL, by a name that is common though not registered.
    Url = "url";
    /// A URI or a relative reference (RFC 3986).
    UriReference = "uri-reference";
    /// An IRI (RFC 3987).
    Iri = "iri";
    /// An IRI or a relative reference (RFC 3987).
    IriReference = "iri-reference";
    /// An email address.
    Email = "email";
    /// Bytes as base64 (RFC 4648, section 4).
    Byte = "byte";
    /// Bytes.
    Binary = "binary";
    /// A secret that is never shown.
    Password = "password";
}

impl Format {
    /// Returns `true` if values are URIs, IRIs or references to them.
    #[must_use]
    pub fn is_uri(&self) -> bool {
        matches!(
            self,
            Self::Uri | Self::Url | Self::UriReference | Self::Iri | Self::IriReference
        )
    }

    /// Returns `true` if values are dates or times with an offset.
    #[must_use]
    pub fn is_date_or_time(&self) -> bool {
        matches!(self, Self::Date | Self::DateTime | Self::Time)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}
