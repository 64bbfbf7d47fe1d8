//! Lists that come in pages: what leads from one page to the next.

use super::SchemaId;

/// How the answers of an operation are the pages of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pagination {
    /// What leads from one page to the next.
    pub style: PaginationStyle,
    /// JSON pointer of the items in the answer; empty where the answer is the list.
    pub items: String,
    /// What an item is.
    pub item: SchemaId,
    /// JSON pointer of the flag in the answer that says whether there is more.
    pub has_more: Option<String>,
}

/// What leads from one page to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaginationStyle {
    /// A value of each page is a parameter of the next request.
    Cursor {
        /// What the pointers of the cursors lead into.
        source: CursorSource,
        /// The way through the list.
        forward: PageCursor,
        /// The way back.
        backward: Option<PageCursor>,
    },
    /// A parameter counts the pages.
    Page {
        /// Its name.
        parameter: String,
        /// The number of the first page.
        first: i64,
    },
    /// A parameter counts the items before the page.
    Offset {
        /// Its name.
        parameter: String,
    },
    /// The `Link` header of the answer has the URL of the next page.
    LinkHeader,
    /// The answer has the URL of the next page at this JSON pointer.
    LinkAt(String),
}

/// A parameter that says where a page begins: a query parameter, or a field of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageCursor {
    /// Its name.
    pub parameter: String,
    /// JSON pointer of its value.
    pub pointer: String,
}

/// What the pointer of a cursor leads into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CursorSource {
    /// The last item of a page, or on the way back the first one.
    Item,
    /// The answer.
    Answer,
}
