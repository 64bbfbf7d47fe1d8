//! Configured pagination, checked against the document.

use super::detect::has_more_of;
use super::response::{PagedResponse, below};
use sdk_config::{self as config};
use sdk_model::{Api, ContentFormat, Operation, Pagination, SchemaId, SchemaKind, Schemas};
use sdk_wire::{CursorSource, PageCursor, PaginationStyle, ParameterLocation};

/// Returns the pagination that a `[pagination]` table configures, or `None` if it disables pagination. The error
/// completes the sentence "The table cannot be used: …".
pub(super) fn apply(
    api: &Api,
    operation: &Operation,
    response: Option<&PagedResponse<'_>>,
    setting: &config::Pagination,
) -> Result<Option<Pagination>, String> {
    if setting.style == PaginationStyle::Single {
        return Ok(None);
    }
    let response = response.ok_or("the answer is not JSON of one type")?;
    let list = match &setting.items {
        Some(pointer) => response
            .list_at(pointer)
            .ok_or_else(|| format!("there is no list at `{pointer}` of the answer"))?,
        None => response
            .list()
            .ok_or("the answer has no list, or several: `items` says which one it is")?,
    };
    let in_response = |pointer: &String| {
        let found = response.at(pointer).map(|_| pointer.clone());
        found.ok_or_else(|| format!("there is no `{pointer}` in the answer"))
    };
    let check = Check { api, operation };
    let cursor = |cursor: &PageCursor, source: CursorSource| -> Result<PageCursor, String> {
        Ok(PageCursor {
            parameter: check.parameter(&cursor.parameter)?,
            pointer: match source {
                CursorSource::Item => check.in_item(list.item, &cursor.pointer)?,
                CursorSource::Response => in_response(&cursor.pointer)?,
            },
        })
    };
    let style = match &setting.style {
        PaginationStyle::Single => return Ok(None),
        PaginationStyle::Cursor {
            source,
            forward,
            backward,
        } => PaginationStyle::Cursor {
            source: *source,
            forward: cursor(forward, *source)?,
            backward: match backward {
                Some(backward) => Some(cursor(backward, *source)?),
                None => None,
            },
        },
        PaginationStyle::Page { parameter, first } => PaginationStyle::Page {
            parameter: check.parameter(parameter)?,
            first: *first,
        },
        PaginationStyle::Offset { parameter } => PaginationStyle::Offset {
            parameter: check.parameter(parameter)?,
        },
        PaginationStyle::LinkAt(pointer) => PaginationStyle::LinkAt(in_response(pointer)?),
        PaginationStyle::LinkHeader => PaginationStyle::LinkHeader,
    };
    let has_more = match &setting.has_more {
        Some(pointer) => Some(in_response(pointer)?),
        None => has_more_of(&api.schemas, &response.fields()).map(|field| field.pointer.clone()),
    };
    Ok(Some(Pagination {
        style,
        items: list.pointer,
        item: list.item,
        has_more,
    }))
}

struct Check<'a> {
    api: &'a Api,
    operation: &'a Operation,
}

impl Check<'_> {
    /// Returns the name if it is a query parameter or a field of the JSON body.
    fn parameter(&self, name: &str) -> Result<String, String> {
        let mut parameters = self.operation.parameters.iter();
        let is_query = parameters
            .any(|parameter| parameter.location == ParameterLocation::Query && parameter.name == name);
        let contents = self.operation.body.iter().flat_map(|body| &body.content);
        let mut bodies = contents
            .filter(|content| content.format == ContentFormat::Json)
            .filter_map(|content| content.schema);
        let pointer = format!("/{}", name.replace('~', "~0").replace('/', "~1"));
        if is_query || bodies.any(|body| below(&self.api.schemas, body, &pointer).is_some()) {
            Ok(name.to_owned())
        } else {
            Err(format!("the query and the body have no parameter `{name}`"))
        }
    }

    /// Returns the pointer if it exists in the items. Items that are not objects, such as unions, are not checked.
    fn in_item(&self, item: SchemaId, pointer: &str) -> Result<String, String> {
        if !is_object(&self.api.schemas, item) || below(&self.api.schemas, item, pointer).is_some() {
            Ok(pointer.to_owned())
        } else {
            Err(format!("there is no `{pointer}` in an item"))
        }
    }
}

fn is_object(schemas: &Schemas, id: SchemaId) -> bool {
    matches!(schemas.get(schemas.resolve(id)).kind, SchemaKind::Object(_))
}
