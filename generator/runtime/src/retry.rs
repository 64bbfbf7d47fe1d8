//! When a failed attempt is retried, and how long to wait before it.
//!
//! Pure functions of a failure, and the budget that bounds them all. It neither sends nor sleeps.

use std::error::Error as StdError;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use super::error::ErrorKind;
use super::headers::Headers;
use super::response::ResponseParts;

/// The longest pause that a server may ask for. Beyond it, the error is returned at once.
const LONGEST_ASKED: Duration = Duration::from_secs(60);
const FIRST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(8);

/// The outcome of a failed attempt.
pub(super) struct Failure<'a> {
    pub(super) kind: ErrorKind,
    pub(super) response: Option<&'a ResponseParts>,
    pub(super) retry_after: Option<Duration>,
}

/// Returns whether a method is idempotent (RFC 9110).
pub(super) fn is_idempotent(method: &str) -> bool {
    matches!(method, "GET" | "HEAD" | "OPTIONS" | "TRACE" | "PUT" | "DELETE")
}

/// Returns the pause before the attempt after number `attempts`, or `None` if there must not be one. `random` is from 0
/// to 1.
pub(super) fn pause(failure: &Failure<'_>, repeatable: bool, attempts: u32, random: f64) -> Option<Duration> {
    if !may_repeat(failure, repeatable) {
        return None;
    }
    match failure.retry_after {
        Some(asked) => (asked <= LONGEST_ASKED).then_some(asked),
        None => Some(backoff(attempts, random)),
    }
}

/// If the server may have executed the request, only repeatable requests are retried. Connections that never
/// were, 429, and 503 with a time to come back, say that it has not.
fn may_repeat(failure: &Failure<'_>, repeatable: bool) -> bool {
    match failure.kind {
        ErrorKind::Connect => true,
        ErrorKind::Timeout | ErrorKind::Transport => repeatable,
        ErrorKind::Status => failure
            .response
            .is_some_and(|response| may_repeat_status(failure, response, repeatable)),
        _ => false,
    }
}

fn may_repeat_status(failure: &Failure<'_>, response: &ResponseParts, repeatable: bool) -> bool {
    match response.headers.get("x-should-retry").map(str::trim) {
        Some("true") => return true,
        Some("false") => return false,
        _ => {}
    }
    match response.status {
        429 => true,
        503 if failure.retry_after.is_some() => true,
        408 | 500 | 502 | 503 | 504 => repeatable,
        _ => false,
    }
}

/// Full jitter: anything up to a bound that doubles, so that clients which failed together part.
fn backoff(attempts: u32, random: f64) -> Duration {
    let doubled =
        FIRST_PAUSE.saturating_mul(1_u32.checked_shl(attempts.saturating_sub(1)).unwrap_or(u32::MAX));
    doubled.min(LONGEST_PAUSE).mul_f64(random.clamp(0.0, 1.0))
}

/// Returns how long the server asks to wait: `retry-after-ms`, or `Retry-After` in seconds or as a date. A date is
/// compared with the server's own `Date` if it is sent.
pub(super) fn asked_for(headers: &Headers, now: SystemTime) -> Option<Duration> {
    if let Some(milliseconds) = headers.get("retry-after-ms").and_then(number) {
        return Some(seconds_or_for_ever(milliseconds / 1000.0));
    }
    let text = headers.get("retry-after")?.trim();
    if let Some(seconds) = number(text) {
        return Some(seconds_or_for_ever(seconds));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    let now = headers
        .get("date")
        .and_then(|date| httpdate::parse_http_date(date.trim()).ok())
        .unwrap_or(now);
    Some(date.duration_since(now).unwrap_or(Duration::ZERO))
}

/// More than a duration holds is still a wish to wait, and a long one.
fn seconds_or_for_ever(seconds: f64) -> Duration {
    Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX)
}

fn number(text: &str) -> Option<f64> {
    text.trim()
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite() && *number >= 0.0)
}

/// The text of the last cause: the ones above it mostly say "error sending request".
pub(super) fn innermost(error: &(dyn StdError + 'static)) -> String {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    error.to_string()
}

/// The budget of retries of the clients of one pool. Each retry costs, each success gives a little back: a
/// server in trouble does not get many times its usual load.
#[derive(Debug)]
pub(super) struct Budget {
    tokens: AtomicU32,
}

impl Budget {
    const FULL: u32 = 500;
    const RETRY: u32 = 5;
    const SUCCESS: u32 = 1;

    pub(super) fn new() -> Self {
        Self {
            tokens: AtomicU32::new(Self::FULL),
        }
    }

    /// Pays for a retry, if there is enough.
    pub(super) fn take(&self) -> bool {
        self.tokens
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |tokens| {
                tokens.checked_sub(Self::RETRY)
            })
            .is_ok()
    }

    /// Gives back for a success.
    pub(super) fn give(&self) {
        let add = |tokens: u32| Some(tokens.saturating_add(Self::SUCCESS).min(Self::FULL));
        let _ = self
            .tokens
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, add);
    }
}
