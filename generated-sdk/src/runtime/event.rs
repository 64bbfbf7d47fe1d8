//! Server-sent events, as text: what a line means, and when an event is whole.
//!
//! Follows the WHATWG HTML standard, "Server-sent events", save one thing: the last event of a response
//! counts although no blank line ends it.

use std::time::Duration;

/// A server-sent event.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event {
    /// Its kind: `message` where the server gives none.
    pub event: String,
    /// The data. Several lines are joined by line feeds.
    pub data: String,
    /// The last id that the server gave, with this event or before it. `Last-Event-ID` sends it back.
    pub id: Option<String>,
    /// How long to wait before reconnecting, if the server asks for it.
    pub retry: Option<Duration>,
}

/// An event whose lines are still arriving.
#[derive(Debug, Default)]
pub(super) struct PartialEvent {
    event: String,
    data: String,
    has_data: bool,
    id: Option<String>,
    retry: Option<Duration>,
}

impl PartialEvent {
    /// Returns the number of bytes.
    pub(super) fn len(&self) -> usize {
        self.event.len() + self.data.len()
    }

    /// Adds a line; a blank one completes the event. An event without data is ignored.
    pub(super) fn line(&mut self, line: &str) -> Option<Event> {
        if line.is_empty() {
            return self.end();
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.event),
            "data" => {
                if self.has_data {
                    self.data.push('\n');
                }
                self.has_data = true;
                self.data.push_str(value);
            }
            "id" if !value.contains('\0') => self.id = Some(value.to_owned()),
            "retry" if value.bytes().all(|digit| digit.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis);
            }
            // A comment has the empty name.
            _ => {}
        }
        None
    }

    /// Completes the event.
    pub(super) fn end(&mut self) -> Option<Event> {
        let whole = std::mem::take(self);
        self.id.clone_from(&whole.id);
        if !whole.has_data {
            return None;
        }
        Some(Event {
            event: if whole.event.is_empty() {
                "message".to_owned()
            } else {
                whole.event
            },
            data: whole.data,
            id: whole.id,
            retry: whole.retry,
        })
    }
}
