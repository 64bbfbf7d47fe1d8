//! Lists that come in pages: how an operation is paged, as a table, and the streams that walk through it.
//!
//! The table says where the next page begins; `step` reads that from a response, `walk` asks for one page
//! after the other, `stream` gives them to the caller. Nothing here knows a type of the API.

mod step;
mod stream;
mod walk;

pub use self::stream::{Items, Pages};
use super::vocabulary::{CursorSource, PageCursor, PaginationStyle};

/// How an operation is paginated.
#[derive(Clone, Copy, Debug)]
pub struct Pagination {
    style: PaginationStyle,
    /// JSON pointer of the items in the response. Empty if the response is the array.
    items: &'static str,
    /// JSON pointer of the boolean that says whether there are more pages.
    has_more: Option<&'static str>,
}

impl Pagination {
    /// Describes an array at this JSON pointer of the response; an empty pointer is the response itself. All of it is
    /// on one page, unless what follows says otherwise.
    #[must_use]
    pub const fn list(items: &'static str) -> Self {
        Self {
            style: PaginationStyle::Single,
            items,
            has_more: None,
        }
    }

    /// Selects the next page by a value of the last item, at this JSON pointer.
    #[must_use]
    pub const fn item_cursor(self, parameter: &'static str, pointer: &'static str) -> Self {
        self.cursor(CursorSource::Item, PageCursor { parameter, pointer })
    }

    /// Selects the next page by a value of the response, at this JSON pointer.
    #[must_use]
    pub const fn response_cursor(self, parameter: &'static str, pointer: &'static str) -> Self {
        self.cursor(CursorSource::Response, PageCursor { parameter, pointer })
    }

    /// Reads the list backwards if the caller sets this parameter: it takes a value of the first
    /// item, or of the response.
    #[must_use]
    pub const fn backward(self, parameter: &'static str, pointer: &'static str) -> Self {
        let backward = Some(PageCursor { parameter, pointer });
        match self.style {
            PaginationStyle::Cursor { source, forward, .. } => self.style(PaginationStyle::Cursor {
                source,
                forward,
                backward,
            }),
            _ => self,
        }
    }

    /// Selects a page by its number, starting with `first`.
    #[must_use]
    pub const fn page(self, parameter: &'static str, first: i64) -> Self {
        self.style(PaginationStyle::Page { parameter, first })
    }

    /// Selects a page by the number of items before it.
    #[must_use]
    pub const fn offset(self, parameter: &'static str) -> Self {
        self.style(PaginationStyle::Offset { parameter })
    }

    /// Follows the URL in the `Link` header.
    #[must_use]
    pub const fn link_header(self) -> Self {
        self.style(PaginationStyle::LinkHeader)
    }

    /// Follows the URL in the response, at this JSON pointer.
    #[must_use]
    pub const fn link_at(self, pointer: &'static str) -> Self {
        self.style(PaginationStyle::LinkAt(pointer))
    }

    /// Sets the JSON pointer of the boolean that says whether there are more pages.
    #[must_use]
    pub const fn has_more(mut self, pointer: &'static str) -> Self {
        self.has_more = Some(pointer);
        self
    }

    const fn cursor(self, source: CursorSource, forward: PageCursor) -> Self {
        self.style(PaginationStyle::Cursor {
            source,
            forward,
            backward: None,
        })
    }

    const fn style(mut self, style: PaginationStyle) -> Self {
        self.style = style;
        self
    }
}
