//! The items of a model by the places that they were made of.

use std::collections::HashMap;

use sdk_diagnostic::Origin;
use sdk_model::{Api, IncomingRequest, Name, Operation, SchemaId, SchemaKind};

/// What the model holds, by place.
pub(super) struct Index<'a> {
    pub(super) api: &'a Api,
    pub(super) operations: HashMap<Origin, usize>,
    pub(super) parameters: HashMap<Origin, (usize, usize)>,
    pub(super) responses: HashMap<Origin, (usize, usize)>,
    pub(super) security_schemes: HashMap<Origin, usize>,
    pub(super) incoming: HashMap<Origin, usize>,
    schemas: HashMap<Origin, Vec<SchemaId>>,
    reached: Vec<bool>,
    hints: HashMap<SchemaId, Vec<&'a str>>,
}

impl<'a> Index<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        let mut index = Self {
            api,
            operations: HashMap::new(),
            parameters: HashMap::new(),
            responses: HashMap::new(),
            security_schemes: HashMap::new(),
            incoming: HashMap::new(),
            schemas: HashMap::new(),
            reached: reached(api),
            hints: HashMap::new(),
        };
        for (of, operation) in api.operations.iter().enumerate() {
            index.operations.entry(operation.origin).or_insert(of);
            for (own, parameter) in operation.parameters.iter().enumerate() {
                index.parameters.entry(parameter.origin).or_insert((of, own));
            }
            for (own, response) in operation.responses.iter().enumerate() {
                index.responses.entry(response.origin).or_insert((of, own));
            }
        }
        for (own, scheme) in api.security_schemes.iter().enumerate() {
            index.security_schemes.entry(scheme.origin).or_insert(own);
        }
        for (own, request) in api.incoming.iter().enumerate() {
            index.incoming.entry(request.origin).or_insert(own);
        }
        index.add_schemas();
        index
    }

    fn add_schemas(&mut self) {
        for (id, schema) in self.api.schemas.iter() {
            for &source in &schema.sources {
                let ids = self.schemas.entry(source).or_default();
                if ids.last() != Some(&id) {
                    ids.push(id);
                }
            }
            if let SchemaKind::Union(union) = &schema.kind {
                for variant in &union.variants {
                    let hints = self.hints.entry(variant.schema).or_default();
                    hints.extend(variant.hint.as_deref());
                }
            }
        }
    }

    /// The schemas that were made of a place and that something uses.
    pub(super) fn used_schemas(&self, place: Origin) -> Vec<SchemaId> {
        let ids = self.schemas.get(&place).into_iter().flatten();
        ids.copied().filter(|&id| self.is_reached(id)).collect()
    }

    /// Whether any schema was made of a place.
    pub(super) fn is_schema(&self, place: Origin) -> bool {
        self.schemas.contains_key(&place)
    }

    fn is_reached(&self, id: SchemaId) -> bool {
        self.reached.get(id.index()).copied().unwrap_or_default()
    }

    /// Whether a union names a schema by a text.
    pub(super) fn is_hint(&self, id: SchemaId, text: &str) -> bool {
        self.hints.get(&id).is_some_and(|hints| hints.contains(&text))
    }

    /// What the values of a schema are, behind all aliases.
    pub(super) fn kind(&self, id: SchemaId) -> &'a SchemaKind {
        &self.api.schemas.get(self.api.schemas.resolve(id)).kind
    }
}

/// Which schemas an operation or a declared name leads to.
fn reached(api: &Api) -> Vec<bool> {
    let mut marks = vec![false; api.schemas.len()];
    let declared = api.schemas.iter().filter_map(|(id, schema)| match schema.name {
        Name::Declared(_) => Some(id),
        Name::Suggested(_) => None,
    });
    let mut queue: Vec<SchemaId> = declared.collect();
    queue.extend(api.operations.iter().flat_map(Operation::schemas));
    queue.extend(api.incoming.iter().flat_map(IncomingRequest::schemas));
    while let Some(id) = queue.pop() {
        match marks.get_mut(id.index()) {
            Some(mark) if !*mark => *mark = true,
            _ => continue,
        }
        queue.extend(api.schemas.get(id).kind.children());
    }
    marks
}
