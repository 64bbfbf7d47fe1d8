//! Fields that are not read, each told where it is: those that the specification does not know, and those
//! with a value of another type than it gives them.

use serde_json::Value;

use super::grammar::{Below, Kind};
use super::{Document, NodeId, schema_view};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// How like a known field an unknown one is that is taken for a slip of the pen, from 0 to 1.
const LIKENESS: f64 = 0.85;

/// Fields that hold a text, whatever object has them.
const TEXTS: [&str; 12] = [
    "title",
    "summary",
    "description",
    "version",
    "url",
    "name",
    "in",
    "operationId",
    "style",
    "contentType",
    "type",
    "scheme",
];

/// Fields that hold a flag, whatever object has them.
const FLAGS: [&str; 4] = ["required", "deprecated", "explode", "allowReserved"];

/// Fields that hold data of any type.
const DATA: [&str; 5] = ["example", "examples", "default", "const", "value"];

/// Tells the fields that are not read. Extensions are none of them: nobody expects them to be.
pub(super) fn tell(document: &Document, diagnostics: &mut Diagnostics) {
    for (id, kind) in document.objects() {
        for (key, child) in document.entries(id) {
            match kind.below(key) {
                Some(Below::Value) => tell_wrong_type(document, key, child, kind, diagnostics),
                Some(_) => {}
                None if key.starts_with("x-") => {}
                None => tell_unknown(document, key, child, kind, diagnostics),
            }
        }
    }
}

impl Document {
    /// Every object with its kind, as far as it is written there: references are not followed. What lies in
    /// examples, defaults and extensions is none.
    #[must_use]
    pub fn objects(&self) -> Vec<(NodeId, Kind)> {
        let mut found = Vec::new();
        let mut queue = vec![(self.root(), Kind::OpenApi)];
        while let Some((id, kind)) = queue.pop() {
            found.push((id, kind));
            for (key, child) in self.entries(id) {
                if let Some(below) = kind.below(key) {
                    queue.extend(objects(self, child, below));
                }
            }
        }
        found
    }
}

/// The objects that are below a field, as far as they are written there.
pub(super) fn objects(document: &Document, id: NodeId, below: Below) -> Vec<(NodeId, Kind)> {
    // Paths, statuses and expressions never begin like an extension; names that the document chooses may.
    let named = |id: NodeId, kind: Kind| {
        let has_extensions = matches!(kind, Kind::PathItem | Kind::Response);
        let entries = document.entries(id);
        entries
            .filter(|(name, _)| !has_extensions || !name.starts_with("x-"))
            .map(|(_, child)| (child, kind))
            .collect::<Vec<_>>()
    };
    match below {
        Below::Value => Vec::new(),
        Below::One(kind) => vec![(id, kind)],
        Below::List(kind) => document.items(id).map(|item| (item, kind)).collect(),
        Below::Map(kind) => named(id, kind),
        Below::MapOfMaps(kind) => {
            let maps = named(id, kind);
            maps.into_iter().flat_map(|(map, _)| named(map, kind)).collect()
        }
    }
}

fn tell_unknown(document: &Document, key: &str, id: NodeId, kind: Kind, diagnostics: &mut Diagnostics) {
    let mut diagnostic = Diagnostic::warning(
        Code::UnknownField,
        document.origin(id),
        format!("{} has no field `{key}`", kind.name()),
    )
    .at_key()
    .effect("the field is ignored");
    let likeness = |known: &str| strsim::jaro_winkler(known, key);
    let known = kind.fields().iter().map(|&(known, _)| known);
    let near = known.max_by(|left, right| likeness(left).total_cmp(&likeness(right)));
    if let Some(near) = near.filter(|near| likeness(near) > LIKENESS) {
        diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
    }
    diagnostics.push(diagnostic);
}

/// Tells a value that is read as if it were not there.
fn tell_wrong_type(document: &Document, key: &str, id: NodeId, kind: Kind, diagnostics: &mut Diagnostics) {
    if DATA.contains(&key) {
        return;
    }
    let value = document.to_value(id);
    // An empty value is as good as none.
    if value.is_null() || fits(kind, key, &value) {
        return;
    }
    diagnostics.push(
        Diagnostic::warning(
            Code::WrongType,
            document.origin(id),
            format!("`{key}` of {} cannot be {}", kind.name(), form(&value)),
        )
        .effect("the field is ignored"),
    );
}

fn fits(kind: Kind, key: &str, value: &Value) -> bool {
    match kind {
        Kind::Schema => schema_view::fits(key, value),
        // A text without quotes may be read as a number.
        _ if TEXTS.contains(&key) => value.is_string() || value.is_number(),
        _ if FLAGS.contains(&key) => value.is_boolean(),
        _ => true,
    }
}

fn form(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a flag",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "a mapping",
    }
}
