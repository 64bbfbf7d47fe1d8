//! `[pagination.<operation>]`: how an operation is paged, where the document does not tell or tells it wrong.

use std::collections::BTreeMap;

use super::Setting;
use super::error::Mistake;
use super::section::{Section, Text};

/// How an operation is paged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pagination {
    /// What leads from one page to the next.
    pub style: PaginationStyle,
    /// JSON pointer of the items in the answer; found where it is not given.
    pub items: Option<String>,
    /// JSON pointer of the flag that says whether there is more; found where it is not given.
    pub has_more: Option<String>,
}

/// What leads from one page to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaginationStyle {
    /// Nothing: the operation is not paged, whatever the document looks like.
    None,
    /// A value of each page is a parameter of the next request.
    Cursor {
        /// Whether the pointers lead into an item, rather than into the answer.
        is_in_item: bool,
        /// The parameter, and the JSON pointer of its value.
        forward: (String, String),
        /// The same for the way back.
        backward: Option<(String, String)>,
    },
    /// A parameter counts the pages.
    Page {
        /// The parameter.
        parameter: String,
        /// The number of the first page.
        first: i64,
    },
    /// A parameter counts the items before the page.
    Offset {
        /// The parameter.
        parameter: String,
    },
    /// A URL in the `Link` header, or in the answer at this JSON pointer.
    Link(Option<String>),
}

/// Reads the tables of all operations.
pub(super) fn read(
    section: Section<'_, '_>,
    mistakes: &mut Vec<Mistake>,
) -> BTreeMap<String, Setting<Pagination>> {
    let tables = section.all_tables("pagination", mistakes);
    tables
        .into_iter()
        .filter_map(|(name, table)| {
            let span = table.span().clone();
            Some((name, Setting::new(operation(table, mistakes)?, &span)))
        })
        .collect()
}

fn operation(mut section: Section<'_, '_>, mistakes: &mut Vec<Mistake>) -> Option<Pagination> {
    let style = section.required("style", mistakes);
    let Some((style, span)) = style else {
        // What else belongs there depends on the style.
        return None;
    };
    let style = match style.as_str() {
        "none" => Some(PaginationStyle::None),
        "cursor" => cursor(&mut section, mistakes),
        "page" => page(&mut section, mistakes),
        "offset" => section
            .required("parameter", mistakes)
            .map(|(parameter, _)| PaginationStyle::Offset { parameter }),
        "link" => Some(PaginationStyle::Link(pointer(&mut section, "next", mistakes))),
        other => {
            let mistake = Mistake::new(&span, format!("`{other}` is no style of pagination"));
            mistakes.push(mistake.help("use `cursor`, `page`, `offset`, `link` or `none`"));
            return None;
        }
    };
    let mut items = None;
    let mut has_more = None;
    if style != Some(PaginationStyle::None) {
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
    let backward = section.text("backward", mistakes);
    let item = pointer(section, "item_cursor", mistakes);
    let next = pointer(section, "next", mistakes);
    let previous = pointer(section, "previous", mistakes);
    let is_in_item = item.is_some();
    let (ahead, back) = match (item, next) {
        (Some(pointer), None) if previous.is_none() => (pointer.clone(), Some(pointer)),
        (None, Some(next)) => (next, previous),
        _ => {
            let message = "a cursor comes from `item_cursor` or from `next`";
            let help = "give one of the two, as a JSON pointer into an item or into the answer";
            mistakes.push(Mistake::new(section.span(), message).help(help));
            return None;
        }
    };
    let backward = match (backward, back) {
        (Some((name, _)), Some(pointer)) => Some((name, pointer)),
        (Some((_, span)), None) => {
            let mistake = Mistake::new(&span, "the cursor of `backward` is missing");
            mistakes.push(mistake.help("give `previous`, as a JSON pointer into the answer"));
            None
        }
        (None, _) => None,
    };
    Some(PaginationStyle::Cursor {
        is_in_item,
        forward: (parameter?.0, ahead),
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

/// A JSON pointer that may be left out (RFC 6901).
fn pointer(section: &mut Section<'_, '_>, key: &'static str, mistakes: &mut Vec<Mistake>) -> Option<String> {
    let (text, span): Text = section.text(key, mistakes)?;
    if text.is_empty() || text.starts_with('/') {
        return Some(text);
    }
    let mistake = Mistake::new(&span, format!("`{text}` is no JSON pointer"));
    mistakes.push(mistake.help(format!("write it as `/{}`", text.replace('.', "/"))));
    None
}

#[cfg(test)]
mod tests;
