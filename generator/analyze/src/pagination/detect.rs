//! Detection of pagination in the document: one rule for each style, the most reliable rule first.
//!
//! Most rules need a parameter and a field of the response whose names and types match.

use super::response::{
    Field, List, PagedResponse, has_cursor, is_boolean, is_integer, is_token, is_url, properties, word,
};
use sdk_model::{Api, Number, Operation, Pagination, Parameter, SchemaId, SchemaKind, Schemas};
use sdk_wire::{CursorSource, PageCursor, PaginationStyle, ParameterLocation};

/// Parameters that take the id of an item, forward and backward. Names are compared as in [`word`].
const AFTER: [&str; 4] = ["startingafter", "after", "afterid", "startafter"];
const BEFORE: [&str; 4] = ["endingbefore", "before", "beforeid", "endbefore"];

/// Parameters that take a token from the response, without `next`.
const TOKENS: [&str; 8] = [
    "cursor",
    "pagetoken",
    "token",
    "continuationtoken",
    "marker",
    "page",
    "pagecursor",
    "paginationtoken",
];

/// Parameters for the size of a page.
const SIZES: [&str; 6] = [
    "limit",
    "perpage",
    "pagesize",
    "size",
    "itemsperpage",
    "maxresults",
];

/// Parameters that count pages or items.
const PAGES: [&str; 3] = ["page", "pagenumber", "pageno"];
const OFFSETS: [&str; 2] = ["offset", "skip"];

/// Booleans that report whether there are more items. Only the first one applies to the direction of the iteration;
/// the others always refer to the next page.
const HAS_MORE: [&str; 4] = ["hasmore", "hasnext", "hasnextpage", "hasmorepages"];

/// Fields that indicate that a response is a page.
const SIGNS: [&str; 14] = [
    "total",
    "totalcount",
    "totalitems",
    "totalresults",
    "itemstotal",
    "totalpages",
    "pagestotal",
    "count",
    "page",
    "pagenumber",
    "pagesize",
    "perpage",
    "offset",
    "limit",
];

/// Returns the pagination of an operation, if it can be detected from the document.
pub(super) fn detect(api: &Api, operation: &Operation, response: &PagedResponse<'_>) -> Option<Pagination> {
    if operation.method != "GET" {
        return None;
    }
    let list = response.list()?;
    let evidence = Evidence {
        schemas: &api.schemas,
        operation,
        fields: response.fields(),
        has_link_header: response.has_link_header,
        list: &list,
    };
    let cursor = evidence
        .token()
        .or_else(|| evidence.envelope())
        .or_else(|| evidence.last_id())
        .or_else(|| evidence.item());
    let style = match cursor {
        Some(style) if evidence.is_contested(&style) => return None,
        Some(style) => style,
        None => evidence
            .link()
            .or_else(|| evidence.page())
            .or_else(|| evidence.offset())?,
    };
    Some(Pagination {
        style,
        has_more: evidence.has_more().map(|field| field.pointer.clone()),
        item: list.item,
        items: list.pointer,
    })
}

/// Returns the boolean of a response that reports whether there are more items.
pub(super) fn has_more_of<'a>(schemas: &Schemas, fields: &'a [Field]) -> Option<&'a Field> {
    let is_boolean =
        |field: &&Field| HAS_MORE.contains(&field.word.as_str()) && is_boolean(schemas, field.schema);
    fields.iter().find(is_boolean)
}

/// The parts of an operation that the rules examine.
struct Evidence<'a> {
    schemas: &'a Schemas,
    operation: &'a Operation,
    fields: Vec<Field>,
    has_link_header: bool,
    list: &'a List,
}

