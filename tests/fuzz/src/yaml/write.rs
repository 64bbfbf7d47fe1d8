//! Bytes choose a value, and how it is written: block or flow, quotes, breaks, comments, anchors, aliases, merge keys.

use std::ops::Range;

use arbitrary::Unstructured;
use serde_json::Value;

use super::scalars;

/// The maximum nesting of collections.
const DEPTH: usize = 5;

/// A value, and its position in the text.
#[derive(Debug, Clone)]
pub(super) struct Written {
    pub(super) key: Option<Range<usize>>,
    /// `None` for an empty value.
    pub(super) start: Option<usize>,
    /// Known for scalars on one line and for flow collections.
    pub(super) end: Option<usize>,
    /// True for a value inside an alias.
    is_alias: bool,
    pub(super) content: Content,
}

impl Written {
    fn set_key(&mut self, key: &Range<usize>) {
        self.key = Some(key.clone());
        if !self.is_alias {
            return;
        }
        match &mut self.content {
            Content::Leaf(_) => {}
            Content::Array(items) => items.iter_mut().for_each(|item| item.set_key(key)),
            Content::Object(entries) => entries.iter_mut().for_each(|(_, value)| value.set_key(key)),
        }
    }
}

#[derive(Debug, Clone)]
pub(super) enum Content {
    Leaf(Value),
    Array(Vec<Written>),
    Object(Vec<(String, Written)>),
}

/// Writes a document.
pub(super) fn document(choices: &mut Unstructured<'_>) -> (String, Written) {
    let mut writer = Writer {
        choices,
        text: String::new(),
        line_break: "\n",
        anchors: Vec::new(),
        defined: 0,
        reuses_names: false,
    };
    writer.line_break = writer.one_of(&["\n", "\n", "\r\n", "\r"]);
    writer.reuses_names = writer.one_in(3);
    let head = writer.one_of(&[
        "",
        "\u{feff}",
        "# é: {\n",
        "---\n",
        "%YAML 1.2\n---\n",
        "%TAG !e! tag:yaml.org,2002:\n--- # a\n",
    ]);
    let head = head.replace('\n', writer.line_break);
    writer.text.push_str(&head);
    let written = if head.contains("---") && writer.one_in(4) {
        let written = writer.flow_collection(0);
        writer.end_line();
        written
    } else {
        writer.block_mapping(0, 0)
    };
    let tail = writer.one_of(&["", "...\n", "# end\n", "...\n# end"]);
    let tail = tail.replace('\n', writer.line_break);
    if writer.text.ends_with(writer.line_break) {
        writer.text.push_str(&tail);
    }
    (writer.text, written)
}

struct Writer<'c, 'b> {
    choices: &'c mut Unstructured<'b>,
    text: String,
    line_break: &'static str,
    /// The anchors so far whose values are complete.
    anchors: Vec<Anchor>,
    /// The number of anchors so far.
    defined: usize,
    /// True if anchor names are redefined.
    reuses_names: bool,
}

/// A defined anchor: its name, its number, and its value.
type Anchor = (String, usize, Written);

