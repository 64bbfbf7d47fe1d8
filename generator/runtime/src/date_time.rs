//! [`Json`] for the types of `time`.
//!
//! Reading takes RFC 3339, and what else ISO 8601 allows: an offset without a colon, no seconds. A leap second is
//! read as the last moment before it. A date and time without an offset is refused, since it names no instant.
//! Writing keeps the instant and the offset; what is lost of the text is how many zeros ended the fraction of a
//! second.
//!
//! A date with a time, or a time with an offset, is refused where `time` would drop the rest silently.

use serde_json::Value;
use time::format_description::well_known::{Iso8601, Rfc3339};
use time::{Date, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

use super::decode_error::DecodeError;
use super::json::{Json, parse_text};

impl Json for OffsetDateTime {
    fn from_json(value: Value) -> Result<Self, DecodeError> {
        parse_text(&value, "a date and time with an offset", |text| {
            let strict = Self::parse(text, &Rfc3339);
            strict
                .or_else(|_| Self::parse(&with_t(text), &Iso8601::PARSING))
                .ok()
        })
    }

    fn to_json(&self) -> Value {
        Value::String(rfc3339(*self))
    }
}

impl Json for Date {
    fn from_json(value: Value) -> Result<Self, DecodeError> {
        parse_text(&value, "a date", |text| {
            Self::parse(text, &Iso8601::DATE)
                .ok()
                .filter(|_| !text.contains('T'))
        })
    }

    fn to_json(&self) -> Value {
        Value::String(self.to_string())
    }
}

impl Json for PrimitiveDateTime {
    fn from_json(value: Value) -> Result<Self, DecodeError> {
        parse_text(&value, "a date and time without an offset", |text| {
            let text = with_t(text);
            let has_offset = OffsetDateTime::parse(&text, &Iso8601::PARSING).is_ok();
            Self::parse(&text, &Iso8601::PARSING).ok().filter(|_| !has_offset)
        })
    }

    fn to_json(&self) -> Value {
        Value::String(rfc3339(self.assume_utc()).trim_end_matches('Z').to_owned())
    }
}

impl Json for Time {
    fn from_json(value: Value) -> Result<Self, DecodeError> {
        parse_text(&value, "a time of day without an offset", |text| {
            Self::parse(text, &Iso8601::TIME)
                .ok()
                .filter(|_| !text.contains(['Z', '+', '-']))
        })
    }

    fn to_json(&self) -> Value {
        let moment = PrimitiveDateTime::new(Date::MIN.replace_year(1).unwrap_or(Date::MIN), *self);
        let text = rfc3339(moment.assume_utc());
        let time = text.split_once('T').map_or(text.as_str(), |(_, time)| time);
        Value::String(time.trim_end_matches('Z').to_owned())
    }
}

/// RFC 3339 has offsets of whole minutes, so one with seconds is written in UTC. It has no years before 0: of
/// those the library's own text stays, for the server to refuse.
fn rfc3339(moment: OffsetDateTime) -> String {
    let written = moment
        .format(&Rfc3339)
        .or_else(|_| moment.to_offset(UtcOffset::UTC).format(&Rfc3339));
    written.unwrap_or_else(|_| moment.to_string())
}

/// The text with a `T` between date and time, where a space is.
fn with_t(text: &str) -> String {
    text.replacen([' ', 't'], "T", 1)
}
