//! Lists that come in pages: the type of an item, and how the walk goes, in words.

use super::naming::{self, Casing};
use super::{Lowering, items};
use sdk_model::{self as model, CursorSource, PaginationStyle as Style};
use sdk_rust::{Decode, Docs, Example, Ident, Output, PageCursor, Pagination, PaginationStyle, Type};

/// What the variable of the stream is called in examples.
const STREAM: &str = "items";

/// How an operation is paged.
pub(super) fn pagination(
    lowering: &Lowering<'_>,
    operation: &model::Operation,
    ident: &Ident,
    output: &Output,
    example: Example,
) -> Option<Pagination> {
    let pagination = operation.pagination.as_ref()?;
    // Pages are read as JSON of one type. The analysis takes no others for pages.
    if output.decode != Decode::Json {
        return None;
    }
    let item = lowering.type_of(pagination.item);
    Some(Pagination {
        docs: docs(pagination, ident),
        item_variable: variable(&item, &lowering.client_variable()),
        item,
        style: style(&pagination.style),
        items: pagination.items.clone(),
        has_more: pagination.has_more.clone(),
        example,
    })
}

fn style(style: &Style) -> PaginationStyle {
    match style {
        Style::Cursor {
            source,
            forward,
            backward,
        } => PaginationStyle::Cursor {
            is_in_item: *source == CursorSource::Item,
            forward: cursor(forward),
            backward: backward.as_ref().map(cursor),
        },
        Style::Page { parameter, first } => PaginationStyle::Page(parameter.clone(), *first),
        Style::Offset { parameter } => PaginationStyle::Offset(parameter.clone()),
        Style::LinkHeader => PaginationStyle::LinkHeader,
        Style::LinkAt(pointer) => PaginationStyle::LinkAt(pointer.clone()),
    }
}

fn cursor(cursor: &model::PageCursor) -> PageCursor {
    PageCursor {
        parameter: cursor.parameter.clone(),
        pointer: cursor.pointer.clone(),
    }
}

/// A name for an item that no other variable of an example has.
fn variable(item: &Type, client: &Ident) -> Ident {
    let name = match item {
        Type::Item(path) => naming::ident(&naming::identifier(path.ident.plain(), Casing::Snake)),
        _ => naming::ident("item"),
    };
    if name.plain() == STREAM || name == *client {
        naming::ident("item")
    } else {
        name
    }
}

/// How the walk goes: what leads on, what leads back, where it ends.
fn docs(pagination: &model::Pagination, ident: &Ident) -> Docs {
    let ident = ident.plain();
    let mut lines = vec![
        "The answer is one page of a list, and these walk through all of it:".to_owned(),
        format!("[`items`]({ident}::items) and [`pages`]({ident}::pages)."),
        how(&pagination.style),
    ];
    if let Style::Cursor {
        source,
        backward: Some(backward),
        ..
    } = &pagination.style
    {
        let parameter = items::code(&backward.parameter);
        lines.push(format!(
            "Where `{parameter}` is set, they walk backwards, {}:",
            match source {
                CursorSource::Item => "from the first item of each page".to_owned(),
                CursorSource::Answer => format!("with the `{}` of each answer", path(&backward.pointer)),
            }
        ));
        lines.push("page by page, with the items of a page in the order in which they came.".to_owned());
    }
    let more = pagination.has_more.as_deref();
    let more = more.map(|pointer| format!("where `{}` is false, ", path(pointer)));
    lines.push(format!(
        "They end {}with an empty page, and before a page that came already.",
        more.unwrap_or_default()
    ));
    Docs { lines }
}

/// What leads to the next page.
fn how(style: &Style) -> String {
    let same_origin = "which is followed on the same origin alone.";
    match style {
        Style::Cursor { source, forward, .. } => {
            let (parameter, value) = (items::code(&forward.parameter), path(&forward.pointer));
            let of = match source {
                CursorSource::Item => "last item of each page",
                CursorSource::Answer => "answer",
            };
            format!("`{parameter}` takes the `{value}` of the {of}.")
        }
        Style::Page { parameter, .. } => format!("`{}` counts the pages.", items::code(parameter)),
        Style::Offset { parameter } => {
            format!("`{}` counts the items before the page.", items::code(parameter))
        }
        Style::LinkHeader => {
            format!("The `Link` header of each answer leads to the next page, {same_origin}")
        }
        Style::LinkAt(pointer) => {
            format!(
                "The `{}` of each answer leads to the next page, {same_origin}",
                path(pointer)
            )
        }
    }
}

/// A JSON pointer as people write a path.
fn path(pointer: &str) -> String {
    let names: Vec<String> = pointer
        .split('/')
        .skip(1)
        .map(|name| name.replace("~1", "/").replace("~0", "~"))
        .collect();
    items::code(&names.join("."))
}
