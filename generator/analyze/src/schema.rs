//! Schemas: each node of the document that is one becomes one schema of the model.
//!
//! An id is reserved when a schema is first met and filled later from a queue, so that cycles need no
//! care and the depth of a document costs no stack.

use std::collections::{HashMap, VecDeque};

use super::shape::{self, Additional as ShapeAdditional, Key, Shape};
use super::{aliases, enumeration, union};
use sdk_diagnostic::{Code, Diagnostic, Diagnostics, Origin};
use sdk_model::{
    ArraySchema, IntegerSchema, Name, NumberSchema, Schema, SchemaId, SchemaKind, Schemas, StringSchema,
    TupleSchema, UnionSchema, UnionVariant,
};
use sdk_openapi::{Document, Heirs, NodeId};

/// How many nodes the schemas that combine several may hold in all. Unions within unions multiply: twelve of two
/// alternatives each, one in the other, are thousands of combinations.
const MAX_COMBINED: usize = 100_000;

/// The most values that an enum may have. Each becomes a variant with code of its own.
const MAX_VALUES: usize = 50_000;

/// Makes schemas of nodes.
pub(super) struct SchemaBuilder<'a> {
    document: &'a Document,
    heirs: Heirs,
    diagnostics: &'a mut Diagnostics,
    schemas: Schemas,
    known: HashMap<Key, SchemaId>,
    queue: VecDeque<(SchemaId, Key)>,
    /// How many more nodes may be combined.
    room: usize,
    /// Whether it was told that there is no more room.
    is_room_told: bool,
}

impl<'a> SchemaBuilder<'a> {
    pub(super) fn new(document: &'a Document, diagnostics: &'a mut Diagnostics) -> Self {
        Self {
            document,
            heirs: document.heirs(),
            diagnostics,
            schemas: Schemas::default(),
            known: HashMap::new(),
            queue: VecDeque::new(),
            room: MAX_COMBINED,
            is_room_told: false,
        }
    }

