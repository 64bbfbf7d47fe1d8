//! A view of an operation's response for pagination: its list, and the fields that may describe the page.

use sdk_model::words;
use sdk_model::{ContentFormat, Operation, Property, Response, SchemaId, SchemaKind, Schemas, StringSchema};
use sdk_wire::Format;
use sdk_wire::StatusPattern;

/// Objects of a response that contain pagination fields. Names are compared as in [`word`].
const ENVELOPES: [&str; 9] = [
    "meta",
    "metadata",
    "pagination",
    "paging",
    "pageinfo",
    "listmetadata",
    "responsemetadata",
    "links",
    "cursors",
];

/// Usual names of the list in a response.
const LISTS: [&str; 10] = [
    "data",
    "items",
    "results",
    "entries",
    "records",
    "list",
    "values",
    "rows",
    "objects",
    "resources",
];

/// The maximum nesting of envelopes.
const MAX_DEPTH: usize = 2;

/// The successful response of an operation, if it is JSON of a single type.
pub(super) struct PagedResponse<'a> {
    schemas: &'a Schemas,
    root: SchemaId,
    /// `true` if each successful response has a `Link` header.
    pub(super) has_link_header: bool,
}

/// A field of the response that may describe the page.
pub(super) struct Field {
    /// The JSON pointer in the response.
    pub(super) pointer: String,
    /// The name, as by [`word`].
    pub(super) word: String,
    /// The name of the enclosing object, as by [`word`]. Empty at the top level.
    pub(super) envelope: String,
    pub(super) schema: SchemaId,
}

/// The list in a response.
pub(super) struct List {
    /// The JSON pointer in the response. Empty if the response itself is the list.
    pub(super) pointer: String,
    /// The schema of an item.
    pub(super) item: SchemaId,
    /// `true` if the name is in [`LISTS`], or if the list was found by its pointer.
    pub(super) has_usual_name: bool,
}

impl<'a> PagedResponse<'a> {
    /// Returns the successful response of an operation, or `None` if it has several types or is not JSON.
    pub(super) fn of(schemas: &'a Schemas, operation: &Operation) -> Option<Self> {
        let exact: Vec<&Response> = operation
            .responses
            .iter()
            .filter(|response| response.status.is_success())
            .collect();
        let successes = if exact.is_empty() {
            let responses = operation.responses.iter();
            responses
                .filter(|response| response.status == StatusPattern::Default)
                .collect()
        } else {
            exact
        };
        let mut roots = successes.iter().map(|response| body(schemas, response));
        let root = roots.next()??;
        if roots.any(|other| other != Some(root)) {
            return None;
        }
        let has_link = |response: &&Response| {
            let mut headers = response.headers.iter();
            headers.any(|header| header.name.eq_ignore_ascii_case("link"))
        };
        Some(Self {
            schemas,
            root,
            has_link_header: successes.iter().all(has_link),
        })
    }

    /// Returns the schema at a JSON pointer.
    pub(super) fn at(&self, pointer: &str) -> Option<SchemaId> {
        below(self.schemas, self.root, pointer)
    }

    /// Returns the list at a JSON pointer.
    pub(super) fn list_at(&self, pointer: &str) -> Option<List> {
        let item = items_of(self.schemas, self.at(pointer)?)?;
        Some(List {
            pointer: pointer.to_owned(),
            item,
            has_usual_name: true,
        })
    }

    /// Returns the list if it is unambiguous: the response itself, its only list, or the only list with a usual name.
    pub(super) fn list(&self) -> Option<List> {
        if let Some(list) = self.list_at("") {
            return Some(list);
        }
        let lists: Vec<List> = properties(self.schemas, self.root)
            .iter()
            .filter_map(|property| {
                Some(List {
                    pointer: join("", &property.name),
                    item: items_of(self.schemas, property.schema)?,
                    has_usual_name: LISTS.contains(&word(&property.name).as_str()),
                })
            })
            .collect();
        let is_only = lists.len() == 1;
        let mut usual = lists.into_iter().filter(|list| is_only || list.has_usual_name);
        let found = usual.next()?;
        usual.next().is_none().then_some(found)
    }

    /// Returns the fields at the top level and in envelopes.
    pub(super) fn fields(&self) -> Vec<Field> {
        let mut found = Vec::new();
        self.collect(self.root, "", "", 0, &mut found);
        found
    }

