//! The answer of an operation as one looks for pages in it: which fields it has, and where.

use sdk_model::words;
use sdk_model::{ContentFormat, Operation, Property, Response, SchemaId, SchemaKind, Schemas, StringSchema};
use sdk_wire::Format;
use sdk_wire::StatusPattern;

/// Objects that hold what an answer says of its pages, in one word.
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

/// Names of the list in an answer, in one word.
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

/// How deep objects of objects say something of the pages.
const MAX_DEPTH: usize = 2;

/// The answer of success, where that is JSON of one type.
pub(super) struct PagedResponse<'a> {
    schemas: &'a Schemas,
    root: SchemaId,
    /// Whether each answer of success has a `Link` header.
    pub(super) has_link_header: bool,
}

/// A field of the answer that may say something of its pages.
pub(super) struct Field {
    /// Its JSON pointer.
    pub(super) pointer: String,
    /// Its name in one word: `nextCursor` and `next_cursor` are `nextcursor`.
    pub(super) word: String,
    /// The name of the object around it, in one word; empty at the top.
    pub(super) envelope: String,
    /// What it is.
    pub(super) schema: SchemaId,
}

/// The list in an answer.
pub(super) struct List {
    /// Its JSON pointer; empty where the answer is the list.
    pub(super) pointer: String,
    /// What an item is.
    pub(super) item: SchemaId,
    /// Whether its name is one that lists have.
    pub(super) has_usual_name: bool,
}

impl<'a> PagedResponse<'a> {
    /// The answer of an operation, unless success has several shapes or is no JSON.
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

    /// What is at a JSON pointer.
    pub(super) fn at(&self, pointer: &str) -> Option<SchemaId> {
        below(self.schemas, self.root, pointer)
    }

    /// The list at a JSON pointer.
    pub(super) fn list_at(&self, pointer: &str) -> Option<List> {
        let item = items_of(self.schemas, self.at(pointer)?)?;
        Some(List {
            pointer: pointer.to_owned(),
            item,
            has_usual_name: true,
        })
    }

    /// The list, where there is no doubt which one it is: the answer itself, its only one, or the only one
    /// with a usual name.
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

    /// The fields at the top, and those of objects that are about the pages.
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

/// The type of the JSON that a response carries.
fn body(schemas: &Schemas, response: &Response) -> Option<SchemaId> {
    let mut content = response.content.iter();
    let json = content.find(|content| content.format == ContentFormat::Json)?;
    json.schema.map(|id| schemas.resolve(id))
}

/// A name in one word.
pub(super) fn word(name: &str) -> String {
    words::split(name).concat()
}

fn join(pointer: &str, name: &str) -> String {
    format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// What is at a JSON pointer below a schema (RFC 6901).
pub(super) fn below(schemas: &Schemas, id: SchemaId, pointer: &str) -> Option<SchemaId> {
    let mut current = id;
    for name in pointer.split('/').skip(1) {
        let name = name.replace("~1", "/").replace("~0", "~");
        let mut properties = properties(schemas, current).iter();
        current = properties.find(|property| property.name == name)?.schema;
    }
    Some(current)
}

/// The named properties of an object; none of anything else.
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

/// Whether a value is a flag.
pub(super) fn is_boolean(schemas: &Schemas, id: SchemaId) -> bool {
    matches!(schemas.get(schemas.resolve(id)).kind, SchemaKind::Boolean)
}

/// Whether a value is an integer.
pub(super) fn is_integer(schemas: &Schemas, id: SchemaId) -> bool {
    matches!(schemas.get(schemas.resolve(id)).kind, SchemaKind::Integer(_))
}

/// Returns `true` if a value is a string that can be an id or a token: neither a date nor a URL.
pub(super) fn is_token(schemas: &Schemas, id: SchemaId) -> bool {
    string(schemas, id).is_some_and(|string| {
        let format = string.format.as_ref();
        !format.is_some_and(|format| format.is_date_or_time() || format.is_uri())
    })
}

/// Returns `true` if the format of a value says that it is a URL.
pub(super) fn is_url(schemas: &Schemas, id: SchemaId) -> bool {
    string(schemas, id).is_some_and(|string| string.format.as_ref().is_some_and(Format::is_uri))
}

fn string(schemas: &Schemas, id: SchemaId) -> Option<&StringSchema> {
    match &schemas.get(schemas.resolve(id)).kind {
        SchemaKind::String(schema) => Some(schema),
        _ => None,
    }
}

/// Whether every value of a schema may have a property that is fit for a cursor.
pub(super) fn has_cursor(schemas: &Schemas, id: SchemaId, name: &str) -> bool {
    match &schemas.get(schemas.resolve(id)).kind {
        SchemaKind::Object(object) => object.properties.iter().any(|property| {
            property.name == name
                && (is_token(schemas, property.schema) || is_integer(schemas, property.schema))
        }),
        SchemaKind::Union(union) => {
            // A union of unions is no item that anyone writes; one level keeps this total.
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
