//! How the configuration says that an operation is paged, held against the document.

use super::answer::{Answer, below};
use super::detect::has_more_of;
use sdk_config::{self as config, PaginationStyle as Style};
use sdk_model::{
    Api, ContentFormat, CursorSource, Operation, PageCursor, Pagination, PaginationStyle, ParameterLocation,
    SchemaId, SchemaKind, Schemas,
};

/// The pagination that a table of the configuration asks for; `None` where it asks for none. The error is the
/// end of a sentence.
pub(super) fn apply(
    api: &Api,
    operation: &Operation,
    answer: Option<&Answer<'_>>,
    setting: &config::Pagination,
) -> Result<Option<Pagination>, String> {
    if setting.style == Style::None {
        return Ok(None);
    }
    let answer = answer.ok_or("the answer is not JSON of one type")?;
    let list = match &setting.items {
        Some(pointer) => answer
            .list_at(pointer)
            .ok_or_else(|| format!("there is no list at `{pointer}` of the answer"))?,
        None => answer
            .list()
            .ok_or("the answer has no list, or several: `items` says which one it is")?,
    };
    let in_answer = |pointer: &String| {
        let found = answer.at(pointer).map(|_| pointer.clone());
        found.ok_or_else(|| format!("there is no `{pointer}` in the answer"))
    };
    let check = Check { api, operation };
    let cursor = |(parameter, pointer): &(String, String), is_in_item: bool| -> Result<PageCursor, String> {
        Ok(PageCursor {
            parameter: check.parameter(parameter)?,
            pointer: if is_in_item {
                check.in_item(list.item, pointer)?
            } else {
                in_answer(pointer)?
            },
        })
    };
    let style = match &setting.style {
        Style::None => return Ok(None),
        Style::Cursor {
            is_in_item,
            forward,
            backward,
        } => PaginationStyle::Cursor {
            source: if *is_in_item {
                CursorSource::Item
            } else {
                CursorSource::Answer
            },
            forward: cursor(forward, *is_in_item)?,
            backward: match backward {
                Some(backward) => Some(cursor(backward, *is_in_item)?),
                None => None,
            },
        },
        Style::Page { parameter, first } => PaginationStyle::Page {
            parameter: check.parameter(parameter)?,
            first: *first,
        },
        Style::Offset { parameter } => PaginationStyle::Offset {
            parameter: check.parameter(parameter)?,
        },
        Style::Link(Some(pointer)) => PaginationStyle::LinkAt(in_answer(pointer)?),
        Style::Link(None) => PaginationStyle::LinkHeader,
    };
    let has_more = match &setting.has_more {
        Some(pointer) => Some(in_answer(pointer)?),
        None => has_more_of(&api.schemas, &answer.fields()).map(|field| field.pointer.clone()),
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
    /// A query parameter, or a field of the JSON body.
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

    /// A pointer into the items. What a union or a free-form item has is not known.
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
