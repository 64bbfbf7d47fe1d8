//! Decoders of responses with several values. A generated operation names one of these.

use serde_json::{Map, Value};

use super::decode_error::DecodeError;
use super::event::Event;
use super::framing::{Frame, Framing};
use super::json::Json;
use super::response_stream::Decoding;

/// Many servers send this after the last event. It is not valid JSON, so no value is mistaken for it.
const DONE: &str = "[DONE]";

/// Server-sent events whose data is JSON of the type.
#[must_use]
pub fn events<T: Json>() -> Decoding<T> {
    Decoding::new(Framing::Events, |frame| {
        let event = event(frame);
        if event.data.trim() == DONE {
            return Ok(None);
        }
        T::from_json(parse(event.data.as_bytes())?).map(Some)
    })
}

/// Server-sent events that the type describes as a whole, with `event`, `id` and `retry` beside `data`.
/// The data is JSON where it can be read as such.
#[must_use]
pub fn whole_events<T: Json>() -> Decoding<T> {
    Decoding::new(Framing::Events, |frame| {
        let event = event(frame);
        if event.data.trim() == DONE {
            return Ok(None);
        }
        let data = match serde_json::from_str(&event.data) {
            Ok(value) => value,
            Err(_) => Value::String(event.data.clone()),
        };
        T::from_json(whole(event, data)).map(Some)
    })
}

/// Server-sent events that the type describes as a whole, and whose data is a text.
#[must_use]
pub fn whole_text_events<T: Json>() -> Decoding<T> {
    Decoding::new(Framing::Events, |frame| {
        let mut event = event(frame);
        let data = Value::String(std::mem::take(&mut event.data));
        T::from_json(whole(event, data)).map(Some)
    })
}

/// Server-sent events as they are.
#[must_use]
pub fn plain_events() -> Decoding<Event> {
    Decoding::new(Framing::Events, |frame| Ok(Some(event(frame))))
}

/// A line of JSON for each value.
#[must_use]
pub fn json_lines<T: Json>() -> Decoding<T> {
    Decoding::new(Framing::Lines, json)
}

/// A JSON text for each value, behind a record separator (RFC 7464).
#[must_use]
pub fn json_sequence<T: Json>() -> Decoding<T> {
    Decoding::new(Framing::Records, json)
}

/// Bytes as they arrive.
#[must_use]
pub fn chunks() -> Decoding<Vec<u8>> {
    Decoding::new(Framing::Chunks, |frame| match frame {
        Frame::Bytes(bytes) => Ok(Some(bytes)),
        Frame::Event(event) => Ok(Some(event.data.into_bytes())),
    })
}

fn json<T: Json>(frame: Frame) -> Result<Option<T>, DecodeError> {
    let value = match frame {
        Frame::Bytes(bytes) => parse(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes)),
        Frame::Event(event) => parse(event.data.as_bytes()),
    };
    T::from_json(value?).map(Some)
}

fn event(frame: Frame) -> Event {
    match frame {
        Frame::Event(event) => event,
        Frame::Bytes(bytes) => Event {
            event: "message".to_owned(),
            data: String::from_utf8_lossy(&bytes).into_owned(),
            id: None,
            retry: None,
        },
    }
}

fn whole(event: Event, data: Value) -> Value {
    let mut object = Map::new();
    object.insert("event".to_owned(), Value::String(event.event));
    object.insert("data".to_owned(), data);
    if let Some(id) = event.id {
        object.insert("id".to_owned(), Value::String(id));
    }
    if let Some(retry) = event
        .retry
        .and_then(|retry| u64::try_from(retry.as_millis()).ok())
    {
        object.insert("retry".to_owned(), retry.into());
    }
    Value::Object(object)
}

fn parse(bytes: &[u8]) -> Result<Value, DecodeError> {
    serde_json::from_slice(bytes)
        .map_err(|error| DecodeError::new(format!("expected JSON, found something else: {error}")))
}
