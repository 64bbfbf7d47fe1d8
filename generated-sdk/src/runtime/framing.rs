//! Splits the body of a response into frames, one per value.
//!
//! Bytes go in as they arrive, frames come out. Each byte is looked at once, however small the pieces.

use super::event::{Event, PartialEvent};

/// How the values of a response are separated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Framing {
    /// Server-sent events.
    Events,
    /// One value per line.
    Lines,
    /// Values behind record separators (RFC 7464).
    Records,
    /// None: bytes as they arrive.
    Chunks,
}

/// A complete part of a response.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Frame {
    Event(Event),
    Bytes(Vec<u8>),
}

/// Bytes that have arrived.
#[derive(Debug)]
pub(super) struct Frames {
    framing: Framing,
    buffer: Vec<u8>,
    /// The first byte that belongs to no frame yet.
    start: usize,
    /// The first byte that was not searched for an end.
    searched: usize,
    /// Whether the last line ended with a carriage return: a line feed may follow.
    after_return: bool,
    is_first_line: bool,
    event: PartialEvent,
}

impl Frames {
    pub(super) fn new(framing: Framing) -> Self {
        Self {
            framing,
            buffer: Vec::new(),
            start: 0,
            searched: 0,
            after_return: false,
            is_first_line: true,
            event: PartialEvent::default(),
        }
    }

    /// Returns the buffer for bytes that arrive.
    pub(super) fn buffer(&mut self) -> &mut Vec<u8> {
        self.buffer.drain(..self.start);
        self.searched -= self.start;
        self.start = 0;
        &mut self.buffer
    }

    /// Returns the number of bytes of the incomplete frame.
    pub(super) fn waiting(&self) -> usize {
        self.buffer.len() - self.start + self.event.len()
    }

    /// Returns the next complete frame. At the end of the response, the rest counts as complete.
    pub(super) fn next(&mut self, at_end: bool) -> Option<Frame> {
        match self.framing {
            Framing::Events => self.next_event(at_end).map(Frame::Event),
            Framing::Lines => self.next_value(b'\n', at_end).map(Frame::Bytes),
            Framing::Records => self.next_value(0x1e, at_end).map(Frame::Bytes),
            Framing::Chunks => {
                let chunk = std::mem::take(self.buffer());
                self.searched = 0;
                (!chunk.is_empty()).then_some(Frame::Bytes(chunk))
            }
        }
    }

    fn next_event(&mut self, at_end: bool) -> Option<Event> {
        while let Some(line) = self.next_line(at_end) {
            let text = String::from_utf8_lossy(&line);
            let is_first = std::mem::take(&mut self.is_first_line);
            let text = text
                .strip_prefix('\u{feff}')
                .filter(|_| is_first)
                .unwrap_or(&text);
            if let Some(event) = self.event.line(text) {
                return Some(event);
            }
        }
        if at_end { self.event.end() } else { None }
    }

    /// The next line, which a line feed, a carriage return or both end.
    fn next_line(&mut self, at_end: bool) -> Option<Vec<u8>> {
        if self.after_return && self.buffer.get(self.start) == Some(&b'\n') {
            self.start += 1;
            self.searched = self.searched.max(self.start);
            self.after_return = false;
        }
        let (line, end) = self.until(|byte| matches!(byte, b'\n' | b'\r'), at_end)?;
        self.after_return = end == Some(b'\r');
        Some(line)
    }

    /// The next value between separators. Blank ones are none.
    fn next_value(&mut self, separator: u8, at_end: bool) -> Option<Vec<u8>> {
        loop {
            let (value, _) = self.until(|byte| byte == separator, at_end)?;
            if !value.iter().all(u8::is_ascii_whitespace) {
                return Some(value);
            }
        }
    }

    /// Splits off the bytes before the next terminator, and returns them with it.
    fn until(&mut self, ends: impl Fn(u8) -> bool, at_end: bool) -> Option<(Vec<u8>, Option<u8>)> {
        let unsearched = self.buffer.get(self.searched..).unwrap_or_default();
        let found = unsearched.iter().position(|&byte| ends(byte));
        let end = found.map(|offset| self.searched + offset);
        let until = end.unwrap_or(self.buffer.len());
        if end.is_none() {
            self.searched = until;
            if !at_end || self.start == until {
                return None;
            }
        }
        let bytes = self.buffer.get(self.start..until)?.to_vec();
        let byte = end.and_then(|index| self.buffer.get(index).copied());
        self.start = end.map_or(until, |index| index + 1);
        self.searched = self.start;
        Some((bytes, byte))
    }
}
