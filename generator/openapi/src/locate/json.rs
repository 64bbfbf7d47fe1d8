//! Places in JSON text: only what lies around a wanted node is looked into, and the rest is skipped.

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::ops::Range;

use serde::de::{Deserializer as _, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Deserializer, Error};

use super::NodeSpan;
use crate::tree::SHADOW;

/// The places of the wanted nodes of a text, by pointer.
///
/// # Errors
///
/// Where the text is no JSON.
pub(super) fn spans_of(text: &str, wanted: &BTreeSet<&str>) -> Result<HashMap<String, NodeSpan>, Error> {
    let range = |part: &RawValue| -> Range<u32> {
        let start = part.get().as_ptr().addr() - text.as_ptr().addr();
        let byte = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        byte(start)..byte(start + part.get().len())
    };
    let root: &RawValue = serde_json::from_str(text)?;
    let mut spans = HashMap::new();
    let value = range(root);
    spans.insert(String::new(), NodeSpan { key: None, value });
    let mut queue = vec![(String::new(), root)];
    while let Some((around, value)) = queue.pop() {
        for Child { step, key, value } in children(value)? {
            let mut pointer = format!("{around}/{}", step.replace('~', "~0").replace('/', "~1"));
            // A key that comes again stands for another node, which has a pointer of its own.
            if spans.contains_key(&pointer) {
                pointer.push(SHADOW);
            }
            if wanted.contains(pointer.as_str()) && !spans.contains_key(&pointer) {
                let span = NodeSpan {
                    key: key.map(range),
                    value: range(value),
                };
                spans.insert(pointer.clone(), span);
                queue.push((pointer, value));
            }
        }
    }
    Ok(spans)
}

/// An element of a list or an entry of an object.
struct Child<'a> {
    /// The step of a pointer that leads to it.
    step: String,
    key: Option<&'a RawValue>,
    value: &'a RawValue,
}

/// The children of a list or an object; none of anything else.
fn children(value: &RawValue) -> Result<Vec<Child<'_>>, Error> {
    if value.get().starts_with(['{', '[']) {
        Deserializer::from_str(value.get()).deserialize_any(ChildrenVisitor)
    } else {
        Ok(Vec::new())
    }
}

struct ChildrenVisitor;

impl<'de> Visitor<'de> for ChildrenVisitor {
    type Value = Vec<Child<'de>>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list or an object")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut children = Vec::new();
        while let Some(value) = access.next_element()? {
            children.push(Child {
                step: children.len().to_string(),
                key: None,
                value,
            });
        }
        Ok(children)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut children = Vec::new();
        while let Some((key, value)) = access.next_entry::<&RawValue, _>()? {
            children.push(Child {
                step: serde_json::from_str(key.get()).map_err(serde::de::Error::custom)?,
                key: Some(key),
                value,
            });
        }
        Ok(children)
    }
}
