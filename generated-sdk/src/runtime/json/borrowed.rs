//! A JSON value that borrows its texts from what it is read from.
//!
//! Decoding a body goes through it: names of properties, and texts that a type does not keep, are never
//! copied, and an object is a list of its properties and no tree. It says nothing of types.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Number, Value};

/// A property of an object.
pub(in super::super) type Property<'a> = (Cow<'a, str>, BorrowedValue<'a>);

/// A JSON value that borrows its texts. A name may come twice in an object: the later one counts.
#[derive(Clone, Debug, Default)]
pub struct BorrowedValue<'a>(pub(in super::super) Kind<'a>);

/// The kind of a value.
#[derive(Clone, Debug, Default)]
pub(in super::super) enum Kind<'a> {
    #[default]
    Null,
    Bool(bool),
    Number(Number),
    Text(Cow<'a, str>),
    List(Vec<BorrowedValue<'a>>),
    Object(Vec<Property<'a>>),
    /// The value has been taken. Only within [`Object`](super::super::Object).
    Taken,
}

impl<'a> BorrowedValue<'a> {
    /// Reads a value from JSON text.
    pub(in super::super) fn parse(text: &'a str) -> serde_json::Result<Self> {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let value = Reader(&mut Pending::default()).deserialize(&mut deserializer)?;
        deserializer.end()?;
        Ok(value)
    }

    pub(in super::super) fn is_null(&self) -> bool {
        matches!(self.0, Kind::Null)
    }

    pub(in super::super) fn is_taken(&self) -> bool {
        matches!(self.0, Kind::Taken)
    }

    /// Converts to a value that owns its strings.
    #[must_use]
    pub fn into_value(self) -> Value {
        match self.0 {
            Kind::Null | Kind::Taken => Value::Null,
            Kind::Bool(value) => Value::Bool(value),
            Kind::Number(number) => Value::Number(number),
            Kind::Text(text) => Value::String(text.into_owned()),
            Kind::List(items) => Value::Array(items.into_iter().map(Self::into_value).collect()),
            Kind::Object(properties) => Value::Object(
                properties
                    .into_iter()
                    .map(|(name, value)| (name.into_owned(), value.into_value()))
                    .collect(),
            ),
        }
    }
}

impl From<Value> for BorrowedValue<'_> {
    fn from(value: Value) -> Self {
        Self(match value {
            Value::Null => Kind::Null,
            Value::Bool(value) => Kind::Bool(value),
            Value::Number(number) => Kind::Number(number),
            Value::String(text) => Kind::Text(text.into()),
            Value::Array(items) => Kind::List(items.into_iter().map(Self::from).collect()),
            Value::Object(properties) => Kind::Object(
                properties
                    .into_iter()
                    .map(|(name, value)| (name.into(), value.into()))
                    .collect(),
            ),
        })
    }
}

/// The items and properties of values that have not ended. Each value takes its own when it ends, so that its list
/// is allocated once and as long as it must be.
#[derive(Default)]
struct Pending<'a> {
    items: Vec<BorrowedValue<'a>>,
    properties: Vec<Property<'a>>,
}

/// Reads one value. Not generic over what is read, so that it is compiled once.
struct Reader<'r, 'a>(&'r mut Pending<'a>);

impl<'a> DeserializeSeed<'a> for Reader<'_, 'a> {
    type Value = BorrowedValue<'a>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'a> Visitor<'a> for Reader<'_, 'a> {
    type Value = BorrowedValue<'a>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any valid JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(BorrowedValue(Kind::Null))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        Ok(BorrowedValue(Kind::Bool(value)))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        Ok(BorrowedValue(Kind::Number(value.into())))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        Ok(BorrowedValue(Kind::Number(value.into())))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        Ok(BorrowedValue(
            Number::from_f64(value).map_or(Kind::Null, Kind::Number),
        ))
    }

    fn visit_borrowed_str<E: Error>(self, text: &'a str) -> Result<Self::Value, E> {
        Ok(BorrowedValue(Kind::Text(Cow::Borrowed(text))))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(BorrowedValue(Kind::Text(Cow::Owned(text.to_owned()))))
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let start = self.0.items.len();
        while let Some(item) = items.next_element_seed(Reader(self.0))? {
            self.0.items.push(item);
        }
        Ok(BorrowedValue(Kind::List(self.0.items.split_off(start))))
    }

    fn visit_map<A: MapAccess<'a>>(self, mut properties: A) -> Result<Self::Value, A::Error> {
        let start = self.0.properties.len();
        while let Some(name) = properties.next_key_seed(Name)? {
            let value = properties.next_value_seed(Reader(self.0))?;
            self.0.properties.push((name, value));
        }
        Ok(BorrowedValue(Kind::Object(self.0.properties.split_off(start))))
    }
}

/// Reads the name of a property.
struct Name;

impl<'a> DeserializeSeed<'a> for Name {
    type Value = Cow<'a, str>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'a> Visitor<'a> for Name {
    type Value = Cow<'a, str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name of a property")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'a str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }
}
