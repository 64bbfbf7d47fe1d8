//! Where nodes lie in the text: found only for the nodes that somebody asks about.
//!
//! The text is read a second time, by a parser that knows positions: of YAML, the entries that hold the places
//! asked for, where they can be told apart by their indentation, or all up to the last of these places.

mod json;
mod outline;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use saphyr_parser::{Event, Marker, Parser, Span};

use outline::{Outline, Section};

use super::tree::SHADOW;
use super::{AS_READ, Document, NodeId, Part, reader};
use sdk_diagnostic::{Locate, Location, Origin};

/// The bytes of a key and of its value.
#[derive(Debug, Clone, PartialEq, Eq)]
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
            if origin.setting_byte().is_some() {
                return None;
            }
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
        let asked: Vec<Option<(usize, String)>> = origins.iter().map(|origin| self.asked(*origin)).collect();
        let mut places: HashMap<usize, HashMap<String, Place>> = HashMap::new();
        let mut located = Vec::new();
        for asked_for in &asked {
            let found = asked_for.as_ref();
            let Some((index, pointer, part)) =
                found.and_then(|(index, pointer)| Some((index, pointer, self.parts.get(*index)?)))
            else {
                located.push(None);
                continue;
            };
            if let Some(offset) = part.syntax_error {
                let value = offset..offset;
                located.push(Some(location(part, "", Place { key: None, value })));
                continue;
            }
            let known = places.entry(*index).or_insert_with(|| {
                let here = asked.iter().flatten().filter(|(other, _)| other == index);
                places_of(&part.text, here.map(|(_, pointer)| pointer.as_str()).collect())
            });
            located.push(nearest(known, pointer).map(|place| location(part, pointer, place)));
        }
        located
    }
}

impl Document {
    /// The JSON pointer of a place, as a finding shows it; `None` where it lies in no document.
    #[must_use]
    pub fn pointer_at(&self, origin: Origin) -> Option<String> {
        let read = self.source_of(origin).0.checked_sub(AS_READ);
        let pointer = match (&self.overlaid, read) {
            (Some(overlaid), Some(id)) => overlaid.read.pointer(NodeId(id)),
            _ => self.asked(origin)?.1,
        };
        Some(pointer.replace(SHADOW, ""))
    }

    /// Where a place was read: overlays copy what they say into each of their targets.
    #[must_use]
    pub fn source_of(&self, origin: Origin) -> Origin {
        let sources = self.overlaid.as_ref().map(|overlaid| &overlaid.sources);
        let source = sources.and_then(|sources| sources.get(origin.0 as usize));
        source.map_or(origin, |source| Origin(source.0 | AS_READ))
    }

    /// The index of the file that a place lies in, and its pointer there; `None` where it lies in no document.
    fn asked(&self, origin: Origin) -> Option<(usize, String)> {
        if origin.setting_byte().is_some() {
            return None;
        }
        let id = NodeId(origin.0);
        Some((self.part_index(id), self.pointer(id)))
    }
}

/// Pointers and those of all that lies around them.
fn with_ancestors<'a>(pointers: &BTreeSet<&'a str>) -> BTreeSet<&'a str> {
    let mut all = BTreeSet::new();
    for pointer in pointers {
        let mut current = *pointer;
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
    Mapping { key: Option<(String, Span)> },
    Sequence { next: usize },
}

/// The places of nodes of a text, by pointer, and of what lies around them.
fn places_of(text: &str, asked: BTreeSet<&str>) -> HashMap<String, Place> {
    let wanted = with_ancestors(&asked);
    if reader::is_json(text)
        && let Ok(places) = json::places_of(text, &wanted)
    {
        return places;
    }
    in_sections(text, &asked).unwrap_or_else(|| in_yaml(text, wanted, asked))
}

/// The places of nodes, each looked up in the lines of the entry that holds it. `None` where one of them is not
/// found so.
fn in_sections(text: &str, asked: &BTreeSet<&str>) -> Option<HashMap<String, Place>> {
    let mut outline = Outline::new(text);
    let mut sections: BTreeMap<(usize, usize), (Section<'_>, BTreeSet<&str>)> = BTreeMap::new();
    for pointer in asked {
        let section = outline.section(pointer)?;
        let within = pointer.get(section.around.len()..)?;
        let known = sections.entry((section.lines.start, section.lines.end));
        let (_, pointers) = known.or_insert_with(|| (section, BTreeSet::new()));
        pointers.insert(within);
    }
    let mut places = HashMap::new();
    for (Section { lines, around }, pointers) in sections.into_values() {
        let found = in_yaml(text.get(lines.clone())?, pointers.clone(), pointers.clone());
        for pointer in pointers {
            let place = found.get(pointer)?;
            let moved = |range: &Range<usize>| range.start + lines.start..range.end + lines.start;
            let moved = Place {
                key: place.key.as_ref().map(moved),
                value: moved(&place.value),
            };
            places.insert(format!("{around}{pointer}"), moved);
        }
    }
    Some(places)
}

/// The places of nodes of a YAML text, and of what lies around them.
fn in_yaml(text: &str, wanted: BTreeSet<&str>, asked: BTreeSet<&str>) -> HashMap<String, Place> {
    let mut reader = PlaceReader {
        offsets: ByteOffsets::new(text),
        wanted,
        missing: asked,
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
        if reader.missing.is_empty() {
            break;
        }
    }
    reader.places
}

struct PlaceReader<'a> {
    offsets: ByteOffsets<'a>,
    wanted: BTreeSet<&'a str>,
    /// Those that were asked for and are not found yet.
    missing: BTreeSet<&'a str>,
    places: HashMap<String, Place>,
    frames: Vec<Frame>,
    /// The pointer of the node that is being read, and how long it was before each of its steps.
    pointer: String,
    lengths: Vec<usize>,
    starts: Vec<(Option<Span>, Marker)>,
}

