//! [`Json`] for the types of `jiff`.
//!
//! Reading is as lenient as `jiff` is: a space for the `T`, small letters, an offset without a colon, a leap
//! second, which is the second before. A date and time without an offset is refused, since it names no instant;
//! so is one after `9999-12-30T22:00:00Z`, where a `Timestamp` ends. Writing keeps the instant; what is lost of
//! the text is the offset, for a `Timestamp` is written in UTC, and how many zeros ended the fraction of a
//! second.
//!
//! A date with a time, or a time with an offset, is refused where `jiff` would drop the rest silently.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use serde_json::Value;

use super::decode_error::DecodeError;
use super::json::{Json, parse_text};

impl Json for Timestamp {
    fn from_json(value: Value) -> Result<Self, DecodeError> {
        parse_text(&value, "a date and time with an offset", |text| text.parse().ok())
    }

    fn to_json(&self) -> Value {
        Value::String(self.to_string())
    }
}

impl Json for Date {
    fn from_json(value: Value) -> Result<Self, DecodeError> {
        parse_text(&value, "a date", |text| {
            text.parse().ok().filter(|_| !text.contains(':'))
        })
    }

    fn to_json(&self) -> Value {
        Value::String(self.to_string())
    }
}

impl Json for DateTime {
    fn from_json(value: Value) -> Result<Self, DecodeError> {
        parse_text(&value, "a date and time without an offset", |text| {
            let is_instant = text.parse::<Timestamp>().is_ok();
            text.parse().ok().filter(|_| text.contains(':') && !is_instant)
        })
    }

    fn to_json(&self) -> Value {
        Value::String(self.to_string())
    }
}

impl Json for Time {
    fn from_json(value: Value) -> Result<Self, DecodeError> {
        parse_text(&value, "a time of day without an offset", |text| {
            text.parse().ok().filter(|_| !text.contains(['+', '-']))
        })
    }

    fn to_json(&self) -> Value {
        Value::String(self.to_string())
    }
}
