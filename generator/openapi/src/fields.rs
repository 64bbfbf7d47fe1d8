//! Fields that are not read, each told where it is: those that the specification does not know, and those
//! with a value of another type than it gives them.

mod content;
pub(super) mod schema_type;

use std::collections::BTreeSet;

use serde_json::Value;

use super::grammar::{Below, Kind};
use super::tree::Node;
use super::{Document, NodeId, schema_view};
use sdk_diagnostic::{Code, Diagnostic, Diagnostics, Origin};

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
    let is_of_type = |found: &&Diagnostic| found.code == Code::WrongType;
    let found = diagnostics.sorted().into_iter().filter(is_of_type);
    let mut told: BTreeSet<Origin> = found.map(|found| found.origin).collect();
    for (id, kind) in document.objects() {
        if !told.contains(&document.origin(id)) {
            tell_no_object(document, id, kind, diagnostics);
        }
        for (key, child) in document.entries(id) {
            match kind.below(key) {
                Some(Below::Value) => {
                    tell_wrong_type(document, key, child, kind, diagnostics);
                    if kind == Kind::Schema && key == "type" {
                        schema_type::tell_unknown(document, child, diagnostics);
                    }
                }
                Some(_) if is_list_of_items(document, key, child, kind) => {
                    told.insert(document.origin(child));
                    diagnostics.push(
                        wrong_type(document, key, child, kind)
                            .effect("it is read as `prefixItems`, a schema for each position")
                            .help("write one schema for all items, or `prefixItems` in OpenAPI 3.1"),
                    );
                }
                Some(_) if key == "content" && holds(document, child, Below::Map(Kind::MediaType)) => {
                    content::tell_invalid(document, child, diagnostics);
                }
                Some(below) if told.contains(&document.origin(child)) || holds(document, child, below) => {}
                Some(_) => {
                    diagnostics.push(wrong_type(document, key, child, kind).effect("the field is ignored"));
                }
                None if key.starts_with("x-") => {}
                None => tell_unknown(document, key, child, kind, diagnostics),
            }
        }
    }
}

/// Whether a field has the form that holds what is below it. An empty value is as good as none.
fn holds(document: &Document, id: NodeId, below: Below) -> bool {
    match (document.tree.node(id), below) {
        // Told as the object that it is not.
        (_, Below::One(_) | Below::Value) | (Node::Leaf(Value::Null), _) => true,
        (node, Below::List(_)) => matches!(node, Node::Array(_)),
        (node, Below::Map(_) | Below::MapOfMaps(_)) => matches!(node, Node::Object(_)),
    }
}

/// Whether a field is a list of schemas in the place of one, which drafts of JSON Schema before 2020-12 had.
fn is_list_of_items(document: &Document, key: &str, id: NodeId, kind: Kind) -> bool {
    kind == Kind::Schema && key == "items" && matches!(document.tree.node(id), Node::Array(_))
}

/// Tells what should be an object and is none. A schema may be a flag (JSON Schema 2020-12, section 4.3).
fn tell_no_object(document: &Document, id: NodeId, kind: Kind, diagnostics: &mut Diagnostics) {
    let node = document.tree.node(id);
    let is_schema = kind == Kind::Schema;
    if matches!(node, Node::Object(_) | Node::Leaf(Value::Null))
        || is_schema && matches!(node, Node::Leaf(Value::Bool(_)))
    {
        return;
    }
    let form = form(node);
    let message = format!("{} cannot be {form}", kind.name());
    let diagnostic = Diagnostic::warning(Code::WrongType, document.origin(id), message);
    diagnostics.push(if is_schema {
        diagnostic
            .effect("any value is allowed here")
            .help("write a mapping, such as `{type: string}`")
    } else {
        diagnostic.effect("it counts as empty").help("write a mapping")
    });
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
    // Paths, statuses and expressions never begin like an extension, and callbacks may be references; names that the
    // document chooses may be anything.
    let named = |id: NodeId, kind: Kind| {
        let has_extensions = matches!(kind, Kind::PathItem | Kind::Response);
        let entries = document.entries(id);
        entries
            .filter(|(name, _)| !has_extensions || !name.starts_with("x-") && *name != "$ref")
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
    if let Some(near) = near(key, kind.fields().iter().map(|&(known, _)| known)) {
        diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
    }
    diagnostics.push(diagnostic);
}

/// The known text that an unknown one is most like; none where it is like none.
fn near<'a>(unknown: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let likeness = |known: &str| strsim::jaro_winkler(known, unknown);
    let near = known.max_by(|left, right| likeness(left).total_cmp(&likeness(right)));
    near.filter(|near| likeness(near) > LIKENESS)
}

/// Tells a value that is read as if it were not there.
fn tell_wrong_type(document: &Document, key: &str, id: NodeId, kind: Kind, diagnostics: &mut Diagnostics) {
    if DATA.contains(&key) {
        return;
    }
    let value = document.to_value(id);
    // An empty value is as good as none.
    if !value.is_null() && !fits(kind, key, &value) {
        diagnostics.push(wrong_type(document, key, id, kind).effect("the field is ignored"));
    }
}

fn wrong_type(document: &Document, key: &str, id: NodeId, kind: Kind) -> Diagnostic {
    let form = form(document.tree.node(id));
    let message = format!("`{key}` of {} cannot be {form}", kind.name());
    Diagnostic::warning(Code::WrongType, document.origin(id), message)
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

fn form(node: &Node) -> &'static str {
    match node {
        Node::Leaf(Value::Null) => "null",
        Node::Leaf(Value::Bool(_)) => "a flag",
        Node::Leaf(Value::Number(_)) => "a number",
        Node::Leaf(_) => "a text",
        Node::Array(_) => "a list",
        Node::Object(_) => "a mapping",
    }
}
