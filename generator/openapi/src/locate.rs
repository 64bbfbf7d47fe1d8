//! Where nodes are in the text, for findings.
//!
//! The reader records the spans of YAML nodes. A JSON text is searched, for the nodes that findings are about only.

mod json;

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::tree::SHADOW;
use super::{AS_READ, Document, NodeId, Part};
use sdk_diagnostic::{Locate, Location, Origin};

/// The bytes of a node, and those of its key if it is an entry of a mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NodeSpan {
    pub(super) key: Option<Range<u32>>,
    pub(super) value: Range<u32>,
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
    /// Where nodes are in the texts that they were read from.
    fn locate_as_read(&self, origins: &[Origin]) -> Vec<Option<Location<'_>>> {
        let asked: Vec<Option<(usize, String)>> = origins.iter().map(|origin| self.asked(*origin)).collect();
        let mut searched: HashMap<usize, HashMap<String, NodeSpan>> = HashMap::new();
        let located = origins.iter().zip(&asked).map(|(origin, asked_for)| {
            let (index, pointer) = asked_for.as_ref()?;
            let part = self.parts.get(*index)?;
            if let Some(offset) = part.syntax_error {
                let offset = u32::try_from(offset).unwrap_or(u32::MAX);
                let value = offset..offset;
                return Some(location(part, "", &NodeSpan { key: None, value }));
            }
            if let Some(root) = part.spans.first() {
                let node = origin.0.checked_sub(part.root.0)? as usize;
                return Some(location(part, pointer, part.spans.get(node).unwrap_or(root)));
            }
            let spans = searched.entry(*index).or_insert_with(|| {
                let here = asked.iter().flatten().filter(|(other, _)| other == index);
                let pointers = here.map(|(_, pointer)| pointer.as_str()).collect();
                json::spans_of(&part.text, &with_ancestors(&pointers)).unwrap_or_default()
            });
            nearest(spans, pointer).map(|span| location(part, pointer, span))
        });
        located.collect()
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

fn location<'a>(part: &'a Part, pointer: &str, span: &NodeSpan) -> Location<'a> {
    let bytes = |range: &Range<u32>| range.start as usize..range.end as usize;
    Location {
        file: &part.name,
        text: &part.text,
        pointer: pointer.replace(SHADOW, ""),
        key: span.key.as_ref().map(bytes),
        value: bytes(&span.value),
    }
}

/// The span of a node, or of the nearest one around it that was found.
fn nearest<'a>(spans: &'a HashMap<String, NodeSpan>, pointer: &str) -> Option<&'a NodeSpan> {
    let mut current = pointer;
    loop {
        if let Some(span) = spans.get(current) {
            return Some(span);
        }
        current = current.rsplit_once('/')?.0;
    }
}