    fn collect(&self, id: SchemaId, pointer: &str, envelope: &str, depth: usize, found: &mut Vec<Field>) {
        for property in properties(self.schemas, id) {
            let field = Field {
                pointer: join(pointer, &property.name),
                word: word(&property.name),
                envelope: envelope.to_owned(),
                schema: property.schema,
            };
            if depth < MAX_DEPTH && ENVELOPES.contains(&field.word.as_str()) {
                self.collect(property.schema, &field.pointer, &field.word, depth + 1, found);
            }
            found.push(field);
        }
    }
}

/// Returns the schema of a response's JSON body.
fn body(schemas: &Schemas, response: &Response) -> Option<SchemaId> {
    let mut content = response.content.iter();
    let json = content.find(|content| content.format == ContentFormat::Json)?;
    json.schema.map(|id| schemas.resolve(id))
}

/// Returns a name in lower case without separators: `nextCursor` and `next_cursor` become `nextcursor`.
pub(super) fn word(name: &str) -> String {
    words::split(name).concat()
}

fn join(pointer: &str, name: &str) -> String {
    format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// Returns the schema at a JSON pointer relative to a schema (RFC 6901).
pub(super) fn below(schemas: &Schemas, id: SchemaId, pointer: &str) -> Option<SchemaId> {
    let mut current = id;
    for name in pointer.split('/').skip(1) {
        let name = name.replace("~1", "/").replace("~0", "~");
        let mut properties = properties(schemas, current).iter();
        current = properties.find(|property| property.name == name)?.schema;
    }
    Some(current)
}

/// Returns the properties of an object schema, or an empty slice for any other schema.
pub(super) fn properties(schemas: &Schemas, id: SchemaId) -> &[Property] {
    match &schemas.get(schemas.resolve(id)).kind {
        SchemaKind::Object(object) => &object.properties,
        _ => &[],
    }
}

fn items_of(schemas: &Schemas, id: SchemaId) -> Option<SchemaId> {
    match &schemas.get(schemas.resolve(id)).kind {
        SchemaKind::Array(array) => Some(array.items),
        _ => None,
    }
}

/// Returns `true` if a schema is a boolean.
pub(super) fn is_boolean(schemas: &Schemas, id: SchemaId) -> bool {
    matches!(schemas.get(schemas.resolve(id)).kind, SchemaKind::Boolean)
}

/// Returns `true` if a schema is an integer.
pub(super) fn is_integer(schemas: &Schemas, id: SchemaId) -> bool {
    matches!(schemas.get(schemas.resolve(id)).kind, SchemaKind::Integer(_))
}

/// Returns `true` if a schema is a string that can be an id or a token: neither a date nor a URL.
pub(super) fn is_token(schemas: &Schemas, id: SchemaId) -> bool {
    string(schemas, id).is_some_and(|string| {
        let format = string.format.as_ref();
        !format.is_some_and(|format| format.is_date_or_time() || format.is_uri())
    })
}

/// Returns `true` if a schema is a string whose format is a URL.
pub(super) fn is_url(schemas: &Schemas, id: SchemaId) -> bool {
    string(schemas, id).is_some_and(|string| string.format.as_ref().is_some_and(Format::is_uri))
}

fn string(schemas: &Schemas, id: SchemaId) -> Option<&StringSchema> {
    match &schemas.get(schemas.resolve(id)).kind {
        SchemaKind::String(schema) => Some(schema),
        _ => None,
    }
}

/// Returns `true` if a schema is an object, or a union of objects, in which this property can be a cursor.
pub(super) fn has_cursor(schemas: &Schemas, id: SchemaId, name: &str) -> bool {
    match &schemas.get(schemas.resolve(id)).kind {
        SchemaKind::Object(object) => object.properties.iter().any(|property| {
            property.name == name
                && (is_token(schemas, property.schema) || is_integer(schemas, property.schema))
        }),
        SchemaKind::Union(union) => {
            // Nested unions are not followed, so that the recursion is bounded.
            let mut variants = union.variants.iter();
            variants.all(|variant| {
                let variant = schemas.resolve(variant.schema);
                matches!(schemas.get(variant).kind, SchemaKind::Object(_))
                    && has_cursor(schemas, variant, name)
            })
        }
        _ => false,
    }
}