    pub(super) fn document(&self) -> &'a Document {
        self.document
    }

    pub(super) fn diagnostics(&mut self) -> &mut Diagnostics {
        self.diagnostics
    }

    /// The schemas that extend a base.
    pub(super) fn heirs(&self, base: NodeId) -> &[NodeId] {
        self.heirs.of(base)
    }

    /// Where a schema is.
    pub(super) fn origin(&self, id: SchemaId) -> Origin {
        self.schemas.get(id).origin
    }

    /// Reserves every declared schema, so that their names come first.
    pub(super) fn declare_components(&mut self) {
        let document = self.document;
        let schemas = document.components("schemas");
        for (name, node) in schemas.into_iter().flat_map(|id| document.sorted_entries(id)) {
            // Not what a reference leads to: the name stands for it, and stays usable.
            self.of_key(Key::whole(node), &[name.to_owned()]);
        }
    }

    /// The schema of a node. The words name it where it has no name of its own.
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
            let Some(room) = self.room.checked_sub(key.nodes.len()) else {
                self.tell_combinations(origin);
                return id;
            };
            self.room = room;
        }
        self.known.insert(key.clone(), id);
        self.queue.push_back((id, key));
        id
    }

    fn tell_combinations(&mut self, origin: Origin) {
        // Once is enough: what comes after follows from the same places.
        if std::mem::replace(&mut self.is_room_told, true) {
            return;
        }
        let message = "alternatives within alternatives make too many combinations";
        self.diagnostics
            .push(Diagnostic::error(Code::LimitExceeded, origin, message).help("write the alternatives out"));
    }

    /// A schema that allows any value, where the document gives none.
    pub(super) fn reserve_any(&mut self, name: Name, origin: Origin) -> SchemaId {
        self.schemas.reserve(name, origin)
    }

    /// A schema that allows any text, where the document gives none.
    pub(super) fn reserve_text(&mut self, name: Name, origin: Origin) -> SchemaId {
        self.add(name, origin, SchemaKind::String(StringSchema::default()))
    }

    /// A schema that is a part of another one, and has no node of its own.
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

    /// Fills every reserved id, those that this reserves included.
    pub(super) fn finish(mut self) -> Schemas {
        while let Some((id, key)) = self.queue.pop_front() {
            // Once there is no more room, a combination only leads to more of them.
            if self.is_room_told && key.nodes.len() > 1 {
                continue;
            }
            let schema = self.build(id, &key);
            self.schemas.fill(id, schema);
        }
        aliases::end_cycles(&mut self.schemas);
        self.schemas
    }

    fn build(&mut self, id: SchemaId, key: &Key) -> Schema {
        let name = self.schemas.get(id).name.clone();
        let words = match &name {
            Name::Declared(name) => vec![name.clone()],
            Name::Suggested(words) => words.clone(),
        };
        let mut shape = self.shape(key);
        let whole = key.as_whole();
        let base = whole.filter(|&node| !self.heirs(node).is_empty());
        let kind = if let Some(base) = base {
            union::of_heirs(self, base, &words)
        } else if let Some(target) = whole.and_then(|node| self.alias_target(node)) {
            SchemaKind::Alias(self.schema(target, &words))
        } else {
            self.kind(&mut shape, key, &words, id)
        };
        Schema {
            nullable: shape.nullable && !matches!(kind, SchemaKind::Null),
            name,
            kind,
            description: shape.description,
            deprecated: shape.deprecated,
            read_only: shape.read_only,
            write_only: shape.write_only,
            default: shape.default,
            example: shape.example,
            origin: self.schemas.get(id).origin,
            sources: shape
                .sources
                .iter()
                .map(|&node| self.document.origin(node))
                .collect(),
        }
    }

    /// The node that a node only renames or describes: an `allOf` with one branch that says something,
    /// and nothing beside it.
    fn alias_target(&self, node: NodeId) -> Option<NodeId> {
        let view = self.document.schema(node);
        // What extends a base is one of its alternatives, also where it adds nothing.
        if shape::is_structural(&view.keywords, &view.data) || self.heirs.is_heir(node) {
            return None;
        }
        let says_something = |branch: &NodeId| {
            let view = self.document.schema(*branch);
            view.keywords.typ.is_some()
                || !view.keywords.all_of.is_empty()
                || view.data.extensions.contains_key("x-oas31-never")
                || shape::is_structural(&view.keywords, &view.data)
        };
        let branches: Vec<NodeId> = view.keywords.all_of.iter().filter_map(shape::child).collect();
        let mut telling: Vec<NodeId> = branches.iter().copied().filter(says_something).collect();
        telling.dedup();
        match (telling.as_slice(), branches.as_slice()) {
            ([single], _) => Some(*single),
            // Where no branch says anything, a type beside them does.
            ([], [single]) if view.keywords.typ.is_none() => Some(*single),
            _ => None,
        }
    }

    fn kind(&mut self, shape: &mut Shape, key: &Key, words: &[String], id: SchemaId) -> SchemaKind {
        if let Some(values) = shape.enumeration.take() {
            if values.len() > MAX_VALUES {
                let message = format!(
                    "`enum` lists {} values, and {MAX_VALUES} are the most",
                    values.len()
                );
                let found = Diagnostic::error(Code::LimitExceeded, self.origin(id), message);
                self.diagnostics
                    .push(found.help("take the `enum` out: the type is that of its values then"));
                return SchemaKind::Any;
            }
            return enumeration::enumeration(self, shape, values, words, id);
        }
        if !shape.alternatives.is_empty() {
            return union::alternatives(self, shape, key, words);
        }
        let types = std::mem::take(&mut shape.types);
        match types.as_slice() {
            [] => self.kind_of_type(infer_type(shape), shape, words),
            [single] => self.kind_of_type(Some(single.as_str()), shape, words),
            several => self.several_types(several, key, words),
        }
    }

    fn several_types(&mut self, types: &[String], key: &Key, words: &[String]) -> SchemaKind {
        let variants = types
            .iter()
            .map(|only_type| {
                let key = Key {
                    only_type: Some(only_type.clone()),
                    ..key.clone()
                };
                let mut variant_words = words.to_vec();
                variant_words.push(only_type.clone());
                UnionVariant {
                    schema: self.of_key(key, &variant_words),
                    hint: Some(only_type.clone()),
                }
            })
            .collect();
        SchemaKind::Union(UnionSchema {
            variants,
            discriminator: None,
        })
    }

    fn kind_of_type(&mut self, typ: Option<&str>, shape: &mut Shape, words: &[String]) -> SchemaKind {
        if let Some(typ) = typ.filter(|&typ| typ != "object" && !shape.properties.is_empty()) {
            self.tell_unsaid(shape, &format!("`properties` of `type: {typ}`"));
        }
        match typ {
            Some("null") => SchemaKind::Null,
            Some("boolean") => SchemaKind::Boolean,
            Some("integer") => SchemaKind::Integer(IntegerSchema {
                format: shape.format.clone(),
                bounds: shape.number.clone(),
            }),
            Some("number") => SchemaKind::Number(NumberSchema {
                format: shape.format.clone(),
                ..shape.number.clone()
            }),
            Some("string" | "file") => SchemaKind::String(StringSchema {
                format: shape.format.clone(),
                media_type: shape.media_type.clone(),
                ..shape.string.clone()
            }),
            Some("array") => self.array(shape, words),
            Some("object") => self.object(shape, words),
            _ => SchemaKind::Any,
        }
    }

    fn array(&mut self, shape: &Shape, words: &[String]) -> SchemaKind {
        let mut item_words = words.to_vec();
        item_words.push("Item".to_owned());
        let fixed = shape.prefix_items.len() as u64;
        let has_fixed_length =
            shape.min_items == Some(fixed) && (shape.ends_after_prefix || shape.max_items == Some(fixed));
        if fixed > 0 && has_fixed_length {
            return self.tuple(shape, words);
        }
        if !has_fixed_length && fixed > 0 {
            self.tell_unsaid(shape, "`prefixItems` of a list that may be longer or shorter");
        }
        // Elements that differ by position, in a list of any length, have no type in common.
        let items = if shape.items.is_empty() || fixed > 0 {
            self.any(&item_words)
        } else {
            let key = Key {
                nodes: shape.items.clone(),
                ..Key::default()
            };
            self.of_key(key, &item_words)
        };
        SchemaKind::Array(ArraySchema {
            items,
            min_items: shape.min_items,
            max_items: shape.max_items,
            unique_items: shape.unique_items,
        })
    }

    fn tuple(&mut self, shape: &Shape, words: &[String]) -> SchemaKind {
        let elements = shape
            .prefix_items
            .iter()
            .enumerate()
            .map(|(index, &node)| {
                let mut element_words = words.to_vec();
                element_words.push(format!("Element{}", index + 1));
                self.schema(node, &element_words)
            })
            .collect();
        SchemaKind::Tuple(TupleSchema { elements })
    }

    pub(super) fn any(&mut self, words: &[String]) -> SchemaId {
        self.schemas
            .reserve(Name::Suggested(words.to_vec()), Origin::DOCUMENT)
    }
}

/// The type that a schema without `type` can only mean.
fn infer_type(shape: &Shape) -> Option<&'static str> {
    let number = &shape.number;
    if !shape.properties.is_empty()
        || !shape.pattern_properties.is_empty()
        || !matches!(shape.additional, ShapeAdditional::Unspecified)
    {
        Some("object")
    } else if !shape.items.is_empty() || shape.has_items || !shape.prefix_items.is_empty() {
        Some("array")
    } else if shape.string != StringSchema::default() {
        Some("string")
    } else if number.minimum.is_some() || number.maximum.is_some() || number.multiple_of.is_some() {
        Some("number")
    } else {
        match shape.format.as_deref() {
            Some("date-time" | "date" | "uuid" | "uri" | "email" | "byte" | "binary") => Some("string"),
            Some("int32" | "int64") => Some("integer"),
            Some("float" | "double") => Some("number"),
            _ => None,
        }
    }
}
