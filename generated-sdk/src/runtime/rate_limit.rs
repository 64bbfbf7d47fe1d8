//! What a server says of how many more requests it takes.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::headers::Headers;

/// From here on a number of seconds is a date, and not a time to wait: some thirty years.
const DATES_BEGIN: u64 = 1_000_000_000;

/// The rate limit of the server. Each part is `None` if the server does not report it.
///
/// Read from `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers), from the three headers of
/// that draft's earlier versions, or from those with `X-` in front of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// The number of requests per time window.
    pub limit: Option<u64>,
    /// The number of requests that are left.
    pub remaining: Option<u64>,
    /// The time until the window is reset.
    pub reset_after: Option<Duration>,
}

impl RateLimit {
    /// Reads it from headers; `None` where they say nothing of it.
    pub(super) fn read(headers: &Headers, now: SystemTime) -> Option<Self> {
        let found = [
            Self::structured(headers),
            Self::named(headers, "ratelimit-", now),
            Self::named(headers, "x-ratelimit-", now),
        ];
        found.into_iter().find(|found| *found != Self::default())
    }

    /// `RateLimit: "default";r=50;t=30` and `RateLimit-Policy: "default";q=100;w=60`: the first of each.
    fn structured(headers: &Headers) -> Self {
        let first = |name: &str| {
            let list = headers.get(name).unwrap_or_default();
            list.split(',').next().unwrap_or_default().to_owned()
        };
        let (limit, policy) = (first("ratelimit"), first("ratelimit-policy"));
        Self {
            limit: parameter(&policy, "q"),
            remaining: parameter(&limit, "r"),
            reset_after: parameter(&limit, "t").map(Duration::from_secs),
        }
    }

    fn named(headers: &Headers, prefix: &str, now: SystemTime) -> Self {
        let number = |what: &str| {
            let text = headers.get(&format!("{prefix}{what}"))?;
            text.split([',', ';']).next()?.trim().parse::<u64>().ok()
        };
        let reset = number("reset").map(|seconds| {
            let date = (seconds >= DATES_BEGIN).then(|| UNIX_EPOCH + Duration::from_secs(seconds));
            date.map_or(Duration::from_secs(seconds), |date| {
                date.duration_since(now).unwrap_or_default()
            })
        });
        Self {
            limit: number("limit"),
            remaining: number("remaining"),
            reset_after: reset,
        }
    }
}

/// Returns a parameter of an item of a structured header (RFC 9651, section 3.1.2).
fn parameter(item: &str, name: &str) -> Option<u64> {
    let mut parameters = item.split(';').skip(1);
    parameters.find_map(|parameter| {
        let (key, value) = parameter.trim().split_once('=')?;
        (key == name).then(|| value.trim().parse().ok())?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(headers: &[(&str, &str)]) -> Option<(Option<u64>, Option<u64>, Option<u64>)> {
        let headers: Headers = headers.iter().map(|&(name, value)| (name, value)).collect();
        let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let found = RateLimit::read(&headers, now)?;
        let reset = found.reset_after.map(|time| time.as_secs());
        Some((found.limit, found.remaining, reset))
    }

    #[test]
    fn each_form_is_read() {
        let draft = [
            ("RateLimit", "\"default\";r=50;t=30, \"day\";r=5"),
            ("RateLimit-Policy", "\"default\";q=100;w=60"),
        ];
        assert_eq!(read(&draft), Some((Some(100), Some(50), Some(30))));
        let earlier = [
            ("RateLimit-Limit", "100, 100;w=60"),
            ("RateLimit-Remaining", "0"),
            ("RateLimit-Reset", "7"),
        ];
        assert_eq!(read(&earlier), Some((Some(100), Some(0), Some(7))));
        let own = [("X-RateLimit-Limit", "9"), ("X-RateLimit-Reset", "1700000060")];
        assert_eq!(read(&own), Some((Some(9), None, Some(60))));
        assert_eq!(
            read(&[("X-RateLimit-Reset", "1600000000")]),
            Some((None, None, Some(0)))
        );
    }

    #[test]
    fn what_is_no_number_is_not_there() {
        assert_eq!(read(&[]), None);
        assert_eq!(read(&[("X-RateLimit-Reset", "6m0s"), ("RateLimit", "r=")]), None);
        assert_eq!(read(&[("RateLimit-Limit", "-1")]), None);
    }
}
