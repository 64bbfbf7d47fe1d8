//! [`Json`] for the types of `chrono`.
//!
//! Reading is as lenient as `chrono` is: a space for the `T`, small letters, an offset without a colon. A date
//! and time without an offset is refused, since it names no instant. Writing keeps the instant and the offset;
//! what is lost of the text is how many zeros ended the fraction of a second.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, Utc};
use serde_json::Value;

use super::decode_error::DecodeError;
use super::json::{Json, parse_text};

impl Json for DateTime<FixedOffset> {
    fn from_json(value: Value) -> Result<Self, DecodeError> {
        parse_text(&value, "a date and time with an offset", |text| text.parse().ok())
    }

    /// RFC 3339 has offsets of whole minutes: one with seconds is written in UTC.
    fn to_json(&self) -> Value {
        let format = SecondsFormat::AutoSi;
        Value::String(if self.offset().local_minus_utc() % 60 == 0 {
            self.to_rfc3339_opts(format, true)
        } else {
            self.with_timezone(&Utc).to_rfc3339_opts(format, true)
        })
    }
}

impl Json for NaiveDate {
    fn from_json(value: Value) -> Result<Self, DecodeError> {
        parse_text(&value, "a date", |text| text.parse().ok())
    }

    fn to_json(&self) -> Value {
        Value::String(self.to_string())
    }
}

impl Json for NaiveDateTime {
    fn from_json(value: Value) -> Result<Self, DecodeError> {
        parse_text(&value, "a date and time without an offset", |text| {
            text.replacen([' ', 't'], "T", 1).parse().ok()
        })
    }

    fn to_json(&self) -> Value {
        Value::String(self.format("%Y-%m-%dT%H:%M:%S%.f").to_string())
    }
}

impl Json for NaiveTime {
    fn from_json(value: Value) -> Result<Self, DecodeError> {
        parse_text(&value, "a time of day without an offset", |text| {
            text.parse().ok()
        })
    }

    fn to_json(&self) -> Value {
        Value::String(self.to_string())
    }
}