impl PlaceReader<'_> {
    fn event(&mut self, event: &Event<'_>, span: Span) {
        match event {
            Event::Scalar(text, ..) => {
                if let Some(Frame::Mapping { key: key @ None }) = self.frames.last_mut() {
                    *key = Some((text.to_string(), span));
                    return;
                }
                let key = self.enter();
                self.leave(key, span);
            }
            Event::Alias(_) => {
                let key = self.enter();
                self.leave(key, span);
            }
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                let key = self.enter();
                self.starts.push((key, span.start));
                self.frames.push(match event {
                    Event::MappingStart(..) => Frame::Mapping { key: None },
                    _ => Frame::Sequence { next: 0 },
                });
            }
            Event::MappingEnd | Event::SequenceEnd => {
                self.frames.pop();
                if let Some((key, start)) = self.starts.pop() {
                    self.leave(key, Span::new(start, span.end));
                }
            }
            _ => {}
        }
    }

    /// Steps to the next child of the container that is open. Gives the place of its key.
    fn enter(&mut self) -> Option<Span> {
        self.lengths.push(self.pointer.len());
        match self.frames.last_mut() {
            Some(Frame::Mapping { key }) => {
                let (name, span) = key.take().unzip();
                self.pointer.push('/');
                self.pointer
                    .push_str(&name.unwrap_or_default().replace('~', "~0").replace('/', "~1"));
                span
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
    fn leave(&mut self, key: Option<Span>, value: Span) {
        // A key that comes again stands for another node, which has a pointer of its own.
        if self.places.contains_key(&self.pointer) {
            self.pointer.push(SHADOW);
        }
        if self.wanted.contains(self.pointer.as_str()) && !self.places.contains_key(&self.pointer) {
            let place = Place {
                key: key.map(|key| self.offsets.range(key)),
                value: self.offsets.range(value),
            };
            self.places.insert(self.pointer.clone(), place);
            self.missing.remove(self.pointer.as_str());
        }
        self.pointer.truncate(self.lengths.pop().unwrap_or_default());
    }
}

/// Turns positions counted in characters into positions counted in bytes.
struct ByteOffsets<'a> {
    text: &'a str,
    /// The byte of every so many characters; empty for text in which the two are the same.
    steps: Vec<usize>,
}

/// How many characters lie between two that are looked up.
const STEP: usize = 256;

impl<'a> ByteOffsets<'a> {
    fn new(text: &'a str) -> Self {
        let steps = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().step_by(STEP).map(|(byte, _)| byte).collect()
        };
        Self { text, steps }
    }

    fn byte(&self, character: usize) -> usize {
        let length = self.text.len();
        if self.steps.is_empty() {
            return character.min(length);
        }
        let start = self.steps.get(character / STEP).copied().unwrap_or(length);
        let mut after = self.text.get(start..).unwrap_or_default().char_indices();
        after
            .nth(character % STEP)
            .map_or(length, |(byte, _)| start + byte)
    }

    fn range(&self, span: Span) -> Range<usize> {
        let start = self.byte(span.start.index());
        start..self.byte(span.end.index()).max(start)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::parse;
    use sdk_diagnostic::Diagnostics;

    /// A fixture as it is read, or nothing where it is no YAML.
    fn fixture(path: &Path) -> Option<Document> {
        let text = fs::read_to_string(path).ok()?;
        let is_yaml = path.extension().is_some_and(|extension| extension == "yaml");
        (is_yaml && !reader::is_json(&text)).then(|| parse("fixture", &text, &mut Diagnostics::new()))
    }

    #[test]
    fn an_entry_alone_tells_the_places_that_the_whole_text_does() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/valid");
        let entries = fs::read_dir(folder).expect("the fixtures are there");
        let mut compared = 0;
        for document in entries.filter_map(|entry| fixture(&entry.ok()?.path())) {
            let Some(part) = document.parts.first().filter(|part| part.syntax_error.is_none()) else {
                continue;
            };
            let ids = (0..document.tree.len()).filter_map(|id| u32::try_from(id).ok());
            let pointers: Vec<String> = ids.map(|id| document.pointer(NodeId(id))).collect();
            let asked: BTreeSet<&str> = pointers.iter().map(String::as_str).collect();
            let whole = in_yaml(&part.text, asked.clone(), asked.clone());
            for pointer in asked {
                if let Some(alone) = in_sections(&part.text, &BTreeSet::from([pointer])) {
                    assert_eq!(alone.get(pointer), whole.get(pointer), "{pointer}");
                    compared += 1;
                }
            }
        }
        assert!(compared > 1_000, "{compared} places");
    }
}
