//! IDs and times that are valid, and the same in every run.

/// 2024-01-15T10:30:00Z, the timestamp of the first write, in seconds since 1970.
pub(super) const FIRST_WRITE: u64 = 1_705_314_600;

/// 2024-01-01T00:00:00Z in seconds since 1970.
const START_OF_2024: u64 = 1_704_067_200;

const SECONDS_PER_DAY: u64 = 86_400;

/// The digits of a ULID: no I, L, O or U.
const ULID_DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Returns the ID of the identity with this number and this creation time (seconds since 1970).
pub(super) fn identity_id(number: u64, created: u64) -> String {
    let bits = (u128::from(created * 1000) << 80) | u128::from(number);
    let digits = (0..26).rev().map(|place| {
        let digit = usize::try_from((bits >> (5 * place)) & 31).unwrap_or_default();
        char::from(ULID_DIGITS[digit])
    });
    "contact_".chars().chain(digits).collect()
}

/// Formats a time in 2024 or later, given in seconds since 1970, as RFC 3339.
pub(super) fn rfc3339(seconds: u64) -> String {
    let mut day = (seconds - START_OF_2024) / SECONDS_PER_DAY;
    let mut year = 2024;
    while day >= days_of_year(year) {
        day -= days_of_year(year);
        year += 1;
    }
    let mut month = 1;
    while day >= days_of_month(year, month) {
        day -= days_of_month(year, month);
        month += 1;
    }
    let time = seconds % SECONDS_PER_DAY;
    let (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60);
    format!(
        "{year:04}-{month:02}-{:02}T{hour:02}:{minute:02}:{second:02}Z",
        day + 1
    )
}

fn days_of_year(year: u64) -> u64 {
    (1..=12).map(|month| days_of_month(year, month)).sum()
}

fn days_of_month(year: u64, month: u64) -> u64 {
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::{FIRST_WRITE, identity_id, rfc3339};

    #[test]
    fn times_are_rfc_3339() {
        assert_eq!(rfc3339(FIRST_WRITE), "2024-01-15T10:30:00Z");
        assert_eq!(rfc3339(1_709_251_199), "2024-02-29T23:59:59Z");
        assert_eq!(rfc3339(1_709_251_200), "2024-03-01T00:00:00Z");
        assert_eq!(rfc3339(1_735_689_599), "2024-12-31T23:59:59Z");
        assert_eq!(rfc3339(1_772_323_200), "2026-03-01T00:00:00Z");
    }

    #[test]
    fn ids_are_ulids_that_sort_by_creation() {
        let first = identity_id(1, FIRST_WRITE);
        assert_eq!(first, "contact_01HM6AQH200000000000000001");
        assert!(first < identity_id(2, FIRST_WRITE));
        assert!(identity_id(9, FIRST_WRITE) < identity_id(1, FIRST_WRITE + 1));
    }
}
