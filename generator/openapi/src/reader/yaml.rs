//! YAML becomes nodes and their spans, in one pass over the events of a parser.
//!
//! An alias becomes a copy of what its anchor stands for; all of the copy has the span of the alias. The entries of a
//! merge key (`<<`) become entries of the mapping around it. Keys are strings, as they are written.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use granit_parser::{Event, Options, Parser, ScalarStyle, Span, StructureStyle, Tag};
use indexmap::IndexMap;
use serde_json::Value;

use super::{MAX_DEPTH, SyntaxError, Target, scalar, too_deep};
use crate::locate::NodeSpan;
use crate::tree::{Node, NodeId};

/// The most bytes of strings and keys that aliases may repeat.
const MAX_REPEATED: usize = 64 * 1024 * 1024;

/// The key whose mappings are merged into the mapping around it.
const MERGE: &str = "<<";

/// Reads a YAML text, and returns the span of each of its nodes.
pub(super) fn read<'a>(text: &'a str, target: Target<'a>) -> Result<Vec<NodeSpan>, SyntaxError> {
    let mut builder = Builder {
        text,
        last: 0,
        target,
        spans: Vec::new(),
        open: Vec::new(),
        anchors: HashMap::new(),
        repeated: 0,
    };
    for event in Parser::new_from_str_with_options(text, options()) {
        let (event, span) = event.map_err(|error| {
            let offset = error.marker().byte_offset();
            SyntaxError::malformed(&error.info(), offset.map(|offset| offset.min(text.len())))
        })?;
        let span = range(&span);
        let end = span.end;
        builder.event(event, span)?;
        builder.last = end;
    }
    if builder.spans.is_empty() {
        return Err(SyntaxError::malformed("it holds no value", Some(0)));
    }
    Ok(builder.spans)
}

/// Where YAML's grammar is stricter than what is published, the parser reads what libyaml does.
fn options() -> Options {
    let mut options = Options::default();
    options.strict_indentation = false;
    options.block_scalar_eof_without_line_feed = true;
    options.emit_comments = false;
    // Deeper than the parser looks ahead, so that it is always this reader that finds a text too deep.
    options.flow_nesting_limit = 2_048;
    options.block_nesting_limit = 2_048;
    options
}

fn range(span: &Span) -> Range<u32> {
    let byte = |marker: Option<usize>| {
        marker
            .and_then(|byte| u32::try_from(byte).ok())
            .unwrap_or(u32::MAX)
    };
    let start = byte(span.start.byte_offset());
    start..byte(span.end.byte_offset()).max(start)
}

fn malformed(message: &str, at: &Range<u32>) -> SyntaxError {
    SyntaxError::malformed(message, Some(at.start as usize))
}

fn limit(message: String, at: &Range<u32>) -> SyntaxError {
    SyntaxError::limit(message, Some(at.start as usize))
}

/// A sequence or mapping whose end has not been read.
struct Open {
    id: NodeId,
    anchor: usize,
    children: Children,
}

enum Children {
    Items(Vec<NodeId>),
    Entries {
        entries: IndexMap<Box<str>, NodeId>,
        /// The key that was read last, until its value follows.
        key: Option<Key>,
        /// The value of the merge key.
        merged: Option<NodeId>,
    },
}

struct Key {
    text: Box<str>,
    span: Range<u32>,
    is_merge: bool,
}

/// What an alias repeats.
#[derive(Clone)]
enum Anchored {
    /// A scalar, as a key and as a value.
    Scalar(Box<str>, Value),
    Collection(NodeId),
}

