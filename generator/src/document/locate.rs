//! Where nodes lie in the text: found only for the nodes that somebody asks about.
//!
//! The text is read a second time, by a parser that knows positions, up to the last place asked for.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use saphyr_parser::{Event, Parser, Span};

use super::tree::SHADOW;
use super::{AS_READ, Document, NodeId, Part};
use crate::diagnostic::{Locate, Location, Origin};

/// The bytes of a key and of its value.
#[derive(Debug, Clone)]
struct Place {
    key: Option<Range<usize>>,
    value: Range<usize>,
}

impl Locate for Document {
    fn locate(&self, origins: &[Origin]) -> Vec<Option<Location<'_>>> {
        let Some(overlaid) = &self.overlaid else {
            return self.locate_as_read(origins);
        };
        // What was read before overlays changed it lies where it was read.
        let as_read = |origin: &Origin| {
            let index = origin.0 as usize;
            match origin.0.checked_sub(AS_READ) {
                Some(id) => Some(Origin(id)),
                None => overlaid.sources.get(index).map(|source| Origin(source.0)),
            }
        };
        let sources: Vec<Origin> = origins.iter().filter_map(as_read).collect();
        let others: Vec<Origin> = origins
            .iter()
            .filter(|origin| as_read(origin).is_none())
            .copied()
            .collect();
        let mut before = overlaid.read.locate_as_read(&sources).into_iter();
        let mut now = self.locate_as_read(&others).into_iter();
        let located = origins.iter().map(|origin| match as_read(origin) {
            Some(_) => before.next().flatten(),
            None => now.next().flatten(),
        });
        located.collect()
    }
}

impl Document {
    /// Where nodes lie in the texts that they were read from.
    fn locate_as_read(&self, origins: &[Origin]) -> Vec<Option<Location<'_>>> {
        let ids = origins.iter().map(|origin| NodeId(origin.0));
        let asked: Vec<(usize, String)> = ids.map(|id| (self.part_index(id), self.pointer(id))).collect();
        let mut places: HashMap<usize, HashMap<String, Place>> = HashMap::new();
        let mut located = Vec::new();
        for (index, pointer) in &asked {
            let Some(part) = self.parts.get(*index) else {
                located.push(None);
                continue;
            };
            if let Some(offset) = part.syntax_error {
                let value = offset..offset;
                located.push(Some(location(part, "", Place { key: None, value })));
                continue;
            }
            let known = places.entry(*index).or_insert_with(|| {
                let wanted = asked
                    .iter()
                    .filter(|(other, _)| other == index)
                    .map(|(_, pointer)| pointer.as_str());
                places_of(&part.text, &with_ancestors(wanted))
            });
            located.push(nearest(known, pointer).map(|place| location(part, pointer, place)));
        }
        located
    }
}

/// Pointers and those of all that lies around them.
fn with_ancestors<'a>(pointers: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    let mut all = BTreeSet::new();
    for pointer in pointers {
        let mut current = pointer;
        while all.insert(current) {
            let Some((around, _)) = current.rsplit_once('/') else {
                break;
            };
            current = around;
        }
    }
    all
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

/// The places of the wanted nodes of a text, by pointer.
fn places_of(text: &str, wanted: &BTreeSet<&str>) -> HashMap<String, Place> {
    let mut reader = PlaceReader {
        offsets: ByteOffsets::new(text),
        wanted,
        places: HashMap::new(),
        frames: Vec::new(),
        pointer: String::new(),
        lengths: Vec::new(),
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

struct PlaceReader<'a> {
    offsets: ByteOffsets,
    wanted: &'a BTreeSet<&'a str>,
    places: HashMap<String, Place>,
    frames: Vec<Frame>,
    /// The pointer of the node that is being read, and how long it was before each of its steps.
    pointer: String,
    lengths: Vec<usize>,
    starts: Vec<(Option<Range<usize>>, usize)>,
}

impl PlaceReader<'_> {
    fn event(&mut self, event: &Event<'_>, span: Span) {
        let range = self.offsets.range(span);
        match event {
            Event::Scalar(text, ..) => {
                if let Some(Frame::Mapping { key: key @ None }) = self.frames.last_mut() {
                    *key = Some((text.to_string(), range));
                    return;
                }
                let key = self.enter();
                self.leave(key, range);
            }
            Event::Alias(_) => {
                let key = self.enter();
                self.leave(key, range);
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
                    self.leave(key, start..range.end.max(start));
                }
            }
            _ => {}
        }
    }

    /// Steps to the next child of the container that is open. Gives the bytes of its key.
    fn enter(&mut self) -> Option<Range<usize>> {
        self.lengths.push(self.pointer.len());
        match self.frames.last_mut() {
            Some(Frame::Mapping { key }) => {
                let (name, range) = key.take().unzip();
                self.pointer.push('/');
                self.pointer
                    .push_str(&name.unwrap_or_default().replace('~', "~0").replace('/', "~1"));
                range
            }
            Some(Frame::Sequence { next }) => {
                self.pointer.push('/');
                self.pointer.push_str(&next.to_string());
                *next += 1;
                None
            }
            None => None,
        }
    }

    /// Notes where a node is, if it is wanted, and steps back from it.
    fn leave(&mut self, key: Option<Range<usize>>, value: Range<usize>) {
        // A key that comes again stands for another node, which has a pointer of its own.
        if self.places.contains_key(&self.pointer) {
            self.pointer.push(SHADOW);
        }
        if self.wanted.contains(self.pointer.as_str()) {
            self.places
                .entry(self.pointer.clone())
                .or_insert(Place { key, value });
        }
        self.pointer.truncate(self.lengths.pop().unwrap_or_default());
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
