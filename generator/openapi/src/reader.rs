//! Text becomes a tree: JSON by a JSON parser, YAML by a YAML parser, both through one visitor.
//!
//! The visitor keeps the order of the text, makes every key a text, finds keys that come twice, and
//! bounds how much it takes. Knows nothing of OpenAPI.

mod halves;

use std::fmt;

use indexmap::IndexMap;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Number, Value};

use super::tree::{Node, NodeId, Tree};

/// The most nodes that a document may have. The largest that are published have half of it.
const MAX_NODES: usize = 4_000_000;

/// How many nodes a document may have beyond one for each of its bytes. It bounds what a bomb of aliases can take:
/// without aliases a value takes a byte and a sign after it.
const FREE_NODES: usize = 500_000;

/// The longest key, in bytes. It stands in the place of all that is below it, in each finding.
const MAX_KEY: usize = 2_000;

/// The most brackets that may be open at once. The YAML parser looks back over all of them for each one.
const MAX_OPEN_BRACKETS: usize = 2_000;

/// How the errors about limits of ours begin.
const TOO_MANY: &str = "the document has more than";
const LONG_KEY: &str = "a key has too many bytes";

/// What cannot be read, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SyntaxError {
    /// What is wrong.
    pub(super) message: String,
    /// The byte of the text, where it is known.
    pub(super) offset: Option<usize>,
    /// Whether it may be well-formed, and is too much to read.
    pub(super) is_limit: bool,
}

impl SyntaxError {
    /// What a parser says, in words that say what to look for.
    fn of_parser(said: &str, offset: Option<usize>) -> Self {
        // What was made of the text so far went over a limit of ours, which its own words tell.
        let own = [TOO_MANY, LONG_KEY].iter().any(|own| said.contains(own));
        let limits = [
            ("recursion limit exceeded", "is nested more than 128 levels deep"),
            ("repetition limit exceeded", "repeats itself too often by aliases"),
        ];
        let limit = limits.iter().find(|(limit, _)| said.starts_with(limit));
        Self {
            message: match limit {
                Some((_, message)) => (*message).to_owned(),
                None if own => format!("is too large: {said}"),
                None => format!("is not well-formed: {said}"),
            },
            offset,
            is_limit: own || limit.is_some(),
        }
    }
}

/// A key that comes twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Duplicate {
    /// The key.
    pub(super) key: String,
    /// The value that came first.
    pub(super) first: NodeId,
    /// The value that came again.
    pub(super) second: NodeId,
}

/// Reads a text into a tree. Gives its root.
pub(super) fn read(
    text: &str,
    tree: &mut Tree,
    duplicates: &mut Vec<Duplicate>,
) -> Result<NodeId, SyntaxError> {
    let limit = MAX_NODES.min(tree.len() + FREE_NODES + text.len());
    if is_json(text) {
        return read_json(text, tree, duplicates, limit);
    }
    if let Some(offset) = too_many_brackets(text) {
        return Err(SyntaxError {
            message: format!("has more than {MAX_OPEN_BRACKETS} brackets open at once"),
            offset: Some(offset),
            is_limit: true,
        });
    }
    if let Some(offset) = second_document(text) {
        return Err(SyntaxError {
            message: "holds several YAML documents, and an OpenAPI document is one".to_owned(),
            offset: Some(offset),
            is_limit: false,
        });
    }
    match halves::read(text, tree, limit) {
        Some(root) => Ok(root),
        None => read_yaml(text, tree, duplicates, limit),
    }
}

fn read_json(
    text: &str,
    tree: &mut Tree,
    duplicates: &mut Vec<Duplicate>,
    limit: usize,
) -> Result<NodeId, SyntaxError> {
    let root = tree.next();
    let seed = NodeSeed::of_root(tree, duplicates, limit);
    let mut json = serde_json::Deserializer::from_str(text);
    match seed.deserialize(&mut json).and_then(|()| json.end()) {
        Ok(()) => Ok(root),
        Err(error) => {
            let offset = offset_of(text, error.line(), error.column());
            Err(SyntaxError::of_parser(&error.to_string(), offset))
        }
    }
}

fn read_yaml(
    text: &str,
    tree: &mut Tree,
    duplicates: &mut Vec<Duplicate>,
    limit: usize,
) -> Result<NodeId, SyntaxError> {
    let root = tree.next();
    let seed = NodeSeed::of_root(tree, duplicates, limit);
    match seed.deserialize(serde_yaml::Deserializer::from_str(text)) {
        Ok(()) => Ok(root),
        Err(error) => {
            let offset = error.location().map(|location| location.index().min(text.len()));
            Err(SyntaxError::of_parser(&error.to_string(), offset))
        }
    }
}

/// Whether a text is read by a JSON parser. A JSON document never goes through a YAML parser: escapes of
/// surrogates are no YAML.
pub(super) fn is_json(text: &str) -> bool {
    text.trim_start().starts_with('{')
}

/// Where too many brackets are open at once. Brackets in quotes count as well: no text that a person
/// writes opens so many.
fn too_many_brackets(text: &str) -> Option<usize> {
    let mut open: usize = 0;
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        if open > MAX_OPEN_BRACKETS {
            return Some(offset);
        }
    }
    None
}

