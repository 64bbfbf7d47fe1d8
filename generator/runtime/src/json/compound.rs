//! [`Json`] for what holds other values: lists, maps, options, boxes and tuples.

use std::collections::BTreeMap;

use serde_json::Value;

use super::super::decode_error::DecodeError;
use super::borrowed::{BorrowedValue, Kind, Property};
use super::{Json, within};

fn items(value: Value) -> Result<Vec<Value>, DecodeError> {
    match value {
        Value::Array(items) => Ok(items),
        other => Err(DecodeError::expected("an array", &other)),
    }
}

/// Writes the items of a list.
fn list<T>(items: &[T], write: impl Fn(&T) -> Value) -> Value {
    let written = items
        .iter()
        .enumerate()
        .map(|(index, item)| within(|| write(item), |found| found.at_index(index)));
    Value::Array(written.collect())
}

/// Writes the entries of a map.
fn map<T>(entries: &BTreeMap<String, T>, write: impl Fn(&T) -> Value) -> Value {
    let written = entries.iter().map(|(name, value)| {
        let value = within(|| write(value), |found| found.at(name));
        (name.clone(), value)
    });
    Value::Object(written.collect())
}

impl<T: Json> Json for Vec<T> {
    fn from_borrowed(value: BorrowedValue<'_>) -> Result<Self, DecodeError> {
        let Kind::List(items) = value.0 else {
            return Err(DecodeError::expected("an array", &value.into_value()));
        };
        let mut decoded = Self::with_capacity(items.len());
        for (index, item) in items.into_iter().enumerate() {
            decoded.push(T::from_borrowed(item).map_err(|error| error.at_index(index))?);
        }
        Ok(decoded)
    }

    fn to_json(&self) -> Value {
        list(self, Json::to_json)
    }

    fn to_request_json(&self) -> Value {
        list(self, Json::to_request_json)
    }

    fn unknown_fields(&self) -> usize {
        self.iter().map(Json::unknown_fields).sum()
    }
}

impl<T: Json> Json for BTreeMap<String, T> {
    fn from_borrowed(value: BorrowedValue<'_>) -> Result<Self, DecodeError> {
        match value.0 {
            Kind::Object(properties) => decode_properties(properties),
            other => Err(DecodeError::expected(
                "an object",
                &BorrowedValue(other).into_value(),
            )),
        }
    }

    fn to_json(&self) -> Value {
        map(self, Json::to_json)
    }

    fn to_request_json(&self) -> Value {
        map(self, Json::to_request_json)
    }

    fn unknown_fields(&self) -> usize {
        self.values().map(Json::unknown_fields).sum()
    }
}

/// Decodes every property, with its name in the path of an error.
pub(in super::super) fn decode_properties<T: Json>(
    properties: Vec<Property<'_>>,
) -> Result<BTreeMap<String, T>, DecodeError> {
    let mut decoded = BTreeMap::new();
    for (name, value) in properties {
        let value = T::from_borrowed(value).map_err(|error| error.at(&name))?;
        decoded.insert(name.into_owned(), value);
    }
    Ok(decoded)
}

impl<T: Json> Json for Option<T> {
    fn from_borrowed(value: BorrowedValue<'_>) -> Result<Self, DecodeError> {
        if value.is_null() {
            Ok(None)
        } else {
            T::from_borrowed(value).map(Some)
        }
    }

    fn to_json(&self) -> Value {
        self.as_ref().map_or(Value::Null, Json::to_json)
    }

    fn to_request_json(&self) -> Value {
        self.as_ref().map_or(Value::Null, Json::to_request_json)
    }

    fn unknown_fields(&self) -> usize {
        self.as_ref().map_or(0, Json::unknown_fields)
    }
}

impl<T: Json> Json for Box<T> {
    fn from_borrowed(value: BorrowedValue<'_>) -> Result<Self, DecodeError> {
        T::from_borrowed(value).map(Self::new)
    }

    fn to_json(&self) -> Value {
        self.as_ref().to_json()
    }

    fn to_request_json(&self) -> Value {
        self.as_ref().to_request_json()
    }

    fn unknown_fields(&self) -> usize {
        self.as_ref().unknown_fields()
    }
}

macro_rules! tuples {
    ($($length:literal: $($item:ident $index:tt),+;)+) => {$(
        impl<$($item: Json),+> Json for ($($item,)+) {
            fn from_json(value: Value) -> Result<Self, DecodeError> {
                let mut items = items(value)?;
                if items.len() != $length {
                    let found = items.len();
                    return Err(DecodeError::new(format!(
                        "expected an array of {} items, found {found}", $length
                    )));
                }
                Ok(($(
                    $item::from_json(items.get_mut($index).map(Value::take).unwrap_or_default())
                        .map_err(|error| error.at_index($index))?,
                )+))
            }

            fn to_json(&self) -> Value {
                Value::Array(vec![$(within(|| self.$index.to_json(), |found| found.at_index($index))),+])
            }

            fn to_request_json(&self) -> Value {
                Value::Array(vec![$(within(|| self.$index.to_request_json(), |found| found.at_index($index))),+])
            }

            fn unknown_fields(&self) -> usize {
                0 $(+ self.$index.unknown_fields())+
            }
        }
    )+};
}

tuples! {
    1: A 0;
    2: A 0, B 1;
    3: A 0, B 1, C 2;
    4: A 0, B 1, C 2, D 3;
    5: A 0, B 1, C 2, D 3, E 4;
    6: A 0, B 1, C 2, D 3, E 4, F 5;
    7: A 0, B 1, C 2, D 3, E 4, F 5, G 6;
    8: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7;
    9: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8;
    10: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9;
    11: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10;
    12: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11;
}
