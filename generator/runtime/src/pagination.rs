//! Lists that come in pages: how an operation is paged, as a table, and the streams that walk through it.
//!
//! The table says where the next page begins; `step` reads that from an answer, `walk` asks for one page
//! after the other, `stream` gives them to the caller. Nothing here knows a type of the API.

mod step;
mod stream;
mod walk;

pub use self::stream::{Items, Pages};
use super::vocabulary::{CursorSource, PageCursor, PaginationStyle};

/// How an operation is paged.
#[derive(Clone, Copy, Debug)]
pub struct Pagination {
    style: PaginationStyle,
    /// JSON pointer of the items in the answer. Empty where the answer is the list.
    items: &'static str,
    /// JSON pointer of the flag that says whether there is more.
    has_more: Option<&'static str>,
}

impl Pagination {
    /// A list at this JSON pointer of the answer; an empty one stands for the answer itself. All of it is on
    /// one page, unless what follows says otherwise.
    #[must_use]
    pub const fn list(items: &'static str) -> Self {
        Self {
            style: PaginationStyle::Single,
            items,
            has_more: None,
        }
    }

    /// A parameter takes a value of the last item, at this JSON pointer.
    #[must_use]
    pub const fn item_cursor(self, parameter: &'static str, pointer: &'static str) -> Self {
        self.cursor(CursorSource::Item, PageCursor { parameter, pointer })
    }

    /// A parameter takes a value of the answer, at this JSON pointer.
    #[must_use]
    pub const fn response_cursor(self, parameter: &'static str, pointer: &'static str) -> Self {
        self.cursor(CursorSource::Response, PageCursor { parameter, pointer })
    }

    /// Where the caller sets this parameter, the walk goes backwards: the parameter takes a value of the first
    /// item, or of the answer.
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

    /// A parameter counts the pages, from `first` on.
    #[must_use]
    pub const fn page(self, parameter: &'static str, first: i64) -> Self {
        self.style(PaginationStyle::Page { parameter, first })
    }

    /// A parameter counts the items before the page.
    #[must_use]
    pub const fn offset(self, parameter: &'static str) -> Self {
        self.style(PaginationStyle::Offset { parameter })
    }

    /// The `Link` header has the URL of the next page.
    #[must_use]
    pub const fn link_header(self) -> Self {
        self.style(PaginationStyle::LinkHeader)
    }

    /// The answer has the URL of the next page, at this JSON pointer.
    #[must_use]
    pub const fn link_at(self, pointer: &'static str) -> Self {
        self.style(PaginationStyle::LinkAt(pointer))
    }

    /// Where the answer says whether there is more.
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
