//! Reads the named properties of a JSON object.
//!
//! What no one asked for stays behind as the extra fields, so that it can be sent back. [`ObjectWriter`]
//! is the other direction.
//!
//! [`ObjectWriter`]: super::ObjectWriter

use std::collections::BTreeMap;
use std::mem;

use serde_json::Value;

use super::decode_error::DecodeError;
use super::json::{BorrowedValue, Json, Kind, Property, decode_properties};
use super::patch::Patch;

/// A JSON object that is decoded, property by property.
#[derive(Clone, Debug)]
pub struct Object<'a> {
    /// Each name once. What is taken leaves its name behind.
    properties: Vec<Property<'a>>,
    order: Order,
    /// Optional properties that were null. They stay in `properties`.
    nulls: Vec<usize>,
}

/// How a property is found.
#[derive(Clone, Copy, Debug)]
enum Order {
    /// By a look at each, beginning with the one behind the last that was found: servers and types mostly have them in
    /// one order.
    Written { next: usize },
    /// By halves.
    Sorted,
}

/// More properties than this are sorted.
const FEW: usize = 64;

impl<'a> Object<'a> {
    /// Takes a value that must be an object. The error names the type that it was read for.
    pub fn from_borrowed(type_name: &str, value: BorrowedValue<'a>) -> Result<Self, DecodeError> {
        match value.0 {
            Kind::Object(properties) => Ok(Self::new(properties)),
            other => Err(DecodeError::expected(
                &format!("an object ({type_name})"),
                &BorrowedValue(other).into_value(),
            )),
        }
    }

    fn new(mut properties: Vec<Property<'a>>) -> Self {
        let is_sorted = properties.len() > FEW || has_repeated(&properties);
        if is_sorted {
            properties.sort_by(|(a, _), (b, _)| a.cmp(b));
            // Of several with one name the last one counts.
            properties.dedup_by(|later, kept| {
                let is_repeated = later.0 == kept.0;
                if is_repeated {
                    mem::swap(later, kept);
                }
                is_repeated
            });
        }
        Self {
            properties,
            order: if is_sorted {
                Order::Sorted
            } else {
                Order::Written { next: 0 }
            },
            nulls: Vec::new(),
        }
    }

    /// [`Self::from_borrowed`] of a value with texts of its own.
    pub fn from_json(type_name: &str, value: Value) -> Result<Self, DecodeError> {
        Self::from_borrowed(type_name, value.into())
    }

    /// Reads a property that must be there.
    pub fn required<T: Json>(&mut self, name: &str) -> Result<T, DecodeError> {
        decode(name, self.take(name)?)
    }

    /// Reads a property that may be absent. An explicit null also reads as `None`, and stays among the
    /// extra fields, so that it is written back.
    pub fn optional<T: Json>(&mut self, name: &str) -> Result<Option<T>, DecodeError> {
        self.take_value(name).map(|value| decode(name, value)).transpose()
    }

    /// Reads a property that must be there and may be null.
    pub fn nullable<T: Json>(&mut self, name: &str) -> Result<Option<T>, DecodeError> {
        decode(name, self.take(name)?)
    }

    /// Reads a property where absent and null differ.
    pub fn patch<T: Json>(&mut self, name: &str) -> Result<Patch<T>, DecodeError> {
        let value = self.find(name).map(|at| self.take_at(at));
        match value {
            None => Ok(Patch::Keep),
            Some(value) if value.is_null() => Ok(Patch::Null),
            Some(value) => decode(name, value).map(Patch::Set),
        }
    }

    /// Reads a property that must be there and is documented to be this text.
    pub fn constant(&mut self, name: &str, expected: &str) -> Result<(), DecodeError> {
        self.constant_value(name, &Value::from(expected))
    }

