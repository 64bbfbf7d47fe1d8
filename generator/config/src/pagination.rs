//! `[pagination.<operation>]`: the pagination of an operation, if it cannot be detected from the document.

use std::collections::BTreeMap;

use sdk_wire::{CursorSource, PageCursor, PaginationStyle};

use super::Spanned;
use super::error::Mistake;
use super::section::{Section, Text};

/// The pagination of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pagination {
    /// The way from one page to the next: [`PaginationStyle::Single`] if the operation is not paged, even if the document
    /// suggests it.
    pub style: PaginationStyle,
    /// The JSON pointer of the items in the response. Default: detected.
    pub items: Option<String>,
    /// The JSON pointer of the boolean that says whether there are more pages. Default: detected.
    pub has_more: Option<String>,
}

/// Reads the tables of all operations.
pub(super) fn read(
    section: Section<'_, '_>,
    mistakes: &mut Vec<Mistake>,
) -> BTreeMap<String, Spanned<Pagination>> {
    let tables = section.all_tables("pagination", mistakes);
    tables
        .into_iter()
        .filter_map(|(name, table)| {
            let span = table.span().clone();
            Some((name, Spanned::new(operation(table, mistakes)?, &span)))
        })
        .collect()
}

fn operation(mut section: Section<'_, '_>, mistakes: &mut Vec<Mistake>) -> Option<Pagination> {
    let style = section.required("style", mistakes);
    let Some((style, span)) = style else {
        // The other keys depend on the style.
        return None;
    };
    let style = match style.as_str() {
        "none" => Some(PaginationStyle::Single),
        "cursor" => cursor(&mut section, mistakes),
        "page" => page(&mut section, mistakes),
        "offset" => section
            .required("parameter", mistakes)
            .map(|(parameter, _)| PaginationStyle::Offset { parameter }),
        "link" => Some(match pointer(&mut section, "next", mistakes) {
            Some(pointer) => PaginationStyle::LinkAt(pointer),
            None => PaginationStyle::LinkHeader,
        }),
        other => {
            let mistake = Mistake::new(&span, format!("`{other}` is not a pagination style"));
            mistakes.push(mistake.help("use `cursor`, `page`, `offset`, `link` or `none`"));
            return None;
        }
    };
    let mut items = None;
    let mut has_more = None;
    if style != Some(PaginationStyle::Single) {
        items = pointer(&mut section, "items", mistakes);
        has_more = pointer(&mut section, "has_more", mistakes);
    }
    section.finish(mistakes);
    Some(Pagination {
        style: style?,
        items,
        has_more,
    })
}

fn cursor(section: &mut Section<'_, '_>, mistakes: &mut Vec<Mistake>) -> Option<PaginationStyle> {
    let parameter = section.required("parameter", mistakes);
    let backward = section.string("backward", mistakes);
    let item = pointer(section, "item_cursor", mistakes);
    let next = pointer(section, "next", mistakes);
    let previous = pointer(section, "previous", mistakes);
    let source = if item.is_some() {
        CursorSource::Item
    } else {
        CursorSource::Response
    };
    let (ahead, back) = match (item, next) {
        (Some(pointer), None) if previous.is_none() => (pointer.clone(), Some(pointer)),
        (None, Some(next)) => (next, previous),
        _ => {
            let message = "exactly one of `item_cursor` and `next` is required for a cursor";
            let help = "write `item_cursor` as a JSON pointer into an item, or `next` as a JSON pointer into the response";
            mistakes.push(Mistake::new(section.span(), message).help(help));
            return None;
        }
    };
    let backward = match (backward, back) {
        (Some((parameter, _)), Some(pointer)) => Some(PageCursor { parameter, pointer }),
        (Some((_, span)), None) => {
            let mistake = Mistake::new(&span, "`backward` requires a cursor");
            mistakes.push(mistake.help("write `previous` as a JSON pointer into the response"));
            None
        }
        (None, _) => None,
    };
    Some(PaginationStyle::Cursor {
        source,
        forward: PageCursor {
            parameter: parameter?.0,
            pointer: ahead,
        },
        backward,
    })
}

fn page(section: &mut Section<'_, '_>, mistakes: &mut Vec<Mistake>) -> Option<PaginationStyle> {
    let parameter = section.required("parameter", mistakes);
    let first = section.integer("first", mistakes);
    Some(PaginationStyle::Page {
        parameter: parameter?.0,
        first: first.unwrap_or(1),
    })
}

/// Reads an optional JSON pointer (RFC 6901).
fn pointer(section: &mut Section<'_, '_>, key: &'static str, mistakes: &mut Vec<Mistake>) -> Option<String> {
    let (text, span): Text = section.string(key, mistakes)?;
    if text.is_empty() || text.starts_with('/') {
        return Some(text);
    }
    let mistake = Mistake::new(&span, format!("`{text}` is not a JSON pointer"));
    mistakes.push(mistake.help(format!("write it as `/{}`", text.replace('.', "/"))));
    None
}

#[cfg(test)]
mod tests;