impl Writer<'_, '_> {
    fn below(&mut self, most: usize) -> usize {
        self.choices.int_in_range(0..=most - 1).unwrap_or_default()
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 1
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    fn column(&self) -> usize {
        let line = self.text.rsplit(['\n', '\r']).next().unwrap_or_default();
        line.trim_start_matches('\u{feff}').chars().count()
    }

    fn indent(&mut self, indent: usize) {
        self.text.extend(std::iter::repeat_n(' ', indent));
    }

    /// Ends a line, optionally with comments and empty lines.
    fn end_line(&mut self) {
        let comment = self.one_of(&["", "", "", " # x: y", "\t# [", "  "]);
        self.text.push_str(comment);
        self.text.push_str(self.line_break);
        if self.one_in(6) {
            let column = self.below(9);
            self.indent(column);
            let line = self.one_of(&["", "# - c: {", "#", "# '"]);
            self.text.push_str(line);
            self.text.push_str(self.line_break);
        }
    }

    fn anchor_name(&self) -> String {
        let number = if self.reuses_names {
            self.defined % 3
        } else {
            self.defined
        };
        format!("a{number}")
    }

    /// Writes an anchor for the next value, or a tag without effect.
    fn properties(&mut self, tag: &str) -> Option<(String, usize)> {
        match self.below(8) {
            1 => {
                let name = self.anchor_name();
                self.text.push_str(&format!(" &{name}"));
                self.define(&name);
                Some((name, self.defined))
            }
            2 if !tag.is_empty() => {
                self.text.push_str(&format!(" !!{tag}"));
                None
            }
            _ => None,
        }
    }

    /// Starts the value of an anchor: it cannot be referenced before its end, and hides an earlier anchor of
    /// the same name.
    fn define(&mut self, name: &str) {
        self.defined += 1;
        self.anchors.retain(|(known, ..)| known != name);
    }

    /// Completes the value of an anchor, unless its name has been redefined within.
    fn remember(&mut self, anchor: Option<(String, usize)>, written: &Written) {
        let Some((name, number)) = anchor else {
            return;
        };
        if self.anchors.iter().all(|(known, ..)| *known != name) {
            self.anchors.push((name, number, written.clone()));
        }
    }

    /// Writes a key with an anchor.
    fn anchored_key(&mut self, index: usize) -> (String, Range<usize>) {
        let anchor = self.anchor_name();
        self.text.push_str(&format!("&{anchor} "));
        self.define(&anchor);
        let start = self.text.len();
        let name = format!("key{index}");
        self.text.push_str(&name);
        let written = leaf(name.clone().into(), start, Some(self.text.len()));
        self.remember(Some((anchor, self.defined)), &written);
        (name, start..self.text.len())
    }

    /// Writes a new key of its mapping, without the colon.
    fn key(&mut self, entries: &[(String, Written)]) -> (String, Range<usize>) {
        let (text, name) = self.one_of(&scalars::KEYS);
        let (text, name) = if entries.iter().any(|(known, _)| known == name) {
            let name = format!("k{}", entries.len());
            (name.clone(), name)
        } else {
            (text.to_owned(), name.to_owned())
        };
        let start = self.text.len();
        self.text.push_str(&text);
        (name, start..self.text.len())
    }

    fn block_mapping(&mut self, indent: usize, depth: usize) -> Written {
        let mut entries = Vec::new();
        let mut merged = None;
        let start = self.text.len() + indent.saturating_sub(self.column());
        for index in 0..=self.below(5) {
            if index > 0 || self.column() < indent {
                self.indent(indent);
            }
            if merged.is_none() && self.one_in(12) {
                merged = Some(self.merge());
                continue;
            }
            let is_explicit = self.one_in(10);
            if is_explicit {
                self.text.push_str("? ");
            }
            let (name, key) = if self.one_in(12) {
                self.anchored_key(entries.len())
            } else {
                self.key(&entries)
            };
            if is_explicit {
                self.text.push_str(self.line_break);
                self.indent(indent);
            }
            self.text.push(':');
            let mut value = self.block_value(indent, depth, false);
            value.set_key(&key);
            entries.push((name, value));
        }
        for (name, value) in merged.unwrap_or_default() {
            if entries.iter().all(|(known, _)| *known != name) {
                entries.push((name, value));
            }
        }
        let start = if entries.is_empty() { None } else { Some(start) };
        Written {
            key: None,
            start: start.filter(|&start| !self.text[start..].starts_with(['?', '&'])),
            end: None,
            is_alias: false,
            content: Content::Object(entries),
        }
    }

    /// Writes an entry that merges a mapping, and returns the merged entries.
    fn merge(&mut self) -> Vec<(String, Written)> {
        let start = self.text.len();
        self.text.push_str("<<");
        let key = start..self.text.len();
        self.text.push_str(": ");
        let mappings: Vec<_> = self
            .anchors
            .iter()
            .filter(|(.., written)| matches!(written.content, Content::Object(_)))
            .cloned()
            .collect();
        let written = if let Some((name, _, written)) = mappings.into_iter().next() {
            let start = self.text.len();
            self.text.push_str(&format!("*{name}"));
            moved(&written, Some(&key), start..self.text.len())
        } else {
            self.flow_mapping(DEPTH)
        };
        self.end_line();
        match written.content {
            Content::Object(entries) => entries,
            _ => Vec::new(),
        }
    }

    fn block_sequence(&mut self, indent: usize, depth: usize) -> Written {
        let mut items = Vec::new();
        let start = self.text.len() + indent.saturating_sub(self.column());
        for index in 0..=self.below(4) {
            if index > 0 || self.column() < indent {
                self.indent(indent);
            }
            self.text.push('-');
            items.push(self.block_value(indent, depth, true));
        }
        Written {
            key: None,
            start: Some(start),
            end: None,
            is_alias: false,
            content: Content::Array(items),
        }
    }

    /// Writes the value after a colon or a dash, up to the end of its last line.
    fn block_value(&mut self, indent: usize, depth: usize, is_item: bool) -> Written {
        let choice = if depth >= DEPTH {
            self.below(8)
        } else {
            self.below(14)
        };
        match choice {
            0 | 1 => {
                let start = self.one_of(&[" ", " ", "   ", "\t"]);
                let written = self.spaced_scalar(start, indent + 1, true);
                self.end_line();
                written
            }
            2 => self.block_scalar(indent),
            3 => {
                self.end_line();
                let mut null = leaf(Value::Null, 0, None);
                null.start = None;
                null
            }
            4 => match self.alias() {
                Some(written) => {
                    self.end_line();
                    written
                }
                None => self.block_scalar(indent),
            },
            5..8 => {
                let anchor = self.properties("");
                self.text.push(' ');
                let written = self.flow_collection(depth);
                self.remember(anchor, &written);
                self.end_line();
                written
            }
            8 | 9 if is_item => {
                let spaces = 1 + self.below(3);
                self.indent(spaces);
                let column = self.column();
                if choice == 8 {
                    self.block_mapping(column, depth + 1)
                } else {
                    self.block_sequence(column, depth + 1)
                }
            }
            _ => {
                let anchor = self.properties("");
                self.end_line();
                let is_mapping = self.one_of(&[true, false]);
                let least = usize::from(is_mapping || is_item);
                let indent = indent + least + self.below(4);
                let written = if is_mapping {
                    self.block_mapping(indent, depth + 1)
                } else {
                    self.block_sequence(indent, depth + 1)
                };
                self.remember(anchor, &written);
                written
            }
        }
    }

    fn alias(&mut self) -> Option<Written> {
        if self.anchors.is_empty() {
            return None;
        }
        let index = self.below(self.anchors.len());
        let (name, _, written) = self.anchors[index].clone();
        self.text.push(' ');
        let start = self.text.len();
        self.text.push_str(&format!("*{name}"));
        Some(moved(&written, None, start..self.text.len()))
    }

    /// Writes a plain or quoted scalar, after its properties and a separator.
    fn spaced_scalar(&mut self, separator: &str, indent: usize, is_block: bool) -> Written {
        let (value, text) = self.scalar(indent, is_block);
        let is_quoted = text.starts_with(['"', '\'']);
        let anchor = self.properties(if is_quoted { "str" } else { "" });
        self.text.push_str(separator);
        let start = self.text.len();
        self.text.push_str(&text);
        let written = leaf(value, start, Some(self.text.len()));
        self.remember(anchor, &written);
        written
    }

    /// Chooses a scalar and its text.
    fn scalar(&mut self, indent: usize, is_block: bool) -> (Value, String) {
        match self.below(6) {
            0 | 1 => {
                let (text, value) = self.one_of(&scalars::PLAIN);
                (scalars::value(value), text.to_owned())
            }
            2 => {
                // A scalar of several lines.
                let count = 2 + self.below(3);
                let words: Vec<&str> = (0..count).map(|_| self.one_of(&scalars::WORDS)).collect();
                let column = indent + self.below(3);
                let fold = format!("{}{}", self.line_break, " ".repeat(column));
                let text = words.join(&fold);
                let value = words.join(" ");
                match self.below(3) {
                    0 if is_block || self.one_in(2) => (value.into(), text),
                    1 => (value.into(), format!("'{text}'")),
                    _ => (value.into(), format!("\"{text}\"")),
                }
            }
            3 | 4 => {
                let value = self.one_of(&scalars::STRINGS);
                (value.into(), scalars::double_quoted(value, self.below(2) == 1))
            }
            _ => {
                let value = self.one_of(&scalars::STRINGS);
                if value.contains(['\n', '\r', '\0', '\u{7}']) {
                    return (value.into(), scalars::double_quoted(value, false));
                }
                (value.into(), format!("'{}'", value.replace('\'', "''")))
            }
        }
    }

    /// Writes a literal or folded scalar, including its last line break.
    fn block_scalar(&mut self, indent: usize) -> Written {
        let anchor = self.properties("str");
        self.text.push(' ');
        let value = self.one_of(&scalars::LITERALS);
        let start = self.text.len();
        let is_folded = self.one_in(2) && scalars::can_fold(value);
        self.text.push(if is_folded { '>' } else { '|' });
        let spaces = 1 + self.below(4);
        let column = indent + spaces;
        if value.starts_with([' ', '\n', '\t']) || self.one_in(4) {
            self.text.push_str(&spaces.to_string());
        }
        let content = value.trim_end_matches('\n');
        let chomping = match value.len() - content.len() {
            0 => "-",
            1 => "",
            _ => "+",
        };
        self.text.push_str(chomping);
        self.text.push_str(self.line_break);
        for line in value.strip_suffix('\n').unwrap_or(value).split('\n') {
            if !line.is_empty() {
                self.indent(column);
            }
            let line = if is_folded {
                line.replacen(' ', &format!("{}{}", self.line_break, " ".repeat(column)), 1)
            } else {
                line.to_owned()
            };
            self.text.push_str(&line);
            self.text.push_str(self.line_break);
        }
        let written = leaf(value.into(), start, None);
        self.remember(anchor, &written);
        written
    }

    /// Writes a separator between tokens of a flow collection.
    fn separate(&mut self) {
        match self.below(5) {
            0 => {}
            1..4 => self.text.push(' '),
            _ => {
                self.text.push(' ');
                self.end_line();
                let column = self.below(8);
                self.indent(column);
            }
        }
    }

    fn flow_collection(&mut self, depth: usize) -> Written {
        if self.one_of(&[true, false]) {
            self.flow_mapping(depth)
        } else {
            self.flow_sequence(depth)
        }
    }

    fn flow_mapping(&mut self, depth: usize) -> Written {
        let start = self.text.len();
        self.text.push('{');
        let mut entries = Vec::new();
        let count = self.below(4);
        for index in 0..count {
            self.separate();
            let (name, key) = self.key(&entries);
            self.text.push(':');
            let mut value = self.flow_value(depth + 1);
            value.set_key(&key);
            entries.push((name, value));
            self.separate();
            if index + 1 < count || self.one_in(3) {
                self.text.push(',');
            }
        }
        self.separate();
        self.text.push('}');
        Written {
            key: None,
            start: Some(start),
            end: Some(self.text.len()),
            is_alias: false,
            content: Content::Object(entries),
        }
    }

    fn flow_sequence(&mut self, depth: usize) -> Written {
        let start = self.text.len();
        self.text.push('[');
        let mut items = Vec::new();
        let count = self.below(4);
        for index in 0..count {
            items.push(self.flow_value(depth + 1));
            self.separate();
            if index + 1 < count || self.one_in(3) {
                self.text.push(',');
            }
        }
        self.separate();
        self.text.push(']');
        Written {
            key: None,
            start: Some(start),
            end: Some(self.text.len()),
            is_alias: false,
            content: Content::Array(items),
        }
    }

    fn flow_value(&mut self, depth: usize) -> Written {
        match self.below(6) {
            0 if depth < DEPTH => {
                let anchor = self.properties("");
                self.text.push(' ');
                let written = self.flow_collection(depth);
                self.remember(anchor, &written);
                written
            }
            1 => match self.alias() {
                Some(written) => written,
                None => self.spaced_scalar(" ", 1, false),
            },
            _ => self.spaced_scalar(" ", 1, false),
        }
    }
}

fn leaf(value: Value, start: usize, end: Option<usize>) -> Written {
    Written {
        key: None,
        start: Some(start),
        end,
        is_alias: false,
        content: Content::Leaf(value),
    }
}

/// Returns a copy of a value at the position of an alias.
fn moved(written: &Written, key: Option<&Range<usize>>, place: Range<usize>) -> Written {
    let content = match &written.content {
        Content::Leaf(value) => Content::Leaf(value.clone()),
        Content::Array(items) => {
            Content::Array(items.iter().map(|item| moved(item, key, place.clone())).collect())
        }
        Content::Object(entries) => {
            let entries = entries
                .iter()
                .map(|(name, value)| (name.clone(), moved(value, key, place.clone())));
            Content::Object(entries.collect())
        }
    };
    Written {
        key: key.cloned(),
        start: Some(place.start),
        end: Some(place.end),
        is_alias: true,
        content,
    }
}