    /// Reads a property that must be there and is documented to be this value. Another value, of a newer
    /// server, is kept among the extra fields and so written back.
    pub fn constant_value(&mut self, name: &str, expected: &Value) -> Result<(), DecodeError> {
        let at = self.find(name).ok_or_else(|| DecodeError::missing(name))?;
        let value = self.take_at(at);
        let found = value.clone().into_value();
        if found != *expected {
            self.put_back(at, value);
        }
        Ok(())
    }

    /// Returns the properties that have not been read.
    #[must_use]
    pub fn extra(self) -> BTreeMap<String, Value> {
        let left = self.properties.into_iter().filter(|(_, value)| !value.is_taken());
        left.map(|(name, value)| (name.into_owned(), value.into_value()))
            .collect()
    }

    /// Returns the properties that have not been read, as the type that the document gives them. A null that an
    /// optional property left behind is dropped: it need not be a value of that type.
    pub fn extra_of<T: Json>(mut self) -> Result<BTreeMap<String, T>, DecodeError> {
        for at in mem::take(&mut self.nulls) {
            self.take_at(at);
        }
        self.properties.retain(|(_, value)| !value.is_taken());
        decode_properties(self.properties)
    }

    fn take(&mut self, name: &str) -> Result<BorrowedValue<'a>, DecodeError> {
        let at = self.find(name).ok_or_else(|| DecodeError::missing(name))?;
        Ok(self.take_at(at))
    }

    fn take_value(&mut self, name: &str) -> Option<BorrowedValue<'a>> {
        let at = self.find(name)?;
        let value = self.take_at(at);
        if value.is_null() {
            self.nulls.push(at);
            self.put_back(at, value);
            return None;
        }
        Some(value)
    }

    /// Returns the index of a property that has not been taken.
    fn find(&mut self, name: &str) -> Option<usize> {
        let is_it = |(named, value): &Property<'a>| named == name && !value.is_taken();
        match &mut self.order {
            Order::Sorted => {
                let found = self
                    .properties
                    .binary_search_by(|(named, _)| named.as_ref().cmp(name));
                found
                    .ok()
                    .filter(|at| self.properties.get(*at).is_some_and(is_it))
            }
            Order::Written { next } => {
                let (before, after) = self.properties.split_at_checked(*next)?;
                let at = match after.iter().position(is_it) {
                    Some(at) => before.len() + at,
                    None => before.iter().position(is_it)?,
                };
                *next = at + 1;
                Some(at)
            }
        }
    }

    fn take_at(&mut self, at: usize) -> BorrowedValue<'a> {
        let place = self.properties.get_mut(at);
        place.map_or_else(BorrowedValue::default, |(_, value)| {
            mem::replace(value, BorrowedValue(Kind::Taken))
        })
    }

    fn put_back(&mut self, at: usize, value: BorrowedValue<'a>) {
        if let Some((_, place)) = self.properties.get_mut(at) {
            *place = value;
        }
    }
}

/// Returns whether a name occurs twice. Names are compared only if their last bytes and lengths are equal.
fn has_repeated(properties: &[Property<'_>]) -> bool {
    let mut seen = [0_u64; 4];
    properties.iter().enumerate().any(|(at, (name, _))| {
        let bytes = name.as_bytes();
        let [first, last] = [bytes.first(), bytes.last()].map(|byte| byte.copied().unwrap_or_default());
        let mark = first
            .wrapping_mul(31)
            .wrapping_add(last)
            .wrapping_mul(7)
            .wrapping_add(name.len().to_le_bytes()[0]);
        let Some(word) = seen.get_mut(usize::from(mark >> 6)) else {
            return false;
        };
        let is_seen = *word >> (mark & 63) & 1 == 1;
        *word |= 1 << (mark & 63);
        is_seen && properties.iter().take(at).any(|(earlier, _)| earlier == name)
    })
}

fn decode<T: Json>(name: &str, value: BorrowedValue<'_>) -> Result<T, DecodeError> {
    T::from_borrowed(value).map_err(|error| error.at(name))
}
