//! [`Json`] for the scalars: booleans, numbers, text, null and any value.

use serde_json::{Number, Value};

use super::super::decode_error::DecodeError;
use super::super::depth;
use super::borrowed::{BorrowedValue, Kind};
use super::{Json, non_finite};

/// Floats hold every integer up to here. Beyond, `1e300` would be read as an integer nobody wrote.
const LARGEST_EXACT: f64 = 9_007_199_254_740_992.0;

impl Json for Value {
    fn from_json(value: Value) -> Result<Self, DecodeError> {
        Ok(value)
    }

    fn to_json(&self) -> Value {
        depth::copy(self)
    }
}

impl Json for () {
    fn from_json(value: Value) -> Result<Self, DecodeError> {
        match value {
            Value::Null => Ok(()),
            other => Err(DecodeError::expected("null", &other)),
        }
    }

    fn to_json(&self) -> Value {
        Value::Null
    }
}

impl Json for bool {
    fn from_json(value: Value) -> Result<Self, DecodeError> {
        value
            .as_bool()
            .ok_or_else(|| DecodeError::expected("a boolean", &value))
    }

    fn to_json(&self) -> Value {
        Value::Bool(*self)
    }
}

impl Json for String {
    fn from_json(value: Value) -> Result<Self, DecodeError> {
        match value {
            Value::String(text) => Ok(text),
            other => Err(DecodeError::expected("a string", &other)),
        }
    }

    fn from_borrowed(value: BorrowedValue<'_>) -> Result<Self, DecodeError> {
        match value.0 {
            Kind::Text(text) => Ok(text.into_owned()),
            other => Self::from_json(BorrowedValue(other).into_value()),
        }
    }

    fn to_json(&self) -> Value {
        Value::String(self.clone())
    }
}

impl Json for f64 {
    fn from_json(value: Value) -> Result<Self, DecodeError> {
        value
            .as_f64()
            .ok_or_else(|| DecodeError::expected("a number", &value))
    }

    fn to_json(&self) -> Value {
        number(Number::from_f64(*self))
    }
}

impl Json for f32 {
    fn from_json(value: Value) -> Result<Self, DecodeError> {
        let wide = value
            .as_f64()
            .ok_or_else(|| DecodeError::expected("a number", &value))?;
        #[allow(
            clippy::cast_possible_truncation,
            reason = "the nearest f32 is what is asked for"
        )]
        let narrow = wide as f32;
        if narrow.is_finite() {
            Ok(narrow)
        } else {
            Err(out_of_range("a 32-bit number"))
        }
    }

    /// Goes through the shortest text: `0.1` stays `0.1` and does not become `0.10000000149011612`.
    fn to_json(&self) -> Value {
        number(self.to_string().parse::<f64>().ok().and_then(Number::from_f64))
    }
}

/// JSON has no infinity and no not-a-number: both become null, and no request contains that.
fn number(number: Option<Number>) -> Value {
    number.map_or_else(
        || {
            non_finite::note();
            Value::Null
        },
        Value::Number,
    )
}

/// An integer, also when it is written `1.0`: JSON Schema does not distinguish them.
fn integer(value: &Value) -> Result<i128, DecodeError> {
    let Value::Number(number) = value else {
        return Err(DecodeError::expected("an integer", value));
    };
    if let Some(signed) = number.as_i64() {
        return Ok(i128::from(signed));
    }
    if let Some(unsigned) = number.as_u64() {
        return Ok(i128::from(unsigned));
    }
    number
        .as_f64()
        .filter(|float| float.fract() == 0.0 && float.abs() <= LARGEST_EXACT)
        .and_then(|float| format!("{float:.0}").parse().ok())
        .ok_or_else(|| DecodeError::expected("an integer", value))
}

fn out_of_range(name: &str) -> DecodeError {
    DecodeError::new(format!("the number does not fit {name}"))
}

macro_rules! integers {
    ($($integer:ty => $name:literal),+ $(,)?) => {$(
        impl Json for $integer {
            fn from_json(value: Value) -> Result<Self, DecodeError> {
                Self::try_from(integer(&value)?).map_err(|_| out_of_range($name))
            }

            fn to_json(&self) -> Value {
                Value::from(*self)
            }
        }
    )+};
}

/// For integers that may lie on either side of what `i64` and `u64` hold. JSON is read into those two, so a value
/// beyond both cannot come, and none is sent.
impl Json for i128 {
    fn from_json(value: Value) -> Result<Self, DecodeError> {
        integer(&value)
    }

    fn to_json(&self) -> Value {
        number(Number::from_i128(*self))
    }
}

integers! {
    i8 => "a signed 8-bit integer", i16 => "a signed 16-bit integer",
    i32 => "a signed 32-bit integer", i64 => "a signed 64-bit integer",
    u8 => "an unsigned 8-bit integer", u16 => "an unsigned 16-bit integer",
    u32 => "an unsigned 32-bit integer", u64 => "an unsigned 64-bit integer",
}
