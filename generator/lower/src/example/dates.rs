//! Dates and times to show: texts that every library reads.
//!
//! An example runs as it is written, so a text that only one library takes is not shown.

use sdk_rust::DateKind;

/// Whether a text is one that every library reads as this kind, by its shape and the ranges of its parts.
pub(super) fn written(kind: DateKind, text: &str) -> bool {
    match kind {
        DateKind::Date => is_date(text),
        DateKind::LocalTime => is_time(text),
        DateKind::LocalDateTime => is_local(text),
        DateKind::Instant => instant(text).is_some_and(is_local),
    }
}

/// A text of this kind, where the document gives none.
pub(super) fn made_up(kind: DateKind) -> &'static str {
    match kind {
        DateKind::Date => "2024-01-15",
        DateKind::LocalTime => "10:30:00",
        DateKind::LocalDateTime => "2024-01-15T10:30:00",
        DateKind::Instant => "2024-01-15T10:30:00Z",
    }
}

/// What comes before the offset.
fn instant(text: &str) -> Option<&str> {
    if let Some(local) = text.strip_suffix('Z') {
        return Some(local);
    }
    let (local, offset) = text.split_at_checked(text.len().checked_sub(6)?)?;
    let numbers = offset.strip_prefix(['+', '-'])?;
    let (hours, minutes) = numbers.split_once(':')?;
    (number(hours, 2)? < 24 && number(minutes, 2)? < 60).then_some(local)
}

fn is_local(text: &str) -> bool {
    text.split_once('T')
        .is_some_and(|(date, time)| is_date(date) && is_time(time))
}

/// No 29th of February, of which only some years have one, and no day that some months lack.
fn is_date(text: &str) -> bool {
    let mut parts = text.splitn(3, '-').zip([4, 2, 2]);
    let mut next = || parts.next().and_then(|(part, digits)| number(part, digits));
    matches!(
        (next(), next(), next()),
        (Some(1..=9998), Some(1..=12), Some(1..=28))
            | (Some(1..=9998), Some(1 | 3..=12), Some(29 | 30))
            | (Some(1..=9998), Some(1 | 3 | 5 | 7 | 8 | 10 | 12), Some(31))
    )
}

fn is_time(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let mut parts = whole.splitn(3, ':');
    let mut next = || parts.next().and_then(|part| number(part, 2));
    let digits = fraction.bytes().all(|byte| byte.is_ascii_digit());
    matches!(
        (next(), next(), next()),
        (Some(0..=23), Some(0..=59), Some(0..=59))
    ) && (1..=9).contains(&fraction.len())
        && digits
}

/// A number of so many digits.
fn number(text: &str, digits: usize) -> Option<u32> {
    let is_number = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::{DateKind, made_up, written};

    #[test]
    fn what_every_library_reads_is_shown() {
        for (kind, texts) in [
            (DateKind::Date, &["2024-01-15", "2023-12-31", "2024-06-30"][..]),
            (DateKind::LocalTime, &["10:30:00", "23:59:59.123456789"]),
            (DateKind::LocalDateTime, &["2024-01-15T10:30:00.5"]),
            (
                DateKind::Instant,
                &["2024-01-15T10:30:00Z", "2024-01-15T10:30:00.000+05:30"],
            ),
        ] {
            assert!(written(kind, made_up(kind)), "{kind:?}");
            for text in texts {
                assert!(written(kind, text), "{kind:?} {text}");
            }
        }
    }

    #[test]
    fn what_some_library_refuses_is_not() {
        for (kind, texts) in [
            (
                DateKind::Date,
                &[
                    "2024-1-15",
                    "2024-13-01",
                    "2023-02-29",
                    "2024-04-31",
                    "2024-01-15T10:30:00",
                    "",
                ][..],
            ),
            (
                DateKind::LocalTime,
                &[
                    "10:30",
                    "24:00:00",
                    "10:30:00Z",
                    "10:30:00.",
                    "10:30:60",
                    "10:30:00.1234567890",
                ],
            ),
            (
                DateKind::LocalDateTime,
                &["2024-01-15 10:30:00", "2024-01-15T10:30:00Z", "2024-01-15"],
            ),
            (
                DateKind::Instant,
                &[
                    "2024-01-15T10:30:00",
                    "2024-01-15T10:30:00+0530",
                    "2024-01-15T10:30:00+24:00",
                    "9999-12-31T23:59:59Z",
                    "+05:30",
                    "now",
                    "äöü",
                ],
            ),
        ] {
            for text in texts {
                assert!(!written(kind, text), "{kind:?} {text}");
            }
        }
    }
}
