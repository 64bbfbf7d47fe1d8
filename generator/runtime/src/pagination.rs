//! Lists that come in pages: how an operation is paged, as a table, and the streams that walk through it.
//!
//! The table says where the next page begins; `step` reads that from an answer, `walk` asks for one page
//! after the other, `stream` gives them to the caller. Nothing here knows a type of the API.

mod link;
mod step;
mod stream;
mod walk;

pub(super) use self::link::{is_target, without_pairs};
pub use self::stream::{Items, Pages};

/// How an operation is paged.
#[derive(Clone, Copy, Debug)]
pub struct Pagination {
    style: PageStyle,
    /// JSON pointer of the items in the answer. Empty where the answer is the list.
    items: &'static str,
    /// JSON pointer of the flag that says whether there is more.
    has_more: Option<&'static str>,
}

/// What leads from one page to the next.
#[derive(Clone, Copy, Debug)]
enum PageStyle {
    /// A value of the answer goes into a parameter.
    Cursor {
        forward: Cursor,
        backward: Option<Cursor>,
    },
    /// A parameter counts the pages.
    Page { parameter: &'static str, first: i64 },
    /// A parameter counts the items that are left out.
    Offset { parameter: &'static str },
    /// The `Link` header of the answer has a URL with `rel="next"`.
    LinkHeader,
    /// The answer has a URL at this JSON pointer.
    LinkAt(&'static str),
}

/// A parameter that says where a page begins, and where its value comes from.
#[derive(Clone, Copy, Debug)]
pub struct Cursor {
    parameter: &'static str,
    source: CursorSource,
}

/// Where the value of a cursor is, as a JSON pointer.
#[derive(Clone, Copy, Debug)]
enum CursorSource {
    /// In the last item of the page, or the first one of a page on the way back.
    Item(&'static str),
    /// In the answer.
    Answer(&'static str),
}

impl Cursor {
    /// The parameter takes a value of the last item, or on the way back of the first one.
    #[must_use]
    pub const fn item(parameter: &'static str, pointer: &'static str) -> Self {
        let source = CursorSource::Item(pointer);
        Self { parameter, source }
    }

    /// The parameter takes a value of the answer.
    #[must_use]
    pub const fn answer(parameter: &'static str, pointer: &'static str) -> Self {
        let source = CursorSource::Answer(pointer);
        Self { parameter, source }
    }
}

impl Pagination {
    /// A value of each answer is a parameter of the next request.
    #[must_use]
    pub const fn cursor(forward: Cursor) -> Self {
        let backward = None;
        Self::new(PageStyle::Cursor { forward, backward })
    }

    /// A parameter counts the pages, from `first` on.
    #[must_use]
    pub const fn page(parameter: &'static str, first: i64) -> Self {
        Self::new(PageStyle::Page { parameter, first })
    }

    /// A parameter counts the items before the page.
    #[must_use]
    pub const fn offset(parameter: &'static str) -> Self {
        Self::new(PageStyle::Offset { parameter })
    }

    /// The `Link` header has the URL of the next page.
    #[must_use]
    pub const fn link_header() -> Self {
        Self::new(PageStyle::LinkHeader)
    }

    /// The answer has the URL of the next page.
    #[must_use]
    pub const fn link_at(pointer: &'static str) -> Self {
        Self::new(PageStyle::LinkAt(pointer))
    }

    /// The cursor that walks backwards where the caller sets its parameter.
    #[must_use]
    pub const fn backward(mut self, cursor: Cursor) -> Self {
        if let PageStyle::Cursor { forward, .. } = self.style {
            let backward = Some(cursor);
            self.style = PageStyle::Cursor { forward, backward };
        }
        self
    }

    /// Where the items are in the answer. Without this, the answer is the list.
    #[must_use]
    pub const fn items(mut self, pointer: &'static str) -> Self {
        self.items = pointer;
        self
    }

    /// Where the answer says whether there is more.
    #[must_use]
    pub const fn has_more(mut self, pointer: &'static str) -> Self {
        self.has_more = Some(pointer);
        self
    }

    const fn new(style: PageStyle) -> Self {
        let (items, has_more) = ("", None);
        Self {
            style,
            items,
            has_more,
        }
    }
}
