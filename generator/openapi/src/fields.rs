//! Fields that are not read, each reported where it is: those that the specification does not know, and those
//! with a value of another type than it gives them.

mod content;
pub(super) mod schema_type;

use std::collections::BTreeSet;

use serde_json::Value;

use super::grammar::{FieldType, Kind};
use super::tree::Node;
use super::{Document, NodeId};
use sdk_diagnostic::{Code, Diagnostic, Diagnostics, Origin};

/// The similarity from which an unknown field is taken for a misspelt one, from 0 to 1.
const LIKENESS: f64 = 0.85;

/// Reports fields that are ignored, except extensions: nobody expects those to be read.
pub(super) fn report(document: &Document, diagnostics: &mut Diagnostics) {
    let is_of_type = |found: &&Diagnostic| found.code == Code::WrongType;
    let found = diagnostics.sorted().into_iter().filter(is_of_type);
    let mut reported: BTreeSet<Origin> = found.map(|found| found.origin).collect();
    for &(id, kind) in document.objects() {
        if !reported.contains(&document.origin(id)) {
            report_no_object(document, id, kind, diagnostics);
        }
        for (key, child) in document.entries(id) {
            match kind.typ(key) {
                Some(_) if is_list_of_items(document, key, child, kind) => {
                    reported.insert(document.origin(child));
                    diagnostics.push(
                        wrong_type(document, key, child, kind)
                            .effect("it is read as `prefixItems`, a schema for each position")
                            .help("write one schema for all items, or `prefixItems` in OpenAPI 3.1"),
                    );
                }
                Some(typ) => {
                    if !reported.contains(&document.origin(child)) && !holds(document, child, kind, typ) {
                        diagnostics
                            .push(wrong_type(document, key, child, kind).effect("the field is ignored"));
                    } else if typ == FieldType::Map(Kind::MediaType) && key == "content" {
                        content::report_invalid(document, child, diagnostics);
                    }
                    if kind == Kind::Schema && key == "type" {
                        schema_type::report_unknown(document, child, diagnostics);
                    }
                }
                None if key.starts_with("x-") => {}
                None => report_unknown(document, key, child, kind, diagnostics),
            }
        }
    }
}

/// Returns true if a value is of its field's type. Null counts as absent.
fn holds(document: &Document, id: NodeId, kind: Kind, typ: FieldType) -> bool {
    let node = document.tree.node(id);
    match (node, typ) {
        // Reported as the object that it is not.
        (_, FieldType::One(_) | FieldType::Any) | (Node::Leaf(Value::Null), _) => true,
        (node, FieldType::List(_) | FieldType::AnyList) => matches!(node, Node::Array(_)),
        (node, FieldType::Map(_)) => matches!(node, Node::Object(_)),
        (node, FieldType::Strings) if kind != Kind::Schema => matches!(node, Node::Array(_)),
        // Without quotes, a string may be read as a number.
        (Node::Leaf(Value::Number(_)), FieldType::String) => kind != Kind::Schema,
        (_, typ) => typ.fits(&document.to_value(id)),
    }
}

/// Returns true for an array of schemas in `items`, which drafts of JSON Schema before 2020-12 allow.
fn is_list_of_items(document: &Document, key: &str, id: NodeId, kind: Kind) -> bool {
    kind == Kind::Schema && key == "items" && matches!(document.tree.node(id), Node::Array(_))
}

/// Reports a value that must be an object. A schema may be a boolean (JSON Schema 2020-12, section 4.3).
fn report_no_object(document: &Document, id: NodeId, kind: Kind, diagnostics: &mut Diagnostics) {
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
            .help("write an object, such as `{type: string}`")
    } else {
        diagnostic.effect("it counts as empty").help("write an object")
    });
}

fn report_unknown(document: &Document, key: &str, id: NodeId, kind: Kind, diagnostics: &mut Diagnostics) {
    let mut diagnostic = Diagnostic::warning(
        Code::UnknownField,
        document.origin(id),
        format!("{} has no field `{key}`", kind.name()),
    )
    .at_key()
    .effect("the field is ignored");
    if let Some(near) = near(key, kind.fields().iter().map(|field| field.name)) {
        diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
    }
    diagnostics.push(diagnostic);
}

/// Returns the known name that is most similar to an unknown one, if one is similar enough.
fn near<'a>(unknown: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let likeness = |known: &str| strsim::jaro_winkler(known, unknown);
    let near = known.max_by(|left, right| likeness(left).total_cmp(&likeness(right)));
    near.filter(|near| likeness(near) > LIKENESS)
}

fn wrong_type(document: &Document, key: &str, id: NodeId, kind: Kind) -> Diagnostic {
    let form = form(document.tree.node(id));
    let message = format!("`{key}` of {} cannot be {form}", kind.name());
    Diagnostic::warning(Code::WrongType, document.origin(id), message)
}

fn form(node: &Node) -> &'static str {
    match node {
        Node::Leaf(Value::Null) => "null",
        Node::Leaf(Value::Bool(_)) => "a boolean",
        Node::Leaf(Value::Number(_)) => "a number",
        Node::Leaf(_) => "a string",
        Node::Array(_) => "an array",
        Node::Object(_) => "an object",
    }
}
