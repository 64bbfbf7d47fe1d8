//! The keys of responses: statuses and ranges of them.

use std::fmt;
use std::str::FromStr;

/// The statuses that a response applies to (OpenAPI 3.1, "Responses Object").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatusPattern {
    /// One status.
    Exact(u16),
    /// A class of statuses: `Range(4)` is `4XX`.
    Range(u16),
    /// Every status without a response of its own.
    Default,
}

impl StatusPattern {
    /// Returns `true` if the pattern only matches success: 2xx.
    #[must_use]
    pub fn is_success(self) -> bool {
        matches!(self, Self::Exact(200..=299) | Self::Range(2))
    }
}

impl fmt::Display for StatusPattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(status) => write!(formatter, "{status}"),
            Self::Range(class) => write!(formatter, "{class}XX"),
            Self::Default => formatter.write_str("default"),
        }
    }
}

/// A key of `responses` that is neither a status, a range such as `4XX`, nor `default`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidStatus;

impl FromStr for StatusPattern {
    type Err = InvalidStatus;

    fn from_str(key: &str) -> Result<Self, InvalidStatus> {
        let upper = key.to_ascii_uppercase();
        if upper == "DEFAULT" {
            return Ok(Self::Default);
        }
        let number = |text: &str| text.parse::<u16>().map_err(|_| InvalidStatus);
        match upper.strip_suffix("XX") {
            Some(class) => match number(class)? {
                class @ 1..=5 => Ok(Self::Range(class)),
                _ => Err(InvalidStatus),
            },
            None => match number(&upper)? {
                status @ 100..=599 => Ok(Self::Exact(status)),
                _ => Err(InvalidStatus),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{InvalidStatus, StatusPattern};

    #[test]
    fn parses_statuses_ranges_and_the_default() {
        for (key, expected) in [
            ("200", Ok(StatusPattern::Exact(200))),
            ("4xx", Ok(StatusPattern::Range(4))),
            ("Default", Ok(StatusPattern::Default)),
            ("99", Err(InvalidStatus)),
            ("600", Err(InvalidStatus)),
            ("6XX", Err(InvalidStatus)),
            ("ok", Err(InvalidStatus)),
        ] {
            assert_eq!(key.parse(), expected, "{key}");
        }
    }
}
