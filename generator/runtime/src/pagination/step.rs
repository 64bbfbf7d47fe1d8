//! Finds the next page in a response. Nothing is sent or kept here.

use serde_json::Value;

use super::super::decode_error::DecodeError;
use super::super::headers::Headers;
use super::super::link;
use super::{CursorSource, Pagination, PaginationStyle};

/// A page that was received, and how it was requested.
pub(super) struct Page<'a> {
    pub(super) headers: &'a Headers,
    pub(super) value: &'a Value,
    /// Its position. `None` for the start of the list.
    pub(super) position: Option<&'a Value>,
    pub(super) is_backward: bool,
}

/// The position of the next page.
pub(super) enum Step {
    /// None: the page was the last one.
    End,
    /// At this value of the parameter.
    Parameter(Value),
    /// At this URL.
    Link(String),
}

/// The items of a page. A list that is absent or null is empty: there are servers that leave empty lists
/// out.
pub(super) fn items<'a>(pagination: &Pagination, value: &'a Value) -> Result<&'a [Value], DecodeError> {
    match value.pointer(pagination.items) {
        Some(Value::Array(items)) => Ok(items),
        Some(Value::Null) | None => Ok(&[]),
        Some(other) => Err(at(pagination.items, DecodeError::expected("an array", other))),
    }
}

/// Takes the items out of a page.
pub(super) fn take_items(pagination: &Pagination, value: &mut Value) -> Vec<Value> {
    match value.pointer_mut(pagination.items).map(Value::take) {
        Some(Value::Array(items)) => items,
        _ => Vec::new(),
    }
}

/// Returns the position of the next page.
pub(super) fn next(pagination: &Pagination, page: &Page<'_>) -> Result<Step, DecodeError> {
    let items = items(pagination, page.value)?;
    let has_more = pagination
        .has_more
        .and_then(|pointer| page.value.pointer(pointer)?.as_bool());
    if items.is_empty() || has_more == Some(false) {
        return Ok(Step::End);
    }
    match pagination.style {
        PaginationStyle::Single => Ok(Step::End),
        PaginationStyle::Cursor {
            source,
            forward,
            backward,
        } => {
            let pointer = backward.filter(|_| page.is_backward).unwrap_or(forward).pointer;
            if source == CursorSource::Response {
                let found = page.value.pointer(pointer);
                return cursor_step(found, has_more == Some(true)).map_err(|problem| at(pointer, problem));
            }
            let index = if page.is_backward { 0 } else { items.len() - 1 };
            let found = items.get(index).and_then(|item| item.pointer(pointer));
            cursor_step(found, true)
                .map_err(|problem| at(pagination.items, at(pointer, problem).at_index(index)))
        }
        PaginationStyle::Page { first, .. } => Ok(counted(page.position, first, 1)),
        PaginationStyle::Offset { .. } => Ok(counted(page.position, 0, items.len())),
        PaginationStyle::LinkHeader => {
            let found = link::next_of(page.headers.get_all("link"));
            Ok(found.map_or(Step::End, |url| Step::Link(url.to_owned())))
        }
        PaginationStyle::LinkAt(pointer) => match present(page.value.pointer(pointer)) {
            None => Ok(Step::End),
            Some(Value::String(url)) => Ok(Step::Link(url.clone())),
            Some(other) => Err(at(pointer, DecodeError::expected("a URL", other))),
        },
    }
}

/// A missing cursor ends the list, unless the response has more pages or items without
/// a cursor: that is an error, since the rest of the list would be lost.
fn cursor_step(found: Option<&Value>, is_needed: bool) -> Result<Step, DecodeError> {
    match present(found) {
        Some(value @ (Value::String(_) | Value::Number(_))) => Ok(Step::Parameter(value.clone())),
        Some(other) => Err(DecodeError::expected("a cursor", other)),
        None if is_needed => Err(DecodeError::new("the list goes on, and no cursor says where")),
        None => Ok(Step::End),
    }
}

fn present(value: Option<&Value>) -> Option<&Value> {
    value.filter(|value| !value.is_null() && value.as_str() != Some(""))
}

/// Returns the position after a number of pages or items.
fn counted(position: Option<&Value>, first: i64, further: usize) -> Step {
    let position = position.map_or(Some(first), Value::as_i64);
    let next = i64::try_from(further)
        .ok()
        .and_then(|further| position?.checked_add(further));
    next.map_or(Step::End, |next| Step::Parameter(next.into()))
}

/// Returns the error with its path from the root of the response.
pub(super) fn at(pointer: &str, error: DecodeError) -> DecodeError {
    let names = pointer.strip_prefix('/').into_iter();
    names
        .flat_map(|names| names.rsplit('/'))
        .fold(error, |error, name| {
            error.at(&name.replace("~1", "/").replace("~0", "~"))
        })
}