struct Builder<'a> {
    text: &'a str,
    /// Where the last event ended.
    last: u32,
    target: Target<'a>,
    /// The span of each node, in the order of the nodes.
    spans: Vec<NodeSpan>,
    open: Vec<Open>,
    /// By the parser's number of the anchor. A collection is added where it ends.
    anchors: HashMap<usize, Anchored>,
    /// Bytes that aliases have repeated.
    repeated: usize,
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, mut span: Range<u32>) -> Result<(), SyntaxError> {
        // The parser's spans of these begin at their content.
        match event {
            Event::Scalar(_, ScalarStyle::Literal | ScalarStyle::Folded, ..) => {
                span.start = self.indicator(&['|', '>'], span.start);
            }
            Event::SequenceStart(StructureStyle::Block, ..) if self.is_in_mapping() => {
                span.start = self.indicator(&['-'], span.start);
            }
            _ => {}
        }
        let span = &span;
        match event {
            Event::DocumentStart(..) if !self.spans.is_empty() => Err(SyntaxError {
                message: "holds several YAML documents, and an OpenAPI document is one".to_owned(),
                offset: Some(span.start as usize),
                is_limit: false,
            }),
            Event::Scalar(text, style, anchor, tag) => {
                // The parser's word for a node of which nothing is written.
                let text = if span.is_empty() && text == "~" {
                    Cow::default()
                } else {
                    text
                };
                let value = scalar::resolve(&text, style, tag.as_deref());
                let value = value.map_err(|message| malformed(&message, span))?;
                if anchor > 0 {
                    let anchored = Anchored::Scalar(text.as_ref().into(), value.clone());
                    self.anchors.insert(anchor, anchored);
                }
                if self.expects_key() {
                    let is_merge = style == ScalarStyle::Plain && text == MERGE;
                    return self.key(&text, span, is_merge);
                }
                self.leaf(value, span)
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.start(Children::Items(Vec::new()), anchor, tag.as_deref(), span)
            }
            Event::MappingStart(_, anchor, tag) => {
                let children = Children::Entries {
                    entries: IndexMap::new(),
                    key: None,
                    merged: None,
                };
                self.start(children, anchor, tag.as_deref(), span)
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.end(span);
                Ok(())
            }
            Event::Alias(anchor) => self.alias(anchor, span),
            _ => Ok(()),
        }
    }

    /// Returns where the character is that begins the next node, after its key and properties and before its content.
    fn indicator(&self, indicators: &[char], content: u32) -> u32 {
        let mut line_start = self.last as usize;
        let header = self.text.get(line_start..content as usize).unwrap_or_default();
        for line in header.split_inclusive(['\n', '\r']) {
            let mut start = line_start;
            for word in line.split([' ', '\t']) {
                if word.starts_with(indicators) {
                    return u32::try_from(start).unwrap_or(content);
                }
                if word.starts_with('#') {
                    break;
                }
                start += word.len() + 1;
            }
            line_start += line.len();
        }
        content
    }

    fn is_in_mapping(&self) -> bool {
        let last = self.open.last().map(|open| &open.children);
        matches!(last, Some(Children::Entries { .. }))
    }

    /// Returns whether the next node is a key of the mapping that is being read.
    fn expects_key(&self) -> bool {
        let last = self.open.last().map(|open| &open.children);
        matches!(last, Some(Children::Entries { key: None, .. }))
    }

    fn key(&mut self, text: &str, span: &Range<u32>, is_merge: bool) -> Result<(), SyntaxError> {
        let checked = self.target.check_key(text);
        checked.map_err(|message| limit(message, span))?;
        if let Some(Children::Entries { key, .. }) = self.open.last_mut().map(|open| &mut open.children) {
            *key = Some(Key {
                text: text.into(),
                span: span.clone(),
                is_merge,
            });
        }
        Ok(())
    }

    fn leaf(&mut self, value: Value, span: &Range<u32>) -> Result<(), SyntaxError> {
        let id = self.add(span)?;
        self.target.tree.fill(id, Node::Leaf(value));
        Ok(())
    }

    /// Adds a node to the collection that is being read.
    fn add(&mut self, span: &Range<u32>) -> Result<NodeId, SyntaxError> {
        let id = self.reserve(self.open.last().map(|open| open.id), None, span)?;
        match self.open.last_mut().map(|open| &mut open.children) {
            Some(Children::Items(items)) => items.push(id),
            Some(Children::Entries { entries, key, merged }) => {
                if let (Some(key), Some(place)) = (key.take(), self.spans.last_mut()) {
                    place.key = Some(key.span);
                    match *merged {
                        None if key.is_merge => *merged = Some(id),
                        Some(first) if key.is_merge => self.target.duplicate(key.text, first, id),
                        _ => self.target.insert(entries, key.text, id),
                    }
                }
            }
            None => {}
        }
        Ok(id)
    }

    fn reserve(
        &mut self,
        parent: Option<NodeId>,
        key: Option<Range<u32>>,
        value: &Range<u32>,
    ) -> Result<NodeId, SyntaxError> {
        let reserved = self.target.reserve(parent);
        let id = reserved.map_err(|message| limit(message, value))?;
        let value = value.clone();
        self.spans.push(NodeSpan { key, value });
        Ok(id)
    }

    fn start(
        &mut self,
        children: Children,
        anchor: usize,
        tag: Option<&Tag>,
        span: &Range<u32>,
    ) -> Result<(), SyntaxError> {
        if self.expects_key() {
            return Err(malformed("a key is a string, and not a collection", span));
        }
        if let Some(tag) = tag {
            scalar::check_tag(tag).map_err(|message| malformed(&message, span))?;
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(too_deep(Some(span.start as usize)));
        }
        let id = self.add(span)?;
        self.open.push(Open { id, anchor, children });
        Ok(())
    }

    fn end(&mut self, span: &Range<u32>) {
        let Some(Open { id, anchor, children }) = self.open.pop() else {
            return;
        };
        let node = match children {
            Children::Items(items) => Node::Array(items),
            Children::Entries {
                mut entries, merged, ..
            } => {
                if let Some(merged) = merged {
                    self.merge(merged, &mut entries);
                }
                Node::Object(entries)
            }
        };
        self.target.tree.fill(id, node);
        let index = id.0.saturating_sub(self.target.first.0) as usize;
        if let Some(place) = self.spans.get_mut(index) {
            place.value.end = span.end.max(place.value.start);
        }
        if anchor > 0 {
            self.anchors.insert(anchor, Anchored::Collection(id));
        }
    }

    /// Adds the entries of the mapping or mappings of a merge key; own entries win. Any other value stays a property.
    fn merge(&mut self, merged: NodeId, entries: &mut IndexMap<Box<str>, NodeId>) {
        let tree = &mut *self.target.tree;
        let sources = match tree.node(merged) {
            Node::Object(_) => vec![merged],
            Node::Array(items) => items.clone(),
            Node::Leaf(_) => return self.target.insert(entries, MERGE.into(), merged),
        };
        tree.hide(merged, MERGE);
        for source in sources {
            for (key, value) in tree.entries(source) {
                entries.entry(key.into()).or_insert(value);
            }
        }
    }

    fn alias(&mut self, anchor: usize, span: &Range<u32>) -> Result<(), SyntaxError> {
        match self.anchors.get(&anchor).cloned() {
            Some(Anchored::Scalar(text, _)) if self.expects_key() => {
                self.repeat(text.len(), span)?;
                self.key(&text, span, false)
            }
            Some(Anchored::Scalar(text, value)) => {
                self.repeat(text.len(), span)?;
                self.leaf(value, span)
            }
            Some(Anchored::Collection(_)) if self.expects_key() => {
                Err(malformed("a key is a string, and not a collection", span))
            }
            Some(Anchored::Collection(source)) => {
                let id = self.add(span)?;
                let place = self.spans.last().cloned();
                let key = place.and_then(|place| place.key);
                self.copy(
                    source,
                    id,
                    &NodeSpan {
                        key,
                        value: span.clone(),
                    },
                    self.open.len(),
                )
            }
            None => Err(limit(
                "repeats without end what an alias stands for".to_owned(),
                span,
            )),
        }
    }

    /// Counts bytes that an alias repeats.
    fn repeat(&mut self, bytes: usize, span: &Range<u32>) -> Result<(), SyntaxError> {
        self.repeated = self.repeated.saturating_add(bytes);
        if self.repeated > MAX_REPEATED {
            return Err(limit("repeats itself too often by aliases".to_owned(), span));
        }
        Ok(())
    }

    /// Copies what is in a node, and all below it, into another one at a depth.
    fn copy(
        &mut self,
        source: NodeId,
        id: NodeId,
        place: &NodeSpan,
        depth: usize,
    ) -> Result<(), SyntaxError> {
        let span = &place.value;
        let mut node = self.target.tree.node(source).clone();
        if depth >= MAX_DEPTH && !matches!(node, Node::Leaf(_)) {
            return Err(too_deep(Some(span.start as usize)));
        }
        match &mut node {
            Node::Leaf(value) => self.repeat(value.as_str().map_or(0, str::len), span)?,
            Node::Array(items) => {
                for item in items {
                    *item = self.copy_below(*item, id, place, depth)?;
                }
            }
            Node::Object(entries) => {
                for (key, value) in entries {
                    self.repeat(key.len(), span)?;
                    *value = self.copy_below(*value, id, place, depth)?;
                }
            }
        }
        self.target.tree.fill(id, node);
        Ok(())
    }

    fn copy_below(
        &mut self,
        source: NodeId,
        parent: NodeId,
        place: &NodeSpan,
        depth: usize,
    ) -> Result<NodeId, SyntaxError> {
        let copy = self.reserve(Some(parent), place.key.clone(), &place.value)?;
        self.copy(source, copy, place, depth + 1)?;
        Ok(copy)
    }
}
