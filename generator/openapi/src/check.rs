//! Checks that come before everything else: the version, and that values are of the types that the
//! specification gives them.

use serde_json::Value;

use super::grammar::{FieldType, Kind, METHODS};
use super::tree::Node;
use super::{Document, NodeId};
use sdk_diagnostic::{Code, Diagnostic, Diagnostics};

/// The versions that are read.
const VERSIONS: [&str; 3] = ["3.0", "3.1", "3.2"];

/// Refuses what is no OpenAPI document of a version that is read (OpenAPI 3.1, "OpenAPI Object").
pub(super) fn version(document: &Document, diagnostics: &mut Diagnostics) {
    let root = document.root();
    let Some(openapi) = document.get(root, "openapi") else {
        diagnostics.push(other_document(document));
        return;
    };
    let version = document.version().unwrap_or_default();
    let is_read = VERSIONS
        .iter()
        .any(|known| version == *known || version.starts_with(&format!("{known}.")));
    if !is_read {
        diagnostics.push(
            Diagnostic::error(
                Code::UnsupportedVersion,
                document.origin(openapi),
                format!("OpenAPI {version} is not supported"),
            )
            .help("convert the document to a version from 3.0 to 3.2"),
        );
    }
}

/// Says what a file seems to be that has no `openapi`, and what to do with it.
fn other_document(document: &Document) -> Diagnostic {
    let root = document.root();
    let has = |keys: &[&str]| keys.iter().all(|key| document.get(root, key).is_some());
    let at = |key: &str| document.origin(document.get(root, key).unwrap_or(root));
    let refuse =
        |key: &str, message: &str| Diagnostic::error(Code::UnsupportedVersion, at(key), message.to_owned());
    let info = document.get(root, "info");
    let postman = info.and_then(|info| document.get(info, "_postman_id").or(document.get(info, "schema")));
    if has(&["swagger"]) {
        return refuse("swagger", "this is a Swagger 2.0 document")
            .help("convert it to OpenAPI 3 first, with `swagger2openapi` or at editor.swagger.io");
    }
    if has(&["asyncapi"]) {
        return refuse(
            "asyncapi",
            "this is an AsyncAPI document, which describes messages instead of HTTP operations",
        )
        .help("give the OpenAPI document of the service, if it has one");
    }
    if postman.is_some() && has(&["item"]) {
        return refuse("item", "this is a Postman collection")
            .help("export it as OpenAPI 3 from Postman, or convert it with `postman-to-openapi`");
    }
    if has(&["overlay", "actions"]) {
        return refuse("overlay", "this is an overlay, not an OpenAPI document")
            .help("name it under `overlays` in the configuration, and give the document it is for");
    }
    if has(&["log"])
        && document
            .get(root, "log")
            .is_some_and(|log| document.get(log, "entries").is_some())
    {
        return refuse("log", "this is a recording of requests (HAR)")
            .help("give an OpenAPI document of the service");
    }
    let is_schema = ["$schema", "$defs", "definitions", "properties"];
    if is_schema.iter().any(|key| document.get(root, key).is_some()) && !has(&["paths"]) {
        return refuse(
            "$schema",
            "this is a JSON Schema, which describes values instead of HTTP operations",
        )
        .help("put it below `components/schemas` of an OpenAPI document");
    }
    match document.tree.node(root) {
        Node::Leaf(Value::Null) => refuse("", "the file is empty"),
        Node::Object(_) => {
            let mut diagnostic = refuse("", "this is not an OpenAPI document: it has no `openapi`");
            let likeness = |key: &str| strsim::jaro_winkler(&key.to_ascii_lowercase(), "openapi");
            let slip = document.entries(root).find(|(key, _)| likeness(key) > 0.9);
            if let Some((key, id)) = slip {
                diagnostic.origin = document.origin(id);
                return diagnostic
                    .at_key()
                    .help(format!("there is `{key}`: did you mean `openapi`?"));
            }
            return diagnostic.help(
                "give a document that begins with `openapi: 3.1.0` or another version from 3.0 to 3.2",
            );
        }
        node => refuse(
            "",
            &format!(
                "this is not an OpenAPI document: the file contains {}",
                kind(node)
            ),
        ),
    }
    .help("give an OpenAPI document, which begins with `openapi: 3.1.0` or another version from 3.0 to 3.2")
}

