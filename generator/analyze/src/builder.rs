//! The builder of the model's schemas: maps nodes of the document to schema ids, and queues the schemas to build.
//!
//! An id is reserved when a schema is first referenced, and filled later from a queue. Cycles therefore need no special
//! treatment, and deep documents don't exhaust the stack. How a schema is built from its node is decided elsewhere.

use std::collections::{HashMap, VecDeque};

use super::shape::{self, Key, Shape};
use sdk_diagnostic::{Code, Diagnostic, Diagnostics, Origin};
use sdk_model::{Name, Schema, SchemaId, SchemaKind, Schemas, StringSchema};
use sdk_openapi::{Document, NodeId, Subtypes};

/// The maximum total number of nodes in schemas that combine several nodes. Nested unions multiply: twelve unions of
/// two alternatives, one inside the other, have thousands of combinations.
const MAX_COMBINED: usize = 100_000;

/// Maps nodes of the document to schemas of the model.
pub(super) struct SchemaBuilder<'a> {
    document: &'a Document,
    subtypes: Subtypes,
    diagnostics: &'a mut Diagnostics,
    schemas: Schemas,
    known: HashMap<Key, SchemaId>,
    queue: VecDeque<(SchemaId, Key)>,
    /// The number of nodes that may still be combined.
    budget: usize,
    /// `true` once the exhausted budget has been reported.
    is_exhausted: bool,
}

impl<'a> SchemaBuilder<'a> {
    pub(super) fn new(document: &'a Document, diagnostics: &'a mut Diagnostics) -> Self {
        Self {
            document,
            subtypes: document.subtypes(),
            diagnostics,
            schemas: Schemas::default(),
            known: HashMap::new(),
            queue: VecDeque::new(),
            budget: MAX_COMBINED,
            is_exhausted: false,
        }
    }

    pub(super) fn document(&self) -> &'a Document {
        self.document
    }

    pub(super) fn diagnostics(&mut self) -> &mut Diagnostics {
        self.diagnostics
    }

    /// Returns the subtypes of a discriminator base.
    pub(super) fn subtypes(&self, base: NodeId) -> &[NodeId] {
        self.subtypes.of(base)
    }

    /// Returns `true` if the node is a subtype of a discriminator base.
    pub(super) fn is_subtype(&self, node: NodeId) -> bool {
        self.subtypes.is_subtype(node)
    }

    /// Returns the node that a schema was read from.
    pub(super) fn origin(&self, id: SchemaId) -> Origin {
        self.schemas.get(id).origin
    }

    /// Reserves a schema for every component, so that components claim their names first.
    pub(super) fn declare_components(&mut self) {
        let document = self.document;
        let schemas = document.components("schemas");
        for (name, node) in schemas.into_iter().flat_map(|id| document.sorted_entries(id)) {
            // A component that is only a `$ref` is not resolved, so that its own name stays usable.
            self.of_key(Key::whole(node), &[name.to_owned()]);
        }
    }

    /// Returns the id of a node's schema, reserved if necessary. An inline schema is named after `words`.
    pub(super) fn schema(&mut self, node: NodeId, words: &[String]) -> SchemaId {
        self.of_key(Key::whole(self.document.schema_node(node)), words)
    }

    pub(super) fn of_key(&mut self, key: Key, words: &[String]) -> SchemaId {
        if let Some(&id) = self.known.get(&key) {
            return id;
        }
        let declared = key.as_whole().and_then(|node| self.document.component_name(node));
        let name = match declared {
            Some(name) => Name::Declared(name.to_owned()),
            None => Name::Suggested(words.to_vec()),
        };
        let origin = key
            .nodes
            .last()
            .map_or(Origin::DOCUMENT, |&node| self.document.origin(node));
        let id = self.schemas.reserve(name, origin);
        if key.nodes.len() > 1 {
            let Some(budget) = self.budget.checked_sub(key.nodes.len()) else {
                self.report_combinations(origin);
                return id;
            };
            self.budget = budget;
        }
        self.known.insert(key.clone(), id);
        self.queue.push_back((id, key));
        id
    }

    fn report_combinations(&mut self, origin: Origin) {
        // Reported only once: later combinations involve the same schemas.
        if std::mem::replace(&mut self.is_exhausted, true) {
            return;
        }
        let message = "alternatives within alternatives make too many combinations";
        self.diagnostics
            .push(Diagnostic::error(Code::LimitExceeded, origin, message).help("write the alternatives out"));
    }

    /// Reserves a schema that accepts any value, for a parameter or header without a schema.
    pub(super) fn reserve_any(&mut self, name: Name, origin: Origin) -> SchemaId {
        self.schemas.reserve(name, origin)
    }

    /// Adds a schema that accepts any string, for an undeclared path parameter.
    pub(super) fn reserve_text(&mut self, name: Name, origin: Origin) -> SchemaId {
        self.add(name, origin, SchemaKind::String(StringSchema::default()))
    }

    /// Adds a schema that is part of another one and has no document node of its own.
    pub(super) fn add(&mut self, name: Name, origin: Origin, kind: SchemaKind) -> SchemaId {
        let id = self.schemas.reserve(name.clone(), origin);
        let schema = Schema {
            kind,
            ..Schema::any(name, origin)
        };
        self.schemas.fill(id, schema);
        id
    }

    pub(super) fn shape(&mut self, key: &Key) -> Shape {
        shape::shape(self.document, key, self.diagnostics)
    }

    /// Removes the next schema to build from the queue.
    pub(super) fn next(&mut self) -> Option<(SchemaId, Key)> {
        while let Some((id, key)) = self.queue.pop_front() {
            // Once the budget is exhausted, combined schemas are skipped: they only add more combinations.
            if !self.is_exhausted || key.nodes.len() < 2 {
                return Some((id, key));
            }
        }
        None
    }

    /// Replaces a reserved schema with the built one.
    pub(super) fn fill(&mut self, id: SchemaId, schema: Schema) {
        self.schemas.fill(id, schema);
    }

    /// Returns the name under which a schema was reserved.
    pub(super) fn name(&self, id: SchemaId) -> &Name {
        &self.schemas.get(id).name
    }

    /// Returns the schemas. A schema that was never filled accepts any value.
    pub(super) fn into_schemas(self) -> Schemas {
        self.schemas
    }

    pub(super) fn any(&mut self, words: &[String]) -> SchemaId {
        self.schemas
            .reserve(Name::Suggested(words.to_vec()), Origin::DOCUMENT)
    }
}