/// Where a second document begins, after a line of `---`. In a text of several lines such a line is indented.
fn second_document(text: &str) -> Option<usize> {
    let mut offset = 0;
    let mut has_begun = false;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end();
        if content == "---" || content.starts_with("--- ") {
            if has_begun {
                return Some(offset);
            }
            has_begun = content != "---" && !content.starts_with("--- #");
        } else if !content.is_empty() && !content.starts_with(['#', '%']) {
            has_begun = true;
        }
        offset += line.len();
    }
    None
}

/// The byte at a line and column, both from one.
fn offset_of(text: &str, line: usize, column: usize) -> Option<usize> {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.checked_sub(1)?)
        .map(str::len)
        .sum();
    Some((start + column.saturating_sub(1)).min(text.len()))
}

struct NodeSeed<'a> {
    /// How many nodes there may be.
    limit: usize,
    tree: &'a mut Tree,
    duplicates: &'a mut Vec<Duplicate>,
    parent: NodeId,
}

impl<'a> NodeSeed<'a> {
    /// Reads the first value of a text, which lies in itself.
    fn of_root(tree: &'a mut Tree, duplicates: &'a mut Vec<Duplicate>, limit: usize) -> Self {
        Self {
            limit,
            parent: tree.next(),
            tree,
            duplicates,
        }
    }
}

impl<'de> DeserializeSeed<'de> for NodeSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.tree.len() >= self.limit {
            return Err(D::Error::custom(format!("{TOO_MANY} {} values", self.limit)));
        }
        let id = self.tree.reserve(self.parent);
        let node = deserializer.deserialize_any(NodeVisitor {
            limit: self.limit,
            tree: self.tree,
            duplicates: self.duplicates,
            id,
        })?;
        self.tree.fill(id, node);
        Ok(())
    }
}

struct NodeVisitor<'a> {
    limit: usize,
    tree: &'a mut Tree,
    duplicates: &'a mut Vec<Duplicate>,
    id: NodeId,
}

impl<'de> Visitor<'de> for NodeVisitor<'_> {
    type Value = Node;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value without a tag")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Leaf(Value::Null))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Leaf(Value::Bool(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Leaf(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Leaf(value.into()))
    }

    #[expect(clippy::cast_precision_loss, reason = "no wider number can be held")]
    fn visit_i128<E>(self, value: i128) -> Result<Node, E> {
        Ok(Node::Leaf(float(value as f64)))
    }

    #[expect(clippy::cast_precision_loss, reason = "no wider number can be held")]
    fn visit_u128<E>(self, value: u128) -> Result<Node, E> {
        Ok(Node::Leaf(float(value as f64)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Leaf(float(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Leaf(Value::String(value.to_owned())))
    }

    fn visit_string<E>(self, value: String) -> Result<Node, E> {
        Ok(Node::Leaf(Value::String(value)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        loop {
            let item = self.tree.next();
            let seed = NodeSeed {
                limit: self.limit,
                tree: &mut *self.tree,
                duplicates: &mut *self.duplicates,
                parent: self.id,
            };
            if access.next_element_seed(seed)?.is_none() {
                return Ok(Node::Array(items));
            }
            items.push(item);
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut entries: IndexMap<Box<str>, NodeId> = IndexMap::new();
        while let Some(key) = access.next_key_seed(KeySeed)? {
            if key.len() > MAX_KEY {
                return Err(A::Error::custom(format!(
                    "{LONG_KEY}: {}, and {MAX_KEY} are the most",
                    key.len()
                )));
            }
            let value = self.tree.next();
            access.next_value_seed(NodeSeed {
                limit: self.limit,
                tree: &mut *self.tree,
                duplicates: &mut *self.duplicates,
                parent: self.id,
            })?;
            match entries.get(key.as_str()) {
                Some(&first) => {
                    self.tree.shadow(value, &key);
                    self.duplicates.push(Duplicate {
                        key,
                        first,
                        second: value,
                    });
                }
                None => {
                    entries.insert(key.into(), value);
                }
            }
        }
        merge(self.tree, &mut entries);
        Ok(Node::Object(entries))
    }
}

/// A number without a decimal form, such as infinity, is told by its name.
fn float(value: f64) -> Value {
    Number::from_f64(value).map_or_else(|| Value::String(value.to_string()), Value::Number)
}

/// Takes over the entries of YAML's merge key `<<`; own entries win.
fn merge(tree: &mut Tree, entries: &mut IndexMap<Box<str>, NodeId>) {
    let Some(&source) = entries.get("<<") else {
        return;
    };
    let sources: Vec<NodeId> = match tree.node(source) {
        Node::Object(_) => vec![source],
        Node::Array(items) => items.clone(),
        Node::Leaf(_) => return,
    };
    entries.shift_remove("<<");
    tree.hide(source, "<<");
    for source in sources {
        for (key, value) in tree.entries(source) {
            entries.entry(key.into()).or_insert(value);
        }
    }
}

/// Reads a key as a text: `200` and `"200"` are one key.
struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for KeySeed {
    type Value = String;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a plain key")
    }

    fn visit_str<E>(self, value: &str) -> Result<String, E> {
        Ok(value.to_owned())
    }

    fn visit_bool<E>(self, value: bool) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_i64<E>(self, value: i64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_u64<E>(self, value: u64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_f64<E>(self, value: f64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_unit<E>(self) -> Result<String, E> {
        Ok("null".to_owned())
    }
}