impl Evidence<'_> {
    /// Returns `true` if another parameter counts pages or items, so that the operation supports two styles. A response
    /// without a cursor is then not necessarily the last page.
    fn is_contested(&self, style: &PaginationStyle) -> bool {
        let PaginationStyle::Cursor { forward, .. } = style else {
            return false;
        };
        let mut counters = [&PAGES[..], &OFFSETS[..]]
            .into_iter()
            .filter_map(|names| self.counter(names));
        counters.any(|parameter| parameter.name != forward.parameter)
    }

    /// Detects a token, such as a `page_token` that takes `next_page_token` of the response.
    fn token(&self) -> Option<PaginationStyle> {
        self.query().find_map(|parameter| {
            let name = word(&parameter.name);
            let base = name.strip_prefix("next").unwrap_or(&name);
            if !TOKENS.contains(&base) {
                return None;
            }
            let field = self.field(|field| {
                field.word.strip_prefix("next") == Some(base) && self.are_alike(parameter, field)
            })?;
            Some(cursor(parameter, field, None))
        })
    }

    /// Detects a cursor in an envelope, such as an `after` that takes `/paging/after` of the response.
    fn envelope(&self) -> Option<PaginationStyle> {
        let same = |parameter: &Parameter| {
            self.field(|field| {
                !field.envelope.is_empty()
                    && field.word == word(&parameter.name)
                    && self.are_alike(parameter, field)
            })
        };
        let after = self.id_parameter(&AFTER)?;
        let forward = same(after)?;
        let backward = self
            .id_parameter(&BEFORE)
            .filter(|_| self.has_more().is_none_or(covers_both_directions));
        let backward = backward.and_then(|before| Some((before, same(before)?)));
        Some(cursor(after, forward, backward))
    }

    /// Detects an `after` that takes `last_id` of the response, if a boolean reports whether there are more items.
    fn last_id(&self) -> Option<PaginationStyle> {
        let more = self.has_more()?;
        let after = self.id_parameter(&AFTER)?;
        let named = |name: &str, parameter: &Parameter| {
            self.field(|field| field.word == name && self.are_alike(parameter, field))
        };
        let forward = named("lastid", after)?;
        let backward = self
            .id_parameter(&BEFORE)
            .filter(|_| covers_both_directions(more));
        let backward = backward.and_then(|before| Some((before, named("firstid", before)?)));
        Some(cursor(after, forward, backward))
    }

    /// Detects a `starting_after` that takes the id of the last item, if a boolean reports whether there are more
    /// items. If the response also has a cursor field, the match is ambiguous and nothing is detected.
    fn item(&self) -> Option<PaginationStyle> {
        let more = self.has_more()?;
        let after = self.id_parameter(&AFTER)?;
        let is_cursor = |field: &Field| field.word.starts_with("next") || field.word.contains("cursor");
        if self.fields.iter().any(is_cursor) {
            return None;
        }
        let id = self.id_of_items(after)?;
        let cursor = |parameter: &Parameter| PageCursor {
            parameter: parameter.name.clone(),
            pointer: format!("/{id}"),
        };
        let backward = self
            .id_parameter(&BEFORE)
            .filter(|_| covers_both_directions(more));
        Some(PaginationStyle::Cursor {
            source: CursorSource::Item,
            forward: cursor(after),
            backward: backward.map(cursor),
        })
    }

    /// Detects a URL of the next page, in the response body or in its `Link` header.
    fn link(&self) -> Option<PaginationStyle> {
        let is_paging = |parameter: &Parameter| {
            let name = word(&parameter.name);
            let known = [&SIZES[..], &PAGES[..], &OFFSETS[..], &TOKENS[..], &AFTER[..]];
            known.iter().any(|names| names.contains(&name.as_str()))
        };
        if !self.query().any(is_paging) {
            return None;
        }
        if let Some(pointer) = self.fields.iter().find_map(|field| self.url_of(field)) {
            return Some(PaginationStyle::LinkAt(pointer));
        }
        self.has_link_header.then_some(PaginationStyle::LinkHeader)
    }

    /// Returns the JSON pointer of the next page's URL: of the field itself, or of its `href`.
    fn url_of(&self, field: &Field) -> Option<String> {
        let is_link = field.envelope == "links";
        if field.word == "next" && is_link {
            let mut properties = properties(self.schemas, field.schema).iter();
            if properties.any(|property| property.name == "href" && self.is_text(property.schema)) {
                return Some(format!("{}/href", field.pointer));
            }
        }
        let is_url = match field.word.as_str() {
            "next" => is_url(self.schemas, field.schema) || (is_link && self.is_text(field.schema)),
            "nexturl" | "nextlink" | "nextpageurl" | "odatanextlink" => self.is_text(field.schema),
            _ => false,
        };
        is_url.then(|| field.pointer.clone())
    }

    /// Detects a `page` that counts pages. The document must define the number of the first page, by `default` or
    /// `minimum`: a wrong guess would skip a page.
    fn page(&self) -> Option<PaginationStyle> {
        let parameter = self.counter(&PAGES)?;
        let schema = self.schemas.get(self.schemas.resolve(parameter.schema));
        let SchemaKind::Integer(integer) = &schema.kind else {
            return None;
        };
        let default = schema.default.as_ref().and_then(serde_json::Value::as_i64);
        let least_is_one = integer.bounds.minimum == Some(Number::Integer(1));
        Some(PaginationStyle::Page {
            parameter: parameter.name.clone(),
            first: default.or(least_is_one.then_some(1))?,
        })
    }

    /// Detects an `offset` that counts items from zero.
    fn offset(&self) -> Option<PaginationStyle> {
        let parameter = self.counter(&OFFSETS)?;
        let schema = self.schemas.get(self.schemas.resolve(parameter.schema));
        let begins_at_zero = schema
            .default
            .as_ref()
            .is_none_or(|default| default.as_i64() == Some(0));
        begins_at_zero.then(|| PaginationStyle::Offset {
            parameter: parameter.name.clone(),
        })
    }

    /// Returns a parameter that counts pages or items, if there is also one for the page size and the response looks
    /// like a page.
    fn counter(&self, names: &[&str]) -> Option<&Parameter> {
        let is_sign = |field: &Field| SIGNS.contains(&field.word.as_str());
        let is_page =
            self.list.has_usual_name || self.has_more().is_some() || self.fields.iter().any(is_sign);
        let named = |names: &[&str]| {
            self.query().find(|parameter| {
                names.contains(&word(&parameter.name).as_str()) && is_integer(self.schemas, parameter.schema)
            })
        };
        named(names).filter(|_| is_page && named(&SIZES).is_some())
    }

    fn query(&self) -> impl Iterator<Item = &Parameter> {
        let parameters = self.operation.parameters.iter();
        parameters.filter(|parameter| parameter.location == ParameterLocation::Query)
    }

    fn field(&self, is_it: impl Fn(&Field) -> bool) -> Option<&Field> {
        self.fields.iter().find(|field| is_it(field))
    }

    fn has_more(&self) -> Option<&Field> {
        has_more_of(self.schemas, &self.fields)
    }

    /// Returns a parameter with one of these names that can take an id.
    fn id_parameter(&self, names: &[&str]) -> Option<&Parameter> {
        self.query().find(|parameter| {
            let schema = parameter.schema;
            names.contains(&word(&parameter.name).as_str())
                && (is_token(self.schemas, schema) || is_integer(self.schemas, schema))
        })
    }

    /// Returns `true` if a parameter accepts the values of a field.
    fn are_alike(&self, parameter: &Parameter, field: &Field) -> bool {
        let both = |is: fn(&Schemas, SchemaId) -> bool| {
            is(self.schemas, parameter.schema) && is(self.schemas, field.schema)
        };
        both(is_token) || both(is_integer)
    }

    fn is_text(&self, id: SchemaId) -> bool {
        is_token(self.schemas, id) || is_url(self.schemas, id)
    }

    /// Returns the property that is the id of the items. If there are two, the description of the parameter decides.
    fn id_of_items(&self, parameter: &Parameter) -> Option<&'static str> {
        let candidates: Vec<&str> = ["_id", "id"]
            .into_iter()
            .filter(|name| has_cursor(self.schemas, self.list.item, name))
            .collect();
        match candidates.as_slice() {
            [only] => Some(only),
            [long, short] => {
                let docs = parameter.description.as_deref().unwrap_or_default();
                let names = |name: &str| docs.contains(&format!("`{name}`"));
                match (names(long), names(short)) {
                    (true, false) => Some(long),
                    (false, true) => Some(short),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

/// Returns `true` if the boolean applies to the direction of the iteration, backward as well as forward.
fn covers_both_directions(field: &Field) -> bool {
    field.word == HAS_MORE[0]
}

/// Builds a cursor whose parameters take fields of the response.
fn cursor(parameter: &Parameter, field: &Field, backward: Option<(&Parameter, &Field)>) -> PaginationStyle {
    let cursor = |(parameter, field): (&Parameter, &Field)| PageCursor {
        parameter: parameter.name.clone(),
        pointer: field.pointer.clone(),
    };
    PaginationStyle::Cursor {
        source: CursorSource::Response,
        forward: cursor((parameter, field)),
        backward: backward.map(cursor),
    }
}