/// A JSON type that a value has to be of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expected {
    Object,
    Array,
    Text,
}

impl Expected {
    /// The JSON type of a field's values, as far as it is checked here.
    fn of(typ: FieldType) -> Option<Self> {
        match typ {
            FieldType::One(_) | FieldType::Map(_) => Some(Self::Object),
            FieldType::List(_) | FieldType::Strings | FieldType::Requirements => Some(Self::Array),
            FieldType::String => Some(Self::Text),
            _ => None,
        }
    }

    fn help(self) -> &'static str {
        match self {
            Self::Object => {
                "write entries with a key each: `{key: value}`, or `key: value` on lines of their own"
            }
            Self::Array => "write an array: `[…]`, or a line that begins with `- ` for each element",
            Self::Text => "write a string, in quotes if it could be read as another type",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Object => "an object",
            Self::Array => "an array",
            Self::Text => "a string",
        }
    }
}

/// Reports values of another type in the fields that the grammar calls structural.
pub(super) fn shape(document: &Document, diagnostics: &mut Diagnostics) {
    let mut checker = Checker {
        document,
        diagnostics,
    };
    let root = document.root();
    checker.fields(root, Kind::OpenApi);
    for (path, item) in checker.children(root, "paths") {
        if !path.starts_with("x-") {
            checker.path_item(path, item);
        }
    }
    if let Some(components) = document.get(root, "components") {
        checker.fields(components, Kind::Components);
        for (_, schema) in checker.children(components, "schemas") {
            checker.schema(schema);
        }
    }
}

