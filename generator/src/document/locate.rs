//! Where nodes lie in the text: found only for the nodes that somebody asks about.
//!
//! The text is read a second time, by a parser that knows positions, up to the last place asked for.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;

use saphyr_parser::{Event, Parser, Span};

use super::tree::SHADOW;
use super::{Document, NodeId, Part};
use crate::diagnostic::{Locate, Location, Origin};

/// The bytes of a key and of its value.
#[derive(Debug, Clone)]
struct Place {
    key: Option<Range<usize>>,
    value: Range<usize>,
}

impl Locate for Document {
    fn locate(&self, origins: &[Origin]) -> Vec<Option<Location<'_>>> {
        let mut places: HashMap<usize, HashMap<String, Place>> = HashMap::new();
        let mut located = Vec::new();
        for &origin in origins {
            let id = NodeId(origin.0);
            let part = self.part_of(id);
            let index = self
                .parts
                .iter()
                .position(|known| known.root == part.root)
                .unwrap_or_default();
            let pointer = self.tree.pointer(part.root, id);
            if let (0, Some(offset)) = (index, self.syntax_error) {
                located.push(Some(location(
                    part,
                    "",
                    Place {
                        key: None,
                        value: offset..offset,
                    },
                )));
                continue;
            }
            let known = places.entry(index).or_insert_with(|| places_of(&part.text));
            located.push(nearest(known, &pointer).map(|place| location(part, &pointer, place)));
        }
        located
    }
}

fn location<'a>(part: &'a Part, pointer: &str, place: Place) -> Location<'a> {
    Location {
        file: &part.name,
        text: &part.text,
        pointer: pointer.replace(SHADOW, ""),
        key: place.key,
        value: place.value,
    }
}

/// The place of a node; of the nearest one around it where the text holds it elsewhere, as an alias does.
fn nearest(places: &HashMap<String, Place>, pointer: &str) -> Option<Place> {
    let mut current = pointer;
    loop {
        if let Some(place) = places.get(current) {
            return Some(place.clone());
        }
        current = current.rsplit_once('/')?.0;
    }
}

/// A container that is being read.
enum Frame {
    Mapping { key: Option<(String, Range<usize>)> },
    Sequence { next: usize },
}

/// The places of all nodes of a text, by pointer.
fn places_of(text: &str) -> HashMap<String, Place> {
    let mut reader = PlaceReader {
        offsets: ByteOffsets::new(text),
        places: HashMap::new(),
        frames: Vec::new(),
        path: Vec::new(),
        starts: Vec::new(),
    };
    for event in Parser::new_from_str(text) {
        // What stops this parser the first one has told; the places so far are right.
        let Ok((event, span)) = event else {
            break;
        };
        reader.event(&event, span);
    }
    reader.places
}

struct PlaceReader {
    offsets: ByteOffsets,
    places: HashMap<String, Place>,
    frames: Vec<Frame>,
    path: Vec<String>,
    starts: Vec<(Option<Range<usize>>, usize)>,
}

impl PlaceReader {
    fn event(&mut self, event: &Event<'_>, span: Span) {
        let range = self.offsets.range(span);
        match event {
            Event::Scalar(text, ..) => {
                if let Some(Frame::Mapping { key: key @ None }) = self.frames.last_mut() {
                    *key = Some((text.to_string(), range));
                    return;
                }
                let key = self.enter();
                self.insert(key, range);
                self.path.pop();
            }
            Event::Alias(_) => {
                let key = self.enter();
                self.insert(key, range);
                self.path.pop();
            }
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                let key = self.enter();
                self.starts.push((key, range.start));
                self.frames.push(match event {
                    Event::MappingStart(..) => Frame::Mapping { key: None },
                    _ => Frame::Sequence { next: 0 },
                });
            }
            Event::MappingEnd | Event::SequenceEnd => {
                self.frames.pop();
                if let Some((key, start)) = self.starts.pop() {
                    self.insert(key, start..range.end.max(start));
                }
                self.path.pop();
            }
            _ => {}
        }
    }

    /// Steps to the next child of the container that is open. Gives the bytes of its key.
    fn enter(&mut self) -> Option<Range<usize>> {
        match self.frames.last_mut() {
            Some(Frame::Mapping { key }) => {
                let (name, range) = key.take().unzip();
                self.path
                    .push(name.unwrap_or_default().replace('~', "~0").replace('/', "~1"));
                range
            }
            Some(Frame::Sequence { next }) => {
                self.path.push(next.to_string());
                *next += 1;
                None
            }
            None => {
                self.path.push(String::new());
                None
            }
        }
    }

    fn insert(&mut self, key: Option<Range<usize>>, value: Range<usize>) {
        // The first step is the document's own, and its name is empty.
        let mut pointer = String::new();
        for step in self.path.iter().skip(1) {
            pointer.push('/');
            pointer.push_str(step);
        }
        match self.places.entry(pointer) {
            Entry::Vacant(entry) => {
                entry.insert(Place { key, value });
            }
            Entry::Occupied(entry) => {
                let shadowed = format!("{}{SHADOW}", entry.key());
                self.places.entry(shadowed).or_insert(Place { key, value });
            }
        }
    }
}

/// Turns positions counted in characters into positions counted in bytes.
struct ByteOffsets {
    /// The byte of each character; empty for text in which the two are the same.
    bytes: Vec<usize>,
    length: usize,
}

impl ByteOffsets {
    fn new(text: &str) -> Self {
        let bytes = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().map(|(byte, _)| byte).collect()
        };
        Self {
            bytes,
            length: text.len(),
        }
    }

    fn byte(&self, character: usize) -> usize {
        if self.bytes.is_empty() {
            return character.min(self.length);
        }
        self.bytes.get(character).copied().unwrap_or(self.length)
    }

    fn range(&self, span: Span) -> Range<usize> {
        self.byte(span.start.index())..self.byte(span.end.index())
    }
}