struct Checker<'a> {
    document: &'a Document,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Checker<'a> {
    /// Reports the structural fields of an object that are of another type.
    fn fields(&mut self, id: NodeId, kind: Kind) {
        for (key, child) in self.document.entries(id) {
            let field = kind.field(key).filter(|field| field.is_structural);
            if let Some(expected) = field.and_then(|field| Expected::of(field.typ)) {
                self.is(child, &format!("`{key}`"), expected);
            }
        }
    }

    fn children(&self, id: NodeId, key: &str) -> Vec<(&'a str, NodeId)> {
        let child = self.document.get(id, key);
        child
            .into_iter()
            .flat_map(|child| self.document.entries(child))
            .collect()
    }

    fn is(&mut self, id: NodeId, what: &str, expected: Expected) -> bool {
        let node = self.document.tree.node(id);
        let fits = match (node, expected) {
            (Node::Object(_), Expected::Object)
            | (Node::Array(_), Expected::Array)
            // A version without quotes is a number, and is taken for the text that it stands for.
            | (Node::Leaf(Value::String(_) | Value::Number(_)), Expected::Text) => true,
            // An empty value is as good as none.
            (Node::Leaf(Value::Null), _) => return false,
            _ => false,
        };
        if !fits {
            self.diagnostics.push(
                Diagnostic::error(
                    Code::WrongType,
                    self.document.origin(id),
                    format!("{what} must be {}, and is {}", expected.name(), kind(node)),
                )
                .help(expected.help()),
            );
        }
        fits
    }

    fn path_item(&mut self, path: &str, item: NodeId) {
        if !self.is(item, &format!("the path `{path}`"), Expected::Object) {
            return;
        }
        let item = self.document.resolve(item);
        if !path.starts_with('/') {
            self.diagnostics.push(
                Diagnostic::error(
                    Code::InvalidValue,
                    self.document.origin(item),
                    format!("the path `{path}` does not begin with `/`"),
                )
                .at_key(),
            );
        }
        self.fields(item, Kind::PathItem);
        self.parameters(item);
        for (key, operation) in self.document.entries(item) {
            if METHODS.contains(&key) && self.is_object(operation) {
                self.operation(operation);
            }
        }
    }

    fn is_object(&self, id: NodeId) -> bool {
        matches!(self.document.tree.node(id), Node::Object(_))
    }

    fn operation(&mut self, operation: NodeId) {
        let document = self.document;
        self.fields(operation, Kind::Operation);
        self.parameters(operation);
        if let Some(body) = document
            .get(operation, "requestBody")
            .filter(|&id| self.is_object(id))
        {
            self.content(document.resolve(body), Kind::RequestBody);
        }
        for (status, response) in self.children(operation, "responses") {
            if !status.starts_with("x-")
                && self.is(response, &format!("the response `{status}`"), Expected::Object)
            {
                self.content(document.resolve(response), Kind::Response);
            }
        }
    }

    fn content(&mut self, owner: NodeId, kind: Kind) {
        self.fields(owner, kind);
        for (_, media_type) in self.children(owner, "content") {
            if let Some(schema) = self.document.get(media_type, "schema") {
                self.schema(schema);
            }
        }
    }

    /// The parameters of a path item or operation (OpenAPI 3.1, "Parameter Object").
    fn parameters(&mut self, owner: NodeId) {
        let document = self.document;
        let list = document.get(owner, "parameters");
        for place in list.into_iter().flat_map(|list| document.items(list)) {
            if self.is(place, "a parameter", Expected::Object) {
                self.parameter(place, document.resolve(place));
            }
        }
    }

    fn parameter(&mut self, place: NodeId, parameter: NodeId) {
        let document = self.document;
        // A reference without a target has been reported.
        if place == parameter && document.get(place, "$ref").is_some() {
            return;
        }
        let location = document.get(parameter, "in").and_then(|id| document.str(id));
        if document.get(parameter, "name").is_none() || location.is_none() {
            let missing = if location.is_none() { "in" } else { "name" };
            let mut diagnostic = Diagnostic::error(
                Code::MissingField,
                document.origin(place),
                format!("a parameter must have `{missing}`"),
            );
            if place != parameter {
                diagnostic = Diagnostic::error(
                    Code::WrongReferenceKind,
                    document.origin(document.get(place, "$ref").unwrap_or(place)),
                    "the target of the reference is not a parameter",
                )
                .label(document.origin(parameter), format!("it has no `{missing}`"))
                .help("refer to an entry of `components/parameters`");
            }
            self.diagnostics.push(diagnostic);
            return;
        }
        if let Some(location) =
            location.filter(|name| !matches!(*name, "path" | "query" | "header" | "cookie"))
        {
            self.diagnostics.push(
                Diagnostic::warning(
                    Code::UnsupportedParameter,
                    document.origin(parameter),
                    format!("a parameter in `{location}` is not supported"),
                )
                .effect("the parameter is ignored"),
            );
        }
        if document.get(parameter, "schema").is_none() && document.get(parameter, "content").is_none() {
            self.diagnostics.push(
                Diagnostic::warning(
                    Code::MissingField,
                    document.origin(parameter),
                    "the parameter has neither `schema` nor `content`",
                )
                .effect("it takes any value")
                .help("add a `schema`"),
            );
        }
    }

    /// A schema is an object or a boolean (JSON Schema 2020-12, section 4.3).
    fn schema(&mut self, id: NodeId) {
        let node = self.document.tree.node(id);
        if matches!(
            node,
            Node::Array(_) | Node::Leaf(Value::String(_) | Value::Number(_))
        ) {
            self.diagnostics.push(Diagnostic::error(
                Code::WrongType,
                self.document.origin(id),
                format!("a schema must be an object or a boolean, and is {}", kind(node)),
            ));
        }
    }
}

fn kind(node: &Node) -> &'static str {
    match node {
        Node::Leaf(Value::Null) => "null",
        Node::Leaf(Value::Bool(_)) => "a boolean",
        Node::Leaf(Value::Number(_)) => "a number",
        Node::Leaf(_) => "a string",
        Node::Array(_) => "an array",
        Node::Object(_) => "an object",
    }
}
